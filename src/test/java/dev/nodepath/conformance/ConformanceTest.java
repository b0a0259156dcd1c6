package dev.nodepath.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.finding.Assessment;
import dev.nodepath.network.Networks;
import dev.nodepath.report.Report;
import dev.nodepath.report.ReportJson;
import dev.nodepath.snapshot.Snapshot;
import dev.nodepath.snapshot.UnreadableSnapshotException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.jr.ob.JSON;

/** Every case of the suite. Leaves a table in {@code target/conformance.txt}, which {@code make conformance} shows. */
class ConformanceTest {

    private static final Path TABLE = Path.of("target/conformance.txt");
    private static final Set<String> RULES =
            Rules.all().stream().map(rule -> rule.card().id()).collect(Collectors.toUnmodifiableSet());
    private static final Map<String, Comparison.Outcome> OUTCOMES = new ConcurrentSkipListMap<>();

    @TestFactory
    Stream<DynamicTest> everyCaseGetsItsExpectedAnswer() {
        return ConformanceCase.all()
                .map(c -> DynamicTest.dynamicTest(
                        c.id() + ": " + c.title(), c.folder().toUri(), () -> {
                            Comparison.Outcome outcome =
                                    Comparison.of(c, Json.of(JSON.std.mapFrom(report(c.snapshot()))), RULES);
                            OUTCOMES.put(c.id(), outcome);
                            assertThat(outcome.disagreements()).as(c.id()).isEmpty();
                        }));
    }

    @Test
    void everyCaseIsValidAgainstThePublishedSchema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("conformance/case.schema.json")), InputFormat.JSON);
        assertThat(ConformanceCase.all())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(
                                schema.validate(Files.readString(c.folder().resolve("case.json")), InputFormat.JSON))
                        .as(c.id())
                        .isEmpty());
    }

    /** The JSON report on a snapshot, as {@code nodepath check --format json} writes it. */
    static String report(Path snapshot) throws UnreadableSnapshotException, IOException {
        return report(Snapshot.read(snapshot).networks(List.of()));
    }

    static String report(Networks networks) throws IOException {
        Report report = Report.of(
                networks.networks().stream()
                        .map(network -> Assessment.of(Rules.evaluate(network), Optional.empty()))
                        .toList(),
                networks.unread());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportJson.write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @AfterAll
    static void writeTheTable() throws IOException {
        StringBuilder table = new StringBuilder();
        OUTCOMES.forEach((id, outcome) -> {
            boolean agrees = outcome.disagreements().isEmpty();
            table.append(agrees ? outcome.pending().isEmpty() ? "agrees    " : "pending   " : "DISAGREES ");
            table.append(id).append('\n');
            outcome.disagreements()
                    .forEach(line -> table.append("            ").append(line).append('\n'));
            outcome.pending()
                    .forEach(line -> table.append("            no rule yet: ")
                            .append(line)
                            .append('\n'));
        });
        long agreeing = OUTCOMES.values().stream()
                .filter(o -> o.disagreements().isEmpty())
                .count();
        table.append('\n')
                .append(agreeing)
                .append(" of ")
                .append(OUTCOMES.size())
                .append(" cases agree\n");
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, table.toString());
    }
}
