package dev.nodepath.catalogue.route;

import dev.nodepath.catalogue.WaysOut;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** RT-001: The default route of a node subnet leads somewhere. */
public final class DefaultRouteBlackhole implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-001",
            "The default route of a node subnet leads somewhere",
            Severity.CRITICAL,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES, Need.NAT_GATEWAYS),
            "A route stays in its table when its target is deleted or detached: it turns into a "
                    + "blackhole, still wins the lookup, and drops every packet. Nodes then reach neither ECR "
                    + "nor S3, and with the public endpoint alone not the API server.",
            "Replace the route by one to a gateway that works.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
                    "https://repost.aws/knowledge-center/eks-worker-nodes-cluster"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, DefaultRouteBlackhole::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return WaysOut.of(paths).replaceDefaultRoute(subnet).orElse(Remedy.of(CARD.fix()));
    }
}
