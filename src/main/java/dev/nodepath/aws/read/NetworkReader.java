package dev.nodepath.aws.read;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.SideBySide;
import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.Read;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads the networks of clusters in three rounds, the calls of a round side by side: the clusters and the names of what
 * runs their nodes; the VPCs, once for all their clusters, and the node groups; what those refer to. Nothing that fails
 * stops the rest.
 */
public final class NetworkReader {

    /** Answers that other accounts get, by their ids: those that own a VPC which is shared with the one that is read. */
    @FunctionalInterface
    public interface Owners {

        /** Empty where the account is not to be read. */
        Optional<Answers> of(String accountId);
    }

    private final Answers answers;
    private final String region;
    private final Owners owners;

    /** Clusters of the last list. What is asked of them does not wait for the next list, which costs a function a round. */
    private volatile List<String> listedBefore = List.of();

    /** What was asked about each cluster that was read alone. */
    private final Map<ClusterArn, Trail> trails = new ConcurrentHashMap<>();

    public NetworkReader(Answers answers, String region) {
        this(answers, region, owner -> Optional.empty());
    }

    public NetworkReader(Answers answers, String region, Owners owners) {
        this.answers = answers;
        this.region = region;
        this.owners = owners;
    }

    /** Reads from AWS. */
    public static NetworkReader of(AwsClients aws) {
        return new NetworkReader(new LiveAnswers(aws), aws.region());
    }

    /** Which clusters somebody wants to see, and what is known of them beforehand. */
    public interface Interest {

        /** Whether a cluster that is listed may be wanted. */
        default boolean mayWant(String clusterName) {
            return true;
        }

        /** Whether a cluster is wanted: once it is described, its VPC and its nodes are read or left out. */
        default boolean wants(Cluster cluster) {
            return true;
        }

        /**
         * Told, before networks are read, of which clusters that is going to be, and which of those there were are gone, by
         * name; told before that already, where it is likely.
         */
        default void chosen(Set<String> clusterNames) {}

        /** Names of Auto Scaling groups that make nodes of a cluster and may not be tagged for it. */
        default List<String> autoScalingGroups(ClusterArn cluster) {
            return List.of();
        }

        /** What some reader asked about a cluster when it read that alone. */
        default Optional<Trail> trail(String clusterName) {
            return Optional.empty();
        }

        /**
         * In every cluster.
         *
         * @param groups names of Auto Scaling groups that make nodes of a cluster
         */
        static Interest inAll(Function<ClusterArn, List<String>> groups) {
            return new Interest() {
                @Override
                public List<String> autoScalingGroups(ClusterArn cluster) {
                    return groups.apply(cluster);
                }
            };
        }
    }

    /**
     * Reads the networks of the Region's clusters with these names, or of all its clusters where none is named. The result
     * does not depend on the order of AWS's answers.
     */
    public Networks read(Collection<String> clusterNames) {
        return read(clusterNames, new Interest() {});
    }

    /** The same, as far as somebody is interested. */
    public Networks read(Collection<String> clusterNames, Interest interest) {
        try (SideBySide calls = new SideBySide()) {
            Asking asking = new Asking(answers, calls);
            Begun nothing = new Begun(Map.of(), Map.of());
            if (!clusterNames.isEmpty()) {
                return read(asking, begin(asking, clusterNames, true, nothing), interest);
            }
            Supplier<Read<Answer<String>>> list = asking.ask(Questions.CLUSTER_NAMES, region);
            Begun early = fitOneRound(listedBefore) ? begin(asking, listedBefore, true, nothing) : nothing;
            return switch (list.get().flatMap(Answer::all)) {
                case Read.Done<List<String>> done -> {
                    listedBefore = List.copyOf(done.value());
                    List<String> names =
                            done.value().stream().filter(interest::mayWant).toList();
                    if (names.size() == 1) {
                        interest.chosen(Set.copyOf(names));
                        interest.trail(names.getFirst()).ifPresent(asking::askAhead);
                    }
                    yield read(asking, begin(asking, names, fitOneRound(names), early), interest);
                }
                case Read.Failed<List<String>> failed -> new Networks(List.of(), List.of(failed), List.of());
            };
        }
    }

    /** What was asked about a cluster, where this reader has read it alone. */
    public Optional<Trail> trail(ClusterArn cluster) {
        return Optional.ofNullable(trails.get(cluster));
    }

