package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way to the network interfaces that EKS places in the cluster's subnets: by the VPC's local route, past security groups
 * and network ACLs. No internet path takes part.
 */
final class PrivateEndpoint {

    private static final String INTERFACES = "the cluster's network interfaces";

    private final ClusterNetwork network;
    private final Subnet subnet;
    private final SecurityGroupPassages groups;
    private final NetworkAclPassages acls;
    private final ControlPlane controlPlane;
    private final Walk walk = new Walk();

    private PrivateEndpoint(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet) {
        this.network = network;
        this.subnet = subnet;
        this.groups = new SecurityGroupPassages(network, subnet, nodeSubnet);
        this.acls = new NetworkAclPassages(network, subnet, nodeSubnet);
        this.controlPlane = ControlPlane.of(network);
    }

    static Answer reach(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet) {
        return new PrivateEndpoint(network, subnet, nodeSubnet).walk();
    }

    private Answer walk() {
        walk.pass(
                Hop.Kind.SUBNET,
                subnet.id(),
                subnet.cidr().map(Cidr::toString).orElse("no IPv4 range") + " in " + subnet.availabilityZone());
        if (controlPlane.subnets().isEmpty()) {
            walk.stop(Cause.broken(
                    "SN-003",
                    Resource.cluster(network.cluster().arn().toString()),
                    "None of the subnets of cluster " + network.cluster().name() + " exists in VPC "
                            + network.cluster().vpcId() + ", so there is nowhere its network interfaces could be."));
            return walk.end("");
        }
        Optional<RoutedBy> by = table();
        walk.through(
                controlPlane.interfaces().isEmpty() ? toAnyOfTheSubnets(by) : passageTo(controlPlane.subnets(), by));
        walk.pass(
                Hop.Kind.CONTROL_PLANE_INTERFACES,
                controlPlane.interfaces().isEmpty()
                        ? "cluster subnets"
                        : joined(controlPlane.interfaces().stream().map(NetworkInterface::id)),
                "in " + joined(controlPlane.subnets().stream().map(Subnet::id)));
        walk.pass(
                Hop.Kind.API_SERVER,
                "private endpoint",
                "inside VPC " + network.vpc().id());
        return walk.end("Nodes of " + subnet.id()
                + " reach the API server inside the VPC, through the cluster's network interfaces.");
    }

    private static String joined(Stream<String> ids) {
        return String.join(", ", ids.toList());
    }

    // --- routes

    /** Every table has the local route, so one that is not shown only hides more specific routes (shared VPCs). */
    private Optional<RoutedBy> table() {
        UnseenTable.cause(
                        network,
                        subnet,
                        "EP-006",
                        Resource.ec2(subnet.id()),
                        ", so it is not known whether it routes to the cluster's network interfaces directly.")
                .ifPresent(walk::stop);
        Optional<RoutedBy> by = network.vpc().routeTableOf(subnet.id()).orElse(Optional.empty());
        by.ifPresent(table -> {
            walk.pass(table);
            walk.pass(Hop.Kind.ROUTE, "local", "to " + INTERFACES);
        });
        return by;
    }

    private List<Cause> detours(List<Subnet> to, RoutedBy by) {
        RouteLookup lookup = new RouteLookup(network.vpc(), by.table());
        return routedAddresses(to).stream()
                .flatMap(address -> detour(lookup.to(address), address, by).stream())
                .toList();
    }

    /**
     * Where the cluster's interfaces are, or one address of each subnet they may be in: a route more specific than the local
     * one is for all of a subnet (VPC user guide, "Subnet route tables"). Inside a subnet packets pass without being routed
     * ("Middlebox routing").
     */
    private List<Cidr> routedAddresses(List<Subnet> to) {
        return to.stream()
                .filter(far -> !far.id().equals(subnet.id()))
                .flatMap(far -> far.cidr().stream().flatMap(range -> {
                    List<Cidr> shown = controlPlane.interfaces().stream()
                            .filter(i -> i.subnetId().equals(far.id()))
                            .flatMap(i -> i.privateIp().stream())
                            .toList();
                    return shown.isEmpty() ? Stream.of(firstOf(range)) : shown.stream();
                }))
                .toList();
    }

    private static Cidr firstOf(Cidr range) {
        return new Cidr(
                range.family(), range.high(), range.low(), range.family().bits());
    }

    /** A route more specific than the local one may lead the traffic through an appliance, or nowhere. */
    private Optional<Cause> detour(RouteLookup.OfAddress outcome, Cidr address, RoutedBy by) {
        Resource from = Resource.ec2(subnet.id());
        Resource table = Resource.ec2(by.table().id());
        String sends = "Route table " + by.table().id() + " sends traffic from subnet " + subnet.id()
                + " to the cluster's network interface at " + address.address();
        return switch (outcome) {
            case RouteLookup.Outcome.Found(Route route, Cidr _)
            when route.target() instanceof RouteTarget.Local -> Optional.empty();
            case RouteLookup.Outcome.Found(Route route, Cidr matched)
            when route.state() == Route.State.BLACKHOLE ->
                Optional.of(Cause.broken(
                        "EP-006",
                        from,
                        sends + " into a blackhole: " + route.target().id() + ", to which route " + matched
                                + " leads, is gone or detached.",
                        table,
                        Resource.ec2(route.target().id())));
            case RouteLookup.Outcome.Found(Route route, Cidr matched) ->
                Optional.of(Cause.unknown(
                        "EP-006",
                        UnknownReason.APPLIANCE,
                        from,
                        sends + " through " + route.target().id() + " (route " + matched
                                + "), which decides whether it passes.",
                        table,
                        Resource.ec2(route.target().id())));
            case RouteLookup.Outcome.Undecided(UnknownReason reason, String sentence) ->
                Optional.of(Cause.unknown("EP-006", reason, from, sentence, table));
            case RouteLookup.Outcome.None() ->
                Optional.of(Cause.unknown(
                        "EP-006",
                        UnknownReason.NOT_READ,
                        from,
                        "Route table " + by.table().id() + " as AWS showed it has no local route to "
                                + address.address() + ", though every route table has one.",
                        table));
        };
    }

    // --- security groups and ACLs

    private Passage passageTo(List<Subnet> to, Optional<RoutedBy> by) {
        Passage passage = Passage.OPEN
                .withCauses(by.map(table -> detours(to, table)).orElse(List.of()))
                .and(groups.toControlPlane(controlPlane.groupIds(), to));
        for (Subnet far : to) {
            passage = passage.and(acls.insideVpc("NA-002", far, INTERFACES, INTERFACES));
        }
        return passage;
    }

    /** The interfaces are in some of the cluster's subnets, not known in which: what stops nodes has to stop them at each. */
    private Passage toAnyOfTheSubnets(Optional<RoutedBy> by) {
        Passage all = Passage.OPEN;
        boolean closedEverywhere = true;
        for (Subnet far : controlPlane.subnets()) {
            Passage passage = passageTo(List.of(far), by);
            all = all.and(passage);
            closedEverywhere &= passage.causes().stream().anyMatch(Cause::breaks);
        }
        Optional<Cause> closed = all.causes().stream().filter(Cause::breaks).findFirst();
        if (closedEverywhere || closed.isEmpty()) {
            return all;
        }
        return all.withCauses(List.of(Cause.unknown(
                "EP-006",
                UnknownReason.NOT_READ,
                Resource.ec2(subnet.id()),
                "In which of its subnets cluster " + network.cluster().name()
                        + " has its network interfaces is not known, and the way to some is closed: "
                        + closed.get().sentence(),
                closed.get().resource())));
    }
}
