package dev.nodepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainAndWhatIfTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"text, txt", "json, json"})
    void brokenExampleIsExplainedAsInTheGoldenFile(String format, String extension) {
        Run run = on("broken", "explain --format " + format);
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        Golden.assertMatches("examples/broken-explained." + extension, run.out());
    }

    @Test
    void oneSubnetIsExplainedAlone() {
        Run run = on("broken", "explain --subnet subnet-0b22222222222222b");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("subnet-0b22222222222222b").doesNotContain("subnet-0a22222222222222a");
    }

    @Test
    void subnetWithoutNodesIsAnError() {
        Run run = on("broken", "explain --subnet subnet-0a11111111111111a");
        assertThat(run)
                .isEqualTo(new Run(2, "", "nodepath: No nodes of cluster shop run in subnet-0a11111111111111a.\n"));
    }

    @ParameterizedTest
    @CsvSource({"text, txt", "json, json"})
    void privateEndpointMendsOneOfTwoSubnets(String format, String extension) {
        Run run = on("broken", "what-if --private-access on --format " + format);
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        Golden.assertMatches("examples/broken-with-private-access." + extension, run.out());
    }

    @Test
    void narrowerListWouldCutNodesOff() {
        Run run = on("compliant", "what-if --private-access off --public-cidrs 198.51.100.0/24,192.0.2.0/24");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("then public only, open to 192.0.2.0/24, 198.51.100.0/24")
                .contains("reachable -> unreachable")
                .contains("CRITICAL  EP-003");
    }

    @Test
    void nothingWouldChangeIsSaid() {
        assertThat(on("compliant", "what-if --private-access on").out()).contains("No node subnet would change.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what-if",
                "what-if --public-access off --private-access off",
                "what-if --public-access maybe",
                "what-if --public-cidrs 10.0.0.0",
                "what-if --public-cidrs ten",
                "what-if --private-access on --format html"
            })
    void badUsageIsSaidInAFewLines(String line) {
        Run run = on("compliant", line);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("nodepath: ").contains("--help").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "what-if --private-access on"})
    void clusterHasToBeNamedAndToBeThere(String line) {
        String[] words = (line + " --snapshot examples/compliant").split(" ", -1);
        assertThat(Run.of(words).err()).contains("--cluster").contains("--help");
        String[] other = (line + " --snapshot examples/compliant --cluster shopp").split(" ", -1);
        assertThat(Run.of(other).status()).isEqualTo(2);
        assertThat(Run.of(other).err()).contains("no cluster shopp").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "what-if --private-access off"})
    void whatWasNotReadIsNamed(String line) throws Exception {
        Path example = Path.of("examples", "compliant");
        try (var files = Files.list(example)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("ec2-describe-route-tables.json")) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.addAll(List.of("--snapshot", folder.toString(), "--cluster", "shop"));
        Run run = Run.of(words.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("unknown");
        assertThat(run.err()).startsWith("nodepath: Not read: ec2:DescribeRouteTables: ");
    }

    private static Run on(String example, String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.addAll(List.of("--snapshot", Path.of("examples", example).toString(), "--cluster", "shop"));
        return Run.of(words.toArray(String[]::new));
    }
}
