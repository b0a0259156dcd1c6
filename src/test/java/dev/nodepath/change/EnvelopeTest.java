package dev.nodepath.change;

import static dev.nodepath.change.SampleEvent.change;
import static dev.nodepath.change.SampleEvent.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.change.Change.ClusterDue;
import dev.nodepath.change.Change.NotOurs;
import dev.nodepath.change.Change.SweepDue;
import dev.nodepath.finding.ChangedBy;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                      | An event is a JSON object; this is a list.",
                "\"text\"                | An event is a JSON object; this is text.",
                "42                      | An event is a JSON object; this is 42.",
                "null                    | An event is a JSON object; this is nothing.",
                "{}                      | The event has no \"account\", which EventBridge writes on every event it delivers.",
                "{\"account\": \"1\"}    | The event has no \"region\", which EventBridge writes on every event it delivers."
            })
    void whatIsNoEventIsRefusedWithTheReason(String json, String reason) {
        assertThatThrownBy(() -> change(json))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null         | nothing",
                "\"{oops\"    | text",
                "[]           | a list",
            })
    void eventWithoutDetailIsRefusedWithWhatStandsThere(String detail, String kind) {
        for (String type : new String[] {"AWS API Call via CloudTrail", "Config Configuration Item Change"}) {
            assertThatThrownBy(() -> change(envelope("aws.ec2", type, detail)))
                    .isInstanceOf(UnreadableEvent.class)
                    .hasMessage("The \"detail\" of event e-1 has to be an object; there is " + kind + ".");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"aws.scheduler|\"{}\"", "aws.events|{}", "aws.scheduler|null"})
    void scheduleIsASweepWhateverItsDetail(String source, String detail) {
        assertThat(change(envelope(source, "Scheduled Event", detail)))
                .isEqualTo(new SweepDue(new Origin(
                        "e-1",
                        SampleEvent.PLACE,
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-03-02T10:11:08Z")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC2 Instance State-change Notification", "EKS Addon Health Degraded"})
    void otherEventsAreNotOurs(String type) {
        assertThat(change(envelope("aws.ec2", type, "{}")))
                .isInstanceOfSatisfying(
                        NotOurs.class, change -> assertThat(change.why()).contains(type));
    }

    @Test
    void callIsShownByAViewThatBeganAMinuteLater() {
        assertThat(SampleEvent.call("ec2", "DeleteRoute", "\"requestParameters\": {\"routeTableId\": \"rtb-0a1\"}")
                        .shownFrom())
                .contains(Instant.parse("2026-03-02T10:12:07Z"));
    }

    @Test
    void eventWithoutAUsableTimeIsTakenAllTheSame() {
        assertThat(change(envelope("aws.scheduler", "Scheduled Event", "{}")
                                .replace("2026-03-02T10:11:08Z", "yesterday"))
                        .shownFrom())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void messageOfOurOwnComesBackAsItWasSent(Change.Due due) {
        assertThat(Change.of(Message.of(due, "2026-03-02T10:13:07Z", "Cluster demo is UPDATING.")))
                .isEqualTo(due);
    }

    static Stream<Change.Due> messageOfOurOwnComesBackAsItWasSent() {
        Origin origin = new Origin(
                "e-1", SampleEvent.PLACE, Optional.empty(), Optional.of(Instant.parse("2026-03-02T10:13:07Z")));
        Origin ofCall = new Origin(
                "e-1",
                SampleEvent.PLACE,
                Optional.of(new ChangedBy("UpdateClusterConfig", "2026-03-02T10:11:07Z", "dana")),
                Optional.of(Instant.parse("2026-03-02T10:13:07Z")));
        return Stream.of(
                new ClusterDue(ofCall, "demo", 2),
                new ClusterDue(origin, "demo", 0),
                new ClusterDue(origin, "demo", 1, Optional.of(new Change.Turn("sweep-1", 3, 7))),
                new Change.RegionDue(origin, "sweep-1", 2),
                new Change.AccountDue(origin, "sweep-1", 0),
                new Change.AccountLeft(origin, "sweep-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nodepath Cluster Due|does not say which cluster is due.",
                "Nodepath Region Due|does not say which sweep it is of.",
                "Nodepath Account Due|does not say which sweep it is of.",
                "Nodepath Pizza Due|is of type \"Nodepath Pizza Due\", which Nodepath does not send."
            })
    void messageOfOurOwnThatSaysTooLittleIsUnreadable(String type, String error) {
        assertThatThrownBy(() -> change(envelope("nodepath", type, "{}")))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessage("Message e-1 " + error);
    }

    /** Only Nodepath itself writes its source on a message; what EventBridge delivers has another. */
    @Test
    void eventOfSomebodyElseIsNoMessageOfOurOwn() {
        assertThat(change(envelope("com.example", "Nodepath Cluster Due", "{\"cluster\": \"demo\"}")))
                .isInstanceOf(NotOurs.class);
    }
}
