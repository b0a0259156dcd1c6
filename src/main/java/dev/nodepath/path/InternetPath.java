package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Declared;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.List;
import java.util.Optional;

/**
 * The way of a subnet's nodes to the internet by its default route, with all that stands on it: gateways, NAT, public
 * addresses, VPC Block Public Access, security groups and network ACLs.
 *
 * @param egress what the default route leads to
 * @param answer does a connection to port 443 somewhere on the internet work
 * @param sources the addresses under which nodes appear there; several where several routes share the internet
 */
record InternetPath(Egress egress, Answer answer, List<Sources> sources) {

    /** What the way is walked for; it decides which rule speaks where there is no way at all. */
    enum Purpose {
        /** The API server's public endpoint is the only one. */
        API_SERVER("EP-007", "EP-002"),
        /** Nodes need EC2, ECR, S3 and STS; the API server is reached inside the VPC. */
        AWS_SERVICES("RT-001", "RT-001"),
        /** The control plane's own connections, from interfaces to which EKS gives the addresses they need. */
        CONTROL_PLANE("EP-012", "EP-012");

        private final String noRoute;
        private final String noWay;

        Purpose(String noRoute, String noWay) {
            this.noRoute = noRoute;
            this.noWay = noWay;
        }

        /** The rule that no route outward breaks. */
        String noRoute() {
            return noRoute;
        }

        /** The rule that speaks where a route leads to nothing that carries nodes, or hides whether it does. */
        String noWay() {
            return noWay;
        }
    }

    InternetPath {
        sources = List.copyOf(sources);
    }

    InternetPath(Egress egress, Answer answer, Sources sources) {
        this(egress, answer, List.of(sources));
    }

    /** The way of nodes: what the operator says of it outweighs their routes. */
    static InternetPath of(
            ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet, Family family, Purpose purpose) {
        InternetPath routed = byRoutes(network, subnet, nodeSubnet, family, purpose);
        Declared declared = network.declared();
        if (declared.noInternet()) {
            return routed.closed(subnet, purpose);
        }
        InternetPath path = declared.isBehindProxy() && family == Family.IPV4 ? routed.throughProxy(subnet) : routed;
        return path.answer.verdict() == Reachability.UNREACHABLE
                ? path
                : path.withSources(declared.expectedEgressCidrs(family));
    }

    /** The way the routes give, whoever takes it. */
    static InternetPath byRoutes(
            ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet, Family family, Purpose purpose) {
        return new Walker(new Departure(network, subnet, nodeSubnet, family, purpose, new Walk())).walk();
    }

    private InternetPath closed(Subnet subnet, Purpose purpose) {
        return new InternetPath(
                egress,
                Answer.stopped(
                        Cause.broken(
                                purpose.noRoute(),
                                Resource.ec2(subnet.id()),
                                "Nodes of subnet " + subnet.id()
                                        + " have no way to the internet, as the settings say (noInternet)."),
                        answer.hops()),
                new Sources.Unseen());
    }

    private InternetPath throughProxy(Subnet subnet) {
        Walk walk = new Walk();
        walk.pass(Hop.Kind.OUTSIDE, "HTTP proxy", "assumed, as the settings say (assumeProxyEgress)");
        return new InternetPath(
                egress,
                walk.end("Nodes of " + subnet.id()
                        + " leave through an HTTP proxy, as the settings say (assumeProxyEgress)."),
                new Sources.Unseen());
    }

    /** Where the way was seen: what AWS did not show may have addresses of its own. */
    private InternetPath withSources(List<Cidr> expected) {
        return expected.isEmpty() || answer.causes().stream().anyMatch(Cause::isUnread)
                ? this
                : new InternetPath(
                        egress,
                        answer,
                        sources.stream()
                                .map(source ->
                                        source instanceof Sources.Unseen ? new Sources.Expected(expected) : source)
                                .toList());
    }

    /** One walk along the subnet's routes. */
    private static final class Walker {
        private final Departure departure;
        private final ClusterNetwork network;
        private final Subnet subnet;
        private final Purpose purpose;
        private final Walk walk;

        Walker(Departure departure) {
            this.departure = departure;
            this.network = departure.network();
            this.subnet = departure.subnet();
            this.purpose = departure.purpose();
            this.walk = departure.walk();
        }

