package dev.nodepath.catalogue.vpcendpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** VE-004: An interface endpoint has network interfaces in the zones of the node subnets. */
class EndpointOutOfReachTest implements RuleExamples {

    private static TestNetwork ec2EndpointIn(String... subnetIds) {
        return TestNetwork.privateOnly().vpcEndpoint("ec2", endpoint -> endpoint.in(subnetIds));
    }

    @Override
    public Example wrong() {
        return new Example(
                "Node subnets of two zones without a way to the internet; the endpoint for EC2 is in one of them.",
                ec2EndpointIn("subnet-private-a"));
    }

    @Override
    public Example right() {
        return new Example(
                "Node subnets of two zones without a way to the internet, and every endpoint in both.",
                TestNetwork.privateOnly());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The endpoint is in a subnet that AWS does not show, so its zone is not known.",
                ec2EndpointIn("subnet-private-a", "subnet-hidden")));
    }

    @Test
    void zoneWithNodesHasNoInterface() {
        Result result = violation("VE-004", ec2EndpointIn("subnet-private-a"));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpce-ec2"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-b"));
        assertThat(result.reason()).contains("has no subnet in use1-az2");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-ec2"
                        + " --add-subnet-ids subnet-private-b");
    }

    @Test
    void endpointInNoSubnetHasNoAddress() {
        Result result = violation("VE-004", ec2EndpointIn());
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).contains("is in no subnet");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-ec2"
                        + " --add-subnet-ids subnet-private-a subnet-private-b");
    }

    @Test
    void anotherSubnetOfTheZoneServesIt() {
        TestNetwork network = TestNetwork.privateOnly()
                .addSubnet("subnet-endpoints-a", 'a', "10.0.20.0/24")
                .addSubnet("subnet-endpoints-b", 'b', "10.0.21.0/24")
                .vpcEndpoint("ec2", endpoint -> endpoint.in("subnet-endpoints-a", "subnet-endpoints-b"));
        compliant("VE-004", network);
    }

    @Test
    void nodesWithAnotherWayAreNotCounted() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withVpcEndpoints()
                .vpcEndpoint("ec2", endpoint -> endpoint.in("subnet-private-a"));
        compliant("VE-004", network);
    }

    /** Whatever else stops them, and whatever of their IPv6 way is unread. */
    @Test
    void nodesWithoutAnyWayToTheOnlyEndpointAreNotCounted() {
        TestNetwork network = TestNetwork.privateOnly()
                .dualStack()
                .endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0", "::/0")
                .dns(false, true)
                .egressOnlyInternetGateway("eigw-1")
                .withRoute("rtb-private-b", "::/0", "eigw-1")
                .vpcEndpoint("ec2", endpoint -> endpoint.in("subnet-private-a"));
        assertThat(results("VE-004", network.unread(Need.NETWORK_ACLS)))
                .noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
    }

    /** A NAT gateway has half of the internet; what takes the other half is gone, and IPv6 has no way at all. */
    @Test
    void nodesWithHalfAWayToTheOnlyEndpointAreNotCounted() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withVpcEndpoints()
                .dualStack()
                .withoutRoute("rtb-private-b", "::/0")
                .withoutRoute("rtb-private-b", "0.0.0.0/0")
                .withRoute("rtb-private-b", "0.0.0.0/1", "nat-b")
                .withBlackhole("rtb-private-b", "128.0.0.0/1", "nat-gone")
                .endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0", "::/0")
                .vpcEndpoint("ec2", endpoint -> endpoint.in("subnet-private-a"));
        compliant("VE-004", network);
    }

    @Test
    void unseenSubnetsDecideNothing() {
        Result result = unknown("VE-004", ec2EndpointIn("subnet-private-a", "subnet-hidden"));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("vpce-ec2", "subnet-hidden");
        assertThat(results("VE-004", TestNetwork.privateOnly().unread(Need.SUBNETS)))
                .isNotEmpty()
                .allMatch(r -> r.verdict() == Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void everyZoneIsCompliant() {
        compliant("VE-004", TestNetwork.privateOnly());
    }
}
