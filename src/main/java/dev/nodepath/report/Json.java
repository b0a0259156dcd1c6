package dev.nodepath.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;
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
 * Writes one JSON document member by member. Only one element of a list at a time is held as JSON, so that a large report
 * costs no more memory than the networks it tells of.
 */
final class Json implements AutoCloseable {

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
            // One flush at the end, not one an element.
            .disable(JSON.Feature.FLUSH_AFTER_WRITE_VALUE)
            .prettyPrinter(LAYOUT)
            .build();

    private final JsonGenerator generator;

    /** Writes the members of the document. */
    interface Members {
        void write(Json json) throws IOException;
    }

    private Json(OutputStream out) {
        this.generator = JACKSON.createGenerator(out);
    }

    /** Writes one object as UTF-8, ends it with a line end, and leaves {@code out} open. */
    static void write(OutputStream out, Members members) throws IOException {
        try (Json json = new Json(out)) {
            json.generator.writeStartObject();
            members.write(json);
            json.generator.writeEndObject();
            json.generator.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    /** A member out of maps, lists, strings, numbers and nulls. */
    void member(String name, @Nullable Object value) {
        generator.writeName(name);
        JACKSON.write(value, generator);
    }

    /** A member that is a list, whose elements are taken from the stream one at a time. */
    void list(String name, Stream<?> elements) {
        generator.writeName(name);
        generator.writeStartArray();
        elements.forEachOrdered(element -> JACKSON.write(element, generator));
        generator.writeEndArray();
    }

    @Override
    public void close() {
        generator.close();
    }
}
