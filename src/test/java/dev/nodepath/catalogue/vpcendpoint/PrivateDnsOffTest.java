package dev.nodepath.catalogue.vpcendpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestEndpoint;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.path.Paths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;

/** VE-002: An interface endpoint that nodes need has private DNS on. */
class PrivateDnsOffTest implements RuleExamples {

    private static TestNetwork dnsOff(String service) {
        return TestNetwork.privateOnly().vpcEndpoint(service, TestEndpoint::withoutPrivateDns);
    }

    @Override
    public Example wrong() {
        return new Example(
                "Node subnets without a way to the internet, and private DNS off for the endpoint of ecr.api.",
                dnsOff("ecr.api"));
    }

    @Override
    public Example right() {
        return new Example(
                "Node subnets without a way to the internet, and private DNS on for every endpoint.",
                TestNetwork.privateOnly());
    }

    @Test
    void nameStillResolvesToPublicAddresses() {
        Result result = violation("VE-002", dnsOff("ecr.api"));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpce-ecr-api"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-a"), Resource.ec2("subnet-private-b"));
        assertThat(result.reason()).contains("vpce-ecr-api for com.amazonaws.us-east-1.ecr.api has private DNS off");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-ecr-api"
                        + " --private-dns-enabled");
    }

    @Test
    void apiServerIsReachedAllTheSame() {
        assertThat(Paths.of(dnsOff("ec2").build()).nodeSubnets()).allSatisfy(path -> {
            assertThat(path.apiServer().isReachable()).isTrue();
            assertThat(path.join().decidedBy()).containsExactly("VE-002");
        });
    }

    @Test
    void stsIsMissedByPodsAlone() {
        assertThat(violation("VE-002", dnsOff("sts")).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void behindANatGatewayPublicAddressesWillDo() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().withVpcEndpoints().vpcEndpoint("ec2", TestEndpoint::withoutPrivateDns);
        compliant("VE-002", network);
    }

    @Test
    void endpointThatIsGoneIsForAnotherRule() {
        TestNetwork network = dnsOff("ec2").vpcEndpoint("ec2", e -> e.state(VpcEndpoint.State.GONE));
        assertThat(violated(network)).contains("VE-001").doesNotContain("VE-002");
    }

    @Test
    void unreadEndpointsAreNotThoseWithoutPrivateDns() {
        assertThat(results("VE-002", dnsOff("ec2").unread(Need.VPC_ENDPOINTS))).isEmpty();
    }

    @Test
    void privateDnsOnIsCompliant() {
        compliant("VE-002", TestNetwork.privateOnly());
    }
}
