package dev.nodepath.snapshot;

import dev.nodepath.aws.read.Answer;
import dev.nodepath.aws.read.Answers;
import dev.nodepath.aws.read.ClusterKey;
import dev.nodepath.aws.read.Keyed;
import dev.nodepath.aws.read.Question;
import dev.nodepath.aws.read.Questions;
import dev.nodepath.aws.read.VpcQuestions;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks answers up in a snapshot. What the snapshot does not hold fails and names the command to run; what it lists is taken
 * to be all there is.
 */
final class SnapshotAnswers implements Answers {

    /**
     * Lists that have to be asked for one cluster at a time, or that decide no path: a folder without one is taken to hold
     * all there is, since people seldom write down an empty list.
     */
    private static final Set<Question<?, ?>> ABSENT_MEANS_NONE =
            Set.of(Questions.POD_IDENTITY_ASSOCIATIONS, VpcQuestions.INSTANCE_CONNECT_ENDPOINTS);

    /** What every VPC and Region has. An answer without any is about another one. */
    private static final Set<Question<?, ?>> NEVER_EMPTY = Set.of(
            VpcQuestions.VPCS,
            VpcQuestions.SUBNETS,
            VpcQuestions.ROUTE_TABLES,
            VpcQuestions.NETWORK_ACLS,
            VpcQuestions.SECURITY_GROUPS,
            VpcQuestions.AVAILABILITY_ZONES);

    /** Answers about a Region as a whole. In a snapshot of one Region they are about that one, whatever they say. */
    private static final Set<Question<?, ?>> OF_REGION = Set.of(
            VpcQuestions.AVAILABILITY_ZONES,
            VpcQuestions.BLOCK_PUBLIC_ACCESS,
            VpcQuestions.BLOCK_PUBLIC_ACCESS_EXCLUSIONS);

    private final Map<Question<?, ?>, Held<?>> held = new HashMap<>();
    private final Map<String, Optional<String>> clusterOfFile = new ConcurrentHashMap<>();

    /** Where the files' answers go. */
    @FunctionalInterface
    interface Sink {
        void add(Question<?, ?> question, String fileName, List<Keyed<?>> records, boolean goesOn);
    }

    SnapshotAnswers() {
        Questions.all().forEach(question -> held.put(question, new Held<>()));
    }

    @SuppressWarnings("unchecked") // a question's records are of its own type
    <M> void add(Question<?, M> question, String fileName, List<Keyed<?>> records, boolean goesOn) {
        held(question).add(fileName, (List<Keyed<M>>) (List<?>) records, goesOn);
    }

    @SuppressWarnings("unchecked") // add() keeps records of the question's type
    private <M> Held<M> held(Question<?, M> question) {
        return (Held<M>) held.getOrDefault(question, new Held<M>());
    }

    @Override
    public <M> Read<Answer<M>> ask(Question<?, M> question, Collection<String> asked) {
        Held<M> answers = held(question);
        // Option sets do not tell their Region; their ids are those of no other.
        boolean whole = question == VpcQuestions.DHCP_OPTIONS
                || (OF_REGION.contains(question) && regions().size() == 1);
        Collection<String> keys = whole && !answers.keys().isEmpty() ? answers.keys() : asked;
        String key = keys.iterator().next();
        if (question == Questions.CLUSTER_NAMES) {
            return names(clusterNames(key));
        }
        if (question == Questions.NODEGROUP_NAMES) {
            return names(children(Questions.NODEGROUP_NAMES, Questions.NODEGROUPS, key));
        }
        if (question == Questions.FARGATE_PROFILE_NAMES) {
            return names(children(Questions.FARGATE_PROFILE_NAMES, Questions.FARGATE_PROFILES, key));
        }
        if (question == Questions.CLUSTERS
                && !listedClusters().contains(ClusterKey.parse(key).cluster())) {
            return Read.of(new Answer<>(answers.of(keys)));
        }
        if (question == VpcQuestions.LAUNCH_TEMPLATES) {
            String template = key.substring(0, key.lastIndexOf('@'));
            return answers.holds(template)
                    ? Read.of(new Answer<>(answers.of(List.of(template))))
                    : absent(question, key);
        }
        return switch (question.form()) {
            case OBJECT, WHOLE -> answers.holds(key) ? Read.of(new Answer<>(answers.of(keys))) : absent(question, key);
            case LIST_BY_FILE -> ofFile(question, key);
            case LIST -> list(question, keys);
        };
    }

