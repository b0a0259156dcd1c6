package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.Question.each;

import dev.nodepath.aws.read.Question.Cli;
import dev.nodepath.aws.read.Question.Form;
import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.rule.Need;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.eks.model.PodIdentityAssociationSummary;

/** The describe calls about clusters and what runs their nodes. Those about networks are in {@link VpcQuestions}. */
public final class Questions {

    private static final String CLUSTER_TAG = "kubernetes.io/cluster/";

    private Questions() {}

    /** Asked by Region. */
    public static final Question<?, String> CLUSTER_NAMES = new Question<>(
            Need.CLUSTERS,
            new Cli("eks list-clusters", "clusters", Form.LIST_BY_FILE),
            CliJson.text(),
            each(Need.CLUSTERS, name -> Set.of(), name -> name),
            (aws, region) -> aws.eks()
                    .listClustersPaginator(request -> request.maxResults(100))
                    .clusters());

    public static final Question<?, Cluster> CLUSTERS = new Question<>(
            Need.CLUSTER,
            ofCluster("eks describe-cluster", "cluster", Form.OBJECT, "--name "),
            CliJson.of(software.amazon.awssdk.services.eks.model.Cluster::builder),
            each(
                    Need.CLUSTER,
                    cluster -> keys(ClusterKey.of(ClusterKey.regionOf(cluster.arn()), Values.text(cluster.name()))),
                    ClusterMapping::cluster),
            (aws, keys) -> keys.stream()
                    .map(key -> aws.eks()
                            .describeCluster(request ->
                                    request.name(ClusterKey.parse(key).cluster()))
                            .cluster())
                    .toList());

    public static final Question<?, String> NODEGROUP_NAMES = new Question<>(
            Need.NODEGROUP_NAMES,
            ofCluster("eks list-nodegroups", "nodegroups", Form.LIST_BY_FILE, "--cluster-name "),
            CliJson.text(),
            each(Need.NODEGROUP_NAMES, name -> Set.of(), name -> name),
            (aws, keys) -> aws.eks()
                    .listNodegroupsPaginator(request -> request.clusterName(
                                    ClusterKey.parse(keys.getFirst()).cluster())
                            .maxResults(100))
                    .nodegroups());

    public static final Question<?, Nodegroup> NODEGROUPS = new Question<>(
            Need.NODEGROUPS,
            ofChild("eks describe-nodegroup", "nodegroup", "--nodegroup-name "),
            CliJson.of(software.amazon.awssdk.services.eks.model.Nodegroup::builder),
            each(
                    Need.NODEGROUPS,
                    group -> childKeys(group.nodegroupArn(), group.clusterName(), group.nodegroupName()),
                    ClusterMapping::nodegroup),
            (aws, keys) -> keys.stream()
                    .map(ClusterKey::parse)
                    .map(key -> aws.eks()
                            .describeNodegroup(request ->
                                    request.clusterName(key.cluster()).nodegroupName(key.child()))
                            .nodegroup())
                    .toList());

    public static final Question<?, String> FARGATE_PROFILE_NAMES = new Question<>(
            Need.FARGATE_PROFILE_NAMES,
            ofCluster("eks list-fargate-profiles", "fargateProfileNames", Form.LIST_BY_FILE, "--cluster-name "),
            CliJson.text(),
            each(Need.FARGATE_PROFILE_NAMES, name -> Set.of(), name -> name),
            (aws, keys) -> aws.eks()
                    .listFargateProfilesPaginator(request -> request.clusterName(
                                    ClusterKey.parse(keys.getFirst()).cluster())
                            .maxResults(100))
                    .fargateProfileNames());

    public static final Question<?, FargateProfile> FARGATE_PROFILES = new Question<>(
            Need.FARGATE_PROFILES,
            ofChild("eks describe-fargate-profile", "fargateProfile", "--fargate-profile-name "),
            CliJson.of(software.amazon.awssdk.services.eks.model.FargateProfile::builder),
            each(
                    Need.FARGATE_PROFILES,
                    profile ->
                            childKeys(profile.fargateProfileArn(), profile.clusterName(), profile.fargateProfileName()),
                    ClusterMapping::fargateProfile),
            (aws, keys) -> keys.stream()
                    .map(ClusterKey::parse)
                    .map(key -> aws.eks()
                            .describeFargateProfile(request ->
                                    request.clusterName(key.cluster()).fargateProfileName(key.child()))
                            .fargateProfile())
                    .toList());

