package dev.nodepath.catalogue.node;

import dev.nodepath.network.Declared;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** ND-005: Node subnets have free addresses. */
public final class NodeSubnetFull implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-005",
            "Node subnets have free addresses",
            Severity.MEDIUM,
            List.of(Need.SUBNETS),
            "Every node, and with the VPC CNI every pod, takes an address of its subnet. A full "
                    + "subnet starts no more nodes (InsufficientFreeAddresses).",
            "Decide whether the nodes get further subnets or the VPC a secondary range with subnets " + "in it.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Declared.Thresholds thresholds = paths.network().declared().thresholds();
        return paths.nodeSubnets().stream()
                .filter(path -> path.subnet().isPresent())
                .map(path -> judge(path, path.subnet().orElseThrow(), thresholds))
                .toList();
    }

    private static Result judge(SubnetPaths path, Subnet subnet, Declared.Thresholds thresholds) {
        int enough = thresholds.nodeSubnetFreeAddresses();
        int margin = thresholds.freeAddressHysteresis();
        Resource resource = Resource.ec2(subnet.id());
        int free = subnet.availableIpAddressCount();
        String has = "Node subnet " + subnet.id() + " has " + free + " free IPv4 addresses";
        if (free >= enough) {
            return free < enough + margin
                    ? Result.justCompliant(resource, has + ".")
                    : Result.compliant(resource, has + ".");
        }
        boolean full = free == 0 && !path.nodeSubnet().onlyPossible();
        return Result.violation(
                full ? CARD.severity() : Severity.LOW,
                resource,
                List.of(),
                has + (free == 0 ? ": no more nodes can start there." : "."),
                Remedy.of(CARD.fix()));
    }
}
