package dev.nodepath.catalogue;

import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Paths;
import dev.nodepath.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** The catalogue: every rule, in the order of its id. */
public final class Rules {

    private static final List<Rule> ALL = List.of();

    private Rules() {}

    public static List<Rule> all() {
        return ALL;
    }

    /** Finds the paths of the cluster's node subnets and lets every rule judge them. */
    public static Evaluation evaluate(ClusterNetwork network) {
        ClusterPaths paths = Paths.of(network);
        List<Judged> judged = new ArrayList<>();
        for (Rule rule : ALL) {
            rule.evaluate(paths).forEach(result -> judged.add(new Judged(rule.card(), result)));
        }
        return new Evaluation(paths, judged);
    }
}
