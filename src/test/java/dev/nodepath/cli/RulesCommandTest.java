package dev.nodepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.rule.RuleCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RulesCommandTest {

    @Test
    void everyRuleIsOneLine() {
        Run run = Run.of("rules");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSameSizeAs(Rules.cards());
        for (RuleCard card : Rules.cards()) {
            assertThat(run.out().lines()).anyMatch(line -> line.startsWith(card.id()) && line.endsWith(card.title()));
        }
    }

    @Test
    void pageOfARuleIsTheOneInTheDocumentation() throws IOException {
        for (RuleCard card : Rules.cards()) {
            String id = card.id();
            Run run = Run.of("rules", id.toLowerCase(Locale.ROOT));
            assertThat(run.status()).isZero();
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).isEqualTo(Files.readString(Path.of("docs/rules/" + id + ".md")));
        }
    }

    @Test
    void unknownRuleIsAnError() {
        Run run = Run.of("rules", "XX-999");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("nodepath: There is no rule XX-999; 'nodepath rules' lists them.\n");
    }
}
