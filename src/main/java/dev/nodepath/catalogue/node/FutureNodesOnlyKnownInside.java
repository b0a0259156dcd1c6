package dev.nodepath.catalogue.node;

import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.NodeSource;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.stream.Stream;

/** ND-011: What places new nodes can be seen from AWS. */
public final class FutureNodesOnlyKnownInside implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-011",
            "What places new nodes can be seen from AWS",
            Severity.LOW,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.INSTANCES),
            "Karpenter and the node classes of EKS Auto Mode choose subnets, security groups and "
                    + "public addresses inside the cluster. From AWS only the nodes that run now, and the "
                    + "subnets of Auto Mode's built-in pools, can be judged.",
            "Compare the node classes inside the cluster with the subnets of this report.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html",
                    "https://karpenter.sh/docs/concepts/nodeclasses/"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        List<Resource> subnets = paths.nodeSubnets().stream()
                .filter(path -> path.nodeSubnet().usedBy().stream()
                        .anyMatch(source -> source instanceof NodeSource.RunningInstances))
                .map(path -> Resource.ec2(path.subnetId()))
                .toList();
        List<Resource> candidates = paths.network().vpc().subnets().orElse(List.of()).stream()
                .filter(subnet -> paths.cluster().name().equals(subnet.tags().get("karpenter.sh/discovery")))
                .map(subnet -> Resource.ec2(subnet.id()))
                .toList();
        if (subnets.isEmpty() && candidates.isEmpty() && !paths.cluster().autoMode()) {
            return List.of(Result.notApplicable(cluster, "Nothing tells of Karpenter or EKS Auto Mode."));
        }
        String by = paths.cluster().autoMode() ? "EKS Auto Mode" : "Karpenter or something else inside the cluster";
        return List.of(Result.unknown(
                        Severity.LOW,
                        cluster,
                        by + " places nodes of cluster " + paths.cluster().name()
                                + ", so where the next ones start is decided by node classes that AWS does not show.")
                .withEvidence(Stream.concat(
                                subnets.stream().map(s -> "Nodes run in " + s.id() + "."),
                                candidates.stream().map(s -> s.id() + " carries tag karpenter.sh/discovery."))
                        .toList()));
    }
}
