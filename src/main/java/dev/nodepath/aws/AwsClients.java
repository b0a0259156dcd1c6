package dev.nodepath.aws;

import dev.nodepath.aws.AwsAccess.Patience;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The clients of one account and Region. Each is built when it is first needed: {@code Ec2Client} alone takes half a second
 * of a cold start.
 */
public final class AwsClients implements AutoCloseable {

    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final Calling calling;
    private final Runnable forget;
    private final List<SdkAutoCloseable> built = new CopyOnWriteArrayList<>();

    /**
     * EC2 grants the calls of an account in a Region by buckets of tokens (EC2 API reference, request throttling). Once it
     * throttles, all calls of a run slow down together to what it grants; other services do not slow down with it.
     */
    private final Lazy<Ec2Client> ec2 = new Lazy<>(this::buildEc2);

    private final Lazy<EksClient> eks = new Lazy<>(() -> build(EksClient.builder()));
    private final Lazy<AutoScalingClient> autoScaling = new Lazy<>(() -> build(AutoScalingClient.builder()));
    private final Lazy<SqsClient> sqs = new Lazy<>(() -> build(SqsClient.builder()));
    private final Lazy<StsClient> sts = new Lazy<>(() -> build(StsClient.builder()));
    private final Lazy<String> accountId;

    /** How calls are made, the same by all clients of an access. */
    record Calling(
            String profile,
            Optional<URI> endpoint,
            Patience patience,
            int attempts,
            SdkHttpClient http,
            RetryStrategy retries,
            ScheduledExecutorService timeouts,
            CallCount calls) {}

    AwsClients(
            String region,
            Optional<String> accountId,
            AwsCredentialsProvider credentials,
            Calling calling,
            Runnable forget) {
        this.forget = forget;
        this.region = Region.of(region);
        this.credentials = credentials;
        this.calling = calling;
        this.accountId = new Lazy<>(
                () -> accountId.orElseGet(() -> sts().getCallerIdentity().account()));
    }

    private Ec2Client buildEc2() {
        return build(
                Ec2Client.builder(), AwsAccess.retries(calling.profile(), RetryMode.ADAPTIVE_V2, calling.attempts()));
    }

    /**
     * Sees to credentials, which for another account means that its role is assumed.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if there are none to be had
     */
    public void signIn() {
        credentials.resolveCredentials();
    }

    /** AWS takes the credentials no longer; whoever needs clients of that account again gets new ones. */
    public void forgetCredentials() {
        forget.run();
    }

    public String region() {
        return region.id();
    }

    /** {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …, by the Region. */
    public String partition() {
        return PartitionMetadata.of(region).id();
    }

    /** The account the credentials belong to, asked of STS where it is not known; needs no permission. */
    public String accountId() {
        return accountId.get();
    }

    public Ec2Client ec2() {
        return ec2.get();
    }

    public EksClient eks() {
        return eks.get();
    }

    public AutoScalingClient autoScaling() {
        return autoScaling.get();
    }

    public SqsClient sqs() {
        return sqs.get();
    }

    public StsClient sts() {
        return sts.get();
    }

    /** Any other client, made as these are; it is closed with them. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C build(
            B builder) {
        return build(builder, calling.retries());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> C build(
            B builder, RetryStrategy strategy) {
        calling.endpoint().ifPresent(builder::endpointOverride);
        C client = builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(calling.http())
                .overrideConfiguration(configuration -> configuration
                        .defaultProfileName(calling.profile())
                        .retryStrategy(strategy)
                        .addMetricPublisher(calling.calls())
                        .apiCallAttemptTimeout(calling.patience().attempt())
                        .apiCallTimeout(calling.patience().call())
                        .scheduledExecutorService(calling.timeouts()))
                .build();
        built.add(client);
        return client;
    }

    @Override
    public void close() {
        new ArrayList<>(built).forEach(SdkAutoCloseable::close);
    }

    /** A value made once, at its first use. */
    private static final class Lazy<T> {
        private final Supplier<T> maker;
        private @Nullable T value;

        Lazy(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            T made = value;
            if (made == null) {
                made = maker.get();
                value = made;
            }
            return made;
        }
    }
}
