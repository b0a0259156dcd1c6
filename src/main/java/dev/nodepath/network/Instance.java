package dev.nodepath.network;

import java.util.List;
import java.util.Map;

/**
 * An EC2 instance that is or was a node, by its {@code kubernetes.io/cluster/<name>} tag.
 *
 * @param publicIps public IPv4 addresses of its network interfaces
 * @param groupIds security groups of its primary network interface
 */
public record Instance(
        String id,
        String subnetId,
        String state,
        List<Cidr> publicIps,
        List<String> groupIds,
        Map<String, String> tags) {
    public Instance {
        publicIps = InOrder.of(publicIps);
        groupIds = InOrder.of(groupIds);
        tags = Map.copyOf(tags);
    }

    /** Whether the instance is a node of this cluster by the tag EKS nodes must carry. */
    public boolean isNodeOf(String clusterName) {
        return tags.containsKey("kubernetes.io/cluster/" + clusterName);
    }

    public boolean runs() {
        return state.equals("running") || state.equals("pending");
    }
}
