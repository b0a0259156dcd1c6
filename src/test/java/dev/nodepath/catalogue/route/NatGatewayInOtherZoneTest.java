package dev.nodepath.catalogue.route;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RT-005: A node subnet uses a NAT gateway of its own zone. */
class NatGatewayInOtherZoneTest implements RuleExamples {

    private static TestNetwork oneNatForTwoZones() {
        return TestNetwork.publicAndPrivate().withRoute("rtb-private-b", "0.0.0.0/0", "nat-a");
    }

    /** A regional NAT gateway whose zones are chosen by hand, with an address in the first zone alone. */
    private static TestNetwork regionalInOneZone() {
        return TestNetwork.publicAndPrivate()
                .natGateway("nat-a", nat -> nat.regional().addressIn("use1-az1", TestNetwork.NAT_A_IP))
                .withRoute("rtb-private-b", "0.0.0.0/0", "nat-a");
    }

    @Override
    public Example wrong() {
        return new Example(
                "Private node subnets of two zones leave through the NAT gateway of one.", oneNatForTwoZones());
    }

    @Override
    public Example right() {
        return new Example(
                "Each private node subnet leaves through a NAT gateway of its zone.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "A regional NAT gateway, whose zones are chosen by hand, has no address in one zone with nodes.",
                regionalInOneZone()));
    }

    @Test
    void subnetLeavesThroughAnotherZone() {
        Result result = violation("RT-005", oneNatForTwoZones());
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-b"));
        assertThat(result.others()).containsExactly(Resource.ec2("nat-a"));
        assertThat(result.reason())
                .isEqualTo("Subnet subnet-private-b in use1-az2 leaves through NAT gateway nat-a in use1-az1.");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 replace-route --region us-east-1 --route-table-id rtb-private-b"
                        + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-b");
    }

    @Test
    void zonesAreComparedByTheirIds() {
        compliant(
                "RT-005",
                oneNatForTwoZones().subnet("subnet-private-b", subnet -> subnet.inZone("us-east-1b", "use1-az1")));
    }

    @Test
    void regionalGatewayServesEveryZone() {
        TestNetwork network =
                oneNatForTwoZones().natGateway("nat-a", nat -> nat.regional().addsAddresses());
        notApplicable("RT-005", network);
    }

    @Test
    void regionalGatewayWithoutAnAddressInTheZoneMayServeItFromAnother() {
        Result result = unknown("RT-005", regionalInOneZone());
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-b"));
        assertThat(result.reason()).contains("nat-a", "no address in zone use1-az2");
    }

    @Test
    void gatewayThatIsNotShownIsInNoZone() {
        assertThat(results("RT-005", TestNetwork.publicAndPrivate().unread(Need.NAT_GATEWAYS)))
                .isEmpty();
    }

    @Test
    void subnetsWithoutANatGatewayAreNotJudged() {
        assertThat(results("RT-005", TestNetwork.publicOnly())).isEmpty();
    }

    @Test
    void gatewayInEachZoneIsCompliant() {
        compliant("RT-005", TestNetwork.publicAndPrivate());
    }
}
