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

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.TestDeclared;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import org.junit.jupiter.api.Test;

/** What the operator says of a network outweighs what AWS shows of it, and nothing else does. */
class DeclaredPathsTest {

    private static final String SEEN_AS = "203.0.113.10/32";

    private static TestNetwork centralEgress(String... publicAccessCidrs) {
        return TestNetwork.publicAndPrivate()
                .transitGatewayAttachment("tgw-attach-1")
                .withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1")
                .endpoint(Mode.PUBLIC_ONLY, publicAccessCidrs);
    }

    private static TestNetwork sharedVpc(String... publicAccessCidrs) {
        return TestNetwork.publicAndPrivate()
                .sharedBy(TestNetwork.OTHER_ACCOUNT)
                .withoutNat()
                .withRoute("rtb-private-a", "0.0.0.0/0", "nat-a")
                .endpoint(Mode.PUBLIC_ONLY, publicAccessCidrs);
    }

    // --- expectedEgressCidrs

    @Test
    void expectedAddressOutsideTheListIsAFaultWhereThePathLeavesTheVpc() {
        TestNetwork network = centralEgress("198.51.100.0/24").declared(TestDeclared.egressCidrs(SEEN_AS));
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "EP-003");
        assertThat(cause.sentence())
                .isEqualTo("Nodes of subnet-private-a appear from 203.0.113.10/32, as the settings say"
                        + " (expectedEgressCidrs), which the public endpoint does not admit: publicAccessCidrs is"
                        + " 198.51.100.0/24.");
    }

    @Test
    void expectedAddressInTheListSaysNothingOfThePathToIt() {
        TestNetwork network = centralEgress("203.0.113.0/24").declared(TestDeclared.egressCidrs(SEEN_AS));
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-002");
    }

    @Test
    void withoutExpectedAddressesTheListCannotBeJudged() {
        unknown(
                apiServer(centralEgress("203.0.113.0/24"), PRIVATE_A),
                UnknownReason.PATH_LEAVES_VPC,
                "EP-002",
                "EP-003");
    }

    @Test
    void natGatewayThatTheOwnerDoesNotShowIsTheExpectedAddresses() {
        unknown(
                apiServer(sharedVpc("203.0.113.0/24"), PRIVATE_A),
                UnknownReason.SHARED_VPC_NOT_VISIBLE,
                "EP-002",
                "EP-003");
        Answer expected = apiServer(sharedVpc("203.0.113.0/24").declared(TestDeclared.egressCidrs(SEEN_AS)), PRIVATE_A);
        reachable(expected);
        assertThat(expected.hops())
                .contains(new Hop(
                        Hop.Kind.NAT_GATEWAY,
                        "nat-a",
                        "not shown by the VPC's owner; leaves as 203.0.113.10/32, as the settings say"));
        unreachable(
                apiServer(sharedVpc("198.51.100.0/24").declared(TestDeclared.egressCidrs(SEEN_AS)), PRIVATE_A),
                "EP-003");
    }

    @Test
    void visibleAddressesOutweighExpectedOnes() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP + "/32", TestNetwork.NAT_B_IP + "/32")
                .declared(TestDeclared.egressCidrs(SEEN_AS));
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void expectedAddressesDoNotExcuseABrokenPath() {
        TestNetwork network = centralEgress("203.0.113.0/24")
                .withBlackhole("rtb-private-a", "0.0.0.0/0", "tgw-1")
                .declared(TestDeclared.egressCidrs(SEEN_AS));
        unreachable(apiServer(network, PRIVATE_A), "RT-001");
    }

    @Test
    void expectedAddressesAreNotThoseOfAWayThatIsUnread() {
        TestNetwork network = TestNetwork.publicOnly()
                .endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24")
                .declared(TestDeclared.egressCidrs("192.0.2.1/32"))
                .unread(Need.ROUTE_TABLES);
        assertThat(apiServer(network, PUBLIC_A).verdict()).isEqualTo(Reachability.UNKNOWN);
    }

    @Test
    void expectedIpv6AddressesSayNothingOfIpv4() {
        TestNetwork network = centralEgress("203.0.113.0/24").declared(TestDeclared.egressCidrs("2600:1f14::/36"));
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-002", "EP-003");
    }

    // --- assumeProxyEgress

    @Test
    void proxyNeedsNoRoute() {
        TestNetwork network = TestNetwork.publicAndPrivate().withoutRoute("rtb-private-a", "0.0.0.0/0");
        unreachable(apiServer(network, PRIVATE_A), "EP-007");
        network.declared(TestDeclared.proxy());
        reachable(apiServer(network, PRIVATE_A));
        assertThat(apiServer(network, PRIVATE_A).hops())
                .contains(new Hop(Hop.Kind.OUTSIDE, "HTTP proxy", "assumed, as the settings say (assumeProxyEgress)"));
        reachable(join(network, PRIVATE_A));
        assertThat(paths(network, PRIVATE_A).egress()).isEqualTo(Egress.LOCAL);
    }

    @Test
    void proxyHasToBeAdmittedAsWell() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24");
        unknown(apiServer(network.declared(TestDeclared.proxy()), PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-003");
        reachable(apiServer(network.declared(TestDeclared.proxySeenAs(SEEN_AS)), PRIVATE_A));
        unreachable(apiServer(network.declared(TestDeclared.proxySeenAs("192.0.2.1/32")), PRIVATE_A), "EP-003");
    }

    @Test
    void proxyIsNoWayForTheControlPlane() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .declared(TestDeclared.proxy());
        assertThat(ControlPlaneEgress.causes(
                        network.build(), paths(network, PRIVATE_A).subnet().orElseThrow()))
                .extracting(Cause::sentence)
                .anySatisfy(sentence -> assertThat(sentence).contains("has no route to the internet"));
    }

    // --- strictDns

    @Test
    void strictDnsMakesNameServersOfOnesOwnAFault() {
        TestNetwork network = TestNetwork.privateOnly().nameServers("10.0.0.10");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.CUSTOM_DNS, "EP-005");
        unreachable(apiServer(network.declared(TestDeclared.strictDns()), PRIVATE_A), "EP-005");
    }

    @Test
    void strictDnsSaysNothingOfTheVpcsOwnResolver() {
        reachable(apiServer(TestNetwork.privateOnly().declared(TestDeclared.strictDns()), PRIVATE_A));
    }

    @Test
    void underStrictDnsBothEndpointsAreThePublicOneAlone() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .nameServers("10.0.0.10")
                .declared(TestDeclared.strictDns());
        reachable(apiServer(network, PRIVATE_A));
        unreachable(apiServer(network.withoutRoute("rtb-private-a", "0.0.0.0/0"), PRIVATE_A), "EP-005");
    }

    // --- noInternet

    @Test
    void withoutInternetARouteToANatGatewayIsWorthNothing() {
        TestNetwork network = TestNetwork.publicAndPrivate().declared(TestDeclared.noInternet());
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "EP-007");
        assertThat(cause.sentence())
                .isEqualTo(
                        "Nodes of subnet subnet-private-a have no way to the internet, as the settings say (noInternet).");
    }

    @Test
    void withoutInternetNodesNeedEndpoints() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE).declared(TestDeclared.noInternet());
        reachable(apiServer(network, PRIVATE_A));
        assertThat(join(network, PRIVATE_A).decidedBy()).contains("VE-001", "VE-005");
        reachable(join(network.withVpcEndpoints(), PRIVATE_A));
    }

    @Test
    void proxyCountsForNothingWhereThereIsNoInternet() {
        TestNetwork network = TestNetwork.publicAndPrivate().declared(TestDeclared.noInternetAndProxy());
        unreachable(apiServer(network, PRIVATE_A), "EP-007");
    }

    // --- customHostedZone

    @Test
    void hostedZoneOfOnesOwnMayStandInForPrivateDns() {
        TestNetwork network =
                TestNetwork.privateOnly().vpcEndpoint("ecr.api", endpoint -> endpoint.withoutPrivateDns());
        unreachable(join(network, PRIVATE_A), "VE-002");
        unknown(join(network.declared(TestDeclared.customHostedZone()), PRIVATE_A), UnknownReason.CUSTOM_DNS, "VE-002");
    }

    @Test
    void hostedZoneOfOnesOwnIsNoEndpoint() {
        TestNetwork network =
                TestNetwork.privateOnly().withoutVpcEndpoint("ecr.api").declared(TestDeclared.customHostedZone());
        unreachable(join(network, PRIVATE_A), "VE-001");
    }

    // --- what is not declared

    @Test
    void publicNodesAreNotConcerned() {
        reachable(apiServer(TestNetwork.publicOnly().declared(TestDeclared.egressCidrs("192.0.2.1/32")), PUBLIC_A));
    }
}
