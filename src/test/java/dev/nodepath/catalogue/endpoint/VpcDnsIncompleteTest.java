package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EP-005: The VPC resolves names: DNS support and DNS hostnames are on, and nodes ask its resolver. */
class VpcDnsIncompleteTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The private endpoint alone is on, and the VPC has DNS hostnames off.",
                TestNetwork.privateOnly().dns(true, false));
    }

    @Override
    public Example right() {
        return new Example(
                "The private endpoint alone is on; the VPC has both DNS attributes on and its own resolver.",
                TestNetwork.privateOnly());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "Nodes ask a name server of their own.",
                        TestNetwork.privateOnly().nameServers("10.0.0.10")),
                new Example(
                        "The VPC's DNS attributes could not be read.",
                        TestNetwork.privateOnly().unread(Need.VPC_ATTRIBUTES)),
                new Example(
                        "The DHCP option sets could not be read.",
                        TestNetwork.privateOnly().unread(Need.DHCP_OPTIONS)));
    }

    private static final String MODIFY = "aws ec2 modify-vpc-attribute --region us-east-1 --vpc-id vpc-1 ";

    @Test
    void hostnamesAreOff() {
        Result result = violation("EP-005", TestNetwork.privateOnly().dns(true, false));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpc-1"));
        assertThat(result.reason()).contains("enableDnsHostnames off");
        assertThat(result.remedy().commands()).containsExactly(MODIFY + "--enable-dns-hostnames '{\"Value\":true}'");
    }

    @Test
    void bothAreOff() {
        Result result = violation("EP-005", TestNetwork.privateOnly().dns(false, false));
        assertThat(result.evidence()).anyMatch(fact -> fact.contains("enableDnsHostnames off"));
        assertThat(result.remedy().commands())
                .containsExactly(
                        MODIFY + "--enable-dns-support '{\"Value\":true}'",
                        MODIFY + "--enable-dns-hostnames '{\"Value\":true}'");
    }

    @Test
    void publicEndpointAloneIsHitLess() {
        Result result = violation("EP-005", TestNetwork.publicAndPrivate().dns(true, false));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void privateEndpointBesideThePublicOneIsNotUsed() {
        Result result = violation(
                "EP-005",
                TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE).dns(true, false));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void possibleNodeSubnetsMakeItAdvice() {
        Result result = violation(
                "EP-005", TestNetwork.privateOnly().withoutNodegroups().dns(true, false));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void ownNameServersMayNotKnowThePrivateAddresses() {
        Result result = unknown("EP-005", TestNetwork.privateOnly().nameServers("10.0.0.10"));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("10.0.0.10");
    }

    @Test
    void whereBothWaysWorkTheAnswerMakesNoDifference() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE).nameServers("10.0.0.10");
        assertThat(unknown("EP-005", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void publicEndpointResolvesAnywhere() {
        TestNetwork network = TestNetwork.publicAndPrivate().nameServers("10.0.0.10");
        assertThat(unknown("EP-005", network).severity()).isEqualTo(Severity.LOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AmazonProvidedDNS", "169.254.169.253", "10.0.0.2"})
    void resolverOfTheVpcHasSeveralNames(String server) {
        compliant("EP-005", TestNetwork.privateOnly().nameServers("10.0.0.10", server));
    }

    @Test
    void unreadAttributesDecideNothing() {
        Result result = unknown("EP-005", TestNetwork.privateOnly().unread(Need.VPC_ATTRIBUTES));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void clusterOnAnOutpostNeedsNamesToo() {
        TestNetwork network = TestNetwork.privateOnly()
                .cluster(c -> c.kind(Cluster.Kind.OUTPOST))
                .dns(true, false);
        assertThat(violation("EP-005", network).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(violated(network)).containsExactly("EP-005");
    }

    @Test
    void attributesMatterToNodesWithoutAWayOutAsWell() {
        Result result =
                violation("EP-005", TestNetwork.publicAndPrivate().withoutNat().dns(true, false));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.remedy().commands()).containsExactly(MODIFY + "--enable-dns-hostnames '{\"Value\":true}'");
    }
}
