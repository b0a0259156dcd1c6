package dev.nodepath.catalogue.advice;

import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** CF-001: Security controls can be followed without cutting nodes off. */
public final class ControlWouldCutNodesOff implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "CF-001",
            "Security controls can be followed without cutting nodes off",
            Severity.INFO,
            List.of(
                    Need.CLUSTER,
                    Need.SUBNETS,
                    Need.ROUTE_TABLES,
                    Need.NODEGROUPS,
                    Need.LAUNCH_TEMPLATES,
                    Need.BLOCK_PUBLIC_ACCESS),
            "Some controls of Security Hub, and the AWS Config rules behind them, ask for settings that nodes of this "
                    + "cluster depend on, and automated remediation applies them without looking at EKS. Nodes that "
                    + "run go on for a while; new ones do not become Ready.",
            "Decide whether the control is to be followed here: do what the finding names first, or except the "
                    + "resources from it.",
            List.of(
                    "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
                    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return Stream.of(SecurityControl.values())
                .filter(control -> control.isViolatedBy(paths.network()))
                .flatMap(control -> judge(control, paths).stream())
                .toList();
    }

    private static Optional<Result> judge(SecurityControl control, ClusterPaths paths) {
        Resource resource = new Resource("AwsSecurityHubControl", control.id());
        List<SubnetPaths> withSomethingToLose = paths.nodeSubnets().stream()
                .filter(now ->
                        now.apiServer().isReachable() && !now.nodeSubnet().onlyPossible())
                .toList();
        Map<String, SubnetPaths> after = control.followed(paths.network(), withSomethingToLose);
        List<SubnetPaths> cutOff = withSomethingToLose.stream()
                .filter(now -> control.cutsOff(now, Optional.ofNullable(after.get(now.subnetId()))))
                .toList();
        if (cutOff.isEmpty()) {
            return Stream.concat(paths.nodeSubnets().stream(), after.values().stream())
                            .allMatch(path ->
                                    path.apiServer().isKnown() && path.join().isKnown())
                    ? Optional.of(Result.compliant(resource, control.id() + " can be followed here."))
                    : Optional.empty();
        }
        List<Resource> others = new ArrayList<>();
        others.add(Resource.cluster(paths.cluster().arn().toString()));
        cutOff.forEach(path -> others.add(Resource.ec2(path.subnetId())));
        List<String> evidence = cutOff.stream()
                .flatMap(path -> Optional.ofNullable(after.get(path.subnetId())).stream())
                .map(path -> path.join().reason())
                .distinct()
                .toList();
        String sentence =
                control.sentence(cutOff.stream().map(SubnetPaths::subnetId).toList());
        Remedy first = Remedy.of("Before you follow " + control.id() + ": " + control.first());
        return Optional.of(Result.violation(CARD.severity(), resource, others, sentence, first)
                .withEvidence(evidence));
    }
}
