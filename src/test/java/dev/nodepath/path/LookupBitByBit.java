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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of route priority written down once more, on addresses as strings of bits and without any cleverness. */
final class LookupBitByBit {

    private record Entry(Family family, String bits, Route route, int priority) {}

    private final VpcNetwork vpc;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Route> unreadable = new ArrayList<>();

    LookupBitByBit(VpcNetwork vpc, RouteTable table) {
        this.vpc = vpc;
        for (Route route : table.routes()) {
            switch (route.destination()) {
                case Route.Destination.Range(Cidr range) ->
                    add(range, route, route.origin().isStatic() ? 1 : 3);
                case Route.Destination.PrefixList(String id) -> {
                    if (vpc.prefixLists().get(id) instanceof Read.Done<PrefixList>(PrefixList list)) {
                        list.entries().stream()
                                .filter(range -> range.family() == Family.IPV6 || !isForIpv6Only(route))
                                .forEach(range -> add(range, route, 2));
                    } else if (leadsOut(route) || !(route.target() instanceof RouteTarget.VpcEndpoint)) {
                        unreadable.add(route);
                    }
                }
                case Route.Destination.Other _ -> unreadable.add(route);
            }
        }
        entries.removeIf(e -> entries.stream()
                .anyMatch(better -> better.family() == e.family()
                        && better.bits().equals(e.bits())
                        && better.priority() < e.priority()));
        // What a virtual private gateway propagates never beats a local route, nor do most targets of prefix lists.
        List<Entry> local = entries.stream().filter(e -> isLocal(e.route())).toList();
        entries.removeIf(e -> (e.route().origin() == Route.Origin.ENABLE_VGW_ROUTE_PROPAGATION
                        || (e.priority() == 2 && !isLocal(e.route()) && !mayBeMoreSpecificThanLocal(e.route())))
                && local.stream()
                        .anyMatch(l -> l.family() == e.family() && e.bits().startsWith(l.bits())));
    }

    private static boolean isLocal(Route route) {
        return route.target() instanceof RouteTarget.Local;
    }

    private static boolean mayBeMoreSpecificThanLocal(Route route) {
        return switch (route.target()) {
            case RouteTarget.NatGateway _,
                    RouteTarget.NetworkInterface _,
                    RouteTarget.VpcEndpoint _,
                    RouteTarget.Other _ -> true;
            default -> false;
        };
    }

    private static boolean isForIpv6Only(Route route) {
        return route.target() instanceof RouteTarget.EgressOnlyInternetGateway;
    }

    private void add(Cidr range, Route route, int priority) {
        entries.add(new Entry(range.family(), bits(range), route, priority));
    }

