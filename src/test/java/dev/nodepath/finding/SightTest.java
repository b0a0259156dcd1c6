package dev.nodepath.finding;

import static dev.nodepath.finding.Evaluated.DEMO;
import static dev.nodepath.finding.Evaluated.SUBNET;
import static dev.nodepath.finding.Evaluated.demo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.finding.Sight.Ending;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RT-001 rests on the VPC's route tables and on where nodes run. */
class SightTest {

    private static Optional<Ending> ending(Evaluated evaluated, String rule, String resource) {
        return new Sight(evaluated.assessment()).ending(DEMO + "/" + rule + "/" + resource, rule, resource);
    }

    private static Optional<Ending> ending(Evaluated evaluated) {
        return ending(evaluated, "RT-001", SUBNET.id());
    }

    private static boolean seen(Evaluated evaluated) {
        Assessment assessment = evaluated.assessment();
        return new Sight(assessment).sees(assessment.findings().getFirst());
    }

    @Test
    void whatTheRuleNeedsHasToBeRead() {
        assertThat(seen(demo().violating("RT-001"))).isTrue();
        assertThat(seen(demo().violating("RT-001").unread(Need.ROUTE_TABLES))).isFalse();
        assertThat(seen(demo().violating("RT-001").unread(Need.NETWORK_ACLS))).isTrue();
    }

    @Test
    void whereNodesRunHasToBeReadForEveryRule() {
        assertThat(seen(demo().violating("RT-001").unread(Need.NODEGROUP_NAMES)))
                .isFalse();
    }

    @Test
    void callThatFailedIsSeenInAnyCase() {
        Result denied =
                Result.unknown(Severity.LOW, new Resource("AwsIamAction", "ec2:DescribeSubnets"), "It gave no answer.");
        assertThat(seen(demo().saying("SH-002", denied).unread(Need.SUBNETS))).isTrue();
    }

    @Test
    void evaluationHasTheFindingsItHas() {
        Sight sight = new Sight(demo().violating("RT-001").assessment());
        assertThat(sight.has(DEMO + "/RT-001/" + SUBNET.id())).isTrue();
        assertThat(sight.has(DEMO + "/RT-002/" + SUBNET.id())).isFalse();
    }

    @Test
    void ruleThatNowPassesGivesTheReason() {
        assertThat(ending(demo().saying("RT-001", Result.compliant(SUBNET, "It leads to nat-a."))))
                .hasValue(new Ending(false, "It leads to nat-a."));
    }

    @Test
    void ofTwoReasonsTheFirstIsGiven() {
        assertThat(ending(demo().saying("RT-001", Result.compliant(SUBNET, "It leads to nat-a."))
                        .saying("RT-001", Result.compliant(SUBNET, "It leads to nat-b."))))
                .hasValue(new Ending(false, "It leads to nat-a."));
    }

    @Test
    void whatIsOnlyJustWellIsNotOver() {
        assertThat(ending(demo().saying("RT-001", Result.justCompliant(SUBNET, "There are 17 free addresses."))))
                .isEmpty();
    }

    @Test
    void silentRuleNoLongerConcernsTheResource() {
        assertThat(ending(demo())).hasValue(new Ending(false, "RT-001 no longer concerns " + SUBNET.id() + "."));
    }

    @Test
    void silentRuleSaysNothingWhereSomethingItNeedsWasNotRead() {
        assertThat(ending(demo().unread(Need.ROUTE_TABLES))).isEmpty();
        assertThat(ending(demo().unread(Need.NETWORK_ACLS))).isPresent();
    }

    @Test
    void findingOfADeletedResourceEndsWithIt() {
        assertThat(ending(demo().withoutSubnet())).hasValue(new Ending(true, SUBNET.id() + " is no more."));
    }

    @Test
    void findingOfARuleThatIsNoMoreEndsWithIt() {
        assertThat(ending(demo(), "XX-001", SUBNET.id()))
                .hasValue(new Ending(true, "There is no rule XX-001 any more."));
    }

    @Test
    void rootCauseTakesThePlaceOfWhatFollowsFromItAtTheSameResource() {
        Evaluated cause = demo().saying("RT-001", Evaluated.violation().withRelated(List.of("EP-002")));
        Ending superseded = new Ending(true, "Its root cause is now reported as RT-001.");
        assertThat(ending(cause, "EP-002", SUBNET.id())).hasValue(superseded);
        assertThat(ending(cause, "EP-002", "rtb-private-a")).hasValue(superseded);
        assertThat(ending(cause, "EP-002", "subnet-private-b"))
                .hasValue(new Ending(false, "EP-002 no longer concerns subnet-private-b."));
        assertThat(ending(cause, "EP-006", SUBNET.id()))
                .hasValue(new Ending(false, "EP-006 no longer concerns " + SUBNET.id() + "."));
    }

    @Test
    void rootCauseOfAnotherResourceIsNone() {
        Result elsewhere = Result.violation(Severity.HIGH, Resource.ec2("nat-b"), "It is gone.", Remedy.NONE)
                .withRelated(List.of("EP-002"));
        assertThat(ending(demo().saying("RT-003", elsewhere), "EP-002", SUBNET.id()))
                .hasValue(new Ending(false, "EP-002 no longer concerns " + SUBNET.id() + "."));
    }
}
