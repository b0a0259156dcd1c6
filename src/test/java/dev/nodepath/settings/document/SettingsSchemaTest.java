package dev.nodepath.settings.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.ExecutionContextCustomizer;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.nodepath.settings.document.Documents.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import tools.jackson.jr.ob.JSON;

/** The published schema, which editors go by, and the parser are of one mind about every document there is. */
class SettingsSchemaTest {

    private static final Path SCHEMA = Path.of("docs/settings-1.schema.json");

    @TestFactory
    Stream<DynamicTest> schemaAndParserAgree() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
        Document example = new Document("the example", Files.readString(Path.of("examples/settings.yaml")), List.of());
        return Stream.of(Stream.of(example), Documents.in("usable.txt"), Documents.in("mistakes.txt"))
                .flatMap(documents -> documents)
                .map(document -> DynamicTest.dynamicTest(document.title(), () -> {
                    Reading reading = SettingsDocument.read(document.yaml(), "", LocalDate.of(2026, 11, 26));
                    assertThat(errors(schema, document.yaml()).isEmpty())
                            .as("what the schema says: %s", errors(schema, document.yaml()))
                            .isEqualTo(reading instanceof Reading.Usable);
                }));
    }

    private static List<String> errors(Schema schema, String yaml) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new JsonSchema())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .build();
        Object value;
        try {
            value = new Load(settings).loadFromString(yaml);
        } catch (YamlEngineException e) {
            return List.of("no YAML: " + e.getMessage());
        }
        ExecutionContextCustomizer datesAreDates =
                (context, config) -> context.executionConfig(execution -> execution.formatAssertionsEnabled(true));
        return schema
                .validate(
                        JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(value),
                        InputFormat.JSON,
                        datesAreDates)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
