package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;

/** ND-002: A private node subnet assigns no public IPv4 addresses. */
class PrivateNodeSubnetAssignsPublicAddressesTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A node subnet behind a NAT gateway assigns public addresses.",
                TestNetwork.publicAndPrivate().subnet("subnet-private-a", subnet -> subnet.assignsPublicIps(true)));
    }

    @Override
    public Example right() {
        return new Example(
                "No node subnet behind a NAT gateway assigns public addresses.", TestNetwork.publicAndPrivate());
    }

    @Test
    void addressesAreOfNoUseBehindANatGateway() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().subnet("subnet-private-a", subnet -> subnet.assignsPublicIps(true));
        Result result = violation("ND-002", network);
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 modify-subnet-attribute --region us-east-1 --subnet-id subnet-private-a"
                        + " --no-map-public-ip-on-launch");
    }

    @Test
    void publicSubnetNeedsThem() {
        notApplicable("ND-002", TestNetwork.publicOnly());
    }

    @Test
    void subnetWhoseRoutesAreUnknownIsNotJudged() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnet("subnet-private-a", subnet -> subnet.assignsPublicIps(true))
                .unread(Need.ROUTE_TABLES);
        notApplicable("ND-002", network);
    }

    @Test
    void privateSubnetWithoutThemIsCompliant() {
        compliant("ND-002", TestNetwork.publicAndPrivate());
    }
}