    /**
     * Where that takes no more rounds, all is asked of every cluster at once; else clusters are described that are worth it, and
     * what runs their nodes is asked once they are wanted.
     */
    private static boolean fitOneRound(Collection<String> names) {
        return names.size() * (1 + Listing.CALLS) <= SideBySide.AT_A_TIME;
    }

    /**
     * What is asked before it is known which clusters are wanted, by their names.
     *
     * @param listings of none, some or all of them
     */
    private record Begun(Map<String, Supplier<Read<Answer<Cluster>>>> clusters, Map<String, Listing> listings) {}

    /** Asks of clusters what was not asked {@code early}. */
    private Begun begin(Asking asking, Collection<String> names, boolean withListings, Begun early) {
        Map<String, Supplier<Read<Answer<Cluster>>>> clusters = new TreeMap<>();
        Map<String, Listing> listings = new TreeMap<>();
        for (String name : new TreeSet<>(names)) {
            String key = ClusterKey.of(region, name);
            Supplier<Read<Answer<Cluster>>> cluster = early.clusters().get(name);
            clusters.put(name, cluster == null ? asking.ask(Questions.CLUSTERS, key) : cluster);
            Listing listing = early.listings().get(name);
            if (listing != null || withListings) {
                listings.put(name, listing == null ? new Listing(asking, key) : listing);
            }
        }
        return new Begun(clusters, listings);
    }

    private Networks read(Asking asking, Begun begun, Interest interest) {
        List<Read.Failed<?>> unread = new ArrayList<>();
        List<ClusterArn> missing = new ArrayList<>();
        Map<Cluster, Listing> found = new LinkedHashMap<>();
        begun.clusters().forEach((name, asked) -> {
            switch (asked.get().flatMap(Answer::one)) {
                case Read.Failed<Optional<Cluster>> failed -> unread.add(failed);
                case Read.Done<Optional<Cluster>>(Optional<Cluster> cluster) -> {
                    if (cluster.isPresent()) {
                        if (interest.wants(cluster.get())) {
                            Listing listing = begun.listings().get(name);
                            found.put(
                                    cluster.get(),
                                    listing == null ? new Listing(asking, ClusterKey.of(region, name)) : listing);
                        }
                    } else {
                        switch (answers.arnOf(name)) {
                            case Read.Done<ClusterArn> arn -> missing.add(arn.value());
                            case Read.Failed<ClusterArn> failed -> unread.add(failed);
                        }
                    }
                }
            }
        });
        Set<String> names = new TreeSet<>();
        found.keySet().forEach(cluster -> names.add(cluster.name()));
        missing.forEach(cluster -> names.add(cluster.name()));
        interest.chosen(names);
        Optional<ClusterArn> alone =
                found.size() == 1 ? Optional.of(found.keySet().iterator().next().arn()) : Optional.empty();
        alone.flatMap(cluster -> trail(cluster).or(() -> interest.trail(cluster.name())))
                .ifPresent(asking::askAhead);
        asking.takeAsked();
        VpcReading vpcs = new VpcReading(
                asking,
                region,
                found.keySet().stream()
                        .map(Cluster::vpcId)
                        .filter(vpcId -> !vpcId.isEmpty())
                        .distinct()
                        .toList(),
                found.keySet().stream().map(Cluster::arn).findFirst().map(ClusterArn::accountId),
                owners);
        List<Describing> described = found.entrySet().stream()
                .map(one -> new Describing(
                        asking,
                        region,
                        one.getKey(),
                        one.getValue(),
                        interest.autoScalingGroups(one.getKey().arn())))
                .toList();
        List<NodeReading> nodes = described.stream().map(Describing::nodes).toList();
        vpcs.follow();
        References references = new References(asking, nodes, vpcs);
        alone.ifPresent(cluster -> trails.put(cluster, asking.takeAsked()));
        List<ClusterNetwork> networks = nodes.stream()
                .map(n -> new ClusterNetwork(
                        n.cluster(),
                        n.nodegroups(),
                        n.fargateProfiles(),
                        n.autoScalingGroups(),
                        references.launchTemplatesOf(n),
                        n.podIdentityAssociations(),
                        references.subnetsElsewhere(n),
                        vpcs.network(n.cluster())))
                .toList();
        return new Networks(networks, unread, missing);
    }

