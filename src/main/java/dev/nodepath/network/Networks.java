package dev.nodepath.network;

import java.util.List;

/**
 * The networks of several clusters as they were read in one run.
 *
 * @param networks one entry a cluster that could be described
 * @param unread reads that failed before it was known which network they belong to: the list of clusters, a cluster
 * @param missing clusters that were asked for and that EKS does not know, so that they were deleted or never were
 */
public record Networks(List<ClusterNetwork> networks, List<Read.Failed<?>> unread, List<ClusterArn> missing) {
    public Networks {
        networks = List.copyOf(networks);
        unread = List.copyOf(unread);
        missing = List.copyOf(missing);
    }
}
