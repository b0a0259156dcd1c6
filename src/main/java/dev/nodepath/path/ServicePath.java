package dev.nodepath.path;

import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The way of a subnet's nodes to an AWS service, also to those without which a node becomes Ready. */
public final class ServicePath {

    private ServicePath() {}

    /** An answer a service; none where nothing can be said of the subnet. */
    public static List<Answer> to(ClusterNetwork network, SubnetPaths node, Collection<AwsService> services) {
        Optional<Subnet> inVpc = node.subnet()
                .filter(subnet -> subnet.vpcId().equals(network.cluster().vpcId()));
        if (inVpc.isEmpty() || services.isEmpty()) {
            return List.of();
        }
        Subnet subnet = inVpc.get();
        return Join.toServices(network, subnet, node.nodeSubnet(), internet(network, subnet, node), services);
    }

    private static InternetPath internet(ClusterNetwork network, Subnet subnet, SubnetPaths node) {
        return InternetPath.of(network, subnet, node.nodeSubnet(), Family.IPV4, InternetPath.Purpose.AWS_SERVICES);
    }

    /**
     * Security groups the VPC already has that would admit all of these subnets' nodes to an endpoint: those of another
     * endpoint, else the cluster security group. Empty where neither does.
     */
    public static Optional<List<String>> groupsForEndpoint(ClusterNetwork network, List<SubnetPaths> nodes) {
        List<List<String>> candidates = new ArrayList<>();
        for (VpcEndpoint endpoint : network.vpc().vpcEndpoints().orElse(List.of())) {
            // Endpoints of other types have no groups, of which it is not known that they admit anyone.
            candidates.add(endpoint.groupIds());
        }
        network.cluster().clusterSecurityGroupId().ifPresent(id -> candidates.add(List.of(id)));
        List<Subnet> subnets =
                nodes.stream().flatMap(node -> node.subnet().stream()).toList();
        return candidates.stream()
                .filter(groups -> nodes.stream()
                        .allMatch(node -> node.subnet().isPresent()
                                && new SecurityGroupPassages(
                                                network, node.subnet().get(), node.nodeSubnet())
                                        .toEndpoint("VE-003", "", groups, subnets)
                                        .causes()
                                        .isEmpty()))
                .findFirst();
    }
}
