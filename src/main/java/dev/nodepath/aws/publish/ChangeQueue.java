package dev.nodepath.aws.publish;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.change.Change;
import dev.nodepath.change.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import tools.jackson.jr.ob.JSON;

/** The queue that Nodepath hands its own work to. */
public final class ChangeQueue {

    /** SQS takes ten messages in one call. */
    private static final int BATCH = 10;

    /** Bytes of the messages in one call: what queues took before AWS raised it to a MiB, and moto still takes. */
    private static final int SIZE_LIMIT = 262_144;

    /** The longest that SQS holds a message back. */
    public static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final SqsClient sqs;
    private final String url;

    ChangeQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    public static ChangeQueue of(AwsClients aws, String url) {
        return new ChangeQueue(aws.build(SqsClient.builder()), url);
    }

    /**
     * Work to do.
     *
     * @param because why, as a sentence for whoever looks into the queue
     */
    public record Order(Change.Due due, Duration delay, String because) {}

    /**
     * Queues a message each.
     *
     * @throws NotQueued if SQS did not take them all; those it took are queued
     */
    public void send(List<Order> orders, Instant now) {
        List<Batches.Refused<Order>> refused = Batches.send(Batches.of(orders, BATCH), batch -> sendBatch(batch, now));
        if (!refused.isEmpty()) {
            throw new NotQueued(
                    "Queue " + url + " did not take " + refused.size() + " of " + orders.size() + " messages: "
                            + refused.stream()
                                    .map(one -> one.value().due().what() + ": " + one.why())
                                    .collect(Collectors.joining("; "))
                            + ".");
        }
    }

    /**
     * Queues messages anew, as they came.
     *
     * @param bodies by id
     * @return why some are not queued, by id
     */
    public Map<String, String> putBack(Map<String, String> bodies) {
        List<List<Map.Entry<String, String>>> batches = Batches.of(
                List.copyOf(bodies.entrySet()),
                BATCH,
                message -> message.getValue().getBytes(StandardCharsets.UTF_8).length,
                SIZE_LIMIT);
        return Batches.send(batches, this::putBackBatch).stream()
                .collect(Collectors.toMap(
                        refused -> refused.value().getKey(),
                        refused -> "Queue " + url + " did not take the message back: " + refused.why() + ".",
                        (one, same) -> one));
    }

    private List<Batches.Rejected> putBackBatch(List<Map.Entry<String, String>> messages) {
        return sendEntries(IntStream.range(0, messages.size())
                .mapToObj(index -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .messageBody(messages.get(index).getValue())
                        .build())
                .toList());
    }

    /** Not everything that has to be looked at is queued; the message says what and why. */
    public static final class NotQueued extends RuntimeException {
        private final String sentence;

        NotQueued(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    private List<Batches.Rejected> sendBatch(List<Order> orders, Instant now) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, orders.size())
                .mapToObj(index -> entry(Integer.toString(index), orders.get(index), now))
                .toList();
        return sendEntries(entries);
    }

    private List<Batches.Rejected> sendEntries(List<SendMessageBatchRequestEntry> entries) {
        return sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)).failed().stream()
                .map(error -> new Batches.Rejected(
                        Integer.parseInt(error.id()),
                        !Boolean.TRUE.equals(error.senderFault()),
                        error.code() + " " + error.message()))
                .toList();
    }

    private static SendMessageBatchRequestEntry entry(String id, Order order, Instant now) {
        return SendMessageBatchRequestEntry.builder()
                .id(id)
                .delaySeconds((int) order.delay().toSeconds())
                .messageBody(JSON.std.asString(
                        Message.of(order.due(), now.plus(order.delay()).toString(), order.because())))
                .build();
    }
}
