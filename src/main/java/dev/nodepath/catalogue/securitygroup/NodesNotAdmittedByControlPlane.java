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

/** SG-001: Node and cluster security groups admit port 443 between them. */
public final class NodesNotAdmittedByControlPlane implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SG-001",
            "Node and cluster security groups admit port 443 between them",
            Severity.CRITICAL,
            List.of(
                    Need.CLUSTER,
                    Need.NODEGROUPS,
                    Need.INSTANCES,
                    Need.LAUNCH_TEMPLATES,
                    Need.SECURITY_GROUPS,
                    Need.PREFIX_LISTS,
                    Need.NETWORK_INTERFACES),
            "With private access on, nodes open connections to port 443 of the cluster's network "
                    + "interfaces. Managed nodes carry the cluster security group, which admits its own "
                    + "members; a launch template that names groups replaces it, and then those have to be "
                    + "admitted.",
            "Let a group on the cluster's network interfaces admit port 443 from the nodes' group, "
                    + "and the nodes' group reach it.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, NodesNotAdmittedByControlPlane::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return Openings.remedy(CARD.fix(), OnPath.causes(CARD, cause.resource(), paths), paths);
    }
}