        InternetPath walk() {
            walk.pass(
                    Hop.Kind.SUBNET,
                    subnet.id(),
                    subnet.cidr().map(Cidr::toString).orElse("no IPv4 range") + " in " + subnet.availabilityZone());
            return UnseenTable.cause(
                            network,
                            subnet,
                            purpose.noWay(),
                            departure.resource(),
                            ", neither its own nor a main one, so its routes are not known.")
                    .map(this::unknown)
                    .orElseGet(() -> byTable(network.vpc()
                            .routeTableOf(subnet.id())
                            .orElse(Optional.empty())
                            .orElseThrow()));
        }

        private InternetPath byTable(RoutedBy by) {
            walk.pass(by);
            Resource table = Resource.ec2(by.table().id());
            if (!by.settled()) {
                return unknown(Cause.unknown(
                        purpose.noWay(),
                        UnknownReason.EVENTUAL_CONSISTENCY,
                        departure.resource(),
                        "The association of route table " + by.table().id() + " with subnet " + subnet.id()
                                + " is not settled yet.",
                        table));
            }
            return switch (new RouteLookup(network.vpc(), by.table()).toInternet(departure.family())) {
                case RouteLookup.Outcome.None() -> {
                    walk.pass(Hop.Kind.ROUTE, Cidr.all(departure.family()).toString(), "no route");
                    yield stopped(
                            Egress.LOCAL,
                            Cause.broken(
                                    purpose.noRoute(),
                                    departure.resource(),
                                    "Subnet " + subnet.id() + " has no route to the internet: route table "
                                            + by.table().id()
                                            + (by.implicitly() ? ", the VPC's main table," : "")
                                            + " has no route for " + Cidr.all(departure.family())
                                            + " or any public address.",
                                    table));
                }
                case RouteLookup.Outcome.Undecided(UnknownReason reason, String sentence) ->
                    unknown(Cause.unknown(purpose.noWay(), reason, departure.resource(), sentence, table));
                case RouteLookup.Outcome.Partly partly
                when partly.leadsNowhere() -> {
                    Route first = partly.routes().getFirst();
                    yield blackhole(
                            first.target(),
                            by,
                            "Route table " + by.table().id() + " of subnet " + subnet.id()
                                    + " has no default route, and what it routes of the public addresses leads into a"
                                    + " blackhole (" + first.destination() + " to "
                                    + first.target().id() + ").");
                }
                case RouteLookup.Outcome.Partly(List<Route> routes) -> {
                    walk.pass(Hop.Kind.ROUTE, "public addresses", "only some of them are routed");
                    yield unknown(Cause.unknown(
                            "RT-006",
                            UnknownReason.PARTIAL_ROUTES,
                            departure.resource(),
                            "Route table " + by.table().id() + " of subnet " + subnet.id()
                                    + " has no default route but routes part of the public addresses ("
                                    + routes.getFirst().destination() + " to "
                                    + routes.getFirst().target().id()
                                    + "); whether the API server's are among them is not known.",
                            table));
                }
                case RouteLookup.Outcome.Shared(List<Route> routes) -> byAll(routes, by);
                case RouteLookup.Outcome.Found(Route route, Cidr _) -> byTarget(route, by);
            };
        }

        /** Several routes together take all public addresses: each of them has to work. */
        private InternetPath byAll(List<Route> routes, RoutedBy by) {
            List<InternetPath> paths =
                    routes.stream().map(route -> byTarget(route, by)).toList();
            List<Egress> egresses =
                    paths.stream().map(InternetPath::egress).distinct().toList();
            return new InternetPath(
                    egresses.size() == 1 ? egresses.getFirst() : Egress.UNKNOWN,
                    walk.end("All routes to public addresses work."),
                    paths.stream().flatMap(path -> path.sources().stream()).toList());
        }

        private InternetPath byTarget(Route route, RoutedBy by) {
            boolean blackhole = route.state() == Route.State.BLACKHOLE;
            walk.pass(
                    Hop.Kind.ROUTE,
                    route.destination().toString(),
                    (blackhole ? "blackhole, to " : "to ") + route.target().id());
            InternetPath path = followed(route, by);
            return blackhole ? new InternetPath(Egress.BLACKHOLE, path.answer(), path.sources()) : path;
        }

