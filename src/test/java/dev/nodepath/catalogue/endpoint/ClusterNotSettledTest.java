package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** EP-011: The cluster's configuration is settled. */
class ClusterNotSettledTest implements RuleExamples {

    @Override
    public Verdict worst() {
        return Verdict.INSUFFICIENT_DATA;
    }

    @Override
    public Example wrong() {
        return new Example(
                "The cluster is being updated.",
                TestNetwork.publicAndPrivate().cluster(c -> c.status(Cluster.Status.UPDATING)));
    }

    @Override
    public Example right() {
        return new Example("The cluster is active.", TestNetwork.publicAndPrivate());
    }

    @Test
    void updateMayStillBeUnderWay() {
        TestNetwork network = TestNetwork.publicAndPrivate().cluster(c -> c.status(Cluster.Status.UPDATING));
        Result result = unknown("EP-011", network);
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason()).contains("updating cluster demo");
    }

    @ParameterizedTest
    @EnumSource(
            value = Cluster.Status.class,
            names = {"CREATING", "PENDING", "FAILED", "OTHER"})
    void configurationIsNotThereYet(Cluster.Status status) {
        TestNetwork network = TestNetwork.publicAndPrivate().cluster(c -> c.status(status));
        assertThat(unknown("EP-011", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void activeClusterIsSettled() {
        compliant("EP-011", TestNetwork.publicAndPrivate());
    }

    @Test
    void clusterThatIsBeingDeletedIsNotJudged() {
        TestNetwork network = TestNetwork.publicAndPrivate().cluster(c -> c.status(Cluster.Status.DELETING));
        notApplicable("EP-011", network);
        assertThat(violated(network)).isEmpty();
    }
}
