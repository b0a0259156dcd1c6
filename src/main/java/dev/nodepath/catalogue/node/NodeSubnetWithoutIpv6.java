package dev.nodepath.catalogue.node;

import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Ipv6Paths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/** ND-006: Node subnets of an IPv6 cluster assign IPv6 addresses and route them. */
public final class NodeSubnetWithoutIpv6 implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-006",
            "Node subnets of an IPv6 cluster assign IPv6 addresses and route them",
            Severity.HIGH,
            Need.OF_PATHS,
            "Pods and nodes of an IPv6 cluster take IPv6 addresses of their subnet. Where it has no IPv6 range or does "
                    + "not assign addresses, EKS starts no node there (Ec2SubnetMissingIpv6Assignment); without a "
                    + "route for ::/0 their packets stay inside the VPC.",
            "Give the subnet an IPv6 range, let it assign addresses, and route ::/0 to an internet gateway or an "
                    + "egress-only one.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results =
                new ArrayList<>(OnPath.results(CARD, paths, (cause, subnet, all) -> remedy(subnet, all)));
        for (SubnetPaths path : paths.nodeSubnets()) {
            Ipv6Paths.shortfall(paths.network(), path)
                    .ifPresent(shortfall -> results.add(result(path, shortfall, paths)));
        }
        return CauseResults.worst(results);
    }

    private static Result result(SubnetPaths path, Ipv6Paths.Shortfall shortfall, ClusterPaths paths) {
        Severity worst = switch (shortfall) {
            case NO_RANGE, NOT_ASSIGNED -> CARD.severity();
            case NO_ROUTE, MAY_LACK_ROUTE, MAY_NEED_ROUTE -> Severity.MEDIUM;
            case DNS64 -> Severity.LOW;
        };
        Severity severity = OnPath.limited(worst, List.of(path));
        Resource subnet = Resource.ec2(path.subnetId());
        String reason = "Node subnet " + path.subnetId() + " of an IPv6 cluster " + shortfall.words();
        if (!shortfall.isKnown()) {
            return Result.unknown(severity, subnet, reason);
        }
        Remedy remedy = switch (shortfall) {
            case NO_RANGE, NOT_ASSIGNED -> remedy(path, paths);
            case NO_ROUTE, MAY_LACK_ROUTE, MAY_NEED_ROUTE ->
                Remedy.of(
                        "Decide whether pods leave the VPC by IPv6; if so, route ::/0 to an egress-only internet gateway.");
            case DNS64 -> Remedy.of("Decide whether pods are meant to use NAT64; if not, turn DNS64 off.");
        };
        List<Resource> tables = path.routedBy().stream()
                .map(by -> Resource.ec2(by.table().id()))
                .toList();
        return Result.violation(severity, subnet, tables, reason, remedy);
    }

    private static Remedy remedy(SubnetPaths path, ClusterPaths paths) {
        return path.subnet().filter(subnet -> !subnet.ipv6Cidrs().isEmpty()).isPresent()
                ? Remedy.of(
                        "Let the subnet assign IPv6 addresses; only new nodes get one.",
                        "aws ec2 modify-subnet-attribute --region "
                                + paths.cluster().arn().region() + " --subnet-id " + path.subnetId()
                                + " --assign-ipv6-address-on-creation")
                : Remedy.of("Decide which free /64 of the VPC's IPv6 range the subnet gets, and associate it.");
    }
}
