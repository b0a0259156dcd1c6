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
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads the networks of clusters in three rounds, the calls of a round side by side: the clusters and the names of what
 * runs their nodes; the VPCs, once for all their clusters, and the node groups; what those refer to. Nothing that fails
 * stops the rest.
 */
public final class NetworkReader {

    private final Answers answers;
    private final String region;

    public NetworkReader(Answers answers, String region) {
        this.answers = answers;
        this.region = region;
    }

    /** Reads from AWS. */
    public static NetworkReader of(AwsClients aws) {
        return new NetworkReader(new LiveAnswers(aws), aws.region());
    }

    /**
     * Reads the networks of the Region's clusters with these names, or of all its clusters where none is named. The result
     * does not depend on the order of AWS's answers.
     */
    public Networks read(Collection<String> clusterNames) {
        return read(clusterNames, cluster -> true);
    }

    /**
     * The same, of those clusters alone that are wanted: once a cluster is described, its VPC and its nodes are read or
     * left out.
     */
    public Networks read(Collection<String> clusterNames, Predicate<Cluster> wanted) {
        try (SideBySide calls = new SideBySide()) {
            Asking asking = new Asking(answers, calls);
            Read<List<String>> names = clusterNames.isEmpty()
                    ? asking.ask(Questions.CLUSTER_NAMES, region).get().flatMap(Answer::all)
                    : Read.ofList(List.copyOf(clusterNames));
            return switch (names) {
                case Read.Done<List<String>> done -> read(asking, new TreeSet<>(done.value()), wanted);
                case Read.Failed<List<String>> failed -> new Networks(List.of(), List.of(failed), List.of());
            };
        }
    }

    private Networks read(Asking asking, Collection<String> names, Predicate<Cluster> wanted) {
        List<Naming> named =
                names.stream().map(name -> new Naming(asking, region, name)).toList();
        List<Read.Failed<?>> unread = new ArrayList<>();
        List<ClusterArn> missing = new ArrayList<>();
        List<Describing> described = new ArrayList<>();
        for (Naming naming : named) {
            switch (naming.cluster.get().flatMap(Answer::one)) {
                case Read.Failed<Optional<Cluster>> failed -> unread.add(failed);
                case Read.Done<Optional<Cluster>>(Optional<Cluster> found) -> {
                    if (found.isPresent()) {
                        if (wanted.test(found.get())) {
                            described.add(new Describing(asking, naming, found.get()));
                        }
                    } else {
                        switch (answers.arnOf(naming.name)) {
                            case Read.Done<ClusterArn> arn -> missing.add(arn.value());
                            case Read.Failed<ClusterArn> failed -> unread.add(failed);
                        }
                    }
                }
            }
        }
        VpcReading vpcs = new VpcReading(
                asking,
                region,
                described.stream()
                        .map(d -> d.cluster.vpcId())
                        .filter(vpcId -> !vpcId.isEmpty())
                        .distinct()
                        .toList());
        List<NodeReading> nodes = described.stream().map(Describing::nodes).toList();
        vpcs.follow();
        References references = new References(asking, nodes, vpcs);
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

    /** Round 1: what can be asked with a cluster's name alone. */
    private static final class Naming {
        private final String region;
        private final String name;
        private final Supplier<Read<Answer<Cluster>>> cluster;
        private final Supplier<Read<Answer<String>>> nodegroupNames;
        private final Supplier<Read<Answer<String>>> fargateProfileNames;
        private final Supplier<Read<Answer<String>>> podIdentityAssociations;
        private final Supplier<Read<Answer<AutoScalingGroup>>> autoScalingGroups;

        Naming(Asking asking, String region, String name) {
            this.region = region;
            this.name = name;
            String key = ClusterKey.of(region, name);
            cluster = asking.ask(Questions.CLUSTERS, key);
            nodegroupNames = asking.ask(Questions.NODEGROUP_NAMES, key);
            fargateProfileNames = asking.ask(Questions.FARGATE_PROFILE_NAMES, key);
            podIdentityAssociations = asking.ask(Questions.POD_IDENTITY_ASSOCIATIONS, key);
            autoScalingGroups = asking.ask(Questions.AUTO_SCALING_GROUPS, key);
        }
    }

    /** Round 2: what the cluster's node groups and Fargate profiles are. */
    private static final class Describing {
        private final Naming naming;
        private final Cluster cluster;
        private final Read<List<Supplier<Read<Answer<Nodegroup>>>>> nodegroups;
        private final Read<List<Supplier<Read<Answer<FargateProfile>>>>> fargateProfiles;

        Describing(Asking asking, Naming naming, Cluster cluster) {
            this.naming = naming;
            this.cluster = cluster;
            nodegroups = each(asking, Questions.NODEGROUPS, naming.nodegroupNames.get());
            fargateProfiles = each(asking, Questions.FARGATE_PROFILES, naming.fargateProfileNames.get());
        }

        private <M> Read<List<Supplier<Read<Answer<M>>>>> each(
                Asking asking, Question<?, M> question, Read<Answer<String>> names) {
            return names.flatMap(Answer::all)
                    .map(all -> new TreeSet<>(all)
                            .stream()
                                    .map(child ->
                                            asking.ask(question, ClusterKey.of(naming.region, naming.name, child)))
                                    .toList());
        }

        NodeReading nodes() {
            return new NodeReading(
                    cluster,
                    those(nodegroups),
                    those(fargateProfiles),
                    sorted(naming.autoScalingGroups.get().flatMap(Answer::all), AutoScalingGroup::name),
                    sorted(naming.podIdentityAssociations.get().flatMap(Answer::all), id -> id));
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
