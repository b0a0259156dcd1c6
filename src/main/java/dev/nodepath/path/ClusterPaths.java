package dev.nodepath.path;

import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterNetwork;
import java.util.List;

/** A cluster's network with the paths of all of its node subnets: what rules judge. */
public record ClusterPaths(ClusterNetwork network, List<SubnetPaths> nodeSubnets, VpcPattern pattern) {
    public ClusterPaths {
        nodeSubnets = List.copyOf(nodeSubnets);
    }

    public Cluster cluster() {
        return network.cluster();
    }
}
