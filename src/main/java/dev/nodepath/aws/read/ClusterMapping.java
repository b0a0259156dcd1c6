package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.Values.cidrs;
import static dev.nodepath.aws.read.Values.constant;
import static dev.nodepath.aws.read.Values.optional;
import static dev.nodepath.aws.read.Values.required;
import static dev.nodepath.aws.read.Values.text;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.HealthIssue;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.Nodegroup;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.AutoScalingGroup;
import software.amazon.awssdk.services.eks.model.ComputeConfigResponse;
import software.amazon.awssdk.services.eks.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.eks.model.NodegroupResources;
import software.amazon.awssdk.services.eks.model.RemoteNetworkConfigResponse;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

/** What EKS says about a cluster, its node groups and its Fargate profiles. */
final class ClusterMapping {

    private ClusterMapping() {}

    static Cluster cluster(software.amazon.awssdk.services.eks.model.Cluster cluster) {
        String arn = required(cluster.arn(), "the arn of cluster " + text(cluster.name()));
        // Clusters registered through the EKS Connector have no resourcesVpcConfig at all.
        VpcConfigResponse vpc = cluster.resourcesVpcConfig() == null
                ? VpcConfigResponse.builder().build()
                : cluster.resourcesVpcConfig();
        ComputeConfigResponse compute = cluster.computeConfig();
        boolean autoMode = compute != null && Boolean.TRUE.equals(compute.enabled());
        RemoteNetworkConfigResponse remote = cluster.remoteNetworkConfig() == null
                ? RemoteNetworkConfigResponse.builder().build()
                : cluster.remoteNetworkConfig();
        return new Cluster(
                ClusterArn.parse(arn),
                kind(cluster),
                constant(Cluster.Status.class, cluster.statusAsString(), Cluster.Status.OTHER),
                text(vpc.vpcId()),
                vpc.subnetIds(),
                vpc.securityGroupIds(),
                optional(vpc.clusterSecurityGroupId()),
                new EndpointAccess(
                        Boolean.TRUE.equals(vpc.endpointPublicAccess()),
                        Boolean.TRUE.equals(vpc.endpointPrivateAccess()),
                        cidrs(vpc.publicAccessCidrs(), "publicAccessCidrs of cluster " + text(cluster.name()))),
                egressMode(vpc),
                ipFamily(cluster),
                cluster.kubernetesNetworkConfig() == null
                        ? Optional.empty()
                        : Values.optionalCidr(
                                cluster.kubernetesNetworkConfig().serviceIpv4Cidr(),
                                "serviceIpv4Cidr of cluster " + text(cluster.name())),
                text(cluster.endpoint()),
                autoMode,
                autoMode ? compute.nodePools() : List.of(),
                remote.remoteNodeNetworks().stream()
                        .flatMap(network -> network.cidrs().stream())
                        .map(cidr -> Values.cidr(cidr, "remoteNodeNetworks of cluster " + text(cluster.name())))
                        .toList(),
                remote.remotePodNetworks().stream()
                        .flatMap(network -> network.cidrs().stream())
                        .map(cidr -> Values.cidr(cidr, "remotePodNetworks of cluster " + text(cluster.name())))
                        .toList(),
                cluster.health() == null
                        ? List.of()
                        : cluster.health().issues().stream()
                                .map(issue -> new HealthIssue(
                                        text(issue.codeAsString()), text(issue.message()), issue.resourceIds()))
                                .toList());
    }

    private static Cluster.Kind kind(software.amazon.awssdk.services.eks.model.Cluster cluster) {
        if (cluster.connectorConfig() != null) {
            return Cluster.Kind.CONNECTED;
        }
        return cluster.outpostConfig() != null ? Cluster.Kind.OUTPOST : Cluster.Kind.REGION;
    }

    private static Cluster.ControlPlaneEgressMode egressMode(VpcConfigResponse vpc) {
        String mode = vpc.controlPlaneEgressModeAsString();
        return mode == null
                ? Cluster.ControlPlaneEgressMode.AWS_MANAGED
                : constant(Cluster.ControlPlaneEgressMode.class, mode, Cluster.ControlPlaneEgressMode.OTHER);
    }

    private static Cidr.Family ipFamily(software.amazon.awssdk.services.eks.model.Cluster cluster) {
        return cluster.kubernetesNetworkConfig() != null
                        && "ipv6".equals(cluster.kubernetesNetworkConfig().ipFamilyAsString())
                ? Cidr.Family.IPV6
                : Cidr.Family.IPV4;
    }

    static Nodegroup nodegroup(software.amazon.awssdk.services.eks.model.Nodegroup nodegroup) {
        NodegroupResources resources =
                nodegroup.resources() == null ? NodegroupResources.builder().build() : nodegroup.resources();
        return new Nodegroup(
                required(nodegroup.nodegroupName(), "nodegroupName"),
                required(nodegroup.nodegroupArn(), "the nodegroupArn of node group " + nodegroup.nodegroupName()),
                text(nodegroup.statusAsString()),
                nodegroup.subnets(),
                Optional.ofNullable(nodegroup.launchTemplate()).flatMap(ClusterMapping::launchTemplate),
                text(nodegroup.amiTypeAsString()),
                optional(resources.remoteAccessSecurityGroup()),
                resources.autoScalingGroups().stream()
                        .map(AutoScalingGroup::name)
                        .toList(),
                nodegroup.health() == null
                        ? List.of()
                        : nodegroup.health().issues().stream()
                                .map(issue -> new HealthIssue(
                                        text(issue.codeAsString()), text(issue.message()), issue.resourceIds()))
                                .toList());
    }

    private static Optional<LaunchTemplateRef> launchTemplate(LaunchTemplateSpecification template) {
        return NodeMapping.launchTemplateRef(template.id(), template.name(), template.version());
    }

    static FargateProfile fargateProfile(software.amazon.awssdk.services.eks.model.FargateProfile profile) {
        return new FargateProfile(
                required(profile.fargateProfileName(), "fargateProfileName"),
                required(
                        profile.fargateProfileArn(),
                        "the fargateProfileArn of Fargate profile " + profile.fargateProfileName()),
                text(profile.statusAsString()),
                profile.subnets());
    }
}
