package dev.nodepath.finding;

import dev.nodepath.catalogue.Evaluation;
import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An evaluation with its findings, worst first. */
public record Assessment(Evaluation evaluation, List<Finding> findings) {

    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity).thenComparing(Finding::rule).thenComparing(Finding::id);

    public Assessment {
        findings = List.copyOf(findings);
    }

    public static Assessment of(Evaluation evaluation, Optional<ChangedBy> changedBy) {
        ClusterArn cluster = evaluation.paths().cluster().arn();
        List<Finding> findings = new ArrayList<>();
        for (Judged judged : evaluation.judged()) {
            status(judged.result()).ifPresent(status -> findings.add(finding(cluster, judged, status, changedBy)));
        }
        findings.sort(WORST_FIRST);
        return new Assessment(evaluation, onePerId(findings));
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

    private static Finding finding(
            ClusterArn cluster, Judged judged, Finding.Status status, Optional<ChangedBy> changedBy) {
        Result result = judged.result();
        List<Resource> resources = new ArrayList<>();
        resources.add(result.resource());
        resources.addAll(result.others());
        return new Finding(
                Finding.id(cluster, judged.rule().id(), result.resource()),
                judged.rule().id(),
                result.severity(),
                status,
                cluster,
                resources.stream().distinct().toList(),
                judged.rule().title(),
                result.reason(),
                result.evidence(),
                result.related(),
                result.remedy(),
                changedBy);
    }
}
