package dev.nodepath.catalogue.node;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** ND-004: Node subnets are in the cluster's VPC. */
public final class NodeSubnetInOtherVpc implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-004",
            "Node subnets are in the cluster's VPC",
            Severity.CRITICAL,
            List.of(
                    Need.CLUSTER,
                    Need.SUBNETS,
                    Need.NODEGROUP_NAMES,
                    Need.NODEGROUPS,
                    Need.FARGATE_PROFILE_NAMES,
                    Need.FARGATE_PROFILES,
                    Need.AUTO_SCALING_GROUPS,
                    Need.INSTANCES),
            "A cluster lives in one VPC: nodes elsewhere have no way to its private interfaces, and "
                    + "EKS does not support them.",
            "Decide in which subnets of the cluster's VPC the nodes start; an Auto Scaling group "
                    + "tagged for the wrong cluster is a common cause.",
            List.of(
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/",
                    "https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths);
    }
}