    /** Round 1: what runs a cluster's nodes, as far as its name alone tells. */
    private static final class Listing {
        static final int CALLS = 4;

        private final Supplier<Read<Answer<String>>> nodegroupNames;
        private final Supplier<Read<Answer<String>>> fargateProfileNames;
        private final Supplier<Read<Answer<String>>> podIdentityAssociations;
        private final Supplier<Read<Answer<AutoScalingGroup>>> autoScalingGroups;

        Listing(Asking asking, String key) {
            nodegroupNames = asking.ask(Questions.NODEGROUP_NAMES, key);
            fargateProfileNames = asking.ask(Questions.FARGATE_PROFILE_NAMES, key);
            podIdentityAssociations = asking.ask(Questions.POD_IDENTITY_ASSOCIATIONS, key);
            autoScalingGroups = asking.ask(Questions.AUTO_SCALING_GROUPS, key);
        }
    }

    /** Round 2: what the cluster's node groups and Fargate profiles are. */
    private static final class Describing {
        private final String region;
        private final Cluster cluster;
        private final Listing listing;
        private final Read<List<Supplier<Read<Answer<Nodegroup>>>>> nodegroups;
        private final Read<List<Supplier<Read<Answer<FargateProfile>>>>> fargateProfiles;
        private final Supplier<Read<Answer<AutoScalingGroup>>> groupsByName;

        Describing(Asking asking, String region, Cluster cluster, Listing listing, List<String> groups) {
            this.region = region;
            this.cluster = cluster;
            this.listing = listing;
            nodegroups = each(asking, Questions.NODEGROUPS, listing.nodegroupNames.get());
            fargateProfiles = each(asking, Questions.FARGATE_PROFILES, listing.fargateProfileNames.get());
            groupsByName = asking.ask(
                    Questions.AUTO_SCALING_GROUPS,
                    groups.stream()
                            .map(name -> Questions.autoScalingGroup(region, name))
                            .toList());
        }

        private <M> Read<List<Supplier<Read<Answer<M>>>>> each(
                Asking asking, Question<?, M> question, Read<Answer<String>> names) {
            return names.flatMap(Answer::all)
                    .map(all -> new TreeSet<>(all)
                            .stream()
                                    .map(child -> asking.ask(question, ClusterKey.of(region, cluster.name(), child)))
                                    .toList());
        }

        NodeReading nodes() {
            return new NodeReading(
                    cluster,
                    those(nodegroups),
                    those(fargateProfiles),
                    sorted(
                            listing.autoScalingGroups
                                    .get()
                                    .flatMap(Answer::all)
                                    .flatMap(tagged -> groupsByName
                                            .get()
                                            .flatMap(Answer::all)
                                            .map(named -> Stream.concat(tagged.stream(), named.stream())
                                                    .toList())),
                            AutoScalingGroup::name),
                    sorted(listing.podIdentityAssociations.get().flatMap(Answer::all), id -> id));
        }

        /** One entry for each; one that was deleted since it was listed is gone and leaves none. */
        private static <M> List<Read<M>> those(Read<List<Supplier<Read<Answer<M>>>>> described) {
            return switch (described) {
                case Read.Failed<List<Supplier<Read<Answer<M>>>>> failed -> List.of(failed.as());
                case Read.Done<List<Supplier<Read<Answer<M>>>>> done -> {
                    List<Read<M>> those = new ArrayList<>();
                    for (Supplier<Read<Answer<M>>> one : done.value()) {
                        switch (one.get().flatMap(Answer::one)) {
                            case Read.Done<Optional<M>>(Optional<M> found) ->
                                found.ifPresent(value -> those.add(Read.of(value)));
                            case Read.Failed<Optional<M>> failed -> those.add(failed.as());
                        }
                    }
                    yield those;
                }
            };
        }
    }

    /** What runs a cluster's nodes, as two rounds have shown it. */
    record NodeReading(
            Cluster cluster,
            List<Read<Nodegroup>> nodegroups,
            List<Read<FargateProfile>> fargateProfiles,
            Read<List<AutoScalingGroup>> autoScalingGroups,
            Read<List<String>> podIdentityAssociations) {}

    /** By id and each once: pages may overlap, and AWS answers in no order. */
    static <M> Read<List<M>> sorted(Read<List<M>> read, Function<M, String> id) {
        return read.map(values ->
                values.stream().distinct().sorted(Comparator.comparing(id)).toList());
    }
}
