package dev.nodepath.aws.publish;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.ClusterState;
import dev.nodepath.finding.Transition;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/**
 * What is to be said of one cluster.
 *
 * @param transitions for people and programs that subscribe, in order
 * @param imports for Security Hub: what was found, and what is over
 * @param notCompared why Security Hub gets nothing: what it holds could not be read
 */
public record Publication(
        ClusterArn cluster,
        List<Transition> transitions,
        List<AwsSecurityFinding> imports,
        Optional<String> notCompared) {

    public Publication {
        transitions = List.copyOf(transitions);
        imports = List.copyOf(imports);
    }

    /**
     * Of an evaluation.
     *
     * @param state as it is stored by now
     * @param held what Security Hub holds, of this cluster or of others too
     * @param seen when the network was read; an older view never replaces a newer one in Security Hub
     */
    public static Publication of(
            ClusterState state, Assessment assessment, Read<List<HeldFinding>> held, Instant seen) {
        return of(state, held, known -> Reconciliation.of(state.attributed(assessment), known, seen));
    }

    /** Of a cluster that is no more. */
    public static Publication ofDeleted(ClusterState state, Read<List<HeldFinding>> held, Instant seen) {
        return of(state, held, known -> Reconciliation.ofDeleted(known, seen));
    }

    /** Of a cluster of which there is a newer view: what is pending, and nothing of what was seen. */
    public static Publication ofOutdated(ClusterState state) {
        return new Publication(state.cluster(), state.pending(), List.of(), Optional.empty());
    }

    private static Publication of(
            ClusterState state,
            Read<List<HeldFinding>> held,
            Function<List<HeldFinding>, List<AwsSecurityFinding>> reconcile) {
        return switch (held.map(all -> reconcile.apply(HeldFinding.of(state.cluster(), all)))) {
            case Read.Done<List<AwsSecurityFinding>> done ->
                new Publication(state.cluster(), state.pending(), done.value(), Optional.empty());
            case Read.Failed<List<AwsSecurityFinding>> failed ->
                new Publication(
                        state.cluster(),
                        state.pending(),
                        List.of(),
                        Optional.of(failed.action() + ": " + failed.error() + "."));
        };
    }
}
