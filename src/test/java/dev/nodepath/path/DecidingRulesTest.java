package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.apiServer;
import static dev.nodepath.path.PathTesting.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.PortRange;
import dev.nodepath.network.TestNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the hops say of the security group rules and ACL entries that let packets through or drop them. */
class DecidingRulesTest {

    private final TestNetwork network = TestNetwork.publicAndPrivate();

    private List<String> groups() {
        return details(Hop.Kind.SECURITY_GROUP, Hop.Direction.FORWARD);
    }

    private List<String> acls(Hop.Direction direction) {
        return details(Hop.Kind.NETWORK_ACL, direction);
    }

    /** Of the way to the API server. */
    private List<String> details(Hop.Kind kind, Hop.Direction direction) {
        return apiServer(network, PRIVATE_A).hops().stream()
                .filter(hop -> hop.kind() == kind && hop.direction() == direction)
                .map(hop -> hop.id() + ": " + hop.detail())
                .toList();
    }

    @Test
    void aGroupWithoutARuleThatAdmitsSaysSo() {
        network.securityGroup("sg-cluster", group -> group.withoutEgress().lets(80, "0.0.0.0/0"));
        assertThat(groups()).containsExactly("sg-cluster: no outbound rule admits TCP 443 to public addresses");
    }

    @Test
    void rulesThatAdmitAPartAreNamedTogether() {
        network.securityGroup(
                "sg-cluster",
                group -> group.withoutEgress().lets(443, "52.0.0.0/8").lets(443, "54.0.0.0/8"));
        assertThat(groups())
                .containsExactly("sg-cluster: outbound rule (TCP 443 to 52.0.0.0/8), rule (TCP 443 to 54.0.0.0/8)"
                        + " admits a part of TCP 443 to public addresses");
    }

    @Test
    void eachGroupOfANodeSpeaksForItself() {
        network.launchTemplate("lt-1", template -> template.groups("sg-a", "sg-b"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .securityGroup("sg-a", group -> group.lets(443, "52.0.0.0/8"))
                .securityGroup("sg-b", group -> group.lets(80, "0.0.0.0/0"));
        assertThat(groups())
                .containsExactly(
                        "sg-a: outbound rule (TCP 443 to 52.0.0.0/8) admits a part of TCP 443 to public addresses",
                        "sg-b: no outbound rule admits TCP 443 to public addresses");
    }

    @Test
    void theRuleThatAdmitsAllIsNamedAlone() {
        network.securityGroup(
                "sg-cluster",
                group -> group.withoutEgress().lets(443, "52.0.0.0/8").lets(6, new PortRange(400, 500), "0.0.0.0/0"));
        assertThat(groups())
                .containsExactly(
                        "sg-cluster: outbound rule (TCP 400-500 to 0.0.0.0/0) admits TCP 443 to public addresses");
    }

    @Test
    void aListThatCouldNotBeReadMayAdmitMore() {
        network.securityGroup("sg-cluster", group -> group.withoutEgress().lets(443, "pl-unread"));
        assertThat(groups())
                .containsExactly("sg-cluster: outbound rule (TCP 443 to pl-unread), whose addresses could not be read,"
                        + " admits a part of TCP 443 to public addresses");
    }

    @Test
    void theEntryThatDeniesIsNamedByItsNumber() {
        network.aclOf(PRIVATE_A, acl -> acl.allowsAll().deniesOut(90, 443, 443, "0.0.0.0/0"));
        assertThat(acls(Hop.Direction.FORWARD))
                .contains(
                        "acl-subnet-private-a: outbound rule 90 (deny TCP 443, 0.0.0.0/0) does not let TCP 443 to public"
                                + " addresses through");
    }

    @Test
    void theAnswerMeetsTheInboundEntries() {
        network.aclOf(
                PRIVATE_A,
                acl -> acl.withoutEntries()
                        .allowsOut(100, 443, 443, "0.0.0.0/0")
                        .allowsIn(110, 1024, 65535, "52.0.0.0/8"));
        assertThat(acls(Hop.Direction.RETURN))
                .last()
                .isEqualTo(
                        "acl-subnet-private-a: inbound rules 110 (allow TCP 1024-65535, 52.0.0.0/8), * (deny all traffic)"
                                + " let only a part of answers from public addresses to TCP 32768-60999 through");
    }

    @Test
    void withoutEntriesTheLastRuleDenies() {
        network.aclOf(PRIVATE_A, acl -> acl.withoutEntries());
        assertThat(acls(Hop.Direction.FORWARD))
                .contains(
                        "acl-subnet-private-a: outbound rule * (deny all traffic) does not let TCP 443 to public addresses"
                                + " through");
    }

    @Test
    void entriesThatShareThePortsAreNamedInTheirOrder() {
        network.aclOf(PRIVATE_A, acl -> acl.allowsAll().allowsIn(50, 32768, 40000, "0.0.0.0/0"));
        assertThat(acls(Hop.Direction.RETURN))
                .last()
                .isEqualTo("acl-subnet-private-a: inbound rules 50 (allow TCP 32768-40000, 0.0.0.0/0), 100 (allow all"
                        + " traffic, 0.0.0.0/0) let answers from public addresses to TCP 32768-60999 through");
    }

    @Test
    void filtersOfVpcEndpointsArePartOfTheWayToReady() {
        TestNetwork inside = TestNetwork.privateOnly();
        assertThat(join(inside, PRIVATE_A).hops())
                .extracting(Hop::toString)
                .anyMatch(hop -> hop.startsWith("security group ") && hop.endsWith(" admits TCP 443 to VPC endpoints"))
                .anyMatch(hop -> hop.startsWith("security group ") && hop.contains(": inbound rule ("))
                .doesNotHaveDuplicates();
    }
}
