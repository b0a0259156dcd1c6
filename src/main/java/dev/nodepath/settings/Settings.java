package dev.nodepath.settings;

import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Declared;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a run.
 *
 * @param flapMinutes how long a finding has to stay as it is before one that comes and goes is told of again
 * @param everywhere what holds for all clusters
 * @param clusters what holds for some on top of that, later ones on top of earlier ones
 * @param suppressions the first that covers a finding counts
 * @param fault why these are not what the operator set last; empty where they are
 */
public record Settings(
        int flapMinutes,
        Scope everywhere,
        List<ForClusters> clusters,
        List<Suppression> suppressions,
        Optional<Declared.Fault> fault) {

    /** What holds for the clusters with such a name or ARN. */
    public record ForClusters(Wildcard cluster, Scope scope) {}

    /** Those that hold where nothing is set. */
    public static final Settings BUILT_IN = new Settings(10, Scope.NOTHING, List.of(), List.of(), Optional.empty());

    public Settings {
        clusters = List.copyOf(clusters);
        suppressions = List.copyOf(suppressions);
    }

    /** These, in place of what the operator set last. */
    public Settings with(Declared.Fault why) {
        return new Settings(flapMinutes, everywhere, clusters, suppressions, Optional.of(why));
    }

    /** The same where what comes and goes within that time is told of once. */
    public Settings withFlapMinutes(int minutes) {
        return new Settings(minutes, everywhere, clusters, suppressions, fault);
    }

    /** What holds for one cluster. */
    public ClusterSettings of(ClusterArn cluster) {
        Map<String, RuleSettings> rules = new HashMap<>(everywhere.rules());
        Declared declared = everywhere.over(Declared.NOTHING.with(fault));
        for (ForClusters some : clusters) {
            if (some.cluster().matches(cluster)) {
                some.scope().rules().forEach((id, rule) -> rules.merge(id, rule, RuleSettings::and));
                declared = some.scope().over(declared);
            }
        }
        return new ClusterSettings(cluster, declared, rules, suppressions);
    }
}