    private <M> Read<Answer<M>> list(Question<?, M> question, Collection<String> keys) {
        Held<M> answers = held(question);
        String key = keys.iterator().next();
        if (!answers.isAnswered()) {
            return ABSENT_MEANS_NONE.contains(question) ? Read.of(new Answer<>(List.of())) : absent(question, key);
        }
        if (answers.lacksItsEnd()) {
            return Read.failed(
                    question.need().action(),
                    "the snapshot's answer stops at a NextToken, so that the rest is missing; run "
                            + question.command(key) + " > " + question.file(key) + " without limits");
        }
        List<Keyed<M>> records = new ArrayList<>(answers.of(keys));
        if (NEVER_EMPTY.contains(question)) {
            for (String wanted : keys) {
                if (!answers.holds(wanted) && !wanted.startsWith("subnet-")) {
                    records.add(new Keyed<>(
                            Set.of(wanted),
                            Read.failed(
                                    question.need().action(),
                                    "the snapshot's answer has no " + question.member() + " of " + wanted + "; run "
                                            + question.command(key) + " > " + question.file(key))));
                }
            }
        }
        return Read.of(new Answer<>(records));
    }

    /** The list in the file that names the key, as {@code …-pl-0123.json} does. */
    private <M> Read<Answer<M>> ofFile(Question<?, M> question, String key) {
        return held(question).byFile().entrySet().stream()
                .filter(file -> file.getKey().contains(key))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(values -> Read.of(new Answer<>(values.stream()
                        .map(value -> new Keyed<>(Set.of(key), Read.of(value)))
                        .toList())))
                .orElseGet(() -> absent(question, key));
    }

    private static <M> Read<Answer<M>> absent(Question<?, ?> question, String key) {
        return Read.failed(
                question.need().action(),
                "the snapshot does not hold " + question.need().what() + "; run " + question.command(key) + " > "
                        + question.file(key));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // only for questions whose records are names
    private static <M> Read<Answer<M>> names(Collection<String> names) {
        return Read.of(new Answer<>(names.stream()
                .map(name -> new Keyed<>(Set.of(), Read.of((M) name)))
                .toList()));
    }

    /** Names of what is described and of what the list, if there is one, names besides. */
    private Collection<String> children(Question<?, String> list, Question<?, ?> described, String clusterKey) {
        Set<String> names = new TreeSet<>();
        held(described).keys().stream()
                .filter(key -> key.startsWith(clusterKey + "/"))
                .forEach(key -> names.add(ClusterKey.parse(key).child()));
        String cluster = ClusterKey.parse(clusterKey).cluster();
        held(list).byFile().forEach((file, listed) -> {
            if (clusterOf(file).filter(cluster::equals).isPresent()) {
                names.addAll(listed);
            }
        });
        return names;
    }

    /** The cluster whose name a file's name ends with, the longest if several do; the only one, where there is one. */
    private Optional<String> clusterOf(String file) {
        return clusterOfFile.computeIfAbsent(file, name -> {
            Set<String> clusters = describedClusters().map(ClusterKey::cluster).collect(Collectors.toSet());
            return clusters.size() == 1
                    ? clusters.stream().findFirst()
                    : clusters.stream()
                            .filter(cluster -> name.equals(cluster) || name.endsWith("-" + cluster))
                            .max(Comparator.comparingInt(String::length));
        });
    }

    private Set<String> clusterNames(String region) {
        Set<String> names = describedClusters()
                .filter(key -> key.region().equals(region))
                .map(ClusterKey::cluster)
                .collect(Collectors.toCollection(TreeSet::new));
        if (regions().size() == 1) {
            names.addAll(listedClusters());
        }
        return names;
    }

    /** Those that cannot be read included. */
    private Stream<ClusterKey> describedClusters() {
        return held(Questions.CLUSTERS).keys().stream().map(ClusterKey::parse);
    }

    private Set<String> listedClusters() {
        Set<String> names = new TreeSet<>();
        held(Questions.CLUSTER_NAMES).byFile().values().forEach(names::addAll);
        return names;
    }

    Stream<Cluster> clusters() {
        Held<Cluster> clusters = held(Questions.CLUSTERS);
        return clusters.of(clusters.keys()).stream()
                .flatMap(record -> record.value().map(Stream::of).orElse(Stream.of()));
    }

    Set<String> regions() {
        return describedClusters().map(ClusterKey::region).collect(Collectors.toCollection(TreeSet::new));
    }

    boolean holdsCluster(String region, String name) {
        return clusterNames(region).contains(name);
    }

    /** Records that cannot be read and do not tell what they belong to. */
    List<Read.Failed<?>> unattached() {
        List<Read.Failed<?>> failed = new ArrayList<>();
        held.values().forEach(answers -> failed.addAll(answers.unattached()));
        return failed;
    }

    /** In the account and Region of the snapshot's other clusters. */
    @Override
    public Read<ClusterArn> arnOf(String clusterName) {
        return clusters()
                .findFirst()
                .map(other -> other.arn())
                .map(arn -> Read.of(new ClusterArn(arn.partition(), arn.region(), arn.accountId(), clusterName)))
                .orElseGet(() -> Read.failed(
                        Questions.CLUSTERS.need().action(), "the snapshot does not hold cluster " + clusterName));
    }
}
