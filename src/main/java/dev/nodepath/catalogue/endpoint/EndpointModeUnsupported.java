package dev.nodepath.catalogue.endpoint;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** EP-001: The cluster has a supported endpoint mode. */
public final class EndpointModeUnsupported implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-001",
            "The cluster has a supported endpoint mode",
            Severity.CRITICAL,
            List.of(Need.CLUSTER),
            "A cluster answers at a public endpoint, a private one, or both. EKS refuses to turn both "
                    + "off, so a cluster that shows neither was read incompletely.",
            "Read the cluster again with aws eks describe-cluster.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        Mode mode = paths.cluster().endpointAccess().mode();
        return List.of(
                mode == Mode.NEITHER
                        ? Result.unknown(
                                Severity.MEDIUM,
                                cluster,
                                "Cluster " + paths.cluster().name()
                                        + " shows neither a public nor a private endpoint, which EKS does not allow.")
                        : Result.compliant(
                                cluster,
                                "The endpoint mode of cluster "
                                        + paths.cluster().name() + " is " + mode + "."));
    }
}
