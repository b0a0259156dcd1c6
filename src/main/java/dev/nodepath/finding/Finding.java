package dev.nodepath.finding;

import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Severity;
import dev.nodepath.settings.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something wrong, or not to be told, about a cluster's network: what is published.
 *
 * @param id the same for the same cluster, rule and resource in every run, on every machine
 * @param rule id of the rule
 * @param resources the resource at fault first
 * @param changedBy the API call after which it was found; empty where no event led to it
 * @param predicted whether it is not there yet, but will be once the update of the cluster that was asked for is done
 */
public record Finding(
        String id,
        String rule,
        Severity severity,
        Status status,
        ClusterArn cluster,
        List<Resource> resources,
        String title,
        String description,
        List<String> evidence,
        List<String> related,
        Remedy remediation,
        Optional<ChangedBy> changedBy,
        boolean predicted) {

    public enum Status {
        NON_COMPLIANT,
        INSUFFICIENT_DATA,
        SUPPRESSED
    }

    public Finding {
        resources = List.copyOf(resources);
        evidence = List.copyOf(evidence);
        related = List.copyOf(related);
    }

    /** The same, accepted for a while: the reason and the end are its first evidence. */
    public Finding suppressed(Suppression suppression) {
        List<String> facts = new ArrayList<>();
        facts.add(suppression.sentence());
        facts.addAll(evidence);
        return saying(Status.SUPPRESSED, description, facts, changedBy, predicted);
    }

    /** The same, as what an update is going to bring. */
    Finding foreseen() {
        return predicted
                ? this
                : saying(status, "Once the update of the cluster is done: " + description, evidence, changedBy, true);
    }

    /** Whether it is a violation, and the other is a milder one or none. */
    boolean isWorseThan(Finding other) {
        return status == Status.NON_COMPLIANT
                && (other.status != Status.NON_COMPLIANT || severity.compareTo(other.severity) < 0);
    }

    /** {@code arn:aws:eks:us-east-1:123456789012:cluster/demo/RT-004/nat-0abc}. */
    public static String id(ClusterArn cluster, String rule, Resource resource) {
        return cluster + "/" + rule + "/" + resource.id();
    }

    /** The same after another call. */
    public Finding with(Optional<ChangedBy> call) {
        return saying(status, description, evidence, call, predicted);
    }

    /** The same with another description. */
    public Finding describedAs(String sentence) {
        return saying(status, sentence, evidence, changedBy, predicted);
    }

    private Finding saying(Status now, String sentence, List<String> facts, Optional<ChangedBy> call, boolean willBe) {
        return new Finding(
                id,
                rule,
                severity,
                now,
                cluster,
                resources,
                title,
                sentence,
                facts,
                related,
                remediation,
                call,
                willBe);
    }

    /** The same with so many resources, facts and commands at the most, and shorter texts, where that is too much to send. */
    public Finding shortened(int most) {
        return new Finding(
                id,
                rule,
                severity,
                status,
                cluster,
                first(resources, most),
                title,
                cut(description, 40 * most),
                first(evidence, most).stream().map(fact -> cut(fact, 40 * most)).toList(),
                related,
                new Remedy(remediation.text(), first(remediation.commands(), most)),
                changedBy,
                predicted);
    }

    private static <T> List<T> first(List<T> values, int most) {
        return values.subList(0, Math.min(values.size(), most));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
