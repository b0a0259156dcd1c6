package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.path.RouteLookup.Outcome;
import dev.nodepath.property.GeneratedNetwork;
import dev.nodepath.property.Seeds;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Route lookup agrees with one that compares addresses bit by bit, on the tables of generated networks. */
class RouteLookupPropertyTest {

    private static final int ADDRESSES = 8;

    private final Collection<String> counterexamples = new ConcurrentLinkedQueue<>();

    @Test
    void lookupAgreesWithOneBitByBit() {
        Seeds.forEach("route lookup", seed -> {
            ClusterNetwork network = GeneratedNetwork.of(seed);
            for (RouteTable table : network.vpc().routeTables().orElse(List.of())) {
                RouteLookup lookup = new RouteLookup(network.vpc(), table);
                LookupBitByBit reference = new LookupBitByBit(network.vpc(), table);
                for (Cidr address : addresses(seed, table)) {
                    compare(seed, table, address.toString(), lookup.to(address), reference.to(address));
                }
                for (Family family : Family.values()) {
                    compare(seed, table, family.name(), lookup.toInternet(family), reference.toInternet(family));
                }
            }
        });
        assertThat(counterexamples.stream().limit(ADDRESSES).toList()).isEmpty();
    }

    /** Some in the ranges the table speaks of, where routes compete, and some anywhere. */
    private static List<Cidr> addresses(long seed, RouteTable table) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.longs(ADDRESSES)
                .mapToObj(bits -> {
                    boolean ipv6 = random.nextInt(4) == 0;
                    long high = random.nextBoolean() ? bits : within(table, random, bits);
                    return ipv6
                            ? new Cidr(Family.IPV6, high, random.nextLong(), Family.IPV6.bits())
                            : new Cidr(Family.IPV4, high, 0, Family.IPV4.bits());
                })
                .toList();
    }

    private static long within(RouteTable table, SplittableRandom random, long bits) {
        List<Cidr> ranges = table.routes().stream()
                .flatMap(route -> route.destination() instanceof Route.Destination.Range(Cidr range)
                        ? Stream.of(range)
                        : Stream.empty())
                .toList();
        Cidr range = ranges.get(random.nextInt(ranges.size()));
        int fixed = Math.min(range.prefixLength(), Long.SIZE - 1);
        return range.high() | (bits >>> fixed);
    }

    private void compare(long seed, RouteTable table, String what, Outcome outcome, String expected) {
        String actual = words(outcome);
        if (!actual.equals(expected)) {
            counterexamples.add("-Dnetworks=1 -Dseed=" + seed + ": " + table.id() + " to " + what + " is " + actual
                    + " and bit by bit " + expected + " in " + table.routes());
        }
    }

    /** What an outcome comes to, without the words of its sentences. */
    static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Found(var route, var matched) -> "by " + Set.of(route.target());
            case Outcome.Shared(var routes) -> {
                Set<Object> targets = new HashSet<>();
                routes.forEach(route -> targets.add(route.target()));
                yield "by " + targets;
            }
            case Outcome.Partly _ -> "only partly";
            case Outcome.None _ -> "nowhere";
            case Outcome.Undecided _ -> "undecided";
        };
    }
}
