package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.Values.constant;
import static dev.nodepath.aws.read.Values.optional;
import static dev.nodepath.aws.read.Values.required;
import static dev.nodepath.aws.read.Values.text;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.RouteTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.EgressOnlyInternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/** What EC2 says about route tables and the gateways they lead to. */
final class RouteMapping {

    /**
     * EC2 answers {@code available} for an attached internet gateway, a value that its own enum lacks, so that only the
     * text tells it; egress-only ones are {@code attached}.
     */
    private static final Set<String> ATTACHED = Set.of("available", "attached");

    private RouteMapping() {}

    static RouteTable routeTable(software.amazon.awssdk.services.ec2.model.RouteTable table) {
        return new RouteTable(
                required(table.routeTableId(), "RouteTableId"),
                text(table.vpcId()),
                text(table.ownerId()),
                table.associations().stream().map(RouteMapping::association).toList(),
                table.routes().stream().map(RouteMapping::route).toList());
    }

    private static RouteTable.Association association(RouteTableAssociation association) {
        return new RouteTable.Association(
                text(association.routeTableAssociationId()),
                Boolean.TRUE.equals(association.main()),
                // "A subnet ID is not returned for an implicit association" (EC2 API, RouteTableAssociation).
                optional(association.subnetId()),
                optional(association.gatewayId()),
                switch (association.associationState() == null
                        ? "associated"
                        : text(association.associationState().stateAsString())) {
                    case "associated", "" -> RouteTable.Association.State.ASSOCIATED;
                    case "disassociated" -> RouteTable.Association.State.DISASSOCIATED;
                    default -> RouteTable.Association.State.UNSETTLED;
                });
    }

    static Route route(software.amazon.awssdk.services.ec2.model.Route route) {
        return new Route(
                destination(route),
                target(route),
                constant(Route.State.class, route.stateAsString(), Route.State.OTHER),
                switch (text(route.originAsString())) {
                    case "CreateRouteTable" -> Route.Origin.CREATE_ROUTE_TABLE;
                    case "CreateRoute" -> Route.Origin.CREATE_ROUTE;
                    case "EnableVgwRoutePropagation" -> Route.Origin.ENABLE_VGW_ROUTE_PROPAGATION;
                    case "Advertisement" -> Route.Origin.ADVERTISEMENT;
                    default -> Route.Origin.OTHER;
                });
    }

    private static Route.Destination destination(software.amazon.awssdk.services.ec2.model.Route route) {
        Optional<String> range =
                optional(route.destinationCidrBlock()).or(() -> optional(route.destinationIpv6CidrBlock()));
        if (range.isPresent()) {
            try {
                return new Route.Destination.Range(Cidr.parse(range.get()));
            } catch (IllegalArgumentException e) {
                return new Route.Destination.Other(range.get());
            }
        }
        return optional(route.destinationPrefixListId())
                .<Route.Destination>map(Route.Destination.PrefixList::new)
                .orElseGet(() -> new Route.Destination.Other("a destination of a kind unknown to this version"));
    }

