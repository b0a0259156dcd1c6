package dev.nodepath.catalogue.node;

import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** ND-001: A node subnet that routes to an internet gateway gives new nodes a public IPv4 address. */
public final class PublicNodeSubnetWithoutPublicAddresses implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-001",
            "A node subnet that routes to an internet gateway gives new nodes a public IPv4 address",
            Severity.CRITICAL,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES, Need.NODEGROUPS, Need.INSTANCES),
            "An internet gateway carries only packets of instances with a public address. Since 22 "
                    + "April 2020 managed node groups leave that to the subnet: without MapPublicIpOnLaunch new "
                    + "nodes get none and never join.",
            "Turn MapPublicIpOnLaunch on for the subnet and replace the nodes it was off for, or "
                    + "route the subnet to a NAT gateway.",
            List.of(
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/",
                    "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, PublicNodeSubnetWithoutPublicAddresses::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return Remedy.of(
                "Let the subnet assign public addresses; only new nodes get one.",
                "aws ec2 modify-subnet-attribute --region "
                        + paths.cluster().arn().region() + " --subnet-id "
                        + cause.resource().id() + " --map-public-ip-on-launch");
    }
}
