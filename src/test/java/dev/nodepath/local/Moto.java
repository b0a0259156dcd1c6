package dev.nodepath.local;

import dev.nodepath.aws.AwsAccess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The AWS of the tests: moto with the project's patches, a server of its own for each JVM. It ends with the JVM, since its
 * standard input then closes.
 */
public final class Moto {

    public static final String ACCOUNT = "123456789012";

    private static final Path PYTHON = Path.of(".venv", "bin", "python");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI url;

    static {
        // What moto accepts, and nothing that could reach anyone's AWS.
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    private Moto(URI url) {
        this.url = url;
    }

    /** The server of this JVM, with nothing in it. */
    public static Moto empty() {
        Running.MOTO.reset();
        return Running.MOTO;
    }

    public URI url() {
        return url;
    }

    /** AWS as the tests reach it. */
    public AwsAccess access() {
        return access(url);
    }

    /** AWS by way of a proxy; patient, since machines that run tests may be busy. */
    public static AwsAccess access(URI proxy) {
        return AwsAccess.standard()
                .with(new AwsAccess.Patience(Duration.ofMinutes(1), Duration.ofMinutes(3)))
                .withEndpoint(proxy);
    }

    /** Removes everything. */
    public void reset() {
        try {
            HTTP.send(
                    HttpRequest.newBuilder(url.resolve("/moto-api/reset"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException("moto does not answer; see target/moto.log", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Running {

        static final Moto MOTO = start();

        private static Moto start() {
            if (!Files.isExecutable(PYTHON)) {
                throw new IllegalStateException("There is no " + PYTHON + " to start moto with; `make` sets it up: run"
                        + " `make .venv/installed`, or `make test`.");
            }
            try {
                Process process = new ProcessBuilder(PYTHON.toString(), "local/moto_server.py", "--until-stdin-closes")
                        .redirectError(new File("target/moto.log"))
                        .start();
                BufferedReader out = process.inputReader();
                String url = out.readLine();
                if (url == null) {
                    throw new IllegalStateException("moto did not start; see target/moto.log");
                }
                return new Moto(URI.create(url));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
