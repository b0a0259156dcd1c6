package dev.nodepath.report;

import dev.nodepath.report.Table.Cell;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.RuleCard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue and its rules for people: what the cards say, as text. */
public final class RulePage {

    /** Where a paragraph is broken: what fits a terminal of the usual 80 columns. */
    private static final int WIDTH = 78;

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

    /** Everything the card says. */
    public static List<String> of(RuleCard card, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.strong(card.id() + "  " + card.title()));
        lines.add("");
        lines.add("Severity  " + ink.severity(card.severity(), card.severity().name()) + " at worst");
        section(lines, ink.strong("Why"), card.why());
        section(lines, ink.strong("Fix"), card.fix());
        lines.add("");
        lines.add(ink.strong("Reads"));
        for (Need need : card.needs()) {
            lines.add("  " + need.action() + ": " + need.what());
        }
        lines.add("");
        lines.add(ink.strong("Judged again after"));
        lines.addAll(wrapped(card.needs().stream()
                .flatMap(need -> need.changedBy().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "))));
        lines.add("");
        lines.add(ink.strong("Sources"));
        card.sources().forEach(source -> lines.add("  " + source));
        return lines;
    }

    private static void section(List<String> lines, String heading, String text) {
        lines.add("");
        lines.add(heading);
        lines.addAll(wrapped(text));
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + word.length() + 3 > WIDTH) {
                lines.add("  " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add("  " + line);
        return lines;
    }
}
