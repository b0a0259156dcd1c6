package dev.nodepath.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
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

    /**
     * The role that is assumed to read another account.
     *
     * @param name the same in each account
     * @param externalId that the roles ask for; empty where they ask for none
     */
    public record ReadRole(String name, Optional<String> externalId) {}

    /**
     * How long one attempt and one call with all its attempts may take, and how many attempts that are where neither {@code
     * AWS_MAX_ATTEMPTS} nor the profile says.
     */
    public record Patience(Duration attempt, Duration call, int attempts) {
        public static final Patience STANDARD = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(60));

        public Patience(Duration attempt, Duration call) {
            this(attempt, call, 5);
        }
    }

    private final Optional<String> profile;
    private final Optional<URI> endpoint;
    private final Patience patience;
    private final int attempts;
    private final SdkHttpClient http;
    private final RetryStrategy retries;
    private final AwsCredentialsProvider credentials;
    private final CallCount calls = new CallCount();
    private final Map<String, AwsClients> clients = new ConcurrentHashMap<>();
    private final Map<String, StsAssumeRoleCredentialsProvider> assumed = new ConcurrentHashMap<>();

    /** One for all clients: each would make a pool of threads of its own, and of a large organization there are thousands. */
    private final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().daemon().name("aws-timeouts").factory());

    private AwsAccess(Optional<String> profile, Optional<URI> endpoint, Patience patience) {
        this.profile = profile;
        this.endpoint = endpoint;
        this.patience = patience;
        this.attempts = attempts(profileName()).orElse(patience.attempts());
        // The smallest client there is, and the same on every platform; another one is another line here.
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(patience.attempt())
                .build();
        this.retries = retries(profileName(), RetryMode.STANDARD, attempts);
        this.credentials = profile.<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    /** As the environment says: the function's role, or what the AWS CLI would use. */
    public static AwsAccess standard() {
        return new AwsAccess(Optional.empty(), Optional.empty(), Patience.STANDARD);
    }

    /** With the credentials, the default Region and the other settings of a profile, as {@code aws --profile}. */
    public AwsAccess withProfile(String name) {
        return new AwsAccess(Optional.of(name), endpoint, patience);
    }

    /** Whether the AWS CLI's files have a profile by that name. */
    public static boolean isProfile(String name) {
        return ProfileFile.defaultProfileFile().profile(name).isPresent();
    }

    /** With one endpoint for all services, as {@code aws --endpoint-url}. */
    public AwsAccess withEndpoint(URI url) {
        return new AwsAccess(profile, Optional.of(url), patience);
    }

    public AwsAccess with(Patience other) {
        return new AwsAccess(profile, endpoint, other);
    }

    private String profileName() {
        return profile.orElseGet(ProfileFileSystemSetting.AWS_PROFILE::getStringValueOrThrow);
    }

    /** The SDK itself reads the variable alone. */
    private static Optional<Integer> attempts(String profile) {
        return SdkSystemSetting.AWS_MAX_ATTEMPTS
                .getStringValue()
                .or(() -> ProfileFile.defaultProfileFile()
                        .profile(profile)
                        .flatMap(settings -> settings.property(ProfileProperty.MAX_ATTEMPTS)))
                .map(text -> {
                    if (!text.matches("[1-9][0-9]{0,3}")) {
                        throw new IllegalArgumentException("AWS_MAX_ATTEMPTS, or max_attempts of profile " + profile
                                + ", is \"" + text + "\"; set it to a number from 1 to 9999");
                    }
                    return Integer.valueOf(text);
                });
    }

    /** In the mode that the environment or the profile names, or else in another one. */
    static RetryStrategy retries(String profile, RetryMode otherwise, int attempts) {
        RetryMode mode = RetryMode.resolver()
                .profileName(profile)
                .defaultRetryMode(otherwise)
                .resolve();
        return AwsRetryStrategy.forRetryMode(mode).toBuilder()
                .maxAttempts(attempts)
                .build();
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

    /** Whether a Region by that name can be one of the partition that another one is in. */
    public static boolean areOfOnePartition(String region, String other) {
        return region.matches(PartitionMetadata.of(Region.of(other)).regionRegex());
    }

    /** The Regions, as far as the SDK knows them, of the partition that one is in. */
    public static List<String> regionsOfPartition(String region) {
        return Region.regions().stream()
                .map(Region::id)
                .filter(one -> areOfOnePartition(one, region))
                .toList();
    }

    /** Clients of the own account in a Region. */
    public AwsClients in(String region) {
        return clients.computeIfAbsent(region, key -> clients(region, Optional.empty(), credentials));
    }

    /** Clients of another account, whose role they assume. */
    public AwsClients in(String region, String accountId, ReadRole role) {
        AwsClients home = home(region);
        AwsCredentialsProvider credentialsThere =
                assumed.computeIfAbsent(accountId, account -> assume(account, role, home));
        return clients.computeIfAbsent(
                region + "/" + accountId, key -> clients(region, Optional.of(accountId), credentialsThere));
    }

    /**
     * Keeps the credentials of a role until shortly before they expire. STS is asked in the Region of the functions: its
     * answer is good in all Regions (IAM user guide, "Manage AWS STS in an AWS Region"), and the account need not have
     * enabled those of its members.
     */
    private static StsAssumeRoleCredentialsProvider assume(String accountId, ReadRole role, AwsClients home) {
        String roleArn = "arn:" + home.partition() + ":iam::" + accountId + ":role/" + role.name();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(home.sts())
                .refreshRequest(request -> request.roleArn(roleArn)
                        .roleSessionName("nodepath-" + home.accountId())
                        .externalId(role.externalId().orElse(null)))
                .build();
    }

    private AwsClients home(String otherwise) {
        return in(defaultRegion().orElse(otherwise));
    }

    private AwsClients clients(String region, Optional<String> accountId, AwsCredentialsProvider provider) {
        return new AwsClients(
                region,
                accountId,
                provider,
                new AwsClients.Calling(profileName(), endpoint, patience, attempts, http, retries, timeouts, calls),
                () -> accountId.ifPresent(this::forgetCredentials));
    }

    /** Closes clients that are not needed for the time being; credentials are kept. */
    public void release(AwsClients unneeded) {
        clients.values().remove(unneeded);
        unneeded.close();
    }

    /** Drops the credentials of an account's role: AWS takes them no longer. */
    private void forgetCredentials(String accountId) {
        clients.entrySet().removeIf(entry -> entry.getKey().endsWith("/" + accountId));
        Optional.ofNullable(assumed.remove(accountId)).ifPresent(StsAssumeRoleCredentialsProvider::close);
    }

    /** Counts what the clients call. */
    public CallCount calls() {
        return calls;
    }

    @Override
    public void close() {
        assumed.values().forEach(StsAssumeRoleCredentialsProvider::close);
        clients.values().forEach(AwsClients::close);
        timeouts.shutdownNow();
        http.close();
    }
}
