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

    /**
     * A NAT instance or another appliance, by its network interface, its instance, or both; either may be empty.
     */
    record NetworkInterface(String networkInterfaceId, String instanceId) implements RouteTarget {
        /** The instance's, which people know it by, where it has one. */
        @Override
        public String id() {
            return instanceId.isEmpty() ? networkInterfaceId : instanceId;
        }

        /** Whether this is the interface packets are sent to. */
        public boolean is(dev.nodepath.network.NetworkInterface candidate) {
            return networkInterfaceId.isEmpty()
                    ? candidate.instanceId().filter(instanceId::equals).isPresent()
                    : candidate.id().equals(networkInterfaceId);
        }
    }

    record LocalGateway(String id) implements RouteTarget {}

    record CarrierGateway(String id) implements RouteTarget {}

    /** An AWS Cloud WAN core network. */
    record CoreNetwork(String id) implements RouteTarget {}

    record OdbNetwork(String id) implements RouteTarget {}

    /** A target of a kind AWS added later. */
    record Other(String id) implements RouteTarget {}
}
