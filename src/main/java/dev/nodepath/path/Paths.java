package dev.nodepath.path;

import dev.nodepath.network.ClusterNetwork;
import java.util.List;

/** Finds the paths of a cluster's node subnets. */
public final class Paths {
    private Paths() {}

    public static ClusterPaths of(ClusterNetwork network) {
        return new ClusterPaths(network, List.of(), VpcPattern.UNKNOWN);
    }
}
