package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that are routed on the internet; all others never are (IANA special-purpose address registries). An EKS
 * public endpoint always lies in this space.
 */
public final class PublicSpace {

    private static final List<Cidr> NOT_PUBLIC_IPV4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(Cidr::parse)
            .toList();

    private static final Cidr GLOBAL_UNICAST_IPV6 = Cidr.parse("2000::/3");

    private PublicSpace() {}

    /** The routes that drop packets to some of these addresses, but not to all. */
    public static List<Route> blackholesWithin(RouteTable table) {
        return table.routes().stream()
                .filter(route -> route.state() == Route.State.BLACKHOLE
                        && route.destination() instanceof Route.Destination.Range(Cidr cidr)
                        && !cidr.isAll()
                        && touches(cidr))
                .toList();
    }

    /** Whether any address of the range is routed on the internet. */
    public static boolean touches(Cidr range) {
        if (range.family() == Family.IPV6) {
            return range.overlaps(GLOBAL_UNICAST_IPV6);
        }
        boolean holdsSpecial = false;
        for (Cidr special : NOT_PUBLIC_IPV4) {
            if (special.contains(range)) {
                return false;
            }
            holdsSpecial |= range.contains(special);
        }
        // A range that holds special ones is public unless they fill it.
        return !holdsSpecial
                || touches(range.lowerHalf().orElseThrow())
                || touches(range.upperHalf().orElseThrow());
    }
}
