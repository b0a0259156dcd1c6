package dev.nodepath.path;

import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import java.util.List;
import java.util.Optional;

/** The gateways of a VPC that a subnet could be routed to for a working way out. */
public final class WorkingGateways {

    private WorkingGateways() {}

    /** NAT gateways that work and whose addresses the public endpoint admits where nodes depend on it. */
    public static List<NatGateway> natGateways(ClusterNetwork network) {
        return network.vpc().natGateways().orElse(List.of()).stream()
                .filter(nat -> nat.state() == NatGateway.State.AVAILABLE
                        && nat.connectivity() == NatGateway.Connectivity.PUBLIC
                        && !nat.publicIps().isEmpty())
                .filter(nat -> nat.availability() == NatGateway.Availability.REGIONAL
                        || nat.subnetId()
                                .filter(id -> internetGatewayOf(network, id).isPresent())
                                .isPresent())
                .filter(nat -> isAdmitted(network, nat))
                .toList();
    }

    private static boolean isAdmitted(ClusterNetwork network, NatGateway nat) {
        EndpointAccess access = network.cluster().endpointAccess();
        return access.mode() != EndpointAccess.Mode.PUBLIC_ONLY
                || nat.publicIps().stream()
                        .allMatch(ip ->
                                Remainder.of(ip, access.publicAccessCidrs()).isEmpty());
    }

    /** The attached internet gateway a subnet's default route leads to. */
    public static Optional<String> internetGatewayOf(ClusterNetwork network, String subnetId) {
        return network.vpc()
                .routeTableOf(subnetId)
                .orElse(Optional.empty())
                .map(RoutedBy::table)
                .flatMap(table -> internetGatewayOf(network, table));
    }

    /** The attached internet gateway a route table's default route leads to. */
    public static Optional<String> internetGatewayOf(ClusterNetwork network, RouteTable table) {
        return defaultTarget(network, table) instanceof RouteTarget.InternetGateway(String id)
                        && isAttached(network, id)
                ? Optional.of(id)
                : Optional.empty();
    }

    /** The NAT gateway a route table's default route leads to, whether it works or not. */
    public static Optional<String> natGatewayOf(ClusterNetwork network, RouteTable table) {
        return defaultTarget(network, table) instanceof RouteTarget.NatGateway(String id)
                ? Optional.of(id)
                : Optional.empty();
    }

    private static RouteTarget defaultTarget(ClusterNetwork network, RouteTable table) {
        return switch (new RouteLookup(network.vpc(), table).toInternet(Family.IPV4)) {
            case RouteLookup.Outcome.Found found -> found.route().target();
            case RouteLookup.Outcome.Shared shared -> shared.routes().getFirst().target();
            case RouteLookup.Outcome.Partly partly -> new RouteTarget.Local();
            case RouteLookup.Outcome.None none -> new RouteTarget.Local();
            case RouteLookup.Outcome.Undecided undecided -> new RouteTarget.Local();
        };
    }

    private static boolean isAttached(ClusterNetwork network, String igwId) {
        return network.vpc().internetGateways().orElse(List.<InternetGateway>of()).stream()
                .anyMatch(igw -> igw.id().equals(igwId)
                        && igw.attachedVpcIds().contains(network.vpc().id()));
    }
}
