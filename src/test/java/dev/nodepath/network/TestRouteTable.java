package dev.nodepath.network;

import dev.nodepath.network.Route.Destination;
import dev.nodepath.network.RouteTable.Association;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A route table under construction; it starts with the local route of the VPC. */
public final class TestRouteTable {
    private final String id;
    private String ownerId = TestNetwork.ACCOUNT;
    private final List<Association> associations = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    TestRouteTable(String id) {
        this.id = id;
        add("10.0.0.0/16", "local", Route.State.ACTIVE, Route.Origin.CREATE_ROUTE_TABLE);
    }

    public TestRouteTable ownedBy(String account) {
        ownerId = account;
        return this;
    }

    public TestRouteTable main() {
        return main(Association.State.ASSOCIATED);
    }

    public TestRouteTable main(Association.State state) {
        associations.removeIf(Association::main);
        associations.add(new Association("rtbassoc-main", true, Optional.empty(), Optional.empty(), state));
        return this;
    }

    public TestRouteTable notMain() {
        associations.removeIf(Association::main);
        return this;
    }

    public TestRouteTable of(String... subnetIds) {
        for (String subnetId : subnetIds) {
            associate(subnetId, Association.State.ASSOCIATED);
        }
        return this;
    }

    public TestRouteTable associate(String subnetId, Association.State state) {
        disassociate(subnetId);
        associations.add(
                new Association("rtbassoc-" + subnetId, false, Optional.of(subnetId), Optional.empty(), state));
        return this;
    }

    public TestRouteTable disassociate(String subnetId) {
        associations.removeIf(a -> a.subnetId().equals(Optional.of(subnetId)));
        return this;
    }

    /** Ingress routing: the table serves a gateway, no subnet. */
    public TestRouteTable ofGateway(String gatewayId) {
        associations.add(new Association(
                "rtbassoc-" + gatewayId,
                false,
                Optional.empty(),
                Optional.of(gatewayId),
                Association.State.ASSOCIATED));
        return this;
    }

    /** A static route, instead of what was there for that destination: a range, or a {@code pl-} id. */
    public TestRouteTable route(String destination, String targetId) {
        without(destination);
        return add(destination, targetId, Route.State.ACTIVE, Route.Origin.CREATE_ROUTE);
    }

    public TestRouteTable blackhole(String destination, String targetId) {
        without(destination);
        return add(destination, targetId, Route.State.BLACKHOLE, Route.Origin.CREATE_ROUTE);
    }

    public TestRouteTable propagated(String destination, String targetId) {
        return add(destination, targetId, Route.State.ACTIVE, Route.Origin.ENABLE_VGW_ROUTE_PROPAGATION);
    }

    /** A further route; those for the same destination stay. */
    public TestRouteTable add(String destination, String targetId, Route.State state, Route.Origin origin) {
        return add(new Route(destination(destination), target(targetId), state, origin));
    }

    public TestRouteTable add(Route route) {
        routes.add(route);
        return this;
    }

    public TestRouteTable without(String destination) {
        Destination gone = destination(destination);
        routes.removeIf(route -> route.destination().equals(gone));
        return this;
    }

    /** Removes the default route of both families. */
    public TestRouteTable withoutDefault() {
        return without("0.0.0.0/0").without("::/0");
    }

    TestRouteTable withoutTarget(String targetId) {
        routes.removeIf(route -> route.target().id().equals(targetId));
        return this;
    }

    static Destination destination(String text) {
        if (text.startsWith("pl-")) {
            return new Destination.PrefixList(text);
        }
        return text.contains("/") ? new Destination.Range(Cidr.parse(text)) : new Destination.Other(text);
    }

    /** The kind of target follows from the prefix of the id. */
    static RouteTarget target(String id) {
        return switch (id.contains("-") ? id.substring(0, id.indexOf('-')) : id) {
            case "local" -> new RouteTarget.Local();
            case "igw" -> new RouteTarget.InternetGateway(id);
            case "eigw" -> new RouteTarget.EgressOnlyInternetGateway(id);
            case "nat" -> new RouteTarget.NatGateway(id);
            case "tgw" -> new RouteTarget.TransitGateway(id);
            case "vgw" -> new RouteTarget.VirtualPrivateGateway(id);
            case "pcx" -> new RouteTarget.VpcPeeringConnection(id);
            case "vpce" -> new RouteTarget.VpcEndpoint(id);
            case "eni" -> new RouteTarget.NetworkInterface(id, id.replaceFirst("^eni", "i"));
            case "lgw" -> new RouteTarget.LocalGateway(id);
            case "cagw" -> new RouteTarget.CarrierGateway(id);
            case "core" -> new RouteTarget.CoreNetwork(id);
            case "odb" -> new RouteTarget.OdbNetwork(id);
            default -> new RouteTarget.Other(id);
        };
    }

    RouteTable build() {
        return new RouteTable(id, TestNetwork.VPC, ownerId, associations, routes);
    }
}
