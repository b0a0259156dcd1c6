package dev.nodepath.change;

import dev.nodepath.change.Change.Turn;
import dev.nodepath.finding.ChangedBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Nodepath queues for itself, in the envelope of an EventBridge event, so that there is one way in for all.
 */
public final class Message {

    static final String SOURCE = "nodepath";

    private static final String CLUSTER_DUE = "Nodepath Cluster Due";
    private static final String REGION_DUE = "Nodepath Region Due";
    private static final String ACCOUNT_DUE = "Nodepath Account Due";
    private static final String ACCOUNT_LEFT = "Nodepath Account Left";

    private Message() {}

    /**
     * The event that says what is due.
     *
     * @param time from when on it is due, ISO 8601: a view that began later will do
     * @param because why it is due, as a sentence for whoever looks into the queue
     */
    public static Map<String, Object> of(Change.Due due, String time, String because) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "0");
        event.put("id", due.origin().eventId());
        event.put("detail-type", detailType(due));
        event.put("source", SOURCE);
        event.put("account", due.origin().place().accountId());
        event.put("time", time);
        event.put("region", due.origin().place().region());
        event.put("resources", List.of());
        event.put("detail", detail(due, because));
        return event;
    }

    private static String detailType(Change.Due due) {
        return switch (due) {
            case Change.ClusterDue cluster -> CLUSTER_DUE;
            case Change.RegionDue region -> REGION_DUE;
            case Change.AccountDue account -> ACCOUNT_DUE;
            case Change.AccountLeft left -> ACCOUNT_LEFT;
        };
    }

    private static Map<String, Object> detail(Change.Due due, String because) {
        Map<String, Object> detail = new LinkedHashMap<>();
        switch (due) {
            case Change.ClusterDue cluster -> {
                detail.put("cluster", cluster.clusterName());
                detail.put("attempt", cluster.attempt());
                cluster.turn().ifPresent(turn -> {
                    detail.put("sweep", turn.sweepId());
                    detail.put("lane", turn.lane());
                    detail.put("position", turn.position());
                });
            }
            case Change.RegionDue region -> {
                detail.put("sweep", region.sweepId());
                detail.put("attempt", region.attempt());
            }
            case Change.AccountDue account -> {
                detail.put("sweep", account.sweepId());
                detail.put("attempt", account.attempt());
            }
            case Change.AccountLeft left -> detail.put("sweep", left.sweepId());
        }
        detail.put("because", because);
        due.origin()
                .changedBy()
                .ifPresent(by -> detail.put(
                        "changedBy",
                        Map.of(
                                "eventName", by.eventName(),
                                "eventTime", by.eventTime(),
                                "principal", by.principal())));
        return detail;
    }

    static Change read(Envelope envelope) {
        Tree detail = envelope.detailObject();
        int attempt = number(detail, "attempt");
        Origin origin = envelope.origin(changedBy(detail.at("changedBy")));
        return switch (envelope.detailType()) {
            case CLUSTER_DUE ->
                new Change.ClusterDue(
                        origin,
                        text(envelope, "cluster", "which cluster is due"),
                        attempt,
                        detail.at("sweep")
                                .text()
                                .map(sweep -> new Turn(sweep, number(detail, "lane"), number(detail, "position"))));
            case REGION_DUE -> new Change.RegionDue(origin, text(envelope, "sweep", "which sweep it is of"), attempt);
            case ACCOUNT_DUE -> new Change.AccountDue(origin, text(envelope, "sweep", "which sweep it is of"), attempt);
            case ACCOUNT_LEFT -> new Change.AccountLeft(origin, text(envelope, "sweep", "which sweep it is of"));
            default ->
                throw new UnreadableEvent("Message " + envelope.id() + " is of type \"" + envelope.detailType()
                        + "\", which Nodepath does not send.");
        };
    }

    private static String text(Envelope envelope, String field, String what) {
        return envelope.detail()
                .at(field)
                .text()
                .orElseThrow(() -> new UnreadableEvent("Message " + envelope.id() + " does not say " + what + "."));
    }

    private static int number(Tree detail, String field) {
        return detail.at(field).value() instanceof Number number ? number.intValue() : 0;
    }

    private static Optional<ChangedBy> changedBy(Tree by) {
        return by.at("eventName")
                .text()
                .map(name -> new ChangedBy(
                        name,
                        by.at("eventTime").text().orElse(""),
                        by.at("principal").text().orElse("unknown")));
    }
}
