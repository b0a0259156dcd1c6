package dev.nodepath.catalogue.route;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RT-001: The default route of a node subnet leads somewhere. */
class DefaultRouteBlackholeTest implements RuleExamples {

    private static TestNetwork blackhole() {
        return TestNetwork.publicAndPrivate().withBlackhole("rtb-private-a", "0.0.0.0/0", "tgw-1");
    }

    @Override
    public Example wrong() {
        return new Example(
                "A private node subnet was routed to a transit gateway whose attachment is gone.", blackhole());
    }

    @Override
    public Example right() {
        return new Example(
                "Private node subnets, each routed to a NAT gateway of its zone.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "With the private endpoint on, what else nodes need lies behind a transit gateway.",
                        behindTransitGateway()),
                new Example(
                        "The route tables of subnets without internet could not be read.",
                        TestNetwork.privateOnly().unread(Need.ROUTE_TABLES)));
    }

    private static TestNetwork behindTransitGateway() {
        return TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .withRoute("rtb-private-a", "0.0.0.0/0", "tgw-1");
    }

    @Test
    void defaultRouteLeadsToWhatIsGone() {
        Result result = violation("RT-001", blackhole());
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.others()).contains(Resource.ec2("rtb-private-a"), Resource.ec2("tgw-1"));
        assertThat(result.reason())
                .isEqualTo(
                        "The default route of subnet subnet-private-a in route table rtb-private-a is a blackhole: its"
                                + " target tgw-1 is gone or detached.");
        assertThat(result.related()).containsExactly("EP-002");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 replace-route --region us-east-1 --route-table-id rtb-private-a"
                        + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-a");
    }

    @Test
    void withThePrivateEndpointNodesMissOnlyTheRest() {
        Result result = violation("RT-001", blackhole().endpoint(Mode.PUBLIC_AND_PRIVATE));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.related()).isEmpty();
    }

    @Test
    void withoutAWorkingNatGatewayThereIsADecisionToTake() {
        TestNetwork network = blackhole()
                .natGateway("nat-a", nat -> nat.state(NatGateway.State.FAILED))
                .natGateway("nat-b", nat -> nat.state(NatGateway.State.FAILED));
        assertThat(violation("RT-001", network).remedy().commands()).isEmpty();
    }

    @Test
    void possibleNodeSubnetsMakeItAdvice() {
        assertThat(violation("RT-001", blackhole().withoutNodegroups()).severity())
                .isEqualTo(Severity.LOW);
    }

    @Test
    void routeToADeletedNatGatewayIsForAnotherRule() {
        TestNetwork network = TestNetwork.publicAndPrivate().withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-gone");
        assertThat(violated(network)).contains("RT-003").doesNotContain("RT-001");
    }

    @Test
    void narrowerRouteToWhatIsGoneIsAdvice() {
        Result result = violation(
                "RT-001", TestNetwork.publicAndPrivate().withBlackhole("rtb-private-a", "52.94.0.0/16", "tgw-1"));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("rtb-private-a"));
        assertThat(result.reason()).contains("drops packets to 52.94.0.0/16", "tgw-1");
    }

    @Test
    void narrowRoutesToWhatIsGoneAreNoWayOut() {
        Result result = results(
                        "RT-001",
                        TestNetwork.publicAndPrivate()
                                .nodesIn("subnet-private-a")
                                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                                .withBlackhole("rtb-private-a", "52.0.0.0/8", "nat-gone"))
                .getFirst();
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-route --region us-east-1 --route-table-id rtb-private-a"
                        + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-a");
    }

    @Test
    void narrowerRouteToPrivateAddressesIsNot() {
        compliant("RT-001", TestNetwork.publicAndPrivate().withBlackhole("rtb-private-a", "192.168.0.0/16", "tgw-1"));
    }

    @Test
    void vpcEndpointsStandInForTheInternet() {
        compliant("RT-001", TestNetwork.privateOnly());
    }

    @Test
    void transitGatewayCannotBeSeenThrough() {
        Result result = unknown("RT-001", behindTransitGateway());
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("leads to tgw-1, a transit gateway");
        assertThat(result.remedy().text()).contains("by hand");
    }

    @Test
    void unreadTablesDecideNothing() {
        assertThat(results("RT-001", TestNetwork.privateOnly().unread(Need.ROUTE_TABLES)))
                .hasSize(2)
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA)
                .allMatch(result -> result.reason().contains("ec2:DescribeRouteTables"));
    }
}
