package dev.nodepath.catalogue.node;

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
import org.junit.jupiter.api.Test;

/** ND-008: Managed node groups run in zones of the Region or in Local Zones. */
class NodeGroupAtTheEdgeTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A managed node group has a subnet in a Wavelength Zone.",
                TestNetwork.publicAndPrivate()
                        .zone("use1-wl1-bos-wlz1", "us-east-1-wl1-bos-wlz-1", "wavelength-zone")
                        .subnet(
                                "subnet-private-a",
                                subnet -> subnet.inZone("us-east-1-wl1-bos-wlz-1", "use1-wl1-bos-wlz1")));
    }

    @Override
    public Example right() {
        return new Example(
                "A managed node group has a subnet in a Local Zone.",
                TestNetwork.publicAndPrivate()
                        .zone("use1-bos1-az1", "us-east-1-bos-1a", "local-zone")
                        .subnet("subnet-private-a", subnet -> subnet.inZone("us-east-1-bos-1a", "use1-bos1-az1")));
    }

    @Test
    void managedNodesDoNotRunInWavelengthZones() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .zone("use1-wl1-bos-wlz1", "us-east-1-wl1-bos-wlz-1", "wavelength-zone")
                .subnet("subnet-private-a", subnet -> subnet.inZone("us-east-1-wl1-bos-wlz-1", "use1-wl1-bos-wlz1"));
        Result result = violation("ND-008", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.others()).containsExactly(Resource.nodegroup(TestNetwork.nodegroupArn("workers")));
        assertThat(result.reason()).contains("in Wavelength Zone us-east-1-wl1-bos-wlz-1");
    }

    @Test
    void managedNodesDoNotRunOnOutposts() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().subnet("subnet-private-a", subnet -> subnet.onOutpost("arn:op"));
        assertThat(violation("ND-008", network).reason()).contains("on Outpost arn:op");
    }

    @Test
    void zonesOfAKindThatIsNotKnownMayRefuseThem() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .zone("use1-new1", "us-east-1-new-1", "new-zone")
                .subnet("subnet-private-a", subnet -> subnet.inZone("us-east-1-new-1", "use1-new1"));
        assertThat(unknown("ND-008", network).reason()).isEqualTo("AWS does not tell of what kind zone use1-new1 is.");
    }

    @Test
    void localZonesAreAllowed() {
        compliant(
                "ND-008",
                TestNetwork.publicAndPrivate()
                        .zone("use1-bos1-az1", "us-east-1-bos-1a", "local-zone")
                        .subnet("subnet-private-a", subnet -> subnet.inZone("us-east-1-bos-1a", "use1-bos1-az1")));
    }

    @Test
    void selfManagedNodesMayRunAnywhere() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutNodegroups()
                .subnet("subnet-private-a", subnet -> subnet.onOutpost("arn:op"))
                .node("i-1", "subnet-private-a");
        assertThat(results("ND-008", network)).isEmpty();
    }

    @Test
    void unreadZonesDecideNothing() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").unread(Need.AVAILABILITY_ZONES);
        Result result = unknown("ND-008", network);
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("ec2:DescribeAvailabilityZones");
    }

    @Test
    void outpostIsOneWhateverItsZone() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .nodesIn("subnet-private-a")
                .subnet("subnet-private-a", subnet -> subnet.onOutpost("arn:op"))
                .unread(Need.AVAILABILITY_ZONES);
        assertThat(violation("ND-008", network).reason()).contains("on Outpost arn:op");
    }
}
