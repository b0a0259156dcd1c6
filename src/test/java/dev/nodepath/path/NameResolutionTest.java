package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.apiServer;
import static dev.nodepath.path.PathTesting.join;
import static dev.nodepath.path.PathTesting.reachable;
import static dev.nodepath.path.PathTesting.unknown;
import static dev.nodepath.path.PathTesting.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cluster's name resolves to (rule EP-005). */
class NameResolutionTest {

    /** The public way works, the private way works; only names differ. */
    private final TestNetwork network = TestNetwork.publicAndPrivate();

    @ParameterizedTest
    @CsvSource({
        // support, hostnames, mode, apiServer, join
        "true, true, PUBLIC_ONLY, REACHABLE, REACHABLE",
        "true, true, PUBLIC_AND_PRIVATE, REACHABLE, REACHABLE",
        "true, true, PRIVATE_ONLY, REACHABLE, REACHABLE",
        "true, false, PUBLIC_ONLY, REACHABLE, UNREACHABLE",
        "true, false, PUBLIC_AND_PRIVATE, REACHABLE, UNREACHABLE",
        "true, false, PRIVATE_ONLY, UNREACHABLE, UNREACHABLE",
        "false, true, PUBLIC_ONLY, UNREACHABLE, UNREACHABLE",
        "false, true, PUBLIC_AND_PRIVATE, UNREACHABLE, UNREACHABLE",
        "false, true, PRIVATE_ONLY, UNREACHABLE, UNREACHABLE",
        "false, false, PUBLIC_ONLY, UNREACHABLE, UNREACHABLE",
        "false, false, PRIVATE_ONLY, UNREACHABLE, UNREACHABLE",
    })
    void theVpcsAttributesDecideInEachMode(
            boolean support, boolean hostnames, Mode mode, Reachability apiServer, Reachability join) {
        network.endpoint(mode).dns(support, hostnames);
        assertThat(apiServer(network, PRIVATE_A).verdict()).isEqualTo(apiServer);
        assertThat(join(network, PRIVATE_A).verdict()).isEqualTo(join);
        if (apiServer == Reachability.UNREACHABLE) {
            Cause cause = unreachable(apiServer(network, PRIVATE_A), "EP-005");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("vpc-1"));
            assertThat(cause.sentence()).contains(support ? "enableDnsHostnames off" : "enableDnsSupport off");
        }
        if (join == Reachability.UNREACHABLE) {
            unreachable(join(network, PRIVATE_A), "EP-005");
        }
    }

    @Test
    void withTheVpcsResolverOffNodesMayStillAskAnother() {
        network.dns(false, true).nameServers("192.168.0.53");
        reachable(apiServer(network.endpoint(Mode.PUBLIC_ONLY), PRIVATE_A));
        unreachable(join(network, PRIVATE_A), "EP-005");
        unreachable(apiServer(network.endpoint(Mode.PRIVATE_ONLY), PRIVATE_A), "EP-005");
    }

    @Test
    void optionsWithoutNameServersAreNamedSo() {
        Cause cause = unknown(
                apiServer(TestNetwork.privateOnly().nameServers(), PRIVATE_A), UnknownReason.CUSTOM_DNS, "EP-005");
        assertThat(cause.sentence()).contains(" have no name server from their DHCP options;");
    }

    @Test
    void withoutThePrivateZoneOnlyThePublicWayIsLeft() {
        network.endpoint(Mode.PUBLIC_AND_PRIVATE).dns(true, false);
        reachable(apiServer(network, PRIVATE_A));
        network.withoutRoute("rtb-private-a", "0.0.0.0/0");
        unreachable(apiServer(network, PRIVATE_A), "EP-005");
        network.withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AmazonProvidedDNS", "169.254.169.253", "fd00:ec2::253", "10.0.0.2"})
    void theVpcsResolverHasSeveralNames(String server) {
        network.endpoint(Mode.PRIVATE_ONLY).nameServers("192.168.0.53", server);
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void withoutDhcpOptionsNodesAskTheVpcsResolver() {
        reachable(apiServer(network.endpoint(Mode.PRIVATE_ONLY).withoutDhcpOptions(), PRIVATE_A));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.3", "10.0.0.22", "8.8.8.8", "10.1.0.2", "fd00:ec2::254", "amazonprovideddns.example"})
    void anyOtherServerIsOutsideOfWhatCanBeSeen(String server) {
        Cause cause = unknown(
                apiServer(network.endpoint(Mode.PRIVATE_ONLY).nameServers(server), PRIVATE_A),
                UnknownReason.CUSTOM_DNS,
                "EP-005");
        assertThat(cause.sentence()).contains("(" + server + ")");
        reachable(apiServer(network.endpoint(Mode.PUBLIC_ONLY), PRIVATE_A));
        reachable(join(network, PRIVATE_A));
    }

    @Test
    void eachRangeOfTheVpcHasItsResolver() {
        reachable(apiServer(
                network.endpoint(Mode.PRIVATE_ONLY).vpcCidr("100.64.0.0/16").nameServers("100.64.0.2"), PRIVATE_A));
        unknown(
                apiServer(network.nameServers("100.64.0.2").unread(Need.VPC), PRIVATE_A),
                UnknownReason.NOT_READ,
                "EP-005");
    }

    @Test
    void ofIpv6RangesTheVpcsResolverHasNone() {
        // Two more in the upper 32 bits, as of an IPv4 range.
        network.endpoint(Mode.PRIVATE_ONLY).vpcCidr("2600:1f14:1::/56").nameServers("2600:1f16::");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.CUSTOM_DNS, "EP-005");
    }

    @Test
    void whatACustomServerAnswersMattersOnlyWhereTheWaysDiffer() {
        network.endpoint(Mode.PUBLIC_AND_PRIVATE).nameServers("192.168.0.53");
        reachable(apiServer(network, PRIVATE_A));

        network.withoutRoute("rtb-private-a", "0.0.0.0/0");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.CUSTOM_DNS, "EP-005");

        network.aclOf(PRIVATE_A, acl -> {});
        Answer neither = apiServer(network, PRIVATE_A);
        assertThat(neither.verdict()).isEqualTo(Reachability.UNREACHABLE);
        assertThat(neither.decidedBy()).contains("NA-001", "EP-007");

        network.withRoute("rtb-private-a", "0.0.0.0/0", "nat-a")
                .aclOf(
                        PRIVATE_A,
                        acl -> acl.deniesIn(90, 0, 65535, "10.0.0.0/16")
                                .deniesOut(90, 0, 65535, "10.0.0.0/16")
                                .allowsAll());
        unknown(apiServer(network, PRIVATE_A), UnknownReason.CUSTOM_DNS, "EP-005");
    }

    @Test
    void aPrivateEndpointBehindACustomServerIsBrokenWhereItsWayIs() {
        network.endpoint(Mode.PRIVATE_ONLY).nameServers("192.168.0.53").aclOf(PRIVATE_A, acl -> {});
        unreachable(apiServer(network, PRIVATE_A), "NA-001");
    }

    @Test
    void withoutTheAttributesItIsNotKnownWhetherNamesAreResolvedAtAll() {
        network.unread(Need.VPC_ATTRIBUTES);
        for (Mode mode : List.of(Mode.PUBLIC_ONLY, Mode.PUBLIC_AND_PRIVATE, Mode.PRIVATE_ONLY)) {
            unknown(apiServer(network.endpoint(mode), PRIVATE_A), UnknownReason.NOT_READ, "EP-005");
        }
        network.nameServers("192.168.0.53");
        reachable(apiServer(network.endpoint(Mode.PUBLIC_ONLY), PRIVATE_A));
    }

    @Test
    void hostnamesThatAreOffDoNotTellWhetherAResolverThatIsUnreadIsOff() {
        network.dns(true, false).dnsSupportUnread();
        unknown(apiServer(network.endpoint(Mode.PUBLIC_ONLY), PRIVATE_A), UnknownReason.NOT_READ, "EP-005");
    }

    @ParameterizedTest
    @EnumSource(names = {"DHCP_OPTIONS", "VPC"})
    void whetherAnUnreadResolverIsTheVpcsMattersWhereThatOneIsOff(Need need) {
        network.dns(false, true).nameServers("10.0.0.2").unread(need);
        unknown(apiServer(network.endpoint(Mode.PUBLIC_ONLY), PRIVATE_A), UnknownReason.NOT_READ, "EP-005");
    }

    @Test
    void whatCannotBeReadDecidesOnlyWhereItMatters() {
        network.unread(Need.DHCP_OPTIONS);
        reachable(apiServer(network.endpoint(Mode.PUBLIC_AND_PRIVATE), PRIVATE_A));
        reachable(apiServer(network.endpoint(Mode.PUBLIC_ONLY), PRIVATE_A));
        unknown(apiServer(network.endpoint(Mode.PRIVATE_ONLY), PRIVATE_A), UnknownReason.NOT_READ, "EP-005");
        network.endpoint(Mode.PUBLIC_AND_PRIVATE).withoutRoute("rtb-private-a", "0.0.0.0/0");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "EP-005");
    }

    @Test
    void joinNeedsTheAttributes() {
        unknown(join(network.unread(Need.VPC_ATTRIBUTES), PRIVATE_A), UnknownReason.NOT_READ, "EP-005");
    }
}
