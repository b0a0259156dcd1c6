package dev.nodepath.aws.publish;

import dev.nodepath.aws.AwsClients;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The queue of messages that cannot be handled, for people to look at. */
public final class DeadLetters {

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
     * @param reason as a sentence; it stands in the attribute {@code reason}
     */
    public void send(String body, String reason) {
        // Attributes hold what XML 1.0 allows, and an unreadable message may be quoted in the reason.
        String plain = Limit.characters(reason.replaceAll("[^\\x20-\\uD7FF]", "?"), REASON_LIMIT);
        sqs.sendMessage(request -> request.queueUrl(url)
                .messageBody(body)
                .messageAttributes(Map.of(
                        "reason",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(plain)
                                .build())));
    }
}
