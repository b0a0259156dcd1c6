package dev.nodepath.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.Schemas;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import dev.nodepath.local.Subscriber;
import dev.nodepath.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import tools.jackson.jr.ob.JSON;

/** What the functions log, and what CloudWatch counts from it. */
class LogIT {

    private static final String REGION = "us-east-1";
    private static final String CLUSTER = "arn:aws:eks:us-east-1:" + Moto.ACCOUNT + ":cluster/demo";
    private static final Instant NOW = Instant.parse("2026-03-02T10:20:00Z");

    private final Moto moto = Moto.empty();
    private final Proxy proxy = new Proxy(moto);
    private final AwsClients aws = moto.access().in(REGION);
    private final Subscriber subscriber = Subscriber.of(aws);
    private final SampleVpc vpc = SampleVpc.create(aws, 2).withCluster("demo").withNodegroup("demo", "workers");
    private final List<String> lines = new ArrayList<>();
    private final Functions functions = functions();

    private Functions functions() {
        System.setProperty("aws.region", REGION);
        return new Functions(
                Environment.of(subscriber.functionVariables()),
                Moto.access(proxy.url()),
                () -> NOW,
                lines::add,
                Settings.BUILT_IN.withFlapMinutes(0));
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
    void lineAboutAnEvaluationNamesTheClusterAndEveryEventThatLedToIt() {
        handle(event("e-1", "DeleteRoute", "10:11:07"), event("e-2", "CreateRoute", "10:12:00"));

        assertThat(log())
                .filteredOn(line -> "Cluster demo was evaluated.".equals(line.get("message")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("cluster", CLUSTER)
                        .containsEntry("eventId", "e-2")
                        .containsEntry("eventIds", List.of("e-1", "e-2"))
                        .containsKeys("nodeSubnets", "findings", "unread"));
    }

    @Test
    void everyLineHasALevelAndATimeThatLambdaTakes() {
        handle(event("e-1", "DeleteRoute", "10:11:07"), "not json");

        assertThat(log()).hasSizeGreaterThan(2).allSatisfy(line -> {
            assertThat(line.get("level")).isIn("INFO", "ERROR");
            assertThat(Instant.parse((String) line.get("timestamp"))).isNotNull();
            assertThat((String) line.get("message")).endsWith(".");
        });
    }

    @Test
    void eventThatFailsIsNamedWithItsMessage() {
        proxy.fail("eks:DescribeCluster", Proxy.denied("eks:DescribeCluster"));

        handle(due("e-1"));

        assertThat(log())
                .filteredOn(line -> "ERROR".equals(line.get("level")))
                .singleElement()
                .satisfies(
                        line -> assertThat(line).containsEntry("eventId", "e-1").containsEntry("sqsMessageId", "m-0"));
    }

    @Test
    void oneLineForEachChangeThatIsToldLeadsToItsMessage() {
        vpc.deleteRouteToNatGateway();

        handle(event("e-1", "DeleteRoute", "10:11:07"));

        List<Map<String, Object>> told =
                log().stream().filter(line -> line.containsKey("transition")).toList();
        assertThat(told)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .containsEntry("cluster", CLUSTER)
                        .containsEntry("eventId", "e-1")
                        .containsKeys("rule", "finding", "severity"));
        assertThat(told.stream().map(line -> line.get("messageId")))
                .containsExactlyInAnyOrderElementsOf(subscriber.notifications().stream()
                        .map(message -> message.body().get("messageId"))
                        .toList());
        assertThat(log().getLast()).containsEntry("OpenedFindings", told.size());
    }

    @Test
    void lastLineIsOneThatCloudWatchTakesMetricsFrom() {
        handle(event("e-1", "DeleteRoute", "10:11:07"), event("e-2", "CreateRoute", "10:12:00"));

        Map<String, Object> last = log().getLast();
        assertThat(Schemas.errors("emf.schema.json", lines.getLast())).isEmpty();
        assertThat(log()).filteredOn(line -> line.containsKey("_aws")).hasSize(1);
        assertThat(last)
                .containsEntry("StateTable", Subscriber.STATE_TABLE)
                .containsEntry("Evaluations", 1)
                .containsEntry("OldestEventAge", 8 * 60 + 53)
                .containsEntry("AwsCalls", proxy.calls().size());
        assertThat(last).doesNotContainKeys("ThrottledCalls", "DeniedCalls", "FailedEvents", "FailedReads");
        assertThat((Map<?, ?>) last.get("calls"))
                .isEqualTo(proxy.calls().stream()
                        .collect(Collectors.groupingBy(
                                call -> call.split(":", 2)[0], Collectors.summingInt(call -> 1))));
    }

    @Test
    void whatAwsThrottlesAndDeniesIsCounted() {
        proxy.fail("ec2:DescribeNatGateways", Proxy.error(503, "RequestLimitExceeded", "Request limit exceeded."));
        proxy.fail("ec2:DescribeNetworkAcls", Proxy.denied("ec2:DescribeNetworkAcls"));

        handle(due("e-1"));

        long throttled =
                proxy.calls().stream().filter("ec2:DescribeNatGateways"::equals).count();
        assertThat(throttled).isGreaterThan(1);
        assertThat(log().getLast())
                .containsEntry("ThrottledCalls", (int) throttled)
                .containsEntry("DeniedCalls", 1);
    }

    @Test
    void sweepIsCountedWhenItIsOver() {
        vpc.withCluster("other");

        functions.handle(JSON.std
                .asString(envelope("e-1", "aws.scheduler", "Scheduled Event", "10:20:00", Map.of()))
                .getBytes(UTF_8));

        for (List<Subscriber.Message> next = subscriber.changes(); !next.isEmpty(); next = subscriber.changes()) {
            handle(next.stream().map(Subscriber.Message::body).toArray());
        }

        assertThat(counted("Sweeps")).isEqualTo(1);
        assertThat(counted("SweptClusters")).isEqualTo(2);
        assertThat(counted("Evaluations")).isEqualTo(2);
    }

    /** Of all invocations together. */
    private int counted(String metric) {
        return log().stream()
                .mapToInt(line -> line.get(metric) instanceof Integer count ? count : 0)
                .sum();
    }

    @Test
    void failedEventsAndRefusedPublicationsAreCounted() {
        vpc.deleteRouteToNatGateway();
        subscriber.deleteTopic();

        handle(due("e-1"), "not json");

        assertThat(log().getLast()).containsEntry("FailedEvents", 2);
        assertThat((Integer) log().getLast().get("RefusedPublications")).isPositive();
    }

    @Test
    void nothingThatWasReceivedIsLoggedButItsIds() {
        handle("{\"secret\": \"hunter2\"}", event("e-1", "DeleteRoute", "10:11:07"));

        assertThat(lines).noneMatch(line -> line.contains("hunter2"));
    }

    /** The runbook's queries would find nothing by a field that no line has. */
    @Test
    void runbookAsksForFieldsThatLinesHave() throws IOException {
        vpc.deleteRouteToNatGateway();
        proxy.fail("ec2:DescribeNetworkAcls", Proxy.denied("ec2:DescribeNetworkAcls"));
        handle(event("e-1", "DeleteRoute", "10:11:07"), event("e-2", "CreateRoute", "10:12:00"), "not json");
        proxy.fail("ec2:DescribeNatGateways", Proxy.error(503, "RequestLimitExceeded", "Request limit exceeded."));
        // A view that began before it was due will not do.
        handle(due("e-3", "10:21:00"));
        Map<String, Object> elsewhere = new HashMap<>(due("e-4"));
        elsewhere.put("region", "mars-north-1");
        handle(elsewhere);
        Set<String> fields = new TreeSet<>(Set.of("@timestamp", "@message", "requestId"));
        log().forEach(line -> fields.addAll(line.keySet()));

        assertThat(fieldsAskedFor())
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(fields).contains(name.split("\\.", 2)[0]));
    }

