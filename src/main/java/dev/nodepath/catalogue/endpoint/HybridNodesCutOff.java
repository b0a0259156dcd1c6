package dev.nodepath.catalogue.endpoint;

import dev.nodepath.catalogue.Openings;
import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.HybridNodes;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** EP-009: Hybrid nodes have one endpoint, routes and groups that let them in. */
public final class HybridNodesCutOff implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-009",
            "Hybrid nodes have one endpoint, routes and groups that let them in",
            Severity.HIGH,
            List.of(
                    Need.CLUSTER,
                    Need.VPC,
                    Need.SUBNETS,
                    Need.ROUTE_TABLES,
                    Need.SECURITY_GROUPS,
                    Need.NETWORK_INTERFACES,
                    Need.PREFIX_LISTS),
            "Nodes outside of AWS resolve the API server's name to its public addresses where both "
                    + "endpoints are on, and may not be able to join. With the private endpoint alone, the "
                    + "cluster's subnets need routes to the remote networks, and its security groups have to "
                    + "admit them.",
            "Decide which endpoint hybrid nodes use and keep that one alone on; with the private "
                    + "one, route the remote networks from the cluster's subnets and admit port 443 from them.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-prereqs.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        if (paths.cluster().remoteNodeNetworks().isEmpty()) {
            return List.of(Result.notApplicable(cluster, "The cluster has no hybrid nodes."));
        }
        List<Cause> causes = HybridNodes.causes(paths.network());
        List<Cause> ofPods = HybridNodes.ofPods(paths.network());
        return causes.isEmpty() && ofPods.isEmpty()
                ? List.of(Result.compliant(cluster, "The ways of hybrid nodes are open as far as the VPC goes."))
                : CauseResults.worst(results(CARD.severity(), causes, paths), results(Severity.LOW, ofPods, paths));
    }

    private static List<Result> results(Severity severity, List<Cause> causes, ClusterPaths paths) {
        return CauseResults.of(severity, causes, found -> Openings.remedy(CARD.fix(), found, paths));
    }
}
