package dev.nodepath;

import dev.nodepath.catalogue.Evaluation;
import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.catalogue.RuleExamples.Example;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.network.Resource;
import dev.nodepath.report.Ink;
import dev.nodepath.report.Report;
import dev.nodepath.report.ReportText;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page of each rule, docs/rules/ID.md: what its card says, and what it says itself of its examples. */
final class RulePages {

    /** Where a paragraph is broken. */
    private static final int WIDTH = 100;

    private RulePages() {}

    static String index() {
        return """
                # The rules

                One page a rule, written by `make docs`; `nodepath rules ID` prints the same. Every evaluation of a cluster runs all
                rules. What is wrong for certain is a violation; what AWS's answers do not decide is reported as not to be told.

                %s""".formatted(table(""));
    }

    /** A row a rule, with links to the pages in that folder. */
    static String table(String folder) {
        return "| rule | at worst | the right state |\n| --- | --- | --- |\n"
                + Rules.cards().stream()
                        .map(card -> "| [%1$s](%2$s%1$s.md) | %3$s | %4$s |\n"
                                .formatted(card.id(), folder, card.severity(), card.title()))
                        .collect(Collectors.joining());
    }

    static String page(Rule rule) throws IOException {
        RuleCard card = rule.card();
        RuleExamples examples = RuleExamples.of(rule);
        Assessment wrong = onlyOf(rule, examples.wrong());
        StringBuilder page = new StringBuilder();
        page.append("# %s: %s\n\n".formatted(card.id(), card.title()));
        page.append(examples.worst() == Verdict.NON_COMPLIANT ? "A violation is " : "What it cannot tell is ")
                .append("%s at worst: %s.\n\n".formatted(card.severity(), meaning(card.severity())));
        page.append("## Why\n\n").append(wrapped(card.why())).append('\n');
        card.sources().forEach(source -> page.append("- <%s>\n".formatted(source)));
        page.append("\n## A network %s\n\n"
                .formatted(
                        examples.worst() == Verdict.NON_COMPLIANT ? "it finds fault with" : "of which it cannot tell"));
        page.append(wrapped(examples.wrong().words()))
                .append("\n```text\n")
                .append(text(wrong))
                .append("```\n\n## A network it has nothing to say against\n\n")
                .append(wrapped(examples.right().words()))
                .append('\n')
                .append(compliant(rule, examples.right()))
                .append("\n## When it cannot tell\n\n")
                .append(doubts(rule, examples))
                .append("\n## What it reads\n\n")
                .append(reads(card))
                .append("\n## Fix\n\n")
                .append(wrapped(card.fix()))
                .append(commands(wrong))
                .append("\n## Suppress\n\n")
                .append(suppression(card, wrong));
        return page.toString();
    }

    /** Cards of what is about no cluster, so that no network is an example of it. */
    static List<RuleCard> withoutExamples() {
        List<RuleCard> ofRules = Rules.all().stream().map(Rule::card).toList();
        return Rules.cards().stream().filter(card -> !ofRules.contains(card)).toList();
    }

    static String page(RuleCard card) {
        StringBuilder page = new StringBuilder();
        page.append("# %s: %s\n\n".formatted(card.id(), card.title()));
        page.append("A violation is %s at worst: %s.\n\n".formatted(card.severity(), meaning(card.severity())));
        page.append("## Why\n\n").append(wrapped(card.why())).append('\n');
        card.sources().forEach(source -> page.append("- <%s>\n".formatted(source)));
        page.append("\n## Fix\n\n").append(wrapped(card.fix()));
        return page.toString();
    }

    private static String meaning(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "new nodes cannot join";
            case HIGH -> "new nodes do not become Ready, or something breaks with the next change";
            case MEDIUM -> "something works worse than it should, or may stop working";
            case LOW -> "advice, never worth waking anyone";
            case INFO -> "good to know";
        };
    }

    private static Assessment onlyOf(Rule rule, Example example) {
        Assessment all = Assessment.of(Rules.evaluate(example.network().build()), Optional.empty());
        return new Assessment(
                all.evaluation(),
                all.findings().stream()
                        .filter(finding -> finding.rule().equals(rule.card().id()))
                        .toList());
    }

    private static String text(Assessment assessment) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportText.write(new Report(List.of(assessment), List.of()), Ink.PLAIN, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<Result> results(Rule rule, Example example) {
        return Rules.evaluate(example.network().build()).judged().stream()
                .filter(judged -> judged.rule().id().equals(rule.card().id()))
                .map(Evaluation.Judged::result)
                .toList();
    }

    private static String compliant(Rule rule, Example example) {
        String said = results(rule, example).stream()
                .filter(result -> result.verdict() == Verdict.COMPLIANT)
                .map(Result::reason)
                .distinct()
                .map(reason -> bullet(reason))
                .collect(Collectors.joining());
        return said.isEmpty() ? "It says nothing.\n" : said;
    }

    private static String doubts(Rule rule, RuleExamples examples) {
        String said = examples.doubtful().stream()
                .map(example -> bullet(example.words() + " *"
                        + results(rule, example).stream()
                                .filter(result -> result.verdict() == Verdict.INSUFFICIENT_DATA)
                                .map(Result::reason)
                                .findFirst()
                                .orElseThrow()
                        + "*"))
                .collect(Collectors.joining());
        String silent = rule.card().id().equals("SH-002")
                ? "It always can: a call was answered or it was not."
                : "Where what it needs was not read and it has nothing to say for that reason, [SH-002](SH-002.md) names the call"
                        + " that gave no answer and the rules that need it.";
        return said + (said.isEmpty() ? "" : "\n") + wrapped(silent);
    }

    private static String reads(RuleCard card) {
        String rows = card.needs().stream()
                .map(need -> "| %s | `%s` | %s |\n".formatted(need.what(), need.action(), judgedAgain(need)))
                .collect(Collectors.joining());
        return "| what | IAM action | judged again after |\n| --- | --- | --- |\n" + rows + "\n"
                + wrapped(
                        "It is judged with every sweep, too, and after whatever else changes the cluster or its network.");
    }

    private static String judgedAgain(Need need) {
        return need.changedBy().isEmpty() ? "a sweep" : String.join(", ", need.changedBy());
    }

    private static String commands(Assessment assessment) {
        List<String> commands = assessment.findings().stream()
                .flatMap(finding -> finding.remediation().commands().stream())
                .distinct()
                .toList();
        return commands.isEmpty() ? "" : "\nIn the example:\n\n```sh\n" + String.join("\n", commands) + "\n```\n";
    }

    private static String suppression(RuleCard card, Assessment assessment) {
        Finding finding = assessment.findings().getFirst();
        Resource resource = finding.resources().getFirst();
        return wrapped(
                        "In the [settings document](../settings.md#suppressions); the finding is then reported as suppressed, and"
                                + " counts neither for `--fail-on` nor as a notification.")
                + """

                ```yaml
                suppressions:
                  - rule: %s
                    cluster: %s
                    resource: %s
                    reason: Why it is accepted here
                    until: 2030-12-31
                ```
                """.formatted(card.id(), finding.cluster().name(), resource.id());
    }

    private static String bullet(String text) {
        return "- " + wrapped(text).strip().replace("\n", "\n  ") + "\n";
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : text.strip().split("\\s+", -1)) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                lines.append('\n');
                column = 0;
            }
            lines.append(column == 0 ? "" : " ").append(word);
            column += word.length() + (column == 0 ? 0 : 1);
        }
        return lines.append('\n').toString();
    }
}
