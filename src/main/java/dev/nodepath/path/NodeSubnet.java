package dev.nodepath.path;

import java.util.List;

/** A subnet in which nodes run or would be started, and what tells so. */
public record NodeSubnet(String subnetId, List<NodeSource> usedBy) {
    public NodeSubnet {
        usedBy = List.copyOf(usedBy);
    }

    /** Whether nothing says that nodes run here: it is one of the cluster's subnets and no more. */
    public boolean onlyPossible() {
        return usedBy.stream().allMatch(source -> source instanceof NodeSource.ClusterItself);
    }
}
