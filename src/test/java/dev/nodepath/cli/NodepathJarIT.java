package dev.nodepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, as its users start it. */
class NodepathJarIT {

    private static final String BROKEN = Path.of("examples", "broken").toString();

    @TempDir
    private Path folder;

    @Test
    void versionIsTheManifests() throws Exception {
        Run run = Run.ofJar(Map.of(), List.of(), "--version");
        assertThat(run.out()).matches("nodepath \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void reportIsTheSameAsInProcess() throws Exception {
        Run run = Run.ofJar(Map.of(), List.of(), "check", "--snapshot", BROKEN, "--format", "json");
        assertThat(run).isEqualTo(Run.of("check", "--snapshot", BROKEN, "--format", "json"));
    }

    @Test
    void snapshotStartsNoNetworkAndReadsNoCredentials() throws Exception {
        Path log = folder.resolve("classes.log");
        Path credentials = Files.writeString(folder.resolve("credentials"), "not a credentials file");
        Run run = Run.ofJar(
                Map.of(
                        "AWS_PROFILE",
                        "no-such-profile",
                        "AWS_CONFIG_FILE",
                        credentials.toString(),
                        "AWS_SHARED_CREDENTIALS_FILE",
                        credentials.toString(),
                        "AWS_REGION",
                        "nowhere-1"),
                List.of("-Xlog:class+load=info:file=" + log, "-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=1"),
                "check",
                "--snapshot",
                BROKEN);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        Pattern reachesOut = Pattern.compile("software\\.amazon\\.awssdk\\.services\\.\\w+\\.(Default)?\\w+Client "
                + "|software\\.amazon\\.awssdk\\.(auth\\.credentials|regions\\.providers|profiles|http\\.urlconnection)\\."
                + "|(java\\.net\\.(Socket|HttpURLConnection)|sun\\.nio\\.ch\\.(Net|NioSocketImpl)) ");
        try (Stream<String> loaded = Files.lines(log)) {
            assertThat(loaded.filter(line -> reachesOut.matcher(line).find())).isEmpty();
        }
    }

    @Test
    void twoHundredClustersFitASmallHeap() throws Exception {
        new ManyClusters(200, 20).write(folder);
        for (String format : List.of("json", "sarif")) {
            Path report = folder.resolve("report." + format);
            Run run = Run.ofJar(
                    Map.of(),
                    List.of("-Xmx256m"),
                    "check",
                    "--snapshot",
                    folder.toString(),
                    "--format",
                    format,
                    "-o",
                    report.toString());
            assertThat(run).as(format).isEqualTo(new Run(1, "", ""));
            assertThat(Files.readString(report)).contains("cluster-000", "cluster-199");
            if (format.equals("json")) {
                assertThat(ReportSchema.errors(Files.readString(report))).isEmpty();
            }
            Files.delete(report);
        }
    }

    @Test
    void readerThatGoesAwayIsNoError() throws IOException, InterruptedException {
        new ManyClusters(40, 20).write(folder);
        Run run = Run.ofShell("{ $nodepath check --snapshot " + folder
                + " --fail-on CRITICAL; echo \"status $?\" >&2; } | head -n 1");
        assertThat(run.out()).startsWith("cluster-000").hasLineCount(1);
        assertThat(run.err()).isEqualTo("status 1\n");
    }

    @Test
    void fullDiskIsAnError() throws IOException, InterruptedException {
        Run run = Run.ofShell("$nodepath check --snapshot examples/broken > /dev/full");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be written").hasLineCount(1);
    }
}
