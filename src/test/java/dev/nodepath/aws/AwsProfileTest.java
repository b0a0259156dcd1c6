package dev.nodepath.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the AWS CLI's files and variables set; the SDK takes system properties for the variables. */
class AwsProfileTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void noFiles() {
        System.setProperty("aws.configFile", folder.resolve("config").toString());
        System.setProperty(
                "aws.sharedCredentialsFile", folder.resolve("credentials").toString());
    }

    @AfterEach
    void asBefore() {
        System.clearProperty("aws.configFile");
        System.clearProperty("aws.sharedCredentialsFile");
    }

    private void config(String text) throws IOException {
        Files.writeString(folder.resolve("config"), text);
    }

    @Test
    void callsGoWhereTheProfileSays() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = "{\"clusters\": [\"shop\"]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        config("""
                [profile mine]
                aws_access_key_id = test
                aws_secret_access_key = test
                region = eu-west-1
                endpoint_url = http://127.0.0.1:%d
                """.formatted(server.getAddress().getPort()));

        try (AwsAccess access = AwsAccess.standard().withProfile("mine")) {
            assertThat(access.defaultRegion()).contains("eu-west-1");
            assertThat(access.in("eu-west-1").eks().listClusters().clusters()).containsExactly("shop");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void profileIsOneOfThoseInTheFile() throws IOException {
        config("[profile mine]\nregion = eu-west-1\n");

        assertThat(AwsAccess.isProfile("mine")).isTrue();
        assertThat(AwsAccess.isProfile("yours")).isFalse();
    }
}
