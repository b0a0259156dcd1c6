package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import java.util.List;
import java.util.Optional;

/** Tells which of the blog's three layouts a VPC follows: by which of its subnets route to an internet gateway. */
final class VpcPatterns {

    private VpcPatterns() {}

    static VpcPattern of(ClusterNetwork network, List<SubnetPaths> nodeSubnets) {
        if (!(network.vpc().subnets() instanceof Read.Done<List<Subnet>>(List<Subnet> subnets))
                || !(network.vpc().routeTables() instanceof Read.Done<?>)
                || subnets.isEmpty()) {
            return VpcPattern.UNKNOWN;
        }
        long publicSubnets = subnets.stream().filter(s -> isPublic(network, s)).count();
        if (publicSubnets == subnets.size()) {
            return VpcPattern.PUBLIC_SUBNETS;
        }
        if (publicSubnets > 0) {
            return VpcPattern.PUBLIC_AND_PRIVATE_SUBNETS;
        }
        // Without a public subnet anywhere, a path that leaves the VPC is no layout of the blog's.
        boolean staysInside = nodeSubnets.stream().allMatch(s -> s.egress() == Egress.LOCAL);
        return staysInside ? VpcPattern.PRIVATE_SUBNETS : VpcPattern.UNKNOWN;
    }

    private static boolean isPublic(ClusterNetwork network, Subnet subnet) {
        Optional<RoutedBy> by = network.vpc().routeTableOf(subnet.id()).orElse(Optional.empty());
        return by.isPresent()
                && new RouteLookup(network.vpc(), by.get().table()).toInternet(Cidr.Family.IPV4)
                        instanceof RouteLookup.Outcome.Found(var route, Cidr matched)
                && route.target() instanceof RouteTarget.InternetGateway;
    }
}
