package dev.nodepath.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * How AWS is reached: with whose credentials, where, and how patiently. Everything that calls AWS gets its clients here; the
 * SDK's own variables ({@code AWS_ENDPOINT_URL}, {@code AWS_PROFILE}, …) keep their meaning.
 *
 * <p>Clients of one access share connections and the budget for retries, so that a throttled run slows down as a whole
 * instead of retrying in every corner.
 */
public final class AwsAccess implements AutoCloseable {

    /** How long one attempt and one call with all its attempts may take, and how many attempts that are. */
    public record Patience(Duration attempt, Duration call, int attempts) {
        public static final Patience STANDARD = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(60));

        public Patience(Duration attempt, Duration call) {
            this(attempt, call, 5);
        }
    }

    private final Optional<String> profile;
    private final Optional<URI> endpoint;
    private final Patience patience;
    private final SdkHttpClient http;
    private final RetryStrategy retries;
    private final AwsCredentialsProvider credentials;
    private final CallCount calls = new CallCount();
    private final Map<String, AwsClients> clients = new ConcurrentHashMap<>();

    private AwsAccess(Optional<String> profile, Optional<URI> endpoint, Patience patience) {
        this.profile = profile;
        this.endpoint = endpoint;
        this.patience = patience;
        // The smallest client there is, and the same on every platform; another one is another line here.
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(patience.attempt())
                .build();
        this.retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(patience.attempts())
                .build();
        this.credentials = profile.<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    /** As the environment says: the function's role, or what the AWS CLI would use. */
    public static AwsAccess standard() {
        return new AwsAccess(Optional.empty(), Optional.empty(), Patience.STANDARD);
    }

    /** With the credentials and the default Region of a profile, as {@code aws --profile}. */
    public AwsAccess withProfile(String name) {
        return new AwsAccess(Optional.of(name), endpoint, patience);
    }

    /** With one endpoint for all services, as {@code aws --endpoint-url}. */
    public AwsAccess withEndpoint(URI url) {
        return new AwsAccess(profile, Optional.of(url), patience);
    }

    public AwsAccess with(Patience other) {
        return new AwsAccess(profile, endpoint, other);
    }

    /** The Region the environment or the profile names. */
    public Optional<String> defaultRegion() {
        try {
            DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
            profile.ifPresent(chain::profileName);
            return Optional.of(chain.build().getRegion().id());
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    /** Clients of the own account in a Region. */
    public AwsClients in(String region) {
        return clients.computeIfAbsent(
                region,
                key -> new AwsClients(region, Optional.empty(), credentials, endpoint, patience, http, retries, calls));
    }

    /**
     * Clients of another account, whose role they assume.
     *
     * @param roleName the role's name, the same in each account
     */
    public AwsClients in(String region, String accountId, String roleName) {
        return clients.computeIfAbsent(region + "/" + accountId + "/" + roleName, key -> {
            AwsClients own = in(region);
            String roleArn = "arn:" + own.partition() + ":iam::" + accountId + ":role/" + roleName;
            AwsCredentialsProvider assumed = StsAssumeRoleCredentialsProvider.builder()
                    .stsClient(own.sts())
                    .refreshRequest(request -> request.roleArn(roleArn).roleSessionName("nodepath"))
                    .build();
            return new AwsClients(region, Optional.of(accountId), assumed, endpoint, patience, http, retries, calls);
        });
    }

    /** Counts what the clients call. */
    public CallCount calls() {
        return calls;
    }

    @Override
    public void close() {
        clients.values().forEach(AwsClients::close);
        http.close();
    }
}
