package dev.nodepath.aws.publish;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.finding.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/** The SNS topic that people and programs subscribe to. */
public final class Topic {

    /** SNS takes ten messages in one call. */
    private static final int BATCH = 10;

    private final SnsClient sns;
    private final String arn;

    Topic(SnsClient sns, String arn) {
        this.sns = sns;
        this.arn = arn;
    }

    public static Topic of(AwsClients aws, String arn) {
        return new Topic(aws.build(SnsClient.builder()), arn);
    }

    /**
     * What SNS made of transitions.
     *
     * @param told those that it took
     */
    record Answer(List<Transition> told, List<Refusal> refused) {}

    /**
     * Publishes a message each. Those of one finding go one after the other, and what comes after one that was not taken
     * waits with it.
     */
    Answer publish(List<Transition> transitions) {
        List<Transition> told = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        Map<String, Deque<Transition>> byFinding = new LinkedHashMap<>();
        transitions.forEach(transition -> byFinding
                .computeIfAbsent(transition.finding().id(), id -> new ArrayDeque<>())
                .add(transition));
        while (!byFinding.isEmpty()) {
            List<Transition> next =
                    byFinding.values().stream().map(Deque::removeFirst).toList();
            Set<String> notTaken = new HashSet<>();
            for (Batches.Refused<Notification> one :
                    Batches.send(batches(next.stream().map(Notification::of).toList()), this::publishBatch)) {
                notTaken.add(one.value().findingId());
                refused.add(new Refusal(
                        one.value().findingId(),
                        "SNS topic " + arn + " did not take " + one.value().findingId() + ": " + one.why() + "."));
            }
            next.stream()
                    .filter(transition ->
                            !notTaken.contains(transition.finding().id()))
                    .forEach(told::add);
            byFinding.entrySet().removeIf(of -> of.getValue().isEmpty() || notTaken.contains(of.getKey()));
        }
        return new Answer(told, refused);
    }

    /** Publishes what is about no finding; answers with why SNS did not take it, where it did not. */
    public Optional<String> publish(Announcement announcement) {
        return Batches.send(batches(List.of(announcement.notification())), this::publishBatch).stream()
                .map(refused -> "SNS topic " + arn + " did not take " + announcement.id() + ": " + refused.why() + ".")
                .findFirst();
    }

    /** As few calls as SNS's limits on their number and their joint size allow. */
    static List<List<Notification>> batches(List<Notification> notifications) {
        return Batches.of(notifications, BATCH, Notification::size, Notification.SIZE_LIMIT);
    }

    private List<Batches.Rejected> publishBatch(List<Notification> notifications) {
        List<PublishBatchRequestEntry> entries = IntStream.range(0, notifications.size())
                .mapToObj(index -> entry(Integer.toString(index), notifications.get(index)))
                .toList();
        return sns.publishBatch(request -> request.topicArn(arn).publishBatchRequestEntries(entries)).failed().stream()
                .map(error -> new Batches.Rejected(
                        Integer.parseInt(error.id()),
                        !Boolean.TRUE.equals(error.senderFault()),
                        error.code() + " " + error.message()))
                .toList();
    }

    private static PublishBatchRequestEntry entry(String id, Notification notification) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .subject(notification.subject())
                .messageStructure("json")
                .message(notification.message())
                .messageAttributes(notification.attributes().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                attribute -> MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(attribute.getValue())
                                        .build())))
                .build();
    }
}
