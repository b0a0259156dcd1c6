package dev.nodepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.Golden;
import dev.nodepath.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {

    private static final Path COMPLIANT = Path.of("examples", "compliant");
    private static final Path BROKEN = Path.of("examples", "broken");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"compliant, 0", "broken, 1"})
    void examplesAreReportedAsInTheGoldenFiles(String example, int status) throws IOException {
        String snapshot = Path.of("examples", example).toString();
        Run text = Run.of("check", "--snapshot", snapshot);
        Run json = Run.of("check", "--snapshot", snapshot, "--format", "json");
        assertThat(List.of(text.status(), json.status())).containsOnly(status);
        assertThat(text.err() + json.err()).isEmpty();
        Golden.assertMatches("examples/%s.txt".formatted(example), text.out());
        Golden.assertMatches("examples/%s.json".formatted(example), json.out());
        assertThat(ReportSchema.errors(json.out())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "html", "sarif"})
    void reportIsTheSameInAFile(String format) throws IOException {
        Path file = folder.resolve("report");
        Run printed = Run.of("check", "--snapshot", BROKEN.toString(), "--format", format);
        Run written = Run.of("check", "--snapshot", BROKEN.toString(), "--format", format, "-o", file.toString());
        assertThat(written).isEqualTo(new Run(1, "", ""));
        assertThat(Files.readString(file)).isEqualTo(printed.out());
    }

    @Test
    void orderOfFilesAndRecordsDoesNotMatter() throws IOException {
        Path copy = copyOf(BROKEN);
        for (Path file : files(copy)) {
            Files.move(
                    file,
                    Files.createDirectories(copy.resolve("of-" + file.getFileName()))
                            .resolve(file.getFileName()));
        }
        assertThat(Run.of("check", "--snapshot", copy.toString(), "--format", "json"))
                .isEqualTo(Run.of("check", "--snapshot", BROKEN.toString(), "--format", "json"));
    }

    @Test
    void onlyFindingsAtOrAboveFailOnMakeItFail() throws IOException {
        Path open = copyOf(COMPLIANT);
        replace(open.resolve("eks-describe-cluster-shop.json"), "198.51.100.0/24", "0.0.0.0/0");
        String snapshot = open.toString();
        assertThat(Run.of("check", "--snapshot", snapshot).out()).contains("1 cluster: 1 MEDIUM.");
        assertThat(Run.of("check", "--snapshot", snapshot).status()).isZero();
        assertThat(Run.of("check", "--snapshot", snapshot, "--fail-on", "MEDIUM")
                        .status())
                .isEqualTo(1);
        assertThat(Run.of("check", "--snapshot", snapshot, "--fail-on", "low").status())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeToldIsNoFailure() throws IOException {
        Path elsewhere = copyOf(COMPLIANT);
        Path cluster = elsewhere.resolve("eks-describe-cluster-shop.json");
        replace(cluster, "\"endpointPrivateAccess\": true", "\"endpointPrivateAccess\": false");
        replace(
                elsewhere.resolve("ec2-describe-route-tables.json"),
                "\"NatGatewayId\": \"nat-0a33333333333333a\"",
                "\"TransitGatewayId\": \"tgw-0a33333333333333a\"");
        replace(cluster, "198.51.100.0/24", "203.0.113.0/24");
        Run run = Run.of("check", "--snapshot", elsewhere.toString(), "--fail-on", "MEDIUM");
        assertThat(run.out())
                .contains("cannot be told", "tgw-0a33333333333333a")
                .doesNotContain("unreachable");
        assertThat(run.status()).isZero();
    }

    @Test
    void missingAnswerIsUnreadAndNotAFinding() throws IOException {
        Path partial = copyOf(COMPLIANT);
        Files.delete(partial.resolve("ec2-describe-route-tables.json"));
        Run run = Run.of("check", "--snapshot", partial.toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("Not read\n  ec2:DescribeRouteTables: ").doesNotContain("CRITICAL  ");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void missingAnswerDoesNotHideAViolation() throws IOException {
        Path partial = copyOf(BROKEN);
        Files.delete(partial.resolve("ec2-describe-network-acls.json"));
        Run run = Run.of("check", "--snapshot", partial.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("Not read\n  ec2:DescribeNetworkAcls: ");
    }

    @Test
    void truncatedFileIsNamed() throws IOException {
        Path truncated = copyOf(COMPLIANT);
        Path file = truncated.resolve("ec2-describe-subnets.json");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        Run run = Run.of("check", "--snapshot", truncated.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("nodepath: ")
                .contains("ec2-describe-subnets.json")
                .hasLineCount(1);
    }

    @Test
    void accountsAreKeptApart() throws IOException {
        Path two = folder.resolve("two");
        copy(COMPLIANT, two.resolve("one"));
        Path other = copy(COMPLIANT, two.resolve("other"));
        for (Path file : files(other)) {
            replace(file, "111122223333", "444455556666");
        }
        Run run = Run.of("check", "--snapshot", two.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("several accounts", "111122223333", "444455556666")
                .hasLineCount(1);
    }

    @Test
    void foreignFileIsNamedAndSkipped() throws IOException {
        Path more = copyOf(COMPLIANT);
        Files.writeString(more.resolve("package.json"), "{\"dependencies\": {}}");
        Run run = Run.of("check", "--snapshot", more.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .isEqualTo(Run.of("check", "--snapshot", COMPLIANT.toString()).out());
        assertThat(run.err()).contains("package.json").hasLineCount(1);
    }

    @Test
    void missingFolderIsAnError() {
        Run run = Run.of("check", "--snapshot", folder.resolve("nowhere").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("nowhere").hasLineCount(1);
    }

    @Test
    void emptyFolderIsAnError() {
        Run run = Run.of("check", "--snapshot", folder.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no cluster").hasLineCount(1);
    }

    @Test
    void clusterThatWasAskedForAndIsNotThereIsAnError() {
        Run run = Run.of("check", "--snapshot", COMPLIANT.toString(), "--cluster", "shop", "--cluster", "shopp");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("1 cluster: no violations.");
        assertThat(run.err()).contains("no cluster shopp").hasLineCount(1);
    }

    @Test
    void onlyTheClustersThatWereAskedForAreJudged() throws IOException {
        Path both = folder.resolve("both");
        copy(COMPLIANT, both.resolve("shop"));
        Path other = copy(BROKEN, both.resolve("store"));
        for (Path file : files(other)) {
            replace(file, "shop", "store");
            // Another VPC: the same ids would be the same resources, seen at two times.
            replace(file, "-0", "-1");
            Files.move(file, file.resolveSibling(file.getFileName().toString().replace("shop", "store")));
        }
        assertThat(Run.of("check", "--snapshot", both.toString()).out()).contains("2 clusters: 2 CRITICAL.");
        assertThat(Run.of("check", "--snapshot", both.toString(), "--cluster", "shop")
                        .out())
                .contains("1 cluster: no violations.");
        assertThat(Run.of("check", "--snapshot", both.toString(), "--cluster", "store")
                        .out())
                .contains("1 cluster: 2 CRITICAL.");
    }

    @Test
    void fileThatCannotBeWrittenIsAnError() {
        Path nowhere = folder.resolve("nowhere").resolve("report.json");
        Run run = Run.of("check", "--snapshot", COMPLIANT.toString(), "-o", nowhere.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("nodepath: The report cannot be written to " + nowhere
                        + ": there is no such file or folder.\n");
        assertThat(Run.of("check", "--snapshot", COMPLIANT.toString(), "-o", folder.toString())
                        .err())
                .isEqualTo("nodepath: The report cannot be written to " + folder + ": Is a directory.\n");
    }

    @Test
    void profileThatDoesNotExistIsNamed() {
        assertThat(Run.of("check", "--profile", "no-such-profile"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "nodepath: There is no profile no-such-profile; 'aws configure list-profiles' lists those there"
                                + " are.\n"));
    }

    @ParameterizedTest
    @CsvSource({"aws.retryMode, sometimes", "aws.maxAttempts, 0"})
    void settingOfAwsThatMakesNoSenseIsNamed(String property, String value) {
        System.setProperty(property, value);
        try {
            Run run = Run.of("check", "--region", "us-east-1");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .startsWith("nodepath: AWS cannot be asked as it is configured: ")
                    .contains(value)
                    .hasLineCount(1);
        } finally {
            System.clearProperty(property);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check --snapsot x",
                "check --format yaml --snapshot examples/compliant",
                "check --fail-on SEVERE --snapshot examples/compliant",
                "check --snapshot",
                "check --snapshot examples/compliant --region us-east-1",
                "check --snapshot examples/compliant --profile default",
                "check --snapshot examples/compliant --endpoint-url http://localhost:1",
                "check --region us_east_1",
                "check --region us-east-1 --endpoint-url localhost:5000",
                "capture --region us-east-1",
                "check examples/compliant",
                "chek",
                ""
            })
    void badUsageIsSaidInAFewLines(String line) {
        Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" ", -1));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("nodepath: ").contains("--help").doesNotContain("Exception");
        assertThat(run.err().lines().count()).isLessThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "check --help", "rules --help", "--version"})
    void helpIsAnAnswer(String line) {
        Run run = Run.of(line.split(" ", -1));
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("nodepath");
        assertThat(run.err()).isEmpty();
    }

    private Path copyOf(Path example) throws IOException {
        return copy(example, folder.resolve("copy"));
    }

    private static Path copy(Path example, Path target) throws IOException {
        Files.createDirectories(target);
        for (Path file : files(example)) {
            Files.copy(file, target.resolve(file.getFileName()));
        }
        return target;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }

    private static void replace(Path file, String old, String replacement) throws IOException {
        String text = Files.readString(file);
        if (text.contains(old)) {
            Files.writeString(file, text.replace(old, replacement));
        }
    }
}
