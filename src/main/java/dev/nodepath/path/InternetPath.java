package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Instance;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The way of a subnet's nodes to the internet by its default route, with all that stands on it: gateways, NAT, public
 * addresses, VPC Block Public Access, security groups and network ACLs.
 *
 * @param egress what the default route leads to
 * @param answer does a connection to port 443 somewhere on the internet work
 * @param sources the addresses under which nodes appear there
 */
record InternetPath(Egress egress, Answer answer, Sources sources) {

    /** What the way is walked for; it decides which rule speaks where there is no way at all. */
    enum Purpose {
        /** The API server's public endpoint is the only one. */
        API_SERVER("EP-007", "EP-002"),
        /** Nodes need EC2, ECR, S3 and STS; the API server is reached inside the VPC. */
        AWS_SERVICES("RT-001", "RT-001");

        private final String noRoute;
        private final String noWay;

        Purpose(String noRoute, String noWay) {
            this.noRoute = noRoute;
            this.noWay = noWay;
        }
    }

    static InternetPath of(
            ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet, Family family, Purpose purpose) {
        return new Walker(network, subnet, nodeSubnet, family, purpose).walk();
    }

    /** One walk; its fields never change but for the trail. */
    private static final class Walker {
        private final ClusterNetwork network;
        private final Subnet subnet;
        private final NodeSubnet nodeSubnet;
        private final Family family;
        private final Purpose purpose;
        private final Resource subnetResource;
        private final Walk walk = new Walk();

        Walker(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet, Family family, Purpose purpose) {
            this.network = network;
            this.subnet = subnet;
            this.nodeSubnet = nodeSubnet;
            this.family = family;
            this.purpose = purpose;
            this.subnetResource = Resource.ec2(subnet.id());
        }

        InternetPath walk() {
            walk.pass(
                    Hop.Kind.SUBNET,
                    subnet.id(),
                    subnet.cidr().map(Cidr::toString).orElse("no IPv4 range") + " in " + subnet.availabilityZone());
            return switch (network.vpc().routeTableOf(subnet.id())) {
                case Read.Failed<Optional<RoutedBy>> failed ->
                    unknown(Cause.unread(purpose.noWay, failed, subnetResource));
                case Read.Done<Optional<RoutedBy>> done -> byTable(done.value());
            };
        }

        private InternetPath byTable(Optional<RoutedBy> routedBy) {
            if (routedBy.isEmpty()) {
                return unknown(Cause.unknown(
                        purpose.noWay,
                        network.isShared(subnet) ? UnknownReason.SHARED_VPC_NOT_VISIBLE : UnknownReason.NOT_READ,
                        subnetResource,
                        "AWS shows no route table for subnet " + subnet.id()
                                + ", neither its own nor a main one, so its routes are not known."));
            }
            RoutedBy by = routedBy.get();
            walk.pass(
                    Hop.Kind.ROUTE_TABLE,
                    by.table().id(),
                    by.implicitly()
                            ? "the VPC's main route table; the subnet has none of its own"
                            : "associated with the subnet");
            return by.settled()
                    ? byRoute(by)
                    : unknown(Cause.unknown(
                            purpose.noWay,
                            UnknownReason.EVENTUAL_CONSISTENCY,
                            subnetResource,
                            "The association of route table " + by.table().id() + " with subnet " + subnet.id()
                                    + " is not settled yet.",
                            Resource.ec2(by.table().id())));
        }

