package dev.nodepath.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Auto Scaling group tagged {@code kubernetes.io/cluster/<name>}.
 *
 * @param subnetIds its {@code VPCZoneIdentifier}
 * @param tagsPropagatedAtLaunch keys of the tags its instances get
 */
public record AutoScalingGroup(
        String name,
        String arn,
        List<String> subnetIds,
        Optional<LaunchTemplateRef> launchTemplate,
        Map<String, String> tags,
        List<String> tagsPropagatedAtLaunch) {
    public AutoScalingGroup {
        subnetIds = InOrder.of(subnetIds);
        tags = Map.copyOf(tags);
        tagsPropagatedAtLaunch = InOrder.of(tagsPropagatedAtLaunch);
    }
}
