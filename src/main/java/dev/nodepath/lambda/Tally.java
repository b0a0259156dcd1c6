package dev.nodepath.lambda;

import dev.nodepath.aws.CallCount;
import dev.nodepath.aws.publish.Publisher.Published;
import dev.nodepath.change.Change;
import dev.nodepath.change.Place;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.lambda.Received.Item;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import dev.nodepath.report.Words;
import dev.nodepath.sweep.Summary;
import dev.nodepath.sweep.Unread;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts and logs what a function does while it does it. */
final class Tally {

    /** Ids in one line; a batch may hold a thousand events. */
    private static final int NAMED_AT_MOST = 100;

    /** The outcome of events that the hub's bus did not take. */
    static final String UNDELIVERED = "UNDELIVERED";

    private final Log log;
    private final String stateTable;
    private final Map<Metric, Long> counts = new EnumMap<>(Metric.class);
    /** What led to looking at a cluster. */
    private final Map<ClusterArn, List<Change>> changes = new HashMap<>();

    private final List<Assessment> assessments = new ArrayList<>();
    private final List<ClusterArn> deleted = new ArrayList<>();
    private final List<Read.Failed<?>> unread = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<Item, String> failed = new LinkedHashMap<>();
    private int events;
    private int queued;
    private int notified;
    private int imported;

    Tally(Log log, String stateTable) {
        this.log = log;
        this.stateTable = stateTable;
    }

    /** Takes note of what an invocation begins with. */
    void received(Collection<Item> items, Instant now) {
        events = items.size();
        for (Item item : items) {
            item.happened()
                    .map(happened -> Duration.between(happened, now).toSeconds())
                    // Clocks differ by a little.
                    .map(age -> Math.max(0, age))
                    .ifPresent(age -> counts.merge(Metric.OLDEST_EVENT_AGE, age, Math::max));
        }
    }

    void note(String eventId, String sentence) {
        notes.add(sentence);
        log.info(sentence, Map.of("eventId", eventId));
    }

    /** The same about a cluster. */
    void note(ClusterArn cluster, List<Change> changes, String sentence) {
        notes.add(sentence);
        log.info(sentence, about(cluster, changes));
    }

    void assessed(Assessment assessment, List<Change> changes) {
        assessments.add(assessment);
        int nodeSubnets = assessment.evaluation().paths().nodeSubnets().size();
        int failed = assessment.evaluation().paths().network().unread().size();
        count(Metric.EVALUATIONS, 1);
        count(Metric.FAILED_READS, failed);
        ClusterArn cluster = assessment.evaluation().paths().cluster().arn();
        this.changes.put(cluster, changes);
        Map<String, Object> fields = about(cluster, changes);
        fields.put("nodeSubnets", nodeSubnets);
        fields.put("findings", assessment.findings().size());
        fields.put("unread", failed);
        log.info("Cluster " + cluster.name() + " was evaluated.", fields);
    }

    void deleted(ClusterArn cluster, List<Change> changes) {
        deleted.add(cluster);
        this.changes.put(cluster, changes);
        log.info("Cluster " + cluster.name() + " is no more.", about(cluster, changes));
    }

    void unread(Collection<Read.Failed<?>> failed) {
        unread.addAll(failed);
        count(Metric.FAILED_READS, failed.size());
    }

    void queued(int clusters) {
        queued += clusters;
    }

    void published(Published published) {
        notified += published.told().size();
        imported += published.imported();
        published.told().forEach(this::told);
        published.refused().values().forEach(reasons -> count(Metric.REFUSED_PUBLICATIONS, reasons.size()));
    }

    private void told(Transition transition) {
        Finding finding = transition.finding();
        count(
                switch (transition.kind()) {
                    case OPENED -> Metric.OPENED_FINDINGS;
                    case CHANGED -> Metric.CHANGED_FINDINGS;
                    case RESOLVED -> Metric.RESOLVED_FINDINGS;
                },
                1);
        Map<String, Object> fields = about(finding.cluster(), changes.getOrDefault(finding.cluster(), List.of()));
        fields.put("rule", finding.rule());
        fields.put("finding", finding.id());
        fields.put("transition", transition.kind().label());
        fields.put("severity", finding.severity().name());
        fields.put("messageId", transition.messageId());
        log.info("%s %s: %s".formatted(finding.rule(), transition.kind().label(), finding.description()), fields);
    }

    /** An event is not done and has to come again. */
    void fail(Item item, String why) {
        failed.merge(item, why, (some, more) -> some.equals(more) ? some : some + " " + more);
        count(Metric.FAILED_EVENTS, 1);
        log.error(why, about(item));
    }

    /** The events that are not done, with the reasons. */
    Map<Item, String> failed() {
        return new LinkedHashMap<>(failed);
    }

    /** An event that is not done waits for a person now and does not come again. */
    void setAside(Item item) {
        failed.remove(item);
        String sentence = "Message " + item.id() + " is in the dead-letter queue.";
        notes.add(sentence);
        log.info(sentence, about(item));
    }

