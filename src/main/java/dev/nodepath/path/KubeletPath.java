package dev.nodepath.path;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Subnet;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of the API server to the kubelets of a subnet's nodes, TCP 10250. Nodes join without it; logs, exec, port-forward
 * and metrics do not work. In an IPv6 cluster it leads to the nodes' IPv6 addresses.
 */
public final class KubeletPath {

    private KubeletPath() {}

    /** What stops it, by the rules SG-002, NA-001 and NA-002. */
    public static List<Cause> causes(ClusterNetwork network, SubnetPaths node) {
        List<Cause> causes = new ArrayList<>();
        node.subnet()
                .filter(subnet -> subnet.vpcId().equals(network.cluster().vpcId()))
                .ifPresent(subnet -> {
                    ControlPlane controlPlane = ControlPlane.of(network);
                    NetworkAclPassages acls = new NetworkAclPassages(network, subnet, node.nodeSubnet());
                    causes.addAll(new SecurityGroupPassages(network, subnet, node.nodeSubnet())
                            .toKubelet(controlPlane, network.cluster().ipFamily()));
                    for (Subnet from : controlPlane.subnets()) {
                        causes.addAll(acls.toKubelet(from, network.cluster().ipFamily()));
                    }
                });
        return causes;
    }
}
