package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.path.InternetPath.Purpose;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way through a NAT gateway. RT-003: the gateway is there, works and has a public address. RT-004: a zonal one stands in a
 * public subnet.
 */
final class NatGatewayPath {

    private final Departure departure;
    private final Walk walk;

    private NatGatewayPath(Departure departure) {
        this.departure = departure;
        this.walk = departure.walk();
    }

    static InternetPath through(Departure departure, String natId, Route route) {
        Passage guards = departure.leave();
        Sources sources = new NatGatewayPath(departure).pass(natId, route);
        departure.comeBack(guards);
        return new InternetPath(
                Egress.NAT_GATEWAY,
                departure
                        .walk()
                        .end("Nodes of " + departure.subnet().id() + " leave through NAT gateway " + natId
                                + sourceText(sources) + "."),
                sources);
    }

    private static String sourceText(Sources sources) {
        return sources instanceof Sources.NatGateway nat ? " as " + addresses(nat.publicIps()) : "";
    }

    private static String addresses(List<Cidr> publicIps) {
        return String.join(", ", publicIps.stream().map(Cidr::address).toList());
    }

    private static String ranges(List<Cidr> cidrs) {
        return String.join(", ", cidrs.stream().map(Cidr::toString).toList());
    }

    private Sources pass(String natId, Route route) {
        return switch (departure.network().vpc().natGateway(natId)) {
            case Read.Failed<Optional<NatGateway>> failed -> {
                walk.stop(
                        route.state() == Route.State.BLACKHOLE
                                ? unusable(natId, "is gone, the route to it is a blackhole")
                                : Cause.unread("RT-003", failed, Resource.ec2(natId), departure.resource()));
                yield new Sources.Unseen();
            }
            case Read.Done<Optional<NatGateway>>(Optional<NatGateway> nat) -> {
                if (nat.isEmpty()) {
                    absent(natId, route);
                    yield new Sources.Unseen();
                }
                yield pass(nat.get(), route);
            }
        };
    }

    private void absent(String natId, Route route) {
        Subnet subnet = departure.subnet();
        if (departure.network().isHidden(subnet) && route.state() == Route.State.ACTIVE) {
            List<Cidr> expected = departure.network().declared().expectedEgressCidrs(departure.family());
            if (!expected.isEmpty()) {
                walk.pass(
                        Hop.Kind.NAT_GATEWAY,
                        natId,
                        "not shown by the VPC's owner; leaves as " + ranges(expected) + ", as the settings say");
                return;
            }
            walk.pass(Hop.Kind.NAT_GATEWAY, natId, "not shown by the VPC's owner");
            walk.stop(Cause.unknown(
                    departure.purpose() == Purpose.API_SERVER ? "EP-002" : "RT-003",
                    UnknownReason.SHARED_VPC_NOT_VISIBLE,
                    departure.resource(),
                    "Subnet " + subnet.id() + " belongs to account " + subnet.ownerId()
                            + ", which does not show its NAT gateway " + natId + " to account "
                            + departure.network().cluster().arn().accountId() + ".",
                    Resource.ec2(natId)));
        } else {
            walk.pass(Hop.Kind.NAT_GATEWAY, natId, "does not exist");
            walk.stop(unusable(natId, "does not exist any more"));
        }
    }

    private Sources pass(NatGateway nat, Route route) {
        walk.pass(
                Hop.Kind.NAT_GATEWAY,
                nat.id(),
                word(nat.state()) + ", " + word(nat.connectivity()) + ", "
                        + (nat.publicIps().isEmpty() ? "no public address" : addresses(nat.publicIps())));
        return switch (nat.state()) {
            case DELETED, DELETING -> unseenAfter(unusable(nat.id(), "was deleted; its route stayed behind"));
            case FAILED ->
                unseenAfter(unusable(
                        nat.id(),
                        "failed to be created" + (nat.failure().isEmpty() ? "" : " (" + nat.failure() + ")")));
            case PENDING -> unseenAfter(unknown(nat, UnknownReason.EVENTUAL_CONSISTENCY, "is still being created"));
            case OTHER ->
                unseenAfter(unknown(nat, UnknownReason.SDK_UNKNOWN_VALUE, "is in a state that Nodepath does not know"));
            case AVAILABLE -> available(nat, route);
        };
    }

