package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.CallCount;
import dev.nodepath.change.Place;
import dev.nodepath.lambda.Received.Item;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

class TallyTest {

    private static final Instant TIME = Instant.parse("2026-03-02T10:00:00Z");

    private final List<String> lines = new ArrayList<>();
    private final Tally tally = new Tally(new Log(lines::add, InstantSource.fixed(TIME), Map.of()), "states");

    @Test
    void oneIsCountedInTheSingular() {
        Item item = new Item.Poison("id", "", "no JSON", Optional.empty());
        tally.received(List.of(item), TIME);
        tally.fail(item, "no JSON");
        tally.undelivered(new Place("123456789012", "us-east-1"), 1);
        tally.done(new CallCount().take());

        assertThat(lines)
                .extracting(line -> JSON.std.mapFrom(line).get("message"))
                .endsWith(
                        "1 event of " + new Place("123456789012", "us-east-1") + " did not reach the hub's bus.",
                        "1 event: 0 clusters evaluated, 0 queued, 0 messages sent, 1 event failed.");
    }
}