    private static String bits(Cidr range) {
        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < range.prefixLength(); i++) {
            long half = i < Long.SIZE ? range.high() : range.low();
            bits.append(half >>> (Long.SIZE - 1 - i % Long.SIZE) & 1);
        }
        return bits.toString();
    }

    private static Cidr range(Family family, String bits) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < bits.length(); i++) {
            long bit = bits.charAt(i) == '1' ? 1L << (Long.SIZE - 1 - i % Long.SIZE) : 0;
            high |= i < Long.SIZE ? bit : 0;
            low |= i < Long.SIZE ? 0 : bit;
        }
        return new Cidr(family, high, low, bits.length());
    }

    String to(Cidr address) {
        String bits = bits(address);
        boolean local = false;
        for (Entry entry : entries) {
            local |= entry.family() == address.family() && bits.startsWith(entry.bits()) && isLocal(entry.route());
        }
        for (Route route : unreadable) {
            if (!local || mayBeMoreSpecificThanLocal(route)) {
                return "undecided";
            }
        }
        String longest = null;
        for (Entry entry : entries) {
            if (entry.family() == address.family()
                    && bits.startsWith(entry.bits())
                    && (longest == null || longest.length() < entry.bits().length())) {
                longest = entry.bits();
            }
        }
        return longest == null ? "nowhere" : decided(address.family(), longest, new HashSet<>());
    }

    /** Of routes for the same range those of the best priority count; where they disagree, nothing is decided. */
    private String decided(Family family, String bits, Set<Object> targets) {
        List<Entry> equals = entries.stream()
                .filter(e -> e.family() == family && e.bits().equals(bits))
                .toList();
        int best = equals.stream().mapToInt(Entry::priority).min().orElseThrow();
        Set<Object> here = new HashSet<>();
        for (Entry entry : equals) {
            if (entry.priority() == best) {
                here.add(entry.route().target());
                if (entry.route().state() == Route.State.OTHER) {
                    return "undecided";
                }
            }
        }
        targets.addAll(here);
        return here.size() > 1 ? "undecided" : "by " + here;
    }

    String toInternet(Family family) {
        List<String> outward = entries.stream()
                .filter(e -> e.family() == family && (e.bits().isEmpty() || leadsOut(e.route())))
                .map(Entry::bits)
                .filter(bits -> PublicSpace.touches(range(family, bits)))
                .distinct()
                .toList();
        Set<String> used = new HashSet<>();
        boolean all = walk(family, "", outward, used);
        Set<String> outermost = new HashSet<>(used);
        outermost.removeIf(bits -> used.stream().anyMatch(wider -> !wider.equals(bits) && bits.startsWith(wider)));
        boolean settled = outermost.contains("")
                && entries.stream()
                        .anyMatch(e -> e.family() == family && e.bits().isEmpty() && e.priority() == 1);
        for (Route route : unreadable) {
            if ((family == Family.IPV6 || !isForIpv6Only(route)) && (leadsOut(route) || !settled)) {
                return "undecided";
            }
        }
        if (outermost.isEmpty()) {
            return "nowhere";
        }
        if (!all) {
            return "only partly";
        }
        Set<Object> targets = new HashSet<>();
        for (String bits : outermost) {
            if (decided(family, bits, targets).equals("undecided")) {
                return "undecided";
            }
        }
        return "by " + targets;
    }

    /** Which ranges are the longest match of some public address; false where some public address has none. */
    private static boolean walk(Family family, String at, List<String> outward, Set<String> used) {
        if (!PublicSpace.touches(range(family, at))) {
            return true;
        }
        if (outward.stream().anyMatch(bits -> bits.length() > at.length() && bits.startsWith(at))) {
            boolean lower = walk(family, at + "0", outward, used);
            boolean upper = walk(family, at + "1", outward, used);
            return lower && upper;
        }
        Optional<String> longest = outward.stream().filter(at::startsWith).max(Comparator.comparingInt(String::length));
        longest.ifPresent(used::add);
        return longest.isPresent();
    }

    private boolean leadsOut(Route route) {
        return switch (route.target()) {
            case RouteTarget.Local _, RouteTarget.VpcPeeringConnection _ -> false;
            case RouteTarget.VpcEndpoint(String endpoint) ->
                !(route.destination() instanceof Route.Destination.PrefixList(String list))
                        || !servesS3OrDynamoDb(endpoint, list);
            default -> true;
        };
    }

    /** No Gateway Load Balancer endpoint, or one that is not shown and whose list holds nothing wider than a /8. */
    private boolean servesS3OrDynamoDb(String endpointId, String listId) {
        if (vpc.vpcEndpoints() instanceof Read.Done<List<VpcEndpoint>>(List<VpcEndpoint> shown)) {
            for (VpcEndpoint endpoint : shown) {
                if (endpoint.id().equals(endpointId)) {
                    return endpoint.type() != VpcEndpoint.Type.OTHER;
                }
            }
        }
        if (vpc.prefixLists().get(listId) instanceof Read.Done<PrefixList>(PrefixList list)) {
            return list.entries().stream().noneMatch(range -> bits(range).length() < 8);
        }
        return false;
    }
}
