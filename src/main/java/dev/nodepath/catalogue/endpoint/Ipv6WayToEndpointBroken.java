package dev.nodepath.catalogue.endpoint;

import dev.nodepath.catalogue.EndpointUpdate;
import dev.nodepath.network.Cidr;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Ipv6Paths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/** EP-010: A dual-stack endpoint is reached over the families its nodes use. */
public final class Ipv6WayToEndpointBroken implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-010",
            "A dual-stack endpoint is reached over the families its nodes use",
            Severity.HIGH,
            Need.OF_PATHS,
            "IPv6 clusters made since October 2024 answer on IPv4 and IPv6, all others on IPv4 alone. "
                    + "A client may try IPv6 first: a route to an egress-only gateway that is gone, or an "
                    + "address that publicAccessCidrs does not hold, makes it wait or fail.",
            "Decide whether nodes reach the endpoint by IPv6: if so, route ::/0 to an egress-only "
                    + "internet gateway that exists and admit the IPv6 ranges of the node subnets; if not, "
                    + "make sure that IPv4 works.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>(OnPath.results(CARD, paths));
        for (SubnetPaths path : paths.nodeSubnets()) {
            Ipv6Paths.refusedByEndpoint(paths.network(), path)
                    .ifPresent(cause -> results.addAll(CauseResults.of(
                            OnPath.limited(Severity.MEDIUM, List.of(path)), List.of(cause), causes -> admit(paths))));
            // The missing IPv4 way is found by other rules; this says why the IPv6 one is none.
            Ipv6Paths.noUseForEndpoint(paths.network(), path)
                    .ifPresent(cause -> CauseResults.of(
                                    Severity.LOW,
                                    List.of(cause),
                                    causes -> Remedy.of(
                                            "Decide whether to give the subnet a way out by IPv4 or to turn the private endpoint on."))
                            .forEach(result -> results.add(result.withRelated(List.of("EP-007", "EP-002")))));
        }
        return CauseResults.worst(results);
    }

    /** The ranges of all node subnets that are refused, so that repairing one does not undo another. */
    private static Remedy admit(ClusterPaths paths) {
        List<Cidr> ranges = paths.nodeSubnets().stream()
                .filter(path ->
                        Ipv6Paths.refusedByEndpoint(paths.network(), path).isPresent())
                .flatMap(path -> path.subnet().stream())
                .flatMap(subnet -> subnet.ipv6Cidrs().stream())
                .toList();
        return EndpointUpdate.admit("Admit the IPv6 ranges of the node subnets too.", ranges, paths);
    }
}
