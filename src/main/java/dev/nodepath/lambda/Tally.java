package dev.nodepath.lambda;

import dev.nodepath.aws.publish.Publisher.Published;
import dev.nodepath.change.Change;
import dev.nodepath.finding.Assessment;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Counts and logs what a function does while it does it. */
final class Tally {

    private final Log log;
    private final List<Assessment> assessments = new ArrayList<>();
    private final List<ClusterArn> deleted = new ArrayList<>();
    private final List<Read.Failed<?>> unread = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Handled.Failure> failures = new ArrayList<>();
    private int queued;
    private int notified;
    private int imported;

    Tally(Log log) {
        this.log = log;
    }

    void note(String eventId, String sentence) {
        notes.add(sentence);
        log.info(sentence, Map.of("eventId", eventId));
    }

    void assessed(Assessment assessment, List<Change> changes) {
        assessments.add(assessment);
        ClusterArn cluster = assessment.evaluation().paths().cluster().arn();
        log.info(
                "Cluster " + cluster.name() + " was evaluated.",
                Map.of(
                        "cluster", cluster.toString(),
                        "eventIds", eventIds(changes),
                        "nodeSubnets",
                                assessment.evaluation().paths().nodeSubnets().size(),
                        "findings", assessment.findings().size(),
                        "unread",
                                assessment
                                        .evaluation()
                                        .paths()
                                        .network()
                                        .unread()
                                        .size()));
    }

    void deleted(ClusterArn cluster, List<Change> changes) {
        deleted.add(cluster);
        log.info(
                "Cluster " + cluster.name() + " is no more.",
                Map.of("cluster", cluster.toString(), "eventIds", eventIds(changes)));
    }

    void unread(Collection<Read.Failed<?>> failed) {
        unread.addAll(failed);
    }

    void queued(int clusters) {
        queued += clusters;
    }

    void published(Published published) {
        notified += published.told().size();
        imported += published.imported();
    }

    void fail(String itemId, String why) {
        failures.add(new Handled.Failure(itemId, why));
        log.error(why, Map.of("failed", itemId));
    }

    /** Something here is wrong, not with the event; answers with what to say of it. */
    String breakOff(String doing, RuntimeException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        String why = doing + " broke off: " + e + ".";
        log.error(why, Map.of("stackTrace", trace.toString()));
        return why;
    }

    private static List<String> eventIds(List<Change> changes) {
        return changes.stream()
                .map(change -> change.origin().eventId())
                .distinct()
                .toList();
    }

    Handled done(int events) {
        log.info(
                "Done.",
                Map.of(
                        "events", events,
                        "clusters", assessments.size(),
                        "findings",
                                assessments.stream()
                                        .mapToInt(a -> a.findings().size())
                                        .sum(),
                        "notified", notified,
                        "imported", imported,
                        "queued", queued,
                        "failures", failures.size()));
        return new Handled(assessments, deleted, queued, notified, imported, unread, notes, failures);
    }
}
