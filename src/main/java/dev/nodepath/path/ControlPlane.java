package dev.nodepath.path;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the control plane stands in the VPC, as far as it can be seen.
 *
 * @param interfaces the network interfaces EKS placed for it; without those in a subnet that AWS does not show
 * @param subnets those with the interfaces; all of the cluster's where no interface can be seen
 * @param unused further subnets of the cluster, to which EKS may move the interfaces with the next version
 * @param groupIds security groups on the interfaces
 */
record ControlPlane(
        List<NetworkInterface> interfaces, List<Subnet> subnets, List<Subnet> unused, Set<String> groupIds) {

    static ControlPlane of(ClusterNetwork network) {
        List<NetworkInterface> interfaces = network.vpc().networkInterfaces().orElse(List.of()).stream()
                .filter(i -> i.belongsToControlPlaneOf(network.cluster().name())
                        && network.vpc()
                                .subnet(i.subnetId())
                                .orElse(Optional.empty())
                                .isPresent())
                .toList();
        List<String> subnetIds = interfaces.isEmpty()
                ? network.cluster().subnetIds()
                : interfaces.stream().map(NetworkInterface::subnetId).distinct().toList();
        List<String> others = network.cluster().subnetIds().stream()
                .filter(id -> !subnetIds.contains(id))
                .toList();
        Set<String> groups = new LinkedHashSet<>();
        interfaces.forEach(i -> groups.addAll(i.groupIds()));
        return new ControlPlane(
                interfaces,
                subnets(network, subnetIds),
                subnets(network, others),
                groups.isEmpty() ? network.controlPlaneSecurityGroupIds() : groups);
    }

    private static List<Subnet> subnets(ClusterNetwork network, List<String> ids) {
        List<Subnet> subnets = new ArrayList<>();
        for (String id : ids) {
            network.vpc().subnet(id).orElse(Optional.empty()).ifPresent(subnets::add);
        }
        return subnets;
    }
}
