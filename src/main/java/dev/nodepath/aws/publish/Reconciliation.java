package dev.nodepath.aws.publish;

import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;

/**
 * What has to change in Security Hub so that it says of one cluster what the evaluation says.
 *
 * @param imports findings as the evaluation has them
 * @param endings findings that Security Hub holds and the evaluation no longer has, as they end
 * @param resolved what is over, of what Security Hub held as open
 */
record Reconciliation(List<AwsSecurityFinding> imports, List<AwsSecurityFinding> endings, List<Transition> resolved) {

    /** Which subnets nodes run in follows from these; a rule that is silent about a subnet may just not know of it. */
    private static final Set<Need> WHERE_NODES_RUN = EnumSet.of(
            Need.CLUSTER,
            Need.NODEGROUP_NAMES,
            Need.NODEGROUPS,
            Need.FARGATE_PROFILE_NAMES,
            Need.FARGATE_PROFILES,
            Need.AUTO_SCALING_GROUPS,
            Need.INSTANCES,
            Need.SUBNETS);

    Reconciliation {
        imports = List.copyOf(imports);
        endings = List.copyOf(endings);
        resolved = List.copyOf(resolved);
    }

    static Reconciliation of(Assessment assessment, List<HeldFinding> held, Instant seen) {
        return new Comparison(assessment, seen).with(held);
    }

    /** Everything about a cluster that is no more. */
    static Reconciliation ofDeleted(List<HeldFinding> held, Instant seen) {
        return new Reconciliation(
                List.of(),
                held.stream()
                        .filter(HeldFinding::isActive)
                        .map(gone -> gone.archived(seen))
                        .toList(),
                held.stream()
                        .filter(HeldFinding::isOpen)
                        .map(gone ->
                                gone.resolved("EKS cluster " + gone.cluster().name() + " was deleted."))
                        .toList());
    }

    /** An evaluation, held against what Security Hub has. */
    private record Comparison(Assessment assessment, ClusterNetwork network, Set<String> unread, Instant seen) {

        /** What becomes of a finding that Security Hub holds and the evaluation no longer has. */
        private enum Fate {
            KEEP,
            PASS,
            ARCHIVE
        }

        Comparison(Assessment assessment, Instant seen) {
            ClusterNetwork network = assessment.evaluation().paths().network();
            this(
                    assessment,
                    network,
                    network.unread().stream().map(Read.Failed::action).collect(Collectors.toSet()),
                    seen);
        }

        Reconciliation with(List<HeldFinding> held) {
            Map<String, HeldFinding> before = held.stream()
                    .collect(Collectors.toMap(HeldFinding::id, Function.identity(), (one, other) -> other));
            List<AwsSecurityFinding> imports = new ArrayList<>();
            List<AwsSecurityFinding> endings = new ArrayList<>();
            List<Transition> resolved = new ArrayList<>();
            for (Finding finding : assessment.findings()) {
                Optional<HeldFinding> known = Optional.ofNullable(before.remove(finding.id()));
                Instant created = known.map(HeldFinding::created).orElse(seen);
                compliance(finding, known)
                        .ifPresent(status -> imports.add(Asff.of(finding, status, network, created, seen)));
            }
            for (HeldFinding gone : before.values()) {
                Fate fate = gone.isActive() ? fate(gone) : Fate.KEEP;
                switch (fate) {
                    case KEEP -> {}
                    case ARCHIVE -> endings.add(gone.archived(seen));
                    case PASS -> {
                        if (gone.isOpen()) {
                            endings.add(gone.passed(seen));
                        }
                    }
                }
                if (fate != Fate.KEEP && gone.isOpen()) {
                    resolved.add(gone.resolved(why(gone)));
                }
            }
            return new Reconciliation(imports, endings, resolved);
        }

        /**
         * The status to import a finding with; none where what Security Hub holds is to stay. What cannot be told never
         * replaces a pass, which would undo the user's Workflow; what could not even be read replaces no verdict at all.
         */
        private Optional<ComplianceStatus> compliance(Finding finding, Optional<HeldFinding> known) {
            return switch (finding.status()) {
                case NON_COMPLIANT -> Optional.of(ComplianceStatus.FAILED);
                case INSUFFICIENT_DATA -> {
                    boolean read = sees(finding.rule());
                    Set<ComplianceStatus> stay = read
                            ? EnumSet.of(ComplianceStatus.PASSED)
                            : EnumSet.of(ComplianceStatus.PASSED, ComplianceStatus.FAILED);
                    boolean stays = known.filter(HeldFinding::isActive)
                            .flatMap(HeldFinding::compliance)
                            .filter(stay::contains)
                            .isPresent();
                    yield Optional.of(read ? ComplianceStatus.WARNING : ComplianceStatus.NOT_AVAILABLE)
                            .filter(status -> !stays);
                }
                case SUPPRESSED -> Optional.empty();
            };
        }

        private Fate fate(HeldFinding gone) {
            if (verdict(gone).isPresent()) {
                return Fate.PASS;
            }
            if (card(gone.rule()).isEmpty()) {
                return Fate.ARCHIVE;
            }
            if (!sees(gone.rule())) {
                return Fate.KEEP;
            }
            return supersededBy(gone).isPresent() || Presence.isGone(gone.resourceId(), network)
                    ? Fate.ARCHIVE
                    : Fate.PASS;
        }

        private String why(HeldFinding gone) {
            return verdict(gone)
                    .map(Result::reason)
                    .or(() ->
                            supersededBy(gone).map(cause -> "Its root cause is now reported as " + cause.rule() + "."))
                    .orElse(gone.rule() + " no longer concerns " + gone.resourceId() + ".");
        }

        /** The rule's word on the same resource, which is none that makes a finding, or there would be one. */
        private Optional<Result> verdict(HeldFinding gone) {
            return assessment.evaluation().judged().stream()
                    .filter(judged -> Finding.id(
                                    gone.cluster(),
                                    judged.rule().id(),
                                    judged.result().resource())
                            .equals(gone.id()))
                    .map(Judged::result)
                    .findFirst();
        }

        /** The finding that lists this one's rule as broken by the same root cause, for the same resource. */
        private Optional<Finding> supersededBy(HeldFinding gone) {
            return assessment.findings().stream()
                    .filter(finding -> finding.related().contains(gone.rule()))
                    .filter(finding -> finding.resources().stream()
                            .anyMatch(resource -> resource.id().equals(gone.resourceId())))
                    .findFirst();
        }

        /** Whether everything that the rule looks at was read. */
        private boolean sees(String rule) {
            return card(rule)
                    .map(RuleCard::needs)
                    .map(needs -> readAll(needs) && readAll(WHERE_NODES_RUN))
                    .orElse(unread.isEmpty());
        }

        private boolean readAll(Iterable<Need> needs) {
            for (Need need : needs) {
                if (unread.contains(need.action())) {
                    return false;
                }
            }
            return true;
        }

        private static Optional<RuleCard> card(String rule) {
            return Rules.all().stream()
                    .map(Rule::card)
                    .filter(card -> card.id().equals(rule))
                    .findFirst();
        }
    }
}
