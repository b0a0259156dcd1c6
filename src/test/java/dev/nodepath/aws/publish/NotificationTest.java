package dev.nodepath.aws.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.Evaluated;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

class NotificationTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:11:12Z");

    private static final ChangedBy DANA = new ChangedBy(
            "DeleteRoute", "2026-03-02T10:11:07Z", "arn:aws:sts::123456789012:assumed-role/operators/dana");

    @Test
    void everyEndpointWithoutATextOfItsOwnGetsTheFindingAsReported() {
        Finding finding = finding(Evaluated.demo().violating("RT-001"));

        Map<String, Object> body = body(Notification.of(opened(finding)));

        assertThat(body)
                .containsEntry("id", "arn:aws:eks:us-east-1:123456789012:cluster/demo/RT-001/subnet-private-a")
                .containsEntry("severity", "CRITICAL")
                .containsEntry("status", "NON_COMPLIANT")
                .containsEntry("transition", "opened")
                .containsEntry(
                        "messageId",
                        "arn:aws:eks:us-east-1:123456789012:cluster/demo/RT-001/subnet-private-a/opened/2026-03-02T10:11:12Z")
                .containsEntry("changedBy", null)
                .containsEntry(
                        "resources",
                        List.of(
                                Map.of("type", "AwsEc2Subnet", "id", "subnet-private-a"),
                                Map.of("type", "AwsEc2RouteTable", "id", "rtb-private-a")));
    }

    @Test
    void attributesServeFilterPolicies() {
        assertThat(Notification.of(opened(finding(Evaluated.demo().violating("RT-001"))))
                        .attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "severity", "CRITICAL",
                                "rule", "RT-001",
                                "status", "NON_COMPLIANT",
                                "transition", "opened",
                                "clusterArn", "arn:aws:eks:us-east-1:123456789012:cluster/demo",
                                "accountId", "123456789012",
                                "region", "us-east-1",
                                "messageId",
                                        "arn:aws:eks:us-east-1:123456789012:cluster/demo/RT-001/subnet-private-a/opened/2026-03-02T10:11:12Z"));
    }

    @Test
    void mailIsProse() {
        Finding finding = finding(Evaluated.demo().violating("RT-001").after(DANA));

        assertThat(texts(Notification.of(opened(finding))).get("email")).isEqualTo("""
                The network of EKS cluster demo breaks a rule.

                Route table rtb-private-a has no default route.

                Cluster:   demo, account 123456789012, us-east-1
                Rule:      RT-001, The default route of a node subnet leads somewhere
                Severity:  CRITICAL
                Resources: subnet-private-a, rtb-private-a
                After:     DeleteRoute by arn:aws:sts::123456789012:assumed-role/operators/dana at 2026-03-02T10:11:07Z

                What was seen
                  - rtb-private-a holds 10.0.0.0/16 -> local

                What to do
                  Give it one.

                Commands
                  aws ec2 create-route --route-table-id rtb-private-a

                More about the rule: nodepath rules RT-001
                """);
    }

    @Test
    void mailAboutWhatIsOverGivesNoAdvice() {
        Finding finding = finding(Evaluated.demo().violating("RT-001"));

        assertThat((String) texts(Notification.of(new Transition(Transition.Kind.RESOLVED, finding, NOW)))
                        .get("email"))
                .startsWith("What was wrong with the network of EKS cluster demo is over.")
                .doesNotContain("What to do", "aws ec2");
    }

    @Test
    void mailAboutWhatIsSuppressedSaysSo() {
        Finding suppressed =
                Evaluated.demo().violating("RT-001").accepted().findings().getFirst();

        assertThat((String) texts(Notification.of(new Transition(Transition.Kind.CHANGED, suppressed, NOW)))
                        .get("email"))
                .startsWith(
                        "What is wrong with the network of EKS cluster demo is suppressed by the settings from now on.")
                .doesNotContain("What to do", "aws ec2");
    }

    @Test
    void subjectOfWhatIsOverDoesNotHurryAnyone() {
        Finding finding = finding(Evaluated.demo().violating("RT-001"));

        assertThat(Notification.of(new Transition(Transition.Kind.RESOLVED, finding, NOW))
                        .subject())
                .isEqualTo("RT-001 resolved: demo: Route table rtb-private-a has no default route.");
    }

    @Test
    void subjectIsShortAsciiThatSaysTheWorstFirst() {
        Finding plain = finding(Evaluated.demo().violating("RT-001"));
        Finding odd = finding(Evaluated.demo()
                .saying(
                        "RT-001",
                        Result.violation(
                                Severity.HIGH,
                                Evaluated.SUBNET,
                                List.of(),
                                "Zwölf " + "sehr ".repeat(40),
                                Remedy.NONE)));

        assertThat(Notification.of(opened(plain)).subject())
                .isEqualTo("CRITICAL RT-001 opened: demo: Route table rtb-private-a has no default route.");
        assertThat(Notification.of(opened(odd)).subject())
                .startsWith("HIGH RT-001 opened: demo: Zw?lf sehr")
                .endsWith("...")
                .hasSizeLessThan(100);
    }

    @Test
    void whatIsTooLargeForSnsIsCutShort() {
        List<String> facts = Collections.nCopies(3000, "ein Satz über hundert Zeichen ".repeat(4));
        Finding finding = finding(Evaluated.demo()
                .saying(
                        "RT-001",
                        Result.violation(
                                        Severity.HIGH,
                                        Evaluated.SUBNET,
                                        List.of(),
                                        "Too much.",
                                        new Remedy("Mend.", facts))
                                .withEvidence(facts)));

        Notification notification = Notification.of(opened(finding));

        assertThat(notification.size()).isLessThanOrEqualTo(Notification.SIZE_LIMIT);
        assertThat(notification.message().getBytes(UTF_8)).hasSizeGreaterThan(10_000);
        assertThat(body(notification)).containsEntry("description", "Too much.");
    }

    @Test
    void batchHoldsTenMessagesAndNoMoreBytesThanOneMayHave() {
        Notification small = Notification.of(opened(finding(Evaluated.demo().violating("RT-001"))));
        Notification large = new Notification("id", "subject", "x".repeat(100 * 1024), Map.of());

        assertThat(Topic.batches(Collections.nCopies(21, small)))
                .extracting(List::size)
                .containsExactly(10, 10, 1);
        assertThat(Topic.batches(Collections.nCopies(5, large)))
                .extracting(List::size)
                .containsExactly(2, 2, 1);
        assertThat(Topic.batches(List.of())).isEmpty();
    }

    private static Transition opened(Finding finding) {
        return new Transition(Transition.Kind.OPENED, finding, NOW);
    }

    private static Finding finding(Evaluated evaluated) {
        return evaluated.assessment().findings().getFirst();
    }

    private static Map<String, Object> texts(Notification notification) {
        return JSON.std.mapFrom(notification.message());
    }

    private static Map<String, Object> body(Notification notification) {
        return JSON.std.mapFrom((String) texts(notification).get("default"));
    }
}
