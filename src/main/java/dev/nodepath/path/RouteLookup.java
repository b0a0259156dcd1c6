package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.PrefixList;
import dev.nodepath.network.Read;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route a packet takes: the longest prefix wins; among equals a static route before one by prefix list before a
 * propagated one (VPC user guide, "Route priority"). A blackhole wins its lookup like any other route. What a virtual private
 * gateway propagates never takes the place of a local route, not even where it is more specific (Site-to-Site VPN user guide,
 * "Route tables and VPN route priority"), nor does a part of a prefix list, unless it leads to what a more specific route may
 * lead to (VPC user guide, "Subnet route tables").
 */
final class RouteLookup {

    /** What a lookup comes to. */
    sealed interface Outcome {
        /** Those known to take any of it. */
        List<Route> routes();

        /** This route takes the whole range. */
        record Found(Route route, Cidr matched) implements OfAddress {
            @Override
            public List<Route> routes() {
                return List.of(route);
            }
        }

        /** No route takes any of it. */
        record None() implements OfAddress {
            @Override
            public List<Route> routes() {
                return List.of();
            }
        }

        /** It cannot be told which. */
        record Undecided(UnknownReason reason, String sentence) implements OfAddress {
            @Override
            public List<Route> routes() {
                return List.of();
            }
        }

        /** Several routes share the whole range among them. */
        record Shared(List<Route> routes) implements Outcome {}

        /** These routes take parts of the range, within one another or not; the rest has none. */
        record Partly(List<Route> routes) implements Outcome {
            boolean leadsNowhere() {
                return routes.stream().allMatch(route -> route.state() == Route.State.BLACKHOLE);
            }
        }
    }

    /** What the lookup of a single address comes to. */
    sealed interface OfAddress extends Outcome {}

    /**
     * A range that a route takes.
     *
     * @param toService whether it is one of S3 or DynamoDB, and a gateway endpoint takes it
     */
    private record Entry(Cidr cidr, Route route, int priority, boolean toService) {}

    /** Those that can win a lookup. */
    private final List<Entry> entries = new ArrayList<>();

    private final List<Route> unreadable = new ArrayList<>();
    private final RouteTable table;

    RouteLookup(VpcNetwork vpc, RouteTable table) {
        this.table = table;
        for (Route route : table.routes()) {
            switch (route.destination()) {
                case Route.Destination.Range range ->
                    entries.add(new Entry(range.cidr(), route, route.origin().isStatic() ? 0 : 2, false));
                case Route.Destination.PrefixList list -> addPrefixList(vpc, route, list.id());
                case Route.Destination.Other other -> unreadable.add(route);
            }
        }
        Map<Cidr, Integer> highest = new HashMap<>();
        entries.forEach(e -> highest.merge(e.cidr(), e.priority(), Math::min));
        entries.removeIf(e -> highest.getOrDefault(e.cidr(), 0) != e.priority());
        List<Cidr> local = entries.stream()
                .filter(e -> e.route().target() instanceof RouteTarget.Local)
                .map(Entry::cidr)
                .toList();
        entries.removeIf(e -> yieldsToLocal(e) && local.stream().anyMatch(range -> range.contains(e.cidr())));
    }

    private static boolean yieldsToLocal(Entry entry) {
        RouteTarget target = entry.route().target();
        boolean byList = entry.route().destination() instanceof Route.Destination.PrefixList;
        return entry.route().origin() == Route.Origin.ENABLE_VGW_ROUTE_PROPAGATION
                || (byList && !(target instanceof RouteTarget.Local) && !mayBeatLocal(target));
    }

    private void addPrefixList(VpcNetwork vpc, Route route, String prefixListId) {
        Read<PrefixList> read = vpc.prefixLists().get(prefixListId);
        boolean toService = isToService(vpc, route, read);
        if (read instanceof Read.Done<PrefixList> done) {
            done.value().entries().stream()
                    .filter(cidr -> isOf(cidr.family(), route))
                    .forEach(cidr -> entries.add(new Entry(cidr, route, 1, toService)));
        } else if (!toService) {
            unreadable.add(route);
        }
    }

    /**
     * Whether a list is known to lead to S3 or DynamoDB by a gateway endpoint, not to a firewall. Where AWS does not show the
     * endpoint, as to participants of a shared VPC, the list tells: those services have no range wider than a /8.
     */
    private static boolean isToService(VpcNetwork vpc, Route route, @Nullable Read<PrefixList> list) {
        if (!(route.target() instanceof RouteTarget.VpcEndpoint(String id))) {
            return false;
        }
        return vpc.vpcEndpoint(id)
                .orElse(Optional.empty())
                .map(shown -> shown.type() != VpcEndpoint.Type.OTHER)
                .orElseGet(() -> list instanceof Read.Done<PrefixList> done
                        && done.value().entries().stream().allMatch(cidr -> cidr.prefixLength() >= 8));
    }

    /** The route of one address. */
    OfAddress to(Cidr address) {
        Optional<Route> unread = unreadable.stream()
                .filter(route -> mayBeatLocal(route.target()) || !isLocal(address))
                .findFirst();
        if (unread.isPresent()) {
            return undecided(unread.get());
        }
        return entries.stream()
                .map(Entry::cidr)
                .filter(range -> range.contains(address))
                .max(Comparator.comparingInt(Cidr::prefixLength))
                .map(longest -> decided(
                        entries.stream().filter(e -> e.cidr().equals(longest)).toList()))
                .orElseGet(Outcome.None::new);
    }

    /** The parts of a range each of which one route takes, or none. */
    List<Cidr> parts(Cidr range) {
        return parts(range, entries.stream().map(Entry::cidr).toList());
    }

