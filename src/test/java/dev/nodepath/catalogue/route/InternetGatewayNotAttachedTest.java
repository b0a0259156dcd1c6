package dev.nodepath.catalogue.route;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RT-002: The internet gateway a path uses is attached to the VPC. */
class InternetGatewayNotAttachedTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The internet gateway of public node subnets was detached.",
                TestNetwork.publicOnly().detachInternetGateway("igw-1"));
    }

    @Override
    public Example right() {
        return new Example("Public node subnets behind an attached internet gateway.", TestNetwork.publicOnly());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The internet gateways could not be read.",
                TestNetwork.publicOnly().unread(Need.INTERNET_GATEWAYS)));
    }

    @Test
    void gatewayOfPublicSubnetsWasDetached() {
        Result result = violation("RT-002", TestNetwork.publicOnly().detachInternetGateway("igw-1"));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("igw-1"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-public-a"), Resource.ec2("subnet-public-b"));
        assertThat(result.related()).containsExactly("EP-002");
        assertThat(result.remedy().commands())
                .containsExactly(
                        "aws ec2 attach-internet-gateway --region us-east-1 --internet-gateway-id igw-1 --vpc-id vpc-1");
    }

    @Test
    void natGatewaysNeedItToo() {
        TestNetwork network = TestNetwork.publicAndPrivate().detachInternetGateway("igw-1");
        assertThat(violation("RT-002", network).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(violated(network)).doesNotContain("RT-003", "RT-004", "EP-002");
    }

    @Test
    void gatewayOfAnotherVpcIsNotDescribedForThisOne() {
        Result result = violation("RT-002", TestNetwork.publicOnly().withoutInternetGateway("igw-1"));
        assertThat(result.reason()).contains("is not attached to VPC vpc-1");
    }

    @Test
    void blackholeSaysSoWhereGatewaysCouldNotBeRead() {
        TestNetwork network = TestNetwork.publicOnly()
                .withBlackhole("rtb-public", "0.0.0.0/0", "igw-1")
                .unread(Need.INTERNET_GATEWAYS);
        assertThat(violation("RT-002", network).resource()).isEqualTo(Resource.ec2("igw-1"));
    }

    @Test
    void withThePrivateEndpointNodesMissOnlyTheRest() {
        TestNetwork network =
                TestNetwork.publicOnly().endpoint(Mode.PUBLIC_AND_PRIVATE).detachInternetGateway("igw-1");
        assertThat(violation("RT-002", network).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void gatewayThatNothingRoutesToIsNotAsked() {
        compliant("RT-002", TestNetwork.publicOnly().detachInternetGateway("igw-2"));
    }

    @Test
    void unreadGatewaysDecideNothing() {
        Result result = unknown("RT-002", TestNetwork.publicOnly().unread(Need.INTERNET_GATEWAYS));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("ec2:DescribeInternetGateways");
    }

    @Test
    void attachedGatewayIsCompliant() {
        compliant("RT-002", TestNetwork.publicOnly());
    }
}
