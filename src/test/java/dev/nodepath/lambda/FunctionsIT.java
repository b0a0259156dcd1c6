package dev.nodepath.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.publish.HeldFinding;
import dev.nodepath.aws.publish.SecurityHub;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import dev.nodepath.local.Subscriber;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.rule.Severity;
import dev.nodepath.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import tools.jackson.jr.ob.JSON;

/** From an event to SNS and Security Hub, over HTTP to moto. */
class FunctionsIT {

    private static final String REGION = "us-east-1";
    private static final ClusterArn DEMO = new ClusterArn("aws", REGION, Moto.ACCOUNT, "demo");

    private final Moto moto = Moto.empty();
    private final Proxy proxy = new Proxy(moto);
    private final AwsClients aws = moto.access().in(REGION);
    private final Subscriber subscriber = Subscriber.of(aws);
    private final SampleVpc vpc = SampleVpc.create(aws, 2).withCluster("demo").withNodegroup("demo", "workers");
    private final List<Map<String, Object>> log = new ArrayList<>();

    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private final Functions functions = functions(Map.of());

    private Functions functions(Map<String, String> more) {
        return functions(more, 0);
    }

    private Functions functions(Map<String, String> more, int flapMinutes) {
        System.setProperty("aws.region", REGION);
        Map<String, String> variables = new HashMap<>(subscriber.functionVariables());
        variables.putAll(more);
        return new Functions(
                Environment.of(variables),
                Moto.access(proxy.url()),
                () -> now = now.plusSeconds(60),
                line -> log.add(JSON.std.mapFrom(line)),
                Settings.BUILT_IN.withFlapMinutes(flapMinutes));
    }

    @BeforeEach
    void securityHubIsEnabled() {
        aws.build(SecurityHubClient.builder()).enableSecurityHub(request -> {});
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void deletedRouteIsAViolationUntilItComesBack() {
        vpc.deleteRouteToNatGateway();
        Handled broken = handle(call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId())));

        assertThat(broken.failures()).isEmpty();
        List<String> critical = broken.assessments().getFirst().findings().stream()
                .filter(finding -> finding.severity() == Severity.CRITICAL)
                .map(Finding::id)
                .toList();
        assertThat(critical).isNotEmpty();
        assertThat(transitions())
                .containsAll(critical.stream().map(id -> "opened " + id).toList());
        assertThat(compliance())
                .containsAllEntriesOf(critical.stream().collect(Collectors.toMap(id -> id, id -> "FAILED")));
        assertThat(broken.assessments().getFirst().findings())
                .allSatisfy(finding -> assertThat(finding.changedBy())
                        .hasValueSatisfying(by -> assertThat(by.eventName()).isEqualTo("DeleteRoute")));

        vpc.createRouteToNatGateway();
        Handled mended = handle(call("ec2", "CreateRoute", Map.of("routeTableId", vpc.privateTableId())));

