package dev.nodepath.network;

import java.util.List;
import java.util.Optional;

/**
 * A managed node group as {@code eks:DescribeNodegroup} answers. It spans every subnet it was given.
 *
 * @param launchTemplate the user's launch template; empty where EKS makes one of its own
 * @param remoteAccessSecurityGroupId the group EKS made for SSH access to the nodes
 * @param autoScalingGroupNames the groups EKS made for it, which are not self-managed ones
 */
public record Nodegroup(
        String name,
        String arn,
        String status,
        List<String> subnetIds,
        Optional<LaunchTemplateRef> launchTemplate,
        String amiType,
        Optional<String> remoteAccessSecurityGroupId,
        List<String> autoScalingGroupNames,
        List<HealthIssue> healthIssues) {
    public Nodegroup {
        subnetIds = InOrder.of(subnetIds);
        autoScalingGroupNames = InOrder.of(autoScalingGroupNames);
        healthIssues = InOrder.by(HealthIssue.ORDER, healthIssues);
    }

    /** Whether its status alone says that something is wrong. */
    public boolean hasFailed() {
        return List.of("DEGRADED", "CREATE_FAILED", "DELETE_FAILED").contains(status);
    }
}
