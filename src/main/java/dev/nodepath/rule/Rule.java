package dev.nodepath.rule;

import dev.nodepath.path.ClusterPaths;
import java.util.List;

/** One rule of the catalogue. Pure: it sees nothing but the network it is given. */
public interface Rule {

    RuleCard card();

    /** One result a resource the rule speaks of; none where the cluster has no such resource. */
    List<Result> evaluate(ClusterPaths paths);
}
