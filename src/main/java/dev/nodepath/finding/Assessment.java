package dev.nodepath.finding;

import dev.nodepath.catalogue.Evaluation;
import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import dev.nodepath.settings.ClusterSettings;
import dev.nodepath.settings.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An evaluation with its findings, worst first, as the settings weigh them. */
public record Assessment(Evaluation evaluation, List<Finding> findings) {

    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity).thenComparing(Finding::rule).thenComparing(Finding::id);

    public Assessment {
        findings = List.copyOf(findings);
    }

    /** As the built-in settings say. */
    public static Assessment of(Evaluation evaluation, Optional<ChangedBy> changedBy) {
        ClusterSettings builtIn =
                Settings.BUILT_IN.of(evaluation.paths().cluster().arn());
        return of(evaluation, builtIn, LocalDate.EPOCH, changedBy);
    }

    /**
     * Evaluates a cluster as the settings say.
     *
     * @param today in UTC, for what is set until a day
     */
    public static Assessment of(
            ClusterNetwork network, Settings settings, LocalDate today, Optional<ChangedBy> changedBy) {
        ClusterSettings here = settings.of(network.cluster().arn());
        return of(Rules.evaluate(network.with(here.declared()), here::isOn), here, today, changedBy);
    }

    private static Assessment of(
            Evaluation evaluation, ClusterSettings settings, LocalDate today, Optional<ChangedBy> changedBy) {
        List<Finding> findings = new ArrayList<>();
        for (Judged judged : evaluation.judged()) {
            status(judged.result()).ifPresent(status -> {
                Finding found = finding(settings.cluster(), judged, settings, status, changedBy);
                findings.add(settings.suppression(judged.rule(), judged.result().resource(), today)
                        .map(found::suppressed)
                        .orElse(found));
            });
        }
        findings.sort(WORST_FIRST);
        return new Assessment(evaluation, onePerId(findings));
    }

    /** With what is going to be found once an update is done: what is not there yet, or is not yet as bad. */
    public Assessment foreseeing(List<Finding> later) {
        Map<String, Finding> all = new LinkedHashMap<>();
        findings.forEach(now -> all.put(now.id(), now));
        later.forEach(then ->
                all.merge(then.id(), then.foreseen(), (now, foreseen) -> foreseen.isWorseThan(now) ? foreseen : now));
        return new Assessment(
                evaluation, all.values().stream().sorted(WORST_FIRST).toList());
    }

    /** A rule that speaks of a resource twice is heard at its worst. */
    private static List<Finding> onePerId(List<Finding> worstFirst) {
        Map<String, Finding> byId = new LinkedHashMap<>();
        worstFirst.forEach(finding -> byId.putIfAbsent(finding.id(), finding));
        return List.copyOf(byId.values());
    }

    private static Optional<Finding.Status> status(Result result) {
        return switch (result.verdict()) {
            case NON_COMPLIANT -> Optional.of(Finding.Status.NON_COMPLIANT);
            case INSUFFICIENT_DATA -> Optional.of(Finding.Status.INSUFFICIENT_DATA);
            case COMPLIANT, NOT_APPLICABLE -> Optional.empty();
        };
    }

    /** What cannot be told does not get worse because a violation would be. */
    private static Severity severity(Judged judged, ClusterSettings settings) {
        Severity found = judged.result().severity();
        Severity set = settings.severityOf(judged.rule(), found);
        return judged.result().verdict() == Verdict.NON_COMPLIANT ? set : set.atMost(found);
    }

    private static Finding finding(
            ClusterArn cluster,
            Judged judged,
            ClusterSettings settings,
            Finding.Status status,
            Optional<ChangedBy> changedBy) {
        Result result = judged.result();
        List<Resource> resources = new ArrayList<>();
        resources.add(result.resource());
        resources.addAll(result.others());
        return new Finding(
                Finding.id(cluster, judged.rule().id(), result.resource()),
                judged.rule().id(),
                severity(judged, settings),
                status,
                cluster,
                resources.stream().distinct().toList(),
                judged.rule().title(),
                result.reason(),
                result.evidence(),
                result.related(),
                result.remedy(),
                changedBy,
                false);
    }
}
