package dev.nodepath.report;

import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.Finding;
import dev.nodepath.network.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
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
}
