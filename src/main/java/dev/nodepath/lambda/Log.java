package dev.nodepath.lambda;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.jr.ob.JSON;

/**
 * A line of JSON for each thing worth knowing later. Lambda hands such lines to CloudWatch as they are; it takes their level
 * from {@code level} only where {@code timestamp} is one of RFC 3339, else they count as INFO (Lambda developer guide,
 * "Configuring JSON and plain text log formats" and "Log-level filtering").
 */
final class Log {

    private final Consumer<String> lines;
    private final InstantSource clock;
    private final Map<String, String> always;

    /**
     * A log.
     *
     * @param always fields of every line
     */
    Log(Consumer<String> lines, InstantSource clock, Map<String, String> always) {
        this.lines = lines;
        this.clock = clock;
        this.always = Map.copyOf(always);
    }

    void info(String message, Map<String, ?> fields) {
        write("INFO", message, fields);
    }

    void error(String message, Map<String, ?> fields) {
        write("ERROR", message, fields);
    }

    /** A line that CloudWatch takes metrics from. */
    void counts(String message, Map<String, ?> fields, Map<Metric, Long> counts, String stateTable) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(EmbeddedMetrics.fields(counts, stateTable, clock.instant()));
        info(message, all);
    }

    private void write(String level, String message, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("timestamp", clock.instant().toString());
        line.put("level", level);
        line.put("message", message);
        line.putAll(always);
        line.putAll(fields);
        lines.accept(JSON.std.asString(line));
    }
}
