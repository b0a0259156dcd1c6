package dev.nodepath.catalogue.vpcendpoint;

import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** VE-001: Nodes without a way to the internet have VPC endpoints for the services they need. */
public final class RequiredEndpointMissing implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "VE-001",
            "Nodes without a way to the internet have VPC endpoints for the services they need",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.VPC_ENDPOINTS, Need.POD_IDENTITY_ASSOCIATIONS),
            "A node calls EC2, pulls images from ECR and their layers from S3 before it is Ready. In a subnet without "
                    + "a way to the internet each of them needs a VPC endpoint; pods that take IAM roles need STS as "
                    + "well.",
            "Create the missing VPC endpoints in the VPC, with private DNS on and a security group that admits port "
                    + "443 from the nodes.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results =
                new ArrayList<>(OnPath.joinBlocking(CARD, paths, (cause, subnet, all) -> remedy(cause, all)));
        for (SubnetPaths path : paths.nodeSubnets()) {
            if (OptionalServices.mattersFor(path, paths)) {
                results.addAll(CauseResults.of(
                        Severity.LOW,
                        OptionalServices.causes(CARD.id(), path, paths),
                        causes -> remedy(causes.getFirst(), paths)));
            }
        }
        // Advice about a VPC does not take the place of what cannot be told of it.
        perhapsMissed(paths)
                .filter(missed -> results.stream()
                        .noneMatch(result -> result.resource().equals(missed.resource())
                                && result.verdict() == Verdict.INSUFFICIENT_DATA))
                .ifPresent(results::add);
        return CauseResults.worst(results);
    }

    private static Optional<Result> perhapsMissed(ClusterPaths paths) {
        List<String> services = OptionalServices.perhapsMissed(paths);
        return services.isEmpty()
                ? Optional.empty()
                : Optional.of(Result.violation(
                        Severity.INFO,
                        Resource.ec2(paths.network().vpc().id()),
                        "Pods in subnets without a way to the internet cannot use "
                                + String.join(", ", services) + ": VPC "
                                + paths.network().vpc().id()
                                + " has no endpoint for them. Whether any pod needs them cannot be seen from AWS.",
                        Remedy.of("Decide which of them pods of this cluster call, and create endpoints for those.")));
    }

    private static Remedy remedy(Cause cause, ClusterPaths paths) {
        return NewEndpoint.ofInterface(
                cause.resource().id(), NewEndpoint.affected(CARD.id(), cause.resource(), paths), paths);
    }
}
