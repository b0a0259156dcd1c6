package dev.nodepath.catalogue.node;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** ND-010: Node subnets are tagged like the cluster's own, where those are. */
public final class NodeSubnetWithoutClusterTag implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-010",
            "Node subnets are tagged like the cluster's own, where those are",
            Severity.INFO,
            List.of(Need.CLUSTER, Need.SUBNETS),
            "Until Kubernetes 1.19 subnets had to carry kubernetes.io/cluster/<name> for load "
                    + "balancers to be placed in them, and EKS tagged only those given to the cluster. Older "
                    + "load balancer controllers still look for it; nothing else does.",
            "Tag the node subnets like the cluster's own if an old load balancer controller uses "
                    + "them; otherwise there is nothing to do.",
            List.of(
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        String tag = "kubernetes.io/cluster/" + paths.cluster().name();
        boolean convention = ClusterSubnets.of(paths).found().stream()
                .anyMatch(subnet -> subnet.tags().containsKey(tag));
        return paths.nodeSubnets().stream()
                .flatMap(path -> path.subnet().stream())
                .filter(subnet -> !paths.cluster().subnetIds().contains(subnet.id())
                        && !paths.network().isShared(subnet))
                .map(subnet ->
                        judge(subnet, tag, convention, paths.cluster().arn().region()))
                .toList();
    }

    private static Result judge(Subnet subnet, String tag, boolean convention, String region) {
        Resource resource = Resource.ec2(subnet.id());
        if (!convention) {
            return Result.notApplicable(resource, "The cluster's own subnets do not carry tag " + tag + ".");
        }
        return subnet.tags().containsKey(tag)
                ? Result.compliant(resource, "Node subnet " + subnet.id() + " carries tag " + tag + ".")
                : Result.violation(
                        CARD.severity(),
                        resource,
                        "Node subnet " + subnet.id() + " does not carry tag " + tag
                                + ", which the cluster's own subnets carry; only old load balancer controllers look for it.",
                        Remedy.of(
                                CARD.fix(),
                                "aws ec2 create-tags --region " + region + " --resources " + subnet.id()
                                        + " --tags Key=" + tag + ",Value=shared"));
    }
}
