package dev.nodepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read AWS, with moto as AWS. */
class LiveCommandsIT {

    private final Moto moto = Moto.empty();

    @TempDir
    private Path folder;

    @BeforeEach
    void network() {
        SampleVpc.create(moto.access().in("us-east-1"), 3)
                .withCluster("demo")
                .withNodegroup("demo", "workers")
                .withCluster("other");
    }

    @Test
    void liveReportIsTheSnapshotsReport() {
        Path snapshot = folder.resolve("snapshot");
        Run captured = run("capture", "--region", "us-east-1", "-o", snapshot.toString());
        assertThat(captured.status()).isZero();
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).contains("2 clusters", snapshot.toString()).hasLineCount(1);
        Run live = run("check", "--region", "us-east-1", "--format", "json");
        assertThat(live.out()).contains("cluster/demo", "cluster/other");
        assertThat(Run.of("check", "--snapshot", snapshot.toString(), "--format", "json"))
                .isEqualTo(live);
    }

    @Test
    void oneClusterIsCapturedAlone() {
        String snapshot = folder.resolve("snapshot").toString();
        Run captured = run("capture", "--region", "us-east-1", "--cluster", "demo", "-o", snapshot);
        assertThat(captured.status()).isZero();
        assertThat(captured.err()).contains(" answers about 1 cluster are in " + snapshot);
        assertThat(Run.of("check", "--snapshot", snapshot).out())
                .contains("demo", "1 cluster")
                .doesNotContain("other");
    }

    @Test
    void captureDoesNotMixWithWhatIsThere() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Run run = run("capture", "--region", "us-east-1", "-o", folder.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("is not empty").hasLineCount(1);
        assertThat(folder).isDirectoryContaining("glob:**notes.txt").isDirectoryNotContaining("glob:**.json");
    }

    @Test
    void clusterOfAnotherRegionIsNotMissing() {
        Run run = run("check", "--region", "eu-west-1", "--region", "us-east-1", "--cluster", "demo");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("demo  ACTIVE in us-east-1");
    }

    @Test
    void clusterThatIsNowhereIsAnError() {
        assertThat(run("check", "--region", "us-east-1", "--cluster", "demmo"))
                .isEqualTo(new Run(2, "", "nodepath: There is no cluster demmo in us-east-1.\n"));
        assertThat(run("capture", "--region", "us-east-1", "--cluster", "demmo", "-o", folder.toString())
                        .status())
                .isEqualTo(2);
    }

    @Test
    void regionWithoutClustersIsSaid() {
        Run run = run("check", "--region", "eu-west-1");
        assertThat(run).isEqualTo(new Run(0, "0 clusters.\n", "nodepath: No cluster was found in eu-west-1.\n"));
    }

    @Test
    void deniedCallIsListedAndTheRestIsJudged() {
        try (Proxy proxy = new Proxy(moto)) {
            proxy.fail("ec2:DescribeNatGateways", Proxy.denied("ec2:DescribeNatGateways"));
            Run run = Run.of(
                    "check",
                    "--region",
                    "us-east-1",
                    "--endpoint-url",
                    proxy.url().toString());
            assertThat(run.status()).isEqualTo(3);
            assertThat(run.out()).contains("Not read\n  ec2:DescribeNatGateways: ");
            Run captured = Run.of(
                    "capture",
                    "--region",
                    "us-east-1",
                    "--endpoint-url",
                    proxy.url().toString(),
                    "-o",
                    folder.toString());
            assertThat(captured.status()).isEqualTo(3);
            assertThat(captured.err()).contains("Not read: ec2:DescribeNatGateways: ");
        }
    }

    @Test
    void nothingThatCanBeReadIsAnError() {
        try (Proxy proxy = new Proxy(moto)) {
            proxy.fail("eks:ListClusters", Proxy.denied("eks:ListClusters"));
            Run run = Run.of(
                    "check",
                    "--region",
                    "us-east-1",
                    "--endpoint-url",
                    proxy.url().toString());
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out()).contains("eks:ListClusters");
            assertThat(run.err()).isEqualTo("nodepath: No cluster could be read in us-east-1.\n");
        }
    }

    @Test
    void unknownRegionIsSuspectedOfAMisspelling() {
        Run run = Run.of("check", "--region", "us-esat-1");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("us-esat-1 is not a Region this version knows");
    }

    @Test
    void clusterIsExplainedLive() {
        Run run = run("explain", "--region", "us-east-1", "--cluster", "demo");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("NAT gateway").contains("API server: reachable");
    }

    private Run run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--endpoint-url", moto.url().toString()));
        return Run.of(all.toArray(String[]::new));
    }
}
