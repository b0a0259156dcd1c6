package dev.nodepath.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.RouteTable.Association.State;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.rule.Need;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VpcNetworkTest {

    @Test
    void subnetUsesTheTableItIsAssociatedWith() {
        RoutedBy by = routedBy(TestNetwork.publicAndPrivate(), "subnet-private-a");
        assertThat(by.table().id()).isEqualTo("rtb-private-a");
        assertThat(by.implicitly()).isFalse();
        assertThat(by.settled()).isTrue();
    }

    @Test
    void subnetWithoutOwnTableUsesTheMainTable() {
        RoutedBy by = routedBy(TestNetwork.publicAndPrivate().disassociate("subnet-private-a"), "subnet-private-a");
        assertThat(by.table().id()).isEqualTo("rtb-main");
        assertThat(by.implicitly()).isTrue();
    }

    @Test
    void aSubnetOfTheMainTableThatIsAlsoAssociatedWithItUsesItExplicitly() {
        RoutedBy by =
                routedBy(TestNetwork.publicAndPrivate().associate("subnet-private-a", "rtb-main"), "subnet-private-a");
        assertThat(by.table().id()).isEqualTo("rtb-main");
        assertThat(by.implicitly()).isFalse();
    }

    @Test
    void anEndedAssociationLeavesTheSubnetToTheMainTable() {
        RoutedBy by = routedBy(
                TestNetwork.publicAndPrivate()
                        .routeTable("rtb-private-a", table -> table.associate("subnet-private-a", State.DISASSOCIATED)),
                "subnet-private-a");
        assertThat(by.table().id()).isEqualTo("rtb-main");
    }

    @Test
    void anEndedAssociationDoesNotHideTheNewOne() {
        RoutedBy by = routedBy(
                TestNetwork.publicAndPrivate()
                        .routeTable("rtb-main", table -> table.associate("subnet-private-a", State.DISASSOCIATED)),
                "subnet-private-a");
        assertThat(by.table().id()).isEqualTo("rtb-private-a");
    }

    @Test
    void anAssociationOnItsWayIsSaidToBe() {
        RoutedBy by = routedBy(
                TestNetwork.publicAndPrivate()
                        .routeTable("rtb-private-a", table -> table.associate("subnet-private-a", State.UNSETTLED)),
                "subnet-private-a");
        assertThat(by.settled()).isFalse();
    }

    @Test
    void whileASubnetMovesBetweenTablesItsRoutesAreNotSettled() {
        TestNetwork moving = TestNetwork.publicAndPrivate();
        moving.routeTable("rtb-main", table -> table.associate("subnet-private-b", State.UNSETTLED));
        assertThat(routedBy(moving, "subnet-private-b").settled()).isFalse();
        moving.routeTable("rtb-z", table -> table.associate("subnet-private-a", State.UNSETTLED));
        assertThat(routedBy(moving, "subnet-private-a").settled()).isFalse();
    }

    @Test
    void theMainTableOnItsWayIsSaidToBe() {
        RoutedBy by = routedBy(
                TestNetwork.publicAndPrivate()
                        .routeTable("rtb-main", table -> table.main(State.UNSETTLED))
                        .disassociate("subnet-private-a"),
                "subnet-private-a");
        assertThat(by.settled()).isFalse();
        assertThat(by.implicitly()).isTrue();
    }

    @Test
    void aReplacedMainTableServesNoSubnet() {
        RoutedBy by = routedBy(
                TestNetwork.publicAndPrivate()
                        .routeTable("rtb-main", table -> table.main(State.DISASSOCIATED))
                        .routeTable("rtb-new-main", TestRouteTable::main)
                        .disassociate("subnet-private-a"),
                "subnet-private-a");
        assertThat(by.table().id()).isEqualTo("rtb-new-main");
    }

    @Test
    void aGatewayTableServesNoSubnet() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutRouteTable("rtb-main")
                .routeTable("rtb-ingress", table -> table.ofGateway("igw-1"))
                .disassociate("subnet-private-a");
        assertThat(network.build().vpc().routeTableOf("subnet-private-a")).isEqualTo(Read.of(Optional.empty()));
    }

    @Test
    void tablesThatCouldNotBeReadAreNotAbsent() {
        TestNetwork network = TestNetwork.publicAndPrivate().unread(Need.ROUTE_TABLES);
        assertThat(network.build().vpc().routeTableOf("subnet-private-a"))
                .isEqualTo(Read.failed("ec2:DescribeRouteTables", "AccessDenied"));
    }

    @Test
    void partsAreFoundByTheirId() {
        VpcNetwork vpc = TestNetwork.publicAndPrivate().build().vpc();
        assertThat(vpc.subnet("subnet-private-b").map(s -> s.map(Subnet::id)))
                .isEqualTo(Read.of(Optional.of("subnet-private-b")));
        assertThat(vpc.natGateway("nat-b").map(n -> n.map(NatGateway::id))).isEqualTo(Read.of(Optional.of("nat-b")));
        assertThat(vpc.securityGroup("sg-cluster").map(g -> g.map(SecurityGroup::id)))
                .isEqualTo(Read.of(Optional.of("sg-cluster")));
        assertThat(vpc.availabilityZone("use1-az2").map(z -> z.map(AvailabilityZone::name)))
                .isEqualTo(Read.of(Optional.of("us-east-1b")));
    }

    @Test
    void whatIsNotThereIsFoundNowhere() {
        VpcNetwork vpc = TestNetwork.publicAndPrivate().build().vpc();
        assertThat(vpc.subnet("subnet-x")).isEqualTo(Read.of(Optional.empty()));
        assertThat(vpc.natGateway("nat-x")).isEqualTo(Read.of(Optional.empty()));
        assertThat(vpc.securityGroup("sg-x")).isEqualTo(Read.of(Optional.empty()));
        assertThat(vpc.availabilityZone("use1-az9")).isEqualTo(Read.of(Optional.empty()));
        assertThat(vpc.networkAclOf("subnet-x")).isEqualTo(Read.of(Optional.empty()));
    }

    @Test
    void aSubnetIsGuardedByTheAclThatNamesIt() {
        VpcNetwork vpc = TestNetwork.publicAndPrivate()
                .aclOf("subnet-private-a", acl -> acl.allowsAll())
                .build()
                .vpc();
        assertThat(vpc.networkAclOf("subnet-private-a").map(a -> a.map(NetworkAcl::id)))
                .isEqualTo(Read.of(Optional.of("acl-subnet-private-a")));
        assertThat(vpc.networkAclOf("subnet-private-b").map(a -> a.map(NetworkAcl::id)))
                .isEqualTo(Read.of(Optional.of("acl-default")));
    }

    @Test
    void aRouteFindsItsInterfaceByTheInterfacesIdOrElseByTheInstances() {
        VpcNetwork vpc = TestNetwork.publicAndPrivate()
                .natInstance("eni-one", false)
                .natInstance("eni-two", false)
                .build()
                .vpc();
        assertThat(interfaceOf(vpc, "eni-two", "i-two")).contains("eni-two");
        assertThat(interfaceOf(vpc, "eni-two", "i-one")).contains("eni-two");
        assertThat(interfaceOf(vpc, "eni-two", "")).contains("eni-two");
        assertThat(interfaceOf(vpc, "", "i-two")).contains("eni-two");
        assertThat(interfaceOf(vpc, "", "i-three")).isEmpty();
        assertThat(interfaceOf(vpc, "eni-three", "i-two")).isEmpty();
    }

    private static Optional<String> interfaceOf(VpcNetwork vpc, String interfaceId, String instanceId) {
        return vpc.networkInterface(new RouteTarget.NetworkInterface(interfaceId, instanceId))
                .orElse(Optional.empty())
                .map(NetworkInterface::id);
    }

    private static RoutedBy routedBy(TestNetwork network, String subnetId) {
        return network.build()
                .vpc()
                .routeTableOf(subnetId)
                .orElse(Optional.empty())
                .orElseThrow();
    }
}
