package dev.nodepath.settings;

import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.Optional;

/**
 * What is set of one rule; what is empty stays as it is.
 *
 * @param enabled whether it is evaluated
 * @param severity the worst a violation of it can have, in place of what its card says
 */
public record RuleSettings(Optional<Boolean> enabled, Optional<Severity> severity) {

    public static final RuleSettings NONE = new RuleSettings(Optional.empty(), Optional.empty());

    /** These with {@code later} on top. */
    RuleSettings and(RuleSettings later) {
        return new RuleSettings(later.enabled.or(() -> enabled), later.severity.or(() -> severity));
    }

    boolean isOff() {
        return !enabled.orElse(true);
    }

    /** What the rule itself calls milder than its worst stays as mild, and is never graver than the worst. */
    Severity severityOf(RuleCard rule, Severity found) {
        return severity.map(worst -> found == rule.severity() ? worst : found.atMost(worst))
                .orElse(found);
    }
}
