package dev.nodepath.catalogue.tag;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** TG-003: Self-managed nodes are tagged as owned by the cluster. */
public final class SelfManagedNodesNotTagged implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "TG-003",
            "Self-managed nodes are tagged as owned by the cluster",
            Severity.HIGH,
            List.of(Need.AUTO_SCALING_GROUPS, Need.INSTANCES),
            "A self-managed node that does not carry kubernetes.io/cluster/<name> with value owned is not accepted as "
                    + "one of the cluster's. Managed node groups, Karpenter and EKS Auto Mode tag their nodes "
                    + "themselves.",
            "Let the Auto Scaling group pass the tag on to its instances and replace those it was not passed on to.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html#worker-node-fail",
                    "https://docs.aws.amazon.com/eks/latest/userguide/self-managed-node-groups.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Stream<Result> selfManaged = paths.selfManaged().stream().map(group -> judge(group, paths));
        Stream<Result> notThere = paths.network().missingAutoScalingGroups().stream()
                .map(name -> Result.unknown(
                        Severity.LOW,
                        Resource.autoScalingGroup(name),
                        "There is no Auto Scaling group " + name + ", which the settings list for cluster "
                                + paths.cluster().name() + "."));
        return Stream.concat(selfManaged, notThere).toList();
    }

    private static Result judge(AutoScalingGroup group, ClusterPaths paths) {
        String tag = "kubernetes.io/cluster/" + paths.cluster().name();
        Resource resource = Resource.autoScalingGroup(group.arn());
        String update = "aws autoscaling create-or-update-tags --region "
                + paths.cluster().arn().region()
                + " --tags ResourceId=" + group.name() + ",ResourceType=auto-scaling-group,Key=" + tag
                + ",Value=owned,PropagateAtLaunch=true";
        String who = "Auto Scaling group " + group.name();
        Optional<String> value = Optional.ofNullable(group.tags().get(tag));
        Read<Boolean> passedOn = paths.network().isTagPassedOn(group);
        if (passedOn instanceof Read.Failed<?> failed) {
            return Result.unread(Severity.MEDIUM, resource, failed);
        }
        if (!passedOn.orElse(false)) {
            return Result.violation(
                    CARD.severity(),
                    resource,
                    value.isPresent()
                            ? who + " carries tag " + tag + " but does not pass it on to its instances."
                            : who + ", which the settings list for cluster "
                                    + paths.cluster().name() + ", does not carry tag " + tag + ".",
                    Remedy.of(CARD.fix(), update));
        }
        return value.orElse("owned").equals("owned")
                ? Result.compliant(resource, "Instances of " + who + " are tagged " + tag + ".")
                : Result.violation(
                        Severity.LOW,
                        resource,
                        who + " gives tag " + tag + " the value \"" + value.get() + "\" instead of owned.",
                        Remedy.of("Set the value to owned.", update));
    }
}
