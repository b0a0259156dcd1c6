package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.apiServer;
import static dev.nodepath.path.PathTesting.join;
import static dev.nodepath.path.PathTesting.paths;
import static dev.nodepath.path.PathTesting.reachable;
import static dev.nodepath.path.PathTesting.unknown;
import static dev.nodepath.path.PathTesting.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way through a NAT gateway (rules RT-003 and RT-004). */
class NatGatewayPathTest {

    private final TestNetwork network = TestNetwork.publicAndPrivate();

    @Test
    void anAvailablePublicNatGatewayInAPublicSubnetLeadsOut() {
        Answer answer = apiServer(network, PRIVATE_A);
        reachable(answer);
        assertThat(answer.reason())
                .isEqualTo("Nodes of subnet-private-a leave through NAT gateway nat-a as 198.51.100.10.");
        assertThat(answer.hops())
                .extracting(Hop::kind, Hop::id, Hop::detail)
                .extracting(Object::toString)
                .containsExactly(
                        "(SUBNET, \"subnet-private-a\", \"10.0.10.0/24 in us-east-1a\")",
                        "(ROUTE_TABLE, \"rtb-private-a\", \"associated with the subnet\")",
                        "(ROUTE, \"0.0.0.0/0\", \"to nat-a\")",
                        "(SECURITY_GROUP, \"sg-cluster\", \"outbound rule (all traffic to 0.0.0.0/0) admits TCP 443 to public addresses\")",
                        "(NETWORK_ACL, \"acl-default\", \"outbound rule 100 (allow all traffic, 0.0.0.0/0) lets TCP 443 to public addresses through\")",
                        "(NAT_GATEWAY, \"nat-a\", \"available, public, 198.51.100.10\")",
                        "(SUBNET, \"subnet-public-a\", \"where NAT gateway nat-a stands, routed by rtb-public\")",
                        "(NETWORK_ACL, \"acl-default\", \"inbound rule 100 (allow all traffic, 0.0.0.0/0) lets TCP 443 from nodes through\")",
                        "(NETWORK_ACL, \"acl-default\", \"outbound rule 100 (allow all traffic, 0.0.0.0/0) lets TCP 443 from the NAT gateway to public addresses through\")",
                        "(INTERNET_GATEWAY, \"igw-1\", \"attached to the VPC\")",
                        "(API_SERVER, \"public endpoint\", \"admits 0.0.0.0/0\")",
                        "(NETWORK_ACL, \"acl-default\", \"inbound rule 100 (allow all traffic, 0.0.0.0/0) lets answers from public addresses to TCP 1024-65535 of the NAT gateway through\")",
                        "(NETWORK_ACL, \"acl-default\", \"outbound rule 100 (allow all traffic, 0.0.0.0/0) lets answers to nodes on TCP 32768-60999 through\")",
                        "(NETWORK_ACL, \"acl-default\", \"inbound rule 100 (allow all traffic, 0.0.0.0/0) lets answers from public addresses to TCP 32768-60999 through\")");
        assertThat(answer.hops())
                .extracting(Hop::direction)
                .endsWith(Hop.Direction.FORWARD, Hop.Direction.RETURN, Hop.Direction.RETURN, Hop.Direction.RETURN);
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.NAT_GATEWAY);
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETED", "DELETING", "FAILED"})
    void oneThatIsGoneOrFailedLeadsNowhere(NatGateway.State state) {
        network.natGateway("nat-a", nat -> nat.state(state));
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "RT-003");
        assertThat(cause.resource()).isEqualTo(Resource.ec2("nat-a"));
        assertThat(cause.also()).contains(Resource.ec2(PRIVATE_A));
        unreachable(join(network, PRIVATE_A), "RT-003");
        reachable(apiServer(network, "subnet-private-b"));
    }

    @Test
    void aFailedOneSaysWhy() {
        network.natGateway("nat-a", nat -> nat.failed("no Elastic IP left"));
        assertThat(unreachable(apiServer(network, PRIVATE_A), "RT-003").sentence())
                .isEqualTo(
                        "NAT gateway nat-a, to which subnet subnet-private-a routes, failed to be created (no Elastic IP left).");
        network.natGateway("nat-a", nat -> nat.failed(""));
        assertThat(unreachable(apiServer(network, PRIVATE_A), "RT-003").sentence())
                .isEqualTo("NAT gateway nat-a, to which subnet subnet-private-a routes, failed to be created.");
    }

    @Test
    void oneThatIsStillBeingCreatedIsNotSettled() {
        network.natGateway("nat-a", nat -> nat.state(NatGateway.State.PENDING));
        unknown(apiServer(network, PRIVATE_A), UnknownReason.EVENTUAL_CONSISTENCY, "RT-003");
    }

    @Test
    void statesConnectivityAndAvailabilityThatAreNewAreNotJudged() {
        unknown(
                apiServer(network.natGateway("nat-a", nat -> nat.state(NatGateway.State.OTHER)), PRIVATE_A),
                UnknownReason.SDK_UNKNOWN_VALUE,
                "RT-003");
        unknown(
                apiServer(
                        TestNetwork.publicAndPrivate()
                                .natGateway("nat-a", nat -> nat.connectivity(NatGateway.Connectivity.OTHER)),
                        PRIVATE_A),
                UnknownReason.SDK_UNKNOWN_VALUE,
                "RT-003");
        unknown(
                apiServer(
                        TestNetwork.publicAndPrivate()
                                .natGateway("nat-a", nat -> nat.availability(NatGateway.Availability.OTHER)),
                        PRIVATE_A),
                UnknownReason.SDK_UNKNOWN_VALUE,
                "RT-003");
    }

    @Test
    void oneThatDoesNotExistLeadsNowhere() {
        network.withoutNatGateway("nat-a");
        assertThat(unreachable(apiServer(network, PRIVATE_A), "RT-003").sentence())
                .contains("nat-a")
                .contains("does not exist any more");
        assertThat(apiServer(network, PRIVATE_A).hops())
                .contains(new Hop(Hop.Kind.NAT_GATEWAY, "nat-a", "does not exist"));
    }

    @Test
    void aBlackholeToOneThatIsGoneLeadsNowhere() {
        network.withoutNatGateway("nat-a").withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-a");
        unreachable(apiServer(network, PRIVATE_A), "RT-003");
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.BLACKHOLE);
    }

    @Test
    void aBlackholeToOneThatSeemsToWorkLeadsNowhere() {
        network.withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-a");
        assertThat(unreachable(apiServer(network, PRIVATE_A), "RT-003").sentence())
                .contains("blackhole");
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.BLACKHOLE);
    }

    @Test
    void aBlackholeDecidesEvenIfTheGatewayCannotBeRead() {
        network.withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-a").unread(Need.NAT_GATEWAYS);
        unreachable(apiServer(network, PRIVATE_A), "RT-003");
    }

    @Test
    void oneThatCannotBeReadDecidesNothing() {
        unknown(apiServer(network.unread(Need.NAT_GATEWAYS), PRIVATE_A), UnknownReason.NOT_READ, "RT-003");
        assertThat(apiServer(network, PRIVATE_A).reason())
                .isEqualTo("It cannot be told for nat-a: ec2:DescribeNatGateways gave no answer (AccessDenied).");
    }

    @Test
    void oneWithoutPublicAddressLeadsNowhere() {
        unreachable(apiServer(network.natGateway("nat-a", nat -> nat.addresses()), PRIVATE_A), "RT-003");
        unreachable(
                apiServer(
                        network.natGateway("nat-a", nat -> nat.addresses().unsettledAddress("198.51.100.30")),
                        PRIVATE_A),
                "RT-003");
        reachable(apiServer(
                network.natGateway(
                        "nat-a", nat -> nat.addresses("198.51.100.20").unsettledAddress("198.51.100.30")),
                PRIVATE_A));
    }

    // --- where it stands

    @Test
    void oneInTheNodesOwnSubnetRoutesBackToItself() {
        network.natGateway("nat-a", nat -> nat.in(PRIVATE_A));
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "RT-004");
        assertThat(cause.sentence())
                .isEqualTo(
                        "NAT gateway nat-a stands in subnet subnet-private-a, which is not public: its route table rtb-private-a"
                                + " routes back to the gateway itself.");
        assertThat(cause.resource()).isEqualTo(Resource.ec2("nat-a"));
    }

    @Test
    void oneBehindAnotherNatGatewayLeadsNowhere() {
        network.natGateway("nat-a", nat -> nat.in("subnet-private-b"));
        assertThat(unreachable(apiServer(network, PRIVATE_A), "RT-004").sentence())
                .contains("routes to nat-b instead of an internet gateway");
    }

    @Test
    void oneInASubnetWithoutDefaultRouteLeadsNowhere() {
        network.withoutRoute("rtb-public", "0.0.0.0/0");
        assertThat(unreachable(apiServer(network, PRIVATE_A), "RT-004").sentence())
                .contains("has no route to an internet gateway");
    }

    @Test
    void oneInASubnetOfTheMainTableIsRoutedByIt() {
        network.disassociate("subnet-public-a").disassociate("subnet-public-b");
        assertThat(unreachable(apiServer(network, PRIVATE_A), "RT-004").sentence())
                .contains("rtb-main");
        reachable(apiServer(network.withRoute("rtb-main", "0.0.0.0/0", "igw-1"), PRIVATE_A));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcx-1", "local", "eigw-1"})
    void oneWhoseSubnetStaysInsideLeadsNowhere(String target) {
        network.withRoute("rtb-public", "0.0.0.0/0", target);
        unreachable(apiServer(network, PRIVATE_A), "RT-004");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tgw-1", "vgw-1", "core-1", "lgw-1", "odb-1", "cagw-1"})
    void oneThatSendsOnOutOfTheVpcCannotBeFollowed(String target) {
        network.withRoute("rtb-public", "0.0.0.0/0", target);
        Cause cause = unknown(apiServer(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-002");
        assertThat(cause.sentence()).contains("nat-a").contains(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpce-fw", "eni-fw"})
    void oneBehindAFirewallCannotBeFollowed(String target) {
        unknown(
                apiServer(network.withRoute("rtb-public", "0.0.0.0/0", target), PRIVATE_A),
                UnknownReason.APPLIANCE,
                "EP-002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tgw-1", "vpce-fw", "eni-fw", "igw-1"})
    void oneBehindABlackholeLeadsNowhere(String target) {
        network.withBlackhole("rtb-public", "0.0.0.0/0", target);
        assertThat(apiServer(network, PRIVATE_A).verdict()).isEqualTo(Reachability.UNREACHABLE);
    }

    @Test
    void oneBehindATargetOfANewKindIsNotJudged() {
        assertThat(apiServer(network.withRoute("rtb-public", "0.0.0.0/0", "new-1"), PRIVATE_A)
                        .verdict())
                .isEqualTo(Reachability.UNKNOWN);
    }

    @Test
    void oneBehindADetachedInternetGatewayLeadsNowhere() {
        Cause cause = unreachable(apiServer(network.detachInternetGateway("igw-1"), PRIVATE_A), "RT-002");
        assertThat(cause.resource()).isEqualTo(Resource.ec2("igw-1"));
        unknown(
                apiServer(TestNetwork.publicAndPrivate().unread(Need.INTERNET_GATEWAYS), PRIVATE_A),
                UnknownReason.NOT_READ,
                "RT-002");
    }

    @Test
    void oneInASubnetWithTwoHalvesToAnInternetGatewayLeadsOut() {
        network.withoutRoute("rtb-public", "0.0.0.0/0")
                .withRoute("rtb-public", "0.0.0.0/1", "igw-1")
                .withRoute("rtb-public", "128.0.0.0/1", "igw-1");
        reachable(apiServer(network, PRIVATE_A));
        network.withRoute("rtb-public", "128.0.0.0/1", "nat-b");
        unreachable(apiServer(network, PRIVATE_A), "RT-004");
        network.withRoute("rtb-public", "128.0.0.0/1", "tgw-1");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-002");
        network.internetGateway("igw-2").withRoute("rtb-public", "128.0.0.0/1", "igw-2");
        reachable(apiServer(network, PRIVATE_A));
        unreachable(apiServer(network.detachInternetGateway("igw-2"), PRIVATE_A), "RT-002");
    }

    @Test
    void oneInASubnetThatRoutesSomePublicAddressesIsNotJudged() {
        network.withoutRoute("rtb-public", "0.0.0.0/0").withRoute("rtb-public", "52.0.0.0/8", "igw-1");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PARTIAL_ROUTES, "RT-004");
        unreachable(apiServer(network.withBlackhole("rtb-public", "52.0.0.0/8", "igw-1"), PRIVATE_A), "RT-004");
    }

    @Test
    void oneInASubnetWithAnUnreadableListIsNotJudged() {
        network.withoutRoute("rtb-public", "0.0.0.0/0")
                .unreadablePrefixList("pl-x")
                .withRoute("rtb-public", "pl-x", "igw-1");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PREFIX_LIST_UNREADABLE, "RT-004");
    }

    @Test
    void oneInASubnetWithoutVisibleTableIsNotJudged() {
        network.disassociate("subnet-public-a").withoutRouteTable("rtb-main");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "RT-004");
    }

    @Test
    void oneInASubnetBetweenTwoTablesIsNotJudged() {
        network.routeTable(
                "rtb-public",
                table -> table.associate(
                        "subnet-public-a", dev.nodepath.network.RouteTable.Association.State.UNSETTLED));
        unknown(apiServer(network, PRIVATE_A), UnknownReason.EVENTUAL_CONSISTENCY, "RT-004");
    }

    @Test
    void aZonalOneWithoutSubnetIsNotJudged() {
        Cause cause = unknown(
                apiServer(network.natGateway("nat-a", nat -> nat.withoutSubnet()), PRIVATE_A),
                UnknownReason.NOT_READ,
                "RT-003");
        assertThat(cause.sentence()).endsWith("stands in a subnet that AWS did not show.");
    }

    @Test
    void aZonalOneInASubnetThatIsNotShownIsNotJudged() {
        Cause cause = unknown(
                apiServer(network.natGateway("nat-a", nat -> nat.in("subnet-gone")), PRIVATE_A),
                UnknownReason.NOT_READ,
                "RT-003");
        assertThat(cause.sentence())
                .isEqualTo(
                        "NAT gateway nat-a, to which subnet subnet-private-a routes, stands in subnet subnet-gone that"
                                + " AWS did not show.");
    }

    // --- private ones

    @Test
    void aPrivateOneBeforeAnInternetGatewayLeadsNowhere() {
        network.natGateway("nat-a", nat -> nat.isPrivate());
        assertThat(unreachable(apiServer(network, PRIVATE_A), "RT-003").sentence())
                .contains("connectivity type private");
        unreachable(apiServer(network.withoutRoute("rtb-public", "0.0.0.0/0"), PRIVATE_A), "RT-003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tgw-1", "vgw-1", "core-1"})
    void aPrivateOneBeforeAnotherNetworkCannotBeFollowed(String target) {
        network.natGateway("nat-a", nat -> nat.isPrivate()).withRoute("rtb-public", "0.0.0.0/0", target);
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-002");
        unreachable(apiServer(network.withBlackhole("rtb-public", "0.0.0.0/0", target), PRIVATE_A), "RT-003");
    }

    @Test
    void aPrivateOneWhoseRoutesAreNotKnownIsNotJudged() {
        network.natGateway("nat-a", nat -> nat.isPrivate());
        network.disassociate("subnet-public-a").withoutRouteTable("rtb-main");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "RT-003");
        TestNetwork unreadable = TestNetwork.publicAndPrivate()
                .natGateway("nat-a", nat -> nat.isPrivate())
                .withoutRoute("rtb-public", "0.0.0.0/0")
                .unreadablePrefixList("pl-x")
                .withRoute("rtb-public", "pl-x", "tgw-1");
        unknown(apiServer(unreadable, PRIVATE_A), UnknownReason.PREFIX_LIST_UNREADABLE, "RT-003");
    }

    @Test
    void aPrivateOneThatSendsPublicAddressesInPartToAnotherNetworkIsNotJudged() {
        network.natGateway("nat-a", nat -> nat.isPrivate())
                .withoutRoute("rtb-public", "0.0.0.0/0")
                .withRoute("rtb-public", "52.0.0.0/8", "tgw-1");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PARTIAL_ROUTES, "RT-003");
        unreachable(apiServer(network.withRoute("rtb-public", "52.0.0.0/8", "igw-1"), PRIVATE_A), "RT-003");
    }

    // --- regional ones

    @Test
    void aRegionalOneNeedsNoPublicSubnet() {
        network.natGateway("nat-a", nat -> nat.regional()).withoutRouteTable("rtb-public");
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void aRegionalOneIsRoutedByItsOwnTable() {
        network.natGateway("nat-a", nat -> nat.regional("rtb-nat"));
        reachable(apiServer(network, PRIVATE_A));
        network.routeTable("rtb-nat", table -> table.route("0.0.0.0/0", "igw-1"));
        reachable(apiServer(network, PRIVATE_A));
        unreachable(apiServer(network.detachInternetGateway("igw-1"), PRIVATE_A), "RT-002");
    }

    @Test
    void aRegionalOneWhoseTableWasEditedLeadsNowhere() {
        network.natGateway("nat-a", nat -> nat.regional("rtb-nat")).routeTable("rtb-nat", table -> {});
        assertThat(unreachable(apiServer(network, PRIVATE_A), "RT-003").sentence())
                .contains("rtb-nat")
                .contains("has no route to an internet gateway");
        unknown(
                apiServer(network.withRoute("rtb-nat", "0.0.0.0/0", "vpce-fw"), PRIVATE_A),
                UnknownReason.APPLIANCE,
                "EP-002");
    }

    // --- for what it is used

    @Test
    void withThePrivateEndpointOnABrokenOneOnlyKeepsNodesFromTheServices() {
        network.endpoint(Mode.PUBLIC_AND_PRIVATE).natGateway("nat-a", nat -> nat.state(NatGateway.State.DELETED));
        reachable(apiServer(network, PRIVATE_A));
        unreachable(join(network, PRIVATE_A), "RT-003");
    }

    @Test
    void withThePrivateEndpointOnWhatCannotBeFollowedIsRt001s() {
        network.endpoint(Mode.PUBLIC_AND_PRIVATE).withRoute("rtb-public", "0.0.0.0/0", "tgw-1");
        reachable(apiServer(network, PRIVATE_A));
        unknown(join(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "RT-001");
    }

    @Test
    void theOwnerOfASharedVpcDoesNotShowItsNatGateways() {
        network.sharedBy(TestNetwork.OTHER_ACCOUNT).withoutNatGateway("nat-a");
        Cause cause = unknown(apiServer(network, PRIVATE_A), UnknownReason.SHARED_VPC_NOT_VISIBLE, "EP-002");
        assertThat(cause.sentence()).contains(TestNetwork.OTHER_ACCOUNT).contains("nat-a");
        assertThat(apiServer(network, PRIVATE_A).hops())
                .contains(new Hop(Hop.Kind.NAT_GATEWAY, "nat-a", "not shown by the VPC's owner"));
        network.endpoint(Mode.PUBLIC_AND_PRIVATE);
        reachable(apiServer(network, PRIVATE_A));
        unknown(join(network, PRIVATE_A), UnknownReason.SHARED_VPC_NOT_VISIBLE, "RT-003");
        network.endpoint(Mode.PUBLIC_ONLY).withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-a");
        unreachable(apiServer(network, PRIVATE_A), "RT-003");
    }

    @Test
    void theOwnerOfASharedVpcWasAskedForItsNatGateways() {
        network.sharedBy(TestNetwork.OTHER_ACCOUNT).seenByOwner();
        reachable(apiServer(network, PRIVATE_A));
        reachable(join(network, PRIVATE_A));
        network.withoutNatGateway("nat-a");
        unreachable(apiServer(network, PRIVATE_A), "RT-003");
    }

    @Test
    void ipv6PacketsDoNotPassIt() {
        network.dualStack().withRoute("rtb-private-a", "::/0", "nat-a").withoutRoute("rtb-private-a", "0.0.0.0/0");
        assertThat(apiServer(network, PRIVATE_A).verdict()).isEqualTo(Reachability.UNKNOWN);
    }
}
