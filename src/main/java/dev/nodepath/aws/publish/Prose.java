package dev.nodepath.aws.publish;

import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.network.Resource;
import java.util.List;
import java.util.stream.Collectors;

/** A transition as a person reads it in a mail. */
final class Prose {
    private Prose() {}

    static String of(Transition.Kind kind, Finding finding) {
        StringBuilder mail = new StringBuilder();
        line(mail, opening(kind, finding));
        line(mail, "");
        line(mail, finding.description());
        line(mail, "");
        line(
                mail,
                "Cluster:   %s, account %s, %s"
                        .formatted(
                                finding.cluster().name(),
                                finding.cluster().accountId(),
                                finding.cluster().region()));
        line(mail, "Rule:      %s, %s".formatted(finding.rule(), finding.title()));
        line(mail, "Severity:  " + finding.severity());
        line(
                mail,
                "Resources: " + finding.resources().stream().map(Resource::id).collect(Collectors.joining(", ")));
        finding.changedBy()
                .ifPresent(by -> line(
                        mail, "After:     %s by %s at %s".formatted(by.eventName(), by.principal(), by.eventTime())));
        if (advises(kind, finding)) {
            list(mail, "What was seen", "  - ", finding.evidence());
            if (!finding.remediation().text().isEmpty()) {
                line(mail, "");
                line(mail, "What to do");
                line(mail, "  " + finding.remediation().text());
            }
            list(mail, "Commands", "  ", finding.remediation().commands());
        }
        line(mail, "");
        line(mail, "More about the rule: nodepath rules " + finding.rule());
        return mail.toString();
    }

    /** Whether there is something to do, so that it is worth showing what was seen and how to mend it. */
    static boolean advises(Transition.Kind kind, Finding finding) {
        return kind != Transition.Kind.RESOLVED && finding.status() != Finding.Status.SUPPRESSED;
    }

    private static String opening(Transition.Kind kind, Finding finding) {
        String cluster = finding.cluster().name();
        return switch (kind) {
            case OPENED -> opened(cluster, finding);
            case CHANGED ->
                switch (finding.status()) {
                    case NON_COMPLIANT ->
                        "What is wrong with the network of EKS cluster " + cluster + " is now " + finding.severity()
                                + ".";
                    case INSUFFICIENT_DATA ->
                        "Nodepath can no longer tell whether the network of EKS cluster " + cluster + " is right.";
                    case SUPPRESSED ->
                        "What is wrong with the network of EKS cluster " + cluster
                                + " is suppressed by the settings from now on.";
                };
            case RESOLVED -> "What was wrong with the network of EKS cluster " + cluster + " is over.";
        };
    }

    private static String opened(String cluster, Finding finding) {
        if (finding.predicted()) {
            return "An update that was asked for is going to break the network of EKS cluster " + cluster + ".";
        }
        return finding.status() == Finding.Status.INSUFFICIENT_DATA
                ? "Nodepath cannot tell whether the network of EKS cluster " + cluster + " is right."
                : "The network of EKS cluster " + cluster + " breaks a rule.";
    }

    private static void list(StringBuilder mail, String title, String bullet, List<String> lines) {
        if (!lines.isEmpty()) {
            line(mail, "");
            line(mail, title);
            lines.forEach(text -> line(mail, bullet + text));
        }
    }

    private static void line(StringBuilder mail, String text) {
        mail.append(text).append('\n');
    }
}
