package dev.nodepath.aws.publish;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The queue of messages that are given up, for people to look at. */
public final class DeadLetters {

    /** How often the change queue hands a message over before it is given up: {@code maxReceiveCount} of the template. */
    public static final int TRIES = 5;

    private static final int REASON_LIMIT = 1000;

    private final SqsClient sqs;
    private final String url;

    private DeadLetters(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    public static DeadLetters of(AwsClients aws, String url) {
        return new DeadLetters(aws.build(SqsClient.builder()), url);
    }

    /**
     * Sets a message aside.
     *
     * @param messageId by which the logs know it, in the attribute {@code sqsMessageId}: as a dead letter it has another
     * @param reason as a sentence; it stands in the attribute {@code reason}
     * @return why the queue did not take it; empty where it did
     */
    public Optional<String> send(String messageId, String body, String reason) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        attributes.put("reason", text(reason));
        if (!messageId.isEmpty()) {
            attributes.put("sqsMessageId", text(messageId));
        }
        try {
            sqs.sendMessage(request -> request.queueUrl(url).messageBody(body).messageAttributes(attributes));
            return Optional.empty();
        } catch (SdkException e) {
            return Optional.of(AwsFailure.sentence(e));
        }
    }

    /** Attributes hold what XML 1.0 allows, and an unreadable message may be quoted in the reason. */
    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(Limit.characters(value.replaceAll("[^\\x20-\\uD7FF]", "?"), REASON_LIMIT))
                .build();
    }
}
