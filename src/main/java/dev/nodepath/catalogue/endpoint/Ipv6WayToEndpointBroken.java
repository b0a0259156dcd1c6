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

/** EP-010: A dual-stack endpoint is reached over the families its nodes use. */
public final class Ipv6WayToEndpointBroken implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-010",
            "A dual-stack endpoint is reached over the families its nodes use",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.EGRESS_ONLY_INTERNET_GATEWAYS),
            "IPv6 clusters made since October 2024 answer on IPv4 and IPv6, all others on IPv4 alone. "
                    + "A client may try IPv6 first: a route to an egress-only gateway that is gone, or an "
                    + "address that publicAccessCidrs does not hold, makes it wait or fail.",
            "Route ::/0 to an egress-only internet gateway that exists and admit the IPv6 range of "
                    + "the node subnets, or leave IPv6 out on the way to the endpoint.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, (cause, subnet, all) -> Remedy.of(CARD.fix()));
    }
}
