package dev.nodepath;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** JSON schemas of AWS, written down in {@code src/test/resources/schema} as its documentation has them. */
public final class Schemas {

    private static final Path ROOT = Path.of("src/test/resources/schema");

    private Schemas() {}

    /** What is wrong with a JSON document, in the validator's words. */
    public static List<String> errors(String schema, String document) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(Files.readString(ROOT.resolve(schema)), InputFormat.JSON)
                    .validate(document, InputFormat.JSON)
                    .stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
