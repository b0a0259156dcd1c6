package dev.nodepath.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.Rounds;
import dev.nodepath.local.SampleVpc;
import dev.nodepath.local.Subscriber;
import dev.nodepath.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;

/** Which calls wait for which, from an event to what is published. */
class RoundsIT {

    private static final String REGION = "us-east-1";

    private final Moto moto = Moto.empty();
    private final Proxy proxy = new Proxy(moto);
    private final AwsClients aws = moto.access().in(REGION);
    private final Subscriber subscriber = Subscriber.of(aws);
    private final SampleVpc vpc = SampleVpc.create(aws, 2).withCluster("demo");

    private boolean routed = true;

    @BeforeEach
    void securityHubIsEnabled() {
        aws.build(SecurityHubClient.builder()).enableSecurityHub(request -> {});
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void changeOfAClusterIsPublishedInTheFourthRoundAndThenMarkedAsTold() {
        vpc.withLaunchTemplate("demo", "workers");
        Functions functions = warm("eks-update-cluster-config");

        oneOfFive(n -> round(functions, "eks-update-cluster-config"), rounds -> {
            assertThat(rounds).hasSize(5);
            assertThat(rounds.get(0))
                    .contains("eks:DescribeCluster", "eks:ListNodegroups", "securityhub:GetFindings", "dynamodb:Query");
            assertThat(rounds.get(1))
                    .contains(
                            "ec2:DescribeSubnets",
                            "ec2:DescribeDhcpOptions",
                            "ec2:DescribeLaunchTemplateVersions",
                            "eks:DescribeNodegroup");
            assertThat(rounds.get(2)).containsExactly("dynamodb:TransactWriteItems");
            assertThat(rounds.get(3))
                    .contains("securityhub:BatchImportFindings", "sns:PublishBatch", "sqs:SendMessageBatch");
            assertThat(rounds.get(4)).containsExactly("dynamodb:TransactWriteItems");
        });
    }

    @Test
    void changeOfANetworkFindsItsClustersWhileTheyAreRead() {
        vpc.withLaunchTemplate("demo", "workers");
        Functions functions = warm("ec2-delete-route");

        oneOfFive(n -> round(functions, "ec2-delete-route"), rounds -> {
            assertThat(rounds).hasSize(5);
            assertThat(rounds.getFirst())
                    .contains("ec2:DescribeRouteTables", "eks:ListClusters", "eks:DescribeCluster");
            assertThat(rounds.get(3)).contains("securityhub:BatchImportFindings", "sns:PublishBatch");
        });
    }

    @Test
    void launchTemplateThatIsNewCostsARoundMore() {
        Functions functions = warm("eks-update-cluster-config");

        oneOfFive(
                n -> {
                    vpc.withLaunchTemplate("demo", "workers-" + n);
                    return round(functions, "eks-update-cluster-config");
                },
                rounds -> {
                    assertThat(rounds).hasSize(6);
                    assertThat(rounds.get(2)).containsExactly("ec2:DescribeLaunchTemplateVersions");
                });
    }

    @Test
    void functionThatStartsAsksAtOnceWhatWasAskedBefore() {
        vpc.withLaunchTemplate("demo", "workers");
        warm("eks-update-cluster-config");

        oneOfFive(n -> round(functions(), "eks-update-cluster-config"), rounds -> {
            assertThat(rounds).hasSize(5);
            assertThat(rounds.get(1)).contains("ec2:DescribeSubnets", "ec2:DescribeLaunchTemplateVersions");
            assertThat(rounds.get(3)).contains("sns:PublishBatch");
        });
    }

    @Test
    void functionThatStartsTakesNoRoundToFindTheClusterOfANetwork() {
        vpc.withLaunchTemplate("demo", "workers");
        warm("ec2-delete-route");

        oneOfFive(n -> round(functions(), "ec2-delete-route"), rounds -> {
            assertThat(rounds).hasSize(5);
            assertThat(rounds.get(0)).containsExactly("dynamodb:Query", "ec2:DescribeRouteTables", "eks:ListClusters");
            assertThat(rounds.get(1)).contains("eks:DescribeCluster", "ec2:DescribeSubnets", "eks:DescribeNodegroup");
            assertThat(rounds.get(3)).contains("sns:PublishBatch");
        });
    }

    @Test
    void firstViewOfAClusterIsPublishedInTheFourthRoundToo() {
        oneOfFive(firstViews(cluster -> vpc.withNodegroup(cluster, "workers")), rounds -> {
            assertThat(rounds).hasSize(5);
            assertThat(rounds.get(3)).contains("sns:PublishBatch");
        });
    }

    /** What a cluster refers to is known after two rounds, and what is found is stored before it is told. */
    @Test
    void firstViewOfALaunchTemplateCostsARoundMore() {
        oneOfFive(firstViews(cluster -> vpc.withLaunchTemplate(cluster, cluster)), rounds -> {
            assertThat(rounds).hasSize(6);
            assertThat(rounds.get(2)).containsExactly("ec2:DescribeLaunchTemplateVersions");
            assertThat(rounds.get(4)).contains("sns:PublishBatch");
        });
    }

    private IntFunction<List<List<String>>> firstViews(Consumer<String> nodesOf) {
        vpc.deleteRouteToNatGateway();
        Functions functions = warm("eks-update-cluster-config");
        return n -> {
            String cluster = "cluster-" + n;
            vpc.withCluster(cluster);
            nodesOf.accept(cluster);
            Rounds rounds = proxy.inRounds();
            handle(functions, "eks-update-cluster-config", cluster);
            return rounds.past();
        };
    }

    /** On a machine that is busy elsewhere a call may miss its round; none ever gets into one before its own. */
    private static void oneOfFive(IntFunction<List<List<String>>> tries, Consumer<List<List<String>>> expectations) {
        for (int n = 1; ; n++) {
            List<List<String>> rounds = tries.apply(n);
            try {
                expectations.accept(rounds);
                return;
            } catch (AssertionError e) {
                if (n == 5) {
                    throw e;
                }
            }
        }
    }

    private List<List<String>> round(Functions functions, String event) {
        // So that there is something to tell each time.
        if (routed) {
            vpc.deleteRouteToNatGateway();
        } else {
            vpc.createRouteToNatGateway();
        }
        routed = !routed;
        Rounds rounds = proxy.inRounds();
        handle(functions, event);
        return rounds.past();
    }

    /** Functions that have handled an event before. */
    private Functions warm(String event) {
        Functions functions = functions();
        handle(functions, event);
        return functions;
    }

    private Functions functions() {
        System.setProperty("aws.region", REGION);
        Environment environment = Environment.of(subscriber.functionVariables());
        return new Functions(
                environment,
                Moto.access(proxy.url()),
                InstantSource.system(),
                line -> {},
                Settings.BUILT_IN.withFlapMinutes(0));
    }

    private void handle(Functions functions, String event) {
        handle(functions, event, "demo");
    }

    private void handle(Functions functions, String event, String cluster) {
        try {
            String sample = Files.readString(Path.of("events", event + ".json"))
                    .replace("\"demo\"", '"' + cluster + '"')
                    .replaceAll("rtb-[0-9a-f]+", vpc.privateTableId());
            assertThat(functions.handle(sample.getBytes(UTF_8)).failures()).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
