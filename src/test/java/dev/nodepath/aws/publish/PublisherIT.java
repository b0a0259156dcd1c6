package dev.nodepath.aws.publish;

import static dev.nodepath.finding.Evaluated.SUBNET;
import static dev.nodepath.finding.Evaluated.demo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.publish.Publisher.Published;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.ClusterState;
import dev.nodepath.finding.Evaluated;
import dev.nodepath.finding.Transition;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.Subscriber;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;
import tools.jackson.jr.ob.JSON;

/** Over HTTP to moto: a topic with a subscribed queue, and Security Hub. */
class PublisherIT {

    private static final ClusterArn DEMO = Evaluated.DEMO;
    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

    private final Moto moto = Moto.empty();
    private final AwsClients aws = moto.access().in("us-east-1");
    private final Subscriber subscriber = Subscriber.of(aws);
    private final SecurityHubClient hub = aws.build(SecurityHubClient.builder());
    private ClusterState state = ClusterState.unknown(DEMO);
    private final SecurityHub securityHub = SecurityHub.of(aws, DEMO.accountId());

    @BeforeEach
    void securityHubIsEnabled() {
        hub.enableSecurityHub(request -> {});
    }

    @Test
    void subscriberReceivesTheFindingWithItsAttributes() {
        Published published = publish(demo().violating("RT-001"), MONDAY);

        assertThat(published.told()).hasSize(1);
        assertThat(published.imported()).isEqualTo(1);
        assertThat(published.refused()).isEmpty();
        assertThat(subscriber.notifications()).singleElement().satisfies(message -> {
            assertThat(message.body()).containsEntry("rule", "RT-001").containsEntry("transition", "opened");
            assertThat(message.attributes())
                    .containsOnlyKeys(
                            "severity",
                            "rule",
                            "status",
                            "transition",
                            "clusterArn",
                            "accountId",
                            "region",
                            "messageId")
                    .containsEntry("severity", "CRITICAL");
        });
    }

    @Test
    void twentyThreeFindingsArriveThoughACallTakesTen() {
        Evaluated evaluated = demo();
        IntStream.range(0, 23)
                .forEach(i -> evaluated.saying(
                        "RT-001",
                        Result.violation(
                                Severity.HIGH, Resource.ec2("subnet-" + i), List.of(), "Wrong.", Remedy.NONE)));

        Published published = publish(evaluated, MONDAY);

        assertThat(published.told()).hasSize(23);
        assertThat(published.imported()).isEqualTo(23);
        assertThat(published.refused()).isEmpty();
        assertThat(subscriber.notifications()).hasSize(23);
        assertThat(held()).hasSize(23);
    }

    @Test
    void findingFailsThenPassesAndKeepsItsCreationTimeAndWhatPeopleWroteOnIt() {
        publish(demo().violating("RT-001"), MONDAY);
        wroteOn(DEMO + "/RT-001/" + SUBNET.id(), WorkflowStatus.NOTIFIED, "Known.");
        subscriber.notifications();

        Published published = publish(
                demo().saying("RT-001", Result.compliant(SUBNET, "It leads to nat-a.")), MONDAY.plusSeconds(60));

        assertThat(published.told()).hasSize(1);
        assertThat(published.imported()).isEqualTo(1);
        assertThat(published.refused()).isEmpty();
        assertThat(subscriber.notifications())
                .singleElement()
                .satisfies(message -> assertThat(message.body())
                        .containsEntry("transition", "resolved")
                        .containsEntry("description", "It leads to nat-a."));
        assertThat(held()).singleElement().satisfies(finding -> {
            assertThat(finding.compliance().statusAsString()).isEqualTo("PASSED");
            assertThat(finding.createdAt()).isEqualTo("2026-03-02T10:00:00Z");
            assertThat(finding.workflow().status()).isEqualTo(WorkflowStatus.NOTIFIED);
            assertThat(finding.note().text()).isEqualTo("Known.");
        });
    }

