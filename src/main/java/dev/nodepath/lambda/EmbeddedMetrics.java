package dev.nodepath.lambda;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics as fields of a log line, in CloudWatch's embedded metric format: CloudWatch Logs reads them out of the line, so
 * that no call is made for them (CloudWatch user guide, "Specification: Embedded metric format").
 *
 * <p>A metric that did not occur is left out: CloudWatch charges by the hour for each that has values. {@code Evaluations}
 * is always there, since an alarm compares it with what was due.
 */
final class EmbeddedMetrics {

    private EmbeddedMetrics() {}

    /**
     * The fields.
     *
     * @param time when it was counted; CloudWatch takes what is at most two weeks old
     */
    static Map<String, Object> fields(Map<Metric, Long> counts, String stateTable, Instant time) {
        Map<Metric, Long> values = new EnumMap<>(Map.of(Metric.EVALUATIONS, 0L));
        counts.forEach((metric, count) -> {
            if (count != 0) {
                values.put(metric, count);
            }
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(Metric.DIMENSION, stateTable);
        values.forEach((metric, value) -> fields.put(metric.label(), value));
        fields.put(
                "_aws",
                Map.of(
                        "Timestamp",
                        time.toEpochMilli(),
                        "CloudWatchMetrics",
                        List.of(Map.of(
                                "Namespace",
                                Metric.NAMESPACE,
                                "Dimensions",
                                List.of(List.of(Metric.DIMENSION)),
                                "Metrics",
                                values.keySet().stream()
                                        .map(metric -> Map.of("Name", metric.label(), "Unit", metric.unit()))
                                        .toList()))));
        return fields;
    }
}
