package dev.nodepath.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Read;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.VpcEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnsettledTest {

    @Test
    void compliantNetworkIsSettled() {
        assertThat(in(TestNetwork.publicAndPrivate())).isEmpty();
        assertThat(in(TestNetwork.privateOnly())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Cluster.Status.class,
            names = {"CREATING", "UPDATING", "PENDING"})
    void clusterThatEksWorksOnIsUnsettled(Cluster.Status status) {
        assertThat(in(TestNetwork.publicAndPrivate().cluster(cluster -> cluster.status(status))))
                .containsExactly("Cluster demo is " + status + ".");
    }

    @ParameterizedTest
    @EnumSource(
            value = Cluster.Status.class,
            names = {"CREATING", "UPDATING", "PENDING"},
            mode = EnumSource.Mode.EXCLUDE)
    void clusterThatWillStayAsItIsIsSettled(Cluster.Status status) {
        assertThat(in(TestNetwork.publicAndPrivate().cluster(cluster -> cluster.status(status))))
                .isEmpty();
    }

    @Test
    void pendingNatGatewayIsUnsettledAndADeletedOneIsNot() {
        assertThat(in(TestNetwork.publicAndPrivate().natGateway("nat-a", nat -> nat.state(NatGateway.State.PENDING))))
                .containsExactly("NAT gateway nat-a is pending.");
        assertThat(in(TestNetwork.publicAndPrivate().natGateway("nat-a", nat -> nat.state(NatGateway.State.DELETED))))
                .isEmpty();
    }

    @Test
    void pendingVpcEndpointIsUnsettled() {
        assertThat(in(TestNetwork.privateOnly()
                        .vpcEndpoint("ec2", endpoint -> endpoint.state(VpcEndpoint.State.PENDING))))
                .containsExactly("VPC endpoint vpce-ec2 is pending.");
    }

    @Test
    void routeTableAssociationOnItsWayIsUnsettled() {
        assertThat(in(TestNetwork.publicAndPrivate()
                        .routeTable(
                                "rtb-private-a",
                                table -> table.associate("subnet-private-a", RouteTable.Association.State.UNSETTLED))))
                .isNotEmpty()
                .allSatisfy(sentence -> assertThat(sentence)
                        .isEqualTo("Association rtbassoc-subnet-private-a of route table rtb-private-a is neither made"
                                + " nor dissolved."));
    }

    @Test
    void failureThatPassesByItselfIsWorthAskingAgainAndADeniedCallIsNot() {
        assertThat(Unsettled.unreadIn(TestNetwork.publicAndPrivate().build())).isEmpty();
        assertThat(Unsettled.unreadIn(withAutoScalingGroups(
                        Read.failedForNow("autoscaling:DescribeAutoScalingGroups", "AWS throttled the call"))))
                .containsExactly("autoscaling:DescribeAutoScalingGroups: AWS throttled the call.");
        assertThat(Unsettled.unreadIn(
                        withAutoScalingGroups(Read.failed("autoscaling:DescribeAutoScalingGroups", "not allowed"))))
                .isEmpty();
    }

    private static ClusterNetwork withAutoScalingGroups(Read<List<AutoScalingGroup>> groups) {
        ClusterNetwork network = TestNetwork.publicAndPrivate().build();
        return new ClusterNetwork(
                network.cluster(),
                network.nodegroups(),
                network.fargateProfiles(),
                groups,
                network.launchTemplates(),
                network.podIdentityAssociations(),
                network.subnetsElsewhere(),
                network.vpc());
    }

    private static List<String> in(TestNetwork network) {
        return Unsettled.in(network.build());
    }
}