        private InternetPath byRoute(RoutedBy by) {
            Resource table = Resource.ec2(by.table().id());
            return switch (new RouteLookup(network.vpc(), by.table()).toInternet(family)) {
                case RouteLookup.Outcome.None() -> {
                    walk.pass(Hop.Kind.ROUTE, Cidr.all(family).toString(), "no route");
                    walk.stop(Cause.broken(
                            purpose.noRoute,
                            subnetResource,
                            "Subnet " + subnet.id() + " has no route to the internet: route table "
                                    + by.table().id()
                                    + (by.implicitly() ? ", the VPC's main table," : "") + " has no route for "
                                    + Cidr.all(family) + " or any public address.",
                            table));
                    yield new InternetPath(Egress.LOCAL, walk.end(""), new Sources.Unseen());
                }
                case RouteLookup.Outcome.Undecided(UnknownReason reason, String sentence) ->
                    unknown(Cause.unknown(purpose.noWay, reason, subnetResource, sentence, table));
                case RouteLookup.Outcome.Partly(List<Route> routes) -> {
                    walk.pass(Hop.Kind.ROUTE, "public addresses", "only some of them are routed");
                    yield unknown(Cause.unknown(
                            "RT-006",
                            UnknownReason.PARTIAL_ROUTES,
                            subnetResource,
                            "Route table " + by.table().id() + " of subnet " + subnet.id()
                                    + " has no default route but routes part of the public addresses ("
                                    + routes.getFirst().destination() + " to "
                                    + routes.getFirst().target().id()
                                    + "); whether the API server's are among them is not known.",
                            table));
                }
                case RouteLookup.Outcome.Shared(List<Route> routes) -> worstOf(routes, by);
                case RouteLookup.Outcome.Found(Route route, Cidr matched) -> byTarget(route, by);
            };
        }

        /** Several routes together cover all public addresses: the way is as good as the worst of them. */
        private InternetPath worstOf(List<Route> routes, RoutedBy by) {
            Egress egress = Egress.UNKNOWN;
            Sources sources = new Sources.Unseen();
            for (Route route : routes) {
                InternetPath path = byTarget(route, by);
                egress = path.egress();
                sources = path.sources();
            }
            return new InternetPath(
                    egress,
                    walk.end("All routes to public addresses work."),
                    routes.size() == 1 ? sources : merged(routes));
        }

        private Sources merged(List<Route> routes) {
            boolean oneTarget = routes.stream().map(Route::target).distinct().count() == 1;
            return oneTarget && routes.getFirst().target() instanceof RouteTarget.NatGateway(String id)
                    ? network.vpc()
                            .natGateway(id)
                            .orElse(Optional.empty())
                            .<Sources>map(n -> new Sources.NatGateway(id, n.publicIps(), n.addsAddresses()))
                            .orElse(new Sources.Unseen())
                    : new Sources.Unseen();
        }

        private InternetPath byTarget(Route route, RoutedBy by) {
            walk.pass(
                    Hop.Kind.ROUTE,
                    route.destination().toString(),
                    (route.state() == Route.State.BLACKHOLE ? "blackhole, to " : "to ")
                            + route.target().id());
            InternetPath path = followed(route, by);
            return route.state() == Route.State.BLACKHOLE
                    ? new InternetPath(Egress.BLACKHOLE, path.answer(), path.sources())
                    : path;
        }

        private InternetPath followed(Route route, RoutedBy by) {
            return switch (route.target()) {
                case RouteTarget.InternetGateway igw -> throughInternetGateway(igw.id(), route);
                case RouteTarget.NatGateway nat -> throughNatGateway(nat.id(), route, by);
                case RouteTarget.EgressOnlyInternetGateway eigw -> throughEgressOnlyGateway(eigw.id(), route);
                case RouteTarget.NetworkInterface eni -> throughAppliance(eni, route, by);
                case RouteTarget.VpcEndpoint endpoint ->
                    elsewhere(
                            Egress.APPLIANCE,
                            route,
                            by,
                            UnknownReason.APPLIANCE,
                            "a firewall or Gateway Load Balancer endpoint, which decides what passes");
                case RouteTarget.TransitGateway tgw -> leaves(Egress.TRANSIT_GATEWAY, route, by, "a transit gateway");
                case RouteTarget.VirtualPrivateGateway vgw ->
                    leaves(Egress.VIRTUAL_PRIVATE_GATEWAY, route, by, "a virtual private gateway");
                case RouteTarget.CoreNetwork network ->
                    leaves(Egress.CORE_NETWORK, route, by, "a Cloud WAN core network");
                case RouteTarget.OdbNetwork network ->
                    leaves(Egress.UNKNOWN, route, by, "an Oracle Database@AWS network");
                case RouteTarget.LocalGateway gateway ->
                    leaves(Egress.LOCAL_GATEWAY, route, by, "an Outposts local gateway");
                case RouteTarget.CarrierGateway gateway ->
                    leaves(Egress.CARRIER_GATEWAY, route, by, "a carrier gateway, which needs carrier IP addresses");
                case RouteTarget.VpcPeeringConnection peering -> throughPeering(peering.id(), route, by);
                case RouteTarget.Local local -> {
                    walk.stop(Cause.broken(
                            purpose.noRoute,
                            subnetResource,
                            "Subnet " + subnet.id() + " has no route to the internet: route table "
                                    + by.table().id() + " keeps " + route.destination() + " inside the VPC.",
                            Resource.ec2(by.table().id())));
                    yield new InternetPath(Egress.LOCAL, walk.end(""), new Sources.Unseen());
                }
                case RouteTarget.Other other ->
                    elsewhere(
                            Egress.UNKNOWN,
                            route,
                            by,
                            UnknownReason.SDK_UNKNOWN_VALUE,
                            "a target of a kind that Nodepath does not know");
            };
        }

