package dev.nodepath.catalogue.subnet;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Resource;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;

/** SN-007: The cluster's subnets are private. */
public final class ClusterSubnetPublic implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SN-007",
            "The cluster's subnets are private",
            Severity.LOW,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES),
            "AWS recommends private subnets for the control plane's interfaces. Public ones work: the "
                    + "interfaces have no public address.",
            "Decide whether the cluster moves to private subnets in the same zones, if there are " + "any.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return ClusterSubnets.of(paths)
                .each(
                        CARD,
                        subnet -> paths.network()
                                .vpc()
                                .routeTableOf(subnet.id())
                                .orElse(Optional.empty())
                                .map(by -> judge(subnet, by.table()))
                                .orElseGet(() -> Result.unknown(
                                        CARD.severity(),
                                        Resource.ec2(subnet.id()),
                                        "AWS showed no route table for cluster subnet " + subnet.id() + ".")));
    }

    private static Result judge(Subnet subnet, RouteTable table) {
        Resource resource = Resource.ec2(subnet.id());
        return table.internetGatewayId()
                .map(gateway -> Result.violation(
                        CARD.severity(),
                        resource,
                        List.of(Resource.ec2(gateway)),
                        "Cluster subnet " + subnet.id() + " is public: route table " + table.id()
                                + " leads to internet gateway " + gateway + ".",
                        Remedy.of(CARD.fix())))
                .orElse(Result.compliant(
                        resource, "Cluster subnet " + subnet.id() + " does not route to an internet gateway."));
    }
}
