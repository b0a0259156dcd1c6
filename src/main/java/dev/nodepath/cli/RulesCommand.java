package dev.nodepath.cli;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.report.RulePage;
import dev.nodepath.rule.RuleCard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nodepath rules}: the catalogue, or one rule's page. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description =
                "Lists the rules, or prints one rule's page: why it is there, examples, what it reads, how to fix and to suppress"
                        + " it.")
final class RulesCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "A rule's id, such as RT-004.")
    private @Nullable String id;

    RulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<RuleCard> cards = Rules.cards();
        String wanted = id;
        String text = wanted == null
                ? String.join("\n", RulePage.list(cards, terminal.ink())) + "\n"
                : RulePage.of(card(cards, wanted));
        OutputOptions.print(terminal, (ink, out) -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        return ExitStatus.OK;
    }

    private static RuleCard card(List<RuleCard> cards, String wanted) {
        return cards.stream()
                .filter(card -> card.id().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new UnusableInput("There is no rule %s; 'nodepath rules' lists them.".formatted(wanted)));
    }
}
