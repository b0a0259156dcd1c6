package dev.nodepath.catalogue.networkacl;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** NA-004: The network ACLs of VPC endpoints' subnets let nodes reach the endpoints. */
public final class EndpointSubnetAclInTheWay implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "NA-004",
            "The network ACLs of VPC endpoints' subnets let nodes reach the endpoints",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.VPC_ENDPOINTS, Need.NETWORK_ACLS),
            "An interface endpoint answers from network interfaces of its own, behind the ACL of " + "their subnets.",
            "Allow TCP 443 inbound from the node subnets and TCP 1024-65535 outbound to them before "
                    + "any entry that denies them.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
                    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return AclResults.ofPathsNowAndLater(CARD, paths);
    }
}
