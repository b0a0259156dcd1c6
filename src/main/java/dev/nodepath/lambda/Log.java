package dev.nodepath.lambda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.jr.ob.JSON;

/** A line of JSON for each thing worth knowing later; Lambda hands such lines to CloudWatch as they are. */
final class Log {

    private final Consumer<String> lines;
    private final Map<String, String> always;

    /**
     * A log.
     *
     * @param always fields of every line
     */
    Log(Consumer<String> lines, Map<String, String> always) {
        this.lines = lines;
        this.always = Map.copyOf(always);
    }

    void info(String message, Map<String, ?> fields) {
        write("INFO", message, fields);
    }

    void error(String message, Map<String, ?> fields) {
        write("ERROR", message, fields);
    }

    private void write(String level, String message, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("level", level);
        line.put("message", message);
        line.putAll(always);
        line.putAll(fields);
        lines.accept(JSON.std.asString(line));
    }
}
