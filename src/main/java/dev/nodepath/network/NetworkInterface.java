package dev.nodepath.network;

import java.util.List;
import java.util.Optional;

/**
 * A network interface as {@code ec2:DescribeNetworkInterfaces} answers.
 *
 * @param elasticIpIds of its Elastic IP address ({@code eipalloc-}) and the association ({@code eipassoc-}), where it has one
 */
public record NetworkInterface(
        String id,
        String vpcId,
        String subnetId,
        String description,
        Optional<Cidr> privateIp,
        Optional<Cidr> publicIp,
        boolean sourceDestCheck,
        List<String> groupIds,
        Optional<String> instanceId,
        List<String> elasticIpIds) {
    public NetworkInterface {
        groupIds = InOrder.of(groupIds);
        elasticIpIds = InOrder.of(elasticIpIds);
    }

    /** Whether EKS placed it for this cluster's control plane. */
    public boolean belongsToControlPlaneOf(String clusterName) {
        return description.equals("Amazon EKS " + clusterName);
    }
}
