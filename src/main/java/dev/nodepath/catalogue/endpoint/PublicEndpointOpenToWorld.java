package dev.nodepath.catalogue.endpoint;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** EP-004: The public endpoint does not admit every address. */
public final class PublicEndpointOpenToWorld implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-004",
            "The public endpoint does not admit every address",
            Severity.MEDIUM,
            List.of(Need.CLUSTER),
            "An endpoint open to 0.0.0.0/0 can be tried by anyone on the internet; AWS recommends "
                    + "limiting who reaches it. It says nothing about whether nodes join.",
            "Decide which networks use the public endpoint and set publicAccessCidrs to those. "
                    + "Without the private endpoint the list must also hold the addresses nodes leave from "
                    + "(EP-003).",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/config-cluster-endpoint.html",
                    "https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        EndpointAccess access = paths.cluster().endpointAccess();
        if (!access.publicAccess()) {
            return List.of(Result.notApplicable(cluster, "The public endpoint is off."));
        }
        int shortest = paths.network().declared().thresholds().publicAccessPrefixLength();
        List<String> open = access.publicAccessCidrs().stream()
                .filter(cidr -> cidr.isAll() || cidr.prefixLength() < shortest)
                .map(Cidr::toString)
                .toList();
        return List.of(
                open.isEmpty()
                        ? Result.compliant(cluster, "publicAccessCidrs limits who reaches the public endpoint.")
                        : Result.violation(
                                CARD.severity(),
                                cluster,
                                "The public endpoint of cluster "
                                        + paths.cluster().name() + " admits " + String.join(" and ", open) + ".",
                                Remedy.of(CARD.fix())));
    }
}
