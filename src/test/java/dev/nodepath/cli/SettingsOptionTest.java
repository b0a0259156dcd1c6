package dev.nodepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --settings} of the commands that judge. The broken example has an EP-003 and an RT-003, both CRITICAL. */
class SettingsOptionTest {

    private static final String BROKEN = Path.of("examples", "broken").toString();

    @TempDir
    private Path folder;

    private String settings(String yaml) throws IOException {
        Path file = folder.resolve("settings.yaml");
        Files.writeString(file, "schema: nodepath/settings/1\n" + yaml);
        return file.toString();
    }

    private static Run check(String settings, String... more) {
        String[] arguments = {"check", "--snapshot", BROKEN, "--settings", settings};
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Run.of(all);
    }

    @Test
    void settingsThatSetNothingChangeNothing() throws IOException {
        assertThat(check(settings(""))).isEqualTo(Run.of("check", "--snapshot", BROKEN));
    }

    @Test
    void suppressedFindingIsShownAndDoesNotFail() throws IOException {
        Run run = check(settings("""
                suppressions:
                  - {rule: EP-003, reason: moving to the private endpoint, until: 2999-12-31}
                  - {rule: RT-003, cluster: sh*, reason: the zone is given up, until: 2999-12-31}
                """));
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("CRITICAL, suppressed  EP-003  ")
                .contains("evidence  suppressed until 2999-12-31: moving to the private endpoint\n")
                .contains("1 cluster: no violations; 2 suppressed.");
    }

    @Test
    void suppressionThatIsOverCountsNoMoreAndIsSaid() throws IOException {
        String file = settings("""
                suppressions:
                  - {rule: EP-003, reason: known, until: 2020-12-31}
                """);
        Run run = check(file);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo(Run.of("check", "--snapshot", BROKEN).out());
        assertThat(run.err())
                .isEqualTo(
                        "nodepath: " + file + ", line 3: suppressions[0].until was 2020-12-31: the suppression is over"
                                + " and its findings count again; remove it, or set a later day.\n");
    }

    @Test
    void severityDecidesWhatFails() throws IOException {
        Run run = check(settings("rules: {EP-003: {severity: MEDIUM}, RT-003: {severity: LOW}}\n"));
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("MEDIUM  EP-003", "LOW  RT-003", "1 cluster: 1 MEDIUM, 1 LOW.");
    }

    @Test
    void ruleThatIsOffIsNotInTheReportButThePathIs() throws IOException {
        Run run = check(settings("rules: {RT-003: {enabled: false}}\n"));
        assertThat(run.out())
                .contains("unreachable (RT-003)", "1 cluster: 1 CRITICAL.")
                .doesNotContain("CRITICAL  RT-003");
    }

    @Test
    void everyMistakeIsNamedAndNothingIsJudged() throws IOException {
        String file = settings("strictDNS: true\nexpectedEgressCidrs: [203.0.113.10]\n");
        Run run = check(file);
        assertThat(run).isEqualTo(new Run(2, "", """
                nodepath: FILE, line 2: strictDNS is no key; did you mean strictDns?
                nodepath: FILE, line 3: expectedEgressCidrs[0] is "203.0.113.10"; write a CIDR block: 203.0.113.10/32.
                nodepath: FILE has 2 mistakes; nothing was judged.
                """.replace("FILE", file)));
        assertThat(Run.of("explain", "--snapshot", BROKEN, "--cluster", "shop", "--settings", file))
                .isEqualTo(run);
        assertThat(Run.of(
                        "what-if",
                        "--snapshot",
                        BROKEN,
                        "--cluster",
                        "shop",
                        "--private-access",
                        "on",
                        "--settings",
                        file))
                .isEqualTo(run);
    }

    @Test
    void fileThatIsNotThereOrNoTextIsNamed() throws IOException {
        Path none = folder.resolve("none.yaml");
        assertThat(check(none.toString()))
                .isEqualTo(new Run(
                        2,
                        "",
                        "nodepath: The settings cannot be read from " + none + ": there is no such file or folder.\n"));
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, "reason: größer\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(check(latin.toString()))
                .isEqualTo(new Run(2, "", "nodepath: The settings cannot be read: " + latin + " is not UTF-8.\n"));
    }

    @Test
    void explainAndWhatIfGoByTheSettings() throws IOException {
        String file = settings("noInternet: true\n");
        Run explained = Run.of("explain", "--snapshot", BROKEN, "--cluster", "shop", "--settings", file);
        assertThat(explained.out()).contains("as the settings say (noInternet)").contains("EP-007");
        Run changed = Run.of(
                "what-if", "--snapshot", BROKEN, "--cluster", "shop", "--private-access", "on", "--settings", file);
        assertThat(changed.out()).contains("EP-007");
    }
}