        // --- internet gateways

        private InternetPath throughInternetGateway(String igwId, Route route) {
            internetGateway(igwId, route);
            if (family == Family.IPV4) {
                for (NodeSource source : nodeSubnet.usedBy()) {
                    PublicAddress.missing(network, subnet, source).ifPresent(walk::stop);
                }
                walk.pass(
                        Hop.Kind.PUBLIC_ADDRESS,
                        subnet.id(),
                        subnet.mapPublicIpOnLaunch() ? "MapPublicIpOnLaunch is true" : "MapPublicIpOnLaunch is false");
            } else {
                ownIpv6Address();
            }
            BlockPublicAccessCheck.blocks(network, subnet, false).ifPresent(walk::stop);
            filtersOfNode();
            return new InternetPath(
                    Egress.INTERNET_GATEWAY,
                    walk.end("Nodes of " + subnet.id() + " have public addresses and leave through internet gateway "
                            + igwId + "."),
                    family == Family.IPV4 ? ownPublicIps() : new Sources.OwnIpv6(subnet.ipv6Cidrs()));
        }

        /** RT-002: the gateway is attached to this VPC. */
        private void internetGateway(String igwId, Route route) {
            Resource igw = Resource.ec2(igwId);
            switch (network.vpc().internetGateways()) {
                case Read.Failed<List<InternetGateway>> failed -> {
                    if (route.state() == Route.State.BLACKHOLE) {
                        walk.stop(notAttached(igwId));
                    } else {
                        walk.stop(Cause.unread("RT-002", failed, igw, subnetResource));
                    }
                }
                case Read.Done<List<InternetGateway>> done -> {
                    boolean attached = done.value().stream()
                            .anyMatch(g -> g.id().equals(igwId)
                                    && g.attachedVpcIds().contains(network.vpc().id()));
                    walk.pass(
                            Hop.Kind.INTERNET_GATEWAY,
                            igwId,
                            attached ? "attached to the VPC" : "not attached to the VPC");
                    if (!attached || route.state() == Route.State.BLACKHOLE) {
                        walk.stop(notAttached(igwId));
                    }
                }
            }
        }

        private Cause notAttached(String igwId) {
            return Cause.broken(
                    "RT-002",
                    Resource.ec2(igwId),
                    "The route to internet gateway " + igwId + " leads nowhere: the gateway is not attached to VPC "
                            + network.vpc().id() + ".",
                    subnetResource);
        }

        private Sources ownPublicIps() {
            return new Sources.OwnPublicIps(network.vpc().instances().orElse(List.of()).stream()
                    .filter(i -> i.runs()
                            && i.subnetId().equals(subnet.id())
                            && i.isNodeOf(network.cluster().name()))
                    .map(Instance::publicIps)
                    .flatMap(List::stream)
                    .toList());
        }

        private void ownIpv6Address() {
            if (subnet.ipv6Cidrs().isEmpty() || !subnet.assignIpv6AddressOnCreation()) {
                walk.stop(Cause.broken(
                        "ND-006",
                        subnetResource,
                        subnet.ipv6Cidrs().isEmpty()
                                ? "Subnet " + subnet.id() + " has no IPv6 range, so its nodes have no IPv6 address."
                                : "Subnet " + subnet.id() + " does not assign IPv6 addresses to new nodes."));
            }
        }

