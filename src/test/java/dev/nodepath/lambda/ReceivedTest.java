package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.nodepath.change.Change;
import dev.nodepath.change.Place;
import dev.nodepath.lambda.Received.Item;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.jr.ob.JSON;

class ReceivedTest {

    private static final Path EVENTS = Path.of("events");

    @Test
    void batchIsReadAsTheLibraryReadsIt() {
        byte[] batch = sample("sqs-batch.json");
        SQSEvent theirs = LambdaEventSerializers.serializerFor(
                        SQSEvent.class, getClass().getClassLoader())
                .fromJson(new ByteArrayInputStream(batch));

        Received ours = Received.of(batch);

        assertThat(ours.isBatch()).isTrue();
        assertThat(ours.items())
                .extracting(Item::id)
                .isEqualTo(theirs.getRecords().stream()
                        .map(SQSEvent.SQSMessage::getMessageId)
                        .toList());
        assertThat(ours.items())
                .extracting(item -> ((Item.Understood) item).change())
                .isEqualTo(theirs.getRecords().stream()
                        .map(message -> Change.of(JSON.std.anyFrom(message.getBody())))
                        .toList());
    }

    static Stream<Path> singleEvents() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files
                    // The library cannot read a detail that is a text.
                    .filter(file -> !List.of("sqs-batch.json", "schedule-sweep.json")
                            .contains(file.getFileName().toString()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("singleEvents")
    void eventIsReadAsTheLibraryReadsIt(Path file) throws IOException {
        byte[] event = Files.readAllBytes(file);
        ScheduledEvent theirs = LambdaEventSerializers.serializerFor(
                        ScheduledEvent.class, getClass().getClassLoader())
                .fromJson(new ByteArrayInputStream(event));

        Received ours = Received.of(event);

        assertThat(ours.isBatch()).isFalse();
        assertThat(ours.items()).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo(theirs.getId());
            assertThat(((Item.Understood) item).change().origin().place())
                    .isEqualTo(new Place(theirs.getAccount(), theirs.getRegion()));
        });
    }

    @Test
    void answerIsTheOneSqsExpects() throws IOException {
        SQSBatchResponse response = new SQSBatchResponse(List.of(new SQSBatchResponse.BatchItemFailure("m-1")));
        ByteArrayOutputStream theirs = new ByteArrayOutputStream();
        LambdaEventSerializers.serializerFor(SQSBatchResponse.class, getClass().getClassLoader())
                .toJson(response, theirs);

        assertThat(JSON.std.mapFrom(JSON.std.asString(response)))
                .isEqualTo(JSON.std.mapFrom(theirs.toString(StandardCharsets.UTF_8)));
    }

    @Test
    void scheduleWhoseDetailIsATextIsASweep() {
        assertThat(Received.of(sample("schedule-sweep.json")).items())
                .singleElement()
                .satisfies(item -> assertThat(((Item.Understood) item).change()).isInstanceOf(Change.SweepDue.class));
    }

    @Test
    void detailThatIsATextWithJsonIsUnfolded() {
        String event = """
                {"id": "e-1", "detail-type": "AWS API Call via CloudTrail", "source": "aws.eks", "account": "123456789012",
                 "region": "us-east-1", "detail": "{\\"eventName\\": \\"DeleteCluster\\", \\"requestParameters\\": {\\"name\\": \\"demo\\"}}"}""";

        assertThat(received(event).items())
                .singleElement()
                .satisfies(item ->
                        assertThat(((Item.Understood) item).change()).isInstanceOf(Change.ClusterChanged.class));
    }

    @Test
    void fieldNamedTwiceIsNoReasonToRefuseAnEvent() {
        assertThat(received("""
                {"id": "e-1", "id": "e-2", "detail-type": "Scheduled Event", "source": "aws.events",
                 "account": "123456789012", "region": "us-east-1", "detail": {}}""").items()).singleElement().isInstanceOf(Item.Understood.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json at all    | An event is a JSON object; this is no JSON from line 1, column 1 on.",
                "{\"id\": \"e-1\"   | An event is a JSON object; this is no JSON from line 1, column 13 on.",
                "{\"id\": \"e-1\",,} | An event is a JSON object; this is no JSON from line 1, column 14 on.",
                "``                 | An event is a JSON object; this is no JSON.",
                "null               | An event is a JSON object; this is nothing.",
                "[1, 2]             | An event is a JSON object; this is a list.",
                "{}                 | The event has no \"account\", which EventBridge writes on every event it delivers.",
                "{\"id\": \"e-1\", \"account\": \"1\", \"region\": \"r\", \"source\": \"aws.ec2\", \"detail-type\": \"AWS API Call via CloudTrail\"}"
                        + " | The \"detail\" of event e-1 has to be an object; there is nothing.",
                "{\"id\": \"e-1\", \"account\": \"1\", \"region\": \"r\", \"source\": \"aws.ec2\", \"detail-type\": \"AWS API Call via CloudTrail\", \"detail\": \"oops\"}"
                        + " | The \"detail\" of event e-1 has to be an object; there is text.",
            })
    void whatCannotBeReadSaysWhy(String payload, String why) {
        assertThat(received(payload).items())
                .singleElement()
                .isInstanceOfSatisfying(
                        Item.Poison.class, item -> assertThat(item.why()).isEqualTo(why));
    }

