package dev.nodepath.catalogue;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.RuleCard;
import java.util.List;
import java.util.Set;

/**
 * What all rules said of one cluster.
 *
 * @param off ids of rules that were not asked
 */
public record Evaluation(ClusterPaths paths, List<Judged> judged, Set<String> off) {

    /** One rule's word on one resource. */
    public record Judged(RuleCard rule, Result result) {}

    public Evaluation {
        judged = List.copyOf(judged);
        off = Set.copyOf(off);
    }

    /** With all rules on. */
    public Evaluation(ClusterPaths paths, List<Judged> judged) {
        this(paths, judged, Set.of());
    }
}
