package dev.nodepath.catalogue.securitygroup;

import dev.nodepath.catalogue.Openings;
import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.NodeDns;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** SG-003: Node security groups admit DNS between nodes. */
public final class DnsClosedBetweenNodes implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SG-003",
            "Node security groups admit DNS between nodes",
            Severity.MEDIUM,
            List.of(Need.NODEGROUPS, Need.INSTANCES, Need.LAUNCH_TEMPLATES, Need.SECURITY_GROUPS, Need.PREFIX_LISTS),
            "CoreDNS runs on some nodes and is asked by pods on all of them, on UDP and TCP port 53. "
                    + "Where nodes carry different security groups, or one that does not admit its own members, "
                    + "names resolve on some nodes only.",
            "Let the security groups of all nodes admit UDP and TCP port 53 from each other.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Cause> alike = NodeDns.amongAlike(paths.network(), paths.nodeSubnets());
        List<Cause> others = NodeDns.amongOthers(paths.network(), paths.nodeSubnets());
        if (alike.isEmpty() && others.isEmpty()) {
            return List.of(Result.compliant(
                    Resource.cluster(paths.cluster().arn().toString()),
                    "The security groups of all nodes admit port 53 from each other."));
        }
        return CauseResults.worst(results(CARD.severity(), alike, paths), results(Severity.LOW, others, paths));
    }

    private static List<Result> results(Severity severity, List<Cause> causes, ClusterPaths paths) {
        return CauseResults.of(
                OnPath.limited(severity, paths.nodeSubnets()),
                causes,
                found -> Openings.remedy(CARD.fix(), found, paths));
    }
}
