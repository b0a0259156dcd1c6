package dev.nodepath.catalogue.endpoint;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** EP-006: The VPC leads nodes to the cluster's network interfaces. */
public final class PrivatePathObstructed implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-006",
            "The VPC leads nodes to the cluster's network interfaces",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.NETWORK_INTERFACES),
            "With private access on, the name of the API server resolves to the network interfaces "
                    + "EKS keeps in the cluster's subnets. They are reached by the VPC's local route; a more "
                    + "specific route hands the traffic to an appliance first, and without interfaces there is "
                    + "nothing to reach.",
            "Let the local route carry the traffic between node subnets and cluster subnets, or make "
                    + "sure that the appliance on the way passes it.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
                    "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, (cause, subnet, all) -> Remedy.of(CARD.fix()));
    }
}
