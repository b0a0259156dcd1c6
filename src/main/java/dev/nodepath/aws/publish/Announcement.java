package dev.nodepath.aws.publish;

import dev.nodepath.catalogue.AccountNotRead;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.sweep.Account;
import dev.nodepath.sweep.Member.Notice;
import dev.nodepath.sweep.Outcome;
import dev.nodepath.sweep.Summary;
import dev.nodepath.sweep.Unread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/**
 * What a sweep has to say that is about no cluster: that an account cannot be read, and what it came to.
 *
 * @param id the same however often it is published
 * @param body for programs
 * @param prose for people
 * @param attributes for filter policies
 */
public record Announcement(
        String id, String subject, Map<String, @Nullable Object> body, String prose, Map<String, String> attributes) {

    private static final int NAMED = 50;

    private static final JSON WITH_NULLS = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    /**
     * That an account cannot be read, or can be again: SW-001, in the form of any other finding.
     *
     * @param partition that the account is in
     * @param region of the functions
     */
    public static Announcement of(Account account, Notice notice, String partition, String region) {
        RuleCard card = AccountNotRead.CARD;
        String findingId = findingId(account.id(), partition);
        String transition = notice.opens() ? "opened" : "resolved";
        String description = notice.opens()
                ? description(account, notice.unread())
                : "All of account " + account + " could be read again.";
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", findingId);
        body.put("rule", card.id());
        body.put("severity", card.severity().name());
        body.put("status", "NON_COMPLIANT");
        body.put("clusterArn", null);
        body.put("accountId", account.id());
        body.put("resources", List.of(Map.of("type", "AwsAccount", "id", accountId(account))));
        body.put("title", card.title());
        body.put("description", description);
        body.put("evidence", sentences(notice.unread()));
        body.put("related", List.of());
        body.put("remediation", Map.of("text", card.fix(), "commands", List.of()));
        body.put("changedBy", null);
        body.put("transition", transition);
        String messageId = findingId + "/" + transition + "/" + notice.at();
        body.put("messageId", messageId);
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("severity", card.severity().name());
        attributes.put("rule", card.id());
        attributes.put("status", "NON_COMPLIANT");
        attributes.put("transition", transition);
        attributes.put("accountId", account.id());
        attributes.put("region", region);
        attributes.put("messageId", messageId);
        return new Announcement(
                messageId,
                card.severity() + " " + card.id() + " " + transition + ": account " + account.id(),
                body,
                description + "\n\n" + lines(sentences(notice.unread()))
                        + (notice.opens() ? "\nWhat to do\n  " + card.fix() + "\n" : ""),
                attributes);
    }

    /**
     * What a sweep came to.
     *
     * @param ownAccountId the account of the functions
     * @param region of the functions
     */
    public static Announcement of(Summary summary, String ownAccountId, String region) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("message", "sweep-summary");
        body.put("messageId", "sweep/" + summary.sweepId());
        body.put("begun", summary.begun().toString());
        body.put("ended", summary.ended().toString());
        body.put("accounts", summary.accounts());
        body.put("places", summary.places());
        body.put("clusters", summary.clusters());
        Map<String, Object> nodes = new LinkedHashMap<>();
        for (Outcome.Nodes verdict : Outcome.Nodes.values()) {
            nodes.put(verdict.name(), summary.nodes().getOrDefault(verdict, 0));
        }
        body.put("join", nodes);
        body.put("unreadAccounts", summary.unread().size());
        body.put(
                "unread",
                Limit.first(summary.unread(), NAMED).stream()
                        .map(one -> Map.of(
                                "accountId", one.account().id(),
                                "name", one.account().name(),
                                "why", one.unread().getFirst().why().name(),
                                "reason", one.unread().getFirst().sentence()))
                        .toList());
        return new Announcement(
                "sweep/" + summary.sweepId(),
                "Sweep: " + summary.clusters() + " clusters in " + summary.accounts() + " accounts, "
                        + summary.unread().size() + " accounts not read",
                body,
                prose(summary),
                Map.of(
                        "message",
                        "sweep-summary",
                        "messageId",
                        "sweep/" + summary.sweepId(),
                        "accountId",
                        ownAccountId,
                        "region",
                        region));
    }

    private static String prose(Summary summary) {
        List<String> lines = new ArrayList<>();
        lines.add("The sweep of " + summary.begun() + " looked at " + summary.clusters() + " clusters in "
                + summary.accounts() + " accounts; it took "
                + Duration.between(summary.begun(), summary.ended()).toMinutes() + " minutes.");
        lines.add("");
        lines.add("New nodes become Ready in   " + summary.nodes().getOrDefault(Outcome.Nodes.SUCCEEDS, 0));
        lines.add("They do not in              " + summary.nodes().getOrDefault(Outcome.Nodes.FAILS, 0));
        lines.add("It cannot be told of        " + summary.nodes().getOrDefault(Outcome.Nodes.UNKNOWN, 0));
        lines.add("");
        lines.add(
                summary.unread().isEmpty()
                        ? "Every account could be read."
                        : "Accounts that could not be read as a whole: "
                                + summary.unread().size());
        Limit.first(summary.unread(), NAMED)
                .forEach(one -> lines.add(
                        "  - " + one.account() + ": " + one.unread().getFirst().sentence()));
        return String.join("\n", lines) + "\n";
    }

    static String findingId(String account, String partition) {
        return "arn:" + partition + ":iam::" + account + ":root/" + AccountNotRead.CARD.id();
    }

    /** As Security Hub names an account among resources. */
    static String accountId(Account account) {
        return "AWS::::Account:" + account.id();
    }

    static String description(Account account, List<Unread> unread) {
        return "Account " + account + " is not watched as a whole: "
                + unread.getFirst().sentence() + ".";
    }

    static List<String> sentences(List<Unread> unread) {
        return Limit.first(unread, NAMED).stream()
                .map(one -> one.why() + ": " + one.sentence() + ".")
                .toList();
    }

    private static String lines(List<String> sentences) {
        return sentences.stream().map(line -> "  - " + line + "\n").collect(Collectors.joining());
    }

    Notification notification() {
        Map<String, Object> texts = new LinkedHashMap<>();
        texts.put("default", WITH_NULLS.asString(body));
        texts.put("email", prose);
        texts.put(
                "https",
                JSON.std.asString(Map.of(
                        "version",
                        "1.0",
                        "source",
                        "custom",
                        "id",
                        id,
                        "content",
                        Map.of(
                                "textType",
                                "client-markdown",
                                "title",
                                subject,
                                "description",
                                Limit.characters(prose, 3000)),
                        "metadata",
                        Map.of("threadId", id, "eventType", "nodepath"))));
        return new Notification(
                id,
                Limit.characters(subject.replaceAll("[^\\x20-\\x7E]", "?"), 99),
                JSON.std.asString(texts),
                attributes);
    }
}