        private InternetPath throughEgressOnlyGateway(String eigwId, Route route) {
            Resource eigw = Resource.ec2(eigwId);
            switch (network.vpc().egressOnlyInternetGateways()) {
                case Read.Failed<List<InternetGateway>> failed -> walk.stop(Cause.unread("EP-010", failed, eigw));
                case Read.Done<List<InternetGateway>> done -> {
                    boolean attached = done.value().stream().anyMatch(g -> g.id().equals(eigwId));
                    boolean hidden = network.isShared(subnet) && route.state() == Route.State.ACTIVE;
                    walk.pass(
                            Hop.Kind.EGRESS_ONLY_INTERNET_GATEWAY,
                            eigwId,
                            attached
                                    ? "attached to the VPC"
                                    : hidden ? "not shown by the VPC's owner; the route is active" : "gone");
                    if (!attached && !hidden) {
                        walk.stop(Cause.broken(
                                "EP-010",
                                eigw,
                                "The route to egress-only internet gateway " + eigwId
                                        + " leads nowhere: the gateway is gone.",
                                subnetResource));
                    }
                }
            }
            ownIpv6Address();
            BlockPublicAccessCheck.blocks(network, subnet, true).ifPresent(walk::stop);
            filtersOfNode();
            return new InternetPath(
                    Egress.EGRESS_ONLY_INTERNET_GATEWAY,
                    walk.end("Nodes of " + subnet.id() + " leave by IPv6 through egress-only internet gateway " + eigwId
                            + "."),
                    new Sources.OwnIpv6(subnet.ipv6Cidrs()));
        }

        // --- NAT gateways

        private InternetPath throughNatGateway(String natId, Route route, RoutedBy by) {
            if (family == Family.IPV6) {
                return elsewhere(
                        Egress.NAT_GATEWAY,
                        route,
                        by,
                        UnknownReason.PARTIAL_ROUTES,
                        "a NAT gateway, which translates no IPv6 but NAT64");
            }
            Sources sources = natGateway(natId, route);
            filtersOfNode();
            return new InternetPath(
                    Egress.NAT_GATEWAY,
                    walk.end("Nodes of " + subnet.id() + " leave through NAT gateway " + natId + sourceText(sources)
                            + "."),
                    sources);
        }

        private static String sourceText(Sources sources) {
            return sources instanceof Sources.NatGateway nat && !nat.publicIps().isEmpty()
                    ? " as "
                            + String.join(
                                    ", ",
                                    nat.publicIps().stream().map(Cidr::address).toList())
                    : "";
        }

        /** RT-003: the gateway is there, works and has a public address; RT-004: it stands in a public subnet. */
        private Sources natGateway(String natId, Route route) {
            Resource nat = Resource.ec2(natId);
            return switch (network.vpc().natGateway(natId)) {
                case Read.Failed<Optional<NatGateway>> failed -> {
                    walk.stop(
                            route.state() == Route.State.BLACKHOLE
                                    ? natUnusable(natId, "is gone, the route to it is a blackhole")
                                    : Cause.unread("RT-003", failed, nat, subnetResource));
                    yield new Sources.Unseen();
                }
                case Read.Done<Optional<NatGateway>> done ->
                    done.value().isPresent() ? natGateway(done.value().get(), route) : absentNat(nat, route);
            };
        }

        private Sources absentNat(Resource nat, Route route) {
            if (network.isShared(subnet) && route.state() == Route.State.ACTIVE) {
                walk.pass(Hop.Kind.NAT_GATEWAY, nat.id(), "not shown by the VPC's owner");
                walk.stop(Cause.unknown(
                        purpose == Purpose.API_SERVER ? "EP-002" : "RT-003",
                        UnknownReason.SHARED_VPC_NOT_VISIBLE,
                        subnetResource,
                        "Subnet " + subnet.id() + " belongs to account " + subnet.ownerId()
                                + ", which does not show its NAT gateway " + nat.id() + " to account "
                                + network.cluster().arn().accountId() + ".",
                        nat));
            } else {
                walk.pass(Hop.Kind.NAT_GATEWAY, nat.id(), "does not exist");
                walk.stop(natUnusable(nat.id(), "does not exist any more"));
            }
            return new Sources.Unseen();
        }

