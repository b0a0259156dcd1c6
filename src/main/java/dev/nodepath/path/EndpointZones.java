package dev.nodepath.path;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The zones in which an interface endpoint answers, held against those of the nodes that depend on it.
 *
 * @param hidden subnets of the endpoint that AWS did not show, so that their zones are not known
 * @param missing zones with nodes and without the endpoint, with a subnet of each
 */
public record EndpointZones(List<String> hidden, Map<String, String> missing) {

    public EndpointZones {
        hidden = List.copyOf(hidden);
    }

    public static EndpointZones of(ClusterNetwork network, VpcEndpoint endpoint, Collection<SubnetPaths> nodes) {
        Map<String, String> missing = oneEach(nodes);
        List<Subnet> shown = endpoint.subnetIds().stream()
                .flatMap(id -> network.vpc().subnet(id).orElse(Optional.empty()).stream())
                .toList();
        shown.forEach(subnet -> missing.remove(subnet.availabilityZoneId()));
        List<String> known = shown.stream().map(Subnet::id).toList();
        return new EndpointZones(
                endpoint.subnetIds().stream().filter(id -> !known.contains(id)).toList(), missing);
    }

    /** VE-004: nodes may meet any address of the endpoint, and what guards those in hidden subnets is not known. */
    static Optional<Cause> unseen(ClusterNetwork network, VpcEndpoint endpoint, Subnet nodes) {
        List<String> hidden = of(network, endpoint, List.of()).hidden();
        return hidden.isEmpty()
                ? Optional.empty()
                : Optional.of(Cause.unknown(
                        "VE-004",
                        network.isShared(nodes) ? UnknownReason.SHARED_VPC_NOT_VISIBLE : UnknownReason.NOT_READ,
                        Resource.ec2(endpoint.id()),
                        "AWS did not show " + String.join(", ", hidden) + ", where VPC endpoint " + endpoint.id()
                                + " answers, so it is not known whether nodes of " + nodes.id() + " reach it there.",
                        Resource.ec2(nodes.id())));
    }

    /** An endpoint takes one subnet a zone. */
    public static Map<String, String> oneEach(Collection<SubnetPaths> nodes) {
        Map<String, String> subnets = new TreeMap<>();
        nodes.stream()
                .flatMap(path -> path.subnet().stream())
                .sorted(Comparator.comparing(Subnet::id))
                .forEach(subnet -> subnets.putIfAbsent(subnet.availabilityZoneId(), subnet.id()));
        return subnets;
    }

    /** The interface endpoints with an address that take the name of a service over that nodes may call. */
    public static List<VpcEndpoint> endpointsInUse(ClusterNetwork network) {
        String region = network.cluster().arn().region();
        return network.vpc().vpcEndpoints().orElse(List.of()).stream()
                .filter(endpoint -> endpoint.type() == VpcEndpoint.Type.INTERFACE
                        && endpoint.state() == VpcEndpoint.State.AVAILABLE
                        && endpoint.privateDnsEnabled()
                        && !endpoint.subnetIds().isEmpty()
                        && Arrays.stream(AwsService.values())
                                .anyMatch(service -> service.isServedBy(endpoint.serviceName(), region)))
                .toList();
    }
}
