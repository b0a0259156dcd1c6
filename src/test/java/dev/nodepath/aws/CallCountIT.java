package dev.nodepath.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What is counted is what a proxy in front of AWS sees. */
class CallCountIT {

    private final Proxy proxy = new Proxy(Moto.empty());
    private final AwsAccess access = Moto.access(proxy.url());
    private final AwsClients aws = access.in("us-east-1");

    @AfterEach
    void close() {
        access.close();
        proxy.close();
    }

    @Test
    void callsAreCountedByService() {
        aws.ec2().describeVpcs();
        aws.ec2().describeSubnets();
        aws.autoScaling().describeAutoScalingGroups();
        aws.eks().listClusters(request -> {});

        assertThat(access.calls().take())
                .isEqualTo(new CallCount.Calls(Map.of("ec2", 2, "autoscaling", 1, "eks", 1), 0, 0));
    }

    @Test
    void whatWasTakenIsNotCountedAgain() {
        aws.ec2().describeVpcs();
        access.calls().take();

        assertThat(access.calls().take()).isEqualTo(new CallCount.Calls(Map.of(), 0, 0));
    }

    @Test
    void everyAttemptOfAThrottledCallCounts() {
        proxy.fail("ec2:DescribeVpcs", Proxy.error(503, "RequestLimitExceeded", "Request limit exceeded."));
        proxy.fail("eks:ListClusters", Proxy.error(429, "ThrottlingException", "Rate exceeded"));

        assertThatThrownBy(() -> aws.ec2().describeVpcs()).isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(() -> aws.eks().listClusters(request -> {})).isInstanceOf(AwsServiceException.class);

        CallCount.Calls calls = access.calls().take();
        assertThat(calls.total()).isEqualTo(proxy.calls().size()).isGreaterThan(2);
        assertThat(calls.throttled()).isEqualTo(calls.total());
        assertThat(calls.denied()).isZero();
    }

    @Test
    void deniedCallIsToldApartFromABusyService() {
        proxy.fail("ec2:DescribeVpcs", Proxy.denied("ec2:DescribeVpcs"));
        proxy.fail("ec2:DescribeSubnets", Proxy.htmlPage());

        assertThatThrownBy(() -> aws.ec2().describeVpcs()).isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(() -> aws.ec2().describeSubnets()).isInstanceOf(AwsServiceException.class);

        CallCount.Calls calls = access.calls().take();
        assertThat(calls.denied()).isEqualTo(1);
        assertThat(calls.throttled()).isZero();
        assertThat(calls.total()).isEqualTo(proxy.calls().size());
    }
}
