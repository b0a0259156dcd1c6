package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.PUBLIC_A;
import static dev.nodepath.path.PathTesting.apiServer;
import static dev.nodepath.path.PathTesting.join;
import static dev.nodepath.path.PathTesting.paths;
import static dev.nodepath.path.PathTesting.reachable;
import static dev.nodepath.path.PathTesting.unknown;
import static dev.nodepath.path.PathTesting.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cluster;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which subnets have paths, what nothing can be said of, and what each endpoint mode would make of them. */
class PathsTest {

    private final TestNetwork network = TestNetwork.publicAndPrivate();

    @Test
    void everyNodeSubnetHasItsPaths() {
        ClusterPaths paths = Paths.of(network.build());
        assertThat(paths.nodeSubnets())
                .extracting(SubnetPaths::subnetId)
                .containsExactly(PRIVATE_A, "subnet-private-b");
        assertThat(paths.cluster().name()).isEqualTo("demo");
        SubnetPaths first = paths.nodeSubnets().getFirst();
        assertThat(first.subnet().orElseThrow().id()).isEqualTo(PRIVATE_A);
        assertThat(first.routedBy().orElseThrow().table().id()).isEqualTo("rtb-private-a");
    }

    // --- clusters

    @ParameterizedTest
    @EnumSource(
            value = Cluster.Kind.class,
            names = {"CONNECTED", "OUTPOST"})
    void aClusterElsewhereHasNoPathsInTheVpc(Cluster.Kind kind) {
        ClusterPaths paths = Paths.of(network.cluster(c -> c.kind(kind)).build());
        assertThat(paths.nodeSubnets()).isEmpty();
        assertThat(paths.pattern()).isEqualTo(VpcPattern.UNKNOWN);
    }