        private Cause natUnusable(String natId, String what) {
            return Cause.broken(
                    "RT-003",
                    Resource.ec2(natId),
                    "NAT gateway " + natId + ", to which subnet " + subnet.id() + " routes, " + what + ".",
                    subnetResource);
        }

        private Sources natGateway(NatGateway nat, Route route) {
            String state = nat.state().name().toLowerCase(Locale.ROOT);
            String addresses = nat.publicIps().isEmpty()
                    ? "no public address"
                    : String.join(
                            ", ", nat.publicIps().stream().map(Cidr::address).toList());
            walk.pass(
                    Hop.Kind.NAT_GATEWAY,
                    nat.id(),
                    state + ", " + nat.connectivity().name().toLowerCase(Locale.ROOT) + ", " + addresses);
            Sources sources = new Sources.NatGateway(nat.id(), nat.publicIps(), nat.addsAddresses());
            switch (nat.state()) {
                case DELETED, DELETING -> {
                    walk.stop(natUnusable(nat.id(), "was deleted; its route stayed behind"));
                    return new Sources.Unseen();
                }
                case FAILED -> {
                    walk.stop(natUnusable(
                            nat.id(),
                            "failed to be created" + (nat.failure().isEmpty() ? "" : " (" + nat.failure() + ")")));
                    return new Sources.Unseen();
                }
                case PENDING -> {
                    walk.stop(natUnknown(nat, UnknownReason.EVENTUAL_CONSISTENCY, "is still being created"));
                    return sources;
                }
                case OTHER -> {
                    walk.stop(natUnknown(
                            nat, UnknownReason.SDK_UNKNOWN_VALUE, "is in a state that Nodepath does not know"));
                    return sources;
                }
                case AVAILABLE -> {}
            }
            if (route.state() == Route.State.BLACKHOLE) {
                walk.stop(natUnusable(nat.id(), "takes no packets, the route to it is a blackhole"));
                return new Sources.Unseen();
            }
            switch (nat.connectivity()) {
                case PRIVATE -> privateNat(nat);
                case OTHER ->
                    walk.stop(natUnknown(
                            nat,
                            UnknownReason.SDK_UNKNOWN_VALUE,
                            "has a connectivity type that Nodepath does not know"));
                case PUBLIC -> publicNat(nat);
            }
            return nat.connectivity() == NatGateway.Connectivity.PUBLIC ? sources : new Sources.Unseen();
        }

        private Cause natUnknown(NatGateway nat, UnknownReason reason, String what) {
            return Cause.unknown(
                    "RT-003",
                    reason,
                    Resource.ec2(nat.id()),
                    "NAT gateway " + nat.id() + ", to which subnet " + subnet.id() + " routes, " + what + ".",
                    subnetResource);
        }

        /** The internet gateway drops what a private NAT gateway sends (VPC user guide, "NAT gateways"). */
        private void privateNat(NatGateway nat) {
            Optional<Route> onward = routeOnwards(nat);
            if (onward.isPresent() && leadsElsewhere(onward.get().target())) {
                walk.stop(Cause.unknown(
                        purpose.noWay,
                        UnknownReason.PATH_LEAVES_VPC,
                        subnetResource,
                        "Private NAT gateway " + nat.id() + " sends the traffic of subnet " + subnet.id() + " on to "
                                + onward.get().target().id() + ", outside of what can be seen here.",
                        Resource.ec2(nat.id())));
            } else {
                walk.stop(natUnusable(
                        nat.id(),
                        "has connectivity type private: it has no public address and gives no way to the internet"));
            }
        }

        private static boolean leadsElsewhere(RouteTarget target) {
            return switch (target) {
                case RouteTarget.TransitGateway t -> true;
                case RouteTarget.VirtualPrivateGateway t -> true;
                case RouteTarget.CoreNetwork t -> true;
                case RouteTarget.LocalGateway t -> true;
                case RouteTarget.NetworkInterface t -> true;
                case RouteTarget.VpcEndpoint t -> true;
                case RouteTarget.Other t -> true;
                case RouteTarget.OdbNetwork t -> true;
                case RouteTarget.CarrierGateway t -> true;
                case RouteTarget.Local t -> false;
                case RouteTarget.InternetGateway t -> false;
                case RouteTarget.EgressOnlyInternetGateway t -> false;
                case RouteTarget.NatGateway t -> false;
                case RouteTarget.VpcPeeringConnection t -> false;
            };
        }

