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

/** RT-003: The NAT gateway of a node subnet exists, is available and has a public address. */
public final class NatGatewayUnusable implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-003",
            "The NAT gateway of a node subnet exists, is available and has a public address",
            Severity.CRITICAL,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES, Need.NAT_GATEWAYS),
            "A deleted NAT gateway leaves a blackhole behind, a failed one never worked, and the "
                    + "internet gateway drops what a private one sends.",
            "Decide in which public subnet a NAT gateway with an Elastic IP address takes the place "
                    + "of the unusable one, and replace the route by one to it.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
                    "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, NatGatewayUnusable::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return WaysOut.of(paths).replaceDefaultRoute(subnet).orElse(Remedy.of(CARD.fix()));
    }
}
