package dev.nodepath.rule;

import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import java.util.List;

/**
 * What a rule says of one resource.
 *
 * @param severity how bad it is here; meaningful for {@code NON_COMPLIANT} and {@code INSUFFICIENT_DATA}
 * @param resource the one the verdict is about; with the rule and the cluster it makes the finding's id
 * @param others further resources that take part
 * @param reason one sentence with the values in it
 * @param evidence what was seen, a fact each
 * @param related ids of rules broken by the same root cause, which are not reported on their own
 * @param justSo compliant, but so near to the limit that a violation seen before is not over yet
 */
public record Result(
        Verdict verdict,
        Severity severity,
        Resource resource,
        List<Resource> others,
        String reason,
        List<String> evidence,
        List<String> related,
        Remedy remedy,
        boolean justSo) {

    public Result(
            Verdict verdict,
            Severity severity,
            Resource resource,
            List<Resource> others,
            String reason,
            List<String> evidence,
            List<String> related,
            Remedy remedy) {
        this(verdict, severity, resource, others, reason, evidence, related, remedy, false);
    }

    public Result {
        others = List.copyOf(others);
        evidence = List.copyOf(evidence);
        related = List.copyOf(related);
    }

    public static Result compliant(Resource resource, String reason) {
        return new Result(
                Verdict.COMPLIANT, Severity.INFO, resource, List.of(), reason, List.of(), List.of(), Remedy.NONE);
    }

    /** So near to the limit of a value that moves that a violation seen before is not over yet. */
    public static Result justCompliant(Resource resource, String reason) {
        return new Result(
                Verdict.COMPLIANT, Severity.INFO, resource, List.of(), reason, List.of(), List.of(), Remedy.NONE, true);
    }

    public static Result notApplicable(Resource resource, String reason) {
        return new Result(
                Verdict.NOT_APPLICABLE, Severity.INFO, resource, List.of(), reason, List.of(), List.of(), Remedy.NONE);
    }

    public static Result violation(Severity severity, Resource resource, String reason, Remedy remedy) {
        return violation(severity, resource, List.of(), reason, remedy);
    }

    public static Result violation(
            Severity severity, Resource resource, List<Resource> others, String reason, Remedy remedy) {
        return new Result(Verdict.NON_COMPLIANT, severity, resource, others, reason, List.of(), List.of(), remedy);
    }

    public static Result unknown(Severity severity, Resource resource, String reason) {
        return new Result(
                Verdict.INSUFFICIENT_DATA, severity, resource, List.of(), reason, List.of(), List.of(), Remedy.NONE);
    }

    /** It cannot be told, because AWS did not answer. */
    public static Result unread(Severity severity, Resource resource, Read.Failed<?> read) {
        return unknown(severity, resource, read.action() + " gave no answer: " + read.error() + ".");
    }

    public Result withSeverity(Severity other) {
        return new Result(verdict, other, resource, others, reason, evidence, related, remedy, justSo);
    }

    public Result withEvidence(List<String> facts) {
        return new Result(verdict, severity, resource, others, reason, facts, related, remedy, justSo);
    }

    public Result withOthers(List<Resource> resources) {
        return new Result(verdict, severity, resource, resources, reason, evidence, related, remedy, justSo);
    }

    public Result withRelated(List<String> rules) {
        return new Result(verdict, severity, resource, others, reason, evidence, rules, remedy, justSo);
    }
}
