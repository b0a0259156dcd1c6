package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.PUBLIC_A;
import static dev.nodepath.path.PathTesting.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestAcl;
import dev.nodepath.network.TestNetwork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stops no node now but would later, or single connections (rules NA-001 to NA-004). */
class LaterPathsTest {

    private static final String PRIVATE_B = "subnet-private-b";

    private final TestNetwork network = TestNetwork.publicAndPrivate();

    /** Cluster subnets without an interface. */
    @Nested
    class UnusedClusterSubnets {

        private List<Cause> causes(String subnetId) {
            return LaterPaths.toUnusedClusterSubnets(
                    network.controlPlaneIn(PRIVATE_A)
                            .cluster(c -> c.subnets(PRIVATE_A, PRIVATE_B))
                            .aclOf(PRIVATE_B, acl -> {})
                            .build(),
                    paths(network, subnetId));
        }

        @Test
        void theirAclsMatterOnceEksMovesTheInterfaces() {
            network.endpoint(Mode.PUBLIC_AND_PRIVATE);
            assertThat(causes(PRIVATE_A))
                    .hasSize(2)
                    .allSatisfy(cause -> assertThat(cause.rule()).isEqualTo("NA-002"));
        }

        @Test
        void withoutThePrivateEndpointNodesDoNotGoThere() {
            network.endpoint(Mode.PUBLIC_ONLY);
            assertThat(causes(PRIVATE_A)).isEmpty();
        }

        @Test
        void nodesOfAnotherVpcDoNotGoThere() {
            network.endpoint(Mode.PUBLIC_AND_PRIVATE)
                    .subnetElsewhere("subnet-far", "172.16.0.0/24")
                    .nodesIn("subnet-far");
            assertThat(causes("subnet-far")).isEmpty();
        }
    }

    /** Nodes with other ephemeral ports. */
    @Nested
    class OtherNodes {

        private List<Cause> causes() {
            return LaterPaths.ofOtherNodes(network.build(), paths(network, PRIVATE_A));
        }

        /** The addresses from or to which other nodes lack ports. */
        private List<String> peers() {
            return causes().stream()
                    .map(cause -> ((Opening.AclEntry) cause.opening().orElseThrow()).peer())
                    .map(Cidr::toString)
                    .toList();
        }

        private void letsAnswersIn(TestAcl acl, int lastPort) {
            acl.allowsOut(100, 0, 65535, "0.0.0.0/0").allowsIn(100, 32768, lastPort, "0.0.0.0/0");
        }

        @Test
        void answersHaveToBeLetThroughToTheirPortsToo() {
            network.endpoint(Mode.PUBLIC_ONLY).aclOf(PRIVATE_A, acl -> letsAnswersIn(acl, 60999));
            assertThat(causes()).singleElement().satisfies(cause -> {
                assertThat(cause.rule()).isEqualTo("NA-001");
                assertThat(cause.sentence())
                        .isEqualTo(
                                "Network ACL acl-subnet-private-a lets answers through to only a part of the ephemeral"
                                        + " ports 1024-65535 (subnet-private-a): enough for the nodes there now, not for"
                                        + " others, such as Windows ones among Linux ones.");
            });
        }

        @Test
        void withThePrivateEndpointOnThoseOfTheInterfacesCountToo() {
            network.endpoint(Mode.PUBLIC_AND_PRIVATE).aclOf(PRIVATE_A, acl -> letsAnswersIn(acl, 60999));
            assertThat(peers()).containsExactly("0.0.0.0/0", "10.0.11.0/24");
        }

        @Test
        void whatStopsNodesNowIsNothingOfLater() {
            network.endpoint(Mode.PUBLIC_ONLY).aclOf(PRIVATE_A, acl -> letsAnswersIn(acl, 50000));
            assertThat(causes()).isEmpty();
        }

        @Test
        void whatStopsNodesNowHidesNothingElseOfLater() {
            network.endpoint(Mode.PUBLIC_AND_PRIVATE)
                    .aclOf(
                            PRIVATE_A,
                            acl -> acl.allowsOut(100, 0, 65535, "0.0.0.0/0")
                                    .allowsIn(100, 32768, 60999, "10.0.0.0/16")
                                    .allowsIn(110, 32768, 50000, "0.0.0.0/0"));
            assertThat(peers()).containsExactly("10.0.11.0/24");
        }

