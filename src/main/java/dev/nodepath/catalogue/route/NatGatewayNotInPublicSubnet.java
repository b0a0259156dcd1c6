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

/** RT-004: A zonal public NAT gateway stands in a public subnet. */
public final class NatGatewayNotInPublicSubnet implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-004",
            "A zonal public NAT gateway stands in a public subnet",
            Severity.CRITICAL,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES, Need.NAT_GATEWAYS, Need.INTERNET_GATEWAYS),
            "A NAT gateway sends what it translated by the route table of the subnet it stands in. If "
                    + "that leads back to itself or nowhere, nothing gets out, though the gateway is available "
                    + "and has an address.",
            "Decide where the NAT gateway stands: create it in a subnet that routes to an internet "
                    + "gateway, or associate its subnet with such a route table if no nodes run there.",
            List.of("https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, NatGatewayNotInPublicSubnet::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return WaysOut.of(paths).replaceDefaultRoute(subnet).orElse(Remedy.of(CARD.fix()));
    }
}
