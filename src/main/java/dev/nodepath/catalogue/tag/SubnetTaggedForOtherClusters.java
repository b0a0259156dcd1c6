package dev.nodepath.catalogue.tag;

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
import java.util.stream.Stream;

/** TG-002: A subnet tagged for other clusters is tagged for this one too. */
public final class SubnetTaggedForOtherClusters implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "TG-002",
            "A subnet tagged for other clusters is tagged for this one too",
            Severity.LOW,
            List.of(Need.CLUSTER, Need.SUBNETS),
            "The load balancer controller leaves out a subnet that carries kubernetes.io/cluster "
                    + "tags, none of them of its own cluster. Without any such tag it takes the subnet.",
            "Tag the subnet for this cluster too, or take the other tags off.",
            List.of("https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/"));

    private static final String PREFIX = "kubernetes.io/cluster/";

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return Stream.concat(
                        ClusterSubnets.of(paths).found().stream(),
                        paths.nodeSubnets().stream().flatMap(path -> path.subnet().stream()))
                .distinct()
                .filter(subnet -> !paths.network().isShared(subnet))
                .map(subnet -> judge(subnet, paths))
                .toList();
    }

    private static Result judge(Subnet subnet, ClusterPaths paths) {
        Resource resource = Resource.ec2(subnet.id());
        String own = PREFIX + paths.cluster().name();
        List<String> tags = subnet.tags().keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .sorted()
                .toList();
        if (tags.isEmpty()) {
            return Result.notApplicable(resource, "Subnet " + subnet.id() + " carries no cluster tag.");
        }
        return tags.contains(own)
                ? Result.compliant(resource, "Subnet " + subnet.id() + " carries tag " + own + ".")
                : Result.violation(
                        CARD.severity(),
                        resource,
                        "Subnet " + subnet.id() + " carries " + String.join(", ", tags) + " but not " + own
                                + ", so the load balancer controller of cluster "
                                + paths.cluster().name() + " leaves it out.",
                        Remedy.of(
                                "Tag the subnet for this cluster too.",
                                "aws ec2 create-tags --region "
                                        + paths.cluster().arn().region() + " --resources " + subnet.id()
                                        + " --tags Key=" + own + ",Value=shared"));
    }
}
