package dev.nodepath.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.local.Moto;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;

/** No call is made. */
class AwsClientsTest {

    private final AwsAccess access = Moto.access(URI.create("http://127.0.0.1:1"));

    @Test
    void allCallsOfEc2SlowDownTogetherWhenItThrottlesOne() {
        AwsClients clients = access.in("us-east-1");

        assertThat(clients.ec2()).isSameAs(access.in("us-east-1").ec2());
        assertThat(clients.ec2()
                        .serviceClientConfiguration()
                        .overrideConfiguration()
                        .retryStrategy())
                .containsInstanceOf(AdaptiveRetryStrategy.class);
    }

    @Test
    void othersDoNotWaitForEc2() {
        assertThat(access.in("us-east-1")
                        .eks()
                        .serviceClientConfiguration()
                        .overrideConfiguration()
                        .retryStrategy())
                .containsInstanceOf(StandardRetryStrategy.class);
    }
}
