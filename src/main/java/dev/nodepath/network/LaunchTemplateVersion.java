package dev.nodepath.network;

import java.util.List;
import java.util.Optional;

/**
 * One version of a launch template, as far as it decides about a node's network.
 *
 * @param networkInterfaces by device index: the first is the instance's primary one
 */
public record LaunchTemplateVersion(
        String id,
        String name,
        long version,
        boolean defaultVersion,
        List<Interface> networkInterfaces,
        List<String> securityGroupIds) {

    /**
     * A network interface the instance starts with.
     *
     * @param associatePublicIpAddress empty where the subnet's {@code MapPublicIpOnLaunch} decides
     */
    public record Interface(
            Optional<Boolean> associatePublicIpAddress, Optional<String> subnetId, List<String> groupIds) {
        public Interface {
            groupIds = InOrder.of(groupIds);
        }
    }

    public LaunchTemplateVersion {
        networkInterfaces = List.copyOf(networkInterfaces);
        securityGroupIds = InOrder.of(securityGroupIds);
    }

    /** The same version with nodes getting no public address from it. */
    public LaunchTemplateVersion withoutPublicAddresses() {
        return new LaunchTemplateVersion(
                id,
                name,
                version,
                defaultVersion,
                networkInterfaces.stream()
                        .map(i -> new Interface(
                                i.associatePublicIpAddress().map(yes -> false), i.subnetId(), i.groupIds()))
                        .toList(),
                securityGroupIds);
    }
}
