package dev.nodepath.sweep;

import dev.nodepath.catalogue.Evaluation;
import dev.nodepath.path.Reachability;
import dev.nodepath.path.SubnetPaths;
import java.util.Set;
import java.util.stream.Collectors;

/** What a sweep made of one cluster. */
public sealed interface Outcome {

    /** It was judged. */
    record Judged(Nodes nodes) implements Outcome {}

    /** It was deleted since it was listed. */
    record Gone() implements Outcome {}

    /** It could not be read. */
    record NotRead(Unread unread) implements Outcome {}

    /** Whether new nodes become Ready, in the words of the report. */
    enum Nodes {
        /** In every node subnet. */
        SUCCEEDS,
        /** In one node subnet at least they do not. */
        FAILS,
        /** What can be seen does not decide it. */
        UNKNOWN
    }

    static Outcome of(Evaluation evaluation) {
        Set<Reachability> verdicts = evaluation.paths().nodeSubnets().stream()
                .map(SubnetPaths::join)
                .map(answer -> answer.verdict())
                .collect(Collectors.toSet());
        if (verdicts.contains(Reachability.UNREACHABLE)) {
            return new Judged(Nodes.FAILS);
        }
        return new Judged(
                verdicts.isEmpty() || verdicts.contains(Reachability.UNKNOWN) ? Nodes.UNKNOWN : Nodes.SUCCEEDS);
    }
}
