package dev.nodepath.catalogue.subnet;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** SN-001: The cluster's subnets lie in at least two Availability Zones. */
public final class ClusterInOneZone implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SN-001",
            "The cluster's subnets lie in at least two Availability Zones",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS),
            "EKS places the interfaces of the control plane in at least two zones. A cluster left "
                    + "with one cannot be updated, and loses its control plane connection with that zone.",
            "Decide on subnets in a second zone and give them to the cluster; the zones of its "
                    + "creation have to stay among its own.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        ClusterSubnets subnets = ClusterSubnets.of(paths);
        Set<String> zones =
                subnets.found().stream().map(Subnet::availabilityZoneId).collect(Collectors.toSet());
        if (zones.size() >= 2) {
            return List.of(Result.compliant(cluster, "The cluster's subnets lie in " + zones.size() + " zones."));
        }
        if (subnets.unread().isPresent()) {
            return List.of(
                    Result.unknown(Severity.MEDIUM, cluster, subnets.unread().get()));
        }
        return List.of(Result.violation(
                CARD.severity(),
                cluster,
                subnets.found().stream().map(s -> Resource.ec2(s.id())).toList(),
                zones.isEmpty()
                        ? "None of the cluster's subnets exists."
                        : "All subnets of the cluster lie in zone "
                                + zones.iterator().next() + ".",
                Remedy.of(CARD.fix())));
    }
}
