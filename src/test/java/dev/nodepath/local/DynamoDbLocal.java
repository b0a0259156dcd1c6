package dev.nodepath.local;

import dev.nodepath.aws.AwsAccess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB as AWS gives it out for tests: stricter than moto about conditions, transactions and sizes. A process of its own
 * for each JVM, over HTTP, in memory; it ends with the JVM.
 */
public final class DynamoDbLocal {

    private static final Path LIBRARIES = Path.of(".dynamodb-local");

    private DynamoDbLocal() {}

    public static URI url() {
        return Running.URL;
    }

    /** A client of a database that holds one empty state table. */
    public static DynamoDbClient withEmptyStateTable() {
        // What it accepts, and nothing that could reach anyone's AWS.
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        DynamoDbClient client =
                AwsAccess.standard().withEndpoint(url()).in("us-east-1").build(DynamoDbClient.builder());
        if (client.listTables().tableNames().contains(Subscriber.STATE_TABLE)) {
            client.deleteTable(request -> request.tableName(Subscriber.STATE_TABLE));
        }
        Subscriber.createStateTable(client);
        return client;
    }

    private static final class Running {

        static final URI URL = start();

        private static URI start() {
            if (!Files.isRegularFile(LIBRARIES.resolve("installed"))) {
                throw new IllegalStateException(
                        "There is no " + LIBRARIES + " to start DynamoDB Local with; `make` sets it"
                                + " up: run `make .dynamodb-local/installed`, or `make test`.");
            }
            try {
                // Another process may take a port before the database does.
                for (int tries = 1; tries <= 3; tries++) {
                    int port = freePort();
                    if (listens(startAt(port), port)) {
                        return URI.create("http://127.0.0.1:" + port);
                    }
                }
                throw new IOException("DynamoDB Local ended at once; see target/dynamodb-local.log");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Process startAt(int port) throws IOException {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-Xmx256m",
                            "-Djava.library.path=" + LIBRARIES,
                            "-cp",
                            LIBRARIES + File.separator + "*",
                            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                            "-inMemory",
                            "-sharedDb",
                            "-disableTelemetry",
                            "-port",
                            Integer.toString(port)))
                    .redirectErrorStream(true)
                    .redirectOutput(new File("target/dynamodb-local.log"))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        /** Waits until it listens; false where it ends instead. */
        private static boolean listens(Process process, int port) throws IOException {
            Instant patience = Instant.now().plus(Duration.ofMinutes(3));
            while (process.isAlive()) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    if (socket.isConnected()) {
                        return true;
                    }
                } catch (IOException e) {
                    // Not yet.
                }
                if (Instant.now().isAfter(patience)) {
                    throw new IOException("DynamoDB Local did not start; see target/dynamodb-local.log");
                }
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
            return false;
        }
    }
}
