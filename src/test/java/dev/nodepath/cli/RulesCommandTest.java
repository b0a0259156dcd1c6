package dev.nodepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.rule.RuleCard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
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
    void fullDiskIsAnError() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(full, new PrintStream(err, true, StandardCharsets.UTF_8), false, Map.of());
        assertThat(Nodepath.run(terminal, "rules")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("nodepath: Standard output cannot be written to: No space left on device.\n");
    }

    @Test
    void unknownRuleIsAnError() {
        Run run = Run.of("rules", "XX-999");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("nodepath: There is no rule XX-999; 'nodepath rules' lists them.\n");
    }
}
