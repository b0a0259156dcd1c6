package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import org.junit.jupiter.api.Test;

/** EP-007: A node subnet without a way to the internet has the private endpoint. */
class NoInternetWithoutPrivateEndpointTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The public endpoint alone is on, and the route table of a private node subnet has no default route.",
                TestNetwork.publicAndPrivate().withoutRoute("rtb-private-a", "0.0.0.0/0"));
    }

    @Override
    public Example right() {
        return new Example(
                "Node subnets without a way to the internet, and the private endpoint on.", TestNetwork.privateOnly());
    }

    @Test
    void subnetWithoutDefaultRouteNeedsThePrivateEndpoint() {
        TestNetwork network = TestNetwork.publicAndPrivate().withoutRoute("rtb-private-a", "0.0.0.0/0");
        Result result = violation("EP-007", network);
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.related()).containsExactly("EP-002", "RT-001");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-route --region us-east-1 --route-table-id rtb-private-a"
                        + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-a");
    }

    @Test
    void vpcEndpointsDoNotLeadToThePublicEndpoint() {
        TestNetwork network = TestNetwork.privateOnly().endpoint(Mode.PUBLIC_ONLY);
        assertThat(results("EP-007", network)).hasSize(2).allMatch(r -> r.verdict() == Verdict.NON_COMPLIANT);
        assertThat(violated(network)).contains("EP-007").doesNotContain("EP-002", "VE-001", "RT-001");
    }

    @Test
    void subnetThatFollowsTheMainTableGetsATableWithAWayOut() {
        TestNetwork network = TestNetwork.publicAndPrivate().disassociate("subnet-private-a");
        assertThat(violation("EP-007", network).remedy().commands())
                .containsExactly("aws ec2 associate-route-table --region us-east-1 --route-table-id rtb-private-a"
                        + " --subnet-id subnet-private-a");
    }

    @Test
    void withoutAnyNatGatewayThereIsADecisionToTake() {
        TestNetwork network = TestNetwork.publicAndPrivate().withoutNat();
        assertThat(results("EP-007", network))
                .hasSize(2)
                .allMatch(result -> result.remedy().commands().isEmpty());
    }

    @Test
    void privateEndpointNeedsNoInternet() {
        compliant("EP-007", TestNetwork.privateOnly());
    }
}
