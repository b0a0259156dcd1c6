package dev.nodepath.lambda;

import dev.nodepath.aws.publish.DeadLetters;
import dev.nodepath.change.Change;
import dev.nodepath.change.UnreadableEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.jr.ob.JSON;

/**
 * What a function was called with: one event, or the records of an SQS batch with an event each. Read without the library's
 * event classes, which cost most of a second at a cold start.
 *
 * @param isBatch whether it came from SQS, which takes failed records back one by one
 */
record Received(boolean isBatch, List<Item> items) {

    /** EventBridge lets an object name a field twice. */
    private static final JSON LENIENT = JSON.std.without(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);

    Received {
        items = List.copyOf(items);
    }

    /** One event. */
    sealed interface Item {

        /** The id of the SQS message; of the event where there is none. */
        String id();

        /** The id of the event, where it could be read. */
        default Optional<String> eventId() {
            return switch (this) {
                case Understood understood ->
                    Optional.of(understood.change().origin().eventId());
                case Poison poison -> Optional.empty();
            };
        }

        /** When it happened: what it tells of, or else that it was sent. */
        Optional<Instant> happened();

        /** The SQS message, as far as there is one. */
        String body();

        /** Whether it is given up if it is not done this time: to try again is of no use, or this was the last try. */
        default boolean isLastTry() {
            return switch (this) {
                case Understood understood -> understood.tries() >= DeadLetters.TRIES;
                case Poison poison -> true;
            };
        }

        /**
         * An event.
         *
         * @param tries how often SQS has handed it over, this time included; 0 where it came without SQS
         */
        record Understood(String id, String body, Change change, Optional<Instant> happened, int tries)
                implements Item {

            /**
             * Whether somebody waits for it, or it was handed over before and not done then; else it came with the batches of
             * a storm and may be left out where a later view shows it.
             */
            boolean again() {
                return tries != 1;
            }
        }

        /**
         * It never will be read, however often it comes.
         *
         * @param why as a sentence
         */
        record Poison(String id, String body, String why, Optional<Instant> happened) implements Item {}
    }

    static Received of(byte[] payload) {
        return of(payload, Change::of);
    }

    static Received of(byte[] payload, Function<@Nullable Object, Change> reader) {
        Object event;
        try {
            event = parse(new String(payload, StandardCharsets.UTF_8));
        } catch (UnreadableEvent e) {
            return new Received(false, List.of(new Item.Poison("", "", sentence(e), Optional.empty())));
        }
        return event instanceof Map<?, ?> map && map.get("Records") instanceof List<?> records
                ? new Received(
                        true,
                        IntStream.range(0, records.size())
                                .mapToObj(index -> record(index, records.get(index), reader))
                                .toList())
                : new Received(false, List.of(item("", "", event, Optional.empty(), 0, reader)));
    }

    private static Item record(int index, @Nullable Object record, Function<@Nullable Object, Change> reader) {
        String id = record instanceof Map<?, ?> map && map.get("messageId") instanceof String text ? text : "";
        Optional<Instant> sent = sent(record);
        if (!(record instanceof Map<?, ?> map) || !(map.get("body") instanceof String body)) {
            return new Item.Poison(
                    id,
                    String.valueOf(record),
                    "Record " + (index + 1) + " of the batch has no \"body\", as SQS gives it.",
                    sent);
        }
        try {
            return item(id, body, parse(body), sent, tries(map), reader);
        } catch (UnreadableEvent e) {
            return new Item.Poison(id, body, sentence(e), sent);
        } catch (RuntimeException e) {
            // The other records of the batch are to be handled all the same.
            return new Item.Poison(id, body, "Reading the event broke off: " + e + ".", sent);
        }
    }

    /** How often SQS has handed the message over, this time included. */
    private static int tries(Map<?, ?> record) {
        return record.get("attributes") instanceof Map<?, ?> attributes
                        && attributes.get("ApproximateReceiveCount") instanceof String count
                        && count.matches("[0-9]{1,9}")
                ? Integer.parseInt(count)
                : 1;
    }

    private static Item item(
            String id,
            String body,
            @Nullable Object event,
            Optional<Instant> sent,
            int tries,
            Function<@Nullable Object, Change> reader) {
        try {
            Object unfolded = unfolded(event);
            Change change = reader.apply(unfolded);
            return new Item.Understood(
                    id.isEmpty() ? change.origin().eventId() : id,
                    body,
                    change,
                    happened(unfolded).or(() -> sent),
                    tries);
        } catch (UnreadableEvent e) {
            return new Item.Poison(id, body, sentence(e), sent);
        }
    }

    /** When the call was made, of which CloudTrail reports later; else the time that EventBridge writes on every event. */
    private static Optional<Instant> happened(@Nullable Object event) {
        if (!(event instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        return (map.get("detail") instanceof Map<?, ?> detail
                        ? time(detail.get("eventTime"))
                        : Optional.<Instant>empty())
                .or(() -> time(map.get("time")));
    }

    private static Optional<Instant> time(@Nullable Object text) {
        try {
            return Optional.ofNullable(text).map(Object::toString).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> sent(@Nullable Object record) {
        return record instanceof Map<?, ?> map
                        && map.get("attributes") instanceof Map<?, ?> attributes
                        && attributes.get("SentTimestamp") instanceof String millis
                        && millis.matches("[0-9]{1,15}")
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)))
                : Optional.empty();
    }

    private static Object parse(String text) {
        try {
            return LENIENT.anyFrom(text);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null || text.isBlank()
                    ? ""
                    : " from line " + at.getLineNr() + ", column " + at.getColumnNr() + " on";
            throw new UnreadableEvent("An event is a JSON object; this is no JSON" + where + ".", e);
        }
    }

    /** EventBridge Scheduler may send {@code detail} as a text that holds the JSON. */
    private static @Nullable Object unfolded(@Nullable Object event) {
        if (!(event instanceof Map<?, ?> map) || !(map.get("detail") instanceof String detail)) {
            return event;
        }
        Map<Object, @Nullable Object> unfolded = new LinkedHashMap<>(map);
        try {
            unfolded.put("detail", parse(detail));
        } catch (UnreadableEvent e) {
            // It stays a text, which the reader of events then names.
            return event;
        }
        return unfolded;
    }

    private static String sentence(UnreadableEvent e) {
        return String.valueOf(e.getMessage());
    }
}
