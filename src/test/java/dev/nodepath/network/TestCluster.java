package dev.nodepath.network;

import dev.nodepath.network.Cluster.ControlPlaneEgressMode;
import dev.nodepath.network.EndpointAccess.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The cluster {@code demo} under construction. */
public final class TestCluster {
    static final ClusterArn ARN = ClusterArn.parse("arn:aws:eks:us-east-1:123456789012:cluster/demo");

    private ClusterArn arn = ARN;
    private Cluster.Kind kind = Cluster.Kind.REGION;
    private Cluster.Status status = Cluster.Status.ACTIVE;
    private List<String> subnetIds = new ArrayList<>();
    private List<String> groupIds = new ArrayList<>();
    private Optional<String> clusterGroup = Optional.of("sg-cluster");
    private EndpointAccess endpoint = new EndpointAccess(true, false, List.of(Cidr.ALL_IPV4));
    private ControlPlaneEgressMode egressMode = ControlPlaneEgressMode.AWS_MANAGED;
    private Cidr.Family ipFamily = Cidr.Family.IPV4;
    private Cidr services = Cidr.parse("172.20.0.0/16");
    private String apiServer = "https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com";
    private boolean autoMode;
    private List<String> autoModePools = new ArrayList<>();
    private List<Cidr> remoteNodes = new ArrayList<>();
    private List<Cidr> remotePods = new ArrayList<>();
    private final List<HealthIssue> healthIssues = new ArrayList<>();

    TestCluster() {}

    public TestCluster arn(String text) {
        arn = ClusterArn.parse(text);
        return this;
    }

    public TestCluster kind(Cluster.Kind is) {
        kind = is;
        return this;
    }

    public TestCluster status(Cluster.Status is) {
        status = is;
        return this;
    }

    /** {@code resourcesVpcConfig.subnetIds}. */
    public TestCluster subnets(String... ids) {
        subnetIds = List.of(ids);
        return this;
    }

    public TestCluster additionalGroups(String... ids) {
        groupIds = List.of(ids);
        return this;
    }

    public TestCluster withoutClusterGroup() {
        clusterGroup = Optional.empty();
        return this;
    }

    /** The mode and {@code publicAccessCidrs}. */
    public TestCluster endpoint(Mode mode, String... cidrs) {
        endpoint = new EndpointAccess(
                mode == Mode.PUBLIC_ONLY || mode == Mode.PUBLIC_AND_PRIVATE,
                mode == Mode.PRIVATE_ONLY || mode == Mode.PUBLIC_AND_PRIVATE,
                Stream.of(cidrs).map(Cidr::parse).toList());
        return this;
    }

    /** What EKS adds to {@code 0.0.0.0/0} for dual-stack endpoints. */
    TestCluster admitsEveryoneByIpv6() {
        if (endpoint.publicAccessCidrs().contains(Cidr.ALL_IPV4)) {
            endpoint = new EndpointAccess(
                    endpoint.publicAccess(), endpoint.privateAccess(), List.of(Cidr.ALL_IPV4, Cidr.ALL_IPV6));
        }
        return this;
    }

    public TestCluster egressMode(ControlPlaneEgressMode is) {
        egressMode = is;
        return this;
    }

    public TestCluster ipFamily(Cidr.Family is) {
        ipFamily = is;
        return this;
    }

    /** {@code kubernetesNetworkConfig.serviceIpv4Cidr}. */
    public TestCluster services(String cidr) {
        services = Cidr.parse(cidr);
        return this;
    }

    public TestCluster apiServer(String url) {
        apiServer = url;
        return this;
    }

    public TestCluster autoMode(String... pools) {
        autoMode = true;
        autoModePools = List.of(pools);
        return this;
    }

    public TestCluster remoteNodes(String... cidrs) {
        remoteNodes = Stream.of(cidrs).map(Cidr::parse).toList();
        return this;
    }

    public TestCluster remotePods(String... cidrs) {
        remotePods = Stream.of(cidrs).map(Cidr::parse).toList();
        return this;
    }

    public TestCluster healthIssue(String code, String message, String... resourceIds) {
        healthIssues.add(new HealthIssue(code, message, List.of(resourceIds)));
        return this;
    }

    Cluster build() {
        return new Cluster(
                arn,
                kind,
                status,
                TestNetwork.VPC,
                subnetIds,
                groupIds,
                clusterGroup,
                endpoint,
                egressMode,
                ipFamily,
                Optional.of(services),
                apiServer,
                autoMode,
                autoModePools,
                remoteNodes,
                remotePods,
                healthIssues);
    }
}
