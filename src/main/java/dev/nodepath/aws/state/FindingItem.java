package dev.nodepath.aws.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nodepath.finding.Finding;
import dev.nodepath.finding.FindingState;
import dev.nodepath.finding.FindingState.Told;
import dev.nodepath.finding.Transition;
import dev.nodepath.report.FindingJson;
import dev.nodepath.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.jr.ob.JSON;

/**
 * The state of a finding as an item. What people look for in a table stands in attributes of its own, the finding itself is
 * the JSON of the report.
 */
final class FindingItem {

    /** How long a finding is remembered after it was resolved. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    /** With {@code FindingState}'s limit on what is pending, an item stays below the 400 KB that DynamoDB takes. */
    private static final int FINDING_LIMIT = 32 * 1024;

    private FindingItem() {}

    /** In the cluster's partition; {@code RT-004/nat-0abc}. */
    static String sortKey(Finding finding) {
        return finding.id().substring((finding.cluster() + "/").length());
    }

    static Map<String, AttributeValue> of(FindingState state) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(StateTable.PARTITION, text(state.finding().cluster().toString()));
        item.put(StateTable.SORT, text(sortKey(state.finding())));
        item.put("rule", text(state.finding().rule()));
        item.put("severity", text(state.finding().severity().name()));
        item.put("status", text(state.finding().status().name()));
        item.put("opened", text(state.opened().toString()));
        item.put("lastSeen", text(state.lastSeen().toString()));
        state.resolved().ifPresent(at -> item.put("resolved", text(at.toString())));
        state.told().ifPresent(told -> {
            item.put("toldSeverity", text(told.severity().name()));
            item.put("toldStatus", text(told.status().name()));
            item.put("toldPredicted", AttributeValue.fromBool(told.predicted()));
        });
        state.held().ifPresent(held -> item.put("held", of(held)));
        if (!state.pending().isEmpty()) {
            item.put(
                    "pending",
                    AttributeValue.fromL(
                            state.pending().stream().map(FindingItem::of).toList()));
        }
        item.put("finding", text(json(state.finding())));
        state.resolved()
                .filter(at -> state.told().isEmpty() && state.pending().isEmpty())
                .ifPresent(at -> item.put(StateTable.EXPIRES, StateTable.expiry(at.plus(REMEMBERED))));
        return item;
    }

    private static AttributeValue of(Transition transition) {
        return AttributeValue.fromM(Map.of(
                "transition", text(transition.kind().label()),
                "at", text(transition.at().toString()),
                "messageId", text(transition.messageId()),
                "finding", text(json(transition.finding()))));
    }

    private static String json(Finding finding) {
        String whole = JSON.std.asString(FindingJson.of(finding));
        for (int most = 100; whole.getBytes(UTF_8).length > FINDING_LIMIT && most > 0; most /= 2) {
            whole = JSON.std.asString(FindingJson.of(finding.shortened(most)));
        }
        return whole;
    }

    static FindingState read(Map<String, AttributeValue> item) {
        return new FindingState(
                finding(item),
                Instant.parse(StateTable.required(item, "opened").s()),
                Instant.parse(StateTable.required(item, "lastSeen").s()),
                attribute(item, "resolved").map(AttributeValue::s).map(Instant::parse),
                attribute(item, "toldSeverity")
                        .map(severity -> new Told(
                                Severity.valueOf(severity.s()),
                                Finding.Status.valueOf(
                                        StateTable.required(item, "toldStatus").s()),
                                attribute(item, "toldPredicted")
                                        .map(AttributeValue::bool)
                                        .orElse(false))),
                attribute(item, "held").map(AttributeValue::m).map(FindingItem::transition),
                attribute(item, "pending").map(AttributeValue::l).orElse(List.of()).stream()
                        .map(AttributeValue::m)
                        .map(FindingItem::transition)
                        .toList());
    }

    private static Transition transition(Map<String, AttributeValue> map) {
        return new Transition(
                Transition.Kind.of(StateTable.required(map, "transition").s()),
                finding(map),
                Instant.parse(StateTable.required(map, "at").s()));
    }

    private static Finding finding(Map<String, AttributeValue> map) {
        return FindingJson.read(
                JSON.std.mapFrom(StateTable.required(map, "finding").s()));
    }

    private static Optional<AttributeValue> attribute(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
