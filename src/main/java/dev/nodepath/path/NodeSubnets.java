package dev.nodepath.path;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.Instance;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the subnets in which nodes run or would be started: not the cluster's subnets, but those of what starts nodes. */
final class NodeSubnets {

    private NodeSubnets() {}

    static List<NodeSubnet> of(ClusterNetwork network) {
        Cluster cluster = network.cluster();
        Map<String, List<NodeSource>> sources = new LinkedHashMap<>();
        Set<String> startedByEks = new HashSet<>();

        for (Read<Nodegroup> read : network.nodegroups()) {
            if (read instanceof Read.Done<Nodegroup>(Nodegroup nodegroup)
                    && !nodegroup.status().equals("DELETING")) {
                add(sources, nodegroup.subnetIds(), new NodeSource.ManagedNodegroup(nodegroup));
                startedByEks.addAll(nodegroup.autoScalingGroupNames());
            }
        }
        for (Read<FargateProfile> read : network.fargateProfiles()) {
            if (read instanceof Read.Done<FargateProfile>(FargateProfile profile)
                    && !profile.status().equals("DELETING")) {
                add(sources, profile.subnetIds(), new NodeSource.Fargate(profile));
            }
        }
        Set<String> selfManaged = new HashSet<>();
        for (AutoScalingGroup group : network.autoScalingGroups().orElse(List.of())) {
            if (!startedByEks.contains(group.name()) && !group.tags().containsKey("eks:nodegroup-name")) {
                add(sources, group.subnetIds(), new NodeSource.SelfManaged(group));
                selfManaged.add(group.name());
            }
        }
        network.vpc().instances().orElse(List.of()).stream()
                .filter(i -> i.runs() && i.isNodeOf(cluster.name()))
                .filter(i -> !i.tags().containsKey("eks:nodegroup-name")
                        && !selfManaged.contains(i.tags().getOrDefault("aws:autoscaling:groupName", "")))
                .collect(Collectors.groupingBy(Instance::subnetId, LinkedHashMap::new, Collectors.toList()))
                .forEach((subnetId, instances) ->
                        add(sources, List.of(subnetId), new NodeSource.RunningInstances(instances)));
        if (cluster.autoMode()) {
            cluster.autoModeNodePools()
                    .forEach(pool -> add(sources, cluster.subnetIds(), new NodeSource.AutoModePool(pool)));
        }
        if (sources.isEmpty()) {
            add(sources, cluster.subnetIds(), new NodeSource.ClusterItself());
        }
        List<NodeSubnet> subnets = new ArrayList<>();
        sources.forEach((subnetId, usedBy) -> subnets.add(new NodeSubnet(subnetId, usedBy)));
        return List.copyOf(subnets);
    }

    /** Why it is not known where all nodes run: something that tells could not be read. */
    static Optional<Cause> unread(ClusterNetwork network) {
        List<Read<?>> reads = new ArrayList<>(network.nodegroups());
        reads.addAll(network.fargateProfiles());
        reads.add(network.autoScalingGroups());
        reads.add(network.vpc().instances());
        Cluster cluster = network.cluster();
        return reads.stream()
                .flatMap(read -> read instanceof Read.Failed<?> failed ? Stream.of(failed) : Stream.empty())
                .findFirst()
                .map(failed -> Cause.unknown(
                        "ND-004",
                        UnknownReason.NOT_READ,
                        Resource.cluster(cluster.arn().toString()),
                        "It is not known in which subnets cluster " + cluster.name() + " has its nodes: "
                                + failed.action() + " gave no answer (" + failed.error() + ")."));
    }

    private static void add(Map<String, List<NodeSource>> sources, List<String> subnetIds, NodeSource source) {
        subnetIds.forEach(
                id -> sources.computeIfAbsent(id, key -> new ArrayList<>()).add(source));
    }
}
