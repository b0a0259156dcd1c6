package dev.nodepath.catalogue.subnet;

import static dev.nodepath.catalogue.RuleTesting.compliant;
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
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SN-005: No cluster subnet lies in a Local Zone, Wavelength Zone or on an Outpost. */
class ClusterSubnetAtTheEdgeTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A subnet of the cluster lies in a Local Zone.",
                TestNetwork.publicAndPrivate()
                        .zone("use1-bos1-az1", "us-east-1-bos-1a", "local-zone")
                        .subnet("subnet-private-a", subnet -> subnet.inZone("us-east-1-bos-1a", "use1-bos1-az1")));
    }

    @Override
    public Example right() {
        return new Example(
                "The subnets of the cluster lie in Availability Zones of the Region.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "AWS does not describe the zone of a subnet.",
                        TestNetwork.publicAndPrivate()
                                .subnet("subnet-private-a", subnet -> subnet.inZone("moon-1a", "moon1-az1"))),
                new Example(
                        "The zones could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.AVAILABILITY_ZONES)),
                new Example(
                        "The subnets could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.SUBNETS)));
    }

    @Test
    void subnetOnAnOutpost() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnet(
                        "subnet-private-a",
                        subnet -> subnet.onOutpost("arn:aws:outposts:us-east-1:123456789012:outpost/op-1"));
        Result result = violation("SN-005", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).contains("on Outpost arn:aws:outposts");
    }

    @ParameterizedTest
    @CsvSource({"local-zone, in Local Zone us-east-1-bos-1a", "wavelength-zone, in Wavelength Zone us-east-1-bos-1a"})
    void subnetInAZoneAtTheEdge(String type, String where) {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .zone("use1-bos1-az1", "us-east-1-bos-1a", type)
                .subnet("subnet-private-a", subnet -> subnet.inZone("us-east-1-bos-1a", "use1-bos1-az1"));
        Result result = violation("SN-005", network);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).contains(where);
    }

    @Test
    void zoneOfANewKindDecidesNothing() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnet("subnet-private-a", subnet -> subnet.inZone("moon-1a", "moon1-az1"));
        assertThat(unknown("SN-005", network).reason()).contains("moon1-az1");
    }

    @Test
    void unreadZonesDecideNothing() {
        assertThat(results("SN-005", TestNetwork.publicAndPrivate().unread(Need.AVAILABILITY_ZONES)))
                .hasSize(2)
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA && result.severity() == Severity.LOW);
    }

    @Test
    void zonesOfTheRegionAreCompliant() {
        compliant("SN-005", TestNetwork.publicAndPrivate());
    }
}