        private Optional<Route> routeOnwards(NatGateway nat) {
            return nat.subnetId()
                    .flatMap(id -> network.vpc().routeTableOf(id).orElse(Optional.empty()))
                    .flatMap(by -> new RouteLookup(network.vpc(), by.table()).toInternet(family)
                                    instanceof RouteLookup.Outcome.Found(Route route, Cidr matched)
                            ? Optional.of(route)
                            : Optional.empty());
        }

        private void publicNat(NatGateway nat) {
            if (nat.publicIps().isEmpty()) {
                walk.stop(natUnusable(nat.id(), "has no public address"));
            }
            switch (nat.availability()) {
                case ZONAL -> zonalNat(nat);
                case REGIONAL -> regionalNat(nat);
                case OTHER ->
                    walk.stop(natUnknown(
                            nat,
                            UnknownReason.SDK_UNKNOWN_VALUE,
                            "has an availability mode that Nodepath does not know"));
            }
        }

        private void zonalNat(NatGateway nat) {
            if (nat.subnetId().isEmpty()) {
                walk.stop(natUnknown(nat, UnknownReason.NOT_READ, "stands in a subnet that AWS did not name"));
                return;
            }
            String natSubnetId = nat.subnetId().get();
            Read<Optional<RoutedBy>> table = network.vpc().routeTableOf(natSubnetId);
            switch (table) {
                case Read.Failed<Optional<RoutedBy>> failed ->
                    walk.stop(Cause.unread("RT-004", failed, Resource.ec2(nat.id()), subnetResource));
                case Read.Done<Optional<RoutedBy>> done -> {
                    if (done.value().isEmpty()) {
                        walk.stop(Cause.unknown(
                                "RT-004",
                                UnknownReason.NOT_READ,
                                Resource.ec2(nat.id()),
                                "AWS shows no route table for subnet " + natSubnetId + " of NAT gateway " + nat.id()
                                        + ".",
                                subnetResource));
                    } else {
                        natSubnet(nat, natSubnetId, done.value().get());
                    }
                }
            }
            filtersOfNat(nat, natSubnetId);
        }

        /** RT-004: the NAT gateway's own subnet leads to an internet gateway. */
        private void natSubnet(NatGateway nat, String natSubnetId, RoutedBy by) {
            Resource natResource = Resource.ec2(nat.id());
            walk.pass(
                    Hop.Kind.SUBNET,
                    natSubnetId,
                    "where NAT gateway " + nat.id() + " stands, routed by "
                            + by.table().id());
            switch (new RouteLookup(network.vpc(), by.table()).toInternet(family)) {
                case RouteLookup.Outcome.Found(Route route, Cidr matched)
                when route.target() instanceof RouteTarget.InternetGateway(String igwId) -> {
                    internetGateway(igwId, route);
                    network.subnet(natSubnetId)
                            .orElse(Optional.empty())
                            .flatMap(at -> BlockPublicAccessCheck.blocks(network, at, true))
                            .ifPresent(walk::stop);
                }
                case RouteLookup.Outcome.Found(Route route, Cidr matched)
                when leadsElsewhere(route.target()) ->
                    walk.stop(Cause.unknown(
                            purpose.noWay,
                            onwardReason(route.target()),
                            subnetResource,
                            "NAT gateway " + nat.id() + " sends the traffic of subnet " + subnet.id() + " on to "
                                    + route.target().id() + ", outside of what can be seen here.",
                            natResource));
                case RouteLookup.Outcome.Found(Route route, Cidr matched) ->
                    walk.stop(notInPublicSubnet(
                            nat,
                            natSubnetId,
                            by,
                            route.target().id().equals(nat.id())
                                    ? "routes back to the gateway itself"
                                    : "routes to " + route.target().id() + " instead of an internet gateway"));
                case RouteLookup.Outcome.None() ->
                    walk.stop(notInPublicSubnet(nat, natSubnetId, by, "has no route to an internet gateway"));
                case RouteLookup.Outcome.Shared(List<Route> routes) -> {
                    if (!routes.stream().allMatch(r -> r.target() instanceof RouteTarget.InternetGateway)) {
                        walk.stop(notInPublicSubnet(
                                nat, natSubnetId, by, "does not route all public addresses to an internet gateway"));
                    } else {
                        routes.forEach(r -> internetGateway(r.target().id(), r));
                    }
                }
                case RouteLookup.Outcome.Partly(List<Route> routes) ->
                    walk.stop(natSubnetUnknown(
                            nat,
                            UnknownReason.PARTIAL_ROUTES,
                            "Subnet " + natSubnetId + " of NAT gateway " + nat.id()
                                    + " routes only part of the public addresses."));
                case RouteLookup.Outcome.Undecided(UnknownReason reason, String sentence) ->
                    walk.stop(natSubnetUnknown(nat, reason, sentence));
            }
        }

