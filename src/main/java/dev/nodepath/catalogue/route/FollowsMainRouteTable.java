package dev.nodepath.catalogue.route;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** RT-007: Node subnets and the cluster's subnets are associated with a route table of their own. */
public final class FollowsMainRouteTable implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-007",
            "Node subnets and the cluster's subnets are associated with a route table of their own",
            Severity.LOW,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES),
            "A subnet without an association follows the VPC's main route table: whoever changes or "
                    + "replaces that one moves the nodes' way out without naming their subnet.",
            "Associate the subnet with its route table explicitly.",
            List.of("https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        String region = paths.cluster().arn().region();
        List<String> ofNodes =
                paths.nodeSubnets().stream().map(SubnetPaths::subnetId).toList();
        return Stream.concat(
                        ofNodes.stream().flatMap(id -> judge("Node subnet ", id, paths, region).stream()),
                        ClusterSubnets.of(paths).found().stream()
                                .map(Subnet::id)
                                .filter(id -> !ofNodes.contains(id))
                                .flatMap(id -> judge("Cluster subnet ", id, paths, region).stream()))
                .toList();
    }

    private static Optional<Result> judge(String kind, String subnetId, ClusterPaths paths, String region) {
        Resource subnet = Resource.ec2(subnetId);
        return paths.network()
                .vpc()
                .routeTableOf(subnetId)
                .orElse(Optional.empty())
                .map(by -> by.implicitly()
                        ? violation(kind, subnet, by, region)
                        : Result.compliant(
                                subnet,
                                "Subnet " + subnet.id() + " is associated with "
                                        + by.table().id() + "."));
    }

    private static Result violation(String kind, Resource subnet, RoutedBy by, String region) {
        return Result.violation(
                CARD.severity(),
                subnet,
                List.of(Resource.ec2(by.table().id())),
                kind + subnet.id() + " is associated with no route table and follows the VPC's main one, "
                        + by.table().id() + ".",
                Remedy.of(
                        "Associate the subnet with the table it uses, so that a change of the main table does not move it.",
                        "aws ec2 associate-route-table --region " + region + " --route-table-id "
                                + by.table().id() + " --subnet-id " + subnet.id()));
    }
}
