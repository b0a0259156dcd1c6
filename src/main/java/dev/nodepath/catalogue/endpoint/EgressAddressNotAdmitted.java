package dev.nodepath.catalogue.endpoint;

import dev.nodepath.catalogue.EndpointUpdate;
import dev.nodepath.network.Cidr;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Egress;
import dev.nodepath.path.LaterPaths;
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
import java.util.Optional;

/** EP-003: Where the public endpoint is the only one, publicAccessCidrs holds every address nodes leave from. */
public final class EgressAddressNotAdmitted implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-003",
            "Where the public endpoint is the only one, publicAccessCidrs holds every address nodes " + "leave from",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.NAT_GATEWAYS, Need.INSTANCES),
            "The public endpoint drops connections from addresses outside publicAccessCidrs. Without "
                    + "the private endpoint, nodes connect from the public addresses of their NAT gateways, or "
                    + "from their own; one that is missing cuts off the nodes behind it.",
            "Turn the private endpoint on, to which the list does not apply, or add the missing " + "addresses.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/config-cluster-endpoint.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>(OnPath.results(CARD, paths, EgressAddressNotAdmitted::remedy));
        for (SubnetPaths path : paths.nodeSubnets()) {
            LaterPaths.fromOtherAddresses(paths.network(), path)
                    .ifPresent(cause -> results.addAll(CauseResults.of(
                            cause.also().isEmpty() ? OnPath.limited(Severity.MEDIUM, List.of(path)) : Severity.LOW,
                            List.of(cause),
                            causes -> privateEndpoint(paths))));
        }
        return CauseResults.worst(results);
    }

    private static Remedy privateEndpoint(ClusterPaths paths) {
        return EndpointUpdate.privateAccessOn(
                "Turn the private endpoint on: addresses from Amazon's pool cannot be listed one by one.", paths);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        if (cause.also().stream().anyMatch(r -> r.type().equals("AwsEc2NatGateway"))) {
            return EndpointUpdate.admit(
                    "Add the NAT gateways' addresses to the list, or turn the private endpoint on instead.",
                    refusedNatAddresses(paths),
                    paths);
        }
        List<Cidr> expected = paths.network().declared().expectedEgressCidrs(Cidr.Family.IPV4);
        return expected.isEmpty() || subnet.egress() == Egress.INTERNET_GATEWAY
                ? privateEndpoint(paths)
                : EndpointUpdate.admit(
                        "Add the expected addresses to the list, or turn the private endpoint on instead.",
                        expected,
                        paths);
    }

    /** Of all node subnets, so that repairing one does not undo another. */
    private static List<Cidr> refusedNatAddresses(ClusterPaths paths) {
        return paths.nodeSubnets().stream()
                .flatMap(subnet -> subnet.apiServer().causes().stream())
                .filter(cause -> cause.rule().equals(CARD.id()))
                .flatMap(cause -> cause.also().stream())
                .filter(r -> r.type().equals("AwsEc2NatGateway"))
                .flatMap(r -> paths.network().vpc().natGateway(r.id()).orElse(Optional.empty()).stream())
                .flatMap(nat -> nat.publicIps().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
