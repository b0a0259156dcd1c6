package dev.nodepath.report;

import dev.nodepath.report.Table.Cell;
import dev.nodepath.rule.RuleCard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The catalogue and its rules for people. The pages are those of docs/rules, which the build packages. */
public final class RulePage {

    private RulePage() {}

    /** A line a rule: id, severity at worst, title. */
    public static List<String> list(List<RuleCard> cards, Ink ink) {
        Table table = new Table();
        for (RuleCard card : cards) {
            table.add(
                    Cell.of(card.id()),
                    new Cell(card.severity().name(), text -> ink.severity(card.severity(), text)),
                    Cell.of(card.title()));
        }
        return table.lines();
    }

    /** What the rule means, why, what it says of examples, what it reads, how to fix and to suppress it; Markdown. */
    public static String of(RuleCard card) throws IOException {
        String name = "rules/" + card.id() + ".md";
        try (InputStream page = RulePage.class.getResourceAsStream(name)) {
            if (page == null) {
                throw new IllegalStateException(name + " was not packaged");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
