package dev.nodepath.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.local.DynamoDbLocal;
import dev.nodepath.local.Members;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.Subscriber;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.path.Reachability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.jr.ob.JSON;

/**
 * A hub and the accounts of its organization, in one moto server; the hub's queue is worked off as Lambda does, by several
 * functions at a time. {@code make organization} makes it as large as it has to be proved for.
 */
@Isolated("measures what is under way at the same time")
class OrganizationIT {

    private static final String REGION = "us-east-1";
    private static final List<String> REGIONS = List.of("eu-central-1", "us-east-1", "us-west-2");
    private static final int ACCOUNTS = Integer.getInteger("organization.accounts", 6);

    /** As template.yaml limits them. */
    private static final int FUNCTIONS = 5;

    private static final int CONCURRENCY = 2;

    /** Of one function, as template.yaml has it. */
    private static final int MEGABYTES = 512;

    private final Moto moto = Moto.empty();
    /** moto undoes what other threads wrote where a transaction fails. */
    private final DynamoDbClient states = DynamoDbLocal.withEmptyStateTable();

    private final Proxy proxy = new Proxy(moto, DynamoDbLocal.url());
    private final AwsClients hub = moto.access().in(REGION);
    private final Subscriber subscriber = Subscriber.of(hub);
    private final SqsClient sqs = hub.build(SqsClient.builder());
    private final List<Map<String, Object>> log = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger seconds = new AtomicInteger();
    private final AtomicInteger messagesTaken = new AtomicInteger();
    private final List<AwsAccess> accesses = new ArrayList<>();
    private final List<Subscriber.Message> arrived = new ArrayList<>();

    private Map<String, String> variables(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(subscriber.functionVariables());
        variables.putAll(Map.of(
                "READ_ROLE_NAME",
                "nodepath-read-" + Moto.ACCOUNT,
                "READ_ROLE_EXTERNAL_ID",
                "secret",
                "ORGANIZATION",
                "true",
                "MEMBER_FINDINGS",
                "true",
                "SWEEP_REGIONS",
                String.join(",", REGIONS),
                "SWEEP_CONCURRENCY",
                Integer.toString(CONCURRENCY)));
        variables.putAll(more);
        return variables;
    }

    private Functions functions(Map<String, String> more) {
        return functions(more, proxy);
    }

    private Functions functions(Map<String, String> more, Proxy proxy) {
        System.setProperty("aws.region", REGION);
        AwsAccess access = Moto.access(proxy.url());
        accesses.add(access);
        return new Functions(
                Environment.of(variables(more)),
                access,
                () -> Instant.parse("2026-03-02T10:00:00Z").plusSeconds(seconds.incrementAndGet()),
                line -> log.add(JSON.std.mapFrom(line)));
    }

    @AfterEach
    void close() {
        proxy.close();
        accesses.forEach(AwsAccess::close);
        states.close();
    }

