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
 * @param message one text for e-mail and one for everything else
 * @param attributes for filter policies
 */
record Notification(String findingId, String subject, String message, Map<String, String> attributes) {

    /** SNS takes subjects shorter than 100 characters, in ASCII. */
    private static final int SUBJECT_LIMIT = 99;

    /** SNS takes 256 KB in a publication, attributes included, and as much in a whole batch. */
    static final int SIZE_LIMIT = 256 * 1024;

    private static final JSON WITH_NULLS = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    static Notification of(Transition transition) {
        Finding finding = transition.finding();
        Notification whole = draw(transition, finding);
        for (int most = 100; whole.size() > SIZE_LIMIT && most > 0; most /= 2) {
            whole = draw(transition, finding.shortened(most));
        }
        return whole;
    }

    private static Notification draw(Transition transition, Finding finding) {
        Map<String, @Nullable Object> body = FindingJson.of(finding);
        body.put("transition", transition.kind().label());
        body.put("messageId", transition.messageId());
        // Endpoints without a text of their own, SQS, Lambda and HTTPS among them, receive the default one.
        Map<String, Object> texts = new LinkedHashMap<>();
        texts.put("default", WITH_NULLS.asString(body));
        texts.put("email", Prose.of(transition.kind(), finding));
        return new Notification(
                finding.id(), subject(transition.kind(), finding), JSON.std.asString(texts), attributes(transition));
    }

    private static String subject(Transition.Kind kind, Finding finding) {
        String subject = "%s %s %s: %s: %s"
                .formatted(
                        finding.severity(),
                        finding.rule(),
                        kind.label(),
                        finding.cluster().name(),
                        finding.description());
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
