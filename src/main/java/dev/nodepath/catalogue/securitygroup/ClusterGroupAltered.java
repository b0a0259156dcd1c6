package dev.nodepath.catalogue.securitygroup;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;

/** SG-004: The cluster security group exists and admits its own members. */
public final class ClusterGroupAltered implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SG-004",
            "The cluster security group exists and admits its own members",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.SECURITY_GROUPS),
            "EKS makes this group, puts it on its network interfaces and on managed nodes, and lets it admit "
                    + "everything from its own members. EKS restores the rule with the next update of the cluster; a "
                    + "deleted group it does not restore.",
            "Restore the rule that admits everything from the group itself. A cluster whose group is gone has to be "
                    + "made anew.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return paths.cluster().clusterSecurityGroupId().stream()
                .map(id -> judge(id, paths))
                .toList();
    }

    private static Result judge(String id, ClusterPaths paths) {
        Resource resource = Resource.ec2(id);
        return switch (paths.network().vpc().securityGroup(id)) {
            case Read.Failed<Optional<SecurityGroup>> failed -> Result.unread(Severity.LOW, resource, failed);
            case Read.Done<Optional<SecurityGroup>>(Optional<SecurityGroup> group) ->
                group.map(found -> selfRule(resource, found, paths)).orElseGet(() -> gone(resource, paths));
        };
    }

    private static Result gone(Resource resource, ClusterPaths paths) {
        if (ClusterSubnets.of(paths).mayBeShared(paths)) {
            String reason = "EC2 does not show cluster security group " + resource.id()
                    + " to this account, which may not own the VPC.";
            return Result.unknown(Severity.LOW, resource, reason);
        }
        return Result.violation(
                CARD.severity(),
                resource,
                List.of(Resource.cluster(paths.cluster().arn().toString())),
                "Cluster security group " + resource.id() + " of cluster "
                        + paths.cluster().name() + " does not exist any more.",
                Remedy.of("Decide when to make the cluster anew: EKS does not restore its security group."));
    }

    private static Result selfRule(Resource resource, SecurityGroup group, ClusterPaths paths) {
        String who = "Cluster security group " + group.id();
        return group.admitsItsMembers()
                ? Result.compliant(resource, who + " admits its own members.")
                : Result.violation(
                        Severity.LOW,
                        resource,
                        who + " lacks the rule that admits everything from its own members.",
                        Remedy.of(
                                "Restore the rule; any update of the cluster does so too.",
                                "aws ec2 authorize-security-group-ingress --region "
                                        + paths.cluster().arn().region() + " --group-id " + group.id()
                                        + " --protocol all --source-group " + group.id()));
    }
}
