package dev.nodepath.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.NatGateway;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Paths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Each zone has a NAT gateway and a private subnet of its own: nat-a and subnet-private-a in the first. */
class WaysOutTest {

    private static final String REPLACE = "aws ec2 replace-route --region us-east-1 --route-table-id rtb-private-a"
            + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id ";

    private static <T> T ask(TestNetwork network, BiFunction<WaysOut, SubnetPaths, T> question) {
        ClusterPaths paths = Paths.of(network.nodesIn("subnet-private-a").build());
        return question.apply(WaysOut.of(paths), paths.nodeSubnets().getFirst());
    }

    private static Optional<String> zoneOfNatGateway(TestNetwork network) {
        return ask(network, (out, path) -> out.natGatewayOf(path).flatMap(out::zoneOf));
    }

    private static List<String> commands(Optional<Remedy> remedy) {
        return remedy.map(Remedy::commands).orElse(List.of());
    }

    @Test
    void natGatewayOfASubnetIsTheOneItsDefaultRouteLeadsTo() {
        assertThat(ask(TestNetwork.publicAndPrivate(), WaysOut::natGatewayOf))
                .map(NatGateway::id)
                .hasValue("nat-a");
        assertThat(ask(TestNetwork.publicAndPrivate().withoutNatGateway("nat-a"), WaysOut::natGatewayOf))
                .isEmpty();
        assertThat(ask(TestNetwork.publicAndPrivate().withoutNat(), WaysOut::natGatewayOf))
                .isEmpty();
    }

    @Test
    void natGatewayOfTheSubnetsOwnZoneTakesThePlaceOfABrokenWay() {
        assertThat(commands(ask(TestNetwork.publicAndPrivate(), WaysOut::replaceDefaultRoute)))
                .containsExactly(REPLACE + "nat-a");
        TestNetwork ofOtherZone = TestNetwork.publicAndPrivate().associate("subnet-private-b", "rtb-private-a");
        assertThat(commands(ask(ofOtherZone.withoutNatGateway("nat-a"), WaysOut::replaceDefaultRoute)))
                .containsExactly(REPLACE + "nat-b");
    }

    @Test
    void ownZoneComesBeforeTheLowerId() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .natGateway("nat-0", nat -> nat.in("subnet-public-b").addresses("198.51.100.77"));
        assertThat(commands(ask(network, WaysOut::replaceDefaultRoute))).containsExactly(REPLACE + "nat-a");
    }

    @Test
    void amongNatGatewaysOfOneZoneTheLowerIdComesFirst() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .natGateway("nat-0", nat -> nat.in("subnet-public-a").addresses("198.51.100.77"));
        assertThat(commands(ask(network, WaysOut::replaceDefaultRoute))).containsExactly(REPLACE + "nat-0");
    }

    @Test
    void withoutANatGatewayThatWorksThereIsNoRemedy() {
        assertThat(ask(TestNetwork.publicAndPrivate().withoutNat(), WaysOut::replaceDefaultRoute))
                .isEmpty();
    }

    @Test
    void zoneOfANatGatewayIsThatOfItsSubnet() {
        TestNetwork network = TestNetwork.publicAndPrivate();
        assertThat(zoneOfNatGateway(network)).hasValue("use1-az1");
        TestNetwork hidden = TestNetwork.publicAndPrivate().natGateway("nat-a", nat -> nat.in("subnet-gone"));
        assertThat(zoneOfNatGateway(hidden)).isEmpty();
    }

    @Test
    void tableOfOneZoneIsRoutedWithinIt() {
        TestNetwork across = TestNetwork.publicAndPrivate().withRoute("rtb-private-a", "0.0.0.0/0", "nat-b");
        assertThat(commands(ask(across, WaysOut::routeWithinZone))).containsExactly(REPLACE + "nat-a");
    }

    @Test
    void tableOfTwoZonesIsNot() {
        TestNetwork shared = TestNetwork.publicAndPrivate()
                .withRoute("rtb-private-a", "0.0.0.0/0", "nat-b")
                .associate("subnet-private-b", "rtb-private-a");
        assertThat(ask(shared, WaysOut::routeWithinZone)).isEmpty();
    }

    @Test
    void mainTableServesWhateverSubnetComes() {
        TestNetwork main = TestNetwork.publicAndPrivate()
                .withRoute("rtb-main", "0.0.0.0/0", "nat-b")
                .associate("subnet-private-a", "rtb-main");
        assertThat(ask(main, WaysOut::routeWithinZone)).isEmpty();
    }

    @Test
    void zoneWithoutANatGatewayHasNoneToRouteTo() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withRoute("rtb-private-a", "0.0.0.0/0", "nat-b")
                .withoutNatGateway("nat-a");
        assertThat(ask(network, WaysOut::routeWithinZone)).isEmpty();
    }

    @Test
    void subnetWithoutADefaultRouteGetsOneToTheNearestNatGateway() {
        Remedy remedy = ask(
                        TestNetwork.publicAndPrivate().withoutRoute("rtb-private-a", "0.0.0.0/0"),
                        WaysOut::addDefaultRoute)
                .orElseThrow();
        assertThat(remedy.text()).startsWith("Route the subnet to NAT gateway nat-a;");
        assertThat(remedy.commands())
                .containsExactly("aws ec2 create-route --region us-east-1 --route-table-id rtb-private-a"
                        + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-a");
    }

    /** Whether its nodes keep their public addresses or go through NAT is for people to decide. */
    @Test
    void subnetThatAssignsPublicAddressesGetsNoRouteToANatGateway() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .subnet("subnet-private-a", subnet -> subnet.assignsPublicIps(true));
        assertThat(ask(network, WaysOut::addDefaultRoute)).isEmpty();
    }

    @Test
    void subnetThatFollowsTheMainTableGetsATableWithAWayOut() {
        Remedy remedy = ask(TestNetwork.publicAndPrivate().disassociate("subnet-private-a"), WaysOut::addDefaultRoute)
                .orElseThrow();
        assertThat(remedy.text()).startsWith("Associate the subnet with route table rtb-private-a,");
        assertThat(remedy.commands())
                .containsExactly("aws ec2 associate-route-table --region us-east-1 --route-table-id rtb-private-a"
                        + " --subnet-id subnet-private-a");
    }

    @Test
    void subnetThatAssignsPublicAddressesGetsATableOfTheInternetGateway() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .disassociate("subnet-private-a")
                .subnet("subnet-private-a", subnet -> subnet.assignsPublicIps(true));
        assertThat(commands(ask(network, WaysOut::addDefaultRoute)))
                .singleElement()
                .asString()
                .contains("--route-table-id rtb-public ");
    }

    @Test
    void tableThatLeadsToABrokenNatGatewayIsNoWayOut() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .disassociate("subnet-private-a")
                .natGateway("nat-a", nat -> nat.state(NatGateway.State.FAILED));
        assertThat(commands(ask(network, WaysOut::addDefaultRoute)))
                .singleElement()
                .asString()
                .contains("--route-table-id rtb-private-b ");
    }

    @Test
    void subnetThatDoesNotExistGetsNothing() {
        TestNetwork network = TestNetwork.publicAndPrivate().withoutSubnet("subnet-private-a");
        assertThat(ask(network, WaysOut::addDefaultRoute)).isEmpty();
        assertThat(ask(network, WaysOut::routeWithinZone)).isEmpty();
    }
}
