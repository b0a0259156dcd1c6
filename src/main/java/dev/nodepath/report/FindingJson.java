package dev.nodepath.report;

import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.Finding;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finding as the JSON object that reports and notifications show, in maps and lists that any JSON library writes.
 *
 * <p>{@code changedBy} is always there, {@code null} where no event led to the finding. jackson-jr leaves null members
 * out unless {@code JSON.Feature.WRITE_NULL_PROPERTIES} is on.
 */
public final class FindingJson {
    private FindingJson() {}

    /** Keys in the order of the report; the map is the caller's to add to. */
    public static Map<String, @Nullable Object> of(Finding finding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", finding.id());
        json.put("rule", finding.rule());
        json.put("severity", finding.severity().name());
        json.put("status", finding.status().name());
        json.put("clusterArn", finding.cluster().toString());
        json.put(
                "resources",
                finding.resources().stream().map(FindingJson::resource).toList());
        json.put("title", finding.title());
        json.put("description", finding.description());
        json.put("evidence", finding.evidence());
        json.put("related", finding.related());
        Map<String, Object> remediation = new LinkedHashMap<>();
        remediation.put("text", finding.remediation().text());
        remediation.put("commands", finding.remediation().commands());
        json.put("remediation", remediation);
        json.put("changedBy", finding.changedBy().map(FindingJson::changedBy).orElse(null));
        if (finding.predicted()) {
            json.put("predicted", true);
        }
        return json;
    }

    private static Map<String, Object> resource(Resource resource) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", resource.type());
        json.put("id", resource.id());
        return json;
    }

    private static Map<String, Object> changedBy(ChangedBy changedBy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("eventName", changedBy.eventName());
        json.put("eventTime", changedBy.eventTime());
        json.put("principal", changedBy.principal());
        return json;
    }

    /**
     * Reads what {@link #of} has written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Finding read(Map<String, ?> json) {
        List<Resource> resources = objects(json, "resources").stream()
                .map(resource -> new Resource(text(resource, "type"), text(resource, "id")))
                .toList();
        Map<?, ?> remediation = json.get("remediation") instanceof Map<?, ?> map ? map : Map.of();
        return new Finding(
                text(json, "id"),
                text(json, "rule"),
                Severity.valueOf(text(json, "severity")),
                Finding.Status.valueOf(text(json, "status")),
                ClusterArn.parse(text(json, "clusterArn")),
                resources,
                text(json, "title"),
                text(json, "description"),
                texts(json, "evidence"),
                texts(json, "related"),
                new Remedy(text(remediation, "text"), texts(remediation, "commands")),
                json.get("changedBy") instanceof Map<?, ?> by
                        ? Optional.of(
                                new ChangedBy(text(by, "eventName"), text(by, "eventTime"), text(by, "principal")))
                        : Optional.empty(),
                Boolean.TRUE.equals(json.get("predicted")));
    }

    private static String text(Map<?, ?> json, String key) {
        if (json.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("A finding has no text at \"" + key + "\": " + json);
    }

    private static List<String> texts(Map<?, ?> json, String key) {
        return list(json, key).stream().map(String::valueOf).toList();
    }

    private static List<Map<?, ?>> objects(Map<?, ?> json, String key) {
        List<Map<?, ?>> objects = new ArrayList<>();
        for (Object value : list(json, key)) {
            if (value instanceof Map<?, ?> object) {
                objects.add(object);
            }
        }
        return objects;
    }

    private static List<?> list(Map<?, ?> json, String key) {
        return json.get(key) instanceof List<?> list ? list : List.of();
    }
}
