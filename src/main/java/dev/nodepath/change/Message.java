package dev.nodepath.change;

import dev.nodepath.finding.ChangedBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Nodepath queues for itself, in the envelope of an EventBridge event, so that there is one way in for all.
 */
public final class Message {

    static final String DETAIL_TYPE = "Nodepath Cluster Due";

    private Message() {}

    /**
     * The event that says a cluster is due.
     *
     * @param time from when on it is due, ISO 8601: a view that began later will do
     * @param because why it is due, as a sentence for whoever looks into the queue
     */
    public static Map<String, Object> of(Change.ClusterDue due, String time, String because) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("cluster", due.clusterName());
        detail.put("attempt", due.attempt());
        detail.put("because", because);
        due.origin()
                .changedBy()
                .ifPresent(by -> detail.put(
                        "changedBy",
                        Map.of(
                                "eventName", by.eventName(),
                                "eventTime", by.eventTime(),
                                "principal", by.principal())));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "0");
        event.put("id", due.origin().eventId());
        event.put("detail-type", DETAIL_TYPE);
        event.put("source", "nodepath");
        event.put("account", due.origin().place().accountId());
        event.put("time", time);
        event.put("region", due.origin().place().region());
        event.put("resources", List.of());
        event.put("detail", detail);
        return event;
    }

    static Change read(Envelope envelope) {
        Tree detail = envelope.detailObject();
        String cluster = detail.at("cluster")
                .text()
                .orElseThrow(
                        () -> new UnreadableEvent("Message " + envelope.id() + " does not say which cluster is due."));
        int attempt = detail.at("attempt").value() instanceof Number number ? number.intValue() : 0;
        return new Change.ClusterDue(envelope.origin(changedBy(detail.at("changedBy"))), cluster, attempt);
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