    /** An event that is not done could not be put where a person finds it; SQS does so in the end, without the reason. */
    void notSetAside(Item item, String why) {
        log.error("Message " + item.id() + " could not be put into the dead-letter queue: " + why + ".", about(item));
    }

    /** So many events are queued anew: there was no time for them. */
    void putBack(int putBack) {
        queued += putBack;
        count(Metric.PUT_BACK_EVENTS, putBack);
    }

    /** A sweep is to look at so many clusters of an account. */
    void dealt(int clusters) {
        count(Metric.SWEPT_CLUSTERS, clusters);
    }

    /** What SNS or Security Hub did not take is offered again, by somebody else. */
    void refused(List<String> reasons) {
        count(Metric.REFUSED_PUBLICATIONS, reasons.size());
        reasons.forEach(why -> log.error(why, Map.of()));
    }

    /** So many events wait where a place keeps what the hub's bus did not take. */
    void undelivered(Place place, int events) {
        count(Metric.UNDELIVERED_EVENTS, events);
        if (events > 0) {
            log.error(
                    Words.count(events, "event") + " of " + place + " did not reach the hub's bus.",
                    Map.of("outcome", UNDELIVERED, "accountId", place.accountId(), "region", place.region()));
        }
    }

    /** A sweep is over. */
    void swept(Summary summary) {
        count(Metric.SWEEPS, 1);
        count(Metric.UNREAD_ACCOUNTS, summary.unread().size());
        log.info(
                "The sweep is over.",
                Map.of(
                        "sweep", summary.sweepId(),
                        "accounts", summary.accounts(),
                        "places", summary.places(),
                        "clusters", summary.clusters(),
                        "join", summary.nodes(),
                        "unreadAccounts",
                                summary.unread().stream()
                                        .map(unread -> unread.account().id())
                                        .toList()));
        summary.unread()
                .forEach(account -> account.unread()
                        .forEach(unread -> log.error(
                                "Account " + account.account() + " was not read as a whole: " + unread.sentence() + ".",
                                Map.of(
                                        "outcome", unread.why().name(),
                                        "accountId", account.account().id(),
                                        "sweep", summary.sweepId()))));
    }

    /** A part of an account is not read; the outcome has a name that can be counted. */
    void unread(Place place, Unread unread) {
        count(Metric.CLOSED_PLACES, 1);
        log.error(
                "Nothing is read in " + place + ": " + unread.sentence() + ".",
                Map.of(
                        "outcome", unread.why().name(),
                        "accountId", place.accountId(),
                        "region", place.region()));
    }

    /** Something here is wrong, not with the event; answers with what to say of it. */
    String breakOff(String doing, RuntimeException e, Map<String, ?> about) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        String why = doing + " broke off: " + e + ".";
        Map<String, Object> fields = new LinkedHashMap<>(about);
        fields.put("stackTrace", trace.toString());
        log.error(why, fields);
        return why;
    }

    private void count(Metric metric, long more) {
        counts.merge(metric, more, Long::sum);
    }

    private static Map<String, Object> about(Item item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        item.eventId().ifPresent(id -> fields.put("eventId", id));
        if (!item.eventId().map(item.id()::equals).orElse(item.id().isEmpty())) {
            fields.put("sqsMessageId", item.id());
        }
        return fields;
    }

    /** The fields of a line about a cluster and what led to it. */
    static Map<String, Object> about(ClusterArn cluster, List<Change> changes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cluster", cluster.toString());
        List<String> eventIds = changes.stream()
                .map(change -> change.origin().eventId())
                .distinct()
                .toList();
        if (!eventIds.isEmpty()) {
            fields.put("eventId", eventIds.getLast());
        }
        if (eventIds.size() > 1) {
            fields.put("eventIds", eventIds.stream().limit(NAMED_AT_MOST).toList());
        }
        return fields;
    }

    /**
     * Logs what there is to count.
     *
     * @param calls of AWS, made on the way
     */
    Handled done(CallCount.Calls calls) {
        count(Metric.AWS_CALLS, calls.total());
        count(Metric.THROTTLED_CALLS, calls.throttled());
        count(Metric.DENIED_CALLS, calls.denied());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("events", events);
        fields.put(
                "findings",
                assessments.stream().mapToInt(a -> a.findings().size()).sum());
        fields.put("notified", notified);
        fields.put("imported", imported);
        fields.put("queued", queued);
        fields.put("failures", failed.size());
        fields.put("calls", calls.byService());
        log.counts(
                "%s: %s evaluated, %d queued, %s sent, %s failed."
                        .formatted(
                                Words.count(events, "event"),
                                Words.count(assessments.size(), "cluster"),
                                queued,
                                Words.count(notified, "message"),
                                Words.count(failed.size(), "event")),
                fields,
                counts,
                stateTable);
        List<Handled.Failure> failures = new ArrayList<>();
        failed.forEach((item, why) -> failures.add(new Handled.Failure(item.id(), why)));
        return new Handled(assessments, deleted, queued, notified, imported, unread, notes, failures);
    }
}
