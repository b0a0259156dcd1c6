package dev.nodepath.report;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Unread;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The report as SARIF 2.1.0, for tools that collect findings of many kinds. A finding stands at the resource at fault, a
 * logical location; what cannot be told is a result of kind {@code open}; what was not read is a notification of the run.
 */
public final class ReportSarif {

    private ReportSarif() {}

    /** Writes UTF-8 and leaves {@code out} open. */
    public static void write(Report report, OutputStream out) throws IOException {
        Json.write(out, json -> {
            json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.member("version", "2.1.0");
            json.list("runs", Stream.of(run(report)));
        });
    }

    private static Map<String, Object> run(Report report) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "Nodepath");
        driver.put(
                "rules",
                Rules.all().stream().map(Rule::card).map(ReportSarif::rule).toList());
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", true);
        invocation.put(
                "toolExecutionNotifications",
                report.unread().stream().map(ReportSarif::notification).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("invocations", List.of(invocation));
        run.put("results", report.findings().stream().map(ReportSarif::result).toList());
        return run;
    }

    private static Map<String, Object> rule(RuleCard card) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", card.id());
        rule.put("shortDescription", text(card.title()));
        rule.put("fullDescription", text(card.why()));
        rule.put("help", text(card.fix()));
        rule.put("defaultConfiguration", Map.of("level", level(card.severity())));
        return rule;
    }

    private static Map<String, Object> result(Finding finding) {
        boolean open = finding.status() == Finding.Status.INSUFFICIENT_DATA;
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.rule());
        result.put("kind", open ? "open" : "fail");
        // The standard asks for "none" wherever the kind is not "fail".
        result.put("level", open ? "none" : level(finding.severity()));
        result.put("message", text(finding.description()));
        result.put(
                "locations",
                List.of(Map.of(
                        "logicalLocations",
                        finding.resources().stream().map(ReportSarif::location).toList())));
        result.put("partialFingerprints", Map.of("findingId/v1", finding.id()));
        if (finding.status() == Finding.Status.SUPPRESSED) {
            result.put("suppressions", List.of(Map.of("kind", "external")));
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("severity", finding.severity().name());
        properties.put("clusterArn", finding.cluster().toString());
        properties.put("evidence", finding.evidence());
        properties.put("related", finding.related());
        properties.put("remediation", finding.remediation().text());
        properties.put("commands", finding.remediation().commands());
        result.put("properties", properties);
        return result;
    }

    private static Map<String, Object> location(Resource resource) {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("fullyQualifiedName", resource.id());
        location.put("kind", resource.type());
        return location;
    }

    private static Map<String, Object> notification(Unread unread) {
        Map<String, Object> notification = new LinkedHashMap<>();
        notification.put("descriptor", Map.of("id", unread.call()));
        notification.put("level", "warning");
        notification.put("message", text(unread.reason()));
        return notification;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