    /** Five functions together get along with the memory of one. */
    @Test
    void everyClusterOfTheOrganizationIsSweptSomeOfAnAccountAtATimeAndWhatCannotBeReadIsNamed() throws IOException {
        Members members = Members.of(moto, ACCOUNTS, REGIONS, 2, 1);
        String denied = members.ids().get(1);
        String throttled = members.ids().get(2);
        String withoutRole = members.ids().get(3);
        proxy.fail(denied, "eks:*", Proxy.denied("eks:ListClusters"));
        proxy.fail(throttled, "eks:*", Proxy.throttled());
        proxy.fail(withoutRole, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        proxy.withoutDelays();
        try (FunctionsProcess functions = new FunctionsProcess(FUNCTIONS, variables(Map.of()), proxy.url(), log::add)) {
            Instant begun = Instant.now();
            sweep(functions, "sweep-1");
            String figures = figures(functions, Duration.between(begun, Instant.now()));

            List<Subscriber.Message> messages = notifications();
            int complete = ACCOUNTS - 3;
            // The hub's own account is in the organization, too, and has no clusters.
            assertThat(summary(messages))
                    .containsEntry("accounts", ACCOUNTS + 1)
                    .containsEntry("places", (complete + 1) * REGIONS.size())
                    .containsEntry("clusters", complete * REGIONS.size() * 2)
                    .containsEntry(
                            "join",
                            new LinkedHashMap<>(Map.of(
                                    "SUCCEEDS", (complete - 1) * REGIONS.size() * 2,
                                    "FAILS", REGIONS.size() * 2,
                                    "UNKNOWN", 0)))
                    .containsEntry("unreadAccounts", 3);
            assertThat(((List<?>) requireNonNull(summary(messages).get("unread")))
                            .stream()
                                    .map(one ->
                                            ((Map<?, ?>) one).get("accountId") + " " + ((Map<?, ?>) one).get("why")))
                    .containsExactlyInAnyOrder(
                            denied + " DENIED", throttled + " NOT_ANSWERED", withoutRole + " ROLE_NOT_ASSUMED");
            assertThat(accountsToldOf(messages, "opened")).containsExactlyInAnyOrder(denied, throttled, withoutRole);
            assertThat(clustersEvaluated()).hasSize(complete * REGIONS.size() * 2);
            assertThat(functions.mostUnderWay()).isEqualTo(CONCURRENCY);
            assertThat(functions.peakMegabytes()).isLessThan(MEGABYTES);
            Files.writeString(Path.of("target", "organization.txt"), figures);

            proxy.mend(denied);
            proxy.mend(throttled);
            proxy.mend(withoutRole);
            sweep(functions, "sweep-2");

            assertThat(accountsToldOf(notifications(), "resolved"))
                    .containsExactlyInAnyOrder(denied, throttled, withoutRole);
            assertThat(clustersEvaluated()).hasSize(ACCOUNTS * REGIONS.size() * 2);
            assertThat(functions.mostUnderWay()).isEqualTo(CONCURRENCY);
            assertThat(functions.peakMegabytes()).isLessThan(MEGABYTES);
        }
    }

    private void assertThatOneSummaryIsTold() {
        assertThat(notifications())
                .filteredOn(
                        message -> "sweep-summary".equals(message.attributes().get("message")))
                .hasSize(1);
    }

    private void sweep(FunctionsProcess functions, String id) {
        assertThat(functions.handle(schedule(id))).isEmpty();
        workOff(Collections.nCopies(FUNCTIONS, functions::handle));
    }

    private String figures(FunctionsProcess functions, Duration took) {
        return """
                %,d accounts x %d Regions x 2 clusters: %,d clusters evaluated by %d functions in one process
                at most %d clusters of an account at a time
                %d s, %d MB of memory at most, %,d messages of the queue, %,d calls of AWS
                """.formatted(
                        ACCOUNTS,
                        REGIONS.size(),
                        evaluations().size(),
                        FUNCTIONS,
                        functions.mostUnderWay(),
                        took.toSeconds(),
                        functions.peakMegabytes(),
                        messagesTaken.get(),
                        proxy.calls().size());
    }

    private static Map<String, Object> summary(List<Subscriber.Message> messages) {
        List<Subscriber.Message> summaries = messages.stream()
                .filter(message -> "sweep-summary".equals(message.attributes().get("message")))
                .toList();
        assertThat(summaries).hasSize(1);
        return summaries.getFirst().body();
    }

    @Test
    void accountThatIsSuspendedIsNamedAndOneThatLeftHasItsFindingsClosed() {
        Members members = Members.of(moto, 3, List.of(REGION), 1, 3);
        String left = members.ids().getFirst();
        String leftWithItsRole = members.ids().get(1);
        String suspended = members.ids().getLast();
        sweep("sweep-1");
        Set<String> open = findings(notifications(), "opened").stream()
                .filter(id -> !id.contains(suspended))
                .collect(Collectors.toSet());
        assertThat(open).anyMatch(id -> id.contains(left)).anyMatch(id -> id.contains(leftWithItsRole));
        assertThat(imported(left)).isNotEmpty().allMatch(finding -> finding.startsWith("ACTIVE "));

        members.suspend(suspended);
        members.remove(left);
        members.remove(leftWithItsRole);
        proxy.fail(left, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        sweep("sweep-2");

        List<Subscriber.Message> messages = notifications();
        assertThat(findings(messages, "resolved")).containsAll(open);
        assertThat(accountsToldOf(messages, "opened")).containsExactly(suspended);
        assertThat(messages.stream()
                        .map(message -> String.valueOf(message.body().get("description"))))
                .anyMatch(text -> text.contains("is SUSPENDED in AWS Organizations"))
                .anyMatch(text -> text.contains(left + " left the organization"));
        // Nobody may write where the role is gone.
        assertThat(imported(left)).isNotEmpty().allMatch(finding -> finding.startsWith("ACTIVE "));
        assertThat(imported(leftWithItsRole)).isNotEmpty().allMatch(finding -> finding.startsWith("ARCHIVED "));
        assertThat(outcomes()).contains("SUSPENDED");
    }

    @Test
    void accountThatCouldNotBeReadBeforeItLeftHasItsFindingsClosedToo() {
        Members members = Members.of(moto, 2, List.of(REGION), 1, 2);
        String suspended = members.ids().getFirst();
        String withoutRole = members.ids().getLast();
        sweep("sweep-1");
        Set<String> open = findings(notifications(), "opened");
        assertThat(open).anyMatch(id -> id.contains(suspended)).anyMatch(id -> id.contains(withoutRole));
        members.suspend(suspended);
        proxy.fail(withoutRole, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        sweep("sweep-2");
        assertThat(findings(notifications(), "resolved")).isEmpty();

        members.remove(suspended);
        members.remove(withoutRole);
        sweep("sweep-3");

        List<Subscriber.Message> messages = notifications();
        assertThat(findings(messages, "resolved")).containsExactlyInAnyOrderElementsOf(open);
        assertThat(accountsToldOf(messages, "resolved")).containsExactlyInAnyOrder(suspended, withoutRole);
    }

    @Test
    void endOfWhatIsKnownOfAnAccountHasOneIdHoweverManyTellItAtTheSameTime() throws Exception {
        Members members = Members.of(moto, 1, List.of(REGION), 0, 0);
        String left = members.ids().getFirst();
        proxy.fail(left, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        sweep("sweep-1");
        members.remove(left);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION));
        begin(functions, "sweep-2");
        Message message = receive().stream()
                .filter(one -> one.body().contains("Nodepath Account Left"))
                .findFirst()
                .orElseThrow();
        notifications();

        assertThat(stopped(
                                stop -> stop.stopAtFirst("dynamodb:PutItem"),
                                batch(List.of(message)),
                                () -> assertThat(handle(functions, List.of(message))
                                                .failures())
                                        .isEmpty())
                        .failures())
                .isEmpty();

        assertThat(notifications().stream()
                        .map(one -> one.attributes().get("messageId"))
                        .distinct())
                .singleElement()
                .asString()
                .contains("/resolved/");
    }

    /** In the functions' own account: theirs is out of reach. */
    @Test
    void accountThatIsNotReadIsAFindingOfSecurityHubUntilItIsReadOrLeaves() {
        Members members = Members.of(moto, 2, List.of(REGION), 1, 0);
        String closed = members.ids().getFirst();
        String leaving = members.ids().getLast();
        String finding = "SW-001 arn:aws:iam::%s:root/SW-001";
        proxy.fail(closed, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        proxy.fail(leaving, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));

        sweep("sweep-1");
        assertThat(imported(Moto.ACCOUNT))
                .containsExactlyInAnyOrder(
                        "ACTIVE FAILED " + finding.formatted(closed), "ACTIVE FAILED " + finding.formatted(leaving));
        long imports = calls("securityhub:BatchImportFindings");
        sweep("sweep-2");
        assertThat(calls("securityhub:BatchImportFindings")).isEqualTo(imports);

        proxy.mend(closed);
        members.remove(leaving);
        sweep("sweep-3");
        assertThat(imported(Moto.ACCOUNT))
                .containsExactlyInAnyOrder(
                        "ACTIVE PASSED " + finding.formatted(closed), "ARCHIVED FAILED " + finding.formatted(leaving));
    }

    @Test
    void whatSecurityHubDoesNotTakeOfAccountsIsOfferedByTheNextSweep() {
        Members members = Members.of(moto, 1, List.of(REGION), 1, 0);
        proxy.fail(members.ids().getFirst(), "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        proxy.fail("securityhub:BatchImportFindings", Proxy.error(403, "InvalidAccessException", "Not subscribed."));

        sweep("sweep-1");
        assertThat(imported(Moto.ACCOUNT)).isEmpty();
        assertThat(counted("RefusedPublications")).isPositive();
        assertThat(summary(notifications())).containsEntry("unreadAccounts", 1);

        proxy.mendCall("securityhub:BatchImportFindings");
        sweep("sweep-2");
        assertThat(imported(Moto.ACCOUNT)).hasSize(1);
    }

    @Test
    void membersGetNoFindingsWhereThatIsTurnedOff() {
        Members members = Members.of(moto, 1, List.of(REGION), 1, 1);

        List<Functions> all = List.of(functions(Map.of("MEMBER_FINDINGS", "false")));
        begin(all.getFirst(), "sweep-1");
        workOffBy(all);

        assertThat(findings(notifications(), "opened")).isNotEmpty();
        assertThat(imported(members.ids().getFirst())).isEmpty();
    }

    @Test
    void whatMembersCouldNotDeliverIsCounted() {
        Members members = Members.of(moto, 2, List.of(REGION), 1, 0);
        String member = members.ids().getFirst();
        try (Proxy there = new Proxy(moto).ofAccount(member);
                AwsAccess access = Moto.access(there.url())) {
            SqsClient theirs = access.in(REGION).build(SqsClient.builder());
            String queue = theirs.createQueue(request -> request.queueName("nodepath-undelivered-" + Moto.ACCOUNT))
                    .queueUrl();
            theirs.sendMessage(request -> request.queueUrl(queue).messageBody("{}"));
            theirs.sendMessage(request -> request.queueUrl(queue).messageBody("{}"));
        }

        sweep("sweep-1");

        assertThat(outcomes()).containsExactly("UNDELIVERED");
        assertThat(log.stream()
                        .filter(line -> "UNDELIVERED".equals(line.get("outcome")))
                        .map(line -> line.get("message")))
                .containsExactly(
                        "2 events of account " + member + ", Region " + REGION + " did not reach the hub's bus.");
        assertThat(counted("UndeliveredEvents")).isEqualTo(2);
    }

    // --- shared VPCs

    @Test
    void sharedVpcIsReadWithItsOwnersRoleToo() {
        Members members = Members.of(moto, 2, List.of(REGION), 0, 0);
        String owner = members.ids().getFirst();
        String participant = members.ids().getLast();
        members.shareVpc(owner, participant, REGION);
        Map<String, Object> event = call(participant, REGION, "UpdateNodegroupConfig", "shared");

        Handled handled = handle(functions(Map.of()), event);
        Assessment seen = handled.assessments().getFirst();

        assertThat(handled.failures()).isEmpty();
        assertThat(verdicts(seen)).containsOnly(Reachability.REACHABLE);
        assertThat(rules(seen)).doesNotContain("SH-001");
        proxy.fail(owner, "ec2:DescribeNatGateways", Proxy.denied("ec2:DescribeNatGateways"));
        assertThat(rules(handle(functions(Map.of()), event).assessments().getFirst()))
                .contains("SH-001");
        proxy.fail(owner, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        Assessment unseen = handle(functions(Map.of()), event).assessments().getFirst();
        assertThat(verdicts(unseen)).containsOnly(Reachability.UNKNOWN);
        assertThat(rules(unseen)).contains("SH-001");
    }

    @Test
    void ownersEventReachesTheClustersOfParticipants() {
        Members members = Members.of(moto, 2, List.of(REGION), 0, 0);
        String owner = members.ids().getFirst();
        String participant = members.ids().getLast();
        String table =
                String.valueOf(members.shareVpc(owner, participant, REGION).get("routeTable"));
        Functions functions = functions(Map.of());
        // From its first evaluation on it is known in whose VPC the cluster stands.
        assertThat(handle(functions, call(participant, REGION, "CreateCluster", "shared"))
                        .failures())
                .isEmpty();
        notifications();
        subscriber.changes();
        log.clear();
        try (Proxy there = new Proxy(moto).ofAccount(owner);
                AwsAccess access = Moto.access(there.url())) {
            access.in(REGION)
                    .ec2()
                    .deleteRoute(request -> request.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
        }
        Map<String, Object> event = call(owner, REGION, "DeleteRoute", "");
        Map<String, Object> detail = new HashMap<>(mapIn(event, "detail"));
        detail.put("eventSource", "ec2.amazonaws.com");
        detail.put("requestParameters", Map.of("routeTableId", table, "destinationCidrBlock", "0.0.0.0/0"));
        event.putAll(Map.of("source", "aws.ec2", "detail", detail));

        assertThat(handle(functions, event).queued()).isEqualTo(1);
        workOffBy(List.of(functions));

        String cluster = "arn:aws:eks:" + REGION + ":" + participant + ":cluster/shared";
        assertThat(clustersEvaluated()).containsExactly(cluster);
        assertThat(notifications().stream().map(Subscriber.Message::body))
                .anySatisfy(body -> assertThat(body)
                        .containsEntry("clusterArn", cluster)
                        .containsEntry("transition", "opened")
                        .containsEntry("severity", "CRITICAL")
                        .extracting(one -> mapIn(one, "changedBy"))
                        .satisfies(by -> assertThat(by).containsEntry("eventName", "DeleteRoute")));
    }

    // --- time

    @Test
    void whatThereIsNoTimeForIsQueuedAnewAndNothingIsLost() {
        Members.of(moto, 2, List.of("eu-central-1", REGION), 2, 0);
        Functions functions = functions(Map.of());
        begin(functions, "sweep-1");

        AtomicInteger putBack = new AtomicInteger();
        workOff(List.of(batch -> {
            Handled handled = handle(functions, batch, Functions.FOR_ONE_PLACE.minusMillis(1));
            putBack.addAndGet(handled.queued());
            return handled.failures().stream().map(Handled.Failure::why).toList();
        }));

        assertThat(clustersEvaluated()).hasSize(8);
        assertThat(evaluations()).hasSize(8);
        assertThat(counted("PutBackEvents")).isPositive();
        assertThat(summary(notifications())).containsEntry("clusters", 8);
    }

    @Test
    void whatWasNotDoneBeforeComesFirstAndWhatHappenedBeforeTheSweep() {
        Members members = Members.of(moto, 3, List.of(REGION), 1, 0);
        Map<String, Object> due = call(members.ids().getFirst(), REGION, "", "");
        due.putAll(Map.of(
                "source",
                "nodepath",
                "detail-type",
                "Nodepath Cluster Due",
                "detail",
                Map.of("cluster", "cluster-0", "attempt", 0)));
        List<Map<String, Object>> records = List.of(
                record("due", due, 1),
                record("new", call(members.ids().get(1), REGION, "UpdateNodegroupConfig", "cluster-0"), 1),
                record("again", call(members.ids().getLast(), REGION, "UpdateNodegroupConfig", "cluster-0"), 2));

        assertThat(handle(functions(Map.of()), Map.of("Records", records), Functions.FOR_ONE_PLACE)
                        .failures())
                .isEmpty();
        assertThat(evaluations().stream().map(arn -> ClusterArn.parse(arn).accountId()))
                .containsExactly(
                        members.ids().getLast(),
                        members.ids().get(1),
                        members.ids().getFirst());
    }

    /** That it was handed over before only SQS knows: queued anew it would be taken for one that a view covers. */
    @Test
    void whatWasNotDoneBeforeIsGivenBackWhereThereIsNoTimeForIt() {
        Members members = Members.of(moto, 2, List.of(REGION), 1, 0);
        List<Map<String, Object>> records = List.of(
                record("first", call(members.ids().getFirst(), REGION, "UpdateNodegroupConfig", "cluster-0"), 2),
                record("second", call(members.ids().getLast(), REGION, "UpdateNodegroupConfig", "cluster-0"), 2));

        Handled handled = handle(functions(Map.of()), Map.of("Records", records), Duration.ZERO);

        assertThat(handled.failures()).containsExactly(new Handled.Failure("second", "There was no time left for it."));
    }

    private static Map<String, Object> record(String id, Map<String, Object> event, int receipts) {
        return record(id, JSON.std.asString(event), receipts);
    }

    /** A message that was handed over before. */
    private static Map<String, Object> again(Message message) {
        return Map.of("Records", List.of(record(message.messageId(), message.body(), 2)));
    }

    private static Map<String, Object> record(String id, String body, int receipts) {
        return Map.of(
                "messageId",
                id,
                "body",
                body,
                "attributes",
                Map.of("ApproximateReceiveCount", Integer.toString(receipts)));
    }

    // --- a sweep goes on

    @Test
    void sweepThatHaltsAgainAndAgainIsGivenUpByNameAndTheNextOneBegins() {
        Members members = Members.of(moto, 2, List.of(REGION), 1, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION));
        begin(functions, "sweep-1");
        for (int halted = 1; halted <= 3; halted++) {
            receive().forEach(this::delete);
            seconds.addAndGet(3600);
            assertThat(begin(functions, "start-" + halted).notes())
                    .singleElement()
                    .asString()
                    .contains(halted < 3 ? "goes on where it stopped" : "is given up with 3 of 3 accounts");
        }
        workOffBy(List.of(functions));

        List<Subscriber.Message> messages = notifications();
        assertThat(summary(messages)).containsEntry("unreadAccounts", 3).containsEntry("messageId", "sweep/sweep-1");
        assertThat(accountsToldOf(messages, "opened"))
                .containsExactlyInAnyOrder(
                        Moto.ACCOUNT, members.ids().getFirst(), members.ids().getLast());
        assertThat(outcomes()).containsExactly("NOT_FINISHED");

        begin(functions, "sweep-2");
        workOffBy(List.of(functions));
        assertThat(accountsToldOf(notifications(), "resolved")).hasSize(3);
        assertThat(clustersEvaluated()).hasSize(2);
    }

    @Test
    void sweepResumesWhereItStopped() {
        Members.of(moto, 2, List.of(REGION), 3, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION));
        begin(functions, "sweep-1");
        List<Message> lost = receive();
        assertThat(lost).isNotEmpty();
        lost.forEach(this::delete);

        assertThat(begin(functions, "sweep-2").notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("is still under way"));
        assertThat(receive()).isEmpty();

        seconds.addAndGet(3600);
        assertThat(begin(functions, "sweep-3").notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("goes on where it stopped"));
        workOffBy(List.of(functions));

        assertThat(clustersEvaluated()).hasSize(6);
        assertThat(notifications())
                .filteredOn(
                        message -> "sweep-summary".equals(message.attributes().get("message")))
                .singleElement()
                .satisfies(message -> assertThat(message.body())
                        .containsEntry("messageId", "sweep/sweep-1")
                        .containsEntry("clusters", 6));
    }

    @Test
    void sweepThatBeganFirstIsNotReplacedByOneThatBeginsAtTheSameTime() throws Exception {
        Members.of(moto, 1, List.of(REGION), 1, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION));
        begin(functions, "sweep-1");
        workOffBy(List.of(functions));
        notifications();

        // After it has signed in and read which sweep was the last one.
        Handled late = stopped(stop -> stop.stopAt(3), schedule("sweep-3"), () -> begin(functions, "sweep-2"));

        assertThat(late.failures())
                .extracting(Handled.Failure::why)
                .containsExactly("Two sweeps began at the same time; the other one goes on.");
        workOffBy(List.of(functions));
        assertThat(summary(notifications())).containsEntry("messageId", "sweep/sweep-2");
    }

    @Test
    void eventOfTheScheduleThatComesTwiceAtTheSameTimeSetsNothingBack() throws Exception {
        Members.of(moto, 2, List.of(REGION), 2, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION, "SWEEP_CONCURRENCY", "1"));

        stopped(stop -> stop.stopAtFirst("dynamodb:PutItem"), schedule("sweep-1"), () -> {
            begin(functions, "sweep-1");
            for (int step = 0; step < 2; step++) {
                workOffWhatIsThere(functions);
            }
        });
        workOffBy(List.of(functions));

        assertThat(evaluations()).hasSize(4);
        assertThat(summary(notifications())).containsEntry("clusters", 4);
    }

    /** Such as the one in the folder of sample events. */
    @Test
    void eventOfTheScheduleThatComesAgainAfterItsSweepIsOverBeginsAnotherOne() {
        Members.of(moto, 1, List.of(REGION), 1, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION));
        begin(functions, "sweep-1");
        workOffBy(List.of(functions));

        begin(functions, "sweep-1");
        receive().forEach(this::delete);
        assertThat(begin(functions, "sweep-1").notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("goes on where it stopped"));
        workOffBy(List.of(functions));
        begin(functions, "sweep-2");
        workOffBy(List.of(functions));
        begin(functions, "sweep-1");
        workOffBy(List.of(functions));

        assertThat(evaluations()).hasSize(4);
        assertThat(notifications().stream()
                        .map(message -> String.valueOf(message.body().get("messageId")))
                        .filter(id -> id.startsWith("sweep/")))
                .hasSize(4)
                .doesNotHaveDuplicates()
                .contains("sweep/sweep-1", "sweep/sweep-2")
                .allMatch(id -> id.startsWith("sweep/sweep-"));
    }

