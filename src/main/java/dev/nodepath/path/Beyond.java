package dev.nodepath.path;

import dev.nodepath.network.RouteTarget;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.Optional;

/**
 * A target that takes packets where they cannot be followed.
 *
 * @param what it is, as a phrase
 */
record Beyond(Egress egress, UnknownReason reason, String what) {

    /** Empty for targets that can be judged from inside the VPC. */
    static Optional<Beyond> of(RouteTarget target) {
        return switch (target) {
            case RouteTarget.TransitGateway _ -> leaves(Egress.TRANSIT_GATEWAY, "a transit gateway");
            case RouteTarget.VirtualPrivateGateway _ ->
                leaves(Egress.VIRTUAL_PRIVATE_GATEWAY, "a virtual private gateway");
            case RouteTarget.CoreNetwork _ -> leaves(Egress.CORE_NETWORK, "a Cloud WAN core network");
            case RouteTarget.OdbNetwork _ -> leaves(Egress.UNKNOWN, "an Oracle Database@AWS network");
            case RouteTarget.LocalGateway _ -> leaves(Egress.LOCAL_GATEWAY, "an Outposts local gateway");
            case RouteTarget.CarrierGateway _ ->
                leaves(Egress.CARRIER_GATEWAY, "a carrier gateway, which needs carrier IP addresses");
            case RouteTarget.VpcEndpoint _ ->
                appliance("a firewall or Gateway Load Balancer endpoint, which decides what passes");
            case RouteTarget.NetworkInterface _ -> appliance("a NAT instance or another appliance");
            case RouteTarget.Other _ ->
                Optional.of(new Beyond(
                        Egress.UNKNOWN,
                        UnknownReason.SDK_UNKNOWN_VALUE,
                        "a target of a kind that Nodepath does not know"));
            case RouteTarget.InternetGateway _,
                    RouteTarget.EgressOnlyInternetGateway _,
                    RouteTarget.NatGateway _,
                    RouteTarget.VpcPeeringConnection _,
                    RouteTarget.Local _ -> Optional.empty();
        };
    }

    private static Optional<Beyond> leaves(Egress egress, String what) {
        return Optional.of(new Beyond(egress, UnknownReason.PATH_LEAVES_VPC, what));
    }

    private static Optional<Beyond> appliance(String what) {
        return Optional.of(new Beyond(Egress.APPLIANCE, UnknownReason.APPLIANCE, what));
    }
}
