package dev.nodepath.catalogue.route;

import dev.nodepath.catalogue.WaysOut;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.PublicSpace;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.CauseResults;
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
import java.util.stream.Collectors;

/** RT-001: The default route of a node subnet leads somewhere. */
public final class DefaultRouteBlackhole implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-001",
            "The default route of a node subnet leads somewhere",
            Severity.CRITICAL,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES, Need.NAT_GATEWAYS, Need.PREFIX_LISTS),
            "A route stays in its table when its target is deleted or detached: it turns into a blackhole, still wins "
                    + "the lookup, and drops every packet. Nodes then reach neither ECR nor S3, and with the public "
                    + "endpoint alone not the API server.",
            "Decide which gateway takes the place of the missing one, and replace the route by one to it.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
                    "https://repost.aws/knowledge-center/eks-worker-nodes-cluster"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>(OnPath.results(CARD, paths, DefaultRouteBlackhole::remedy));
        paths.nodeSubnets().stream()
                .flatMap(path -> path.routedBy().stream().map(RoutedBy::table))
                .distinct()
                .forEach(table -> narrower(table).ifPresent(results::add));
        return CauseResults.worst(results);
    }

    /** Blackholes beside the default route, for public addresses that nodes may need. */
    private static Optional<Result> narrower(RouteTable table) {
        List<Route> blackholes = PublicSpace.blackholesWithin(table);
        return blackholes.stream()
                .findFirst()
                .map(
                        first -> Result.violation(
                                Severity.LOW,
                                Resource.ec2(table.id()),
                                "Route table " + table.id() + " drops packets to "
                                        + blackholes.stream()
                                                .map(route ->
                                                        route.destination().toString())
                                                .collect(Collectors.joining(", "))
                                        + ": the target of the route, "
                                        + first.target().id() + ", is gone.",
                                Remedy.of(
                                        "Decide whether the destination is still to be reached: delete the route, or give it a target that works.")));
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        WaysOut ways = WaysOut.of(paths);
        boolean hasDefault = subnet.routedBy().stream()
                .flatMap(by -> by.table().routes().stream())
                .anyMatch(route -> route.destination().equals(new Route.Destination.Range(Cidr.ALL_IPV4)));
        return (hasDefault ? ways.replaceDefaultRoute(subnet) : ways.addDefaultRoute(subnet))
                .orElse(Remedy.of(CARD.fix()));
    }
}
