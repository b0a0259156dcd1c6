package dev.nodepath.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.retries.LegacyRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

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
        System.clearProperty("aws.maxAttempts");
        System.clearProperty("aws.retryMode");
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

    @Test
    void variableSetsTheAttempts() {
        System.setProperty("aws.maxAttempts", "2");
        try (AwsAccess access = AwsAccess.standard()) {
            assertThat(retries(access.in("us-east-1").ec2()).maxAttempts()).isEqualTo(2);
            assertThat(retries(access.in("us-east-1").eks()).maxAttempts()).isEqualTo(2);
        }
    }

    @Test
    void profileSetsAttemptsAndMode() throws IOException {
        config("[profile mine]\nmax_attempts = 7\nretry_mode = legacy\n");
        try (AwsAccess access = AwsAccess.standard().withProfile("mine")) {
            assertThat(retries(access.in("us-east-1").ec2()))
                    .isInstanceOf(LegacyRetryStrategy.class)
                    .returns(7, RetryStrategy::maxAttempts);
        }
    }

    @Test
    void variableSetsTheMode() {
        System.setProperty("aws.retryMode", "adaptive");
        try (AwsAccess access = AwsAccess.standard()) {
            assertThat(retries(access.in("us-east-1").eks()))
                    .isInstanceOf(AdaptiveRetryStrategy.class)
                    .returns(5, RetryStrategy::maxAttempts);
        }
    }

    @Test
    void attemptsThatAreNoNumberAreNamed() {
        System.setProperty("aws.maxAttempts", "many");

        assertThatThrownBy(AwsAccess::standard)
                .hasMessage(
                        "AWS_MAX_ATTEMPTS, or max_attempts of profile default, is \"many\"; set it to a number from 1"
                                + " to 9999");
    }

    private static RetryStrategy retries(SdkClient client) {
        return client.serviceClientConfiguration()
                .overrideConfiguration()
                .retryStrategy()
                .orElseThrow();
    }
}
