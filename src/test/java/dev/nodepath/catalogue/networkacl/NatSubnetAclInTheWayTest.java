package dev.nodepath.catalogue.networkacl;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestAcl;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NA-003: The network ACL of a NAT gateway's subnet lets the nodes' traffic through both ways. */
class NatSubnetAclInTheWayTest implements RuleExamples {

    private static TestNetwork natBehind(Consumer<TestAcl> change) {
        return TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").aclOf("subnet-public-a", change);
    }

    /** The four crossings, which is all a NAT gateway for the node subnet needs. */
    private static TestAcl fourCrossings(TestAcl acl) {
        return acl.allowsIn(100, 443, 443, "10.0.10.0/24")
                .allowsOut(100, 443, 443, "0.0.0.0/0")
                .allowsIn(110, 1024, 65535, "0.0.0.0/0")
                .allowsOut(110, 1024, 65535, "10.0.10.0/24");
    }

    private static TestNetwork linuxPorts() {
        return natBehind(acl -> fourCrossings(acl).without(110, false).allowsIn(110, 32768, 60999, "0.0.0.0/0"));
    }

    @Override
    public Example wrong() {
        return new Example(
                "The ACL of the NAT gateway's subnet admits answers to the ports Linux nodes use, not to those of the NAT"
                        + " gateway.",
                linuxPorts());
    }

    @Override
    public Example right() {
        return new Example(
                "The ACL of the NAT gateway's subnet lets through what nodes send, both ways, and nothing else.",
                natBehind(NatSubnetAclInTheWayTest::fourCrossings));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The network ACLs could not be read.",
                TestNetwork.publicAndPrivate().unread(Need.NETWORK_ACLS)));
    }

    @Test
    void natGatewaysUseMorePortsThanLinuxNodes() {
        Result result = violation("NA-003", linuxPorts());
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("acl-subnet-public-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-public-a"), Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).contains("inbound from public addresses to ports 1024-65535 at NAT gateway nat-a");
        assertThat(result.related()).containsExactly("EP-002");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id"
                        + " acl-subnet-public-a --rule-number 120 --protocol tcp --port-range From=1024,To=65535"
                        + " --cidr-block 0.0.0.0/0 --rule-action allow --ingress");
    }

    @ParameterizedTest
    @CsvSource({
        "100, false, inbound from subnet-private-a to port 443",
        "100, true, outbound to port 443 of public addresses",
        "110, false, inbound from public addresses",
        "110, true, outbound to ephemeral ports 32768-60999 of subnet-private-a"
    })
    void eachOfTheFourCrossingsIsNeeded(int number, boolean egress, String crossing) {
        Result result = violation("NA-003", natBehind(acl -> fourCrossings(acl).without(number, egress)));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.reason()).contains(crossing);
        assertThat(result.remedy().commands()).hasSize(1);
    }

    @Test
    void fourCrossingsAreEnough() {
        compliant("NA-003", natBehind(NatSubnetAclInTheWayTest::fourCrossings));
    }

    @Test
    void answersToThePortsOfTheNodesThereNowAreEnoughForNow() {
        Result result = violation(
                "NA-003",
                natBehind(acl -> fourCrossings(acl).without(110, true).allowsOut(110, 32768, 60999, "10.0.10.0/24")));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason())
                .isEqualTo("Network ACL acl-subnet-public-a lets answers through to only a part of the ephemeral ports"
                        + " 1024-65535 (subnet-public-a, subnet-private-a): enough for the nodes there now, not for"
                        + " others, such as Windows ones among Linux ones.");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id"
                        + " acl-subnet-public-a --rule-number 120 --protocol tcp --port-range From=1024,To=65535"
                        + " --cidr-block 10.0.10.0/24 --rule-action allow --egress");
    }

    @Test
    void thePortOfRdpMayStayClosed() {
        Result result = violation("NA-003", natBehind(acl -> acl.allowsAllBut(false, 3389, "0.0.0.0/0")));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("acl-subnet-public-a"));
        assertThat(result.reason()).contains("port 3389 of NAT gateway nat-a");
        assertThat(result.remedy().commands()).isEmpty();
        assertThat(result.remedy().text()).startsWith("Decide").contains("EC2.21");
    }

    @Test
    void withThePrivateEndpointNodesMissOnlyTheRest() {
        assertThat(violation("NA-003", linuxPorts().endpoint(Mode.PUBLIC_AND_PRIVATE))
                        .severity())
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void aclOfAnotherSubnetIsNotAsked() {
        compliant(
                "NA-003",
                TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").aclOf("subnet-public-b", acl -> {}));
    }

    @Test
    void unreadAclsDecideNothing() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").unread(Need.NETWORK_ACLS);
        assertThat(unknown("NA-003", network).resource()).isEqualTo(Resource.ec2("subnet-public-a"));
    }
}