    @Test
    void aClusterThatIsBeingDeletedHasNoPaths() {
        assertThat(Paths.of(network.cluster(c -> c.status(Cluster.Status.DELETING))
                                .build())
                        .nodeSubnets())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATING, UPDATE_IN_PROGRESS",
        "PENDING, UPDATE_IN_PROGRESS",
        "FAILED, UPDATE_IN_PROGRESS",
        "OTHER, SDK_UNKNOWN_VALUE"
    })
    void aClusterThatIsNotSettledIsNotJudged(Cluster.Status status, UnknownReason reason) {
        network.cluster(c -> c.status(status));
        Cause cause = unknown(apiServer(network, PRIVATE_A), reason, "EP-011");
        assertThat(cause.resource()).isEqualTo(Resource.cluster(TestNetwork.CLUSTER_ARN));
        unknown(join(network, PRIVATE_A), reason, "EP-011");
        assertThat(paths(network, PRIVATE_A).modes())
                .containsOnlyKeys(Mode.PUBLIC_ONLY, Mode.PUBLIC_AND_PRIVATE, Mode.PRIVATE_ONLY)
                .containsValue(Reachability.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cluster.Status.class,
            names = {"ACTIVE", "UPDATING"})
    void aClusterInUseIsJudged(Cluster.Status status) {
        reachable(apiServer(network.cluster(c -> c.status(status)), PRIVATE_A));
    }

    @Test
    void aClusterWithoutEndpointWasMisread() {
        Cause cause = unknown(apiServer(network.endpoint(Mode.NEITHER), PRIVATE_A), UnknownReason.NOT_READ, "EP-001");
        assertThat(cause.resource()).isEqualTo(Resource.cluster(TestNetwork.CLUSTER_ARN));
    }

    // --- nodes

    @Test
    void thereMayBeNodesThatWereNotRead() {
        assertThat(Paths.of(network.build()).nodesNotRead()).isEmpty();
        assertThat(Paths.of(network.unread(Need.NODEGROUPS).build()).nodesNotRead())
                .hasValueSatisfying(cause -> assertThat(cause.isUnread()).isTrue());
    }

    // --- subnets

    @Test
    void aSubnetThatIsGoneHasNoWayAnywhere() {
        network.nodesIn(PRIVATE_A, "subnet-gone");
        Cause cause = unreachable(apiServer(network, "subnet-gone"), "SN-003");
        assertThat(cause.sentence()).isEqualTo("Subnet subnet-gone (nodegroup/workers) does not exist any more.");
        SubnetPaths paths = paths(network, "subnet-gone");
        assertThat(paths.egress()).isEqualTo(Egress.UNKNOWN);
        assertThat(paths.subnet()).isEmpty();
        assertThat(paths.routedBy()).isEmpty();
        assertThat(paths.join()).isEqualTo(paths.apiServer());
        assertThat(paths.modes())
                .isEqualTo(Map.of(
                        Mode.PUBLIC_ONLY, Reachability.UNREACHABLE,
                        Mode.PUBLIC_AND_PRIVATE, Reachability.UNREACHABLE,
                        Mode.PRIVATE_ONLY, Reachability.UNREACHABLE));
    }

    @Test
    void aSubnetOfAnotherVpcHasNoWayToTheCluster() {
        network.subnetElsewhere("subnet-far", "172.16.0.0/24").nodesIn("subnet-far");
        Cause cause = unreachable(apiServer(network, "subnet-far"), "ND-004");
        assertThat(cause.sentence())
                .isEqualTo("Subnet subnet-far (nodegroup/workers) is in VPC vpc-2, but cluster demo is in VPC vpc-1.");
        assertThat(paths(network, "subnet-far").subnet()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "available, REACHABLE",
        "pending, UNKNOWN",
        "unavailable, UNREACHABLE",
        "failed, UNREACHABLE",
        "failed-insufficient-capacity, UNREACHABLE",
        "dreaming, UNKNOWN"
    })
    void aSubnetHasToBeAvailable(String state, Reachability verdict) {
        network.subnet(PRIVATE_A, subnet -> subnet.state(state));
        Answer answer = apiServer(network, PRIVATE_A);
        assertThat(answer.verdict()).isEqualTo(verdict);
        if (verdict != Reachability.REACHABLE) {
            assertThat(answer.decidedBy()).containsExactly("SN-003");
            assertThat(answer.causes().getFirst().resource()).isEqualTo(Resource.ec2(PRIVATE_A));
        }
    }

    @Test
    void aStateOfASubnetThatIsNewIsNotJudged() {
        unknown(
                apiServer(network.subnet(PRIVATE_A, s -> s.state("dreaming")), PRIVATE_A),
                UnknownReason.SDK_UNKNOWN_VALUE,
                "SN-003");
        unknown(
                apiServer(network.subnet(PRIVATE_A, s -> s.state("pending")), PRIVATE_A),
                UnknownReason.EVENTUAL_CONSISTENCY,
                "SN-003");
    }

    @Test
    void subnetsThatCannotBeReadAreNotAbsent() {
        unknown(apiServer(network.unread(Need.SUBNETS), PRIVATE_A), UnknownReason.NOT_READ, "SN-003");
    }

    // --- modes

    @Nested
    class Modes {

        @ParameterizedTest
        @ValueSource(strings = {"PUBLIC_ONLY", "PUBLIC_AND_PRIVATE", "PRIVATE_ONLY"})
        void eachModeIsJudgedWhateverTheClusters(Mode mode) {
            network.endpoint(mode);
            modes(network, Reachability.REACHABLE, Reachability.REACHABLE, Reachability.REACHABLE);
            network.withoutNat();
            modes(network, Reachability.UNREACHABLE, Reachability.REACHABLE, Reachability.REACHABLE);
            network.securityGroup("sg-cluster", group -> group.withoutIngress());
            modes(network, Reachability.UNREACHABLE, Reachability.UNREACHABLE, Reachability.UNREACHABLE);
        }

        @Test
        void theVerdictOfTheClustersModeIsItsOwn() {
            for (Consumer<TestNetwork> change : java.util.List.<Consumer<TestNetwork>>of(
                    n -> {},
                    TestNetwork::withoutNat,
                    n -> n.nameServers("192.168.0.53"),
                    n -> n.dns(true, false),
                    n -> n.withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1"))) {
                for (Mode mode : java.util.List.of(Mode.PUBLIC_ONLY, Mode.PUBLIC_AND_PRIVATE, Mode.PRIVATE_ONLY)) {
                    TestNetwork changed = TestNetwork.publicAndPrivate().endpoint(mode);
                    change.accept(changed);
                    SubnetPaths paths = paths(changed, PRIVATE_A);
                    assertThat(paths.modes().get(mode))
                            .isEqualTo(paths.apiServer().verdict());
                }
            }
        }

        @Test
        void theListOfAdmittedAddressesStaysUnderEachMode() {
            network.endpoint(Mode.PUBLIC_AND_PRIVATE, "203.0.113.0/24");
            modes(network, Reachability.UNREACHABLE, Reachability.REACHABLE, Reachability.REACHABLE);
            network.endpoint(Mode.PRIVATE_ONLY);
            modes(network, Reachability.REACHABLE, Reachability.REACHABLE, Reachability.REACHABLE);
        }

        private static void modes(
                TestNetwork of, Reachability publicOnly, Reachability both, Reachability privateOnly) {
            assertThat(paths(of, PRIVATE_A).modes())
                    .isEqualTo(Map.of(
                            Mode.PUBLIC_ONLY, publicOnly,
                            Mode.PUBLIC_AND_PRIVATE, both,
                            Mode.PRIVATE_ONLY, privateOnly));
        }
    }

    // --- the public list

    @Nested
    class NatAddresses {

        @Test
        void everyAddressOfTheNatGatewayHasToBeAdmitted() {
            network.endpoint(Mode.PUBLIC_ONLY, "198.51.100.10/32");
            reachable(apiServer(network, PRIVATE_A));
            Cause cause = unreachable(apiServer(network, "subnet-private-b"), "EP-003");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("subnet-private-b"));
            assertThat(cause.also()).containsExactly(Resource.ec2("nat-b"), Resource.cluster(TestNetwork.CLUSTER_ARN));
            assertThat(cause.sentence())
                    .isEqualTo(
                            "Nodes of subnet-private-b appear as 198.51.100.11/32 (NAT gateway nat-b), which the public"
                                    + " endpoint does not admit: publicAccessCidrs is 198.51.100.10/32.");
            network.natGateway("nat-a", nat -> nat.addresses("198.51.100.10", "198.51.100.20"));
            assertThat(unreachable(apiServer(network, PRIVATE_A), "EP-003").sentence())
                    .contains("appear as 198.51.100.20/32 (");
        }

        @Test
        void rangesAdmitTheirAddresses() {
            reachable(apiServer(network.endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24", "198.51.100.0/24"), PRIVATE_A));
        }

        @Test
        void thePrivateEndpointAdmitsEveryoneOfTheVpc() {
            reachable(apiServer(network.endpoint(Mode.PUBLIC_AND_PRIVATE, "203.0.113.7/32"), PRIVATE_A));
            assertThat(join(network, PRIVATE_A).isReachable()).isTrue();
        }

        @Test
        void halvesOfAllAddressesAreAllAddresses() {
            TestNetwork publicOnly = TestNetwork.publicOnly();
            reachable(apiServer(publicOnly.endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/1", "128.0.0.0/1"), "subnet-public-a"));
            unknown(
                    apiServer(publicOnly.endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/1", "192.0.0.0/2"), "subnet-public-a"),
                    UnknownReason.PARTIAL_FILTER,
                    "EP-003");
            network.natGateway("nat-a", nat -> nat.addresses("198.51.100.10"));
            reachable(apiServer(network.endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/1", "128.0.0.0/1"), PRIVATE_A));
        }

        @Test
        void listThatWasNotToldDecidesNothing() {
            network.cluster(c -> c.endpoint(Mode.PUBLIC_ONLY));
            Answer answer = apiServer(network, PRIVATE_A);
            unknown(answer, UnknownReason.NOT_READ, "EP-003");
            assertThat(answer.hops())
                    .contains(new Hop(Hop.Kind.API_SERVER, "public endpoint", "publicAccessCidrs not told"));
        }
    }

    // --- patterns

    @Nested
    class Patterns {

        @Test
        void theLayoutFollowsFromWhichSubnetsArePublic() {
            assertThat(pattern(TestNetwork.publicAndPrivate())).isEqualTo(VpcPattern.PUBLIC_AND_PRIVATE_SUBNETS);
            assertThat(pattern(TestNetwork.publicOnly())).isEqualTo(VpcPattern.PUBLIC_SUBNETS);
            assertThat(pattern(TestNetwork.privateOnly())).isEqualTo(VpcPattern.PRIVATE_SUBNETS);
        }

        @Test
        void withoutPublicSubnetAWayOutIsNoLayoutOfTheBlogs() {
            assertThat(pattern(TestNetwork.privateOnly().withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1")))
                    .isEqualTo(VpcPattern.UNKNOWN);
        }

        @Test
        void twoHalvesToAnInternetGatewayMakeASubnetPublic() {
            assertThat(pattern(TestNetwork.publicOnly()
                            .withoutRoute("rtb-public", "0.0.0.0/0")
                            .withRoute("rtb-public", "0.0.0.0/1", "igw-1")
                            .withRoute("rtb-public", "128.0.0.0/1", "igw-1")))
                    .isEqualTo(VpcPattern.PUBLIC_SUBNETS);
        }

        @Test
        void whatCannotBeReadHasNoLayout() {
            assertThat(pattern(TestNetwork.publicOnly().unread(Need.SUBNETS))).isEqualTo(VpcPattern.UNKNOWN);
            assertThat(pattern(TestNetwork.publicOnly().unread(Need.ROUTE_TABLES)))
                    .isEqualTo(VpcPattern.UNKNOWN);
            assertThat(pattern(TestNetwork.privateOnly()
                            .disassociate(PRIVATE_A)
                            .disassociate("subnet-private-b")
                            .withoutRouteTable("rtb-main")))
                    .isEqualTo(VpcPattern.UNKNOWN);
            assertThat(pattern(
                            TestNetwork.privateOnly().withoutSubnet(PRIVATE_A).withoutSubnet("subnet-private-b")))
                    .isEqualTo(VpcPattern.UNKNOWN);
        }

        private static VpcPattern pattern(TestNetwork of) {
            return Paths.of(of.build()).pattern();
        }
    }

    // --- what a broken path could use

    @Nested
    class Gateways {

        @Test
        void workingNatGatewaysAreAvailablePublicAndInAPublicSubnet() {
            assertThat(natGateways(network)).containsExactly("nat-a", "nat-b");
            network.natGateway("nat-b", nat -> nat.state(dev.nodepath.network.NatGateway.State.FAILED))
                    .natGateway("nat-c", nat -> nat.in(PUBLIC_A).isPrivate())
                    .natGateway("nat-d", nat -> nat.in(PUBLIC_A))
                    .natGateway("nat-e", nat -> nat.in(PRIVATE_A).addresses("198.51.100.12"))
                    .natGateway("nat-f", nat -> nat.addresses("198.51.100.13"))
                    .natGateway("nat-g", nat -> nat.regional().addresses("198.51.100.14"));
            assertThat(natGateways(network)).containsExactly("nat-a", "nat-g");
            assertThat(natGateways(network.detachInternetGateway("igw-1"))).containsExactly("nat-g");
        }

        @Test
        void whereNodesDependOnThePublicEndpointItHasToAdmitThem() {
            network.natGateway("nat-a", nat -> nat.addresses(TestNetwork.NAT_A_IP, "198.51.100.20"));
            network.endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP, TestNetwork.NAT_B_IP);
            assertThat(natGateways(network)).containsExactly("nat-b");
            network.endpoint(Mode.PUBLIC_AND_PRIVATE, TestNetwork.NAT_A_IP);
            assertThat(natGateways(network)).containsExactly("nat-a", "nat-b");
        }

        @Test
        void whatCannotBeReadIsNotOffered() {
            assertThat(natGateways(network.unread(Need.NAT_GATEWAYS))).isEmpty();
            assertThat(natGateways(TestNetwork.publicAndPrivate().unread(Need.INTERNET_GATEWAYS)))
                    .isEmpty();
        }

        private static java.util.List<String> natGateways(TestNetwork of) {
            return WorkingGateways.natGateways(of.build()).stream()
                    .map(dev.nodepath.network.NatGateway::id)
                    .toList();
        }
    }
}
