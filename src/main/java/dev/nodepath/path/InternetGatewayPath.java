package dev.nodepath.path;

import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.Subnet;
import java.util.List;

/** The ways through an internet gateway with an address of the node's own: IPv4 and IPv6, and egress-only. */
final class InternetGatewayPath {

    private InternetGatewayPath() {}

    static InternetPath direct(Departure departure, String igwId, Route route) {
        Walk walk = departure.walk();
        ClusterNetwork network = departure.network();
        Subnet subnet = departure.subnet();
        Passage guards = departure.leave();
        pass(departure, igwId, route);
        if (departure.family() == Family.IPV4) {
            for (NodeSource source : departure.nodeSubnet().usedBy()) {
                PublicAddress.missing(network, subnet, source).ifPresent(walk::stop);
            }
            walk.pass(
                    Hop.Kind.PUBLIC_ADDRESS,
                    subnet.id(),
                    subnet.mapPublicIpOnLaunch() ? "MapPublicIpOnLaunch is true" : "MapPublicIpOnLaunch is false");
        } else {
            ownIpv6Address(departure);
        }
        BlockPublicAccessCheck.blocks(network, subnet, false).ifPresent(walk::stop);
        departure.comeBack(guards);
        return new InternetPath(
                Egress.INTERNET_GATEWAY,
                walk.end("Nodes of " + subnet.id() + " have public addresses and leave through internet gateway "
                        + igwId + "."),
                departure.family() == Family.IPV4
                        ? ofRunningNodes(network, subnet)
                        : new Sources.OwnIpv6(subnet.ipv6Cidrs()));
    }

    private static Sources ofRunningNodes(ClusterNetwork network, Subnet subnet) {
        return new Sources.OwnPublicIps(network.vpc()
                .instances()
                .map(all -> all.stream()
                        .filter(i -> i.runs()
                                && i.subnetId().equals(subnet.id())
                                && i.isNodeOf(network.cluster().name()))
                        .flatMap(i -> i.publicIps().stream())
                        .toList()));
    }

    /** RT-002: the gateway a route leads to is attached to this VPC. */
    static void pass(Departure departure, String igwId, Route route) {
        String vpcId = departure.network().vpc().id();
        Cause notAttached = Cause.broken(
                "RT-002",
                Resource.ec2(igwId),
                "The route to internet gateway " + igwId + " leads nowhere: the gateway is not attached to VPC " + vpcId
                        + ".",
                departure.resource());
        boolean blackhole = route.state() == Route.State.BLACKHOLE;
        switch (departure.network().vpc().internetGateways()) {
            case Read.Failed<List<InternetGateway>> failed ->
                departure
                        .walk()
                        .stop(
                                blackhole
                                        ? notAttached
                                        : Cause.unread("RT-002", failed, Resource.ec2(igwId), departure.resource()));
            case Read.Done<List<InternetGateway>>(List<InternetGateway> gateways) -> {
                boolean attached = gateways.stream()
                        .anyMatch(
                                g -> g.id().equals(igwId) && g.attachedVpcIds().contains(vpcId));
                departure
                        .walk()
                        .pass(
                                Hop.Kind.INTERNET_GATEWAY,
                                igwId,
                                attached ? "attached to the VPC" : "not attached to the VPC");
                if (!attached || blackhole) {
                    departure.walk().stop(notAttached);
                }
            }
        }
    }

    static InternetPath egressOnly(Departure departure, String eigwId, Route route) {
        Walk walk = departure.walk();
        Subnet subnet = departure.subnet();
        Passage guards = departure.leave();
        passEgressOnly(departure, eigwId, route);
        ownIpv6Address(departure);
        BlockPublicAccessCheck.blocks(departure.network(), subnet, true).ifPresent(walk::stop);
        departure.comeBack(guards);
        return new InternetPath(
                Egress.EGRESS_ONLY_INTERNET_GATEWAY,
                walk.end("Nodes of " + subnet.id() + " leave by IPv6 through egress-only internet gateway " + eigwId
                        + "."),
                new Sources.OwnIpv6(subnet.ipv6Cidrs()));
    }

    private static void passEgressOnly(Departure departure, String eigwId, Route route) {
        Resource eigw = Resource.ec2(eigwId);
        Cause gone = Cause.broken(
                "EP-010",
                eigw,
                "The route to egress-only internet gateway " + eigwId + " leads nowhere: the gateway is gone.",
                departure.resource());
        boolean blackhole = route.state() == Route.State.BLACKHOLE;
        switch (departure.network().vpc().egressOnlyInternetGateways()) {
            case Read.Failed<List<InternetGateway>> failed ->
                departure.walk().stop(blackhole ? gone : Cause.unread("EP-010", failed, eigw));
            case Read.Done<List<InternetGateway>>(List<InternetGateway> gateways) -> {
                boolean attached = gateways.stream().anyMatch(g -> g.id().equals(eigwId));
                boolean hidden = departure.network().isHidden(departure.subnet());
                departure
                        .walk()
                        .pass(
                                Hop.Kind.EGRESS_ONLY_INTERNET_GATEWAY,
                                eigwId,
                                blackhole
                                        ? "gone"
                                        : attached
                                                ? "attached to the VPC"
                                                : hidden
                                                        ? "not shown by the VPC's owner; the route is active"
                                                        : "gone");
                if (blackhole || !(attached || hidden)) {
                    departure.walk().stop(gone);
                }
            }
        }
    }

    private static void ownIpv6Address(Departure departure) {
        Subnet subnet = departure.subnet();
        if (departure.purpose() != InternetPath.Purpose.CONTROL_PLANE
                && (subnet.ipv6Cidrs().isEmpty() || !subnet.assignIpv6AddressOnCreation())) {
            departure
                    .walk()
                    .stop(Cause.broken(
                            "ND-006",
                            departure.resource(),
                            subnet.ipv6Cidrs().isEmpty()
                                    ? "Subnet " + subnet.id() + " has no IPv6 range, so its nodes have no IPv6 address."
                                    : "Subnet " + subnet.id() + " does not assign IPv6 addresses to new nodes."));
        }
    }
}
