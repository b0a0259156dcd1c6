package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to the network interfaces that EKS places in the cluster's subnets: by the VPC's local route, past security groups
 * and network ACLs. No internet path takes part.
 */
final class PrivateEndpoint {

    private PrivateEndpoint() {}

    static Answer reach(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet) {
        Walk walk = new Walk();
        ControlPlane controlPlane = ControlPlane.of(network);
        walk.pass(
                Hop.Kind.SUBNET,
                subnet.id(),
                subnet.cidr().map(Cidr::toString).orElse("no IPv4 range") + " in " + subnet.availabilityZone());
        if (controlPlane.subnets().isEmpty()) {
            walk.stop(noSubnets(network));
            return walk.end("");
        }
        routes(network, subnet, controlPlane, walk);
        Filters filters = new Filters(network, subnet, nodeSubnet);
        walk.pass(
                Hop.Kind.SECURITY_GROUP,
                String.join(", ", controlPlane.groupIds()),
                "on the cluster's network interfaces");
        walk.stopAll(filters.groupsToControlPlane(controlPlane.groupIds(), controlPlane.subnets()));
        for (Subnet far : controlPlane.subnets()) {
            walk.stopAll(filters.aclsInsideVpc("NA-002", far, "the cluster's network interfaces"));
        }
        walk.pass(
                Hop.Kind.CONTROL_PLANE_INTERFACES,
                controlPlane.interfaces().isEmpty()
                        ? "cluster subnets"
                        : String.join(
                                ", ",
                                controlPlane.interfaces().stream()
                                        .map(NetworkInterface::id)
                                        .toList()),
                "in "
                        + String.join(
                                ", ",
                                controlPlane.subnets().stream().map(Subnet::id).toList()));
        walk.pass(
                Hop.Kind.API_SERVER,
                "private endpoint",
                "inside VPC " + network.vpc().id());
        return walk.end("Nodes of " + subnet.id()
                + " reach the API server inside the VPC, through the cluster's network interfaces.");
    }

    private static Cause noSubnets(ClusterNetwork network) {
        Resource cluster = Resource.cluster(network.cluster().arn().toString());
        return network.vpc().subnets() instanceof Read.Failed<List<Subnet>> failed
                ? Cause.unread("EP-006", failed, cluster)
                : Cause.broken(
                        "SN-003",
                        cluster,
                        "None of the subnets of cluster " + network.cluster().name() + " exists in VPC "
                                + network.cluster().vpcId() + ", so there is nowhere its network interfaces could be.");
    }

    /** A route more specific than the local one may lead the traffic through an appliance. */
    private static void routes(ClusterNetwork network, Subnet subnet, ControlPlane controlPlane, Walk walk) {
        Resource subnetResource = Resource.ec2(subnet.id());
        switch (network.vpc().routeTableOf(subnet.id())) {
            case Read.Failed<Optional<RoutedBy>> failed -> walk.stop(Cause.unread("EP-006", failed, subnetResource));
            case Read.Done<Optional<RoutedBy>> done -> {
                if (done.value().isEmpty()) {
                    // Every table has the local route, so an unseen one only hides more specific routes (shared VPCs).
                    walk.stop(
                            Cause.unknown(
                                    "EP-006",
                                    UnknownReason.SHARED_VPC_NOT_VISIBLE,
                                    subnetResource,
                                    "AWS shows no route table for subnet " + subnet.id()
                                            + ", so it is not known whether it routes to the cluster's network interfaces directly."));
                    return;
                }
                RoutedBy by = done.value().get();
                walk.pass(by);
                RouteLookup lookup = new RouteLookup(network.vpc(), by.table());
                for (Cidr address : addresses(controlPlane)) {
                    detour(lookup.to(address), address, subnet, by).ifPresent(walk::stop);
                }
                walk.pass(Hop.Kind.ROUTE, "local", "to the cluster's network interfaces");
            }
        }
    }

    private static List<Cidr> addresses(ControlPlane controlPlane) {
        List<Cidr> addresses = new ArrayList<>();
        for (Subnet far : controlPlane.subnets()) {
            Optional<Cidr> range = far.cidr();
            List<Cidr> inside = controlPlane.interfaces().stream()
                    .filter(i -> i.subnetId().equals(far.id()))
                    .flatMap(i -> i.privateIp().stream())
                    .filter(ip -> range.isPresent() && range.get().contains(ip))
                    .toList();
            addresses.addAll(
                    inside.isEmpty()
                            ? range.stream()
                                    .map(r -> new Cidr(
                                            r.family(),
                                            r.high(),
                                            r.low(),
                                            r.family().bits()))
                                    .toList()
                            : inside);
        }
        return addresses;
    }

    private static Optional<Cause> detour(RouteLookup.Outcome outcome, Cidr address, Subnet subnet, RoutedBy by) {
        Resource subnetResource = Resource.ec2(subnet.id());
        Resource table = Resource.ec2(by.table().id());
        return switch (outcome) {
            case RouteLookup.Outcome.Found(var route, Cidr matched)
            when route.target() instanceof RouteTarget.Local -> Optional.empty();
            case RouteLookup.Outcome.Found(var route, Cidr matched) ->
                Optional.of(Cause.unknown(
                        "EP-006",
                        UnknownReason.APPLIANCE,
                        subnetResource,
                        "Route table " + by.table().id() + " sends traffic from subnet " + subnet.id()
                                + " to the cluster's network interface at " + address.address() + " through "
                                + route.target().id() + " (route " + matched
                                + "), which decides whether it passes.",
                        table,
                        Resource.ec2(route.target().id())));
            case RouteLookup.Outcome.Undecided(UnknownReason reason, String sentence) ->
                Optional.of(Cause.unknown("EP-006", reason, subnetResource, sentence, table));
            case RouteLookup.Outcome.None none -> Optional.of(noLocalRoute(address, subnetResource, table, by));
            case RouteLookup.Outcome.Partly partly -> Optional.of(noLocalRoute(address, subnetResource, table, by));
            case RouteLookup.Outcome.Shared shared -> Optional.of(noLocalRoute(address, subnetResource, table, by));
        };
    }

    private static Cause noLocalRoute(Cidr address, Resource subnet, Resource table, RoutedBy by) {
        return Cause.unknown(
                "EP-006",
                UnknownReason.NOT_READ,
                subnet,
                "Route table " + by.table().id() + " as AWS showed it has no local route to " + address.address()
                        + ", though every route table has one.",
                table);
    }
}
