package dev.nodepath.aws.read;

import dev.nodepath.aws.read.NetworkReader.NodeReading;
import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.Read;
import dev.nodepath.network.Subnet;
import dev.nodepath.rule.Need;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Round 3: what clusters and what runs their nodes refer to, launch templates and subnets outside the VPC. */
final class References {

    private final VpcReading vpcs;
    private final Map<String, Supplier<Read<Answer<LaunchTemplateVersion>>>> templates = new HashMap<>();
    private final Supplier<Read<Answer<Subnet>>> elsewhere;

    References(Asking asking, List<NodeReading> nodes, VpcReading vpcs) {
        this.vpcs = vpcs;
        Map<String, Set<String>> keysOfTemplate = new TreeMap<>();
        nodes.stream()
                .flatMap(References::templates)
                .forEach(reference -> keysOfTemplate
                        .computeIfAbsent(reference.idOrName(), template -> new TreeSet<>())
                        .add(VpcQuestions.key(reference)));
        keysOfTemplate.forEach(
                (template, keys) -> templates.put(template, asking.ask(VpcQuestions.LAUNCH_TEMPLATES, keys)));
        Set<String> idsElsewhere = new TreeSet<>();
        nodes.forEach(node -> idsElsewhere.addAll(idsElsewhere(node)));
        elsewhere = asking.ask(VpcQuestions.SUBNETS, idsElsewhere);
    }

    Map<LaunchTemplateRef, Read<LaunchTemplateVersion>> launchTemplatesOf(NodeReading node) {
        Map<LaunchTemplateRef, Read<LaunchTemplateVersion>> versions = new LinkedHashMap<>();
        templates(node).distinct().forEach(reference -> versions.put(reference, version(reference)));
        return versions;
    }

    private Read<LaunchTemplateVersion> version(LaunchTemplateRef reference) {
        Supplier<Read<Answer<LaunchTemplateVersion>>> answer = templates.get(reference.idOrName());
        if (answer == null) {
            throw new IllegalStateException(reference + " was not asked for");
        }
        return answer.get()
                .flatMap(a -> a.of(reference.idOrName()))
                .flatMap(versions -> pick(versions, reference.version())
                        .map(Read::of)
                        .orElseGet(() -> Read.failed(
                                Need.LAUNCH_TEMPLATES.action(),
                                "launch template " + reference.idOrName() + " has no version " + reference.version())));
    }

    private static Optional<LaunchTemplateVersion> pick(List<LaunchTemplateVersion> versions, String version) {
        return switch (version) {
            case "$Latest" -> versions.stream().max(Comparator.comparingLong(LaunchTemplateVersion::version));
            case "$Default" ->
                versions.stream().filter(LaunchTemplateVersion::defaultVersion).findFirst();
            default ->
                versions.stream()
                        .filter(v -> Long.toString(v.version()).equals(version))
                        .findFirst();
        };
    }

    /**
     * The templates users chose. Auto Scaling groups that EKS made for a node group follow a copy that EKS derives from the
     * node group's template, so that one says all.
     */
    private static Stream<LaunchTemplateRef> templates(NodeReading node) {
        Set<String> madeByEks = new HashSet<>();
        node.nodegroups()
                .forEach(read -> read.map(Nodegroup::autoScalingGroupNames)
                        .orElse(List.of())
                        .forEach(madeByEks::add));
        return Stream.concat(
                node.nodegroups().stream()
                        .flatMap(read -> read.map(Nodegroup::launchTemplate).orElse(Optional.empty()).stream()),
                node.autoScalingGroups().orElse(List.of()).stream()
                        .filter(group -> !madeByEks.contains(group.name())
                                && !group.tags().containsKey("eks:nodegroup-name"))
                        .map(AutoScalingGroup::launchTemplate)
                        .flatMap(Optional::stream));
    }

    Read<List<Subnet>> subnetsElsewhere(NodeReading node) {
        Set<String> ids = idsElsewhere(node);
        if (ids.isEmpty()) {
            return vpcs.subnets(node.cluster()).map(here -> List.of());
        }
        return NetworkReader.sorted(
                elsewhere
                        .get()
                        .flatMap(Answer::all)
                        .map(found -> found.stream()
                                .filter(subnet -> ids.contains(subnet.id()))
                                .toList()),
                Subnet::id);
    }

    /** Subnets that the cluster or its nodes name and that its VPC does not hold. */
    private Set<String> idsElsewhere(NodeReading node) {
        return switch (vpcs.subnets(node.cluster())) {
            case Read.Failed<List<Subnet>> failed -> Set.of();
            case Read.Done<List<Subnet>> here -> {
                Set<String> ids = new TreeSet<>(node.cluster().subnetIds());
                node.nodegroups()
                        .forEach(read ->
                                ids.addAll(read.map(Nodegroup::subnetIds).orElse(List.of())));
                node.fargateProfiles()
                        .forEach(read ->
                                ids.addAll(read.map(FargateProfile::subnetIds).orElse(List.of())));
                node.autoScalingGroups().orElse(List.of()).forEach(group -> ids.addAll(group.subnetIds()));
                here.value().forEach(subnet -> ids.remove(subnet.id()));
                yield ids;
            }
        };
    }
}