        private static UnknownReason onwardReason(RouteTarget target) {
            return target instanceof RouteTarget.VpcEndpoint || target instanceof RouteTarget.NetworkInterface
                    ? UnknownReason.APPLIANCE
                    : UnknownReason.PATH_LEAVES_VPC;
        }

        private Cause natSubnetUnknown(NatGateway nat, UnknownReason reason, String sentence) {
            return Cause.unknown("RT-004", reason, Resource.ec2(nat.id()), sentence, subnetResource);
        }

        private Cause notInPublicSubnet(NatGateway nat, String natSubnetId, RoutedBy by, String what) {
            return Cause.broken(
                    "RT-004",
                    Resource.ec2(nat.id()),
                    "NAT gateway " + nat.id() + " stands in subnet " + natSubnetId
                            + ", which is not public: its route table "
                            + by.table().id() + " " + what + ".",
                    Resource.ec2(natSubnetId),
                    Resource.ec2(by.table().id()),
                    subnetResource);
        }

        /** A regional NAT gateway has a route table of its own, which AWS makes with the way out; it may have been edited. */
        private void regionalNat(NatGateway nat) {
            Optional<RoutedBy> own = nat.routeTableId()
                    .flatMap(id -> network.vpc().routeTables().orElse(List.of()).stream()
                            .filter(t -> t.id().equals(id))
                            .findFirst())
                    .map(t -> new RoutedBy(t, false, true));
            own.ifPresent(by -> {
                if (new RouteLookup(network.vpc(), by.table()).toInternet(family)
                                instanceof RouteLookup.Outcome.Found(Route route, Cidr matched)
                        && route.target() instanceof RouteTarget.InternetGateway(String igwId)) {
                    internetGateway(igwId, route);
                } else {
                    walk.stop(natUnusable(
                            nat.id(),
                            "is a regional one whose route table " + by.table().id()
                                    + " no longer leads to an internet gateway"));
                }
            });
            BlockPublicAccessCheck.blocks(network, subnet, true).ifPresent(walk::stop);
        }

        // --- everything else

        /** A NAT instance: what EC2 shows can rule it out, but not prove that its operating system forwards (rules 1.5). */
        private InternetPath throughAppliance(RouteTarget.NetworkInterface target, Route route, RoutedBy by) {
            Resource appliance = Resource.ec2(target.id());
            if (route.state() == Route.State.BLACKHOLE) {
                return blackhole(by, appliance);
            }
            Read<Optional<NetworkInterface>> read = network.vpc().networkInterface(target);
            String name = "Instance or appliance " + appliance.id();
            Optional<NetworkInterface> eni = read.orElse(Optional.empty());
            walk.pass(
                    Hop.Kind.NAT_INSTANCE,
                    appliance.id(),
                    eni.map(i -> "source/destination check " + (i.sourceDestCheck() ? "on" : "off")
                                    + i.publicIp()
                                            .map(ip -> ", " + ip.address())
                                            .orElse(", no public address"))
                            .orElse("not shown"));
            if (eni.isPresent() && eni.get().sourceDestCheck()) {
                walk.stop(Cause.broken(
                        purpose.noWay,
                        subnetResource,
                        name + ", to which subnet " + subnet.id()
                                + " routes, has its source/destination check on: EC2 drops every packet not addressed to it.",
                        appliance,
                        Resource.ec2(eni.get().id())));
            } else if (eni.isPresent() && admitsNothing(eni.get())) {
                walk.stop(Cause.broken(
                        purpose.noWay,
                        subnetResource,
                        "The security groups of " + appliance.id() + " admit no connection to port 443 from subnet "
                                + subnet.id() + ", which routes to it.",
                        appliance,
                        Resource.ec2(eni.get().id())));
            } else {
                walk.stop(Cause.unknown(
                        purpose.noWay,
                        UnknownReason.APPLIANCE,
                        subnetResource,
                        "Subnet " + subnet.id() + " leaves through " + appliance.id()
                                + ", a NAT instance or another appliance; whether it forwards cannot be seen from AWS.",
                        appliance));
            }
            return new InternetPath(Egress.APPLIANCE, walk.end(""), new Sources.Unseen());
        }

