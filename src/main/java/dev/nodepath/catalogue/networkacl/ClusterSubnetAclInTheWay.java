package dev.nodepath.catalogue.networkacl;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** NA-002: The network ACLs of the cluster's subnets let nodes reach its network interfaces. */
public final class ClusterSubnetAclInTheWay implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "NA-002",
            "The network ACLs of the cluster's subnets let nodes reach its network interfaces",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.NETWORK_ACLS, Need.NETWORK_INTERFACES),
            "The cluster's network interfaces stand behind the ACL of their subnet, which has to "
                    + "admit port 443 from the nodes and let the answers to ephemeral ports out.",
            "Allow TCP 443 inbound from the node subnets and TCP 1024-65535 outbound to them before "
                    + "any entry that denies them.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return AclResults.of(CARD, paths);
    }
}