    private static List<Cidr> parts(Cidr range, List<Cidr> routed) {
        List<Cidr> inside = routed.stream()
                .filter(narrower -> range.contains(narrower) && !narrower.equals(range))
                .toList();
        return inside.isEmpty()
                ? List.of(range)
                : Stream.concat(range.lowerHalf().stream(), range.upperHalf().stream())
                        .flatMap(half -> parts(half, inside).stream())
                        .toList();
    }

    private boolean isLocal(Cidr address) {
        return entries.stream()
                .anyMatch(e -> e.route().target() instanceof RouteTarget.Local
                        && e.cidr().contains(address));
    }

    /** Whether a route to it can be more specific than the local one (VPC user guide, "Subnet route tables"). */
    private static boolean mayBeatLocal(RouteTarget target) {
        return target instanceof RouteTarget.NatGateway
                || target instanceof RouteTarget.NetworkInterface
                || target instanceof RouteTarget.VpcEndpoint
                || target instanceof RouteTarget.Other;
    }

    /**
     * The route to the internet: {@code 0.0.0.0/0} (or {@code ::/0}) where the table has it, else what routes to the public
     * addresses there are. A narrower route beside a wider one is an exception from it and not looked at here, unless
     * narrower ones leave the wider none of the public addresses, as {@code 0.0.0.0/1} and {@code 128.0.0.0/1} do; what could not
     * be read may be such ones.
     */
    Outcome toInternet(Family family) {
        Cidr all = Cidr.all(family);
        List<Entry> leading = entries.stream()
                .filter(e -> e.cidr().equals(all)
                        || (e.cidr().family() == family
                                && !e.toService()
                                && leadsOut(e.route())
                                && PublicSpace.touches(e.cidr())))
                .toList();
        List<Entry> outward = outermost(leading);
        boolean settledByDefault = outward.stream().anyMatch(e -> e.cidr().isAll() && e.priority() == 0);
        Optional<Route> unread = unreadable.stream()
                .filter(route -> isOf(family, route) && (leadsOut(route) || !settledByDefault))
                .findFirst();
        if (unread.isPresent()) {
            return undecided(unread.get());
        }
        if (outward.isEmpty()) {
            return new Outcome.None();
        }
        if (!covers(all, outward)) {
            return new Outcome.Partly(
                    leading.stream().map(Entry::route).distinct().toList());
        }
        Map<RouteTarget, Route> byTarget = new LinkedHashMap<>();
        for (List<Entry> equals : outward.stream()
                .collect(Collectors.groupingBy(Entry::cidr, TreeMap::new, Collectors.toList()))
                .values()) {
            switch (decided(equals)) {
                case Outcome.Found found -> byTarget.putIfAbsent(found.route().target(), found.route());
                case Outcome other -> {
                    return other;
                }
            }
        }
        List<Route> routes = List.copyOf(byTarget.values());
        return routes.size() == 1 ? new Outcome.Found(routes.getFirst(), all) : new Outcome.Shared(routes);
    }

    /** Without what narrower entries leave nothing of, and without what lies inside a wider entry. */
    private static List<Entry> outermost(List<Entry> outward) {
        List<Entry> used = outward.stream()
                .filter(e -> !covers(
                        e.cidr(),
                        outward.stream()
                                .filter(narrower -> narrower.cidr().prefixLength()
                                        > e.cidr().prefixLength())
                                .toList()))
                .toList();
        return used.stream()
                .filter(e -> used.stream()
                        .noneMatch(
                                wider -> wider.cidr().prefixLength() < e.cidr().prefixLength()
                                        && wider.cidr().contains(e.cidr())))
                .toList();
    }

    /** Whether a route can lead to the internet: not inside the VPC or to a peer. */
    private static boolean leadsOut(Route route) {
        return !(route.target() instanceof RouteTarget.Local)
                && !(route.target() instanceof RouteTarget.VpcPeeringConnection);
    }

    /** An egress-only internet gateway takes IPv6 alone. */
    private static boolean isOf(Family family, Route route) {
        return family == Family.IPV6 || !(route.target() instanceof RouteTarget.EgressOnlyInternetGateway);
    }

    private static boolean covers(Cidr range, List<Entry> outward) {
        if (!PublicSpace.touches(range)
                || outward.stream().anyMatch(e -> e.cidr().contains(range))) {
            return true;
        }
        List<Entry> inside =
                outward.stream().filter(e -> range.contains(e.cidr())).toList();
        return !inside.isEmpty()
                && Stream.concat(range.lowerHalf().stream(), range.upperHalf().stream())
                        .allMatch(half -> covers(half, inside));
    }

    private OfAddress decided(List<Entry> winners) {
        Entry winner = winners.getFirst();
        if (winners.stream().map(e -> e.route().target()).distinct().count() > 1) {
            return new Outcome.Undecided(
                    UnknownReason.PARTIAL_ROUTES,
                    "Route table " + table.id() + " sends " + winner.cidr() + " to different targets by "
                            + winners.size() + " routes of equal priority, among which AWS chooses at random.");
        }
        if (winner.route().state() == Route.State.OTHER) {
            return new Outcome.Undecided(
                    UnknownReason.SDK_UNKNOWN_VALUE,
                    "The route " + winner.route().destination() + " of route table " + table.id()
                            + " is in a state that Nodepath does not know.");
        }
        return new Outcome.Found(winner.route(), winner.cidr());
    }

    private OfAddress undecided(Route unread) {
        return new Outcome.Undecided(
                UnknownReason.PREFIX_LIST_UNREADABLE,
                "Route table " + table.id() + " has a route to " + unread.destination()
                        + ", whose addresses could not be read.");
    }
}
