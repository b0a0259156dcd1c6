package dev.nodepath.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule. */
class RulesTest {

    /** "About 80": what a rule knows of AWS beyond that belongs to the packages it judges. */
    private static final int MOST_LINES = 85;

    static Stream<Rule> rules() {
        return Rules.all().stream();
    }

    @Test
    void idsAreUnique() {
        assertThat(Rules.cards()).extracting(RuleCard::id).doesNotHaveDuplicates();
    }

    @Test
    void everyRuleHasACardAndSoHasAnAccountThatIsNotRead() {
        assertThat(Rules.cards()).containsAll(rules().map(Rule::card).toList()).contains(AccountNotRead.CARD);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleHasATestAndBothExamples(Rule rule) {
        RuleExamples examples = RuleExamples.of(rule);
        assertThat(List.of(examples.wrong(), examples.right()))
                .extracting(RuleExamples.Example::words)
                .doesNotHaveDuplicates()
                .allMatch(words -> words.matches("[A-Z].*\\."));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleHasAPage(Rule rule) {
        assertThat(Path.of("docs/rules/" + rule.card().id() + ".md")).isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ruleIsOneShortFile(Rule rule) throws IOException {
        String file = rule.getClass().getName().replace('.', '/') + ".java";
        assertThat(Files.readAllLines(Path.of("src/main/java").resolve(file))).hasSizeLessThanOrEqualTo(MOST_LINES);
    }
}
