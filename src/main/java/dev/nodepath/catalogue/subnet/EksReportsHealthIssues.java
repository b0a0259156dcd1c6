package dev.nodepath.catalogue.subnet;

import dev.nodepath.network.HealthIssue;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
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

/** SN-008: EKS reports no health issue of the cluster or its node groups. */
public final class EksReportsHealthIssues implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SN-008",
            "EKS reports no health issue of the cluster or its node groups",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.NODEGROUPS),
            "EKS finds some faults itself, such as subnets that are gone or nodes that did not join in 15 minutes. "
                    + "What it says corroborates the other rules.",
            "Do what the message says, and look at the other findings about the same resources.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html"));

    /** Rules that speak of the same fault. */
    private static final Map<String, List<String>> RULES = Map.of(
            "Ec2SubnetInvalidConfiguration", List.of("ND-001"),
            "Ec2SubnetMissingIpv6Assignment", List.of("ND-006"),
            "Ec2SubnetNotFound", List.of("SN-003"),
            "Ec2SecurityGroupNotFound", List.of("SG-004"),
            "InsufficientFreeAddresses", List.of("ND-005", "SN-002"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>();
        results.add(judge(
                Resource.cluster(paths.cluster().arn().toString()),
                "cluster " + paths.cluster().name(),
                Optional.empty(),
                paths.cluster().healthIssues()));
        for (Read<Nodegroup> read : paths.network().nodegroups()) {
            if (read instanceof Read.Done<Nodegroup>(Nodegroup nodegroup)) {
                results.add(judge(
                        Resource.nodegroup(nodegroup.arn()),
                        "node group " + nodegroup.name(),
                        Optional.of(nodegroup.status()).filter(status -> nodegroup.hasFailed()),
                        nodegroup.healthIssues()));
            }
        }
        return results;
    }

    private static Result judge(Resource resource, String who, Optional<String> failed, List<HealthIssue> issues) {
        if (issues.isEmpty() && failed.isEmpty()) {
            return Result.compliant(resource, "EKS reports no health issue of " + who + ".");
        }
        List<Resource> others = issues.stream()
                .flatMap(issue -> issue.ec2Resources().stream())
                .distinct()
                .toList();
        String reason = issues.isEmpty()
                ? "EKS says that " + who + " is " + failed.orElseThrow() + "."
                : "EKS reports " + issues.getFirst().code() + " of " + who + ": "
                        + issues.getFirst().sentence();
        Stream<String> more = issues.stream().skip(1).map(issue -> issue.code() + ": " + issue.sentence());
        Stream<String> related = issues.stream().flatMap(issue -> RULES.getOrDefault(issue.code(), List.of()).stream());
        return Result.violation(CARD.severity(), resource, others, reason, Remedy.of(CARD.fix()))
                .withEvidence(more.toList())
                .withRelated(related.distinct().toList());
    }
}
