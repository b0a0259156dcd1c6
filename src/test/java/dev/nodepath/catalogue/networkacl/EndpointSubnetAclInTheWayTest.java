package dev.nodepath.catalogue.networkacl;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestAcl;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** NA-004: The network ACLs of VPC endpoints' subnets let nodes reach the endpoints. */
class EndpointSubnetAclInTheWayTest implements RuleExamples {

    /** Nodes and the cluster's interfaces in one subnet; the endpoints' other subnet behind an ACL of its own. */
    private static TestNetwork endpointsBehind(Consumer<TestAcl> change) {
        return TestNetwork.privateOnly()
                .nodesIn("subnet-private-a")
                .controlPlaneIn("subnet-private-a")
                .aclOf("subnet-private-b", change);
    }

    @Override
    public Example wrong() {
        return new Example(
                "The ACL of a subnet in which the VPC endpoints answer has no entries.", endpointsBehind(acl -> {}));
    }

    @Override
    public Example right() {
        return new Example(
                "The ACL of a subnet in which the VPC endpoints answer admits port 443 from the node subnet and lets"
                        + " answers out to it.",
                endpointsBehind(acl ->
                        acl.allowsIn(100, 443, 443, "10.0.10.0/24").allowsOut(100, 1024, 65535, "10.0.10.0/24")));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The network ACLs could not be read.", TestNetwork.privateOnly().unread(Need.NETWORK_ACLS)));
    }

    @Test
    void aclWithoutEntriesShutsNodesOut() {
        Result result = violation("NA-004", endpointsBehind(acl -> {}));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("acl-subnet-private-b"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-b"), Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).contains("to port 443 of VPC endpoint vpce-ec2");
        assertThat(result.related()).isEmpty();
        String entry = "aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id acl-subnet-private-b"
                + " --rule-number 100 --protocol tcp --port-range From=%s --cidr-block 10.0.10.0/24 --rule-action allow %s";
        assertThat(result.remedy().commands())
                .containsExactly(
                        entry.formatted("443,To=443", "--ingress"), entry.formatted("1024,To=65535", "--egress"));
    }

    @Test
    void portsOfLinuxAreEnoughForNow() {
        TestNetwork network = endpointsBehind(
                acl -> acl.allowsIn(100, 443, 443, "10.0.10.0/24").allowsOut(100, 32768, 60999, "10.0.10.0/24"));
        assertThat(violation("NA-004", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void nameThatAnEndpointTakesOverLeadsThereFromNatSubnetsToo() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .nodesIn("subnet-private-a")
                .controlPlaneIn("subnet-private-a")
                .withVpcEndpoints()
                .aclOf("subnet-private-b", acl -> {});
        assertThat(violation("NA-004", network).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void unreadAclsDecideNothing() {
        TestNetwork network = TestNetwork.privateOnly()
                .nodesIn("subnet-private-a")
                .controlPlaneIn("subnet-private-a")
                .unread(Need.NETWORK_ACLS);
        assertThat(unknown("NA-004", network).resource()).isEqualTo(Resource.ec2("subnet-private-b"));
    }

    @Test
    void defaultAclIsCompliant() {
        compliant("NA-004", TestNetwork.privateOnly());
    }
}
