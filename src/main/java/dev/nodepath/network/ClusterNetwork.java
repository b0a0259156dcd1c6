package dev.nodepath.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A cluster, what runs its nodes, and the VPC around them: everything a verdict rests on.
 *
 * @param nodegroups one entry a managed node group; a single failure where the node groups could not be listed
 * @param fargateProfiles one entry a Fargate profile; a single failure where they could not be listed
 * @param autoScalingGroups those tagged {@code kubernetes.io/cluster/<name>}, the ones EKS made included
 * @param launchTemplates by what names them: those of node groups and Auto Scaling groups
 * @param podIdentityAssociations ids of the cluster's EKS Pod Identity associations
 * @param subnetsElsewhere subnets that the cluster or its nodes name but that are not in the cluster's VPC
 * @param declared what the operator says of all this
 */
public record ClusterNetwork(
        Cluster cluster,
        List<Read<Nodegroup>> nodegroups,
        List<Read<FargateProfile>> fargateProfiles,
        Read<List<AutoScalingGroup>> autoScalingGroups,
        Map<LaunchTemplateRef, Read<LaunchTemplateVersion>> launchTemplates,
        Read<List<String>> podIdentityAssociations,
        Read<List<Subnet>> subnetsElsewhere,
        VpcNetwork vpc,
        Declared declared) {

    public ClusterNetwork {
        nodegroups = InOrder.by(named(Nodegroup::name), nodegroups);
        fargateProfiles = InOrder.by(named(FargateProfile::name), fargateProfiles);
        autoScalingGroups = InOrder.by(Comparator.comparing(AutoScalingGroup::name), autoScalingGroups);
        podIdentityAssociations = InOrder.by(Comparator.naturalOrder(), podIdentityAssociations);
        subnetsElsewhere = InOrder.by(Comparator.comparing(Subnet::id), subnetsElsewhere);
        launchTemplates = Map.copyOf(launchTemplates);
    }

    /** As AWS shows it. */
    public ClusterNetwork(
            Cluster cluster,
            List<Read<Nodegroup>> nodegroups,
            List<Read<FargateProfile>> fargateProfiles,
            Read<List<AutoScalingGroup>> autoScalingGroups,
            Map<LaunchTemplateRef, Read<LaunchTemplateVersion>> launchTemplates,
            Read<List<String>> podIdentityAssociations,
            Read<List<Subnet>> subnetsElsewhere,
            VpcNetwork vpc) {
        this(
                cluster,
                nodegroups,
                fargateProfiles,
                autoScalingGroups,
                launchTemplates,
                podIdentityAssociations,
                subnetsElsewhere,
                vpc,
                Declared.NOTHING);
    }

    private static <T> Comparator<Read<T>> named(Function<T, String> name) {
        return Comparator.comparing(read -> switch (read) {
            case Read.Done<T>(T value) -> name.apply(value);
            case Read.Failed<T> failed -> failed.action() + " " + failed.error();
        });
    }

    /** The same network with what the operator says of it. */
    public ClusterNetwork with(Declared word) {
        return having(cluster, launchTemplates, vpc, word);
    }

    /** The same network as if the cluster's endpoint were set so. */
    public ClusterNetwork with(EndpointAccess access) {
        return with(cluster.with(access));
    }

    /** The same network as if the cluster were that one. */
    public ClusterNetwork with(Cluster other) {
        return having(other, launchTemplates, vpc, declared);
    }

    /** The same network as if no subnet of the VPC gave new nodes a public address. */
    public ClusterNetwork withSubnetsWithoutPublicAddresses() {
        return withVpc(vpc.with(
                vpc.subnets()
                        .map(all ->
                                all.stream().map(Subnet::withoutPublicAddresses).toList()),
                vpc.blockPublicAccess()));
    }

    /** The same network as if no launch template gave nodes a public address. */
    public ClusterNetwork withTemplatesWithoutPublicAddresses() {
        Map<LaunchTemplateRef, Read<LaunchTemplateVersion>> templates = new LinkedHashMap<>();
        launchTemplates.forEach(
                (ref, read) -> templates.put(ref, read.map(LaunchTemplateVersion::withoutPublicAddresses)));
        return having(cluster, templates, vpc, declared);
    }

    /** The same network under another mode of VPC Block Public Access; exclusions stay. */
    public ClusterNetwork with(InternetGatewayBlockMode mode) {
        return withVpc(vpc.with(
                vpc.subnets()
                        .map(all ->
                                all.stream().map(subnet -> subnet.with(mode)).toList()),
                vpc.blockPublicAccess().map(block -> new BlockPublicAccess(mode, block.exclusions()))));
    }

    private ClusterNetwork withVpc(VpcNetwork other) {
        return having(cluster, launchTemplates, other, declared);
    }

    private ClusterNetwork having(
            Cluster other,
            Map<LaunchTemplateRef, Read<LaunchTemplateVersion>> templates,
            VpcNetwork otherVpc,
            Declared word) {
        return new ClusterNetwork(
                other,
                nodegroups,
                fargateProfiles,
                autoScalingGroups,
                templates,
                podIdentityAssociations,
                subnetsElsewhere,
                otherVpc,
                word);
    }

    /** Whether nodes of an Auto Scaling group carry the cluster's tag: from the group, or from its launch template instead. */
    public Read<Boolean> isTagPassedOn(AutoScalingGroup group) {
        return group.tagsPropagatedAtLaunch().contains("kubernetes.io/cluster/" + cluster.name())
                ? Read.of(true)
                : vpc.nodesOf(group, cluster.name()).map(nodes -> !nodes.isEmpty());
    }

    /** The subnet with that id, in the cluster's VPC or elsewhere; an empty answer means AWS does not know it. */
    public Read<Optional<Subnet>> subnet(String subnetId) {
        return vpc.subnet(subnetId)
                .flatMap(here -> here.isPresent()
                        ? Read.of(here)
                        : subnetsElsewhere.map(all -> all.stream()
                                .filter(s -> s.id().equals(subnetId))
                                .findFirst()));
    }

    /**
     * The groups on the cluster's network interfaces: the cluster security group and the additional ones (EKS user
     * guide, "View Amazon EKS security group requirements").
     */
    public Set<String> controlPlaneSecurityGroupIds() {
        Set<String> ids = new LinkedHashSet<>();
        cluster.clusterSecurityGroupId().ifPresent(ids::add);
        ids.addAll(cluster.securityGroupIds());
        return ids;
    }

    /** Whether another account owns the subnet and shares it with the cluster's. */
    public boolean isShared(Subnet subnet) {
        return !subnet.ownerId().equals(cluster.arn().accountId());
    }

    /** Whether the owner of a shared subnet hides NAT gateways and the like, and was not asked for them. */
    public boolean isHidden(Subnet subnet) {
        return isShared(subnet) && !vpc.seenByOwner();
    }

    /** What starts the cluster's nodes, by the ids that API calls name; of Auto Scaling groups that is the name. */
    public Set<String> nodeResourceIds() {
        Set<String> ids = new TreeSet<>();
        autoScalingGroups.orElse(List.of()).forEach(group -> ids.add(group.name()));
        launchTemplates.forEach((ref, read) -> {
            if (ref.byId()) {
                ids.add(ref.idOrName());
            }
            ids.add(read.map(LaunchTemplateVersion::id).orElse(""));
        });
        ids.remove("");
        return ids;
    }

    /** Every read that failed, each once. */
    public Set<Read.Failed<?>> unread() {
        List<Read<?>> reads = new ArrayList<>();
        reads.addAll(nodegroups);
        reads.addAll(fargateProfiles);
        reads.add(autoScalingGroups);
        reads.addAll(launchTemplates.values());
        reads.add(podIdentityAssociations);
        reads.add(subnetsElsewhere);
        Stream.of(
                        vpc.vpc(),
                        vpc.dnsSupport(),
                        vpc.dnsHostnames(),
                        vpc.dhcpOptions(),
                        vpc.subnets(),
                        vpc.routeTables(),
                        vpc.natGateways(),
                        vpc.internetGateways(),
                        vpc.egressOnlyInternetGateways(),
                        vpc.networkAcls(),
                        vpc.securityGroups(),
                        vpc.vpcEndpoints(),
                        vpc.networkInterfaces(),
                        vpc.instances(),
                        vpc.availabilityZones(),
                        vpc.blockPublicAccess(),
                        vpc.managementPaths().transitGatewayAttachments(),
                        vpc.managementPaths().vpnGateways(),
                        vpc.managementPaths().peeringConnections(),
                        vpc.managementPaths().clientVpnEndpoints(),
                        vpc.managementPaths().instanceConnectEndpoints())
                .forEach(reads::add);
        reads.addAll(vpc.prefixLists().values());
        Set<Read.Failed<?>> failed = new LinkedHashSet<>();
        for (Read<?> read : reads) {
            if (read instanceof Read.Failed<?> f) {
                failed.add(f);
            }
        }
        return failed;
    }

    /** Auto Scaling groups that the operator lists and AWS does not have. */
    public List<String> missingAutoScalingGroups() {
        return autoScalingGroups
                .map(found -> declared.autoScalingGroups().stream()
                        .filter(name ->
                                found.stream().noneMatch(group -> group.name().equals(name)))
                        .toList())
                .orElse(List.of());
    }
}
