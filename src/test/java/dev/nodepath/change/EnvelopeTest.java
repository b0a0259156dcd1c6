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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void messageOfOurOwnComesBackAsItWasSent() {
        ClusterDue due = new ClusterDue(
                new Origin(
                        "e-1",
                        SampleEvent.PLACE,
                        Optional.of(new ChangedBy("UpdateClusterConfig", "2026-03-02T10:11:07Z", "dana")),
                        Optional.of(Instant.parse("2026-03-02T10:13:07Z"))),
                "demo",
                2);

        assertThat(Change.of(Message.of(due, "2026-03-02T10:13:07Z", "Cluster demo is UPDATING.")))
                .isEqualTo(due);
    }

    @Test
    void messageOfOurOwnThatNoCallLedTo() {
        ClusterDue due = new ClusterDue(
                new Origin(
                        "e-1", SampleEvent.PLACE, Optional.empty(), Optional.of(Instant.parse("2026-03-02T10:13:07Z"))),
                "demo",
                0);

        assertThat(Change.of(Message.of(due, "2026-03-02T10:13:07Z", "Sweep."))).isEqualTo(due);
    }

    @Test
    void messageOfOurOwnWithoutAClusterIsUnreadable() {
        assertThatThrownBy(() -> change(envelope("nodepath", Message.DETAIL_TYPE, "{}")))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessage("Message e-1 does not say which cluster is due.");
    }
}
