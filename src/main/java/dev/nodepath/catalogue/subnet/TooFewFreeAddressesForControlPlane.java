package dev.nodepath.catalogue.subnet;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Declared;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** SN-002: The cluster's subnets have room for the control plane's interfaces. */
public final class TooFewFreeAddressesForControlPlane implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SN-002",
            "The cluster's subnets have room for the control plane's interfaces",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS),
            "EKS needs six free IPv4 addresses in a cluster subnet and recommends 16; below that, "
                    + "version upgrades and subnet changes fail with InsufficientFreeAddresses. Nodes that run "
                    + "keep running.",
            "Decide whether to free addresses in the subnet or to give the cluster other subnets in "
                    + "the same zones.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    private static final int REQUIRED = 6;

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Declared.Thresholds thresholds = paths.network().declared().thresholds();
        return ClusterSubnets.of(paths)
                .each(
                        CARD,
                        subnet -> SubnetCheck.room(
                                subnet, thresholds.clusterSubnetFreeAddresses(), thresholds.freeAddressHysteresis()));
    }

    private static final class SubnetCheck {
        private static Result room(Subnet subnet, int enough, int margin) {
            Resource resource = Resource.ec2(subnet.id());
            int free = subnet.availableIpAddressCount();
            String has = "Cluster subnet " + subnet.id() + " has " + free + " free IPv4 addresses";
            if (free >= enough) {
                return free < enough + margin
                        ? Result.justCompliant(resource, has + ".")
                        : Result.compliant(resource, has + ".");
            }
            return Result.violation(
                    free < REQUIRED ? CARD.severity() : Severity.LOW,
                    resource,
                    List.of(),
                    has
                            + (free < REQUIRED
                                    ? "; EKS needs " + REQUIRED + "."
                                    : enough == Declared.Thresholds.STANDARD.clusterSubnetFreeAddresses()
                                            ? "; EKS recommends " + enough + "."
                                            : "; the settings ask for " + enough + "."),
                    Remedy.of(CARD.fix()));
        }
    }
}
