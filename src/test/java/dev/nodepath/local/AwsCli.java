package dev.nodepath.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A terminal with the AWS CLI, whose AWS is moto. */
public final class AwsCli {

    private static final Path BIN = Path.of(".venv", "bin").toAbsolutePath();

    private final Moto moto;

    public AwsCli(Moto moto) {
        this.moto = moto;
    }

    /**
     * Types the commands into a shell as they stand, up to the first that fails.
     *
     * @return what the terminal shows, empty where it shows nothing of interest
     */
    public String failureOf(List<String> commands) {
        ProcessBuilder shell =
                new ProcessBuilder("bash", "-euc", String.join("\n", commands)).redirectErrorStream(true);
        Map<String, String> environment = shell.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.merge("PATH", BIN.toString(), (path, bin) -> bin + File.pathSeparator + path);
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL", moto.url().toString(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_EC2_METADATA_DISABLED", "true"));
        try {
            Process process = shell.start();
            process.getOutputStream().close();
            String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : "Exit status " + process.exitValue() + ": " + shown;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
