package dev.nodepath.report;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Unread;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.jr.ob.JSON;

/**
 * The report as JSON, schema {@value #SCHEMA}. Only one cluster or finding at a time is held as JSON, so a large report
 * costs no more memory than the networks it tells of.
 */
public final class ReportJson {

    public static final String SCHEMA = "nodepath/report/1";

    /** As the AWS CLI lays JSON out, with the same line ends on every system. */
    private static final PrettyPrinter LAYOUT = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private static final JSON JACKSON = JSON.builder(JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build())
            .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
            // One flush at the end, not one a cluster.
            .disable(JSON.Feature.FLUSH_AFTER_WRITE_VALUE)
            .prettyPrinter(LAYOUT)
            .build();

    private ReportJson() {}

    /** Writes UTF-8 and leaves {@code out} open. */
    public static void write(Report report, OutputStream out) throws IOException {
        try (JsonGenerator json = JACKSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeName("schema");
            json.writeString(SCHEMA);
            json.writeName("clusters");
            json.writeStartArray();
            for (Assessment cluster : report.clusters()) {
                JACKSON.write(ClusterJson.of(cluster.evaluation().paths()), json);
            }
            json.writeEndArray();
            json.writeName("findings");
            json.writeStartArray();
            for (Finding finding : report.findings()) {
                JACKSON.write(FindingJson.of(finding), json);
            }
            json.writeEndArray();
            json.writeName("unread");
            json.writeStartArray();
            for (Unread unread : report.unread()) {
                JACKSON.write(unread(unread), json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /** Writes one object in the same layout, as UTF-8, and leaves {@code out} open. */
    static void write(Map<String, @Nullable Object> object, OutputStream out) throws IOException {
        try (JsonGenerator json = JACKSON.createGenerator(out)) {
            JACKSON.write(object, json);
            json.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static Map<String, @Nullable Object> unread(Unread unread) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("call", unread.call());
        json.put("reason", unread.reason());
        return json;
    }
}
