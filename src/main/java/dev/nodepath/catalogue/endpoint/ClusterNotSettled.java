package dev.nodepath.catalogue.endpoint;

import dev.nodepath.network.Cluster;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** EP-011: The cluster's configuration is settled. */
public final class ClusterNotSettled implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-011",
            "The cluster's configuration is settled",
            Severity.LOW,
            List.of(Need.CLUSTER),
            "EKS applies changes of a cluster minutes after it accepted them. Until then its answers "
                    + "may be those of before, and a cluster that is being made has no configuration to judge "
                    + "yet.",
            "Wait until the cluster is ACTIVE; it is checked again then.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        List<Result> updating = paths.cluster().status() == Cluster.Status.UPDATING
                ? List.of(Result.unknown(
                        CARD.severity(),
                        cluster,
                        "EKS is updating cluster " + paths.cluster().name()
                                + ": what it answers now may be the configuration of before."))
                : List.of();
        return CauseResults.worst(OnPath.results(CARD, paths), updating);
    }
}
