package dev.nodepath.path;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Nodegroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster's network with the paths of all of its node subnets: what rules judge. */
public record ClusterPaths(ClusterNetwork network, List<SubnetPaths> nodeSubnets, VpcPattern pattern) {
    public ClusterPaths {
        nodeSubnets = List.copyOf(nodeSubnets);
    }

    /** Each managed node group with its subnets. */
    public Map<Nodegroup, List<SubnetPaths>> byNodegroup() {
        Map<Nodegroup, List<SubnetPaths>> subnets = new LinkedHashMap<>();
        for (SubnetPaths path : nodeSubnets) {
            for (NodeSource source : path.nodeSubnet().usedBy()) {
                if (source instanceof NodeSource.ManagedNodegroup(Nodegroup nodegroup)) {
                    subnets.computeIfAbsent(nodegroup, n -> new ArrayList<>()).add(path);
                }
            }
        }
        return subnets;
    }

    /** The Auto Scaling groups that start nodes by themselves, each once. */
    public List<AutoScalingGroup> selfManaged() {
        return nodeSubnets.stream()
                .flatMap(path -> path.nodeSubnet().usedBy().stream())
                .filter(NodeSource.SelfManaged.class::isInstance)
                .map(source -> ((NodeSource.SelfManaged) source).group())
                .distinct()
                .toList();
    }

    /** Why there may be nodes that are not among these; empty where all that tells of nodes was read. */
    public Optional<Cause> nodesNotRead() {
        return NodeSubnets.unread(network);
    }

    public Cluster cluster() {
        return network.cluster();
    }
}
