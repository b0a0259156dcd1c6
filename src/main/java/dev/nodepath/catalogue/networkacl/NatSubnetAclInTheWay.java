package dev.nodepath.catalogue.networkacl;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** NA-003: The network ACL of a NAT gateway's subnet lets the nodes' traffic through both ways. */
public final class NatSubnetAclInTheWay implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "NA-003",
            "The network ACL of a NAT gateway's subnet lets the nodes' traffic through both ways",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.NAT_GATEWAYS, Need.NETWORK_ACLS),
            "A NAT gateway takes packets from the nodes and passes them on from ports 1024-65535 of "
                    + "its own, so the ACL of its subnet is crossed four times: from the nodes, to the "
                    + "internet, back from there, and back to the nodes. Of the gateway's ports 3389 alone may stay "
                    + "closed, as Security Hub's control EC2.21 asks: the few connections that use it are tried "
                    + "again, which is LOW.",
            "Allow, on the ACL of the NAT gateway's subnet, TCP 443 inbound from the node subnets and "
                    + "outbound to anywhere, and TCP 1024-65535 inbound from anywhere and outbound to the node "
                    + "subnets.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
                    "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
                    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return AclResults.ofNatGateways(CARD, paths);
    }
}
