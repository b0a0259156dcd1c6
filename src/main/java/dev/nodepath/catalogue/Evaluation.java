package dev.nodepath.catalogue;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.RuleCard;
import java.util.List;

/** What all rules said of one cluster. */
public record Evaluation(ClusterPaths paths, List<Judged> judged) {

    /** One rule's word on one resource. */
    public record Judged(RuleCard rule, Result result) {}

    public Evaluation {
        judged = List.copyOf(judged);
    }
}
