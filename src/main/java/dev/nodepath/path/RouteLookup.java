package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.PrefixList;
import dev.nodepath.network.Read;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the route a packet takes: the longest prefix wins; among equals a static route before one by prefix list before a
 * propagated one (VPC user guide, "Route priority"). A blackhole wins its lookup like any other route.
 */
final class RouteLookup {

    /** What a lookup comes to. */
    sealed interface Outcome {
        /** This route takes the whole range. */
        record Found(Route route, Cidr matched) implements Outcome {}

        /** Several routes share the whole range among them. */
        record Shared(List<Route> routes) implements Outcome {}

        /** These routes take parts of the range, the rest has none. */
        record Partly(List<Route> routes) implements Outcome {}

        /** No route takes any of it. */
        record None() implements Outcome {}

        /** It cannot be told which. */
        record Undecided(UnknownReason reason, String sentence) implements Outcome {}
    }

    private record Entry(Cidr cidr, Route route, int priority) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Route> unreadable = new ArrayList<>();
    private final RouteTable table;

    RouteLookup(VpcNetwork vpc, RouteTable table) {
        this.table = table;
        for (Route route : table.routes()) {
            switch (route.destination()) {
                case Route.Destination.Range range ->
                    entries.add(new Entry(range.cidr(), route, route.origin().isStatic() ? 0 : 2));
                case Route.Destination.PrefixList list -> addPrefixList(vpc, route, list.id());
                case Route.Destination.Other other -> unreadable.add(route);
            }
        }
    }

    private void addPrefixList(VpcNetwork vpc, Route route, String prefixListId) {
        Read<PrefixList> read = vpc.prefixLists().get(prefixListId);
        if (read instanceof Read.Done<PrefixList> done) {
            done.value().entries().forEach(cidr -> entries.add(new Entry(cidr, route, 1)));
        } else if (!(route.target() instanceof RouteTarget.VpcEndpoint)) {
            // A gateway endpoint's list holds the addresses of S3 or DynamoDB, which are neither the API server nor a
            // default.
            unreadable.add(route);
        }
    }

    /** The route of one address. */
    Outcome to(Cidr address) {
        List<Entry> winners = winnersFor(address);
        if (winners.isEmpty()) {
            return unreadable.isEmpty() ? new Outcome.None() : undecidedList();
        }
        Entry winner = winners.getFirst();
        if (!unreadable.isEmpty() && !(winner.route().target() instanceof RouteTarget.Local)) {
            return undecidedList();
        }
        return decided(winners, winner);
    }

    /**
     * The route to the internet: {@code 0.0.0.0/0} (or {@code ::/0}) where the table has it, else what routes to the public
     * addresses there are. Narrower routes beside a default are exceptions from it and not looked at here.
     */
    Outcome toInternet(Family family) {
        Cidr all = Cidr.all(family);
        List<Entry> defaults =
                best(entries.stream().filter(e -> e.cidr().equals(all)).toList());
        if (!defaults.isEmpty() && (defaults.getFirst().priority() == 0 || unreadable.isEmpty())) {
            return decided(defaults, defaults.getFirst());
        }
        if (!unreadable.isEmpty()) {
            return undecidedList();
        }
        List<Entry> outward = entries.stream()
                .filter(e -> e.cidr().family() == family && leadsOut(e.route()) && PublicSpace.touches(e.cidr()))
                .toList();
        if (outward.isEmpty()) {
            return new Outcome.None();
        }
        Set<Route> routes = new LinkedHashSet<>();
        outward.forEach(e -> routes.add(e.route()));
        return covers(all, outward) ? new Outcome.Shared(List.copyOf(routes)) : new Outcome.Partly(List.copyOf(routes));
    }

    /** Whether a route can lead to the internet: not inside the VPC, to a peer, or to S3 and DynamoDB by gateway endpoint. */
    private static boolean leadsOut(Route route) {
        return !(route.target() instanceof RouteTarget.Local)
                && !(route.target() instanceof RouteTarget.VpcPeeringConnection)
                && !(route.target() instanceof RouteTarget.VpcEndpoint
                        && route.destination() instanceof Route.Destination.PrefixList);
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

    private List<Entry> winnersFor(Cidr address) {
        Optional<Entry> longest = entries.stream()
                .filter(e -> e.cidr().contains(address))
                .max(Comparator.comparingInt(e -> e.cidr().prefixLength()));
        return longest.map(l -> best(entries.stream()
                        .filter(e -> e.cidr().contains(address)
                                && e.cidr().prefixLength() == l.cidr().prefixLength())
                        .toList()))
                .orElse(List.of());
    }

    private static List<Entry> best(List<Entry> equals) {
        int priority = equals.stream().mapToInt(Entry::priority).min().orElse(0);
        return equals.stream().filter(e -> e.priority() == priority).toList();
    }

    private Outcome decided(List<Entry> winners, Entry winner) {
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

    private Outcome undecidedList() {
        return new Outcome.Undecided(
                UnknownReason.PREFIX_LIST_UNREADABLE,
                "Route table " + table.id() + " has a route to "
                        + unreadable.getFirst().destination() + ", whose addresses could not be read.");
    }
}
