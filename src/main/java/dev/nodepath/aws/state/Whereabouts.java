package dev.nodepath.aws.state;

import dev.nodepath.change.Change;
import dev.nodepath.change.Concern;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which clusters of a place changes concern. What cannot be found may concern any of them, and is never dropped. */
public final class Whereabouts {

    private final Directory directory;

    public Whereabouts(Directory directory) {
        this.directory = directory;
    }

    /** Where resources are and whose they are, as far as it is known. */
    public interface Directory {

        /** The VPCs of resources, by id; nothing for those that are gone, belong to no VPC, or could not be asked for. */
        Map<String, Set<String>> vpcsOf(Set<String> resourceIds);

        /**
         * The clusters that Auto Scaling groups are tagged for, by the group's name; an empty set for a group that is no
         * cluster's, nothing for one that is gone or could not be asked for.
         */
        Map<String, Set<String>> clustersOf(Set<String> groupNames);
    }

    /** AWS was busy or out of reach; the message says what is not known for that reason. */
    public static final class NotAnswered extends RuntimeException {
        private final String sentence;

        NotAnswered(String sentence, Throwable cause) {
            super(sentence, cause);
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    /**
     * The concern of each change; all of them are of one place.
     *
     * @param remembered what was seen there before, which is asked for where resources are that are gone
     */
    public Map<Change, Concern> of(Collection<Change> changes, Supplier<Index.Known> remembered) {
        Set<String> ids = changes.stream()
                .flatMap(change -> change instanceof Change.NetworkChanged network
                                && network.vpcIds().isEmpty()
                        ? network.resourceIds().stream()
                        : Stream.empty())
                .collect(Collectors.toSet());
        Set<String> groups = changes.stream()
                .flatMap(change -> change instanceof Change.AutoScalingGroupChanged group
                        ? Stream.of(group.groupName())
                        : Stream.empty())
                .collect(Collectors.toSet());
        Map<String, Set<String>> vpcs = new HashMap<>(directory.vpcsOf(ids));
        Map<String, Set<String>> clusters = directory.clustersOf(groups);
        Stream.concat(ids.stream(), groups.stream().filter(group -> !clusters.containsKey(group)))
                .forEach(id -> vpcs.computeIfAbsent(id, gone -> remembered.get().vpcsOf(gone)));
        Map<Change, Concern> concerns = new LinkedHashMap<>();
        changes.forEach(change -> concerns.put(change, concern(change, vpcs, clusters)));
        return concerns;
    }

    private static Concern concern(Change change, Map<String, Set<String>> vpcs, Map<String, Set<String>> clusters) {
        return switch (change) {
            case Change.ClusterChanged cluster -> new Concern.Named(Set.of(cluster.clusterName()));
            case Change.ClusterDue due -> new Concern.Named(Set.of(due.clusterName()));
            case Change.NetworkChanged network -> concern(network, vpcs);
            case Change.AutoScalingGroupChanged group ->
                Optional.ofNullable(clusters.get(group.groupName()))
                        .<Concern>map(Concern.Named::new)
                        .orElseGet(() -> inVpcs(
                                vpcs.getOrDefault(group.groupName(), Set.of()),
                                "Auto Scaling group " + group.groupName() + " is not to be found."));
            case Change.RegionChanged region -> new Concern.WholeRegion(region.why());
            // Whoever handles these does so without asking whom they concern.
            case Change.RegionDue due -> Concern.nothing();
            case Change.AccountDue due -> Concern.nothing();
            case Change.AccountLeft left -> Concern.nothing();
            case Change.SweepDue sweep -> Concern.nothing();
            case Change.NotOurs notOurs -> Concern.nothing();
        };
    }

    /**
     * VPCs that the event itself names; else those of the resources that are still there. Where one of them is, the
     * others were: a call works on one VPC, or on both ends of a peering.
     */
    private static Concern concern(Change.NetworkChanged network, Map<String, Set<String>> vpcs) {
        if (!network.vpcIds().isEmpty()) {
            return new Concern.InVpcs(network.vpcIds());
        }
        Set<String> found = network.resourceIds().stream()
                .flatMap(id -> vpcs.getOrDefault(id, Set.of()).stream())
                .collect(Collectors.toUnmodifiableSet());
        List<String> ids = network.resourceIds().stream().sorted().toList();
        return inVpcs(found, "No VPC is known for " + String.join(", ", ids) + ".");
    }

    private static Concern inVpcs(Set<String> vpcIds, String whyIfUnknown) {
        return vpcIds.isEmpty() ? new Concern.WholeRegion(whyIfUnknown) : new Concern.InVpcs(vpcIds);
    }
}
