package dev.nodepath.catalogue.visibility;

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
import dev.nodepath.rule.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SH-001: The cluster's subnets belong to its own account. */
public final class VpcOfAnotherAccount implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SH-001",
            "The cluster's subnets belong to its own account",
            Severity.INFO,
            List.of(Need.CLUSTER, Need.SUBNETS),
            "A shared VPC shows participants its route tables, network ACLs and internet gateways, "
                    + "but not its NAT gateways, egress-only internet gateways and VPC endpoints. Paths that "
                    + "depend on those cannot be told from the participant's account, and the owner's changes "
                    + "cause no event there.",
            "Decide with the VPC's owner whether Nodepath gets a role in that account.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html",
                    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        List<Subnet> shared = Stream.concat(
                        ClusterSubnets.of(paths).found().stream(),
                        paths.nodeSubnets().stream().flatMap(path -> path.subnet().stream()))
                .filter(paths.network()::isShared)
                .distinct()
                .toList();
        Optional<String> unread = ClusterSubnets.of(paths).unread();
        if (shared.isEmpty() && unread.isPresent()) {
            return List.of(Result.unknown(CARD.severity(), cluster, unread.get()));
        }
        if (shared.isEmpty()) {
            return List.of(Result.compliant(cluster, "No subnet of the cluster belongs to another account."));
        }
        if (paths.network().vpc().seenByOwner()) {
            return List.of(Result.compliant(
                    cluster,
                    "Account " + shared.getFirst().ownerId()
                            + ", which shares subnets with the cluster's, was asked for"
                            + " what it does not show to participants."));
        }
        return List.of(new Result(
                Verdict.INSUFFICIENT_DATA,
                CARD.severity(),
                cluster,
                shared.stream().map(subnet -> Resource.ec2(subnet.id())).toList(),
                "Account " + shared.getFirst().ownerId() + " shares subnets ("
                        + shared.stream().map(Subnet::id).collect(Collectors.joining(", ")) + ") with account "
                        + paths.cluster().arn().accountId()
                        + " and does not show it NAT gateways, egress-only internet gateways and VPC endpoints.",
                List.of(),
                List.of(),
                Remedy.of(CARD.fix())));
    }
}
