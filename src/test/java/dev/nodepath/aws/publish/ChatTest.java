package dev.nodepath.aws.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.Schemas;
import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.Evaluated;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.jr.ob.JSON;

/** The text that Amazon Q Developer in chat applications receives, taken out of the message that SNS is given. */
class ChatTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:12:00Z");
    private static final ChangedBy DANA = new ChangedBy(
            "DeleteRoute", "2026-03-02T10:11:07Z", "arn:aws:sts::123456789012:assumed-role/operators/dana");

    @ParameterizedTest
    @EnumSource(Transition.Kind.class)
    void everyKindKeepsToTheSchema(Transition.Kind kind) {
        assertThat(errors(chat(new Transition(kind, broken(), AT)))).isEmpty();
    }

    @Test
    void findingWithoutResourcesToNameCallerOrAdviceKeepsToTheSchema() {
        Finding bare = new Finding(
                Evaluated.DEMO + "/SH-002/ec2:DescribeVpcs",
                "SH-002",
                Severity.LOW,
                Finding.Status.INSUFFICIENT_DATA,
                Evaluated.DEMO,
                List.of(),
                "AWS answers every question the rules ask",
                "ec2:DescribeVpcs gave no answer.",
                List.of(),
                List.of(),
                Remedy.NONE,
                Optional.empty(),
                false);

        assertThat(errors(chat(new Transition(Transition.Kind.OPENED, bare, AT))))
                .isEmpty();
    }

    @Test
    void titleAndTextSayWhatIsWrongWhereAndAfterWhoseCall() {
        Map<?, ?> content = content(chat(new Transition(Transition.Kind.OPENED, broken(), AT)));

        assertThat(content.get("title")).isEqualTo("CRITICAL RT-001 on cluster demo");
        assertThat(content.get("description")).isEqualTo("""
                        Route table rtb-private-a has no default route.
                        Cluster `demo`, account 123456789012, us-east-1: `subnet-private-a`, `rtb-private-a`
                        After `DeleteRoute` by `arn:aws:sts::123456789012:assumed-role/operators/dana` at 2026-03-02T10:11:07Z
                        • rtb-private-a holds 10.0.0.0/16 -> local""");
        assertThat(content.get("nextSteps"))
                .isEqualTo(List.of("Give it one.", "`aws ec2 create-route --route-table-id rtb-private-a`"));
    }

    @Test
    void theEndOfAFindingComesInTheThreadOfItsBeginningAndGivesNoAdvice() {
        Map<String, Object> opened = chat(new Transition(Transition.Kind.OPENED, broken(), AT));
        Map<String, Object> resolved = chat(new Transition(Transition.Kind.RESOLVED, broken(), AT.plusSeconds(60)));

        assertThat(metadata(resolved).get("threadId"))
                .isEqualTo(metadata(opened).get("threadId"))
                .isEqualTo(broken().id());
        assertThat(resolved.get("id")).isNotEqualTo(opened.get("id"));
        assertThat(content(resolved).get("title")).isEqualTo("RT-001 on cluster demo is resolved");
        assertThat(content(resolved).get("nextSteps")).isEqualTo(List.of());
        assertThat((String) content(resolved).get("description")).doesNotContain("•");
    }

    @Test
    void customActionsFindTheAttributes() {
        Transition transition = new Transition(Transition.Kind.OPENED, broken(), AT);

        assertThat(metadata(chat(transition)).get("additionalContext"))
                .isEqualTo(Map.of(
                        "severity", "CRITICAL",
                        "rule", "RT-001",
                        "status", "NON_COMPLIANT",
                        "transition", "opened",
                        "clusterArn", "arn:aws:eks:us-east-1:123456789012:cluster/demo",
                        "accountId", "123456789012",
                        "region", "us-east-1",
                        "messageId", transition.messageId(),
                        "findingId", broken().id()));
    }

    @Test
    void commandsAreWholeOrLeftOut() {
        String command = "aws ec2 authorize-security-group-ingress --group-id sg-0 " + "--cidr 10.0.0.0/8 ".repeat(20);
        Finding finding =
                finding("Too much.", new Remedy("Mend it.", Collections.nCopies(40, command)), "x".repeat(10_000));

        Map<String, Object> chat = chat(new Transition(Transition.Kind.OPENED, finding, AT));

        assertThat(errors(chat)).isEmpty();
        List<?> steps = (List<?>) Objects.requireNonNull(content(chat).get("nextSteps"));
        assertThat(steps).hasSizeBetween(3, 12);
        assertThat(steps.getLast())
                .isEqualTo((40 - (steps.size() - 2)) + " more: `nodepath check --region us-east-1 --cluster demo`");
        assertThat(steps.subList(1, steps.size() - 1)).allMatch(("`" + command + "`")::equals);
    }

    @Test
    void nothingInAFindingCallsPeople() {
        Finding finding = finding(
                "Subnet <!channel> is named by <@U12345>.",
                new Remedy("Ask <!here>.", List.of("echo `id`")),
                "<!here>");

        Map<?, ?> content = content(chat(new Transition(Transition.Kind.OPENED, finding, AT)));

        assertThat(content.toString()).doesNotContain("<!", "<@");
        assertThat(content.get("nextSteps")).isEqualTo(List.of("Ask ‹!here>.", "`echo 'id'`"));
    }

    private static Finding broken() {
        return Evaluated.demo()
                .violating("RT-001")
                .after(DANA)
                .assessment()
                .findings()
                .getFirst();
    }

    private static Finding finding(String description, Remedy remedy, String fact) {
        return Evaluated.demo()
                .saying(
                        "RT-001",
                        Result.violation(
                                        Severity.HIGH,
                                        Evaluated.SUBNET,
                                        List.of(Resource.ec2("rtb-private-a")),
                                        description,
                                        remedy)
                                .withEvidence(List.of(fact)))
                .assessment()
                .findings()
                .getFirst();
    }

    private static Map<String, Object> chat(Transition transition) {
        Map<String, Object> texts = JSON.std.mapFrom(Notification.of(transition).message());
        return JSON.std.mapFrom((String) texts.get("https"));
    }

    private static Map<?, ?> content(Map<String, Object> chat) {
        return (Map<?, ?>) Objects.requireNonNull(chat.get("content"));
    }

    private static Map<?, ?> metadata(Map<String, Object> chat) {
        return (Map<?, ?>) Objects.requireNonNull(chat.get("metadata"));
    }

    private static List<String> errors(Map<String, Object> chat) {
        return Schemas.errors("chat.schema.json", JSON.std.asString(chat));
    }
}
