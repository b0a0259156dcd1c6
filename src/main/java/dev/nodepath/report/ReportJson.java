package dev.nodepath.report;

import dev.nodepath.finding.Unread;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report as JSON, schema {@value #SCHEMA}. */
public final class ReportJson {

    public static final String SCHEMA = "nodepath/report/1";

    private ReportJson() {}

    /** Writes UTF-8 and leaves {@code out} open. */
    public static void write(Report report, OutputStream out) throws IOException {
        Json.write(out, json -> {
            json.member("schema", SCHEMA);
            json.list(
                    "clusters",
                    report.clusters().stream()
                            .map(cluster -> ClusterJson.of(cluster.evaluation().paths())));
            json.list("findings", report.findings().stream().map(FindingJson::of));
            json.list("unread", report.unread().stream().map(ReportJson::unread));
        });
    }

    private static Map<String, Object> unread(Unread unread) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("call", unread.call());
        json.put("reason", unread.reason());
        return json;
    }
}