    @Test
    void olderViewDoesNotReplaceANewerOne() {
        publish(demo().violating("RT-001"), MONDAY);
        publisher()
                .publish(List.of(Publication.of(
                        state,
                        demo().saying("RT-001", Result.compliant(SUBNET, "Fine."))
                                .assessment(),
                        securityHub.held(List.of("demo")),
                        MONDAY.minusSeconds(60))));

        assertThat(held())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.compliance().statusAsString()).isEqualTo("FAILED"));
    }

    @Test
    void deletedClusterIsArchivedAndAnotherWithALongerNameIsNot() {
        publish(demo().violating("RT-001"), MONDAY);
        AwsSecurityFinding other = held().getFirst();
        hub.batchImportFindings(request -> request.findings(other.toBuilder()
                .id(other.id().replace("cluster/demo/", "cluster/demo-2/"))
                .build()));

        state = state.afterDeletion(Optional.empty(), MONDAY.plusSeconds(60));
        Published published =
                publish(Publication.ofDeleted(state, securityHub.held(List.of("demo")), MONDAY.plusSeconds(60)));

        assertThat(published.told()).hasSize(1);
        assertThat(published.imported()).isEqualTo(1);
        assertThat(published.refused()).isEmpty();
        assertThat(held())
                .extracting(AwsSecurityFinding::id, AwsSecurityFinding::recordStateAsString)
                .containsExactlyInAnyOrder(
                        tuple(DEMO + "/RT-001/" + SUBNET.id(), "ARCHIVED"),
                        tuple(DEMO + "-2/RT-001/" + SUBNET.id(), "ACTIVE"));
    }

    @Test
    void securityHubIsToldThoughTheTopicIsGone() {
        subscriber.deleteTopic();

        Published published = publish(demo().violating("RT-001"), MONDAY);

        assertThat(published.told()).isEmpty();
        assertThat(published.imported()).isEqualTo(1);
        assertThat(published.refused().get(DEMO))
                .singleElement()
                .asString()
                .startsWith("SNS topic " + subscriber.topicArn() + " did not take " + DEMO + "/RT-001/" + SUBNET.id()
                        + ": ");
    }

    @Test
    void whatTheTopicDidNotTakeIsToldLaterWithTheSameIdAndInOrder() {
        subscriber.deleteTopic();
        publish(demo().violating("RT-001"), MONDAY);
        publish(demo().saying("RT-001", Result.compliant(SUBNET, "Fine.")), MONDAY.plusSeconds(60));
        assertThat(held())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.compliance().statusAsString()).isEqualTo("PASSED"));

        subscriber.createTopic();
        publish(demo().saying("RT-001", Result.compliant(SUBNET, "Fine.")), MONDAY.plusSeconds(120));

        assertThat(subscriber.notifications())
                .extracting(message -> message.attributes().get("messageId"))
                .containsExactly(
                        DEMO + "/RT-001/" + SUBNET.id() + "/opened/2026-03-02T10:00:00Z",
                        DEMO + "/RT-001/" + SUBNET.id() + "/resolved/2026-03-02T10:01:00Z");
        assertThat(state.pending()).isEmpty();
    }

    @Test
    void topicIsToldThoughSecurityHubIsNotEnabled() {
        hub.disableSecurityHub(request -> {});

        Published published = publish(demo().violating("RT-001"), MONDAY);

        assertThat(subscriber.notifications()).hasSize(1);
        assertThat(published.imported()).isZero();
        assertThat(published.refused().get(DEMO)).singleElement().asString().contains("InvalidAccessException");
    }

    @Test
    void findingThatSecurityHubRefusesIsNamedWithTheReason() {
        AwsSecurityFinding stray =
                Reconciliation.of(demo().violating("RT-001").assessment(), List.of(), MONDAY).getFirst().toBuilder()
                        .awsAccountId("210987654321")
                        .build();

        assertThat(securityHub.write(List.of(stray)))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.why())
                        .isEqualTo("Security Hub did not take " + stray.id()
                                + ": InvalidInput The finding belongs to another account or product"));
    }

    @Test
    void whatSecurityHubFailedOnItselfIsImportedOnceMoreAndNothingElseIs() {
        List<AwsSecurityFinding> two =
                Reconciliation.of(demo().violating("RT-001").violating("RT-004").assessment(), List.of(), MONDAY);
        assertThat(two).hasSize(2);
        String failing = two.getLast().id();
        try (Proxy proxy = new Proxy(moto)) {
            AtomicInteger calls = new AtomicInteger();
            proxy.fail(
                    "securityhub:BatchImportFindings",
                    exchange -> Proxy.answer(
                                    "application/json",
                                    calls.incrementAndGet() < 3
                                            ? JSON.std.asString(Map.of(
                                                    "FailedCount",
                                                    1,
                                                    "SuccessCount",
                                                    calls.get() == 1 ? 1 : 0,
                                                    "FailedFindings",
                                                    List.of(Map.of(
                                                            "Id", failing,
                                                            "ErrorCode", "InternalException",
                                                            "ErrorMessage", "Try later"))))
                                            : "{\"FailedCount\": 0, \"SuccessCount\": 1, \"FailedFindings\": []}")
                            .answer(exchange));

            assertThat(SecurityHub.of(Moto.access(proxy.url()).in("us-east-1"), Moto.ACCOUNT)
                            .write(two))
                    .isEmpty();
            assertThat(calls).hasValue(3);
        }
    }

    @Test
    void withoutTopicAndSecurityHubNothingIsSentAndNothingPending() {
        Assessment assessment = demo().violating("RT-001").assessment();
        state = state.after(assessment, Optional.empty(), MONDAY, Duration.ZERO);

        assertThat(new Publisher(Optional.empty(), Optional.empty())
                        .publish(List.of(Publication.of(state, assessment, Read.ofList(List.of()), MONDAY))))
                .isEqualTo(new Published(state.pending(), 0, Map.of()));
    }

    private Publisher publisher() {
        return new Publisher(Optional.of(Topic.of(aws, subscriber.topicArn())), Optional.of(securityHub));
    }

    /** Publishes what an evaluation changes. */
    private Published publish(Evaluated evaluated, Instant seen) {
        Assessment assessment = evaluated.assessment();
        state = state.after(assessment, Optional.empty(), seen, Duration.ZERO);
        return publish(Publication.of(state, assessment, securityHub.held(List.of("demo")), seen));
    }

    private Published publish(Publication publication) {
        Published published = publisher().publish(List.of(publication));
        state = state.told(published.told().stream().map(Transition::messageId).toList());
        return published;
    }

    /** BatchUpdateFindings, as people's tools call it; the SDK's small HTTP client knows no PATCH. */
    private void wroteOn(String findingId, WorkflowStatus status, String note) {
        String body = JSON.std.asString(Map.of(
                "FindingIdentifiers",
                List.of(Map.of("Id", findingId, "ProductArn", Asff.productArn("aws", "us-east-1", "123456789012"))),
                "Workflow",
                Map.of("Status", status.toString()),
                "Note",
                Map.of("Text", note, "UpdatedBy", "dana")));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(moto.url().resolve("/findings/batchupdate"))
                            .header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256 Credential=test/20260302/us-east-1/securityhub/aws4_request")
                            .method("PATCH", BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<AwsSecurityFinding> held() {
        return hub.getFindingsPaginator(request -> {}).findings().stream().toList();
    }
}
