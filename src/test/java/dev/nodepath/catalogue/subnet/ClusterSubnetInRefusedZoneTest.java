package dev.nodepath.catalogue.subnet;

import static dev.nodepath.catalogue.RuleTesting.compliant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SN-004: No cluster subnet lies in a zone that EKS refuses. */
class ClusterSubnetInRefusedZoneTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A subnet of the cluster lies in use1-az3.",
                TestNetwork.publicAndPrivate()
                        .subnet("subnet-private-a", subnet -> subnet.inZone("us-east-1e", "use1-az3")));
    }

    @Override
    public Example right() {
        return new Example("The subnets of the cluster lie in use1-az1 and use1-az2.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The subnets could not be read.", TestNetwork.publicAndPrivate().unread(Need.SUBNETS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"use1-az3", "usw1-az2", "cac1-az3"})
    void zoneIsRefused(String zone) {
        TestNetwork network =
                TestNetwork.publicAndPrivate().subnet("subnet-private-a", subnet -> subnet.inZone("zone", zone));
        Result result = violation("SN-004", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).contains(zone);
    }

    @Test
    void nodesMayRunThere() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .addSubnet("subnet-c", 'c', "10.0.12.0/24")
                .nodesIn("subnet-c");
        compliant("SN-004", network);
    }

    @Test
    void unreadSubnetsDecideNothing() {
        assertThat(unknown("SN-004", TestNetwork.publicAndPrivate().unread(Need.SUBNETS))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
    }
}
