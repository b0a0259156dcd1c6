package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import org.junit.jupiter.api.Test;

/** ND-011: What places new nodes can be seen from AWS. */
class FutureNodesOnlyKnownInsideTest implements RuleExamples {

    @Override
    public Verdict worst() {
        return Verdict.INSUFFICIENT_DATA;
    }

    @Override
    public Example wrong() {
        return new Example(
                "EKS Auto Mode is on with its general-purpose node pool.",
                TestNetwork.publicAndPrivate().cluster(c -> c.autoMode("general-purpose")));
    }

    @Override
    public Example right() {
        return new Example(
                "All nodes belong to a managed node group.",
                TestNetwork.publicAndPrivate().nodeOfWorkers("i-1", "subnet-private-a"));
    }

    @Test
    void autoModeChoosesInsideTheCluster() {
        Result result = unknown("ND-011", TestNetwork.publicAndPrivate().cluster(c -> c.autoMode("general-purpose")));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason()).startsWith("EKS Auto Mode places nodes of cluster demo");
    }

    @Test
    void runningNodesThatNothingExplainsComeFromInside() {
        Result result = unknown("ND-011", TestNetwork.publicAndPrivate().node("i-1", "subnet-private-a"));
        assertThat(result.reason()).startsWith("Karpenter or something else inside the cluster");
        assertThat(result.evidence()).containsExactly("Nodes run in subnet-private-a.");
    }

    @Test
    void subnetsTaggedForKarpenterAreCandidates() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnet("subnet-private-a", subnet -> subnet.tag("karpenter.sh/discovery", "demo"));
        assertThat(unknown("ND-011", network).evidence())
                .containsExactly("subnet-private-a carries tag karpenter.sh/discovery.");
    }

    @Test
    void tagOfAnotherClusterIsNoCandidate() {
        notApplicable(
                "ND-011",
                TestNetwork.publicAndPrivate()
                        .subnet("subnet-private-a", subnet -> subnet.tag("karpenter.sh/discovery", "other")));
    }

    @Test
    void nodesOfNodeGroupsAreExplained() {
        notApplicable("ND-011", TestNetwork.publicAndPrivate().nodeOfWorkers("i-1", "subnet-private-a"));
    }
}
