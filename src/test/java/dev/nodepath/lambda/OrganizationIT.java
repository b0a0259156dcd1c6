package dev.nodepath.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.finding.Finding;
import dev.nodepath.local.DynamoDbLocal;
import dev.nodepath.local.Members;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.Subscriber;
import dev.nodepath.network.ClusterArn;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.jr.ob.JSON;

/**
 * A hub and the accounts of its organization, in one moto server; the hub's queue is worked off as Lambda does, by several
 * functions at a time. {@code -Dorganization.accounts=200} makes it as large as it has to be proved for.
 */
@Isolated("measures what is under way at the same time")
class OrganizationIT {

    private static final String REGION = "us-east-1";
    private static final List<String> REGIONS = List.of("eu-central-1", "us-east-1", "us-west-2");
    private static final int ACCOUNTS = Integer.getInteger("organization.accounts", 8);

    /** As template.yaml limits them. */
    private static final int FUNCTIONS = 5;

    private static final int CONCURRENCY = 2;

    private final Moto moto = Moto.empty();
    /** moto undoes what other threads wrote where a transaction fails. */
    private final DynamoDbClient states = DynamoDbLocal.withEmptyStateTable();

    private final Proxy proxy = new Proxy(moto, DynamoDbLocal.url());
    private final AwsClients hub = moto.access().in(REGION);
    private final Subscriber subscriber = Subscriber.of(hub);
    private final SqsClient sqs = hub.build(SqsClient.builder());
    private final List<Map<String, Object>> log = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger seconds = new AtomicInteger();
    private final List<AwsAccess> accesses = new ArrayList<>();

    /** Clusters whose turn it is and that are not evaluated yet, by account. */
    private final Map<String, Set<String>> underWay = new ConcurrentHashMap<>();

    private final AtomicInteger mostUnderWay = new AtomicInteger();

