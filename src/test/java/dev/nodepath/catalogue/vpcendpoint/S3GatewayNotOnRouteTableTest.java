package dev.nodepath.catalogue.vpcendpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestEndpoint;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;

/** VE-005: Node subnets without a way to the internet route S3 to its gateway endpoint. */
class S3GatewayNotOnRouteTableTest implements RuleExamples {

    private static TestNetwork onOneTable() {
        return TestNetwork.privateOnly()
                .vpcEndpoint("s3", endpoint -> endpoint.gateway("rtb-private-a"))
                .withoutRoute("rtb-private-b", "pl-s3");
    }

    @Override
    public Example wrong() {
        return new Example(
                "Two node subnets without a way to the internet; the S3 gateway endpoint is on the route table of one.",
                onOneTable());
    }

    @Override
    public Example right() {
        return new Example(
                "Two node subnets without a way to the internet, and the S3 gateway endpoint on both route tables.",
                TestNetwork.privateOnly());
    }

    @Test
    void gatewayIsNotOnOneOfTheTables() {
        Result result = violation("VE-005", onOneTable());
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpce-s3"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-b"));
        assertThat(result.reason()).contains("is not on the route table of subnet subnet-private-b");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-s3"
                        + " --add-route-table-ids rtb-private-b");
    }

    @Test
    void subnetThatFollowsTheMainTableNeedsItThere() {
        Result result = violation("VE-005", TestNetwork.privateOnly().disassociate("subnet-private-b"));
        assertThat(result.remedy().commands()).singleElement().asString().endsWith("--add-route-table-ids rtb-main");
    }

    @Test
    void thereIsNoEndpointForS3() {
        Result result = violation("VE-005", TestNetwork.privateOnly().withoutVpcEndpoint("s3"));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(new Resource("AwsVpcEndpointService", "com.amazonaws.us-east-1.s3"));
        assertThat(result.remedy().commands())
                .containsExactly(
                        "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-1 --vpc-endpoint-type"
                                + " Gateway --service-name com.amazonaws.us-east-1.s3 --route-table-ids rtb-private-a rtb-private-b");
    }

    @Test
    void interfaceEndpointWithPrivateDnsDoesAsWell() {
        TestNetwork network = TestNetwork.privateOnly()
                .withoutVpcEndpoint("s3")
                .vpcEndpoint(
                        "s3",
                        endpoint -> endpoint.in("subnet-private-a", "subnet-private-b")
                                .groups("sg-endpoints"));
        compliant("VE-005", network);
    }

    @Test
    void routeShowsAGatewayWhoseOwnerDoesNot() {
        TestNetwork network = TestNetwork.privateOnly().vpcEndpoint("s3", TestEndpoint::gateway);
        compliant("VE-005", network);
    }

    @Test
    void possibleNodeSubnetsMakeItAdvice() {
        assertThat(violation("VE-005", onOneTable().withoutNodegroups()).severity())
                .isEqualTo(Severity.LOW);
    }

    @Test
    void natGatewayLeadsToS3() {
        compliant("VE-005", TestNetwork.publicAndPrivate());
    }

    @Test
    void unreadEndpointsAreNotMissingOnes() {
        assertThat(results("VE-005", onOneTable().unread(Need.VPC_ENDPOINTS))).isEmpty();
    }
}
