package dev.nodepath.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule. */
class RulesTest {

    static Stream<Rule> rules() {
        return Rules.all().stream();
    }

    @Test
    void idsAreUnique() {
        assertThat(Rules.all()).extracting(rule -> rule.card().id()).doesNotHaveDuplicates();
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
}
