package dev.nodepath.aws.publish;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Sight;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.sweep.AccountSweep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;

/** What has to change in Security Hub so that it says of one cluster what the evaluation says. */
final class Reconciliation {

    private Reconciliation() {}

    /** Findings as they are to be imported; none of those that Security Hub holds so already. */
    static List<AwsSecurityFinding> of(Assessment assessment, List<HeldFinding> held, Instant seen) {
        ClusterNetwork network = assessment.evaluation().paths().network();
        Sight sight = new Sight(assessment);
        Map<String, HeldFinding> before =
                held.stream().collect(Collectors.toMap(HeldFinding::id, Function.identity(), (one, other) -> other));
        List<AwsSecurityFinding> imports = new ArrayList<>();
        for (Finding finding : assessment.findings()) {
            Optional<HeldFinding> known = Optional.ofNullable(before.remove(finding.id()));
            switch (finding.status()) {
                case NON_COMPLIANT -> add(imports, finding, ComplianceStatus.FAILED, network, known, seen);
                case INSUFFICIENT_DATA -> {
                    if (sight.sees(finding)
                            && known.filter(HeldFinding::isPassed).isEmpty()) {
                        add(imports, finding, ComplianceStatus.WARNING, network, known, seen);
                    }
                }
                case SUPPRESSED ->
                    known.filter(HeldFinding::isActive).ifPresent(active -> imports.add(active.archived(seen)));
            }
        }
        for (HeldFinding gone : before.values()) {
            if (gone.isActive()) {
                sight.ending(gone.id(), gone.rule(), gone.resourceId()).ifPresent(ending -> {
                    if (ending.gone()) {
                        imports.add(gone.archived(seen));
                    } else if (!gone.isPassed()) {
                        imports.add(gone.passed(seen));
                    }
                });
            }
        }
        return List.copyOf(imports);
    }

    private static void add(
            List<AwsSecurityFinding> imports,
            Finding finding,
            ComplianceStatus compliance,
            ClusterNetwork network,
            Optional<HeldFinding> known,
            Instant seen) {
        AwsSecurityFinding asff = Asff.of(
                finding, compliance, network, known.map(HeldFinding::created).orElse(seen), seen);
        if (known.filter(held -> held.saysTheSame(asff, seen)).isEmpty()) {
            imports.add(asff);
        }
    }

    /**
     * What has to change so that Security Hub says of accounts what a sweep says (SW-001). Of accounts that are not in the
     * organization any more it says nothing.
     *
     * @param held what it holds about accounts
     */
    static List<AwsSecurityFinding> ofAccounts(
            Collection<AccountSweep> accounts,
            List<HeldFinding> held,
            String partition,
            String ownAccountId,
            String region,
            Instant seen) {
        Map<String, HeldFinding> before =
                held.stream().collect(Collectors.toMap(HeldFinding::id, Function.identity(), (one, other) -> other));
        List<AwsSecurityFinding> imports = new ArrayList<>();
        for (AccountSweep account : accounts) {
            Optional<HeldFinding> known = Optional.ofNullable(
                    before.remove(Announcement.findingId(account.account().id(), partition)));
            if (account.allUnread().isEmpty()) {
                known.filter(HeldFinding::isActive)
                        .filter(finding -> !finding.isPassed())
                        .ifPresent(finding -> imports.add(finding.passed(seen)));
            } else {
                AwsSecurityFinding asff = Asff.of(
                        account,
                        partition,
                        ownAccountId,
                        region,
                        known.map(HeldFinding::created).orElse(seen),
                        seen);
                if (known.filter(finding -> finding.saysTheSame(asff, seen)).isEmpty()) {
                    imports.add(asff);
                }
            }
        }
        imports.addAll(ofDeleted(List.copyOf(before.values()), seen));
        return List.copyOf(imports);
    }

    /** Everything about a cluster that is no more ends. */
    static List<AwsSecurityFinding> ofDeleted(List<HeldFinding> held, Instant seen) {
        return held.stream()
                .filter(HeldFinding::isActive)
                .map(gone -> gone.archived(seen))
                .toList();
    }
}
