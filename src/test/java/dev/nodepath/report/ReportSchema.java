package dev.nodepath.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The schemas reports are held against. */
public final class ReportSchema {

    private ReportSchema() {}

    /** What is wrong with a JSON report under {@code docs/report-1.schema.json}, in the validator's words. */
    public static List<String> errors(String report) throws IOException {
        return errors(
                SpecificationVersion.DRAFT_2020_12, Files.readString(Path.of("docs/report-1.schema.json")), report);
    }

    /** What is wrong with a SARIF report under the standard's schema. */
    static List<String> sarifErrors(String report) throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(ReportSchema.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
            return errors(
                    SpecificationVersion.DRAFT_7, new String(schema.readAllBytes(), StandardCharsets.UTF_8), report);
        }
    }

    private static List<String> errors(SpecificationVersion version, String schema, String report) {
        return SchemaRegistry.withDefaultDialect(version)
                .getSchema(schema, InputFormat.JSON)
                .validate(report, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }
}
