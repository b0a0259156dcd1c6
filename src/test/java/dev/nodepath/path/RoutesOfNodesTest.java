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
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Resource;
import dev.nodepath.network.RouteTable.Association;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default route of a node subnet leads to, and what becomes of it. */
class RoutesOfNodesTest {

    private final TestNetwork network = TestNetwork.publicAndPrivate();

    @Test
    void withoutRouteOutwardNodesNeedThePrivateEndpoint() {
        network.withoutRoute("rtb-private-a", "0.0.0.0/0");
        Answer answer = apiServer(network, PRIVATE_A);
        Cause cause = unreachable(answer, "EP-007");
        assertThat(cause.sentence())
                .isEqualTo(
                        "Subnet subnet-private-a has no route to the internet: route table rtb-private-a has no route for"
                                + " 0.0.0.0/0 or any public address.");
        assertThat(cause.resource()).isEqualTo(Resource.ec2(PRIVATE_A));
        assertThat(cause.also()).containsExactly(Resource.ec2("rtb-private-a"));
        assertThat(answer.hops()).contains(new Hop(Hop.Kind.ROUTE, "0.0.0.0/0", "no route"));
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.LOCAL);
    }

    @Test
    void theMissingWayOutIsTheRootOfWhateverElseNodesCannotReach() {
        unreachable(join(network.withoutRoute("rtb-private-a", "0.0.0.0/0"), PRIVATE_A), "EP-007");
    }

    @Test
    void aSubnetThatFollowsTheMainTableIsJudgedByIt() {
        network.disassociate(PRIVATE_A);
        assertThat(unreachable(apiServer(network, PRIVATE_A), "EP-007").sentence())
                .contains("rtb-main, the VPC's main table, has no route");
        assertThat(apiServer(network, PRIVATE_A).hops())
                .contains(new Hop(
                        Hop.Kind.ROUTE_TABLE,
                        "rtb-main",
                        "the VPC's main route table; the subnet has none of its own"));
        reachable(apiServer(network.withRoute("rtb-main", "0.0.0.0/0", "nat-a"), PRIVATE_A));
    }

    @Test
    void aDefaultRouteThatStaysInsideIsNone() {
        network.withRoute("rtb-private-a", "0.0.0.0/0", "local");
        assertThat(unreachable(apiServer(network, PRIVATE_A), "EP-007").sentence())
                .contains("keeps 0.0.0.0/0 inside the VPC");
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.LOCAL);
    }

    @ParameterizedTest
    @CsvSource({
        "tgw-1, PATH_LEAVES_VPC, TRANSIT_GATEWAY",
        "vgw-1, PATH_LEAVES_VPC, VIRTUAL_PRIVATE_GATEWAY",
        "core-1, PATH_LEAVES_VPC, CORE_NETWORK",
        "odb-1, PATH_LEAVES_VPC, UNKNOWN",
        "lgw-1, PATH_LEAVES_VPC, LOCAL_GATEWAY",
        "cagw-1, PATH_LEAVES_VPC, CARRIER_GATEWAY",
        "vpce-fw, APPLIANCE, APPLIANCE",
        "eni-fw, APPLIANCE, APPLIANCE",
        "new-1, SDK_UNKNOWN_VALUE, UNKNOWN"
    })
    void whatLeavesTheVpcCannotBeFollowed(String target, UnknownReason reason, Egress egress) {
        network.withRoute("rtb-private-a", "0.0.0.0/0", target);
        Cause cause = unknown(apiServer(network, PRIVATE_A), reason, "EP-002");
        assertThat(cause.resource()).isEqualTo(Resource.ec2(PRIVATE_A));
        assertThat(cause.also()).containsExactly(Resource.ec2(target.replace("eni-fw", "i-fw")));
        assertThat(cause.sentence()).contains(target.replace("eni-fw", "i-fw")).contains("cannot be seen");
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(egress);
        assertThat(apiServer(network, PRIVATE_A).hops())
                .anyMatch(hop -> hop.kind() == Hop.Kind.OUTSIDE || hop.kind() == Hop.Kind.NAT_INSTANCE);
        network.endpoint(Mode.PUBLIC_AND_PRIVATE);
        unknown(join(network, PRIVATE_A), reason, "RT-001");
    }

    @Test
    void underWhichAddressNodesLeaveIsNotKnownEither() {
        network.withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1").endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-002", "EP-003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tgw-1", "vgw-1", "core-1", "vpce-fw", "eni-fw", "pcx-1", "lgw-1", "new-1"})
    void aBlackholeDropsWhateverItLedTo(String target) {
        network.withBlackhole("rtb-private-a", "0.0.0.0/0", target);
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "RT-001");
        String id = target.replace("eni-fw", "i-fw");
        assertThat(cause.sentence())
                .isEqualTo(
                        "The default route of subnet subnet-private-a in route table rtb-private-a is a blackhole: its"
                                + " target " + id + " is gone or detached.");
        assertThat(cause.also()).containsExactly(Resource.ec2("rtb-private-a"), Resource.ec2(id));
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.BLACKHOLE);
        assertThat(apiServer(network, PRIVATE_A).hops())
                .contains(new Hop(Hop.Kind.ROUTE, "0.0.0.0/0", "blackhole, to " + id));
    }

    @Test
    void aPeerCarriesNothingToItsOwnWayOut() {
        network.withRoute("rtb-private-a", "0.0.0.0/0", "pcx-1");
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "EP-002");
        assertThat(cause.also()).containsExactly(Resource.ec2("pcx-1"), Resource.ec2("rtb-private-a"));
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.PEERING);
        unreachable(join(network.endpoint(Mode.PUBLIC_AND_PRIVATE), PRIVATE_A), "RT-001");
    }

    @Test
    void theGuardsOfTheNodesCountOnWaysThatLeaveToo() {
        network.withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1")
                .securityGroup("sg-cluster", group -> group.withoutEgress());
        unreachable(apiServer(network, PRIVATE_A), "SG-005");
        network.natInstance("eni-nat", false, "sg-nat")
                .securityGroup(
                        "sg-nat", group -> group.admits(443, "10.0.0.0/16").lets(443, "0.0.0.0/0"))
                .withRoute("rtb-private-a", "0.0.0.0/0", "eni-nat");
        unreachable(apiServer(network, PRIVATE_A), "SG-005");
    }

    @Test
    void routesToSomePublicAddressesDecideNothing() {
        network.withoutRoute("rtb-private-a", "0.0.0.0/0").withRoute("rtb-private-a", "52.94.0.0/16", "igw-1");
        Answer answer = apiServer(network, PRIVATE_A);
        Cause cause = unknown(answer, UnknownReason.PARTIAL_ROUTES, "RT-006");
        assertThat(cause.sentence()).contains("(52.94.0.0/16 to igw-1)");
        assertThat(answer.hops()).contains(new Hop(Hop.Kind.ROUTE, "public addresses", "only some of them are routed"));
    }

    @Test
    void routesToSomePublicAddressesThatAreAllBlackholesLeadNowhere() {
        network.withoutRoute("rtb-private-a", "0.0.0.0/0")
                .withBlackhole("rtb-private-a", "52.0.0.0/8", "nat-gone")
                .withBlackhole("rtb-private-a", "54.0.0.0/8", "tgw-1");
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "RT-001");
        assertThat(cause.sentence()).contains("no default route").contains("(52.0.0.0/8 to nat-gone)");
        assertThat(cause.also()).containsExactly(Resource.ec2("rtb-private-a"), Resource.ec2("nat-gone"));
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.BLACKHOLE);
        unknown(
                apiServer(network.withRoute("rtb-private-a", "52.94.0.0/16", "igw-1"), PRIVATE_A),
                UnknownReason.PARTIAL_ROUTES,
                "RT-006");
    }

    @Test
    void anUnreadableListDecidesNothing() {
        network.withoutRoute("rtb-private-a", "0.0.0.0/0")
                .prefixList("pl-1", "0.0.0.0/0")
                .withRoute("rtb-private-a", "pl-1", "nat-a");
        reachable(apiServer(network, PRIVATE_A));
        unknown(
                apiServer(network.unread(Need.PREFIX_LISTS), PRIVATE_A),
                UnknownReason.PREFIX_LIST_UNREADABLE,
                "EP-002");
    }

    @Test
    void twoHalvesAreAsGoodAsTheWorstOfThem() {
        network.withoutRoute("rtb-private-a", "0.0.0.0/0")
                .withRoute("rtb-private-a", "0.0.0.0/1", "nat-a")
                .withRoute("rtb-private-a", "128.0.0.0/1", "nat-b");
        reachable(apiServer(network, PRIVATE_A));
        assertThat(apiServer(network, PRIVATE_A).reason()).isEqualTo("All routes to public addresses work.");
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.NAT_GATEWAY);

        network.withRoute("rtb-private-a", "128.0.0.0/1", "tgw-1");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-002");
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.UNKNOWN);

        network.withBlackhole("rtb-private-a", "0.0.0.0/1", "nat-a");
        unreachable(apiServer(network, PRIVATE_A), "RT-003");
    }

    @Test
    void ofTwoHalvesBothSourcesHaveToBeAdmitted() {
        network.withoutRoute("rtb-private-a", "0.0.0.0/0")
                .withRoute("rtb-private-a", "0.0.0.0/1", "nat-a")
                .withRoute("rtb-private-a", "128.0.0.0/1", "nat-b")
                .endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP, TestNetwork.NAT_B_IP);
        reachable(apiServer(network, PRIVATE_A));
        network.endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP);
        assertThat(unreachable(apiServer(network, PRIVATE_A), "EP-003").sentence())
                .contains("nat-b");
    }

    @Test
    void tablesThatCannotBeReadDecideNothing() {
        unknown(apiServer(network.unread(Need.ROUTE_TABLES), PRIVATE_A), UnknownReason.NOT_READ, "EP-002");
        network.endpoint(Mode.PUBLIC_AND_PRIVATE);
        unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "EP-006");
        unknown(join(network, PRIVATE_A), UnknownReason.NOT_READ, "EP-006", "RT-001");
    }

    @Test
    void aTableThatAwsDoesNotShowDecidesNothing() {
        network.disassociate(PRIVATE_A).withoutRouteTable("rtb-main");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "EP-002");
        assertThat(paths(network, PRIVATE_A).routedBy()).isEmpty();
        network.sharedBy(TestNetwork.OTHER_ACCOUNT);
        unknown(apiServer(network, PRIVATE_A), UnknownReason.SHARED_VPC_NOT_VISIBLE, "EP-002");
    }

    @Test
    void anAssociationOnItsWayDecidesNothing() {
        network.routeTable("rtb-private-a", table -> table.associate(PRIVATE_A, Association.State.UNSETTLED));
        Answer answer = apiServer(network, PRIVATE_A);
        Cause cause = unknown(answer, UnknownReason.EVENTUAL_CONSISTENCY, "EP-002");
        assertThat(cause.also()).containsExactly(Resource.ec2("rtb-private-a"));
        assertThat(answer.causes()).containsExactly(cause);
    }

    @Nested
    class NatInstances {

        @Test
        void oneThatForwardsCannotBeToldFromOneThatDoesNot() {
            nat(false)
                    .securityGroup(
                            "sg-nat", group -> group.admits(443, "10.0.0.0/16").lets(443, "0.0.0.0/0"));
            Answer answer = apiServer(network, PRIVATE_A);
            Cause cause = unknown(answer, UnknownReason.APPLIANCE, "EP-002");
            assertThat(cause.also()).containsExactly(Resource.ec2("i-nat"));
            assertThat(answer.hops())
                    .contains(new Hop(Hop.Kind.NAT_INSTANCE, "i-nat", "source/destination check off, 198.51.100.99"));
        }

        @Test
        void oneWithItsSourceDestinationCheckOnDropsEverything() {
            nat(true).securityGroup("sg-nat", group -> group.admits(443, "10.0.0.0/16"));
            Cause cause = unreachable(apiServer(network, PRIVATE_A), "EP-002");
            assertThat(cause.sentence()).contains("i-nat").contains("source/destination check on");
            assertThat(cause.also()).containsExactly(Resource.ec2("i-nat"), Resource.ec2("eni-nat"));
        }

        @Test
        void oneWhoseGroupsShutTheNodesOutForwardsNothing() {
            nat(false).securityGroup("sg-nat", group -> group.admits(22, "0.0.0.0/0"));
            Cause cause = unreachable(apiServer(network, PRIVATE_A), "EP-002");
            assertThat(cause.sentence()).contains("security groups of i-nat admit no connection to port 443");
            assertThat(cause.also()).containsExactly(Resource.ec2("i-nat"), Resource.ec2("eni-nat"));
        }

        @Test
        void oneWhoseGroupsLetNothingOutForwardsNothing() {
            nat(false)
                    .securityGroup(
                            "sg-nat", group -> group.admits(443, "10.0.0.0/16").lets(443, "10.0.0.0/16"));
            Cause cause = unreachable(apiServer(network, PRIVATE_A), "EP-002");
            assertThat(cause.sentence()).contains("i-nat").contains("let no connection to port 443 out");
            assertThat(cause.also()).containsExactly(Resource.ec2("i-nat"), Resource.ec2("eni-nat"));
            unknown(
                    apiServer(network.securityGroup("sg-nat", group -> group.lets(443, "52.0.0.0/8")), PRIVATE_A),
                    UnknownReason.APPLIANCE,
                    "EP-002");
        }

        @Test
        void oneWithoutPublicAddressMayLeaveByAnotherInterface() {
            nat(false)
                    .securityGroup("sg-nat", group -> group.admits(443, "10.0.0.0/16"))
                    .networkInterface(new NetworkInterface(
                            "eni-nat",
                            TestNetwork.VPC,
                            "subnet-public-a",
                            "",
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            List.of("sg-nat"),
                            Optional.of("i-nat"),
                            List.of()));
            unknown(apiServer(network, PRIVATE_A), UnknownReason.APPLIANCE, "EP-002");
        }

        @Test
        void onesPublicAddressIsNoneForIpv6() {
            network.dualStack()
                    .endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0", "::/0")
                    .natInstance("eni-nat", false, "sg-nat")
                    .securityGroup("sg-nat", group -> group.admits(443, "10.0.0.0/16"))
                    .withoutRoute("rtb-private-a", "0.0.0.0/0")
                    .withoutRoute("rtb-private-a", "::/0")
                    .withRoute("rtb-private-a", "::/0", "eni-nat");
            assertThat(apiServer(network, PRIVATE_A).verdict()).isEqualTo(Reachability.UNKNOWN);
        }

        @Test
        void oneIsNotKnownToLetNothingOutWhereItsGroupsAreNotShown() {
            nat(false);
            unknown(apiServer(network, PRIVATE_A), UnknownReason.APPLIANCE, "EP-002");
        }

        @Test
        void oneThatAdmitsTheNodesGroupShutsNobodyOut() {
            nat(false)
                    .securityGroup(
                            "sg-nat", group -> group.admits(443, "sg-cluster").lets(443, "0.0.0.0/0"));
            unknown(apiServer(network, PRIVATE_A), UnknownReason.APPLIANCE, "EP-002");
        }

        @Test
        void oneIsNotKnownToShutOutNodesWhoseGroupsAreNotKnown() {
            nat(false)
                    .securityGroup(
                            "sg-nat", group -> group.admits(443, "sg-other").lets(443, "0.0.0.0/0"))
                    .nodegroup("workers", group -> group.launchTemplate("lt-1"));
            unknown(apiServer(network, PRIVATE_A), UnknownReason.APPLIANCE, "EP-002", "SG-005");
        }

        @Test
        void oneThatIsNotShownIsNotJudged() {
            network.withRoute("rtb-private-a", "0.0.0.0/0", "eni-nat");
            unknown(apiServer(network, PRIVATE_A), UnknownReason.APPLIANCE, "EP-002");
            assertThat(apiServer(network, PRIVATE_A).hops())
                    .contains(new Hop(Hop.Kind.NAT_INSTANCE, "i-nat", "not shown"));
            unknown(apiServer(nat(true).unread(Need.NETWORK_INTERFACES), PRIVATE_A), UnknownReason.APPLIANCE, "EP-002");
        }

        private TestNetwork nat(boolean sourceDestCheck) {
            return network.natInstance("eni-nat", sourceDestCheck, "sg-nat")
                    .withRoute("rtb-private-a", "0.0.0.0/0", "eni-nat");
        }
    }
}
