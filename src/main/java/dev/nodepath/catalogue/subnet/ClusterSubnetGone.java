package dev.nodepath.catalogue.subnet;

import dev.nodepath.network.Cluster;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SN-003: The cluster's subnets and node subnets exist in its VPC and are available. */
public final class ClusterSubnetGone implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SN-003",
            "The cluster's subnets and node subnets exist in its VPC and are available",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS),
            "A deleted subnet stays in the configuration of the cluster and its node groups. EKS then reports "
                    + "Ec2SubnetNotFound, cannot move its interfaces there, and starts no node in it.",
            "Decide which subnets of the same VPC and zones take the place of the missing ones, and give those to the "
                    + "cluster or the node group.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>(OnPath.results(CARD, paths));
        for (String id : paths.cluster().subnetIds()) {
            if (results.stream().noneMatch(r -> r.resource().id().equals(id))) {
                results.add(ofClusterSubnet(paths.cluster(), id, paths.network().subnet(id)));
            }
        }
        return results;
    }

    private static Result ofClusterSubnet(Cluster cluster, String id, Read<Optional<Subnet>> read) {
        Resource resource = Resource.ec2(id);
        return switch (read) {
            case Read.Failed<Optional<Subnet>> failed -> Result.unread(Severity.MEDIUM, resource, failed);
            case Read.Done<Optional<Subnet>>(Optional<Subnet> found) -> {
                if (found.isEmpty()) {
                    yield broken(
                            resource, "Subnet " + id + " of cluster " + cluster.name() + " does not exist any more.");
                }
                if (!found.get().vpcId().equals(cluster.vpcId())) {
                    yield broken(
                            resource,
                            "Subnet " + id + " of cluster " + cluster.name() + " is in VPC "
                                    + found.get().vpcId() + ", not in the cluster's " + cluster.vpcId() + ".");
                }
                yield switch (found.get().state()) {
                    case "available" -> Result.compliant(resource, "Subnet " + id + " is available.");
                    case "unavailable", "failed", "failed-insufficient-capacity" ->
                        broken(resource, "Subnet " + id + " is " + found.get().state() + ".");
                    default ->
                        Result.unknown(
                                Severity.LOW,
                                resource,
                                "Subnet " + id + " is " + found.get().state() + ".");
                };
            }
        };
    }

    private static Result broken(Resource resource, String reason) {
        return Result.violation(Severity.HIGH, resource, reason, Remedy.of(CARD.fix()));
    }
}
