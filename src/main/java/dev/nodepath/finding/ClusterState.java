package dev.nodepath.finding;

import dev.nodepath.network.ClusterArn;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is known of a cluster's findings, and the step to what an evaluation makes of it.
 *
 * @param readAt when the reading began that this rests on; empty where the cluster was never read. A view that began earlier
 *     changes nothing here: what it saw may be out of date.
 * @param vpcId where the cluster is; empty where it was never read
 * @param gone whether the cluster was deleted; its findings are forgotten once their end was told
 * @param findings by id, in order
 */
public record ClusterState(
        ClusterArn cluster, Optional<Instant> readAt, String vpcId, boolean gone, Map<String, FindingState> findings) {

    public ClusterState {
        findings = Collections.unmodifiableMap(new TreeMap<>(findings));
    }

    /** Of a cluster that was never seen. */
    public static ClusterState unknown(ClusterArn cluster) {
        return new ClusterState(cluster, Optional.empty(), "", false, Map.of());
    }

    /** Whether a view that began then is out of date. */
    public boolean isNewerThan(Instant began) {
        return readAt.filter(began::isBefore).isPresent();
    }

    /**
     * After an evaluation.
     *
     * @param changedBy the call that led to it
     * @param began when its reading began
     * @param flapWindow how long what becomes better is held back
     */
    public ClusterState after(
            Assessment assessment, Optional<ChangedBy> changedBy, Instant began, Duration flapWindow) {
        if (isNewerThan(began)) {
            return this;
        }
        Sight sight = new Sight(assessment);
        Map<String, FindingState> next = new TreeMap<>(findings);
        for (Finding finding : assessment.findings()) {
            boolean sure = sight.sees(finding);
            FindingState known = findings.get(finding.id());
            if (known != null && known.isOpen()) {
                next.put(finding.id(), known.found(finding, sure, began, flapWindow));
            } else if (sure || finding.status() == Finding.Status.NON_COMPLIANT) {
                next.put(
                        finding.id(),
                        known == null
                                ? FindingState.first(finding, began, flapWindow)
                                : known.found(finding, sure, began, flapWindow));
            }
        }
        findings.forEach((id, known) -> {
            if (!sight.has(id)) {
                sight.ending(
                                id,
                                known.finding().rule(),
                                known.finding().resources().getFirst().id())
                        .map(ending -> known.finding().predicted()
                                ? "It was foreseen and did not come: the update of the cluster ended. " + ending.why()
                                : ending.why())
                        .ifPresent(why -> next.put(id, known.over(why, changedBy, began, flapWindow)));
            }
        });
        return new ClusterState(
                cluster,
                Optional.of(began),
                assessment.evaluation().paths().cluster().vpcId(),
                false,
                next);
    }

    /** After EKS said that there is no such cluster. */
    public ClusterState afterDeletion(Optional<ChangedBy> changedBy, Instant began) {
        return ended("EKS cluster " + cluster.name() + " was deleted.", changedBy, began);
    }

    /** After its account left the organization: nobody can look at it any more. */
    public ClusterState afterItsAccountLeft(Instant began) {
        return ended("Account " + cluster.accountId() + " left the organization.", Optional.empty(), began);
    }

    private ClusterState ended(String why, Optional<ChangedBy> changedBy, Instant began) {
        return isNewerThan(began)
                ? this
                : new ClusterState(
                        cluster,
                        Optional.of(began),
                        vpcId,
                        true,
                        each(known -> known.over(why, changedBy, began, Duration.ZERO), true));
    }

    /** After these messages were told. */
    public ClusterState told(Collection<String> messageIds) {
        return new ClusterState(cluster, readAt, vpcId, gone, each(known -> known.without(messageIds), gone));
    }

    private Map<String, FindingState> each(UnaryOperator<FindingState> step, boolean onlyPending) {
        Map<String, FindingState> next = new TreeMap<>();
        findings.forEach((id, known) -> {
            FindingState then = step.apply(known);
            if (!onlyPending || !then.pending().isEmpty()) {
                next.put(id, then);
            }
        });
        return next;
    }

    /** The same evaluation, with the call on each finding after which it came up, be it long ago. */
    public Assessment attributed(Assessment assessment) {
        return new Assessment(
                assessment.evaluation(),
                assessment.findings().stream()
                        .map(finding -> Optional.ofNullable(findings.get(finding.id()))
                                .map(known -> finding.with(known.finding().changedBy()))
                                .orElse(finding))
                        .toList());
    }

    /** What an update is going to bring, as it was foreseen. */
    public List<Finding> predicted() {
        return findings.values().stream()
                .filter(FindingState::isOpen)
                .map(FindingState::finding)
                .filter(Finding::predicted)
                .toList();
    }

    /** What is to be told, what came up first first. */
    public List<Transition> pending() {
        return findings.values().stream()
                .flatMap(known -> known.pending().stream())
                .sorted(Comparator.comparing(Transition::at))
                .toList();
    }

    /** Whether something is pending or held, so that the cluster has to be looked at again even if nothing changes. */
    public boolean isWaiting() {
        return findings.values().stream()
                .anyMatch(known -> known.held().isPresent() || !known.pending().isEmpty());
    }

    /** When something is told that is held back now, if it lasts until then; empty where nothing is. */
    public Optional<Instant> heldUntil(Duration flapWindow) {
        return findings.values().stream()
                .flatMap(known -> known.held().stream())
                .map(held -> held.at().plus(flapWindow))
                .min(Comparator.naturalOrder());
    }
}
