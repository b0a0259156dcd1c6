package dev.nodepath.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.state.StateTable;
import dev.nodepath.finding.FindingState;
import dev.nodepath.local.DynamoDbLocal;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.Subscriber;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import tools.jackson.jr.ob.JSON;

/** moto, with DynamoDB Local for the states, and functions that reach them through proxies. */
final class FaultyAws {

    static final String REGION = "us-east-1";

    /** That a call takes long on a machine that runs other tests is no fault. */
    static final AwsAccess.Patience PATIENT = new AwsAccess.Patience(Duration.ofMinutes(1), Duration.ofMinutes(3));

    private final Moto moto = Moto.empty();
    private final DynamoDbClient dynamoDb = DynamoDbLocal.withEmptyStateTable();
    private final AwsClients aws = moto.access().in(REGION);
    private final Subscriber subscriber = Subscriber.of(aws);
    private final StateTable states =
            StateTable.of(AwsAccess.standard().withEndpoint(DynamoDbLocal.url()).in(REGION), Subscriber.STATE_TABLE);
    private final Map<String, String> told = new LinkedHashMap<>();
    private final boolean inRealTime;
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    /** A minute passes whenever somebody looks at the clock. */
    FaultyAws() {
        this(false);
    }

    private FaultyAws(boolean inRealTime) {
        this.inRealTime = inRealTime;
        aws.build(SecurityHubClient.builder()).enableSecurityHub(request -> {});
    }

    /** With the clock of this machine, as processes see it. */
    static FaultyAws inRealTime() {
        return new FaultyAws(true);
    }

    AwsClients aws() {
        return aws;
    }

    Proxy proxy() {
        return new Proxy(moto, DynamoDbLocal.url());
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    synchronized Instant now() {
        return inRealTime ? Instant.now() : now;
    }

    private synchronized Instant tick() {
        now = now.plusSeconds(60);
        return now();
    }

    /** Functions of a process of their own. */
    Functions functions(Proxy proxy, AwsAccess.Patience patience) {
        System.setProperty("aws.region", REGION);
        InstantSource clock = this::tick;
        return new Functions(
                Environment.of(variables()),
                Moto.access(proxy.url()).with(patience),
                clock,
                line -> {},
                Settings.BUILT_IN.withFlapMinutes(0));
    }

    /** The functions' variables. */
    Map<String, String> variables() {
        return subscriber.functionVariables();
    }

    /** What functions of a process of their own make of an event, with nothing in their way. */
    Handled handle(byte[] event) {
        try (Proxy proxy = proxy()) {
            return functions(proxy, PATIENT).handle(event);
        }
    }

    /** The open findings of a cluster and their severities, as they are stored. */
    Map<String, String> open(String cluster) {
        ClusterArn arn = new ClusterArn("aws", REGION, Moto.ACCOUNT, cluster);
        return states.load(arn).state().findings().values().stream()
                .filter(FindingState::isOpen)
                .collect(Collectors.toMap(
                        FindingState::id,
                        known -> known.finding().severity() + " "
                                + known.finding().status(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    boolean isAllTold(String cluster) {
        ClusterArn arn = new ClusterArn("aws", REGION, Moto.ACCOUNT, cluster);
        return !states.load(arn).state().isWaiting();
    }

    /**
     * What was told since the last look, each once: a transition and the finding it is about. Of those that were told
     * twice, both have the same id.
     */
    List<String> told() {
        List<String> transitions = new ArrayList<>();
        for (Subscriber.Message message : subscriber.notifications()) {
            String id = String.valueOf(message.body().get("messageId"));
            String body = JSON.std.asString(message.body());
            String before = told.put(id, body);
            if (before == null) {
                transitions.add(
                        message.body().get("transition") + " " + message.body().get("id"));
            } else {
                assertThat(body).isEqualTo(before);
            }
        }
        return transitions;
    }

    /** A batch with the report of a call, as SQS hands it over for the first time, or the second. */
    byte[] batch(int receipt, String name, Map<String, Object> request) {
        return batch(receipt, List.of(call(name, request)));
    }

    static byte[] batch(int receipt, List<Map<String, Object>> events) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Map<String, Object> event : events) {
            records.add(Map.of(
                    "messageId",
                    "m-" + records.size(),
                    "attributes",
                    Map.of("ApproximateReceiveCount", Integer.toString(receipt)),
                    "body",
                    JSON.std.asString(event)));
        }
        return JSON.std.asString(Map.of("Records", records)).getBytes(UTF_8);
    }

    /** A call of now. */
    Map<String, Object> call(String name, Map<String, Object> request) {
        return call("ec2", name, request, Map.of());
    }

    Map<String, Object> call(String service, String name, Map<String, Object> request, Map<String, Object> response) {
        return event(
                "aws." + service,
                "AWS API Call via CloudTrail",
                Map.of(
                        "eventName",
                        name,
                        "eventTime",
                        now().toString(),
                        "eventSource",
                        service + ".amazonaws.com",
                        "readOnly",
                        false,
                        "userIdentity",
                        Map.of("arn", "arn:aws:sts::123456789012:assumed-role/operators/dana"),
                        "requestParameters",
                        request,
                        "responseElements",
                        response));
    }

    Map<String, Object> due(String cluster) {
        return event("nodepath", "Nodepath Cluster Due", Map.of("cluster", cluster, "attempt", 1));
    }

    private Map<String, Object> event(String source, String type, Map<String, Object> detail) {
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
                now().toString(),
                "region",
                REGION,
                "resources",
                List.of(),
                "detail",
                detail);
    }
}
