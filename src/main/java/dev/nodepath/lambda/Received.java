package dev.nodepath.lambda;

import dev.nodepath.change.Change;
import dev.nodepath.change.UnreadableEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
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

        record Understood(String id, Change change) implements Item {}

        /**
         * It never will be read, however often it comes.
         *
         * @param why as a sentence
         */
        record Poison(String id, String why) implements Item {}
    }

    static Received of(byte[] payload) {
        Object event;
        try {
            event = parse(new String(payload, StandardCharsets.UTF_8));
        } catch (UnreadableEvent e) {
            return new Received(false, List.of(new Item.Poison("", sentence(e))));
        }
        return event instanceof Map<?, ?> map && map.get("Records") instanceof List<?> records
                ? new Received(
                        true,
                        IntStream.range(0, records.size())
                                .mapToObj(index -> record(index, records.get(index)))
                                .toList())
                : new Received(false, List.of(item("", event)));
    }

    private static Item record(int index, @Nullable Object record) {
        String id = record instanceof Map<?, ?> map && map.get("messageId") instanceof String text ? text : "";
        if (!(record instanceof Map<?, ?> map) || !(map.get("body") instanceof String body)) {
            return new Item.Poison(id, "Record " + (index + 1) + " of the batch has no \"body\", as SQS gives it.");
        }
        try {
            return item(id, parse(body));
        } catch (UnreadableEvent e) {
            return new Item.Poison(id, sentence(e));
        }
    }

    private static Item item(String id, @Nullable Object event) {
        try {
            Change change = Change.of(unfolded(event));
            return new Item.Understood(id.isEmpty() ? change.origin().eventId() : id, change);
        } catch (UnreadableEvent e) {
            return new Item.Poison(id, sentence(e));
        }
    }

    private static Object parse(String text) {
        try {
            return LENIENT.anyFrom(text);
        } catch (JacksonException e) {
            throw new UnreadableEvent("An event is a JSON object; this is no JSON: " + e.getOriginalMessage(), e);
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