    @Test
    void messageThatComesTwiceIsWorkedOffOnce() {
        Members.of(moto, 1, List.of(REGION), 3, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION, "SWEEP_CONCURRENCY", "1"));
        begin(functions, "sweep-1");
        while (true) {
            List<Message> messages = receive();
            if (messages.isEmpty()) {
                break;
            }
            List<Message> twice = new ArrayList<>(messages);
            twice.addAll(messages);
            twice.forEach(message -> handle(functions, List.of(message)));
            messages.forEach(this::delete);
        }

        assertThat(evaluations()).hasSize(3);
        assertThatOneSummaryIsTold();
    }

    /** Two messages may find at the same time that all is done: the end belongs to the one that was first. */
    @Test
    void endThatOneMessageIsAboutToTellIsNotToldByAnother() {
        Members members = Members.of(moto, 3, List.of(REGION), 1, 0);
        // After it there is nothing to tell of clusters.
        sweep("sweep-1");
        notifications();
        proxy.fail(members.ids().getLast(), "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION));
        List<Message> turns = turns(functions, "sweep-2");
        assertThat(turns).hasSize(2);
        assertThat(handle(functions, turns.subList(0, 1)).failures()).isEmpty();
        breakOffAtTheEnd(functions, turns.getLast());

        assertThat(handle(functions, again(turns.getFirst())).failures()).isEmpty();
        assertThat(notifications()).isEmpty();

        assertThat(handle(functions, again(turns.getLast())).failures()).isEmpty();
        List<Subscriber.Message> messages = notifications();
        assertThat(summary(messages)).containsEntry("clusters", 2);
        assertThat(accountsToldOf(messages, "opened"))
                .containsExactly(members.ids().getLast());
    }

    /** The message that was to tell it is lost. */
    @Test
    void endThatWasNeverToldIsToldOnceTheSweepIsSetGoingAgain() {
        Members.of(moto, 1, List.of(REGION), 1, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION));
        begin(functions, "sweep-1");
        workOffBy(List.of(functions));
        notifications();
        List<Message> turns = turns(functions, "sweep-2");
        assertThat(turns).hasSize(1);
        breakOffAtTheEnd(functions, turns.getFirst());
        turns.forEach(this::delete);
        assertThat(notifications()).isEmpty();

        seconds.addAndGet(3600);
        begin(functions, "sweep-3");
        workOffBy(List.of(functions));

        assertThat(summary(notifications())).containsEntry("messageId", "sweep/sweep-2");
    }

    /** An account without clusters has no turn that would find it. */
    @Test
    void endThatTheListOfARegionIsToTellIsToldWhenItComesAgain() {
        Members.of(moto, 1, List.of(REGION), 0, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION));
        begin(functions, "sweep-1");
        List<Message> regions = receive();
        assertThat(regions).hasSize(2);
        assertThat(handle(functions, regions.subList(0, 1)).failures()).isEmpty();
        breakOffAtTheEnd(functions, regions.getLast());

        assertThat(handle(functions, again(regions.getLast())).failures()).isEmpty();

        assertThatOneSummaryIsTold();
    }

    @Test
    void endThatATurnIsToTellIsToldWhereItsAccountCannotBeReadAnyMore() {
        Members members = Members.of(moto, 1, List.of(REGION), 1, 0);
        sweep("sweep-1");
        notifications();
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION));
        List<Message> turns = turns(functions, "sweep-2");
        assertThat(turns).hasSize(1);
        breakOffAtTheEnd(functions, turns.getFirst());
        proxy.fail(members.ids().getFirst(), "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));

        Functions later = functions(Map.of("SWEEP_REGIONS", REGION));
        assertThat(handle(later, again(turns.getFirst())).failures()).isEmpty();

        assertThat(summary(notifications())).containsEntry("clusters", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void nextTurnIsQueuedByTheMessageThatComesAgainWhereTheProcessEndedBeforeItWas(int receipts) {
        Members.of(moto, 1, List.of(REGION), 2, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION, "SWEEP_CONCURRENCY", "1"));
        Message first = firstTurn(functions);
        handle(functions, List.of(first));
        List<Message> next = receive();
        assertThat(next).hasSize(1);
        next.forEach(this::delete);

        // Moved back from the dead-letter queue, it is a new one to SQS.
        Map<String, Object> again = Map.of("Records", List.of(record("again", first.body(), receipts)));
        assertThat(handle(functions, again).failures()).isEmpty();
        delete(first);
        workOffBy(List.of(functions));

        assertThat(evaluations()).hasSize(2);
        assertThatOneSummaryIsTold();
    }

    /** Asked once more, DynamoDB says that the turn was over before. */
    @Test
    void nextTurnIsQueuedWhereTheAnswerIsLostThatTheTurnIsOver() throws Exception {
        Members.of(moto, 1, List.of(REGION), 2, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION, "SWEEP_CONCURRENCY", "1"));
        Message first = firstTurn(functions);

        Handled handled = stopped(
                stop -> stop.stopAtFirst("dynamodb:UpdateItem"),
                batch(List.of(first)),
                stop -> stop.loseAnswer(stop.calls().size()));

        assertThat(handled.failures()).isEmpty();
        assertThat(receive()).hasSize(1);
    }

    private Message firstTurn(Functions functions) {
        List<Message> first = turns(functions, "sweep-1");
        assertThat(first).hasSize(1);
        return first.getFirst();
    }

    /** Begins a sweep and has the Regions listed; the messages of the first clusters in their lanes. */
    private List<Message> turns(Functions functions, String sweepId) {
        begin(functions, sweepId);
        workOffWhatIsThere(functions);
        return receive();
    }

    private void workOffWhatIsThere(Functions functions) {
        receive().forEach(message -> {
            handle(functions, List.of(message));
            delete(message);
        });
    }

    /** SNS does not take what the sweep came to. */
    private void breakOffAtTheEnd(Functions functions, Message message) {
        proxy.fail("sns:PublishBatch", Proxy.denied("sns:Publish"));
        assertThat(handle(functions, List.of(message)).failures()).hasSize(1);
        proxy.mendCall("sns:PublishBatch");
    }

    @Test
    void memberWithoutNamedRegionsIsAskedWhichOnesItHasEnabled() {
        Members.of(moto, 1, List.of("eu-west-3"), 1, 0);

        List<Functions> all = List.of(functions(Map.of("SWEEP_REGIONS", "")));
        begin(all.getFirst(), "sweep-1");
        workOffBy(all);

        assertThat(clustersEvaluated())
                .singleElement()
                .satisfies(arn -> assertThat(arn).contains(":eu-west-3:"));
        assertThat(proxy.calls()).contains("ec2:DescribeRegions");
    }

    @Test
    void eventOfAMemberHasTheFindingsThatTheStandAloneApplicationHasThere() {
        Members members = Members.of(moto, 1, List.of(REGION), 1, 1);
        String member = members.ids().getFirst();
        Map<String, Object> event = call(member, REGION, "UpdateNodegroupConfig", "cluster-0");

        Handled forwarded = handle(functions(Map.of()), event);
        Handled standAlone;
        try (Proxy there = new Proxy(moto).ofAccount(member);
                AwsAccess access = Moto.access(there.url())) {
            Subscriber theirs = Subscriber.of(access.in(REGION));
            Functions alone = new Functions(
                    Environment.of(
                            Map.of("STATE_TABLE", Subscriber.STATE_TABLE, "CHANGE_QUEUE_URL", theirs.changeQueueUrl())),
                    access,
                    () -> Instant.parse("2026-03-02T10:00:00Z"),
                    line -> {});
            standAlone = handle(alone, event);
        }

        assertThat(forwarded.failures()).isEmpty();
        assertThat(forwarded.assessments()).hasSize(1);
        assertThat(ids(forwarded)).isNotEmpty().isEqualTo(ids(standAlone));
        assertThat(forwarded.assessments().getFirst().findings())
                .isEqualTo(standAlone.assessments().getFirst().findings());
        assertThat(forwarded.imported()).isPositive();
    }

    @Test
    void detailThatNamesAnotherAccountMakesAtWorstOneNeedlessEvaluation() {
        Members members = Members.of(moto, 2, List.of(REGION), 1, 0);
        Map<String, Object> event = call(members.ids().getFirst(), REGION, "UpdateNodegroupConfig", "cluster-0");
        Map<String, Object> detail = new HashMap<>(mapIn(event, "detail"));
        detail.put("recipientAccountId", members.ids().getLast());
        detail.put("awsRegion", "eu-central-1");
        detail.put(
                "userIdentity",
                Map.of(
                        "accountId",
                        members.ids().getLast(),
                        "arn",
                        "arn:aws:iam::" + members.ids().getLast() + ":root"));
        event.put("detail", detail);

        Handled handled = handle(functions(Map.of()), event);

        assertThat(handled.assessments())
                .singleElement()
                .satisfies(assessment -> assertThat(
                                assessment.evaluation().paths().cluster().arn().accountId())
                        .isEqualTo(members.ids().getFirst()));
    }

    @Test
    void eventFromOutsideTheOrganizationHasAName() {
        Members members = Members.of(moto, 1, List.of(REGION), 1, 0);
        sweep("sweep-1");
        proxy.fail("999999999999", "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        proxy.fail(members.ids().getFirst(), "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        log.clear();
        Functions functions = functions(Map.of());

        assertThat(outcome(functions, call("999999999999", REGION, "UpdateNodegroupConfig", "demo")))
                .startsWith("OUTSIDE_ORGANIZATION: account 999999999999 was not in the organization");
        assertThat(outcome(functions, call(members.ids().getFirst(), REGION, "UpdateNodegroupConfig", "demo")))
                .startsWith("ROLE_NOT_ASSUMED: role nodepath-read-123456789012 of account "
                        + members.ids().getFirst() + " could not be assumed");
        assertThat(outcome(functions, call(members.ids().getFirst(), "mars-north-1", "UpdateNodegroupConfig", "demo")))
                .startsWith("UNKNOWN_REGION: there is no Region mars-north-1");
        assertThat(log.stream().filter(line -> line.containsKey("outcome")).map(line -> line.get("outcome")))
                .containsExactly("OUTSIDE_ORGANIZATION", "ROLE_NOT_ASSUMED", "UNKNOWN_REGION");
        assertThat(counted("ClosedPlaces")).isEqualTo(3);
        // Nothing is taken out of the queue that could be done the next time.
        assertThat(counted("FailedEvents")).isEqualTo(3);
    }

    @Test
    void roleThatIsDeletedInMidSweepIsNamedAndUsedAgainOnceItIsBack() {
        Members members = Members.of(moto, 1, List.of(REGION), 2, 0);
        String member = members.ids().getFirst();
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION, "SWEEP_CONCURRENCY", "1"));
        begin(functions, "sweep-1");
        workOffWhatIsThere(functions);
        proxy.fail(member, "eks:*", Proxy.error(403, "UnrecognizedClientException", "The security token is invalid."));
        proxy.fail(member, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        workOffBy(List.of(functions));

        assertThat(accountsToldOf(notifications(), "opened")).containsExactly(member);
        assertThat(outcomes()).containsExactlyInAnyOrder("DENIED", "ROLE_NOT_ASSUMED");
        assertThat(counted("ClosedPlaces")).isPositive();
        assertThat(counted("UnreadAccounts")).isEqualTo(1);
        proxy.mend(member);
        begin(functions, "sweep-2");
        workOffBy(List.of(functions));

        assertThat(accountsToldOf(notifications(), "resolved")).containsExactly(member);
        assertThat(clustersEvaluated()).hasSize(2);
    }

    /** What a function comes to that stands still at some call while something else happens. */
    private Handled stopped(Consumer<Proxy> at, Map<String, Object> event, Runnable meanwhile) throws Exception {
        return stopped(at, event, stop -> meanwhile.run());
    }

    private Handled stopped(Consumer<Proxy> at, Map<String, Object> event, Consumer<Proxy> meanwhile) throws Exception {
        try (Proxy between = new Proxy(moto, DynamoDbLocal.url());
                ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Functions functions = functions(Map.of("SWEEP_REGIONS", REGION, "SWEEP_CONCURRENCY", "1"), between);
            at.accept(between);
            Future<Handled> handled = thread.submit(() -> handle(functions, event));
            try {
                assertThat(between.awaitStop(() -> !handled.isDone())).isTrue();
                meanwhile.accept(between);
            } finally {
                between.letGo();
            }
            return handled.get();
        }
    }

    // --- the queue, as Lambda works it off

    private void sweep(String id) {
        List<Functions> all =
                IntStream.range(0, FUNCTIONS).mapToObj(n -> functions(Map.of())).toList();
        assertThat(begin(all.getFirst(), id).failures()).isEmpty();
        workOffBy(all);
    }

    private Handled begin(Functions functions, String id) {
        return handle(functions, schedule(id));
    }

    private static Map<String, Object> schedule(String id) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", id);
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.scheduler");
        event.put("account", Moto.ACCOUNT);
        event.put("region", REGION);
        event.put("detail", "{}");
        return event;
    }

    private void workOffBy(List<Functions> functions) {
        workOff(functions.stream()
                .<Function<Map<String, Object>, List<String>>>map(one -> batch -> handle(one, batch).failures().stream()
                        .map(Handled.Failure::why)
                        .toList())
                .toList());
    }

    /** Until nothing is left, by all functions side by side. */
    private void workOff(List<Function<Map<String, Object>, List<String>>> functions) {
        BlockingQueue<Function<Map<String, Object>, List<String>>> idle =
                new ArrayBlockingQueue<>(functions.size(), false, functions);
        List<Future<?>> works = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(functions.size())) {
            while (true) {
                Function<Map<String, Object>, List<String>> one = idle.take();
                // Before the queue is looked into: whoever gets idle after that may have filled it.
                boolean nobodyWorks = idle.size() == functions.size() - 1;
                // moto looks at all messages that wait whenever it gives or deletes one.
                arrived.addAll(subscriber.notifications());
                List<Message> messages = receive();
                if (!messages.isEmpty()) {
                    works.add(threads.submit(() -> {
                        try {
                            assertThat(one.apply(batch(messages))).isEmpty();
                            messages.forEach(this::delete);
                        } finally {
                            idle.add(one);
                        }
                    }));
                } else if (nobodyWorks) {
                    break;
                } else {
                    idle.add(one);
                    Thread.sleep(20);
                }
            }
            for (Future<?> work : works) {
                work.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The notifications since the last look. */
    private List<Subscriber.Message> notifications() {
        arrived.addAll(subscriber.notifications());
        List<Subscriber.Message> all = List.copyOf(arrived);
        arrived.clear();
        return all;
    }

    private List<Message> receive() {
        List<Message> messages = sqs.receiveMessage(request -> request.queueUrl(subscriber.changeQueueUrl())
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(7200))
                .messages();
        messagesTaken.addAndGet(messages.size());
        return messages;
    }

    private void delete(Message message) {
        sqs.deleteMessage(
                request -> request.queueUrl(subscriber.changeQueueUrl()).receiptHandle(message.receiptHandle()));
    }

    private static Handled handle(Functions functions, List<Message> messages) {
        return handle(functions, batch(messages));
    }

    private static Map<String, Object> batch(List<Message> messages) {
        return Map.of(
                "Records",
                messages.stream()
                        .map(message -> Map.of("messageId", message.messageId(), "body", message.body()))
                        .toList());
    }

    private static Handled handle(Functions functions, Map<String, Object> event) {
        return functions.handle(JSON.std.asString(event).getBytes(UTF_8));
    }

    private static Handled handle(Functions functions, Map<String, Object> event, Duration timeLeft) {
        return functions.handle(Received.of(JSON.std.asString(event).getBytes(UTF_8)), Map.of(), () -> timeLeft);
    }

    private static Map<String, Object> call(String account, String region, String name, String cluster) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "e-1");
        event.put("detail-type", "AWS API Call via CloudTrail");
        event.put("source", "aws.eks");
        event.put("account", account);
        event.put("region", region);
        event.put(
                "detail",
                Map.of(
                        "eventSource",
                        "eks.amazonaws.com",
                        "eventName",
                        name,
                        "eventTime",
                        "2026-03-02T10:00:00Z",
                        "userIdentity",
                        Map.of("arn", "arn:aws:iam::" + account + ":user/dana"),
                        "requestParameters",
                        Map.of("name", cluster)));
        return event;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapIn(Map<String, Object> map, String key) {
        return (Map<String, Object>) map.getOrDefault(key, Map.of());
    }

    // --- what came of it

    private static String outcome(Functions functions, Map<String, Object> event) {
        List<Handled.Failure> failures = handle(functions, event).failures();
        assertThat(failures).hasSize(1);
        return failures.getFirst().why();
    }

    private List<String> evaluations() {
        synchronized (log) {
            return log.stream()
                    .filter(line -> String.valueOf(line.get("message")).endsWith(" was evaluated."))
                    .map(line -> String.valueOf(line.get("cluster")))
                    .toList();
        }
    }

    private Set<String> clustersEvaluated() {
        return new TreeSet<>(evaluations());
    }

    /** The outcomes that lines of the log name. */
    private Set<String> outcomes() {
        synchronized (log) {
            return log.stream()
                    .filter(line -> line.containsKey("outcome"))
                    .map(line -> String.valueOf(line.get("outcome")))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** What CloudWatch counts from the lines of the log. */
    private long counted(String metric) {
        synchronized (log) {
            return log.stream()
                    .filter(line -> line.get(metric) instanceof Number)
                    .mapToLong(line -> ((Number) requireNonNull(line.get(metric))).longValue())
                    .sum();
        }
    }

    private long calls(String action) {
        return proxy.calls().stream().filter(action::equals).count();
    }

    /** What Security Hub of an account holds: state, compliance, rule and id of each finding. */
    private List<String> imported(String account) {
        try (Proxy there = new Proxy(moto).ofAccount(account);
                AwsAccess access = Moto.access(there.url())) {
            return access
                    .in(REGION)
                    .build(SecurityHubClient.builder())
                    .getFindingsPaginator(request -> request.maxResults(100))
                    .findings()
                    .stream()
                    .map(finding -> finding.recordStateAsString() + " "
                            + finding.compliance().statusAsString() + " "
                            + finding.generatorId().substring("nodepath/".length()) + " " + finding.id())
                    .toList();
        }
    }

    private static List<Reachability> verdicts(Assessment assessment) {
        return assessment.evaluation().paths().nodeSubnets().stream()
                .map(subnet -> subnet.apiServer().verdict())
                .toList();
    }

    private static List<String> rules(Assessment assessment) {
        return assessment.findings().stream().map(Finding::rule).toList();
    }

    private static List<String> accountsToldOf(List<Subscriber.Message> messages, String transition) {
        return messages.stream()
                .filter(message -> "SW-001".equals(message.body().get("rule")))
                .filter(message -> transition.equals(message.body().get("transition")))
                .map(message -> String.valueOf(message.body().get("accountId")))
                .toList();
    }

    private static Set<String> findings(List<Subscriber.Message> messages, String transition) {
        return messages.stream()
                .map(Subscriber.Message::body)
                .filter(body -> transition.equals(body.get("transition")) && !"SW-001".equals(body.get("rule")))
                .map(body -> String.valueOf(body.get("id")))
                .collect(Collectors.toSet());
    }

    private static List<String> ids(Handled handled) {
        return handled.assessments().getFirst().findings().stream()
                .map(Finding::id)
                .toList();
    }
}