    private Functions functions(Map<String, String> more) {
        System.setProperty("aws.region", REGION);
        Map<String, String> variables = new HashMap<>(Map.of(
                "TOPIC_ARN",
                subscriber.topicArn(),
                "SECURITY_HUB",
                "true",
                "STATE_TABLE",
                Subscriber.STATE_TABLE,
                "CHANGE_QUEUE_URL",
                subscriber.changeQueueUrl(),
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
        AwsAccess access = Moto.access(proxy.url());
        accesses.add(access);
        return new Functions(
                Environment.of(variables),
                access,
                () -> Instant.parse("2026-03-02T10:00:00Z").plusSeconds(seconds.incrementAndGet()),
                line -> {
                    Map<String, Object> fields = JSON.std.mapFrom(line);
                    log.add(fields);
                    if (String.valueOf(fields.get("message")).endsWith(" was evaluated.")) {
                        ClusterArn arn = ClusterArn.parse(String.valueOf(fields.get("cluster")));
                        turnsOf(arn.accountId()).remove(arn.region() + "/" + arn.name());
                    }
                });
    }

    private Set<String> turnsOf(String account) {
        return underWay.computeIfAbsent(account, a -> ConcurrentHashMap.newKeySet());
    }

    @AfterEach
    void close() {
        proxy.close();
        accesses.forEach(AwsAccess::close);
        states.close();
    }

    @Test
    void everyClusterOfTheOrganizationIsSweptSomeOfAnAccountAtATimeAndWhatCannotBeReadIsNamed() {
        Members members = Members.of(moto, ACCOUNTS, REGIONS, 2, 1);
        String denied = members.ids().get(1);
        String throttled = members.ids().get(2);
        String withoutRole = members.ids().get(3);
        proxy.fail(denied, "eks:*", Proxy.denied("eks:ListClusters"));
        proxy.fail(throttled, "eks:*", Proxy.throttled());
        proxy.fail(withoutRole, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        proxy.withoutDelays();

        sweep("sweep-1");

        List<Subscriber.Message> messages = subscriber.notifications();
        Map<String, Object> summary = messages.stream()
                .filter(message -> "sweep-summary".equals(message.attributes().get("message")))
                .map(Subscriber.Message::body)
                .collect(Collectors.collectingAndThen(Collectors.toList(), summaries -> {
                    assertThat(summaries).hasSize(1);
                    return summaries.getFirst();
                }));
        int complete = ACCOUNTS - 3;
        // The hub's own account is in the organization, too, and has no clusters.
        assertThat(summary)
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
        assertThat(((List<?>) requireNonNull(summary.get("unread")))
                        .stream().map(one -> ((Map<?, ?>) one).get("accountId") + " " + ((Map<?, ?>) one).get("why")))
                .containsExactlyInAnyOrder(
                        denied + " DENIED", throttled + " NOT_ANSWERED", withoutRole + " ROLE_NOT_ASSUMED");
        assertThat(accountsToldOf(messages, "opened")).containsExactlyInAnyOrder(denied, throttled, withoutRole);
        assertThat(clustersEvaluated()).hasSize(complete * REGIONS.size() * 2);
        assertThat(mostUnderWay.get()).isEqualTo(CONCURRENCY);

        proxy.mend(denied);
        proxy.mend(throttled);
        proxy.mend(withoutRole);
        sweep("sweep-2");

        assertThat(accountsToldOf(subscriber.notifications(), "resolved"))
                .containsExactlyInAnyOrder(denied, throttled, withoutRole);
        assertThat(clustersEvaluated()).hasSize(ACCOUNTS * REGIONS.size() * 2);
    }

    @Test
    void accountThatIsSuspendedIsNamedAndOneThatLeftHasItsFindingsClosed() {
        Members members = Members.of(moto, 2, List.of(REGION), 1, 2);
        sweep("sweep-1");
        Set<String> open = findings(subscriber.notifications(), "opened").stream()
                .filter(id -> id.contains(members.ids().getFirst()))
                .collect(Collectors.toSet());
        assertThat(open).isNotEmpty();

        members.suspend(members.ids().getLast());
        members.remove(members.ids().getFirst());
        sweep("sweep-2");

        List<Subscriber.Message> messages = subscriber.notifications();
        assertThat(findings(messages, "resolved")).containsAll(open);
        assertThat(accountsToldOf(messages, "opened"))
                .containsExactly(members.ids().getLast());
        assertThat(messages.stream()
                        .map(message -> String.valueOf(message.body().get("description"))))
                .anyMatch(text -> text.contains("is SUSPENDED in AWS Organizations"))
                .anyMatch(text -> text.contains(members.ids().getFirst() + " left the organization"));
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
        workOff(List.of(functions));

        assertThat(clustersEvaluated()).hasSize(6);
        assertThat(subscriber.notifications())
                .filteredOn(
                        message -> "sweep-summary".equals(message.attributes().get("message")))
                .singleElement()
                .satisfies(message -> assertThat(message.body())
                        .containsEntry("messageId", "sweep/sweep-1")
                        .containsEntry("clusters", 6));
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
        assertThat(subscriber.notifications())
                .filteredOn(
                        message -> "sweep-summary".equals(message.attributes().get("message")))
                .hasSize(1);
    }

    @Test
    void nextTurnIsQueuedByTheMessageThatComesAgainWhereTheProcessEndedBeforeItWas() {
        Members.of(moto, 1, List.of(REGION), 2, 0);
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION, "SWEEP_CONCURRENCY", "1"));
        begin(functions, "sweep-1");
        receive().forEach(message -> {
            handle(functions, List.of(message));
            delete(message);
        });
        List<Message> first = receive();
        assertThat(first).hasSize(1);
        handle(functions, first);
        List<Message> next = receive();
        assertThat(next).hasSize(1);
        next.forEach(this::delete);

        Map<String, Object> again = new HashMap<>(Map.of(
                "messageId",
                first.getFirst().messageId(),
                "body",
                first.getFirst().body()));
        again.put("attributes", Map.of("ApproximateReceiveCount", "2"));
        assertThat(handle(functions, Map.of("Records", List.of(again))).failures())
                .isEmpty();
        delete(first.getFirst());
        workOff(List.of(functions));

        assertThat(evaluations()).hasSize(2);
        assertThat(subscriber.notifications())
                .filteredOn(
                        message -> "sweep-summary".equals(message.attributes().get("message")))
                .hasSize(1);
    }

    @Test
    void memberWithoutNamedRegionsIsAskedWhichOnesItHasEnabled() {
        Members.of(moto, 1, List.of("eu-west-3"), 1, 0);

        List<Functions> all = List.of(functions(Map.of("SWEEP_REGIONS", "")));
        begin(all.getFirst(), "sweep-1");
        workOff(all);

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
    }

    @Test
    void roleThatIsDeletedInMidSweepIsNamedAndUsedAgainOnceItIsBack() {
        Members members = Members.of(moto, 1, List.of(REGION), 2, 0);
        String member = members.ids().getFirst();
        Functions functions = functions(Map.of("SWEEP_REGIONS", REGION, "SWEEP_CONCURRENCY", "1"));
        begin(functions, "sweep-1");
        receive().forEach(message -> {
            handle(functions, List.of(message));
            delete(message);
        });
        proxy.fail(member, "eks:*", Proxy.error(403, "UnrecognizedClientException", "The security token is invalid."));
        proxy.fail(member, "sts:AssumeRole", Proxy.denied("sts:AssumeRole"));
        workOff(List.of(functions));

        assertThat(accountsToldOf(subscriber.notifications(), "opened")).containsExactly(member);
        proxy.mend(member);
        begin(functions, "sweep-2");
        workOff(List.of(functions));

        assertThat(accountsToldOf(subscriber.notifications(), "resolved")).containsExactly(member);
        assertThat(clustersEvaluated()).hasSize(2);
    }

    // --- the queue, as Lambda works it off

    private void sweep(String id) {
        List<Functions> all =
                IntStream.range(0, FUNCTIONS).mapToObj(n -> functions(Map.of())).toList();
        assertThat(begin(all.getFirst(), id).failures()).isEmpty();
        workOff(all);
    }

    private Handled begin(Functions functions, String id) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", id);
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.scheduler");
        event.put("account", Moto.ACCOUNT);
        event.put("region", REGION);
        event.put("detail", "{}");
        return handle(functions, event);
    }