    /** Stops the walk at a gateway whose addresses mean nothing. */
    private Sources unseenAfter(Cause cause) {
        walk.stop(cause);
        return new Sources.Unseen();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Sources available(NatGateway nat, Route route) {
        if (route.state() == Route.State.BLACKHOLE) {
            return unseenAfter(unusable(nat.id(), "takes no packets, the route to it is a blackhole"));
        }
        return switch (nat.connectivity()) {
            case PRIVATE -> privateNat(nat);
            case PUBLIC -> publicNat(nat);
            case OTHER ->
                unseenAfter(unknown(
                        nat, UnknownReason.SDK_UNKNOWN_VALUE, "has a connectivity type that Nodepath does not know"));
        };
    }

    /** The internet gateway drops what a private NAT gateway sends (VPC user guide, "NAT gateways"). */
    private Sources privateNat(NatGateway nat) {
        Cause dropped = unusable(
                nat.id(), "has connectivity type private: it has no public address and gives no way to the internet");
        subnetOf(nat)
                .ifPresent(at -> onwards(new Onwards(nat, "RT-003", what -> dropped, Optional.empty()), tableOf(at)));
        return new Sources.Unseen();
    }

    private Sources publicNat(NatGateway nat) {
        if (nat.publicIps().isEmpty()) {
            return unseenAfter(unusable(nat.id(), "has no public address"));
        }
        switch (nat.availability()) {
            case ZONAL -> subnetOf(nat).ifPresent(at -> zonalNat(nat, at));
            case REGIONAL -> regionalNat(nat);
            case OTHER ->
                walk.stop(unknown(
                        nat, UnknownReason.SDK_UNKNOWN_VALUE, "has an availability mode that Nodepath does not know"));
        }
        return new Sources.NatGateway(nat.id(), nat.publicIps());
    }

    private void zonalNat(NatGateway nat, Subnet at) {
        Optional<RoutedBy> by = tableOf(at);
        by.ifPresent(b -> walk.pass(
                Hop.Kind.SUBNET,
                at.id(),
                "where NAT gateway " + nat.id() + " stands, routed by "
                        + b.table().id()));
        Passage filters = at.id().equals(departure.subnet().id())
                ? Passage.OPEN
                : departure.acls().throughNat(nat, at.id());
        walk.passAll(filters.forward());
        onwards(new Onwards(nat, "RT-004", what -> notInPublicSubnet(nat, at, by, what), Optional.of(at)), by);
        walk.passAll(filters.back());
        walk.stopAll(filters.causes());
    }

    private Cause notInPublicSubnet(NatGateway nat, Subnet at, Optional<RoutedBy> by, String what) {
        String table = by.map(b -> b.table().id()).orElse("");
        return Cause.broken(
                "RT-004",
                Resource.ec2(nat.id()),
                "NAT gateway " + nat.id() + " stands in subnet " + at.id() + ", which is not public: its route table "
                        + table + " " + what + ".",
                Resource.ec2(at.id()),
                Resource.ec2(table),
                departure.resource());
    }

    /** A regional NAT gateway has a route table of its own, which AWS makes with the way out; it may have been edited. */
    private void regionalNat(NatGateway nat) {
        Subnet subnet = departure.subnet();
        nat.routeTableId()
                .flatMap(id -> departure.network().vpc().routeTables().orElse(List.of()).stream()
                        .filter(table -> table.id().equals(id))
                        .findFirst())
                .ifPresentOrElse(
                        own -> onwards(
                                new Onwards(
                                        nat,
                                        "RT-003",
                                        what -> unusable(
                                                nat.id(),
                                                "is a regional one whose route table " + own.id() + " " + what),
                                        Optional.of(subnet)),
                                Optional.of(new RoutedBy(own, false, true))),
                        () -> BlockPublicAccessCheck.blocks(departure.network(), subnet, true)
                                .ifPresent(walk::stop));
    }

    private Optional<Subnet> subnetOf(NatGateway nat) {
        Optional<Subnet> at =
                nat.subnetId().flatMap(id -> departure.network().subnet(id).orElse(Optional.empty()));
        if (at.isEmpty()) {
            walk.stop(unknown(
                    nat,
                    UnknownReason.NOT_READ,
                    "stands in " + nat.subnetId().map(id -> "subnet " + id).orElse("a subnet")
                            + " that AWS did not show"));
        }
        return at;
    }

    private Optional<RoutedBy> tableOf(Subnet subnet) {
        return departure.network().vpc().routeTableOf(subnet.id()).orElse(Optional.empty());
    }

    private Cause unusable(String natId, String what) {
        return Cause.broken(
                "RT-003",
                Resource.ec2(natId),
                "NAT gateway " + natId + ", to which subnet "
                        + departure.subnet().id() + " routes, " + what + ".",
                departure.resource());
    }

    private Cause unknown(NatGateway nat, UnknownReason reason, String what) {
        return Cause.unknown(
                "RT-003",
                reason,
                Resource.ec2(nat.id()),
                "NAT gateway " + nat.id() + ", to which subnet "
                        + departure.subnet().id() + " routes, " + what + ".",
                departure.resource());
    }

    // --- from the gateway on

    /**
     * How a gateway's packets may go on.
     *
     * @param rule the one that cannot tell where the routes do not decide it
     * @param broken makes the cause where they lead nowhere, from what the route table does
     * @param beforeInternetGateway the subnet from which an internet gateway takes them; empty where none does
     */
    private record Onwards(
            NatGateway nat, String rule, Function<String, Cause> broken, Optional<Subnet> beforeInternetGateway) {}

    private void onwards(Onwards way, Optional<RoutedBy> routedBy) {
        String nat = "NAT gateway " + way.nat().id();
        if (routedBy.isEmpty()) {
            walk.stop(
                    undecided(way, UnknownReason.NOT_READ, "AWS shows no route table for the subnet of " + nat + "."));
            return;
        }
        RoutedBy by = routedBy.get();
        String table = "route table " + by.table().id();
        if (!by.settled()) {
            walk.stop(undecided(
                    way,
                    UnknownReason.EVENTUAL_CONSISTENCY,
                    "The association of " + table + " with the subnet of " + nat + " is not settled yet."));
            return;
        }
        switch (new RouteLookup(departure.network().vpc(), by.table()).toInternet(departure.family())) {
            case RouteLookup.Outcome.Found(Route route, Cidr _) -> onwards(way, route);
            case RouteLookup.Outcome.Shared(List<Route> routes) -> routes.forEach(route -> onwards(way, route));
            case RouteLookup.Outcome.Partly partly
            when !partly.leadsNowhere()
                    && (way.beforeInternetGateway().isPresent()
                            || partly.routes().stream()
                                    .anyMatch(r -> Beyond.of(r.target()).isPresent())) ->
                walk.stop(undecided(
                        way,
                        UnknownReason.PARTIAL_ROUTES,
                        "Only a part of the public addresses is routed on from " + nat + " by " + table + "."));
            case RouteLookup.Outcome.Partly _, RouteLookup.Outcome.None _ ->
                walk.stop(way.broken().apply("has no route to an internet gateway"));
            case RouteLookup.Outcome.Undecided(UnknownReason reason, String sentence) ->
                walk.stop(undecided(way, reason, sentence));
        }
    }

    private void onwards(Onwards way, Route route) {
        RouteTarget target = route.target();
        if (target instanceof RouteTarget.InternetGateway
                && way.beforeInternetGateway().isPresent()) {
            InternetGatewayPath.pass(departure, target.id(), route);
            BlockPublicAccessCheck.blocks(
                            departure.network(), way.beforeInternetGateway().get(), true)
                    .ifPresent(walk::stop);
            return;
        }
        Optional<Beyond> beyond = Beyond.of(target);
        if (route.state() == Route.State.BLACKHOLE || beyond.isEmpty()) {
            walk.stop(way.broken().apply(whyNot(way.nat(), route)));
        } else {
            walk.stop(Cause.unknown(
                    departure.purpose().noWay(),
                    beyond.get().reason(),
                    departure.resource(),
                    "NAT gateway " + way.nat().id() + " sends the traffic of subnet "
                            + departure.subnet().id() + " on to " + target.id() + ", "
                            + beyond.get().what() + "; what happens behind it cannot be seen from this VPC.",
                    Resource.ec2(way.nat().id())));
            way.beforeInternetGateway()
                    .flatMap(at -> BlockPublicAccessCheck.blocks(departure.network(), at, target))
                    .ifPresent(walk::stop);
        }
    }

    private static String whyNot(NatGateway nat, Route route) {
        String target = route.target().id();
        if (route.state() == Route.State.BLACKHOLE) {
            return "routes to " + target + ", which is gone or detached";
        }
        return target.equals(nat.id())
                ? "routes back to the gateway itself"
                : "routes to " + target + " instead of an internet gateway";
    }

    private Cause undecided(Onwards way, UnknownReason reason, String sentence) {
        return Cause.unknown(way.rule(), reason, Resource.ec2(way.nat().id()), sentence, departure.resource());
    }
}
