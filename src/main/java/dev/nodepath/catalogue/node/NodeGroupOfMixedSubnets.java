package dev.nodepath.catalogue.node;

import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Egress;
import dev.nodepath.path.Reachability;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** ND-009: The subnets of a node group leave the VPC in the same way. */
public final class NodeGroupOfMixedSubnets implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-009",
            "The subnets of a node group leave the VPC in the same way",
            Severity.LOW,
            Need.OF_PATHS_TO_API_SERVER,
            "A node group starts nodes in all of its subnets. Where one leads to an internet gateway and another to a "
                    + "NAT gateway, or one reaches the API server and another does not, what works depends on the "
                    + "zone a node happens to start in.",
            "Decide which kind of subnets the node group keeps, or make a node group for each kind.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html",
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return paths.byNodegroup().entrySet().stream()
                .map(entry -> judge(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Result judge(Nodegroup nodegroup, List<SubnetPaths> subnets) {
        Resource resource = Resource.nodegroup(nodegroup.arn());
        Set<Egress> ways = EnumSet.noneOf(Egress.class);
        Set<Reachability> verdicts = EnumSet.noneOf(Reachability.class);
        for (SubnetPaths path : subnets) {
            ways.add(path.egress());
            verdicts.add(path.apiServer().verdict());
        }
        // A blackhole is no way of its own but a broken one, about which other rules speak.
        ways.removeAll(Set.of(Egress.BLACKHOLE, Egress.UNKNOWN));
        verdicts.remove(Reachability.UNKNOWN);
        List<String> unseen = subnets.stream()
                .filter(path -> path.egress() == Egress.UNKNOWN
                        || (path.apiServer().verdict() == Reachability.UNKNOWN && !verdicts.isEmpty())
                        || path.apiServer().causes().stream().anyMatch(Cause::isUnread))
                .map(SubnetPaths::subnetId)
                .toList();
        if (ways.size() <= 1 && verdicts.size() <= 1) {
            return unseen.isEmpty() || subnets.size() == 1
                    ? Result.compliant(resource, "All subnets of node group " + nodegroup.name() + " are alike.")
                    : Result.unknown(
                            CARD.severity(),
                            resource,
                            "How " + String.join(", ", unseen) + " of node group " + nodegroup.name()
                                    + " leave the VPC or reach the API server is not known.");
        }
        return Result.violation(
                CARD.severity(),
                resource,
                subnets.stream().map(path -> Resource.ec2(path.subnetId())).toList(),
                "The subnets of node group " + nodegroup.name() + " differ: "
                        + subnets.stream().map(SubnetPaths::inShort).sorted().collect(Collectors.joining("; "))
                        + ".",
                Remedy.of(CARD.fix()));
    }
}