    /** Until nothing is left, by all functions side by side. */
    private void workOff(List<Functions> functions) {
        BlockingQueue<Functions> idle = new ArrayBlockingQueue<>(functions.size(), false, functions);
        List<Future<?>> works = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(functions.size())) {
            while (true) {
                Functions one = idle.take();
                // Before the queue is looked into: whoever gets idle after that may have filled it.
                boolean nobodyWorks = idle.size() == functions.size() - 1;
                List<Message> messages = receive();
                if (!messages.isEmpty()) {
                    works.add(threads.submit(() -> {
                        try {
                            assertThat(handle(one, messages).failures()).isEmpty();
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

    private List<Message> receive() {
        return sqs.receiveMessage(request -> request.queueUrl(subscriber.changeQueueUrl())
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(900))
                .messages();
    }

    private void delete(Message message) {
        sqs.deleteMessage(
                request -> request.queueUrl(subscriber.changeQueueUrl()).receiptHandle(message.receiptHandle()));
    }

    private Handled handle(Functions functions, List<Message> messages) {
        messages.stream()
                .map(message -> JSON.std.mapFrom(message.body()))
                .filter(body -> "Nodepath Cluster Due".equals(body.get("detail-type")))
                .forEach(body -> {
                    Set<String> turns = turnsOf(String.valueOf(body.get("account")));
                    turns.add(body.get("region") + "/" + mapIn(body, "detail").get("cluster"));
                    mostUnderWay.accumulateAndGet(turns.size(), Math::max);
                });
        return handle(
                functions,
                Map.of(
                        "Records",
                        messages.stream()
                                .map(message -> Map.of("messageId", message.messageId(), "body", message.body()))
                                .toList()));
    }

    private static Handled handle(Functions functions, Map<String, Object> event) {
        return functions.handle(JSON.std.asString(event).getBytes(UTF_8));
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