    /** The kind of target follows from the field that is set and, for gateways, from the id's prefix. */
    static RouteTarget target(software.amazon.awssdk.services.ec2.model.Route route) {
        if (route.natGatewayId() != null) {
            return new RouteTarget.NatGateway(route.natGatewayId());
        }
        if (route.transitGatewayId() != null) {
            return new RouteTarget.TransitGateway(route.transitGatewayId());
        }
        if (route.vpcPeeringConnectionId() != null) {
            return new RouteTarget.VpcPeeringConnection(route.vpcPeeringConnectionId());
        }
        if (route.egressOnlyInternetGatewayId() != null) {
            return new RouteTarget.EgressOnlyInternetGateway(route.egressOnlyInternetGatewayId());
        }
        if (route.localGatewayId() != null) {
            return new RouteTarget.LocalGateway(route.localGatewayId());
        }
        if (route.carrierGatewayId() != null) {
            return new RouteTarget.CarrierGateway(route.carrierGatewayId());
        }
        if (route.coreNetworkArn() != null) {
            return new RouteTarget.CoreNetwork(route.coreNetworkArn());
        }
        if (route.odbNetworkArn() != null) {
            return new RouteTarget.OdbNetwork(route.odbNetworkArn());
        }
        if (route.gatewayId() != null) {
            return gateway(route.gatewayId());
        }
        if (route.networkInterfaceId() != null || route.instanceId() != null) {
            return new RouteTarget.NetworkInterface(text(route.networkInterfaceId()), text(route.instanceId()));
        }
        // Every table is created with its local routes; any other route without a target this version knows leads to
        // one
        // that AWS added later.
        return "CreateRouteTable".equals(route.originAsString())
                ? new RouteTarget.Local()
                : new RouteTarget.Other(
                        optional(route.ipAddress()).orElse("a target of a kind unknown to this version"));
    }

    private static RouteTarget gateway(String id) {
        if (id.equals("local")) {
            return new RouteTarget.Local();
        }
        if (id.startsWith("igw-")) {
            return new RouteTarget.InternetGateway(id);
        }
        if (id.startsWith("vgw-")) {
            return new RouteTarget.VirtualPrivateGateway(id);
        }
        // Gateway endpoints, and by the shape of Route also those of Gateway Load Balancers and Network Firewall.
        if (id.startsWith("vpce-")) {
            return new RouteTarget.VpcEndpoint(id);
        }
        return new RouteTarget.Other(id);
    }

    static NatGateway natGateway(software.amazon.awssdk.services.ec2.model.NatGateway nat) {
        String id = required(nat.natGatewayId(), "NatGatewayId");
        return new NatGateway(
                id,
                text(nat.vpcId()),
                optional(nat.subnetId()),
                constant(NatGateway.State.class, nat.stateAsString(), NatGateway.State.OTHER),
                nat.connectivityTypeAsString() == null
                        ? NatGateway.Connectivity.PUBLIC
                        : constant(
                                NatGateway.Connectivity.class,
                                nat.connectivityTypeAsString(),
                                NatGateway.Connectivity.OTHER),
                nat.availabilityModeAsString() == null
                        ? NatGateway.Availability.ZONAL
                        : constant(
                                NatGateway.Availability.class,
                                nat.availabilityModeAsString(),
                                NatGateway.Availability.OTHER),
                optional(nat.routeTableId()),
                "enabled".equals(nat.autoProvisionZonesAsString()) || "enabled".equals(nat.autoScalingIpsAsString()),
                nat.natGatewayAddresses().stream()
                        .map(address -> natAddress(address, id))
                        .toList(),
                text(nat.failureMessage()));
    }

    private static NatGateway.Address natAddress(NatGatewayAddress address, String natGatewayId) {
        String status = address.statusAsString();
        return new NatGateway.Address(
                Values.optionalCidr(address.publicIp(), "a public address of " + natGatewayId),
                optional(address.availabilityZoneId()),
                status == null || status.equals("succeeded"),
                Values.present(address.allocationId(), address.associationId()));
    }

    static InternetGateway internetGateway(software.amazon.awssdk.services.ec2.model.InternetGateway gateway) {
        return new InternetGateway(
                required(gateway.internetGatewayId(), "InternetGatewayId"), attachedTo(gateway.attachments()));
    }

    static InternetGateway egressOnlyInternetGateway(EgressOnlyInternetGateway gateway) {
        return new InternetGateway(
                required(gateway.egressOnlyInternetGatewayId(), "EgressOnlyInternetGatewayId"),
                attachedTo(gateway.attachments()));
    }

    private static List<String> attachedTo(List<InternetGatewayAttachment> attachments) {
        return attachments.stream()
                .filter(attachment -> ATTACHED.contains(text(attachment.stateAsString())))
                .map(attachment -> text(attachment.vpcId()))
                .toList();
    }
}
