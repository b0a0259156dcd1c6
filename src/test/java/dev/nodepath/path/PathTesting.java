package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.Arrays;

/** What the engine says of one node subnet of a network. */
final class PathTesting {

    static final String PRIVATE_A = "subnet-private-a";
    static final String PUBLIC_A = "subnet-public-a";

    private PathTesting() {}

    static SubnetPaths paths(TestNetwork network, String subnetId) {
        return Paths.of(network.build()).nodeSubnets().stream()
                .filter(paths -> paths.subnetId().equals(subnetId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(subnetId + " is no node subnet"));
    }

    static Answer apiServer(TestNetwork network, String subnetId) {
        return paths(network, subnetId).apiServer();
    }

    static Answer join(TestNetwork network, String subnetId) {
        return paths(network, subnetId).join();
    }

    static void reachable(Answer answer) {
        assertThat(answer.causes()).as("what stops it").isEmpty();
        assertThat(answer.verdict()).isEqualTo(Reachability.REACHABLE);
    }

    /** Broken by exactly these rules; hands back what decides it. */
    static Cause unreachable(Answer answer, String... rules) {
        assertThat(answer.verdict()).as(answer.reason()).isEqualTo(Reachability.UNREACHABLE);
        assertThat(answer.decidedBy()).as(answer.reason()).containsExactly(rules);
        assertThat(answer.causes()).allMatch(Cause::breaks);
        assertThat(answer.reason()).isEqualTo(answer.causes().getFirst().sentence());
        return answer.causes().getFirst();
    }

    /** Not to be told, for the first of these reasons by the first of these rules; hands back what decides it. */
    static Cause unknown(Answer answer, UnknownReason reason, String... rules) {
        assertThat(answer.verdict()).as(answer.reason()).isEqualTo(Reachability.UNKNOWN);
        assertThat(answer.decidedBy())
                .as(answer.reason())
                .containsExactlyElementsOf(Arrays.stream(rules).toList());
        assertThat(answer.causes().getFirst().unknown()).contains(reason);
        return answer.causes().getFirst();
    }
}