        assertThat(mended.failures()).isEmpty();
        assertThat(transitions())
                .containsAll(critical.stream().map(id -> "resolved " + id).toList());
        assertThat(compliance())
                .containsAllEntriesOf(critical.stream().collect(Collectors.toMap(id -> id, id -> "PASSED")));
    }

    @Test
    void clusterIsReadAndEvaluatedOnceHoweverManyEventsOfABatchConcernIt() {
        Handled handled = handle(batch(
                call("ec2", "CreateRoute", Map.of("routeTableId", vpc.privateTableId())),
                call(
                        "ec2",
                        "ModifySubnetAttribute",
                        Map.of("subnetId", vpc.privateSubnetIds().getFirst())),
                call("ec2", "ModifyVpcAttribute", Map.of("vpcId", vpc.id())),
                call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")),
                due("demo", 1)));

        assertThat(handled.failures()).isEmpty();
        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(proxy.calls().stream().filter("eks:DescribeCluster"::equals)).hasSize(1);
        assertThat(proxy.calls().stream().filter("sns:PublishBatch"::equals)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void poisonRecordFailsAloneWithALineThatSaysWhy() {
        Handled handled = handle(Map.of(
                "Records",
                List.of(
                        Map.of("messageId", "m-1", "body", "not json"),
                        Map.of("messageId", "m-2", "body", "{\"id\": \"e-2\"}"),
                        Map.of("messageId", "m-3", "body", JSON.std.asString(due("demo", 1))))));

        assertThat(handled.failures()).extracting(Handled.Failure::id).containsExactly("m-1", "m-2");
        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(log)
                .filteredOn(line -> "ERROR".equals(line.get("level")))
                .extracting(line -> line.get("sqsMessageId"), line -> String.valueOf(line.get("message")))
                .satisfiesExactly(
                        one -> assertThat(one.toList().getFirst()).isEqualTo("m-1"),
                        other -> assertThat(other)
                                .isEqualTo(
                                        tuple(
                                                "m-2",
                                                "The event has no \"account\", which EventBridge writes on every event it delivers.")));
    }

    @Test
    void poisonIsSetAsideWithTheReasonWhereThereIsAQueueForIt() {
        String deadLetters = subscriber.createQueue("dead-letters");

        Handled handled = functions(Map.of("DEAD_LETTER_QUEUE_URL", deadLetters))
                .handle(bytes(Map.of(
                        "Records",
                        List.of(
                                Map.of("messageId", "m-1", "body", "{\"id\": \"e-2\"}"),
                                Map.of("messageId", "m-2", "body", JSON.std.asString(due("demo", 1)))))));

        assertThat(handled.failures()).isEmpty();
        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(subscriber.taken(deadLetters)).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo(Map.of("id", "e-2"));
            assertThat(message.attributes())
                    .containsEntry(
                            "reason",
                            "The event has no \"account\", which EventBridge writes on every event it delivers.")
                    .containsEntry("sqsMessageId", "m-1");
        });
    }

    @Test
    void messageThatFailsFiveTimesIsADeadLetterWithTheReasonAndHoldsUpNothingElse() {
        String deadLetters = subscriber.createQueue("dead-letters");
        Functions careful = functions(Map.of("DEAD_LETTER_QUEUE_URL", deadLetters));
        Map<String, Object> ofAnotherAccount = new HashMap<>(due("demo", 1));
        ofAnotherAccount.put("account", "210987654321");
        subscriber.sendChanges(List.of(ofAnotherAccount, due("demo", 1)), deadLetters);

        List<Handled> tries = handedOver(careful);

        assertThat(tries).hasSize(5);
        assertThat(evaluated(tries.getFirst())).containsExactly("demo");
        assertThat(tries.subList(0, 4))
                .allSatisfy(handled -> assertThat(handled.failures()).hasSize(1));
        assertThat(tries.getLast().failures()).isEmpty();
        assertThat(subscriber.taken(deadLetters)).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo(ofAnotherAccount);
            assertThat(message.attributes().get("reason"))
                    .startsWith("The event is of account 210987654321, Region us-east-1, but these credentials see ")
                    .endsWith("set READ_ROLE_NAME to the role that reads that account.");
            assertThat(log)
                    .filteredOn(line -> Objects.equals(
                            line.get("sqsMessageId"), message.attributes().get("sqsMessageId")))
                    .extracting(line -> line.get("level"))
                    .containsExactly("ERROR", "ERROR", "ERROR", "ERROR", "ERROR", "INFO");
        });
    }

    @Test
    void sqsGivesUpOnWhatTheFunctionCouldNotSetAside() {
        String deadLetters = subscriber.createQueue("dead-letters");
        Functions careful = functions(Map.of("DEAD_LETTER_QUEUE_URL", deadLetters));
        proxy.fail("sqs:SendMessage", Proxy.denied("sqs:SendMessage"));
        subscriber.sendChanges(List.of(Map.of("id", "e-2")), deadLetters);

        List<Handled> tries = handedOver(careful);

        assertThat(tries)
                .hasSize(5)
                .allSatisfy(handled -> assertThat(handled.failures()).hasSize(1));
        assertThat(subscriber.taken(deadLetters)).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo(Map.of("id", "e-2"));
            assertThat(message.attributes()).isEmpty();
        });
        assertThat(log)
                .anySatisfy(line -> assertThat(String.valueOf(line.get("message")))
                        .matches("Message \\S+ could not be put into the dead-letter queue: .*not authorized.*"));
    }

    @Test
    void deletedAssociationLeadsToTheClustersOfItsVpcThoughItIsGone() {
        SampleVpc.create(aws, 2).withCluster("other").withNodegroup("other", "workers");
        handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));
        String association = vpc.deleteAssociation();

        Handled handled = handle(call("ec2", "DisassociateRouteTable", Map.of("associationId", association)));

        assertThat(handled.failures()).isEmpty();
        assertThat(evaluated(handled)).containsExactly("demo");
    }

    @Test
    void clustersThatTheIndexHasInAnotherVpcAreNotDescribed() {
        SampleVpc other = SampleVpc.create(aws, 2);
        List<Map<String, Object>> due = new ArrayList<>(List.of(due("demo", 1)));
        for (int i = 0; i < 8; i++) {
            other.withCluster("other-" + i);
            due.add(due("other-" + i, 1));
        }
        assertThat(evaluated(handle(batch(due)))).hasSize(9);
        SampleVpc.create(aws, 2).withCluster("never-seen");
        Map<String, Object> call = call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()));

        proxy.forgetCalls();
        assertThat(evaluated(handle(batch(call)))).containsExactly("demo");
        assertThat(proxy.calls().stream().filter("eks:DescribeCluster"::equals))
                .as("demo and never-seen")
                .hasSize(2);

        proxy.forgetCalls();
        assertThat(handle(batch(call)).notes()).contains("What was read since shows it: demo.");
        assertThat(proxy.calls().stream().filter("eks:DescribeCluster"::equals))
                .as("never-seen")
                .hasSize(1);
    }

    @Test
    void eventsThatAStoredViewShowsAreNotLookedAtAgain() {
        Map<String, Object> call = call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()));
        assertThat(evaluated(handle(batch(call)))).containsExactly("demo");
        proxy.forgetCalls();

        Handled handled = handle(batch(call, call, call));

        assertThat(handled.failures()).isEmpty();
        assertThat(handled.assessments()).isEmpty();
        assertThat(handled.notes()).contains("What was read since shows it: demo.");
        assertThat(proxy.calls()).doesNotContain("ec2:DescribeSubnets");
    }

    @Test
    void eventThatComesAgainIsLookedAtAgain() {
        Map<String, Object> call = call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()));
        handle(batch(call));

        assertThat(evaluated(handle(Map.of(
                        "Records",
                        List.of(Map.of(
                                "messageId",
                                "m-1",
                                "attributes",
                                Map.of("ApproximateReceiveCount", "2"),
                                "body",
                                JSON.std.asString(call)))))))
                .containsExactly("demo");
    }

    @Test
    void callThatWasJustMadeIsLookedAtAgain() {
        now = now.plusSeconds(600);
        Map<String, Object> call = call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()));
        now = now.minusSeconds(600);

        Handled handled = handle(batch(call));

        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(subscriber.changesLater()).isEqualTo(1);
    }

    @Test
    void fiveHundredRouteChangesInAMinuteAreAHandfulOfEvaluations() {
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(call("ec2", "ReplaceRoute", Map.of("routeTableId", vpc.privateTableId())));
        }
        int evaluations = 0;
        for (List<Map<String, Object>> batch : List.of(events.subList(0, 250), events.subList(250, 500))) {
            evaluations += handle(batch(batch)).assessments().size();
        }

        assertThat(evaluations).isEqualTo(1);
        assertThat(proxy.calls().stream().filter("ec2:DescribeSubnets"::equals)).hasSize(1);
    }

    @Test
    void sweepQueuesClustersThatAreGoneSoThatTheirFindingsEnd() {
        vpc.deleteRouteToNatGateway();
        handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));
        vpc.deleteCluster("demo", "workers");
        transitions();

        assertThat(sweep("sweep-1")).containsExactly(DEMO);
        assertThat(transitions()).isNotEmpty().allMatch(told -> told.startsWith("resolved "));
        assertThat(sweep("sweep-2")).isEmpty();
    }

    @Test
    void eventOfAVpcLeavesTheClustersOfOtherVpcsAlone() {
        SampleVpc.create(aws, 2).withCluster("other").withNodegroup("other", "workers");

        Handled handled = handle(call("ec2", "DeleteNetworkAclEntry", Map.of("networkAclId", vpc.networkAclId())));

        assertThat(handled.failures()).isEmpty();
        assertThat(evaluated(handled)).containsExactly("demo");
    }

    @Test
    void resourceThatIsGoneWidensToEveryClusterOfTheRegion() {
        SampleVpc.create(aws, 2).withCluster("other").withNodegroup("other", "workers");

        Handled handled = handle(call("ec2", "DeleteRouteTable", Map.of("routeTableId", "rtb-0dead0dead0dead00")));

        assertThat(evaluated(handled)).containsExactlyInAnyOrder("demo", "other");
        assertThat(handled.notes())
                .contains("No VPC is known for rtb-0dead0dead0dead00. So all 2 clusters were looked at.");
    }

    @Test
    void eventOfAVpcWithoutClustersConcernsNobody() {
        SampleVpc empty = SampleVpc.create(aws, 1);

        Handled handled = handle(call("ec2", "DeleteRoute", Map.of("routeTableId", empty.privateTableId())));

        assertThat(handled.assessments()).isEmpty();
        assertThat(handled.failures()).isEmpty();
        assertThat(handled.notes()).containsExactly("It concerns no cluster.");
    }

    @Test
    void callThatChangesNothingWeReadAsksAwsNothing() {
        Handled handled = handle(call("ec2", "RunInstances", Map.of("subnetId", "subnet-0a1")));

        assertThat(handled.notes()).containsExactly("ec2:RunInstances changes nothing that Nodepath reads.");
        assertThat(proxy.calls()).isEmpty();
    }

    @Test
    void findingsOfADeletedClusterAreArchived() {
        vpc.deleteRouteToNatGateway();
        handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));
        vpc.deleteCluster("demo", "workers");
        transitions();

        for (Map<String, Object> event : List.of(
                call("eks", "DeleteCluster", Map.of("name", "demo")),
                batch(
                        call("eks", "DeleteCluster", Map.of("name", "demo")),
                        call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()))))) {
            Handled handled = handle(event);

            assertThat(handled.deleted()).containsExactly(DEMO);
            assertThat(handled.failures()).isEmpty();
        }
        assertThat(records())
                .isNotEmpty()
                .allSatisfy((id, record) -> assertThat(record).isEqualTo("ARCHIVED"));
        assertThat(transitions())
                .isNotEmpty()
                .allSatisfy(transition -> assertThat(transition).startsWith("resolved "));
    }

    @Test
    void sweepQueuesTheRegionAndThenItsClustersAndTheseAreEvaluated() {
        SampleVpc.create(aws, 2).withCluster("other").withNodegroup("other", "workers");

        assertThat(handle(event("aws.scheduler", "Scheduled Event", "{}")).failures())
                .isEmpty();
        Handled region = handle(queued());
        assertThat(region.failures()).isEmpty();
        Handled handled = handle(queued());

        assertThat(evaluated(handled)).containsExactlyInAnyOrder("demo", "other");
        assertThat(handled.failures()).isEmpty();
        assertThat(subscriber.changes()).isEmpty();
    }

    /** Sweeps to the end; answers with the clusters that turned out to be gone. */
    private List<ClusterArn> sweep(String id) {
        Map<String, Object> due = new HashMap<>(event("aws.scheduler", "Scheduled Event", "{}"));
        due.put("id", id);
        List<ClusterArn> gone = new ArrayList<>();
        Handled handled = handle(due);
        assertThat(handled.failures()).isEmpty();
        for (Map<String, Object> next = queued();
                !((List<?>) requireNonNull(next.get("Records"))).isEmpty();
                next = queued()) {
            handled = handle(next);
            assertThat(handled.failures()).isEmpty();
            gone.addAll(handled.deleted());
        }
        return gone;
    }

    private Map<String, Object> queued() {
        return batch(subscriber.changes().stream().map(Subscriber.Message::body).toList());
    }

    @Test
    void moreClustersThanACallTakesHaveTheirTurns() {
        for (int i = 0; i < 12; i++) {
            vpc.withCluster("demo-" + i);
        }
        handle(event("aws.scheduler", "Scheduled Event", "{}"));
        handle(queued());

        List<Subscriber.Message> first = subscriber.changes();
        assertThat(first).hasSize(10);
        handle(batch(first.stream().map(Subscriber.Message::body).toList()));
        assertThat(subscriber.changes()).hasSize(3);
    }

    @Test
    void accountWhoseClustersCannotBeListedIsNamed() {
        proxy.fail("eks:ListClusters", Proxy.denied("eks:ListClusters"));

        handle(event("aws.scheduler", "Scheduled Event", "{}"));
        assertThat(handle(queued()).failures()).isEmpty();

        assertThat(subscriber.notifications())
                .singleElement()
                .satisfies(message -> assertThat(message.body())
                        .containsEntry("rule", "SW-001")
                        .containsEntry("transition", "opened")
                        .containsEntry("accountId", Moto.ACCOUNT));
    }

    @Test
    void updateOfAClusterIsLookedAtAgain() {
        Handled handled =
                handle(call("eks", "UpdateClusterConfig", Map.of("name", "demo", "resourcesVpcConfig", Map.of())));

        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(handled.queued()).isEqualTo(1);
        assertThat(subscriber.changesLater()).isEqualTo(1);
        assertThat(handled.notes())
                .contains("Cluster demo is looked at again in 1 min: EKS goes on working after the call.");
    }

    @Test
    void whatAnUpdateIsGoingToBreakIsForetoldAndConfirmedWhenItIsDone() {
        String id = DEMO + "/EP-003/" + vpc.privateSubnetIds().getFirst();
        status("UPDATING");
        Handled foreseen = handle(call(
                "eks",
                "UpdateClusterConfig",
                Map.of("name", "demo", "resourcesVpcConfig", Map.of("publicAccessCidrs", List.of("192.0.2.0/24")))));

        assertThat(foreseen.failures()).isEmpty();
        assertThat(predictions(id)).containsExactly("opened predicted");
        assertThat(compliance()).containsEntry(id, "FAILED");
        now = now.plusSeconds(60);
        handle(batch(due("demo", 1)));
        assertThat(predictions(id)).isEmpty();

        aws.eks()
                .updateClusterConfig(
                        r -> r.name("demo").resourcesVpcConfig(config -> config.publicAccessCidrs("192.0.2.0/24")));
        status("ACTIVE");
        now = now.plusSeconds(60);
        handle(batch(due("demo", 2)));

        assertThat(predictions(id)).containsExactly("changed");
        assertThat(compliance()).containsEntry(id, "FAILED");
    }

    @Test
    void whatAnUpdateThatFailsWasGoingToBreakIsWithdrawn() {
        String id = DEMO + "/EP-003/" + vpc.privateSubnetIds().getFirst();
        status("UPDATING");
        handle(call(
                "eks",
                "UpdateClusterConfig",
                Map.of("name", "demo", "resourcesVpcConfig", Map.of("publicAccessCidrs", List.of("192.0.2.0/24")))));
        assertThat(predictions(id)).containsExactly("opened predicted");

        status("ACTIVE");
        now = now.plusSeconds(60);
        handle(batch(due("demo", 1)));

        assertThat(predictions(id)).containsExactly("resolved predicted");
        assertThat(compliance()).containsEntry(id, "PASSED");
    }

    private void status(String status) {
        aws.eks().tagResource(r -> r.resourceArn(DEMO.toString()).tags(Map.of("nodepath:cluster-status", status)));
    }

    /** What subscribers were told of a finding since they were last asked, and whether as a prediction. */
    private List<String> predictions(String id) {
        return subscriber.notifications().stream()
                .map(message -> message.body())
                .filter(body -> id.equals(body.get("id")))
                .map(body -> body.get("transition") + (Boolean.TRUE.equals(body.get("predicted")) ? " predicted" : ""))
                .toList();
    }

    @Test
    void clusterThatHasSettledIsNotLookedAtAgain() {
        Handled handled = handle(batch(due("demo", 1)));

        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(handled.queued()).isZero();
    }

    @Test
    void deniedCallIsToldOfAndNothingThatDependsOnIt() {
        proxy.fail("ec2:DescribeRouteTables", Proxy.denied("ec2:DescribeRouteTables"));

        Handled handled = handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));

        assertThat(handled.failures()).isEmpty();
        List<String> unknown = handled.assessments().getFirst().findings().stream()
                .filter(finding -> finding.status() == Finding.Status.INSUFFICIENT_DATA)
                .map(Finding::id)
                .toList();
        String denied = DEMO + "/SH-002/ec2:DescribeRouteTables";
        assertThat(unknown).contains(denied).hasSizeGreaterThan(1);
        assertThat(transitions())
                .filteredOn(transition -> unknown.contains(transition.split(" ", 2)[1]))
                .containsExactly("opened " + denied);
        assertThat(compliance()).containsEntry(denied, "WARNING");
        assertThat(compliance().keySet().stream().filter(unknown::contains)).containsExactly(denied);
    }

    @Test
    void whatWasToldIsNotToldAgain() {
        vpc.deleteRouteToNatGateway();
        handle(call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId())));
        assertThat(transitions()).isNotEmpty();

        Handled again = handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));

        assertThat(again.assessments().getFirst().findings()).isNotEmpty();
        assertThat(transitions()).isEmpty();
        assertThat(again.imported()).isZero();
    }

    @Test
    void whatIsOverNamesTheCallThatEndedIt() {
        vpc.deleteRouteToNatGateway();
        handle(call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId())));
        subscriber.notifications();
        vpc.createRouteToNatGateway();
        handle(call("ec2", "CreateRoute", Map.of("routeTableId", vpc.privateTableId())));

        assertThat(subscriber.notifications())
                .filteredOn(message -> "resolved".equals(message.body().get("transition")))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.body())
                        .hasEntrySatisfying(
                                "changedBy",
                                by -> assertThat(by)
                                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                                        .containsEntry("eventName", "CreateRoute")));
    }

    @Test
    void whatBecomesBetterIsToldOnceItHasLasted() {
        Functions patient = functions(Map.of(), 10);
        vpc.deleteRouteToNatGateway();
        patient.handle(bytes(call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()))));
        List<String> opened = only("opened ", transitions());
        assertThat(opened).isNotEmpty();

        vpc.createRouteToNatGateway();
        Handled mended =
                patient.handle(bytes(call("ec2", "CreateRoute", Map.of("routeTableId", vpc.privateTableId()))));
        assertThat(only("resolved ", transitions())).isEmpty();
        assertThat(mended.queued()).isEqualTo(1);
        assertThat(subscriber.changesLater()).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(10));
        patient.handle(bytes(due("demo", 1)));
        assertThat(only("resolved ", transitions())).containsExactlyInAnyOrderElementsOf(opened);
    }

    /** Of subnets that have no way out. */
    private static List<String> only(String kind, List<String> transitions) {
        return transitions.stream()
                .filter(transition -> transition.startsWith(kind))
                .map(transition -> transition.substring(kind.length()))
                .filter(id -> id.contains("/EP-007/"))
                .toList();
    }

    @Test
    void findingThatFlapsIsToldOfOnce() {
        Functions patient = functions(Map.of(), 10);
        for (int i = 0; i < 3; i++) {
            vpc.deleteRouteToNatGateway();
            patient.handle(bytes(call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()))));
            vpc.createRouteToNatGateway();
            patient.handle(bytes(call("ec2", "CreateRoute", Map.of("routeTableId", vpc.privateTableId()))));
        }

        assertThat(transitions()).isNotEmpty().doesNotHaveDuplicates().allMatch(told -> told.startsWith("opened "));
    }

    @Test
    void eventComesAgainWhereTheStateCannotBeReadAndNothingIsTold() {
        proxy.fail("dynamodb:Query", Proxy.denied("dynamodb:Query"));

        Handled handled = handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));

        assertThat(handled.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.why())
                        .startsWith("The state table states does not say which clusters there are: "));
        assertThat(transitions()).isEmpty();
        assertThat(compliance()).isEmpty();
    }

    @Test
    void eventComesAgainWhereTheStateCannotBeStoredAndNothingIsTold() {
        proxy.fail("dynamodb:TransactWriteItems", Proxy.denied("dynamodb:PutItem"));

        Handled handled = handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));

        assertThat(handled.failures())
                .singleElement()
                .satisfies(
                        failure -> assertThat(failure.why()).startsWith("The state of cluster demo was not stored: "));
        assertThat(transitions()).isEmpty();
        assertThat(compliance()).isEmpty();
    }

    @Test
    void whatADeniedCallHidesIsNotResolved() {
        vpc.deleteRouteToNatGateway();
        handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));
        Map<String, String> before = compliance();
        assertThat(before.values()).contains("FAILED");
        proxy.fail("eks:ListNodegroups", Proxy.denied("eks:ListNodegroups"));
        proxy.fail("ec2:DescribeRouteTables", Proxy.denied("ec2:DescribeRouteTables"));

        handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));

        before.entrySet().stream()
                .filter(finding ->
                        finding.getValue().equals("FAILED") && !finding.getKey().contains("/EP-004/"))
                .forEach(finding -> assertThat(compliance()).containsEntry(finding.getKey(), "FAILED"));
        assertThat(compliance().values()).doesNotContain("PASSED");
    }

    @Test
    void throttledReadIsTriedAgainInAMinuteAndNothingIsSaidUntilThen() {
        proxy.fail("ec2:DescribeRouteTables", Proxy.error(503, "RequestLimitExceeded", "Request limit exceeded."));

        Handled handled = handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));

        assertThat(handled.failures()).isEmpty();
        assertThat(handled.assessments()).isEmpty();
        assertThat(subscriber.changesLater()).isEqualTo(1);
        assertThat(transitions()).isEmpty();
        assertThat(handled.notes())
                .singleElement()
                .asString()
                .startsWith("Cluster demo is looked at again in 1 min: AWS did not answer: ec2:DescribeRouteTables: ");
    }

    @Test
    void whatAwsNeverAnswersIsPublishedAsNotToBeToldInTheEnd() {
        proxy.fail("ec2:DescribeRouteTables", Proxy.error(503, "RequestLimitExceeded", "Request limit exceeded."));

        Handled handled = handle(batch(due("demo", 7)));

        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(handled.queued()).isZero();
        assertThat(transitions()).isNotEmpty();
    }

    @Test
    void eventComesAgainWhereItsClusterCannotBeDescribed() {
        proxy.fail("eks:DescribeCluster", Proxy.denied("eks:DescribeCluster"));

        Handled handled = handle(batch(
                call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")),
                call("ec2", "RunInstances", Map.of("subnetId", "subnet-0a1"))));

        assertThat(handled.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.id()).isEqualTo("m-0");
            assertThat(failure.why()).startsWith("eks:DescribeCluster: not allowed to read");
        });
    }

    @Test
    void eventComesAgainWhereTheClustersCannotBeListed() {
        proxy.fail("eks:ListClusters", Proxy.error(500, "ServerException", "Try later."));

        assertThat(handle(call("ec2", "DeleteRoute", Map.of("routeTableId", vpc.privateTableId())))
                        .failures())
                .hasSize(1);
    }

    @Test
    void eventComesAgainWhereNobodySaysWhomItConcerns() {
        proxy.fail("ec2:DescribeNetworkAcls", Proxy.error(503, "RequestLimitExceeded", "Request limit exceeded."));

        assertThat(handle(call("ec2", "DeleteNetworkAclEntry", Map.of("networkAclId", vpc.networkAclId())))
                        .failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.why())
                        .isEqualTo("AWS did not say where the changed resources are: Request limit exceeded."));
    }

    @Test
    void lookupThatIsDeniedWidensToTheRegion() {
        proxy.fail("ec2:DescribeNetworkAcls", Proxy.denied("ec2:DescribeNetworkAcls"));

        Handled handled = handle(call("ec2", "DeleteNetworkAclEntry", Map.of("networkAclId", vpc.networkAclId())));

        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(handled.notes()).anySatisfy(note -> assertThat(note).startsWith("No VPC is known for acl-"));
    }

    @Test
    void eventComesAgainWhereTheTopicDoesNotTakeWhatWasFoundAndSecurityHubHasIt() {
        proxy.fail(
                "sns:PublishBatch", Proxy.error(403, "AuthorizationError", "not authorized to perform: SNS:Publish"));

        Handled handled = handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));

        assertThat(handled.imported()).isPositive();
        assertThat(handled.notified()).isZero();
        assertThat(compliance()).isNotEmpty();
        assertThat(handled.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.why()).contains("SNS topic " + subscriber.topicArn()));
    }

    @Test
    void eventComesAgainWhereSecurityHubCannotBeAskedAndTheTopicHasWhatWasFound() {
        proxy.fail("securityhub:GetFindings", Proxy.denied("securityhub:GetFindings"));

        Handled handled = handle(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));

        assertThat(transitions()).isNotEmpty();
        assertThat(handled.imported()).isZero();
        assertThat(handled.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.why()).startsWith("securityhub:GetFindings: "));
    }

    @Test
    void eventComesAgainWhereItsRecheckIsNotQueued() {
        subscriber.deleteChangeQueue();

        Handled handled = handle(call("eks", "UpdateClusterConfig", Map.of("name", "demo")));

        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(handled.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.why()).startsWith("Queue " + subscriber.changeQueueUrl()));
    }

    @Test
    void anotherAccountIsReadThroughTheRoleThere() {
        AwsClients theirs =
                moto.access().in(REGION, "210987654321", new AwsAccess.ReadRole("nodepath-reader", Optional.empty()));
        theirs.build(SecurityHubClient.builder()).enableSecurityHub(request -> {});
        SampleVpc.create(theirs, 2).withCluster("demo").withNodegroup("demo", "workers");
        Map<String, Object> event = new HashMap<>(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));
        event.put("account", "210987654321");

        Handled handled = functions(Map.of("READ_ROLE_NAME", "nodepath-reader", "MEMBER_FINDINGS", "true"))
                .handle(bytes(event));

        assertThat(handled.failures()).isEmpty();
        assertThat(handled.assessments())
                .extracting(assessment ->
                        assessment.evaluation().paths().cluster().arn().accountId())
                .containsExactly("210987654321");
        assertThat(compliance()).isEmpty();
        assertThat(held(theirs, "210987654321")).isNotEmpty();
    }

    @Test
    void anotherAccountWithoutARoleIsNotMistakenForTheOwn() {
        Map<String, Object> event = new HashMap<>(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo")));
        event.put("account", "210987654321");

        Handled handled = handle(event);

        assertThat(handled.assessments()).isEmpty();
        assertThat(handled.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.why())
                        .isEqualTo("The event is of account 210987654321, Region us-east-1, but these credentials see "
                                + DEMO + " there; set READ_ROLE_NAME to the role that reads that account."));
    }

    @Test
    void withoutTopicAndSecurityHubEverythingElseHappens() {
        Handled handled = functions(Map.of("TOPIC_ARN", "", "SECURITY_HUB", "false"))
                .handle(bytes(call("eks", "UpdateNodegroupConfig", Map.of("name", "demo"))));

        assertThat(evaluated(handled)).containsExactly("demo");
        assertThat(proxy.calls()).noneMatch(call -> call.startsWith("sns:") || call.startsWith("securityhub:"));
    }

    /** What comes of each batch, as often as SQS hands one over. */
    private List<Handled> handedOver(Functions functions) {
        List<Handled> tries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            subscriber.takeChanges(records -> {
                Handled handled = functions.handle(bytes(Map.of("Records", records)));
                tries.add(handled);
                return handled.failures().stream().map(Handled.Failure::id).toList();
            });
        }
        return tries;
    }

    private Handled handle(Map<String, Object> event) {
        return functions.handle(bytes(event));
    }

    private static byte[] bytes(Map<String, Object> event) {
        return JSON.std.asString(event).getBytes(UTF_8);
    }

    private static List<String> evaluated(Handled handled) {
        return handled.assessments().stream()
                .map(Assessment::evaluation)
                .map(evaluation -> evaluation.paths().cluster().name())
                .toList();
    }

    private List<String> transitions() {
        return subscriber.notifications().stream()
                .map(message ->
                        message.body().get("transition") + " " + message.body().get("id"))
                .toList();
    }

    private Map<String, String> compliance() {
        return held(aws, Moto.ACCOUNT).stream()
                .collect(Collectors.toMap(
                        finding -> finding.asff().id(),
                        finding -> finding.asff().compliance().statusAsString()));
    }

    private Map<String, String> records() {
        return held(aws, Moto.ACCOUNT).stream()
                .collect(Collectors.toMap(
                        finding -> finding.asff().id(),
                        finding -> finding.asff().recordStateAsString()));
    }

    private static List<HeldFinding> held(AwsClients clients, String accountId) {
        return SecurityHub.of(clients, accountId).held(List.of()).orElse(List.of());
    }

    /** A call of a minute ago, by the clock of the functions, which is a minute later when they look. */
    private Map<String, Object> call(String service, String name, Map<String, Object> request) {
        Map<String, Object> event = new HashMap<>(event(
                "aws." + service,
                "AWS API Call via CloudTrail",
                Map.of(
                        "eventName",
                        name,
                        "eventTime",
                        now.toString(),
                        "eventSource",
                        service + ".amazonaws.com",
                        "readOnly",
                        false,
                        "userIdentity",
                        Map.of("arn", "arn:aws:sts::123456789012:assumed-role/operators/dana"),
                        "requestParameters",
                        request)));
        event.put("id", "e-" + name);
        return event;
    }

    private Map<String, Object> due(String cluster, int attempt) {
        return event("nodepath", "Nodepath Cluster Due", Map.of("cluster", cluster, "attempt", attempt));
    }

    private Map<String, Object> event(String source, String type, Object detail) {
        return Map.of(
                "version",
                "0",
                "id",
                "e-1",
                "detail-type",
                type,
                "source",
                source,
                "account",
                Moto.ACCOUNT,
                "time",
                now.toString(),
                "region",
                REGION,
                "resources",
                List.of(),
                "detail",
                detail);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Object> batch(Map<String, Object>... events) {
        return batch(List.of(events));
    }

    private static Map<String, Object> batch(List<Map<String, Object>> events) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Map<String, Object> event : events) {
            records.add(Map.of("messageId", "m-" + records.size(), "body", JSON.std.asString(event)));
        }
        return Map.of("Records", records);
    }
}
