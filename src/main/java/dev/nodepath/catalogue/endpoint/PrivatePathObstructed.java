package dev.nodepath.catalogue.endpoint;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;

/** EP-006: The VPC leads nodes to the cluster's network interfaces. */
public final class PrivatePathObstructed implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-006",
            "The VPC leads nodes to the cluster's network interfaces",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.NETWORK_INTERFACES, Need.PREFIX_LISTS),
            "With private access on, the name of the API server resolves to the network interfaces EKS keeps in the "
                    + "cluster's subnets. They are reached by the VPC's local route; a more specific route hands the "
                    + "traffic to an appliance first, and without interfaces there is nothing to reach.",
            "Decide whether the traffic between node subnets and cluster subnets is meant to pass an appliance: if "
                    + "not, delete the route that is more specific than the local one; if so, make sure that the "
                    + "appliance passes TCP 443 both ways.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
                    "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return CauseResults.worst(
                OnPath.results(CARD, paths), interfaces(paths).stream().toList());
    }

    /** EKS keeps interfaces in the VPC in every endpoint mode. */
    private static Optional<Result> interfaces(ClusterPaths paths) {
        Cluster cluster = paths.cluster();
        Resource resource = Resource.cluster(cluster.arn().toString());
        return switch (paths.network().vpc().networkInterfaces()) {
            case Read.Failed<List<NetworkInterface>> failed ->
                Optional.of(Result.unread(Severity.LOW, resource, failed));
            case Read.Done<List<NetworkInterface>>(List<NetworkInterface> all) -> {
                if (all.stream().anyMatch(i -> i.belongsToControlPlaneOf(cluster.name()))) {
                    yield Optional.empty();
                }
                boolean settled = cluster.status() == Cluster.Status.ACTIVE
                        && !ClusterSubnets.of(paths).mayBeShared(paths);
                String reason = "EC2 shows no network interface of cluster " + cluster.name() + " in VPC "
                        + cluster.vpcId() + "; EKS keeps two to four there.";
                yield Optional.of(
                        settled
                                ? Result.violation(
                                        OnPath.limited(Severity.MEDIUM, paths.nodeSubnets()),
                                        resource,
                                        List.of(),
                                        reason,
                                        Remedy.of(
                                                "Decide when to update the cluster, for which EKS places its interfaces anew; see"
                                                        + " first what EKS reports about its subnets."))
                                : Result.unknown(Severity.LOW, resource, reason));
            }
        };
    }
}
