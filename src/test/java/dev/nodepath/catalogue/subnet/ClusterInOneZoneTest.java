package dev.nodepath.catalogue.subnet;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SN-001: The cluster's subnets lie in at least two Availability Zones. */
class ClusterInOneZoneTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "Both subnets of the cluster lie in one zone.",
                TestNetwork.publicAndPrivate().subnet("subnet-private-b", subnet -> subnet.inZone('a')));
    }

    @Override
    public Example right() {
        return new Example("The subnets of the cluster lie in two zones.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The subnets could not be read.", TestNetwork.publicAndPrivate().unread(Need.SUBNETS)));
    }

    @Test
    void twoSubnetsOfOneZoneAreOneZone() {
        TestNetwork network = TestNetwork.publicAndPrivate().subnet("subnet-private-b", subnet -> subnet.inZone('a'));
        Result result = violation("SN-001", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).isEqualTo("All subnets of the cluster lie in zone use1-az1.");
        assertThat(result.others()).contains(Resource.ec2("subnet-private-a"), Resource.ec2("subnet-private-b"));
    }

    @Test
    void zonesAreComparedByTheirIds() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnet("subnet-private-b", subnet -> subnet.inZone("us-east-1a", "use1-az2"));
        compliant("SN-001", network);
    }

    @Test
    void unreadSubnetsDecideNothing() {
        assertThat(unknown("SN-001", TestNetwork.publicAndPrivate().unread(Need.SUBNETS))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void noneOfTheSubnetsIsLeft() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().withoutSubnet("subnet-private-a").withoutSubnet("subnet-private-b");
        assertThat(violation("SN-001", network).reason()).isEqualTo("None of the cluster's subnets exists.");
    }

    @ParameterizedTest
    @EnumSource(value = Cluster.Kind.class, names = "REGION", mode = EnumSource.Mode.EXCLUDE)
    void clustersElsewhereFollowOtherRules(Cluster.Kind kind) {
        notApplicable(
                "SN-001",
                TestNetwork.publicAndPrivate()
                        .cluster(c -> c.kind(kind))
                        .subnet("subnet-private-b", subnet -> subnet.inZone('a')));
    }
}
