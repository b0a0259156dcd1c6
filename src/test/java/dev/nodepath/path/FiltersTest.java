package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.PUBLIC_A;
import static dev.nodepath.path.PathTesting.apiServer;
import static dev.nodepath.path.PathTesting.join;
import static dev.nodepath.path.PathTesting.reachable;
import static dev.nodepath.path.PathTesting.unknown;
import static dev.nodepath.path.PathTesting.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Security groups and network ACLs on the way to the internet (rules SG-005, NA-001, NA-003). */
class FiltersTest {

    private final TestNetwork network = TestNetwork.publicAndPrivate();

    // --- SG-005

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, REACHABLE",
        "52.0.0.0/8, UNKNOWN",
        "10.0.0.0/8, UNREACHABLE",
        "sg-cluster, UNREACHABLE",
        "pl-unreadable, UNKNOWN"
    })
    void nodesHaveToBeLetOutToAnyPublicAddress(String peer, Reachability verdict) {
        network.unreadablePrefixList("pl-unreadable")
                .securityGroup("sg-cluster", group -> group.withoutEgress().lets(443, peer));
        Answer answer = apiServer(network, PRIVATE_A);
        assertThat(answer.verdict()).as(answer.reason()).isEqualTo(verdict);
        if (verdict != Reachability.REACHABLE) {
            assertThat(answer.decidedBy()).containsExactly("SG-005");
            assertThat(answer.causes().getFirst().resource()).isEqualTo(Resource.ec2(PRIVATE_A));
            assertThat(answer.causes().getFirst().also()).containsExactly(Resource.ec2("sg-cluster"));
            assertThat(answer.reason()).contains("nodegroup/workers (sg-cluster)");
        }
    }

    @Test
    void whichPartOfThePublicAddressesNodesNeedIsNotKnown() {
        network.securityGroup("sg-cluster", group -> group.withoutEgress().lets(443, "52.0.0.0/8"));
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PARTIAL_FILTER, "SG-005");
    }

    @Test
    void allNodesOfASubnetHaveToBeLetOut() {
        network.nodegroup("more", group -> group.in(PRIVATE_A).launchTemplate("lt-1"))
                .launchTemplate("lt-1", template -> template.groups("sg-shut"))
                .securityGroup("sg-shut", group -> {});
        assertThat(unreachable(apiServer(network, PRIVATE_A), "SG-005").sentence())
                .contains("nodegroup/more (sg-shut)");
    }

    @Test
    void groupsThatCannotBeReadDecideNothing() {
        unknown(apiServer(network.unread(Need.SECURITY_GROUPS), PRIVATE_A), UnknownReason.NOT_READ, "SG-005");
    }

    // --- NA-001

    @ParameterizedTest
    @CsvSource({
        "443, 443, 0.0.0.0/0, 1024, 65535, 0.0.0.0/0, REACHABLE",
        "443, 443, 0.0.0.0/0, 32768, 60999, 0.0.0.0/0, REACHABLE",
        "443, 443, 0.0.0.0/0, 32768, 60998, 0.0.0.0/0, UNREACHABLE",
        "443, 443, 0.0.0.0/0, 32769, 60999, 0.0.0.0/0, UNREACHABLE",
        "443, 443, 0.0.0.0/0, 1024, 65535, 10.0.0.0/16, UNREACHABLE",
        "443, 443, 0.0.0.0/0, 1024, 65535, 52.0.0.0/8, UNKNOWN",
        "80, 80, 0.0.0.0/0, 1024, 65535, 0.0.0.0/0, UNREACHABLE",
        "0, 65535, 10.0.0.0/8, 1024, 65535, 0.0.0.0/0, UNREACHABLE",
        "0, 65535, 52.0.0.0/8, 1024, 65535, 0.0.0.0/0, UNKNOWN",
    })
    void answersComeFromPublicAddressesToEphemeralPorts(
            int outFrom, int outTo, String outCidr, int inFrom, int inTo, String inCidr, Reachability verdict) {
        network.aclOf(
                PRIVATE_A, acl -> acl.allowsOut(100, outFrom, outTo, outCidr).allowsIn(100, inFrom, inTo, inCidr));
        Answer answer = apiServer(network, PRIVATE_A);
        assertThat(answer.verdict()).as(answer.reason()).isEqualTo(verdict);
        if (verdict != Reachability.REACHABLE) {
            assertThat(answer.decidedBy()).containsExactly("NA-001");
            assertThat(answer.reason()).contains("acl-subnet-private-a");
        }
        if (verdict == Reachability.UNKNOWN) {
            assertThat(answer.causes().getFirst().unknown()).contains(UnknownReason.PARTIAL_FILTER);
        }
    }

    @Test
    void nodesOfPublicSubnetsAreGuardedToo() {
        TestNetwork publicOnly = TestNetwork.publicOnly().aclOf(PUBLIC_A, acl -> {});
        unreachable(apiServer(publicOnly, PUBLIC_A), "NA-001");
    }

    @Test
    void withThePrivateEndpointOnItOnlyKeepsNodesFromTheServices() {
        network.endpoint(Mode.PUBLIC_AND_PRIVATE)
                .aclOf(
                        PRIVATE_A,
                        acl -> acl.add(100, true, -1, true, "0.0.0.0/0", PortRange.ALL)
                                .allowsIn(100, 0, 65535, "10.0.0.0/16"));
        reachable(apiServer(network, PRIVATE_A));
        unreachable(join(network, PRIVATE_A), "NA-001");
    }

    @Test
    void aclsThatCannotBeReadDecideNothing() {
        unknown(apiServer(network.unread(Need.NETWORK_ACLS), PRIVATE_A), UnknownReason.NOT_READ, "NA-003", "NA-001");
        unknown(
                apiServer(TestNetwork.publicAndPrivate().withoutAclOf(PRIVATE_A), PRIVATE_A),
                UnknownReason.NOT_READ,
                "NA-001");
    }

    // --- NA-003

    @ParameterizedTest
    @CsvSource({
        // direction out?, from, to, cidr: what is missing from an ACL that lets everything else through
        "true, 443, 443, 0.0.0.0/0, UNREACHABLE",
        "false, 2000, 2000, 0.0.0.0/0, UNREACHABLE",
        "false, 443, 443, 10.0.10.0/24, UNREACHABLE",
        "false, 443, 443, 10.0.11.0/24, REACHABLE",
        "true, 40000, 40000, 10.0.10.0/24, UNREACHABLE",
        "true, 40000, 40000, 10.0.11.0/24, REACHABLE",
        "false, 443, 443, 52.0.0.0/8, REACHABLE",
        "false, 22, 22, 0.0.0.0/0, REACHABLE",
    })
    void theNatGatewaysAclGuardsBothOfItsSides(boolean egress, int from, int to, String cidr, Reachability verdict) {
        network.aclOf(PUBLIC_A, acl -> {
            if (egress) {
                acl.deniesOut(90, from, to, cidr);
            } else {
                acl.deniesIn(90, from, to, cidr);
            }
            acl.allowsAll();
        });
        Answer answer = apiServer(network, PRIVATE_A);
        assertThat(answer.verdict()).as(answer.reason()).isEqualTo(verdict);
        if (verdict != Reachability.REACHABLE) {
            assertThat(answer.decidedBy()).containsExactly("NA-003");
            assertThat(answer.reason()).contains("at NAT gateway nat-a");
        }
        reachable(apiServer(network, "subnet-private-b"));
    }

    @Test
    void aNatGatewayUsesAllPortsFrom1024() {
        network.aclOf(
                PUBLIC_A,
                acl -> acl.allowsIn(100, 443, 443, "10.0.0.0/16")
                        .allowsOut(100, 0, 65535, "0.0.0.0/0")
                        .allowsIn(110, 32768, 61000, "0.0.0.0/0"));
        unreachable(apiServer(network, PRIVATE_A), "NA-003");
        network.acl("acl-subnet-public-a", acl -> acl.allowsIn(120, 1024, 65535, "0.0.0.0/0"));
        reachable(apiServer(network, PRIVATE_A));
    }

    @ParameterizedTest
    @CsvSource({
        "AL2023_x86_64_STANDARD, 32768, 60999, REACHABLE",
        "AL2023_x86_64_STANDARD, 32768, 60998, UNREACHABLE",
        "AL2023_x86_64_STANDARD, 49152, 65535, UNREACHABLE",
        "WINDOWS_CORE_2022_x86_64, 49152, 65535, REACHABLE",
        "WINDOWS_CORE_2022_x86_64, 32768, 60999, UNREACHABLE",
    })
    void aNatGatewayAnswersNodesOnTheirOwnPorts(String amiType, int from, int to, Reachability verdict) {
        network.nodegroup("workers", group -> group.amiType(amiType))
                .aclOf(
                        PUBLIC_A,
                        acl -> acl.allowsIn(100, 0, 65535, "0.0.0.0/0")
                                .allowsOut(100, 443, 443, "0.0.0.0/0")
                                .allowsOut(110, from, to, "10.0.10.0/24"));
        Answer answer = apiServer(network, PRIVATE_A);
        assertThat(answer.verdict()).as(answer.reason()).isEqualTo(verdict);
        if (verdict != Reachability.REACHABLE) {
            assertThat(answer.decidedBy()).containsExactly("NA-003");
            assertThat(answer.reason()).contains("of subnet-private-a at NAT gateway nat-a");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3389, 3389, REACHABLE",
        "22, 22, REACHABLE",
        "3388, 3389, UNREACHABLE",
        "3389, 3390, UNREACHABLE",
        "3390, 3390, UNREACHABLE",
        "22, 3389, UNREACHABLE",
    })
    void ofANatGatewaysPortsThatOfRdpAloneMayBeClosed(int from, int to, Reachability verdict) {
        network.aclOf(PUBLIC_A, acl -> acl.deniesIn(90, from, to, "0.0.0.0/0").allowsAll());
        Answer answer = apiServer(network, PRIVATE_A);
        assertThat(answer.verdict()).as(answer.reason()).isEqualTo(verdict);
        if (verdict != Reachability.REACHABLE) {
            assertThat(answer.decidedBy()).containsExactly("NA-003");
        }
    }

    @Test
    void thePathShowsThatThePortOfRdpIsClosed() {
        network.aclOf(PUBLIC_A, acl -> acl.allowsAllBut(false, 3389, "0.0.0.0/0"));
        assertThat(apiServer(network, PRIVATE_A).hops())
                .extracting(Hop::detail)
                .contains(
                        "inbound rules 90 (deny TCP 3389, 0.0.0.0/0), 100 (allow all traffic, 0.0.0.0/0) let only a part of"
                                + " answers from public addresses to TCP 1024-65535 of the NAT gateway through");
    }

    @Test
    void besideThePortOfRdpNoAddressMayBeMissing() {
        network.aclOf(
                PUBLIC_A,
                acl -> acl.deniesIn(90, 3389, 3389, "0.0.0.0/0")
                        .allowsIn(100, 0, 65535, "10.0.0.0/16")
                        .allowsIn(110, 0, 65535, "52.0.0.0/8")
                        .allowsOut(100, 0, 65535, "0.0.0.0/0"));
        assertThat(apiServer(network, PRIVATE_A).decidedBy()).containsExactly("NA-003");
    }
}
