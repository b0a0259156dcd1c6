package dev.nodepath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

/** What the documentation says about the code is written by the code; {@code -Dupdate-docs} writes it anew. */
class DocsTest {

    private static final Path README = Path.of("README.md");
    private static final Path SETTINGS_SCHEMA = Path.of("docs/settings-1.schema.json");
    private static final Path PAGES = Path.of("docs/rules");
    private static final Path POLICY = Path.of("docs/read-policy.json");

    @Test
    void readmeListsEveryRule() throws IOException {
        holds(README, between("rules", Files.readString(README), RulePages.table("docs/rules/")));
    }

    @Test
    void everyRuleHasAPageThatItsExamplesWereRunFor() throws IOException {
        Files.createDirectories(PAGES);
        holds(PAGES.resolve("README.md"), RulePages.index());
        List<String> files = new ArrayList<>(List.of("README.md"));
        for (Rule rule : Rules.all()) {
            String file = rule.card().id() + ".md";
            holds(PAGES.resolve(file), RulePages.page(rule));
            files.add(file);
        }
        for (RuleCard card : RulePages.withoutExamples()) {
            String file = card.id() + ".md";
            holds(PAGES.resolve(file), RulePages.page(card));
            files.add(file);
        }
        try (Stream<Path> there = Files.list(PAGES)) {
            assertThat(there).map(path -> path.getFileName().toString()).containsExactlyInAnyOrderElementsOf(files);
        }
    }

    @Test
    void readmeShowsWhatTheExampleReportSays() throws IOException {
        String report = Files.readString(Path.of("src/test/resources/golden/examples/broken.txt"));
        String block = "```text\n" + report + "```\n";
        holds(README, between("sample", Files.readString(README), block));
    }

    @Test
    void schemaOfSettingsKnowsEveryRule() throws IOException {
        String ids =
                Rules.all().stream().map(rule -> "\"" + rule.card().id() + "\"").collect(Collectors.joining(", "));
        Matcher known = Pattern.compile("\"enum\": \\[\"EP-001\"[^]]*]").matcher(Files.readString(SETTINGS_SCHEMA));
        holds(SETTINGS_SCHEMA, known.replaceFirst("\"enum\": [" + ids + "]"));
    }

    @Test
    void everyKeyOfTheSettingsIsExplained() throws IOException {
        String explained = Files.readString(Path.of("docs/settings.md"));
        assertThat(keys(JSON.std.mapFrom(Files.readString(SETTINGS_SCHEMA))))
                .hasSizeGreaterThan(15)
                .allSatisfy(key -> assertThat(explained).contains("`" + key));
    }

    /** Names of the properties that a schema defines anywhere. */
    private static Set<String> keys(Object schema) {
        Set<String> keys = new TreeSet<>();
        if (schema instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name.equals("properties") && value instanceof Map<?, ?> properties) {
                    properties.keySet().forEach(key -> keys.add(String.valueOf(key)));
                }
                keys.addAll(keys(value));
            });
        } else if (schema instanceof List<?> list) {
            list.forEach(item -> keys.addAll(keys(item)));
        }
        return keys;
    }

    @Test
    void readPolicyAllowsWhatIsRead() throws IOException {
        String actions = Arrays.stream(Need.values())
                .map(Need::action)
                .distinct()
                .sorted()
                .map(action -> "        \"" + action + "\"")
                .collect(Collectors.joining(",\n"));
        holds(POLICY, """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Sid": "NodepathReads",
                      "Effect": "Allow",
                      "Action": [
                %s
                      ],
                      "Resource": "*"
                    }
                  ]
                }
                """.formatted(actions));
    }

    @Test
    void everyPackageHasARowAndAPlaceAmongTheArrows() throws IOException {
        String architecture = Files.readString(Path.of("docs/architecture.md"));
        try (Stream<Path> packages =
                Files.list(Path.of("src/main/java/dev/nodepath")).filter(Files::isDirectory)) {
            assertThat(packages.map(each -> each.getFileName().toString()))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(name -> assertThat(architecture)
                            .contains("| `" + name + "` |")
                            .containsPattern("(?m)^    (?=.* -> ).*\\b" + name + "\\b"));
        }
    }

    /** The text with what stands between {@code <!-- name -->} and {@code <!-- /name -->} replaced. */
    private static String between(String name, String text, String content) {
        Matcher markers = Pattern.compile("(?s)(<!-- %1$s -->\n).*(<!-- /%1$s -->)".formatted(name))
                .matcher(text);
        assertThat(markers.find()).as("markers of %s", name).isTrue();
        return markers.replaceFirst(m -> Matcher.quoteReplacement(m.group(1) + content + m.group(2)));
    }

    private static void holds(Path file, String expected) throws IOException {
        if (System.getProperty("update-docs") != null) {
            Files.writeString(file, expected);
        }
        assertThat(file).as("'make docs' writes it").exists();
        assertThat(Files.readString(file))
                .as("%s; 'make docs' writes it anew", file)
                .isEqualTo(expected);
    }
}
