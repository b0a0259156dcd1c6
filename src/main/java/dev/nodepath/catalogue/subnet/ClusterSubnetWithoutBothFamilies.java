package dev.nodepath.catalogue.subnet;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** SN-006: The subnets of an IPv6 cluster have IPv4 and IPv6 ranges. */
public final class ClusterSubnetWithoutBothFamilies implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SN-006",
            "The subnets of an IPv6 cluster have IPv4 and IPv6 ranges",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS),
            "EKS places dual-stack interfaces in the subnets of an IPv6 cluster; a subnet of one "
                    + "family takes none.",
            "Decide whether the subnet gets a free /64 of the VPC's IPv6 range or the cluster other "
                    + "subnets in the same zones.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        if (paths.cluster().ipFamily() == Family.IPV4) {
            return List.of(Result.notApplicable(
                    Resource.cluster(paths.cluster().arn().toString()), "The cluster is an IPv4 one."));
        }
        return ClusterSubnets.of(paths).each(CARD, subnet -> {
            Resource resource = Resource.ec2(subnet.id());
            String has = "Subnet " + subnet.id() + " of IPv6 cluster "
                    + paths.cluster().name();
            if (subnet.ipv6Native() || subnet.cidr().isEmpty()) {
                return violation(resource, has + " has no IPv4 range.");
            }
            return subnet.ipv6Cidrs().isEmpty()
                    ? violation(resource, has + " has no IPv6 range.")
                    : Result.compliant(resource, has + " has ranges of both families.");
        });
    }

    private static Result violation(Resource subnet, String reason) {
        return Result.violation(CARD.severity(), subnet, reason, Remedy.of(CARD.fix()));
    }
}
