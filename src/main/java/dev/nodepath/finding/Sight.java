package dev.nodepath.finding;

import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an evaluation can tell of findings: those it has, and those that were known before. */
public final class Sight {

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

    private final Assessment assessment;
    private final ClusterNetwork network;
    private final Map<String, Finding> found;
    private final Map<String, Result> verdicts;
    private final Set<String> unread;

    public Sight(Assessment assessment) {
        this.assessment = assessment;
        this.network = assessment.evaluation().paths().network();
        this.found = assessment.findings().stream().collect(Collectors.toMap(Finding::id, Function.identity()));
        this.verdicts = assessment.evaluation().judged().stream()
                .collect(Collectors.toMap(this::id, Judged::result, (one, other) -> one));
        this.unread = network.unread().stream().map(Read.Failed::action).collect(Collectors.toSet());
    }

    private String id(Judged judged) {
        return Finding.id(
                network.cluster().arn(), judged.rule().id(), judged.result().resource());
    }

    /** Whether the evaluation has this finding. */
    public boolean has(String findingId) {
        return found.containsKey(findingId);
    }

    /** Whether everything was read that a finding of the evaluation rests on. That a call failed is seen in any case. */
    public boolean sees(Finding finding) {
        return finding.resources().stream().anyMatch(resource -> resource.type().equals("AwsIamAction"))
                || sees(finding.rule());
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

    /**
     * How a finding ended.
     *
     * @param gone whether the resource, or the rule, is no more or off; else all is well with it
     * @param why as a sentence
     */
    public record Ending(boolean gone, String why) {}

    /** How a finding ended that was known and that the evaluation does not have; empty where that cannot be told. */
    public Optional<Ending> ending(String findingId, String rule, String resourceId) {
        Result verdict = verdicts.get(findingId);
        if (verdict != null && verdict.justSo()) {
            return Optional.empty();
        }
        if (verdict != null) {
            return Optional.of(new Ending(false, verdict.reason()));
        }
        if (card(rule).isEmpty()) {
            return Optional.of(new Ending(true, "There is no rule " + rule + " any more."));
        }
        if (assessment.evaluation().off().contains(rule)) {
            return Optional.of(new Ending(true, "The settings turn " + rule + " off."));
        }
        if (!sees(rule)) {
            return Optional.empty();
        }
        return Optional.of(supersededBy(rule, resourceId)
                .map(cause -> new Ending(true, "Its root cause is now reported as " + cause.rule() + "."))
                .orElseGet(() -> Presence.isGone(resourceId, network)
                        ? new Ending(true, resourceId + " is no more.")
                        : new Ending(false, rule + " no longer concerns " + resourceId + ".")));
    }

    /** The finding that lists this rule as broken by the same root cause, for the same resource. */
    private Optional<Finding> supersededBy(String rule, String resourceId) {
        return assessment.findings().stream()
                .filter(finding -> finding.related().contains(rule))
                .filter(finding -> finding.resources().stream()
                        .anyMatch(resource -> resource.id().equals(resourceId)))
                .findFirst();
    }

    private static Optional<RuleCard> card(String rule) {
        return Rules.all().stream()
                .map(Rule::card)
                .filter(card -> card.id().equals(rule))
                .findFirst();
    }
}