    public static final Question<?, String> POD_IDENTITY_ASSOCIATIONS = new Question<>(
            Need.POD_IDENTITY_ASSOCIATIONS,
            ofCluster("eks list-pod-identity-associations", "associations", Form.LIST, "--cluster-name "),
            CliJson.of(PodIdentityAssociationSummary::builder),
            each(
                    Need.POD_IDENTITY_ASSOCIATIONS,
                    association -> keys(ClusterKey.of(
                            ClusterKey.regionOf(association.associationArn()), Values.text(association.clusterName()))),
                    association -> Values.required(association.associationId(), "associationId")),
            (aws, keys) -> aws.eks()
                    .listPodIdentityAssociationsPaginator(request -> request.clusterName(
                                    ClusterKey.parse(keys.getFirst()).cluster())
                            .maxResults(100))
                    .associations());

    /**
     * Nodes, and so the groups that make them, carry the tag {@code kubernetes.io/cluster/NAME} (EKS user guide). One that was
     * not tagged can be asked for by its name.
     */
    public static final Question<?, AutoScalingGroup> AUTO_SCALING_GROUPS = new Question<>(
            Need.AUTO_SCALING_GROUPS,
            new Cli("autoscaling describe-auto-scaling-groups", "AutoScalingGroups", Form.LIST),
            CliJson.of(software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup::builder),
            each(
                    Need.AUTO_SCALING_GROUPS,
                    group -> Stream.concat(
                                    Stream.of(autoScalingGroup(
                                            ClusterKey.regionOf(group.autoScalingGroupARN()),
                                            Values.text(group.autoScalingGroupName()))),
                                    group.tags().stream()
                                            .map(TagDescription::key)
                                            .filter(key -> key != null && key.startsWith(CLUSTER_TAG))
                                            .map(key -> ClusterKey.of(
                                                    ClusterKey.regionOf(group.autoScalingGroupARN()),
                                                    key.substring(CLUSTER_TAG.length()))))
                            .toList(),
                    NodeMapping::autoScalingGroup),
            (aws, keys) -> aws.autoScaling()
                    .describeAutoScalingGroupsPaginator(request -> (namesOnly(keys)
                                    ? request.autoScalingGroupNames(keys.stream()
                                            .map(key -> ClusterKey.parse(key).child())
                                            .toList())
                                    : request.filters(Filter.builder()
                                            .name("tag-key")
                                            .values(CLUSTER_TAG
                                                    + ClusterKey.parse(keys.getFirst())
                                                            .cluster())
                                            .build()))
                            .maxRecords(100))
                    .autoScalingGroups());

    /** What an Auto Scaling group is asked for by, tagged for a cluster or not. */
    static String autoScalingGroup(String region, String name) {
        return ClusterKey.of(region, "", name);
    }

    private static boolean namesOnly(List<String> keys) {
        return ClusterKey.parse(keys.getFirst()).cluster().isEmpty();
    }

    /** All of them, those about networks included. */
    public static List<Question<?, ?>> all() {
        return Stream.concat(
                        Stream.of(
                                CLUSTER_NAMES,
                                CLUSTERS,
                                NODEGROUP_NAMES,
                                NODEGROUPS,
                                FARGATE_PROFILE_NAMES,
                                FARGATE_PROFILES,
                                POD_IDENTITY_ASSOCIATIONS,
                                AUTO_SCALING_GROUPS),
                        VpcQuestions.all().stream())
                .toList();
    }

    private static Cli ofCluster(String command, String member, Form form, String parameter) {
        return new Cli(
                command,
                member,
                form,
                key -> parameter + ClusterKey.parse(key).cluster(),
                key -> ClusterKey.parse(key).cluster());
    }

    private static Cli ofChild(String command, String member, String parameter) {
        return new Cli(
                command,
                member,
                Form.OBJECT,
                key -> "--cluster-name " + ClusterKey.parse(key).cluster() + " " + parameter
                        + ClusterKey.parse(key).child(),
                key -> ClusterKey.parse(key).cluster() + "-"
                        + ClusterKey.parse(key).child());
    }

    private static Set<String> childKeys(@Nullable String arn, @Nullable String cluster, @Nullable String child) {
        String region = ClusterKey.regionOf(arn);
        return keys(
                ClusterKey.of(region, Values.text(cluster)),
                ClusterKey.of(region, Values.text(cluster), Values.text(child)));
    }

    /** Those that are there. */
    static Set<String> keys(@Nullable String... keys) {
        return Set.copyOf(Arrays.stream(keys)
                .filter(key -> key != null && !key.isEmpty())
                .distinct()
                .toList());
    }
}
