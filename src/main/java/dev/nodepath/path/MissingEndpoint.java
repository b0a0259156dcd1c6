package dev.nodepath.path;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Nodes of a subnet without a way to the internet call a service whose name no VPC endpoint takes over: which rule says why. */
final class MissingEndpoint {

    private final ClusterNetwork network;
    private final Subnet subnet;
    private final AwsService service;
    private final List<VpcEndpoint> endpoints;

    private MissingEndpoint(ClusterNetwork network, Subnet subnet, AwsService service, List<VpcEndpoint> endpoints) {
        this.network = network;
        this.subnet = subnet;
        this.service = service;
        this.endpoints = endpoints;
    }

    /**
     * What stops them.
     *
     * @param endpoints the VPC's endpoints for the service
     */
    static Answer of(ClusterNetwork network, Subnet subnet, AwsService service, List<VpcEndpoint> endpoints) {
        return Answer.stopped(new MissingEndpoint(network, subnet, service, endpoints).cause(), List.of());
    }

    private Cause cause() {
        return hidden().or(this::pending)
                .or(this::byHostedZone)
                .or(this::gatewayElsewhere)
                .or(this::withoutPrivateDns)
                .or(this::central)
                .orElseGet(this::missing);
    }

    private Optional<Cause> hidden() {
        return network.isHidden(subnet) && endpoints.isEmpty()
                ? Optional.of(Cause.unknown(
                        "VE-001",
                        UnknownReason.SHARED_VPC_NOT_VISIBLE,
                        vpc(),
                        "Subnet " + subnet.id() + " belongs to account " + subnet.ownerId()
                                + ", which does not show its VPC endpoints to participants.",
                        nodes()))
                : Optional.empty();
    }

    private Optional<Cause> pending() {
        return first(e -> e.state() == VpcEndpoint.State.PENDING || e.state() == VpcEndpoint.State.OTHER)
                .map(endpoint -> Cause.unknown(
                        "VE-001",
                        UnknownReason.EVENTUAL_CONSISTENCY,
                        Resource.ec2(endpoint.id()),
                        named(endpoint) + " is not available yet.",
                        nodes()));
    }

    private Optional<Cause> byHostedZone() {
        return interfaceWithoutPrivateDns()
                .filter(endpoint -> network.declared().customHostedZone())
                .map(endpoint -> Cause.unknown(
                        "VE-002",
                        UnknownReason.CUSTOM_DNS,
                        Resource.ec2(endpoint.id()),
                        named(endpoint)
                                + " has private DNS off; whether the hosted zone that the settings tell of (customHostedZone)"
                                + " points nodes of " + subnet.id() + " at it is not known.",
                        nodes()));
    }

    private Optional<Cause> gatewayElsewhere() {
        return first(e -> e.type() == VpcEndpoint.Type.GATEWAY && e.state() == VpcEndpoint.State.AVAILABLE)
                .map(gateway -> Cause.broken(
                        "VE-005",
                        Resource.ec2(gateway.id()),
                        "S3 gateway endpoint " + gateway.id() + " is not on the route table of subnet " + subnet.id()
                                + ", whose nodes have no other way to S3.",
                        nodes()));
    }

    private Optional<Cause> withoutPrivateDns() {
        return interfaceWithoutPrivateDns()
                .map(endpoint -> Cause.broken(
                        "VE-002",
                        Resource.ec2(endpoint.id()),
                        named(endpoint) + " has private DNS off: nodes of " + subnet.id()
                                + " resolve the service's public name to public addresses, to which they have no route.",
                        nodes()));
    }

    /** Central endpoints in a hub VPC, reached by transit gateway, VPN or peering, cannot be seen from here. */
    private Optional<Cause> central() {
        return leadsToOtherNetworks()
                ? Optional.of(Cause.unknown(
                        "VE-001",
                        UnknownReason.PATH_LEAVES_VPC,
                        vpc(),
                        "VPC " + subnet.vpcId() + " has no endpoint for " + service.suffix() + " and subnet "
                                + subnet.id()
                                + " no way to the internet, but routes to another network, where a central endpoint may be.",
                        nodes()))
                : Optional.empty();
    }

    private boolean leadsToOtherNetworks() {
        return network.vpc().routeTableOf(subnet.id()).orElse(Optional.empty()).map(RoutedBy::table).stream()
                .flatMap(table -> table.routes().stream())
                .filter(route -> route.state() == Route.State.ACTIVE)
                .map(Route::target)
                .anyMatch(target -> target instanceof RouteTarget.TransitGateway
                        || target instanceof RouteTarget.VirtualPrivateGateway
                        || target instanceof RouteTarget.CoreNetwork
                        || target instanceof RouteTarget.VpcPeeringConnection);
    }

    private Cause missing() {
        String serviceName = service.endpointService(network.cluster().arn().region());
        return Cause.broken(
                service == AwsService.S3 ? "VE-005" : "VE-001",
                new Resource("AwsVpcEndpointService", serviceName),
                "Nodes of " + subnet.id() + " have no way to " + serviceName + ": no route to the internet, and VPC "
                        + subnet.vpcId() + " has no endpoint for it.",
                vpc(),
                nodes());
    }

    private Optional<VpcEndpoint> interfaceWithoutPrivateDns() {
        return first(e -> e.type() == VpcEndpoint.Type.INTERFACE
                && e.state() == VpcEndpoint.State.AVAILABLE
                && !e.privateDnsEnabled());
    }

    private Optional<VpcEndpoint> first(Predicate<VpcEndpoint> wanted) {
        return endpoints.stream().filter(wanted).findFirst();
    }

    private static String named(VpcEndpoint endpoint) {
        return "VPC endpoint " + endpoint.id() + " for " + endpoint.serviceName();
    }

    private Resource vpc() {
        return Resource.ec2(subnet.vpcId());
    }

    private Resource nodes() {
        return Resource.ec2(subnet.id());
    }
}
