package dev.nodepath.change;

import dev.nodepath.finding.ChangedBy;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What EventBridge wraps around every event. */
record Envelope(String id, Place place, String source, String detailType, Optional<Instant> time, Tree detail) {

    static Envelope open(Tree event) {
        if (!event.isObject()) {
            throw new UnreadableEvent("An event is a JSON object; this is " + event.kind() + ".");
        }
        return new Envelope(
                event.at("id").text().orElse("without-id"),
                new Place(required(event, "account"), required(event, "region")),
                required(event, "source"),
                required(event, "detail-type"),
                event.at("time").text().flatMap(Envelope::instant),
                event.at("detail"));
    }

    /** Anything but a time is no reason to refuse an event: without one it is only never thought to be old. */
    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String required(Tree event, String field) {
        return event.at(field)
                .text()
                .orElseThrow(() -> new UnreadableEvent(
                        "The event has no \"" + field + "\", which EventBridge writes on every event it delivers."));
    }

    Change change() {
        if (source.equals(Message.SOURCE)) {
            return Message.read(this);
        }
        return switch (detailType) {
            case "AWS API Call via CloudTrail" -> ApiCall.in(this).change();
            case "Config Configuration Item Change" ->
                ConfigurationItem.in(this).change();
            case "Scheduled Event" -> new Change.SweepDue(origin(Optional.empty()));
            default -> notOurs("Events of type \"" + detailType + "\" say nothing about what Nodepath reads.");
        };
    }

    /** The detail, where there has to be one. */
    Tree detailObject() {
        if (!detail.isObject()) {
            throw new UnreadableEvent(
                    "The \"detail\" of event " + id + " has to be an object; there is " + detail.kind() + ".");
        }
        return detail;
    }

    Origin origin(Optional<ChangedBy> changedBy) {
        return origin(changedBy, time);
    }

    Origin origin(Optional<ChangedBy> changedBy, Optional<Instant> at) {
        return new Origin(id, place, changedBy, at);
    }

    Change notOurs(String why) {
        return new Change.NotOurs(origin(Optional.empty()), why);
    }
}
