package dev.nodepath.finding;

import static dev.nodepath.finding.Evaluated.SUBNET;
import static dev.nodepath.finding.Evaluated.demo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Evaluated NOTHING = demo();

    private static Evaluated wrong(String rule, Severity severity) {
        return demo().saying(rule, Result.violation(severity, SUBNET, "It is wrong.", Remedy.NONE));
    }

    private static Evaluated untold(String rule, Severity severity) {
        return demo().saying(rule, Result.unknown(severity, SUBNET, "It cannot be told."));
    }

    private static Comparison of(Evaluated before, Evaluated after) {
        return Comparison.of(before.assessment(), after.assessment());
    }

    private static Assessment whole(TestNetwork network) {
        return Assessment.of(Rules.evaluate(network.build()), Optional.empty());
    }

    @Test
    void whatOnlyTheLaterOneHasIsOpened() {
        Comparison comparison = of(NOTHING, wrong("RT-001", Severity.HIGH));
        assertThat(comparison.opened()).extracting(Finding::rule).containsExactly("RT-001");
        assertThat(comparison.changed()).isEmpty();
        assertThat(comparison.resolved()).isEmpty();
    }

    @Test
    void whatOnlyTheEarlierOneHasIsResolved() {
        Comparison comparison = of(wrong("RT-001", Severity.HIGH), NOTHING);
        assertThat(comparison.resolved()).extracting(Finding::rule).containsExactly("RT-001");
        assertThat(comparison.opened()).isEmpty();
        assertThat(comparison.changed()).isEmpty();
    }

    @Test
    void anotherSeverityIsAChangeAsTheLaterOneHasIt() {
        Comparison comparison = of(wrong("RT-001", Severity.HIGH), wrong("RT-001", Severity.LOW));
        assertThat(comparison.changed()).extracting(Finding::severity).containsExactly(Severity.LOW);
        assertThat(comparison.opened()).isEmpty();
        assertThat(comparison.resolved()).isEmpty();
    }

    @Test
    void anotherStatusIsAChange() {
        Comparison comparison = of(wrong("RT-001", Severity.HIGH), untold("RT-001", Severity.HIGH));
        assertThat(comparison.changed()).extracting(Finding::status).containsExactly(Finding.Status.INSUFFICIENT_DATA);
    }

    @Test
    void whatIsTheSameIsNoNews() {
        Comparison comparison = of(wrong("RT-001", Severity.HIGH), wrong("RT-001", Severity.HIGH));
        assertThat(List.of(comparison.opened(), comparison.changed(), comparison.resolved()))
                .containsOnly(List.of());
    }

    @Test
    void nodeSubnetsOfBothAreHeldAgainstEachOther() {
        Comparison same = Comparison.of(whole(TestNetwork.publicAndPrivate()), whole(TestNetwork.publicAndPrivate()));
        assertThat(same.subnets())
                .hasSize(2)
                .allSatisfy(pair -> assertThat(pair.before().subnetId())
                        .isEqualTo(pair.after().subnetId()))
                .noneMatch(Comparison.SubnetPair::differs);
    }

    @Test
    void subnetOfOneAloneIsLeftOut() {
        Assessment one = whole(TestNetwork.publicAndPrivate().nodesIn("subnet-private-a"));
        Assessment both = whole(TestNetwork.publicAndPrivate());
        assertThat(List.of(Comparison.of(one, both), Comparison.of(both, one)))
                .allSatisfy(comparison -> assertThat(comparison.subnets())
                        .extracting(pair -> pair.before().subnetId())
                        .containsExactly("subnet-private-a"));
    }

    @Test
    void subnetThatIsCutOffDiffers() {
        TestNetwork cutOff = TestNetwork.publicAndPrivate().withoutRoute("rtb-private-b", "0.0.0.0/0");
        assertThat(Comparison.of(whole(TestNetwork.publicAndPrivate()), whole(cutOff))
                        .subnets())
                .extracting(Comparison.SubnetPair::differs)
                .containsExactly(false, true);
    }

    /** Its nodes reach the API server all the same, and do not become Ready. */
    @Test
    void subnetWhoseNodesNoLongerJoinDiffers() {
        TestNetwork withoutEcr = TestNetwork.privateOnly().withoutVpcEndpoint("ecr.api");
        assertThat(Comparison.of(whole(TestNetwork.privateOnly()), whole(withoutEcr))
                        .subnets())
                .extracting(Comparison.SubnetPair::differs)
                .containsExactly(true, true);
    }

    /** Its nodes do not become Ready before and after. */
    @Test
    void subnetThatOnlyLosesTheApiServerDiffers() {
        TestNetwork withoutWayOut =
                TestNetwork.privateOnly().withoutVpcEndpoint("ecr.api").endpoint(Mode.PUBLIC_ONLY);
        TestNetwork before = TestNetwork.privateOnly().withoutVpcEndpoint("ecr.api");
        Comparison comparison = Comparison.of(whole(before), whole(withoutWayOut));
        assertThat(comparison.subnets())
                .allSatisfy(pair -> assertThat(pair.before().join().verdict())
                        .isEqualTo(pair.after().join().verdict()))
                .extracting(Comparison.SubnetPair::differs)
                .containsExactly(true, true);
    }
}
