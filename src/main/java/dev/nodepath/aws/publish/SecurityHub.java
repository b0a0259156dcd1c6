package dev.nodepath.aws.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.AwsFailure;
import dev.nodepath.aws.SideBySide;
import dev.nodepath.catalogue.AccountNotRead;
import dev.nodepath.network.Read;
import dev.nodepath.sweep.AccountSweep;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingFilters;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.StringFilterComparison;

/** Security Hub in one account and Region. It takes and shows findings of that account and Region only. */
public final class SecurityHub {

    /** Findings in one BatchImportFindings call. */
    private static final int BATCH = 100;

    /** It may have six megabytes (Security Hub user guide, BatchImportFindings); how much JSON adds to the values is guessed. */
    private static final int BATCH_SIZE = 4 * 1024 * 1024;

    /** Values that one filter of GetFindings takes. */
    private static final int FILTER_VALUES = 20;

    /** GetFindings calls side by side: a second takes three, six at the most (Security Hub API reference, throttle limits). */
    private static final int AT_A_TIME = 3;

    private final SecurityHubClient hub;
    private final String accountId;
    private final String region;

    SecurityHub(SecurityHubClient hub, String accountId, String region) {
        this.hub = hub;
        this.accountId = accountId;
        this.region = region;
    }

    public static SecurityHub of(AwsClients aws, String accountId) {
        return new SecurityHub(aws.build(SecurityHubClient.builder()), accountId, aws.region());
    }

    /** What Security Hub holds about the clusters with these names, or about every cluster where none is named. */
    public Read<List<HeldFinding>> held(Collection<String> clusterNames) {
        String clusters = "arn:%s:eks:%s:%s:cluster/".formatted(partition(), region, accountId);
        List<String> prefixes =
                clusterNames.stream().map(name -> clusters + name + "/").toList();
        List<List<String>> asked = prefixes.isEmpty() || prefixes.size() > FILTER_VALUES * AT_A_TIME
                ? List.of(List.of(clusters))
                : Batches.of(prefixes, FILTER_VALUES);
        Read<List<HeldFinding>> held = Read.ofList(List.of());
        for (Read<List<HeldFinding>> some : SideBySide.of(asked, this::heldWith)) {
            held = held.flatMap(known -> some.map(
                    more -> Stream.concat(known.stream(), more.stream()).toList()));
        }
        return held;
    }

    /**
     * Says of the organization's accounts what a sweep says (SW-001); answers with what it did not take.
     *
     * @param accounts all that are in the organization
     */
    public List<String> say(Collection<AccountSweep> accounts, Instant seen) {
        return switch (held(AwsSecurityFindingFilters.builder()
                .generatorId(
                        filter(StringFilterComparison.EQUALS, Asff.GENERATOR_PREFIX + AccountNotRead.CARD.id())))) {
            case Read.Done<List<HeldFinding>> done ->
                write(Reconciliation.ofAccounts(accounts, done.value(), partition(), accountId, region, seen)).stream()
                        .map(Refusal::why)
                        .toList();
            case Read.Failed<List<HeldFinding>> failed -> List.of(failed.action() + ": " + failed.error() + ".");
        };
    }

    private Read<List<HeldFinding>> heldWith(List<String> prefixes) {
        return held(AwsSecurityFindingFilters.builder()
                .generatorId(filter(StringFilterComparison.PREFIX, Asff.GENERATOR_PREFIX))
                .id(prefixes.stream()
                        .map(prefix -> filter(StringFilterComparison.PREFIX, prefix))
                        .toList()));
    }

    private Read<List<HeldFinding>> held(AwsSecurityFindingFilters.Builder which) {
        AwsSecurityFindingFilters filters = which.productArn(
                        filter(StringFilterComparison.EQUALS, Asff.productArn(partition(), region, accountId)))
                .build();
        try {
            return Read.ofList(
                    hub.getFindingsPaginator(request -> request.filters(filters).maxResults(BATCH)).findings().stream()
                            .map(HeldFinding::new)
                            .toList());
        } catch (SdkException e) {
            return Read.failed("securityhub:GetFindings", AwsFailure.sentence(e));
        }
    }

    private String partition() {
        return PartitionMetadata.of(Region.of(region)).id();
    }

    private static StringFilter filter(StringFilterComparison comparison, String value) {
        return StringFilter.builder().comparison(comparison).value(value).build();
    }

    static List<List<AwsSecurityFinding>> batches(List<AwsSecurityFinding> findings) {
        return Batches.of(findings, BATCH, SecurityHub::size, BATCH_SIZE);
    }

    private static int size(AwsSecurityFinding finding) {
        return finding.toString().getBytes(UTF_8).length;
    }

    /** Imports findings; answers with those that Security Hub did not take. */
    List<Refusal> write(List<AwsSecurityFinding> findings) {
        return Batches.send(batches(findings), this::writeBatch).stream()
                .map(refused -> new Refusal(
                        refused.value().id(),
                        "Security Hub did not take " + refused.value().id() + ": " + refused.why()))
                .toList();
    }

    /** What is wrong with a finding will be so the next time; whatever else Security Hub says may pass. */
    private List<Batches.Rejected> writeBatch(List<AwsSecurityFinding> findings) {
        List<String> ids = findings.stream().map(AwsSecurityFinding::id).toList();
        return hub.batchImportFindings(request -> request.findings(findings)).failedFindings().stream()
                .map(failed -> new Batches.Rejected(
                        ids.indexOf(failed.id()),
                        !failed.errorCode().startsWith("Invalid"),
                        failed.errorCode() + " " + failed.errorMessage()))
                .toList();
    }
}