        private InternetPath followed(Route route, RoutedBy by) {
            return switch (route.target()) {
                case RouteTarget.InternetGateway(String id) -> InternetGatewayPath.direct(departure, id, route);
                case RouteTarget.EgressOnlyInternetGateway(String id) ->
                    InternetGatewayPath.egressOnly(departure, id, route);
                case RouteTarget.NatGateway(String id)
                when departure.family() == Family.IPV4 -> NatGatewayPath.through(departure, id, route);
                case RouteTarget.Local _ ->
                    stopped(
                            Egress.LOCAL,
                            Cause.broken(
                                    purpose.noRoute(),
                                    departure.resource(),
                                    "Subnet " + subnet.id() + " has no route to the internet: route table "
                                            + by.table().id() + " keeps " + route.destination() + " inside the VPC.",
                                    Resource.ec2(by.table().id())));
                case RouteTarget target
                when route.state() == Route.State.BLACKHOLE ->
                    blackhole(
                            target,
                            by,
                            "The default route of subnet " + subnet.id() + " in route table "
                                    + by.table().id() + " is a blackhole: its target " + target.id()
                                    + " is gone or detached.");
                case RouteTarget.NatGateway target ->
                    throughBeyond(
                            target,
                            new Beyond(
                                    Egress.NAT_GATEWAY,
                                    UnknownReason.PARTIAL_ROUTES,
                                    "a NAT gateway, which translates no IPv6 but NAT64"));
                case RouteTarget.VpcPeeringConnection target -> throughPeering(target, by);
                case RouteTarget.NetworkInterface target -> NatInstancePath.through(departure, target);
                case RouteTarget.TransitGateway target -> throughBeyond(target);
                case RouteTarget.VirtualPrivateGateway target -> throughBeyond(target);
                case RouteTarget.CoreNetwork target -> throughBeyond(target);
                case RouteTarget.OdbNetwork target -> throughBeyond(target);
                case RouteTarget.LocalGateway target -> throughBeyond(target);
                case RouteTarget.CarrierGateway target -> throughBeyond(target);
                case RouteTarget.VpcEndpoint target -> throughBeyond(target);
                case RouteTarget.Other target -> throughBeyond(target);
            };
        }

        private InternetPath throughBeyond(RouteTarget target) {
            return throughBeyond(target, Beyond.of(target).orElseThrow());
        }

        private InternetPath throughBeyond(RouteTarget target, Beyond beyond) {
            Passage guards = departure.leave();
            walk.pass(Hop.Kind.OUTSIDE, target.id(), beyond.what());
            walk.stop(Cause.unknown(
                    purpose.noWay(),
                    beyond.reason(),
                    departure.resource(),
                    "The default route of subnet " + subnet.id() + " leads to " + target.id() + ", " + beyond.what()
                            + "; what happens behind it cannot be seen from this VPC.",
                    Resource.ec2(target.id())));
            BlockPublicAccessCheck.blocks(network, subnet, target).ifPresent(walk::stop);
            departure.comeBack(guards);
            return new InternetPath(beyond.egress(), walk.end(""), new Sources.Unseen());
        }

        /** A peering connection carries nothing to the peer's internet or NAT gateway (VPC peering guide). */
        private InternetPath throughPeering(RouteTarget peering, RoutedBy by) {
            return stopped(
                    Egress.PEERING,
                    Cause.broken(
                            purpose.noWay(),
                            departure.resource(),
                            "The default route of subnet " + subnet.id() + " leads to VPC peering connection "
                                    + peering.id()
                                    + ", which carries no traffic to the other VPC's internet or NAT gateway.",
                            Resource.ec2(peering.id()),
                            Resource.ec2(by.table().id())));
        }

        private InternetPath blackhole(RouteTarget target, RoutedBy by, String sentence) {
            return stopped(
                    Egress.BLACKHOLE,
                    Cause.broken(
                            "RT-001",
                            departure.resource(),
                            sentence,
                            Resource.ec2(by.table().id()),
                            Resource.ec2(target.id())));
        }

        private InternetPath unknown(Cause cause) {
            return stopped(Egress.UNKNOWN, cause);
        }

        private InternetPath stopped(Egress egress, Cause cause) {
            walk.stop(cause);
            return new InternetPath(egress, walk.end(""), new Sources.Unseen());
        }
    }
}