    @Test
    void poisonRecordSpoilsNoOther() {
        Received received = received("""
                {"Records": [
                  {"messageId": "m-1", "body": "not json"},
                  {"messageId": "m-2", "body": "{\\"id\\": \\"e\\", \\"detail-type\\": \\"Scheduled Event\\", \\"source\\": \\"aws.events\\", \\"account\\": \\"1\\", \\"region\\": \\"r\\"}"},
                  {"messageId": "m-3"},
                  "a record"]}""");

        assertThat(received.items()).extracting(Item::id).containsExactly("m-1", "m-2", "m-3", "");
        assertThat(received.items().get(1)).isInstanceOf(Item.Understood.class);
        assertThat(received.items().get(2))
                .isEqualTo(new Item.Poison(
                        "m-3",
                        "{messageId=m-3}",
                        "Record 3 of the batch has no \"body\", as SQS gives it.",
                        Optional.empty()));
    }

    @Test
    void recordWhoseReadingBreaksOffSpoilsNoOther() {
        String event = """
                {"id": "%s", "detail-type": "Scheduled Event", "source": "aws.events", "account": "1", "region": "r"}""";
        String batch = JSON.std.asString(Map.of(
                "Records",
                List.of(
                        Map.of("messageId", "m-1", "body", event.formatted("broken")),
                        Map.of("messageId", "m-2", "body", event.formatted("e-2")))));

        Received received = Received.of(batch.getBytes(StandardCharsets.UTF_8), read -> {
            if (String.valueOf(read).contains("broken")) {
                throw new IllegalStateException("no such thing");
            }
            return Change.of(read);
        });

        assertThat(received.items()).extracting(Item::id).containsExactly("m-1", "m-2");
        assertThat(received.items().getFirst())
                .isEqualTo(new Item.Poison(
                        "m-1",
                        event.formatted("broken"),
                        "Reading the event broke off: java.lang.IllegalStateException: no such thing.",
                        Optional.empty()));
        assertThat(received.items().getLast()).isInstanceOf(Item.Understood.class);
    }

    @ParameterizedTest
    @CsvSource({"1, false, false", "2, true, false", "4, true, false", "5, true, true", "6, true, true"})
    void messageIsTriedFiveTimes(String count, boolean again, boolean last) {
        String event = """
                {"id": "e-1", "detail-type": "Scheduled Event", "source": "aws.events", "account": "1", "region": "r"}""";

        assertThat(received(JSON.std.asString(Map.of(
                                "Records",
                                List.of(Map.of(
                                        "messageId",
                                        "m-1",
                                        "attributes",
                                        Map.of("ApproximateReceiveCount", count),
                                        "body",
                                        event)))))
                        .items())
                .singleElement()
                .isInstanceOfSatisfying(Item.Understood.class, item -> {
                    assertThat(item.again()).isEqualTo(again);
                    assertThat(item.isLastTry()).isEqualTo(last);
                    assertThat(item.body()).isEqualTo(event);
                });
    }

    @Test
    void eventThatCameWithoutSqsIsWaitedForAndNeverGivenUp() {
        assertThat(received("""
                {"id": "e-1", "detail-type": "Scheduled Event", "source": "aws.events", "account": "1", "region": "r"}""").items()).singleElement().isInstanceOfSatisfying(Item.Understood.class, item -> {
            assertThat(item.again()).isTrue();
            assertThat(item.isLastTry()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // CloudTrail reports a call minutes later; its own time counts.
                "{\"eventTime\": \"2026-03-02T10:11:07Z\"} | 2026-03-02T10:15:00Z | 2026-03-02T10:11:07Z",
                "{}                                      | 2026-03-02T10:15:00Z | 2026-03-02T10:15:00Z",
                "{\"eventTime\": \"yesterday\"}            | 2026-03-02T10:15:00Z | 2026-03-02T10:15:00Z",
                // Without either, SQS knows when it was sent.
                "{}                                      | soon                 | 2026-03-02T10:16:40Z",
            })
    void eventIsAsOldAsWhatItTellsOf(String detail, String time, String happened) {
        String event = JSON.std.asString(Map.of(
                "id",
                "e-1",
                "detail-type",
                "Scheduled Event",
                "source",
                "aws.events",
                "account",
                "1",
                "region",
                "r",
                "time",
                time,
                "detail",
                JSON.std.anyFrom(detail)));
        String batch = JSON.std.asString(Map.of(
                "Records",
                List.of(Map.of(
                        "messageId", "m-1", "attributes", Map.of("SentTimestamp", "1772446600000"), "body", event))));

        assertThat(received(batch).items())
                .extracting(Item::happened)
                .containsExactly(Optional.of(Instant.parse(happened)));
    }

    private static Received received(String payload) {
        return Received.of(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sample(String name) {
        try {
            return Files.readAllBytes(EVENTS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
