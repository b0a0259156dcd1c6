package dev.nodepath.lambda;

import dev.nodepath.aws.SideBySide;
import dev.nodepath.aws.publish.HeldFinding;
import dev.nodepath.aws.read.NetworkReader;
import dev.nodepath.aws.read.Trail;
import dev.nodepath.aws.state.Index;
import dev.nodepath.aws.state.StateTable;
import dev.nodepath.change.Change;
import dev.nodepath.change.Concern;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Read;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What there is to see of the clusters that changes concern.
 *
 * @param concerns which clusters each change concerns
 * @param known what was known of the place before
 * @param covered clusters of which a view is stored that shows every change; they are not read again
 * @param missing clusters that a change names and that are no more
 * @param unread reads that failed before it was known which cluster they belong to
 * @param states what is known of these clusters, by their names
 * @param held what Security Hub holds about these clusters, and maybe about others
 * @param settings what the clusters are judged by
 */
record Look(
        Map<Change, Concern> concerns,
        Index.Known known,
        Set<String> covered,
        List<ClusterNetwork> networks,
        List<ClusterArn> missing,
        List<Read.Failed<?>> unread,
        Map<String, Read<StateTable.Stored>> states,
        Read<List<HeldFinding>> held,
        SettingsInForce.Current settings) {

    /**
     * Looks: whom the changes concern, the clusters, what is known of them, and Security Hub are asked for side by side.
     *
     * @param shownFrom when a stored view has to have begun to show a change; empty where none will do
     */
    static Look of(
            Collection<Change> changes,
            Function<Change, Optional<Instant>> shownFrom,
            Site site,
            Supplier<SettingsInForce.Current> asked) {
        Set<String> named = new TreeSet<>();
        changes.forEach(change -> clusterName(change).ifPresent(named::add));
        boolean onlyNamed =
                changes.stream().allMatch(change -> clusterName(change).isPresent());
        try (SideBySide calls = new SideBySide()) {
            Supplier<SettingsInForce.Current> settings = calls.start(asked);
            Supplier<Index.Known> known =
                    calls.start(() -> site.states().index().load(site.place()));
            Supplier<Map<Change, Concern>> concerns =
                    calls.start(() -> site.whereabouts().of(changes, known));
            Set<String> covered = new TreeSet<>();
            List<Supplier<Read<List<HeldFinding>>>> held = new ArrayList<>();
            Map<String, Supplier<Read<StateTable.Stored>>> states = new TreeMap<>();
            Consumer<Set<String>> recall = all -> {
                Set<String> names = without(all, states.keySet());
                names.forEach(name -> states.put(name, calls.start(() -> site.state(name))));
                if (!names.isEmpty()) {
                    held.add(calls.start(() -> site.held(names)));
                }
            };
            recall.accept(named);
            BiPredicate<String, String> wanted = (name, vpcId) -> {
                List<Change> about = concerns.get().entrySet().stream()
                        .filter(concern -> concern.getValue().covers(name, vpcId))
                        .map(Map.Entry::getKey)
                        .toList();
                boolean unseen = about.stream()
                        .anyMatch(change -> shownFrom
                                .apply(change)
                                .filter(from -> known.get().hasViewSince(name, from))
                                .isEmpty());
                if (!about.isEmpty() && !unseen) {
                    covered.add(name);
                }
                return unseen;
            };
            Networks seen = site.reader().read(onlyNamed ? named : Set.of(), new NetworkReader.Interest() {
                @Override
                public boolean mayWant(String name) {
                    // A cluster stays in its VPC, so that one that the index has need not be asked for it.
                    return Optional.ofNullable(known.get().clusters().get(name))
                            .map(Index.Entry::vpcId)
                            .filter(vpcId -> !vpcId.isEmpty())
                            .map(vpcId -> wanted.test(name, vpcId))
                            .orElse(true);
                }

                @Override
                public boolean wants(Cluster cluster) {
                    return wanted.test(cluster.name(), cluster.vpcId());
                }

                @Override
                public void chosen(Set<String> names) {
                    recall.accept(names);
                }

                @Override
                public List<String> autoScalingGroups(ClusterArn cluster) {
                    return settings.get().settings().of(cluster).declared().autoScalingGroups();
                }

                @Override
                public Optional<Trail> trail(String name) {
                    return Optional.ofNullable(known.get().trails().get(name));
                }
            });
            if (!onlyNamed) {
                seen = withTheDeleted(seen, without(named, covered), site);
            }
            Map<String, Read<StateTable.Stored>> loaded = new TreeMap<>();
            states.forEach((name, state) -> loaded.put(name, state.get()));
            return new Look(
                    concerns.get(),
                    known.get(),
                    covered,
                    seen.networks(),
                    seen.missing(),
                    seen.unread(),
                    loaded,
                    all(held),
                    settings.get());
        }
    }

    private static Set<String> without(Set<String> names, Set<String> known) {
        Set<String> rest = new TreeSet<>(names);
        rest.removeAll(known);
        return rest;
    }

    private static <T> Read<List<T>> all(List<Supplier<Read<List<T>>>> asked) {
        Read<List<T>> all = Read.ofList(List.of());
        for (Supplier<Read<List<T>>> one : asked) {
            all = all.flatMap(some -> one.get().map(more -> joined(some, more)));
        }
        return all;
    }

    private static Optional<String> clusterName(Change change) {
        return switch (change) {
            case Change.ClusterChanged changed -> Optional.of(changed.clusterName());
            case Change.ClusterDue due -> Optional.of(due.clusterName());
            case Change.NetworkChanged network -> Optional.empty();
            case Change.AutoScalingGroupChanged group -> Optional.empty();
            case Change.RegionChanged region -> Optional.empty();
            case Change.SweepDue sweep -> Optional.empty();
            case Change.RegionDue due -> Optional.empty();
            case Change.AccountDue due -> Optional.empty();
            case Change.AccountLeft left -> Optional.empty();
            case Change.NotOurs notOurs -> Optional.empty();
        };
    }

    /** A list of the clusters that there are says nothing of one that a change names and that is gone. */
    private static Networks withTheDeleted(Networks seen, Set<String> named, Site site) {
        Set<String> rest = new TreeSet<>(named);
        seen.networks().forEach(network -> rest.remove(network.cluster().name()));
        if (rest.isEmpty()) {
            return seen;
        }
        Networks more = site.reader().read(rest);
        return new Networks(
                joined(seen.networks(), more.networks()),
                joined(seen.unread(), more.unread()),
                joined(seen.missing(), more.missing()));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** The changes that concern a cluster, in the order they came. */
    List<Change> about(ClusterArn cluster) {
        return concerns.keySet().stream()
                .filter(change -> clustersOf(change).contains(cluster))
                .toList();
    }

    /** The clusters that a change concerns, the deleted ones among them. */
    List<ClusterArn> clustersOf(Change change) {
        Concern concern = concern(change);
        return Stream.concat(
                        networks.stream()
                                .map(ClusterNetwork::cluster)
                                .filter(concern::covers)
                                .map(cluster -> cluster.arn()),
                        missing.stream()
                                .filter(cluster -> concern instanceof Concern.Named named
                                        && named.clusterNames().contains(cluster.name())))
                .toList();
    }

    /** Reads whose failure leaves open whether all clusters that a change concerns were seen. */
    List<Read.Failed<?>> unreadFor(Change change) {
        boolean allSeen = clusterName(change)
                .map(name -> covered.contains(name)
                        || clustersOf(change).stream()
                                .anyMatch(cluster -> cluster.name().equals(name)))
                .orElse(false);
        return allSeen ? List.of() : unread;
    }

    /** What is known of a cluster that is seen, or that is gone. */
    Read<StateTable.Stored> state(ClusterArn cluster) {
        Read<StateTable.Stored> state = states.get(cluster.name());
        if (state == null) {
            throw new IllegalStateException("The state of " + cluster + " was not asked for.");
        }
        return state;
    }

    Concern concern(Change change) {
        return concerns.getOrDefault(change, Concern.nothing());
    }
}