    /** Of the queries; those about Lambda's own lines, which have a {@code type}, aside. */
    private static Set<String> fieldsAskedFor() throws IOException {
        String runbook = Files.readString(Path.of("docs/runbook.md"));
        Set<String> names = new TreeSet<>();
        Pattern.compile("(?s)```text\n(.*?)```")
                .matcher(runbook)
                .results()
                .map(block -> block.group(1))
                .filter(query -> !query.contains("filter type = "))
                .forEach(query -> names.addAll(names(query)));
        return names;
    }

    private static Set<String> names(String query) {
        Set<String> given = Pattern.compile(" as (\\w+)")
                .matcher(query)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        Set<String> words = Set.of(
                "fields",
                "filter",
                "sort",
                "desc",
                "stats",
                "by",
                "as",
                "and",
                "or",
                "like",
                "ispresent",
                "sum",
                "count",
                "bin",
                "5m");
        return Pattern.compile("(?<!\\w)@?[A-Za-z][\\w.]*")
                .matcher(query.replaceAll("\"[^\"]*\"", ""))
                .results()
                .map(result -> result.group())
                .filter(word -> !words.contains(word) && !given.contains(word))
                .collect(Collectors.toSet());
    }

    private List<Map<String, Object>> log() {
        return lines.stream().map(JSON.std::mapFrom).toList();
    }

    private Handled handle(Object... bodies) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Object body : bodies) {
            records.add(Map.of(
                    "messageId",
                    "m-" + records.size(),
                    "body",
                    body instanceof String text ? text : JSON.std.asString(body)));
        }
        return functions.handle(JSON.std.asString(Map.of("Records", records)).getBytes(UTF_8));
    }

    private Map<String, Object> event(String id, String call, String time) {
        return envelope(
                id,
                "aws.ec2",
                "AWS API Call via CloudTrail",
                "10:15:00",
                Map.of(
                        "eventSource",
                        "ec2.amazonaws.com",
                        "eventName",
                        call,
                        "eventTime",
                        "2026-03-02T" + time + "Z",
                        "requestParameters",
                        Map.of("routeTableId", vpc.privateTableId())));
    }

    private static Map<String, Object> due(String id) {
        return due(id, "10:19:00");
    }

    private static Map<String, Object> due(String id, String time) {
        return envelope(id, "nodepath", "Nodepath Cluster Due", time, Map.of("cluster", "demo", "attempt", 7));
    }

    private static Map<String, Object> envelope(
            String id, String source, String type, String time, Map<String, Object> detail) {
        return Map.of(
                "id", id,
                "source", source,
                "detail-type", type,
                "account", Moto.ACCOUNT,
                "region", REGION,
                "time", "2026-03-02T" + time + "Z",
                "detail", detail);
    }
}
