package dev.nodepath.network;

import java.util.List;
import java.util.Optional;

/**
 * What {@code eks:UpdateClusterConfig} was asked to set in {@code resourcesVpcConfig}; what is empty stays as it is. EKS answers
 * at once and applies it minutes later.
 */
public record RequestedConfig(
        Optional<Boolean> publicAccess,
        Optional<Boolean> privateAccess,
        List<Cidr> publicAccessCidrs,
        List<String> subnetIds,
        List<String> securityGroupIds) {

    public RequestedConfig {
        publicAccessCidrs = List.copyOf(publicAccessCidrs);
        subnetIds = List.copyOf(subnetIds);
        securityGroupIds = List.copyOf(securityGroupIds);
    }

    /** The cluster as it will be once the update has succeeded; the cluster itself where that changes nothing. */
    public Cluster appliedTo(Cluster cluster) {
        EndpointAccess now = cluster.endpointAccess();
        boolean isPublic = publicAccess.orElse(now.publicAccess());
        List<Cidr> cidrs = publicAccessCidrs.isEmpty() ? now.publicAccessCidrs() : publicAccessCidrs;
        return cluster.with(
                new EndpointAccess(
                        isPublic,
                        privateAccess.orElse(now.privateAccess()),
                        isPublic && cidrs.isEmpty() ? List.of(Cidr.ALL_IPV4) : cidrs),
                subnetIds.isEmpty() ? cluster.subnetIds() : subnetIds,
                securityGroupIds.isEmpty() ? cluster.securityGroupIds() : securityGroupIds);
    }
}
