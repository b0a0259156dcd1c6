package dev.nodepath.rule;

import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The results of a rule that the path engine does not decide, and the one result a resource has in the end. */
public final class CauseResults {

    private CauseResults() {}

    /** A cause and how bad it is for the nodes that it was found for. */
    public record Weighed(Severity severity, Cause cause) {}

    /** Of causes that are all as bad. */
    public static List<Result> of(Severity severity, List<Cause> causes, Function<List<Cause>, Remedy> advice) {
        return of(causes.stream().map(cause -> new Weighed(severity, cause)).toList(), advice);
    }

    /** One result a resource: broken if any of its causes is for certain, and as bad as the worst of those. */
    public static List<Result> of(List<Weighed> causes, Function<List<Cause>, Remedy> advice) {
        Map<Resource, List<Weighed>> byResource = new LinkedHashMap<>();
        causes.forEach(weighed -> byResource
                .computeIfAbsent(weighed.cause().resource(), r -> new ArrayList<>())
                .add(weighed));
        List<Result> results = new ArrayList<>();
        byResource.forEach((resource, all) -> results.add(result(resource, all, advice)));
        return results;
    }

    private static Result result(Resource resource, List<Weighed> all, Function<List<Cause>, Remedy> advice) {
        boolean broken = all.stream().anyMatch(weighed -> weighed.cause().breaks());
        List<Weighed> alike = all.stream()
                .filter(weighed -> weighed.cause().breaks() == broken)
                .sorted(Comparator.comparing(Weighed::severity))
                .toList();
        Severity severity = alike.getFirst().severity();
        List<Cause> causes = alike.stream().map(Weighed::cause).distinct().toList();
        Cause first = causes.getFirst();
        return new Result(
                broken ? Verdict.NON_COMPLIANT : Verdict.INSUFFICIENT_DATA,
                broken ? severity : severity.atMost(Severity.MEDIUM),
                resource,
                causes.stream().flatMap(c -> c.also().stream()).distinct().toList(),
                first.sentence(),
                causes.stream()
                        .skip(1)
                        .map(Cause::sentence)
                        .filter(s -> !s.equals(first.sentence()))
                        .distinct()
                        .toList(),
                List.of(),
                broken ? advice.apply(causes) : OnPath.unknownRemedy(first));
    }

    /**
     * One result a resource, the worst of it: a violation outweighs missing data, missing data outweighs a pass, and among
     * violations the graver one counts; what the others saw is evidence, and whom they concern takes part.
     */
    @SafeVarargs
    public static List<Result> worst(List<Result>... results) {
        Map<Resource, List<Result>> byResource = new LinkedHashMap<>();
        for (List<Result> some : results) {
            some.forEach(result -> byResource
                    .computeIfAbsent(result.resource(), r -> new ArrayList<>())
                    .add(result));
        }
        return byResource.values().stream().map(CauseResults::worstOf).toList();
    }

    private static Result worstOf(List<Result> results) {
        Result worst = results.stream()
                .min(Comparator.comparingInt((Result r) -> rank(r.verdict())).thenComparing(Result::severity))
                .orElseThrow();
        if (worst.verdict() != Verdict.NON_COMPLIANT && worst.verdict() != Verdict.INSUFFICIENT_DATA) {
            return worst;
        }
        List<Result> alike =
                results.stream().filter(r -> r.verdict() == worst.verdict()).toList();
        List<String> evidence = Stream.concat(
                        worst.evidence().stream(), alike.stream().map(Result::reason))
                .filter(fact -> !fact.equals(worst.reason()))
                .distinct()
                .toList();
        List<Resource> others = Stream.concat(
                        worst.others().stream(), alike.stream().flatMap(r -> r.others().stream()))
                .distinct()
                .toList();
        return worst.withEvidence(evidence).withOthers(others);
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case NON_COMPLIANT -> 0;
            case INSUFFICIENT_DATA -> 1;
            case COMPLIANT -> 2;
            case NOT_APPLICABLE -> 3;
        };
    }
}
