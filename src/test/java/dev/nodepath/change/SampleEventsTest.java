package dev.nodepath.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.change.Change.AutoScalingGroupChanged;
import dev.nodepath.change.Change.ClusterChanged;
import dev.nodepath.change.Change.NetworkChanged;
import dev.nodepath.change.Change.RegionChanged;
import dev.nodepath.change.Change.SweepDue;
import dev.nodepath.rule.Need;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.jr.ob.JSON;

/** Every event that ships as a sample leads to the cluster or the network it speaks of. */
class SampleEventsTest {

    private static final Path EVENTS = Path.of("events");
    private static final String BATCH = "sqs-batch.json";

    static Stream<String> single() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.equals(BATCH))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("single")
    void sampleSaysWhatChanged(String file) {
        Change change = Change.of(read(file));

        assertThat(change.origin().place()).isEqualTo(SampleEvent.PLACE);
        switch (change) {
            case ClusterChanged cluster -> {
                assertThat(file).startsWith("eks-");
                assertThat(cluster.clusterName()).isEqualTo("demo");
            }
            case AutoScalingGroupChanged group -> {
                assertThat(file).startsWith("autoscaling-");
                assertThat(group.groupName()).startsWith("demo");
            }
            case NetworkChanged network -> assertThat(file).matches("(ec2-.*|config-configuration-item-change)\\.json");
            case RegionChanged region ->
                assertThat(file).matches("ec2-.*(block-public-access|launch-template|prefix-list).*");
            case SweepDue sweep -> assertThat(file).isEqualTo("schedule-sweep.json");
            case Change.Due due -> assertThat(file).as("a message of our own").isEmpty();
            case Change.NotOurs notOurs -> assertThat(notOurs.why()).as(file).isEmpty();
        }
    }

    @Test
    void everyRecordOfTheBatchSaysWhatChanged() {
        List<?> records = (List<?>) read(BATCH).get("Records");

        assertThat(records).isNotEmpty().allSatisfy(record -> {
            Object body = JSON.std.anyFrom((String) ((Map<?, ?>) record).get("body"));
            assertThat(Change.of(body)).isNotInstanceOf(Change.NotOurs.class);
        });
    }

    @Test
    void everyCallThatChangesWhatWeReadHasASample() throws IOException {
        Set<String> samples = Set.copyOf(single().toList());

        assertThat(Arrays.stream(Need.values())
                        .flatMap(need -> need.changedBy().stream()
                                .map(call -> need.action().replaceFirst(":.*", "") + kebab(call) + ".json")))
                .allSatisfy(sample -> assertThat(samples).contains(sample));
    }

    private static String kebab(String call) {
        return call.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> read(String file) {
        try {
            return JSON.std.mapFrom(Files.readString(EVENTS.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
