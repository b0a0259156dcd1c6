package dev.nodepath.settings.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.rule.Severity;
import dev.nodepath.settings.RuleSettings;
import dev.nodepath.settings.Scope;
import dev.nodepath.settings.Settings;
import dev.nodepath.settings.Settings.ForClusters;
import dev.nodepath.settings.Suppression;
import dev.nodepath.settings.Wildcard;
import dev.nodepath.settings.document.Documents.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SettingsDocumentTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
    private static final Path EXAMPLE = Path.of("examples/settings.yaml");

    private static Reading read(String yaml) {
        return SettingsDocument.read(yaml, "settings.yaml", TODAY);
    }

    private static Reading.Usable usable(String yaml) {
        assertThat(read(yaml)).isInstanceOf(Reading.Usable.class);
        return (Reading.Usable) read(yaml);
    }

    @TestFactory
    Stream<DynamicTest> everyMistakeIsNamedWithItsPlaceAndItsMend() {
        List<Document> mistakes = Documents.in("mistakes.txt").toList();
        assertThat(mistakes).hasSizeGreaterThanOrEqualTo(40);
        return mistakes.stream()
                .map(document -> DynamicTest.dynamicTest(document.title(), () -> {
                    assertThat(document.said()).isNotEmpty();
                    assertThat(read(document.yaml()))
                            .isInstanceOfSatisfying(
                                    Reading.Broken.class,
                                    broken -> assertThat(broken.mistakes())
                                            .extracting(Remark::toString)
                                            .containsExactlyElementsOf(document.said().stream()
                                                    .map(line -> "settings.yaml, " + line)
                                                    .toList()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWorthASecondLookIsSaidAndCountsAllTheSame() {
        return Documents.in("usable.txt")
                .map(document -> DynamicTest.dynamicTest(
                        document.title(),
                        () -> assertThat(usable(document.yaml()).remarks())
                                .extracting(Remark::toString)
                                .containsExactlyElementsOf(document.said().stream()
                                        .map(line -> "settings.yaml, " + line)
                                        .toList())));
    }

    @Test
    void documentThatSetsNothingIsTheBuiltInSettings() {
        assertThat(usable("schema: nodepath/settings/1\n").settings()).isEqualTo(Settings.BUILT_IN);
    }

    @Test
    void exampleMeansWhatItSays() throws IOException {
        Optional<Boolean> on = Optional.of(true);
        Scope.Limits limits = new Scope.Limits(Optional.empty(), Optional.of(32), Optional.empty(), Optional.of(16));
        Scope everywhere = new Scope(
                Map.of(
                        "EP-004", new RuleSettings(Optional.empty(), Optional.of(Severity.HIGH)),
                        "RT-007", new RuleSettings(Optional.of(false), Optional.empty())),
                Optional.of(List.of(Cidr.parse("203.0.113.10/32"), Cidr.parse("203.0.113.11/32"))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limits);
        Scope dev = new Scope(
                Map.of("EP-004", new RuleSettings(Optional.empty(), Optional.of(Severity.LOW))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Scope.Limits.NONE);
        Scope bank = new Scope(
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                on,
                on,
                Optional.empty(),
                Scope.Limits.NONE);
        Scope legacy = new Scope(
                Map.of(),
                Optional.empty(),
                on,
                on,
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of("legacy-workers")),
                Scope.Limits.NONE);
        Settings expected = new Settings(
                10,
                everywhere,
                List.of(
                        new ForClusters(new Wildcard("dev-*"), dev),
                        new ForClusters(new Wildcard("arn:aws:eks:eu-central-1:111122223333:cluster/bank"), bank),
                        new ForClusters(new Wildcard("legacy"), legacy)),
                List.of(
                        new Suppression(
                                Optional.of("EP-004"),
                                new Wildcard("demo"),
                                Wildcard.ANY,
                                "The demo cluster is meant to be tried by anyone.",
                                LocalDate.of(2099, 12, 31)),
                        new Suppression(
                                Optional.of("ND-005"),
                                Wildcard.ANY,
                                new Wildcard("subnet-0b22222222222222b"),
                                "Replaced by larger subnets in the next quarter, NET-512.",
                                LocalDate.of(2099, 3, 31))),
                Optional.empty());
        assertThat(read(Files.readString(EXAMPLE))).isEqualTo(new Reading.Usable(expected, List.of()));
    }

    @Test
    void lastDayOfASuppressionIsPartOfIt() {
        String yaml = """
                schema: nodepath/settings/1
                suppressions:
                  - rule: EP-004
                    reason: known
                    until: 2026-11-26
                """;
        assertThat(usable(yaml).remarks()).isEmpty();
        assertThat(((Reading.Usable) SettingsDocument.read(yaml, "settings.yaml", TODAY.plusDays(1))).remarks())
                .hasSize(1);
    }

    @Test
    void documentOfAMegabyteIsRefusedUnread() {
        assertThat(read("# ".repeat(600_000)))
                .isEqualTo(new Reading.Broken(
                        List.of(new Remark("settings.yaml", 1, "the document is longer than 256 KB; shorten it."))));
    }

    /** Whatever is typed, there is an answer; of a broken document, one with a line that the document has. */
    @Test
    void noDocumentIsTooBrokenForAnAnswer() throws IOException {
        String example = Files.readString(EXAMPLE);
        long seed = Long.getLong("seed", 20_261_126L);
        RandomGenerator random = new SplittableRandom(seed);
        String typed = "{}[]:,-&*!|>'\"%@`#? \t\n\0aE9.~<=";
        for (int round = 0; round < 1000; round++) {
            StringBuilder yaml = new StringBuilder(example);
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(yaml.length());
                if (random.nextBoolean()) {
                    yaml.deleteCharAt(at);
                } else {
                    yaml.insert(at, typed.charAt(random.nextInt(typed.length())));
                }
            }
            if (read(yaml.toString()) instanceof Reading.Broken(List<Remark> mistakes)) {
                assertThat(mistakes)
                        .as("seed %d, round %d:%n%s", seed, round, yaml)
                        .isNotEmpty()
                        .allSatisfy(mistake -> assertThat(mistake.line())
                                .isBetween(
                                        1,
                                        1
                                                + (int) yaml.chars()
                                                        .filter(c -> c == '\n')
                                                        .count()));
            }
        }
    }
}
