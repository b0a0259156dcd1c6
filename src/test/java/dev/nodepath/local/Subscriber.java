package dev.nodepath.local;

import dev.nodepath.aws.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.jr.ob.JSON;

/** What the functions write to: a topic with a queue that is subscribed to it, the change queue, and the state table. */
public final class Subscriber {

    public static final String STATE_TABLE = "states";

    private final SnsClient sns;
    private final SqsClient sqs;
    private final String topicArn;
    private final String inbox;
    private final String changeQueueUrl;

    private Subscriber(SnsClient sns, SqsClient sqs) {
        this.sns = sns;
        this.sqs = sqs;
        this.topicArn = sns.createTopic(request -> request.name("findings")).topicArn();
        this.inbox = sqs.createQueue(request -> request.queueName("subscriber")).queueUrl();
        this.changeQueueUrl =
                sqs.createQueue(request -> request.queueName("changes")).queueUrl();
        subscribe();
    }

    private void subscribe() {
        sns.subscribe(request -> request.topicArn(topicArn)
                .protocol("sqs")
                .endpoint("arn:aws:sqs:us-east-1:" + Moto.ACCOUNT + ":subscriber")
                .attributes(Map.of("RawMessageDelivery", "true")));
    }

    public static Subscriber of(AwsClients aws) {
        createStateTable(aws.build(DynamoDbClient.builder()));
        return new Subscriber(aws.build(SnsClient.builder()), aws.build(SqsClient.builder()));
    }

    /** As template.yaml has it. */
    public static void createStateTable(DynamoDbClient dynamoDb) {
        dynamoDb.createTable(request -> request.tableName(STATE_TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("pk"), text("sk"))
                .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** A message as it arrived. */
    public record Message(Map<String, Object> body, Map<String, String> attributes) {}

    /** The variables of functions that publish here. */
    public Map<String, String> functionVariables() {
        return Map.of(
                "TOPIC_ARN",
                topicArn,
                "SECURITY_HUB",
                "true",
                "STATE_TABLE",
                STATE_TABLE,
                "CHANGE_QUEUE_URL",
                changeQueueUrl);
    }

    public String topicArn() {
        return topicArn;
    }

    public String changeQueueUrl() {
        return changeQueueUrl;
    }

    public void deleteTopic() {
        sns.deleteTopic(request -> request.topicArn(topicArn));
    }

    /** The same again. */
    public void createTopic() {
        sns.createTopic(request -> request.name("findings"));
        subscribe();
    }

    public void deleteChangeQueue() {
        sqs.deleteQueue(request -> request.queueUrl(changeQueueUrl));
    }

    /** The notifications since the last look. */
    public List<Message> notifications() {
        return taken(inbox);
    }

    /** The messages in the change queue that are not held back. */
    public List<Message> changes() {
        return taken(changeQueueUrl);
    }

    /** Puts messages into the change queue, which gives each up after five tries, as template.yaml has it. */
    public void sendChanges(List<Map<String, Object>> messages, String deadLettersUrl) {
        String deadLetters = sqs.getQueueAttributes(
                        request -> request.queueUrl(deadLettersUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sqs.setQueueAttributes(request -> request.queueUrl(changeQueueUrl)
                .attributes(Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        JSON.std.asString(Map.of("deadLetterTargetArn", deadLetters, "maxReceiveCount", 5)))));
        messages.forEach(message ->
                sqs.sendMessage(request -> request.queueUrl(changeQueueUrl).messageBody(JSON.std.asString(message))));
    }

    /**
     * Hands over what waits in the change queue, as Lambda does; what fails is there again at once.
     *
     * @param function takes the records of a batch, gives the ids of those that fail; not called where there are none
     */
    public void takeChanges(Function<List<Map<String, Object>>, List<String>> function) {
        var messages = sqs.receiveMessage(request -> request.queueUrl(changeQueueUrl)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
        if (messages.isEmpty()) {
            return;
        }
        List<String> failed = function.apply(messages.stream()
                .map(message -> Map.<String, Object>of(
                        "messageId", message.messageId(),
                        "attributes", message.attributesAsStrings(),
                        "body", message.body()))
                .toList());
        messages.forEach(message -> {
            if (failed.contains(message.messageId())) {
                sqs.changeMessageVisibility(request -> request.queueUrl(changeQueueUrl)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0));
            } else {
                sqs.deleteMessage(request -> request.queueUrl(changeQueueUrl).receiptHandle(message.receiptHandle()));
            }
        });
    }

    /** How many messages the change queue holds back for later. */
    public int changesLater() {
        return Integer.parseInt(sqs.getQueueAttributes(request -> request.queueUrl(changeQueueUrl)
                        .attributeNamesWithStrings("ApproximateNumberOfMessagesDelayed"))
                .attributesAsStrings()
                .getOrDefault("ApproximateNumberOfMessagesDelayed", "0"));
    }

    public String createQueue(String name) {
        return sqs.createQueue(request -> request.queueName(name)).queueUrl();
    }

    /** The messages that wait in a queue. */
    public List<Message> taken(String queueUrl) {
        List<Message> all = new ArrayList<>();
        while (true) {
            var some = sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                            .maxNumberOfMessages(10)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                            .messageAttributeNames("All"))
                    .messages();
            if (some.isEmpty()) {
                return all;
            }
            some.forEach(message -> {
                sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
                all.add(new Message(
                        JSON.std.mapFrom(message.body()),
                        message.messageAttributes().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        attribute -> attribute.getValue().stringValue()))));
            });
        }
    }
}
