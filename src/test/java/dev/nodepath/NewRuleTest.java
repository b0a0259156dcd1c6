package dev.nodepath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make rule} starts, with local/new_rule.py: needs Python. */
class NewRuleTest {

    private static final Path SCRIPT = Path.of("local/new_rule.py").toAbsolutePath();
    private static final Path MAIN = Path.of("src/main/java/dev/nodepath/catalogue");
    private static final Path TEST = Path.of("src/test/java/dev/nodepath/catalogue");
    private static final String TITLE = "Node subnets are large enough";

    @TempDir
    private Path project;

    private record Started(int status, String said) {}

    @BeforeEach
    void copyTheCatalogue() throws IOException {
        for (Path folder : List.of(MAIN, TEST)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList()) {
                    Path copy = project.resolve(file);
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        }
    }

    @Test
    void startedRuleIsListedBehindTheOneBeforeItAndCompiles() throws Exception {
        Started started = start("ND-099", "node", "NodeSubnetTooSmall", TITLE);
        assertThat(started.said()).startsWith("ND-099: write NodeSubnetTooSmall and NodeSubnetTooSmallTest");
        assertThat(started.status()).isZero();
        assertThat(rules()).contains("new FutureNodesOnlyKnownInside(),\n            new NodeSubnetTooSmall(),\n");
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        complaints,
                        complaints,
                        "-proc:none",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-d",
                        project.resolve("classes").toString(),
                        project.resolve(MAIN).resolve("Rules.java").toString(),
                        project.resolve(MAIN)
                                .resolve("node/NodeSubnetTooSmall.java")
                                .toString(),
                        project.resolve(TEST)
                                .resolve("node/NodeSubnetTooSmallTest.java")
                                .toString());
        assertThat(compiled).as(complaints.toString(UTF_8)).isZero();
    }

    @Test
    void lastRuleEndsTheList() throws Exception {
        assertThat(start("ST-002", "settings", "SettingsContradictEachOther", TITLE)
                        .status())
                .isZero();
        assertThat(rules()).contains("new SettingsUnusable(),\n            new SettingsContradictEachOther());");
    }

    @Test
    void idIsNeverUsedTwiceAndSubjectIsOneOfThoseThereAre() throws Exception {
        String before = rules();
        for (List<String> words : List.of(
                List.of("ND-001", "node", "NodeSubnetTooSmall", TITLE),
                List.of("nd-99", "node", "NodeSubnetTooSmall", TITLE),
                List.of("ND-099", "nodes", "NodeSubnetTooSmall", TITLE))) {
            Started started = start(words.toArray(String[]::new));
            assertThat(started.status()).isNotZero();
            assertThat(started.said()).containsAnyOf("is no new rule id", "is no subject");
        }
        assertThat(rules()).isEqualTo(before);
    }

    private String rules() throws IOException {
        return Files.readString(project.resolve(MAIN).resolve("Rules.java"));
    }

    private Started start(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Started(process.waitFor(), said);
    }
}
