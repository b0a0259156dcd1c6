package dev.nodepath.catalogue.endpoint;

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

/** EP-002: Where the public endpoint is the only one, every node subnet has a working path to it. */
class NoWayToPublicEndpointTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A private node subnet is routed to a NAT instance whose source/destination check is on.",
                TestNetwork.publicAndPrivate()
                        .natInstance("eni-nat", true)
                        .withRoute("rtb-private-a", "0.0.0.0/0", "eni-nat"));
    }

    @Override
    public Example right() {
        return new Example("Private node subnets behind NAT gateways.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "A private node subnet is routed to a transit gateway.",
                        TestNetwork.publicAndPrivate().withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1")),
                new Example(
                        "A private node subnet is routed to a firewall.",
                        TestNetwork.publicAndPrivate().withRoute("rtb-private-a", "0.0.0.0/0", "vpce-firewall")),
                new Example(
                        "The route tables could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.ROUTE_TABLES)));
    }

    @Test
    void natInstanceThatChecksSourceAndDestinationForwardsNothing() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .natInstance("eni-nat", true)
                .withRoute("rtb-private-a", "0.0.0.0/0", "eni-nat");
        Result result = violation("EP-002", network);
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.remedy().commands())
                .containsExactly(
                        "aws ec2 modify-instance-attribute --region us-east-1 --instance-id i-nat --no-source-dest-check");
    }

    @Test
    void peeringCarriesNothingToTheInternet() {
        TestNetwork network = TestNetwork.publicAndPrivate().withRoute("rtb-private-a", "0.0.0.0/0", "pcx-1");
        Result result = violation("EP-002", network);
        assertThat(result.reason()).contains("pcx-1");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 replace-route --region us-east-1 --route-table-id rtb-private-a"
                        + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-a");
    }

    @Test
    void transitGatewayCannotBeSeenThrough() {
        TestNetwork network = TestNetwork.publicAndPrivate().withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1");
        Result result = unknown("EP-002", network);
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("tgw-1");
    }

    @Test
    void privateEndpointNeedsNoWayOut() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .withRoute("rtb-private-a", "0.0.0.0/0", "pcx-1");
        assertThat(results("EP-002", network)).noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
    }

    @Test
    void natGatewayIsAWayOut() {
        compliant("EP-002", TestNetwork.publicAndPrivate());
    }
}
