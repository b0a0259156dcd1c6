package dev.nodepath.network;

/** Where a route sends a packet: one of the kinds EC2 has, told apart by the field that is set and the id's prefix. */
public sealed interface RouteTarget {

    /** The id of the target, or {@code local}. */
    String id();

    record Local() implements RouteTarget {
        @Override
        public String id() {
            return "local";
        }
    }

    record InternetGateway(String id) implements RouteTarget {}

    record EgressOnlyInternetGateway(String id) implements RouteTarget {}

    record NatGateway(String id) implements RouteTarget {}

    record TransitGateway(String id) implements RouteTarget {}

    record VirtualPrivateGateway(String id) implements RouteTarget {}

    record VpcPeeringConnection(String id) implements RouteTarget {}

    /** A gateway endpoint (with a prefix list as destination), or a Gateway Load Balancer or firewall endpoint. */
    record VpcEndpoint(String id) implements RouteTarget {}

    /** A network interface, of a NAT instance or another appliance; {@code instanceId} is empty where it has none. */
    record NetworkInterface(String id, String instanceId) implements RouteTarget {}

    record LocalGateway(String id) implements RouteTarget {}

    record CarrierGateway(String id) implements RouteTarget {}

    /** An AWS Cloud WAN core network. */
    record CoreNetwork(String id) implements RouteTarget {}

    record OdbNetwork(String id) implements RouteTarget {}

    /** A target of a kind AWS added later. */
    record Other(String id) implements RouteTarget {}
}
