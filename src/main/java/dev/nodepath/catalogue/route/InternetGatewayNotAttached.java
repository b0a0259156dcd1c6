package dev.nodepath.catalogue.route;

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

/** RT-002: The internet gateway a path uses is attached to the VPC. */
public final class InternetGatewayNotAttached implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-002",
            "The internet gateway a path uses is attached to the VPC",
            Severity.CRITICAL,
            List.of(Need.ROUTE_TABLES, Need.INTERNET_GATEWAYS),
            "A detached internet gateway takes no packets: neither from nodes with public addresses "
                    + "nor from the NAT gateways that route to it.",
            "Attach the gateway to the VPC again.",
            List.of("https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, InternetGatewayNotAttached::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return Remedy.of(
                CARD.fix(),
                "aws ec2 attach-internet-gateway --region "
                        + paths.cluster().arn().region() + " --internet-gateway-id "
                        + cause.resource().id() + " --vpc-id "
                        + paths.network().vpc().id());
    }
}
