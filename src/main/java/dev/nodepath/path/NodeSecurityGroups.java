package dev.nodepath.path;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Instance;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.Read;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which security groups a new node carries. EKS puts the cluster security group on managed nodes unless their launch template
 * names groups: then exactly those (EKS user guide, "Customize managed nodes with launch templates").
 */
final class NodeSecurityGroups {

    private NodeSecurityGroups() {}

    /** One set for each kind of node the source starts; a failure where that cannot be told. */
    static List<Read<Set<String>>> of(ClusterNetwork network, NodeSource source) {
        return switch (source) {
            case NodeSource.ManagedNodegroup managed -> List.of(ofNodegroup(network, managed.nodegroup()));
            case NodeSource.SelfManaged(AutoScalingGroup group) ->
                group.launchTemplate().isPresent()
                        ? List.of(ofTemplate(network, group.launchTemplate().get())
                                .flatMap(groups -> groups.isPresent() ? Read.of(groups.get()) : defaultGroup(network)))
                        : ofRunning(network, group);
            case NodeSource.RunningInstances(List<Instance> instances) -> ofInstances(instances);
            case NodeSource.Fargate fargate -> List.of(clusterGroup(network));
            case NodeSource.AutoModePool pool -> List.of(clusterGroup(network));
            case NodeSource.ClusterItself cluster -> List.of(clusterGroup(network));
        };
    }

    /** Its launch configuration is not read, so those that it started tell. */
    private static List<Read<Set<String>>> ofRunning(ClusterNetwork network, AutoScalingGroup group) {
        return switch (network.vpc().nodesOf(group, network.cluster().name())) {
            case Read.Failed<List<Instance>> failed -> List.of(failed.as());
            case Read.Done<List<Instance>>(List<Instance> nodes) -> {
                List<Read<Set<String>>> groups =
                        ofInstances(nodes.stream().filter(Instance::runs).toList());
                yield groups.isEmpty()
                        ? List.of(Read.failed(
                                "ec2:DescribeInstances",
                                "Auto Scaling group " + group.name()
                                        + " has no launch template, and no running node shows its security groups"))
                        : groups;
            }
        };
    }

    private static List<Read<Set<String>>> ofInstances(List<Instance> instances) {
        return instances.stream()
                .map(Instance::groupIds)
                .<Set<String>>map(LinkedHashSet::new)
                .distinct()
                .map(Read::of)
                .toList();
    }

    private static Read<Set<String>> ofNodegroup(ClusterNetwork network, Nodegroup nodegroup) {
        Read<Optional<Set<String>>> fromTemplate = nodegroup.launchTemplate().isPresent()
                ? ofTemplate(network, nodegroup.launchTemplate().get())
                : Read.of(Optional.empty());
        return fromTemplate.flatMap(groups -> {
            if (groups.isPresent()) {
                return Read.of(groups.get());
            }
            return clusterGroup(network).map(cluster -> {
                Set<String> all = new LinkedHashSet<>(cluster);
                nodegroup.remoteAccessSecurityGroupId().ifPresent(all::add);
                return all;
            });
        });
    }

    /** The groups a launch template names, in its network interfaces or beside them; empty where it names none. */
    private static Read<Optional<Set<String>>> ofTemplate(ClusterNetwork network, LaunchTemplateRef ref) {
        Read<LaunchTemplateVersion> read = network.launchTemplates().get(ref);
        if (read == null) {
            return Read.failed(
                    "ec2:DescribeLaunchTemplateVersions", "launch template " + ref.idOrName() + " was not read");
        }
        return read.map(template -> {
            Set<String> groups = new LinkedHashSet<>(template.securityGroupIds());
            template.networkInterfaces().stream().limit(1).forEach(i -> groups.addAll(i.groupIds()));
            return groups.isEmpty() ? Optional.empty() : Optional.of(groups);
        });
    }

    private static Read<Set<String>> clusterGroup(ClusterNetwork network) {
        return network.cluster().clusterSecurityGroupId().isPresent()
                ? Read.of(Set.of(network.cluster().clusterSecurityGroupId().get()))
                : Read.failed("eks:DescribeCluster", "the cluster has no cluster security group yet");
    }

    /** What EC2 gives an instance for which no group is named; that of a shared VPC is not for its participants. */
    private static Read<Set<String>> defaultGroup(ClusterNetwork network) {
        return network.vpc()
                .securityGroups()
                .flatMap(all -> all.stream()
                        .filter(group -> group.name().equals("default")
                                && group.ownerId()
                                        .equals(network.cluster().arn().accountId()))
                        .findFirst()
                        .map(group -> Read.of(Set.of(group.id())))
                        .orElseGet(() -> Read.failed(
                                "ec2:DescribeSecurityGroups",
                                "the launch template names no security groups, and VPC "
                                        + network.vpc().id() + " shows no default one")));
    }
}
