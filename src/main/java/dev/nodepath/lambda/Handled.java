package dev.nodepath.lambda;

import dev.nodepath.finding.Assessment;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Read;
import java.util.List;

/**
 * What a function did.
 *
 * @param assessments clusters that were evaluated
 * @param deleted clusters that an event named and that are no more
 * @param queued clusters that are due later
 * @param notified messages that the topic took
 * @param imported findings that Security Hub took
 * @param unread reads that failed before it was known which cluster they belong to
 * @param notes why an event led nowhere, or everywhere, a sentence each
 * @param failures events that are not done and have to come again
 */
public record Handled(
        List<Assessment> assessments,
        List<ClusterArn> deleted,
        int queued,
        int notified,
        int imported,
        List<Read.Failed<?>> unread,
        List<String> notes,
        List<Failure> failures) {

    /**
     * An event that is not done.
     *
     * @param id of the SQS message, or of the event where there is none
     * @param why as a sentence
     */
    public record Failure(String id, String why) {}

    public Handled {
        assessments = List.copyOf(assessments);
        deleted = List.copyOf(deleted);
        unread = List.copyOf(unread);
        notes = List.copyOf(notes);
        failures = List.copyOf(failures);
    }
}
