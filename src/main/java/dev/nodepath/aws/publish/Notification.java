package dev.nodepath.aws.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.report.FindingJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/**
 * A transition as SNS sends it on.
 *
 * @param findingId of the finding it is about
 * @param subject of the e-mail
 * @param message a text for e-mail, one for chats, one for everything else
 * @param attributes for filter policies
 */
record Notification(String findingId, String subject, String message, Map<String, String> attributes) {

    /** SNS takes subjects shorter than 100 characters, in ASCII. */
    private static final int SUBJECT_LIMIT = 99;

    /** SNS takes 256 KB in a publication, attributes included, and as much in a whole batch. */
    static final int SIZE_LIMIT = 256 * 1024;

    private static final JSON WITH_NULLS = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    static Notification of(Transition transition) {
        Notification whole = draw(transition);
        for (int most = 100; whole.size() > SIZE_LIMIT && most > 0; most /= 2) {
            whole = draw(new Transition(transition.kind(), transition.finding().shortened(most), transition.at()));
        }
        return whole;
    }

    private static Notification draw(Transition transition) {
        Finding finding = transition.finding();
        String subject = subject(transition.kind(), finding);
        Map<String, String> attributes = attributes(transition);
        Map<String, @Nullable Object> body = FindingJson.of(finding);
        body.put("transition", transition.kind().label());
        body.put("messageId", transition.messageId());
        // Endpoints without a text of their own, SQS and Lambda among them, receive the default one.
        Map<String, Object> texts = new LinkedHashMap<>();
        texts.put("default", WITH_NULLS.asString(body));
        texts.put("email", Prose.of(transition.kind(), finding));
        // By HTTPS, Amazon Q Developer in chat applications subscribes.
        texts.put("https", JSON.std.asString(Chat.of(transition, subject, attributes)));
        return new Notification(finding.id(), subject, JSON.std.asString(texts), attributes);
    }

    private static String subject(Transition.Kind kind, Finding finding) {
        // What is over needs nobody in a hurry.
        String urgency = kind == Transition.Kind.RESOLVED ? "" : finding.severity() + " ";
        String subject = "%s%s %s: %s: %s"
                .formatted(
                        urgency, finding.rule(), kind.label(), finding.cluster().name(), finding.description());
        String ascii = subject.replaceAll("[^\\x20-\\x7E]", "?");
        return ascii.length() <= SUBJECT_LIMIT ? ascii : ascii.substring(0, SUBJECT_LIMIT - 3) + "...";
    }

    private static Map<String, String> attributes(Transition transition) {
        Finding finding = transition.finding();
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("severity", finding.severity().name());
        attributes.put("rule", finding.rule());
        attributes.put("status", finding.status().name());
        attributes.put("transition", transition.kind().label());
        attributes.put("clusterArn", finding.cluster().toString());
        attributes.put("accountId", finding.cluster().accountId());
        attributes.put("region", finding.cluster().region());
        // To tell a repetition from a second change: a message may come twice.
        attributes.put("messageId", transition.messageId());
        return attributes;
    }

    /** Bytes that SNS counts against {@link #SIZE_LIMIT}. */
    int size() {
        int size = bytes(message);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            size += bytes(attribute.getKey()) + bytes(attribute.getValue()) + bytes("String");
        }
        return size;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
