package dev.nodepath.catalogue;

import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The subnets given to the cluster, for EKS's network interfaces. Those of clusters on Outposts or outside EKS follow other
 * rules and are left out.
 *
 * @param found those that exist
 * @param unread why some could not be read, as a sentence
 */
public record ClusterSubnets(Resource cluster, List<Subnet> found, Optional<String> unread) {

    public ClusterSubnets {
        found = List.copyOf(found);
    }

    public static ClusterSubnets of(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        List<Subnet> found = new ArrayList<>();
        Optional<String> unread = Optional.empty();
        for (String id : paths.cluster().subnetIds()) {
            switch (paths.network().subnet(id)) {
                case Read.Done<Optional<Subnet>> done -> done.value().ifPresent(found::add);
                case Read.Failed<Optional<Subnet>> failed ->
                    unread = Optional.of(failed.action() + " gave no answer: " + failed.error() + ".");
            }
        }
        return new ClusterSubnets(cluster, found, unread);
    }

    /** Whether another account owns the VPC, which then does not show everything there; or it cannot be told. */
    public boolean mayBeShared(ClusterPaths paths) {
        return unread.isPresent() || found.stream().anyMatch(paths.network()::isShared);
    }

    /** One result for each subnet that exists; one about the cluster where they could not be read. */
    public List<Result> each(RuleCard card, Function<Subnet, Result> judge) {
        List<Result> results = new ArrayList<>(found.stream().map(judge).toList());
        unread.ifPresent(why -> results.add(Result.unknown(card.severity().atMost(Severity.MEDIUM), cluster, why)));
        return results;
    }
}
