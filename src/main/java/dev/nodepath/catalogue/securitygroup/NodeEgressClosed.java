package dev.nodepath.catalogue.securitygroup;

import dev.nodepath.catalogue.Openings;
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

/** SG-005: Node security groups let nodes reach port 443 of what they need. */
public final class NodeEgressClosed implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SG-005",
            "Node security groups let nodes reach port 443 of what they need",
            Severity.CRITICAL,
            List.of(
                    Need.CLUSTER,
                    Need.NODEGROUPS,
                    Need.INSTANCES,
                    Need.LAUNCH_TEMPLATES,
                    Need.SECURITY_GROUPS,
                    Need.PREFIX_LISTS),
            "Nodes open connections to port 443 of the public endpoint, of ECR, S3 and EC2, or of the "
                    + "VPC endpoints that stand for them. Security groups drop what no rule lets out.",
            "Let the nodes' security group reach port 443 of 0.0.0.0/0, or of the VPC endpoints where "
                    + "there is no other way.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, NodeEgressClosed::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return Openings.remedy(CARD.fix(), OnPath.causes(CARD, cause.resource(), paths), paths);
    }
}
