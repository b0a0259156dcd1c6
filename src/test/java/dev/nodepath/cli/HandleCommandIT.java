package dev.nodepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.local.Moto;
import dev.nodepath.local.SampleVpc;
import dev.nodepath.local.Subscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The functions' code on one event, from the packaged jar, with moto as AWS. */
class HandleCommandIT {

    private final Moto moto = Moto.empty();
    private final AwsClients aws = moto.access().in("us-east-1");
    private String queue = "";

    @TempDir
    private Path folder;

    @BeforeEach
    void queueAndTable() {
        try (DynamoDbClient dynamoDb = aws.build(DynamoDbClient.builder())) {
            Subscriber.createStateTable(dynamoDb);
        }
        try (SqsClient sqs = aws.build(SqsClient.builder())) {
            queue = sqs.createQueue(r -> r.queueName("changes")).queueUrl();
        }
    }

    @Test
    void deletedRouteIsReportedWithWhoDeletedIt() throws Exception {
        SampleVpc vpc = SampleVpc.create(aws, 2).withCluster("demo").withNodegroup("demo", "workers");
        aws.ec2().deleteRoute(r -> r.routeTableId(vpc.privateTableId()).destinationCidrBlock("0.0.0.0/0"));
        String event = Files.readString(Path.of("events", "ec2-delete-route.json"));
        Run run = handle(event.replace("rtb-01cb9ce32f602a058", vpc.privateTableId()));
        assertThat(run.err()).doesNotContain("nodepath: ");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("CRITICAL", vpc.privateTableId())
                .contains("since     DeleteRoute by arn:aws:sts::123456789012:assumed-role/operators/dana");
    }

    @Test
    void whatIsNoEventIsNotDone() throws Exception {
        for (String payload : List.of("Hello", "{}", "[]")) {
            Run run = handle(payload);
            assertThat(run.status()).as(payload).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("nodepath: ").doesNotContain("\tat ");
        }
    }

    @Test
    void eventThatChangesNothingHereIsDone() throws Exception {
        String event = Files.readString(Path.of("events", "ec2-delete-route.json"));
        Run run = handle(event.replace("DeleteRoute", "DescribeRoutes"));
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void missingStateTableIsNamed() throws Exception {
        try (DynamoDbClient dynamoDb = aws.build(DynamoDbClient.builder())) {
            dynamoDb.deleteTable(request -> request.tableName(Subscriber.STATE_TABLE));
        }
        Run run = handle(Files.readString(Path.of("events", "ec2-delete-route.json")));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("The state table " + Subscriber.STATE_TABLE + " ", "Requested resource not found");
    }

    private Run handle(String payload) throws IOException, InterruptedException {
        Path event = Files.writeString(folder.resolve("event.json"), payload);
        return Run.ofJar(
                Map.of(
                        "AWS_ENDPOINT_URL",
                        moto.url().toString(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "test",
                        "AWS_SECRET_ACCESS_KEY",
                        "test",
                        "STATE_TABLE",
                        Subscriber.STATE_TABLE,
                        "CHANGE_QUEUE_URL",
                        queue),
                List.of(),
                "handle",
                event.toString());
    }
}
