package dev.nodepath.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.NatGateway;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTest {

    private static TestNetwork network() {
        return TestNetwork.publicAndPrivate()
                .withVpcEndpoints()
                .egressOnlyInternetGateway("eigw-1")
                .aclOf("subnet-private-a", acl -> acl.allowsAll())
                .fargateProfile("pods", "subnet-private-a");
    }

    private static boolean isGone(String id, Consumer<TestNetwork> change) {
        TestNetwork network = network();
        change.accept(network);
        return Presence.isGone(id, network.build());
    }

    private static Arguments kind(String id, Need need, Consumer<TestNetwork> deletion) {
        return Arguments.of(id, need, deletion);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("subnet-private-a", Need.SUBNETS, network -> network.withoutSubnet("subnet-private-a")),
                kind("rtb-private-a", Need.ROUTE_TABLES, network -> network.withoutRouteTable("rtb-private-a")),
                kind("nat-a", Need.NAT_GATEWAYS, network -> network.withoutNatGateway("nat-a")),
                kind("igw-1", Need.INTERNET_GATEWAYS, network -> network.withoutInternetGateway("igw-1")),
                kind(
                        "eigw-1",
                        Need.EGRESS_ONLY_INTERNET_GATEWAYS,
                        network -> network.withoutEgressOnlyInternetGateway("eigw-1")),
                kind("sg-cluster", Need.SECURITY_GROUPS, network -> network.withoutSecurityGroup("sg-cluster")),
                kind("vpce-ecr-api", Need.VPC_ENDPOINTS, network -> network.withoutVpcEndpoint("ecr.api")),
                kind(TestNetwork.nodegroupArn("workers"), Need.NODEGROUPS, TestNetwork::withoutNodegroups));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void resourceIsGoneOnceAwsNoLongerListsIt(String id, Need need, Consumer<TestNetwork> deletion) {
        assertThat(isGone(id, network -> {})).isFalse();
        assertThat(isGone(id, deletion)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatCouldNotBeAskedForIsNotKnownToBeGone(String id, Need need, Consumer<TestNetwork> deletion) {
        assertThat(isGone(id, network -> network.unread(need))).isFalse();
        assertThat(isGone(id, deletion.andThen(network -> network.unread(need))))
                .isEqualTo(need == Need.NODEGROUPS);
    }

    @Test
    void deletedNatGatewayIsGoneWhileItIsStillListed() {
        assertThat(isGone("nat-a", network -> network.natGateway("nat-a", nat -> nat.state(NatGateway.State.DELETED))))
                .isTrue();
        assertThat(isGone("nat-a", network -> network.natGateway("nat-a", nat -> nat.state(NatGateway.State.DELETING))))
                .isFalse();
    }

    @Test
    void subnetOfAnotherVpcIsThere() {
        assertThat(isGone("subnet-far", network -> {})).isTrue();
        assertThat(isGone("subnet-far", network -> network.subnetElsewhere("subnet-far", "172.16.0.0/24")))
                .isFalse();
    }

    @Test
    void networkAclThatWasReplacedIsGone() {
        assertThat(isGone("acl-subnet-private-a", network -> {})).isFalse();
        assertThat(isGone("acl-subnet-private-b", network -> {})).isTrue();
        assertThat(isGone("acl-subnet-private-b", network -> network.unread(Need.NETWORK_ACLS)))
                .isFalse();
    }

    @Test
    void fargateProfileThatIsNoLongerListedIsGone() {
        assertThat(isGone(TestNetwork.fargateArn("pods"), network -> {})).isFalse();
        assertThat(isGone(TestNetwork.fargateArn("jobs"), network -> {})).isTrue();
        assertThat(isGone(TestNetwork.fargateArn("jobs"), network -> network.unread(Need.FARGATE_PROFILE_NAMES)))
                .isFalse();
    }

    @Test
    void nodeGroupsThatCouldNotBeListedAreNotKnownToBeGone() {
        assertThat(isGone(TestNetwork.nodegroupArn("old"), network -> network.unread(Need.NODEGROUP_NAMES)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestNetwork.VPC,
                "arn:aws:eks:us-east-1:123456789012:cluster/demo",
                "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/old",
                "ec2:DescribeSubnets",
                "EKS.1"
            })
    void whatIsNotListedOneByOneIsNeverGone(String id) {
        assertThat(isGone(id, network -> {})).isFalse();
    }
}
