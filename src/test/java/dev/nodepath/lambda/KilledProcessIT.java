package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.local.Proxy;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The packaged code in a process of its own, which is killed as its call number n arrives. A JVM starts for each n, so n is
 * every twelfth of the reads, and each from the first write on; every n with {@code -Dfaults=all}.
 */
class KilledProcessIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String SETTINGS = "/nodepath/settings";

    /** As Linux reports a process that SIGKILL ended. */
    private static final int KILLED = 128 + 9;

    private final FaultyAws faulty = FaultyAws.inRealTime();
    private final FlippedRoute route = new FlippedRoute(faulty);

    @TempDir
    private Path folder;

    @Test
    void atWhicheverCallTheProcessIsKilledTheEventOnceMoreLeadsToTheSameEnd(TestReporter reporter) throws Exception {
        faulty.aws()
                .build(SsmClient.builder())
                .putParameter(request -> request.name(SETTINGS)
                        .value("schema: nodepath/settings/1\nflapMinutes: 0\n")
                        .type(ParameterType.STRING));
        route.runWithoutFaults(
                (proxy, event) -> faulty.functions(proxy, FaultyAws.PATIENT).handle(event));
        List<String> calls;
        route.flip();
        try (Proxy proxy = faulty.proxy()) {
            assertThat(start(proxy, route.event(1)).waitFor()).isZero();
            calls = proxy.calls();
        }
        route.assertSameEndAfter("a run that nobody killed");
        int firstWrite = calls.indexOf("dynamodb:TransactWriteItems") + 1;
        assertThat(firstWrite).as("the first write among " + calls).isBetween(10, calls.size() - 3);
        boolean all = "all".equals(System.getProperty("faults"));
        int tried = 0;
        int killed = 0;
        for (int call = 1; call <= calls.size(); call++) {
            if (!all && call < firstWrite && call % 12 != 0) {
                continue;
            }
            tried++;
            route.flip();
            try (Proxy proxy = faulty.proxy()) {
                proxy.stopAt(call);
                Process process = start(proxy, route.event(1));
                if (proxy.awaitStop(process::isAlive)) {
                    killed++;
                    assertThat(process.destroyForcibly().waitFor()).isEqualTo(KILLED);
                }
                route.assertSameEndAfter("killed at call " + call);
            }
        }
        reporter.publishEntry("calls", calls.size() + ", killed at: " + killed);
        // Now and then a run needs a call less.
        assertThat(killed).isBetween(tried - 3, tried);
    }

    private Process start(Proxy proxy, byte[] event) throws IOException {
        Path file = Files.write(folder.resolve("event.json"), event);
        ProcessBuilder builder = new ProcessBuilder(
                        JAVA.toString(),
                        "-jar",
                        Path.of("target", "nodepath.jar").toString(),
                        "handle",
                        file.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(faulty.variables());
        builder.environment()
                .putAll(Map.of(
                        "SETTINGS_PARAMETER",
                        SETTINGS,
                        "AWS_ENDPOINT_URL",
                        proxy.url().toString(),
                        "AWS_REGION",
                        FaultyAws.REGION,
                        "AWS_ACCESS_KEY_ID",
                        "test",
                        "AWS_SECRET_ACCESS_KEY",
                        "test"));
        return builder.start();
    }
}
