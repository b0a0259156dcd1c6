package dev.nodepath.path;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.VpcNetwork.ManagementPaths;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How people may come to the API server inside the VPC; whether anyone does cannot be seen.
 *
 * @param connections ids of what connects the VPC to other networks
 * @param admitsOthers whether the cluster's security groups admit port 443 from others than their own members
 * @param unread a connection, or the security groups, that could not be read
 */
public record WaysIn(List<String> connections, boolean admitsOthers, Optional<Read.Failed<?>> unread) {

    public WaysIn {
        connections = List.copyOf(connections);
    }

    public static WaysIn of(ClusterNetwork network) {
        ManagementPaths ways = network.vpc().managementPaths();
        List<Read<List<String>>> reads = List.of(
                ways.transitGatewayAttachments(),
                ways.vpnGateways(),
                ways.peeringConnections(),
                ways.clientVpnEndpoints(),
                ways.instanceConnectEndpoints());
        return new WaysIn(
                reads.stream().flatMap(read -> read.orElse(List.of()).stream()).toList(),
                admitsOthers(network),
                Stream.concat(reads.stream(), Stream.of(network.vpc().securityGroups()))
                        .<Read.Failed<?>>mapMulti((read, failures) -> {
                            if (read instanceof Read.Failed<?> failed) {
                                failures.accept(failed);
                            }
                        })
                        .findFirst());
    }

    private static boolean admitsOthers(ClusterNetwork network) {
        Set<String> own = network.controlPlaneSecurityGroupIds();
        return own.stream()
                .flatMap(id -> network.vpc().securityGroup(id).orElse(Optional.empty()).stream())
                .flatMap(group -> group.ingress().stream())
                .filter(rule -> SecurityGroupCheck.matches(rule, SecurityGroupCheck.TCP, Ports.HTTPS))
                .flatMap(rule -> rule.peers().stream())
                .anyMatch(peer -> !(peer instanceof SecurityGroup.Peer.Group(String id)) || !own.contains(id));
    }
}
