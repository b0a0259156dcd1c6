package dev.nodepath.catalogue.vpcendpoint;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** VE-004: An interface endpoint has network interfaces in the zones of the node subnets. */
public final class EndpointOutOfReach implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "VE-004",
            "An interface endpoint has network interfaces in the zones of the node subnets",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.VPC_ENDPOINTS),
            "An interface endpoint answers from one subnet a zone. Other zones of the VPC reach it "
                    + "across zones, which costs and fails with that zone; without any subnet it has no address "
                    + "at all.",
            "Add a subnet of each zone with nodes to the endpoint.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
                    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, (cause, subnet, all) -> Remedy.of(CARD.fix()));
    }
}
