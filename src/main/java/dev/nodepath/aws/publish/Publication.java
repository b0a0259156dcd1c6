package dev.nodepath.aws.publish;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/**
 * What is to be said of one cluster.
 *
 * @param transitions for people and programs that subscribe
 * @param imports for Security Hub: what was found
 * @param endings for Security Hub: what is over
 * @param notCompared why Security Hub gets nothing: what it holds could not be read
 */
public record Publication(
        ClusterArn cluster,
        List<Transition> transitions,
        List<AwsSecurityFinding> imports,
        List<AwsSecurityFinding> endings,
        Optional<String> notCompared) {

    public Publication {
        transitions = List.copyOf(transitions);
        imports = List.copyOf(imports);
        endings = List.copyOf(endings);
    }

    /**
     * Of an evaluation.
     *
     * @param held what Security Hub holds, of this cluster or of others too
     * @param seen when the network was read; an older view never replaces a newer one in Security Hub
     */
    public static Publication of(Assessment assessment, Read<List<HeldFinding>> held, Instant seen) {
        ClusterArn cluster = assessment.evaluation().paths().cluster().arn();
        List<Transition> opened = assessment.findings().stream()
                .filter(finding -> finding.status() != Finding.Status.SUPPRESSED)
                .map(Transition::opened)
                .toList();
        return publication(
                cluster, opened, held.map(all -> Reconciliation.of(assessment, HeldFinding.of(cluster, all), seen)));
    }

    /** Of a cluster that is no more. */
    public static Publication ofDeleted(ClusterArn cluster, Read<List<HeldFinding>> held, Instant seen) {
        return publication(
                cluster, List.of(), held.map(all -> Reconciliation.ofDeleted(HeldFinding.of(cluster, all), seen)));
    }

    private static Publication publication(
            ClusterArn cluster, List<Transition> opened, Read<Reconciliation> reconciliation) {
        return switch (reconciliation) {
            case Read.Done<Reconciliation> done ->
                new Publication(
                        cluster,
                        Stream.concat(opened.stream(), done.value().resolved().stream())
                                .toList(),
                        done.value().imports(),
                        done.value().endings(),
                        Optional.empty());
            case Read.Failed<Reconciliation> failed ->
                new Publication(
                        cluster, opened, List.of(), List.of(), Optional.of(failed.action() + ": " + failed.error()));
        };
    }
}
