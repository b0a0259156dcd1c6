package dev.nodepath.settings;

import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Resource;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A finding that is accepted for a while: it is still told, and counts for nothing.
 *
 * @param rule id of the rule; empty: any
 * @param cluster its name or ARN
 * @param resource id of the resource at fault
 * @param reason why it is accepted
 * @param until the last day, in UTC
 */
public record Suppression(Optional<String> rule, Wildcard cluster, Wildcard resource, String reason, LocalDate until) {

    public boolean isOver(LocalDate today) {
        return today.isAfter(until);
    }

    boolean covers(ClusterArn where, String ruleId, Resource atFault) {
        return rule.filter(id -> !id.equals(ruleId)).isEmpty()
                && cluster.matches(where)
                && resource.matches(atFault.id());
    }

    /** To be read among the evidence of a finding. */
    public String sentence() {
        return "suppressed until " + until + ": " + reason;
    }
}
