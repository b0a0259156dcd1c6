package dev.nodepath.network;

import java.util.List;
import java.util.Optional;

/**
 * An EKS cluster as {@code eks:DescribeCluster} answers.
 *
 * @param subnetIds {@code resourcesVpcConfig.subnetIds}: where EKS may place its network interfaces, not where nodes run
 * @param securityGroupIds additional groups on those interfaces
 * @param clusterSecurityGroupId the group EKS made for the cluster
 * @param serviceIpv4Cidr {@code kubernetesNetworkConfig.serviceIpv4Cidr}: addresses of Kubernetes services
 * @param apiServerEndpoint the URL of the API server; empty while the cluster is being created
 * @param autoModeNodePools built-in EKS Auto Mode node pools; empty where Auto Mode is off or has none
 */
public record Cluster(
        ClusterArn arn,
        Kind kind,
        Status status,
        String vpcId,
        List<String> subnetIds,
        List<String> securityGroupIds,
        Optional<String> clusterSecurityGroupId,
        EndpointAccess endpointAccess,
        ControlPlaneEgressMode controlPlaneEgressMode,
        Cidr.Family ipFamily,
        Optional<Cidr> serviceIpv4Cidr,
        String apiServerEndpoint,
        boolean autoMode,
        List<String> autoModeNodePools,
        List<Cidr> remoteNodeNetworks,
        List<Cidr> remotePodNetworks,
        List<HealthIssue> healthIssues) {

    /** Where the control plane runs; rules for clusters in a Region do not fit the others. */
    public enum Kind {
        REGION,
        /** A local cluster on AWS Outposts ({@code outpostConfig}). */
        OUTPOST,
        /** A cluster outside EKS, registered through the EKS Connector ({@code connectorConfig}). */
        CONNECTED
    }

    /** {@code cluster.status}; {@code OTHER} is a value AWS added later. */
    public enum Status {
        CREATING,
        ACTIVE,
        DELETING,
        FAILED,
        UPDATING,
        PENDING,
        OTHER
    }

    /** {@code resourcesVpcConfig.controlPlaneEgressMode}; absent means {@code AWS_MANAGED}. */
    public enum ControlPlaneEgressMode {
        AWS_MANAGED,
        CUSTOMER_ROUTED,
        CUSTOMER_ISOLATED,
        OTHER
    }

    public Cluster {
        subnetIds = InOrder.of(subnetIds);
        securityGroupIds = InOrder.of(securityGroupIds);
        autoModeNodePools = InOrder.of(autoModeNodePools);
        remoteNodeNetworks = InOrder.of(remoteNodeNetworks);
        remotePodNetworks = InOrder.of(remotePodNetworks);
        healthIssues = InOrder.by(HealthIssue.ORDER, healthIssues);
    }

    public String name() {
        return arn.name();
    }

    /** The same cluster as if its endpoint were set so. */
    public Cluster with(EndpointAccess access) {
        return with(access, subnetIds, securityGroupIds);
    }

    /** The same cluster as if its network were set so. */
    public Cluster with(EndpointAccess access, List<String> subnetIds, List<String> securityGroupIds) {
        return new Cluster(
                arn,
                kind,
                status,
                vpcId,
                subnetIds,
                securityGroupIds,
                clusterSecurityGroupId,
                access,
                controlPlaneEgressMode,
                ipFamily,
                serviceIpv4Cidr,
                apiServerEndpoint,
                autoMode,
                autoModeNodePools,
                remoteNodeNetworks,
                remotePodNetworks,
                healthIssues);
    }
}
