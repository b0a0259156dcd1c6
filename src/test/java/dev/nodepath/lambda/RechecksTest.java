package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.publish.ChangeQueue;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RechecksTest {

    @Test
    void delaysGrowFromAMinuteToWhatSqsHoldsBackUntilTheLimitSaysSo() {
        int limit = IntStream.iterate(0, Rechecks::remainAfter, attempts -> attempts + 1)
                        .max()
                        .orElseThrow()
                + 1;
        List<Duration> delays =
                IntStream.range(0, limit).mapToObj(Rechecks::delayAfter).toList();

        assertThat(delays).isSorted().doesNotContainNull();
        assertThat(delays.getFirst()).isEqualTo(Duration.ofMinutes(1));
        assertThat(delays.getLast()).isEqualTo(ChangeQueue.LONGEST_DELAY);
        assertThat(delays.stream().reduce(Duration.ZERO, Duration::plus))
                .as("until the next sweep or longer")
                .isGreaterThanOrEqualTo(Duration.ofHours(1));
        assertThat(Rechecks.remainAfter(limit)).isFalse();
    }

    @Test
    void sweepWaitsForFewer() {
        assertThat(Rechecks.remainInSweepAfter(2)).isTrue();
        assertThat(Rechecks.remainInSweepAfter(3)).isFalse();
        assertThat(Rechecks.remainAfter(3)).isTrue();
    }
}