        private boolean admitsNothing(NetworkInterface eni) {
            SecurityGroupCheck groups = new SecurityGroupCheck(network.vpc());
            Set<String> nodeGroups = new LinkedHashSet<>();
            nodeSubnet.usedBy().stream()
                    .flatMap(source -> NodeSecurityGroups.of(network, source).stream())
                    .forEach(read -> nodeGroups.addAll(read.orElse(Set.of())));
            return !eni.groupIds().isEmpty()
                    && groups.allowsIngress(
                                    eni.groupIds(),
                                    SecurityGroupCheck.TCP,
                                    443,
                                    new SecurityGroupCheck.Peer(
                                            nodeGroups, subnet.cidr().stream().toList()))
                            == Coverage.NONE;
        }

        /** A peering connection carries nothing to the peer's internet or NAT gateway (VPC peering guide). */
        private InternetPath throughPeering(String peeringId, Route route, RoutedBy by) {
            if (route.state() == Route.State.BLACKHOLE) {
                return blackhole(by, Resource.ec2(peeringId));
            }
            walk.stop(Cause.broken(
                    purpose.noWay,
                    subnetResource,
                    "The default route of subnet " + subnet.id() + " leads to VPC peering connection " + peeringId
                            + ", which carries no traffic to the other VPC's internet or NAT gateway.",
                    Resource.ec2(peeringId),
                    Resource.ec2(by.table().id())));
            return new InternetPath(Egress.PEERING, walk.end(""), new Sources.Unseen());
        }

        private InternetPath leaves(Egress egress, Route route, RoutedBy by, String what) {
            return elsewhere(egress, route, by, UnknownReason.PATH_LEAVES_VPC, what);
        }

        private InternetPath elsewhere(Egress egress, Route route, RoutedBy by, UnknownReason reason, String what) {
            Resource target = Resource.ec2(route.target().id());
            if (route.state() == Route.State.BLACKHOLE) {
                return blackhole(by, target);
            }
            walk.pass(Hop.Kind.OUTSIDE, route.target().id(), what);
            walk.stop(Cause.unknown(
                    purpose.noWay,
                    reason,
                    subnetResource,
                    "The default route of subnet " + subnet.id() + " leads to "
                            + route.target().id() + ", " + what
                            + "; what happens behind it cannot be seen from this VPC.",
                    target));
            return new InternetPath(egress, walk.end(""), new Sources.Unseen());
        }

        private InternetPath blackhole(RoutedBy by, Resource target) {
            walk.stop(Cause.broken(
                    "RT-001",
                    subnetResource,
                    "The default route of subnet " + subnet.id() + " in route table "
                            + by.table().id() + " is a blackhole: its target " + target.id() + " is gone or detached.",
                    Resource.ec2(by.table().id()),
                    target));
            return new InternetPath(Egress.BLACKHOLE, walk.end(""), new Sources.Unseen());
        }

        private InternetPath unknown(Cause cause) {
            walk.stop(cause);
            return new InternetPath(Egress.UNKNOWN, walk.end(""), new Sources.Unseen());
        }

        // --- filters

        private void filtersOfNode() {
            Filters filters = new Filters(network, subnet, nodeSubnet);
            walk.stopAll(filters.nodeToInternet(family));
        }

        private void filtersOfNat(NatGateway nat, String natSubnetId) {
            if (!natSubnetId.equals(subnet.id())) {
                walk.stopAll(new Filters(network, subnet, nodeSubnet).throughNat(nat, natSubnetId));
            }
        }
    }
}
