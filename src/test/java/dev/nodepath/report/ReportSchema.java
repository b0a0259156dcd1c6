package dev.nodepath.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published schema of the report, {@code docs/report-1.schema.json}. */
public final class ReportSchema {

    private static final Path FILE = Path.of("docs/report-1.schema.json");

    private ReportSchema() {}

    /** What is wrong with a report, in the validator's words; nothing for a valid one. */
    public static List<String> errors(String report) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(FILE), InputFormat.JSON);
        return schema.validate(report, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
