package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.Schemas;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

class EmbeddedMetricsTest {

    private static final Instant TIME = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void lineWithEveryMetricKeepsToTheSchemaOfCloudWatch() {
        Map<Metric, Long> all =
                Arrays.stream(Metric.values()).collect(Collectors.toMap(Function.identity(), metric -> 3L));

        Map<String, Object> fields = read(EmbeddedMetrics.fields(all, "states", TIME));

        assertThat(errors(fields)).isEmpty();
        assertThat(directive(fields)).containsEntry("Namespace", "Nodepath");
        assertThat(targets(fields))
                .isEqualTo(Arrays.stream(Metric.values()).map(Metric::label).toList());
    }

    @Test
    void everythingTheDirectiveNamesIsInTheLine() {
        Map<String, Object> fields =
                read(EmbeddedMetrics.fields(Map.of(Metric.EVALUATIONS, 3L, Metric.AWS_CALLS, 40L), "states", TIME));

        assertThat(fields)
                .containsEntry("StateTable", "states")
                .containsEntry("Evaluations", 3)
                .containsEntry("AwsCalls", 40);
        assertThat(directive(fields)).containsEntry("Dimensions", List.of(List.of("StateTable")));
        assertThat(fields.keySet()).containsAll(targets(fields));
        assertThat(metadata(fields)).containsEntry("Timestamp", TIME.toEpochMilli());
    }

    @Test
    void whatDidNotOccurIsNotPaidFor() {
        assertThat(targets(read(EmbeddedMetrics.fields(
                        Map.of(Metric.EVALUATIONS, 1L, Metric.THROTTLED_CALLS, 0L), "states", TIME))))
                .containsExactly("Evaluations");
    }

    @Test
    void noEvaluationIsAValueToo() {
        Map<String, Object> fields = read(EmbeddedMetrics.fields(Map.of(), "states", TIME));

        assertThat(fields).containsEntry("Evaluations", 0);
        assertThat(targets(fields)).containsExactly("Evaluations");
    }

    static List<String> errors(Map<String, Object> line) {
        return Schemas.errors("emf.schema.json", JSON.std.asString(line));
    }

    static List<String> targets(Map<String, Object> line) {
        return list(directive(line), "Metrics").stream()
                .map(metric -> (String) ((Map<?, ?>) metric).get("Name"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metadata(Map<String, Object> line) {
        return (Map<String, Object>) Objects.requireNonNull(line.get("_aws"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> directive(Map<String, Object> line) {
        return (Map<String, Object>) list(metadata(line), "CloudWatchMetrics").getFirst();
    }

    private static List<?> list(Map<String, Object> from, String key) {
        return (List<?>) Objects.requireNonNull(from.get(key), key);
    }

    private static Map<String, Object> read(Map<String, Object> fields) {
        return JSON.std.mapFrom(JSON.std.asString(fields));
    }
}
