package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.CliAnswer.read;
import static dev.nodepath.aws.read.CliAnswer.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.HealthIssue;
import dev.nodepath.network.Instance;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.Read;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterMappingTest {

    private static final String ARN = "arn:aws:eks:us-east-1:123456789012:cluster/demo";

    private static Cluster cluster(String members) {
        return map(Questions.CLUSTERS, "{\"name\": \"demo\", \"arn\": \"" + ARN + "\", " + members + "}");
    }

    @Test
    void clusterIsReadWithItsEndpoint() {
        Cluster cluster = cluster("""
                "status": "ACTIVE", "endpoint": "https://0A1.gr7.us-east-1.eks.amazonaws.com", "createdAt": 1700000000.5,
                "kubernetesNetworkConfig": {"ipFamily": "ipv6", "serviceIpv4Cidr": "172.20.0.0/16"},
                "resourcesVpcConfig": {"vpcId": "vpc-0a1", "subnetIds": ["subnet-0a1"], "securityGroupIds": ["sg-0a1"],
                  "clusterSecurityGroupId": "sg-0b2", "endpointPublicAccess": true, "endpointPrivateAccess": false,
                  "publicAccessCidrs": ["203.0.113.0/24"], "controlPlaneEgressMode": "CUSTOMER_ROUTED"},
                "computeConfig": {"enabled": true, "nodePools": ["general-purpose"]},
                "remoteNetworkConfig": {"remoteNodeNetworks": [{"cidrs": ["192.168.0.0/24"]}],
                  "remotePodNetworks": [{"cidrs": ["192.168.1.0/24"]}]},
                "health": {"issues": [{"code": "Ec2SubnetNotFound", "message": "gone", "resourceIds": ["subnet-0a9"]}]}
                """);

        assertThat(cluster.arn().toString()).isEqualTo(ARN);
        assertThat(cluster.kind()).isEqualTo(Cluster.Kind.REGION);
        assertThat(cluster.status()).isEqualTo(Cluster.Status.ACTIVE);
        assertThat(cluster.endpointAccess())
                .isEqualTo(new EndpointAccess(true, false, List.of(Cidr.parse("203.0.113.0/24"))));
        assertThat(cluster.controlPlaneEgressMode()).isEqualTo(Cluster.ControlPlaneEgressMode.CUSTOMER_ROUTED);
        assertThat(cluster.ipFamily()).isEqualTo(Cidr.Family.IPV6);
        assertThat(cluster.serviceIpv4Cidr()).contains(Cidr.parse("172.20.0.0/16"));
        assertThat(cluster.clusterSecurityGroupId()).contains("sg-0b2");
        assertThat(cluster.autoModeNodePools()).containsExactly("general-purpose");
        assertThat(cluster.remoteNodeNetworks()).containsExactly(Cidr.parse("192.168.0.0/24"));
        assertThat(cluster.remotePodNetworks()).containsExactly(Cidr.parse("192.168.1.0/24"));
        assertThat(cluster.healthIssues())
                .containsExactly(new HealthIssue("Ec2SubnetNotFound", "gone", List.of("subnet-0a9")));
    }

    @Test
    void whatAClusterDoesNotSayIsAsEksDefaultsIt() {
        Cluster cluster = cluster("\"resourcesVpcConfig\": {\"vpcId\": \"vpc-0a1\"}");

        assertThat(cluster.controlPlaneEgressMode()).isEqualTo(Cluster.ControlPlaneEgressMode.AWS_MANAGED);
        assertThat(cluster.ipFamily()).isEqualTo(Cidr.Family.IPV4);
        assertThat(cluster.serviceIpv4Cidr()).isEmpty();
        assertThat(cluster.autoMode()).isFalse();
        assertThat(cluster.apiServerEndpoint()).isEmpty();
    }

    @Test
    void registeredClusterHasNoVpc() {
        Cluster cluster = cluster("\"connectorConfig\": {\"provider\": \"EC2\"}, \"status\": \"PENDING\"");

        assertThat(cluster.kind()).isEqualTo(Cluster.Kind.CONNECTED);
        assertThat(cluster.vpcId()).isEmpty();
    }

    @Test
    void localClusterStandsOnAnOutpost() {
        assertThat(cluster(
                                "\"outpostConfig\": {\"outpostArns\": [\"arn:aws:outposts:us-east-1:123456789012:outpost/op-1\"]}")
                        .kind())
                .isEqualTo(Cluster.Kind.OUTPOST);
    }

    @ParameterizedTest
    @CsvSource({"CREATING, CREATING", "UPDATING, UPDATING", "HIBERNATING, OTHER", "OTHER, OTHER"})
    void statusAddedLaterIsOther(String status, Cluster.Status expected) {
        assertThat(cluster("\"status\": \"" + status + "\"").status()).isEqualTo(expected);
    }

    @Test
    void egressModeAddedLaterIsOther() {
        assertThat(cluster("\"resourcesVpcConfig\": {\"controlPlaneEgressMode\": \"CARRIER_PIGEON\"}")
                        .controlPlaneEgressMode())
                .isEqualTo(Cluster.ControlPlaneEgressMode.OTHER);
    }

    @Test
    void rangeThatIsNoneFailsTheCluster() {
        assertThat(read(
                        Questions.CLUSTERS,
                        "{\"name\": \"demo\", \"arn\": \"" + ARN
                                + "\", \"resourcesVpcConfig\": {\"publicAccessCidrs\": [\"office\"]}}"))
                .isEqualTo(Read.failed(
                        "eks:DescribeCluster",
                        "\"office\" in publicAccessCidrs of cluster demo is not a range of IP addresses"));
    }

    @Test
    void nodeGroupNamesItsTemplateAndItsGroups() {
        Nodegroup group = map(Questions.NODEGROUPS, """
                {"nodegroupName": "nodes", "clusterName": "demo", "status": "DEGRADED", "amiType": "AL2023_x86_64_STANDARD",
                 "nodegroupArn": "arn:aws:eks:us-east-1:123456789012:nodegroup/demo/nodes/0a1", "subnets": ["subnet-0a1"],
                 "launchTemplate": {"name": "nodes", "id": "lt-0a1", "version": "3"},
                 "resources": {"autoScalingGroups": [{"name": "eks-nodes-0a1"}], "remoteAccessSecurityGroup": "sg-0c3"},
                 "health": {"issues": [{"code": "NodeCreationFailure", "message": "did not join", "resourceIds": ["i-0a1"]}]}}
                """);

        assertThat(group.launchTemplate()).contains(new LaunchTemplateRef("lt-0a1", "3"));
        assertThat(group.autoScalingGroupNames()).containsExactly("eks-nodes-0a1");
        assertThat(group.remoteAccessSecurityGroupId()).contains("sg-0c3");
        assertThat(group.healthIssues()).extracting(HealthIssue::code).containsExactly("NodeCreationFailure");
    }

    @Test
    void templateVersionTellsFalseFromNothing() {
        LaunchTemplateVersion version = map(VpcQuestions.LAUNCH_TEMPLATES, """
                {"LaunchTemplateId": "lt-0a1", "LaunchTemplateName": "nodes", "VersionNumber": 4, "DefaultVersion": true,
                 "LaunchTemplateData": {"SecurityGroupIds": ["sg-0a1"], "NetworkInterfaces": [
                  {"DeviceIndex": 1},
                  {"DeviceIndex": 0, "AssociatePublicIpAddress": false, "Groups": ["sg-0b2"], "SubnetId": "subnet-0a1"}]}}
                """);

        assertThat(version.version()).isEqualTo(4);
        assertThat(version.networkInterfaces())
                .containsExactly(
                        new LaunchTemplateVersion.Interface(
                                Optional.of(false), Optional.of("subnet-0a1"), List.of("sg-0b2")),
                        new LaunchTemplateVersion.Interface(Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void autoScalingGroupBelongsToTheClustersItIsTaggedFor() {
        List<Keyed<AutoScalingGroup>> groups = records(Questions.AUTO_SCALING_GROUPS, """
                {"AutoScalingGroupName": "nodes",
                 "AutoScalingGroupARN": "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:0a1:autoScalingGroupName/nodes",
                 "VPCZoneIdentifier": "subnet-0a1, subnet-0b2",
                 "MixedInstancesPolicy": {"LaunchTemplate": {"LaunchTemplateSpecification":
                   {"LaunchTemplateId": "lt-0a1", "LaunchTemplateName": "nodes"}}},
                 "Tags": [{"Key": "kubernetes.io/cluster/demo", "Value": "owned", "PropagateAtLaunch": true},
                          {"Key": "Name", "Value": "nodes", "PropagateAtLaunch": false}]}
                """);

        assertThat(groups.getFirst().keys()).containsExactlyInAnyOrder("us-east-1/demo", "us-east-1//nodes");
        AutoScalingGroup group = map(groups);
        assertThat(group.subnetIds()).containsExactly("subnet-0a1", "subnet-0b2");
        assertThat(group.launchTemplate()).contains(new LaunchTemplateRef("lt-0a1", "$Default"));
        assertThat(group.tagsPropagatedAtLaunch()).containsExactly("kubernetes.io/cluster/demo");
    }

    private static <M> M map(List<Keyed<M>> records) {
        return new Answer<>(records).one().orElse(Optional.empty()).orElseThrow();
    }

    private static <M> M map(Question<?, M> question, String json) {
        return CliAnswer.map(question, json);
    }

    @Test
    void runningNodesAreFoundByVpcAndOthersAreNot() {
        List<Keyed<Instance>> instances = records(VpcQuestions.INSTANCES, """
                {"ReservationId": "r-0a1", "Instances": [
                  {"InstanceId": "i-0a1", "VpcId": "vpc-0a1", "SubnetId": "subnet-0a1", "State": {"Name": "running"},
                   "Tags": [{"Key": "kubernetes.io/cluster/demo", "Value": "owned"}],
                   "SecurityGroups": [{"GroupId": "sg-0a1"}, {"GroupId": "sg-0b2"}], "PublicIpAddress": "198.51.100.7",
                   "NetworkInterfaces": [
                    {"Attachment": {"DeviceIndex": 1}, "Groups": [{"GroupId": "sg-0b2"}]},
                    {"Attachment": {"DeviceIndex": 0}, "Groups": [{"GroupId": "sg-0a1"}],
                     "Association": {"PublicIp": "198.51.100.7"}}]},
                  {"InstanceId": "i-0b2", "VpcId": "vpc-0a1", "State": {"Name": "terminated"},
                   "Tags": [{"Key": "kubernetes.io/cluster/demo", "Value": "owned"}]},
                  {"InstanceId": "i-0c3", "VpcId": "vpc-0a1", "State": {"Name": "running"}}]}
                """);

        List<Instance> nodes = new Answer<>(instances).of("vpc-0a1").orElse(List.of());
        assertThat(nodes).extracting(Instance::id).containsExactly("i-0a1");
        assertThat(nodes.getFirst().publicIps()).containsExactly(Cidr.parse("198.51.100.7"));
        assertThat(nodes.getFirst().groupIds()).containsExactly("sg-0a1");
        assertThat(nodes.getFirst().isNodeOf("demo")).isTrue();
    }
}
