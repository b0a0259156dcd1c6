package dev.nodepath.settings;

import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Declared;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that hold for one cluster.
 *
 * @param rules by id
 */
public record ClusterSettings(
        ClusterArn cluster, Declared declared, Map<String, RuleSettings> rules, List<Suppression> suppressions) {

    public ClusterSettings {
        rules = Map.copyOf(rules);
        suppressions = List.copyOf(suppressions);
    }

    public boolean isOn(RuleCard rule) {
        return !ofRule(rule).isOff();
    }

    /** How bad something is that a rule found so bad. */
    public Severity severityOf(RuleCard rule, Severity found) {
        return ofRule(rule).severityOf(rule, found);
    }

    private RuleSettings ofRule(RuleCard rule) {
        return rules.getOrDefault(rule.id(), RuleSettings.NONE);
    }

    /** What makes something a rule found at a resource count for nothing on that day. */
    public Optional<Suppression> suppression(RuleCard rule, Resource atFault, LocalDate today) {
        return suppressions.stream()
                .filter(suppression -> !suppression.isOver(today) && suppression.covers(cluster, rule.id(), atFault))
                .findFirst();
    }
}
