package dev.nodepath.lambda;

import java.time.Duration;
import java.util.List;

/** When a cluster is looked at again, and how often. */
final class Rechecks {

    /**
     * EKS takes a few minutes for an update, up to ten for a new egress mode (EKS user guide, control plane egress); SQS
     * holds a message back for fifteen minutes at the most. After the last one the next sweep sees to it.
     */
    private static final List<Duration> DELAYS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            Duration.ofMinutes(15));

    private Rechecks() {}

    /** Whether there is another one after so many. */
    static boolean remainAfter(int attempts) {
        return attempts < DELAYS.size();
    }

    /** Whether a sweep waits for another one: the next sweep comes soon, and meanwhile the summary of this one is awaited. */
    static boolean remainInSweepAfter(int attempts) {
        return attempts < 3;
    }

    /** How long to wait before the next one, after so many. */
    static Duration delayAfter(int attempts) {
        return DELAYS.get(attempts);
    }
}
