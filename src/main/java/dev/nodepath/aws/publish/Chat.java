package dev.nodepath.aws.publish;

import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.network.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A transition as Amazon Q Developer in chat applications shows it, in its schema for custom notifications (administrator
 * guide, "Custom notifications"). Notifications must have that format, so this holds its keys and no other.
 *
 * <p>Slack and Teams read different Markdown; code in backticks is what they have in common, and the only one used here.
 */
final class Chat {

    /** Slack shows 3,000 characters in a block of text, less than Teams. */
    private static final int TEXT_LIMIT = 3000;

    /** What a person reads in a chat before going to the report. */
    private static final int FACTS = 5;

    private static final int RELATED = 100;

    private Chat() {}

    /**
     * The notification.
     *
     * @param summary in one line
     * @param attributes of the message; custom actions can pick their variables from them
     */
    static Map<String, Object> of(Transition transition, String summary, Map<String, String> attributes) {
        Finding finding = transition.finding();
        Map<String, String> context = new LinkedHashMap<>(attributes);
        context.put("findingId", finding.id());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("textType", "client-markdown");
        content.put("title", title(transition.kind(), finding));
        content.put("description", Limit.characters(description(transition.kind(), finding), TEXT_LIMIT));
        content.put("nextSteps", Prose.advises(transition.kind(), finding) ? nextSteps(finding) : List.of());
        content.put(
                "keywords",
                List.of(
                        finding.severity().name(),
                        finding.rule(),
                        finding.cluster().name(),
                        finding.cluster().accountId(),
                        finding.cluster().region()));
        Map<String, Object> metadata = new LinkedHashMap<>();
        // What becomes of a finding is told in the thread that began with it.
        metadata.put("threadId", finding.id());
        metadata.put("summary", summary);
        metadata.put("eventType", "nodepath-finding");
        metadata.put(
                "relatedResources",
                finding.resources().stream().limit(RELATED).map(Resource::id).toList());
        metadata.put("additionalContext", context);
        Map<String, Object> notification = new LinkedHashMap<>();
        notification.put("version", "1.0");
        notification.put("source", "custom");
        notification.put("id", transition.messageId());
        notification.put("content", content);
        notification.put("metadata", metadata);
        return notification;
    }

    private static String title(Transition.Kind kind, Finding finding) {
        String about = finding.rule() + " on cluster " + finding.cluster().name();
        return switch (kind) {
            case OPENED -> finding.severity() + " " + about;
            case CHANGED ->
                switch (finding.status()) {
                    case SUPPRESSED -> about + " is suppressed";
                    case NON_COMPLIANT, INSUFFICIENT_DATA -> about + " is now " + finding.severity();
                };
            case RESOLVED -> about + " is resolved";
        };
    }

    private static String description(Transition.Kind kind, Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(plain(finding.description()));
        lines.add("Cluster %s, account %s, %s: %s"
                .formatted(
                        code(finding.cluster().name()),
                        finding.cluster().accountId(),
                        finding.cluster().region(),
                        finding.resources().stream()
                                .limit(FACTS)
                                .map(resource -> code(resource.id()))
                                .collect(Collectors.joining(", "))));
        finding.changedBy().map(Chat::call).ifPresent(lines::add);
        if (Prose.advises(kind, finding)) {
            Limit.first(finding.evidence(), FACTS).forEach(fact -> lines.add("• " + plain(fact)));
        }
        return String.join("\n", lines);
    }

    private static String call(ChangedBy by) {
        return "After " + code(by.eventName()) + " by " + code(by.principal()) + " at " + by.eventTime();
    }

    /** Commands are whole or not there: one that is cut short does something else. */
    private static List<String> nextSteps(Finding finding) {
        List<String> steps = new ArrayList<>();
        if (!finding.remediation().text().isEmpty()) {
            steps.add(plain(finding.remediation().text()));
        }
        int left = TEXT_LIMIT - steps.stream().mapToInt(String::length).sum();
        List<String> commands = finding.remediation().commands();
        int shown = 0;
        while (shown < commands.size() && commands.get(shown).length() + 2 <= left) {
            String command = code(commands.get(shown));
            steps.add(command);
            left -= command.length();
            shown++;
        }
        if (shown < commands.size()) {
            steps.add((commands.size() - shown) + " more: "
                    + code("nodepath check --region " + finding.cluster().region() + " --cluster "
                            + finding.cluster().name()));
        }
        return steps;
    }

    private static String code(String text) {
        return "`" + text.replace('`', '\'') + "`";
    }

    /** Slack takes {@code <!channel>} and {@code <@U1>} for calls to people, wherever the name came from. */
    private static String plain(String text) {
        return text.replace('<', '‹');
    }
}
