package dev.nodepath.catalogue.node;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** ND-006: Node subnets of an IPv6 cluster assign IPv6 addresses and route them. */
public final class NodeSubnetWithoutIpv6 implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-006",
            "Node subnets of an IPv6 cluster assign IPv6 addresses and route them",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES),
            "Pods and nodes of an IPv6 cluster take IPv6 addresses of their subnet. Where it has no "
                    + "IPv6 range or does not assign addresses, EKS starts no node there "
                    + "(Ec2SubnetMissingIpv6Assignment); without a route for ::/0 their packets stay inside the "
                    + "VPC.",
            "Give the subnet an IPv6 range, let it assign addresses, and route ::/0 to an internet "
                    + "gateway or an egress-only one.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, (cause, subnet, all) -> Remedy.of(CARD.fix()));
    }
}