        @Test
        void ofEndpointsThoseCountWhoseServicesNodesCall() {
            network.addSubnet("subnet-endpoints", 'a', "10.0.20.0/24")
                    .aclOf(
                            "subnet-endpoints",
                            acl -> acl.allowsIn(100, 443, 443, "10.0.0.0/16")
                                    .allowsOut(100, 32768, 60999, "10.0.0.0/16"))
                    .vpcEndpoint("logs", endpoint -> endpoint.in("subnet-endpoints"));
            assertThat(causes()).isEmpty();
            network.vpcEndpoint("ec2", endpoint -> endpoint.in("subnet-endpoints"));
            assertThat(causes())
                    .singleElement()
                    .satisfies(cause -> assertThat(cause.rule()).isEqualTo("NA-004"));
        }

        private void natGatewayAnswersOn(int lastPort) {
            network.aclOf(
                    PUBLIC_A,
                    acl -> acl.allowsIn(100, 0, 65535, "0.0.0.0/0")
                            .allowsOut(100, 443, 443, "0.0.0.0/0")
                            .allowsOut(110, 32768, lastPort, "0.0.0.0/0"));
        }

        @Test
        void ofANatGatewayItsAnswersToThemCount() {
            natGatewayAnswersOn(60999);
            assertThat(causes()).singleElement().satisfies(cause -> {
                assertThat(cause.rule()).isEqualTo("NA-003");
                assertThat(cause.sentence()).contains("acl-subnet-public-a", "(subnet-public-a, subnet-private-a)");
            });
            assertThat(peers()).containsExactly("10.0.10.0/24");
        }

        @Test
        void aNatGatewayThatStopsNodesNowIsNothingOfLater() {
            natGatewayAnswersOn(50000);
            assertThat(causes()).isEmpty();
        }

        @Test
        void aNatGatewayThatDoesNotWorkIsNothingOfLater() {
            natGatewayAnswersOn(60999);
            network.natGateway("nat-a", nat -> nat.state(NatGateway.State.FAILED));
            assertThat(causes()).isEmpty();
        }

        @Test
        void nodesOfNoKindUseThePortOfRdp() {
            network.endpoint(Mode.PUBLIC_AND_PRIVATE)
                    .aclOf(PRIVATE_A, acl -> acl.allowsAllBut(false, 3389, "0.0.0.0/0"))
                    .aclOf(PUBLIC_A, acl -> acl.allowsAllBut(false, 3389, "0.0.0.0/0"));
            assertThat(causes()).isEmpty();
        }
    }

    /** Connections for which a NAT gateway picks a port whose answers do not come in. */
    @Nested
    class TriedAgain {

        private Optional<Cause> cause() {
            return LaterPaths.triedAgain(network.build(), paths(network, PRIVATE_A));
        }

        @Test
        void thoseFromThePortOfRdpWhereItIsClosed() {
            network.aclOf(PUBLIC_A, acl -> acl.allowsAllBut(false, 3389, "0.0.0.0/0"));
            assertThat(cause()).hasValueSatisfying(cause -> {
                assertThat(cause.rule()).isEqualTo("NA-003");
                assertThat(cause.resource()).isEqualTo(Resource.ec2("acl-subnet-public-a"));
                assertThat(cause.also()).containsExactly(Resource.ec2(PUBLIC_A), Resource.ec2(PRIVATE_A));
                assertThat(cause.sentence())
                        .isEqualTo(
                                "Network ACL acl-subnet-public-a of subnet subnet-public-a does not let all answers to"
                                        + " port 3389 of NAT gateway nat-a in: connections from subnet-private-a for which the gateway"
                                        + " picks that port, one of 64512, time out and are tried again.");
            });
        }

        @Test
        void thoseFromThePortOfRdpWhereNoEntryAdmitsIt() {
            network.aclOf(
                    PUBLIC_A,
                    acl -> acl.allowsIn(100, 443, 3388, "0.0.0.0/0")
                            .allowsIn(110, 3390, 65535, "0.0.0.0/0")
                            .allowsOut(100, 0, 65535, "0.0.0.0/0"));
            assertThat(cause()).isPresent();
        }

        @Test
        void noneWhereAllPortsAreOpen() {
            assertThat(cause()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {3388, 3390})
        void noneWhereAnotherPortStopsNodes(int port) {
            network.aclOf(
                    PUBLIC_A, acl -> acl.deniesIn(80, port, port, "0.0.0.0/0").allowsAllBut(false, 3389, "0.0.0.0/0"));
            assertThat(cause()).isEmpty();
        }
    }
}
