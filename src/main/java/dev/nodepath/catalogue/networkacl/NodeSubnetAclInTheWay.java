package dev.nodepath.catalogue.networkacl;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** NA-001: The network ACL of a node subnet lets connections to port 443 out and their answers in. */
public final class NodeSubnetAclInTheWay implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "NA-001",
            "The network ACL of a node subnet lets connections to port 443 out and their answers in",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.NETWORK_ACLS),
            "Network ACLs keep no state: the answer of the API server, of ECR or S3 comes back to an "
                    + "ephemeral port and has to be admitted too, from public addresses where the way leads "
                    + "over the internet. A rule for the VPC's own range is not enough there.",
            "Allow TCP 443 outbound and TCP 1024-65535 inbound before any entry that denies them.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
                    "https://repost.aws/knowledge-center/eks-worker-nodes-cluster"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return AclResults.of(CARD, paths);
    }
}
