package dev.nodepath.catalogue;

import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Egress;
import dev.nodepath.path.NodeSource;
import dev.nodepath.path.SubnetPaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A launch template in use by a node group or an Auto Scaling group.
 *
 * @param user how a sentence names what uses it
 * @param subnetIds where its nodes start
 * @param egresses what those subnets' default routes lead to
 */
public record LaunchTemplateUse(
        LaunchTemplateVersion template,
        String user,
        Resource userResource,
        List<String> subnetIds,
        List<Egress> egresses) {

    public LaunchTemplateUse {
        subnetIds = List.copyOf(subnetIds);
        egresses = List.copyOf(egresses);
    }

    private record User(LaunchTemplateRef template, String name, Resource resource) {}

    /** Those that could be read. */
    public static List<LaunchTemplateUse> of(ClusterPaths paths) {
        Map<User, List<SubnetPaths>> users = new LinkedHashMap<>();
        for (SubnetPaths subnet : paths.nodeSubnets()) {
            subnet.nodeSubnet().usedBy().stream()
                    .flatMap(source -> user(source).stream())
                    .forEach(user ->
                            users.computeIfAbsent(user, u -> new ArrayList<>()).add(subnet));
        }
        List<LaunchTemplateUse> uses = new ArrayList<>();
        users.forEach((user, subnets) -> {
            if (paths.network().launchTemplates().get(user.template())
                    instanceof Read.Done<LaunchTemplateVersion>(LaunchTemplateVersion template)) {
                uses.add(new LaunchTemplateUse(
                        template,
                        user.name(),
                        user.resource(),
                        subnets.stream().map(SubnetPaths::subnetId).toList(),
                        subnets.stream().map(SubnetPaths::egress).distinct().toList()));
            }
        });
        return uses;
    }

    private static Optional<User> user(NodeSource source) {
        return switch (source) {
            case NodeSource.ManagedNodegroup(var nodegroup) ->
                nodegroup
                        .launchTemplate()
                        .map(t -> new User(t, "node group " + nodegroup.name(), Resource.nodegroup(nodegroup.arn())));
            case NodeSource.SelfManaged(var group) ->
                group.launchTemplate()
                        .map(t -> new User(
                                t,
                                "Auto Scaling group " + group.name(),
                                new Resource("AwsAutoScalingAutoScalingGroup", group.arn())));
            case NodeSource.Fargate fargate -> Optional.empty();
            case NodeSource.RunningInstances instances -> Optional.empty();
            case NodeSource.AutoModePool pool -> Optional.empty();
            case NodeSource.ClusterItself cluster -> Optional.empty();
        };
    }
}
