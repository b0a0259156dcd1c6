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
import java.util.List;

/** EP-003: Where the public endpoint is the only one, publicAccessCidrs holds every address nodes leave from. */
public final class EgressAddressNotAdmitted implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-003",
            "Where the public endpoint is the only one, publicAccessCidrs holds every address nodes leave from",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.NAT_GATEWAYS, Need.INSTANCES),
            "The public endpoint drops connections from addresses outside publicAccessCidrs. Without the private "
                    + "endpoint, nodes connect from the public addresses of their NAT gateways, or from their own; "
                    + "one that is missing cuts off the nodes behind it.",
            "Turn the private endpoint on, to which the list does not apply, or add the missing addresses.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/config-cluster-endpoint.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return CauseResults.worst(
                OnPath.results(CARD, paths, EgressAddressNotAdmitted::remedy),
                paths.nodeSubnets().stream()
                        .flatMap(path -> LaterPaths.fromOtherAddresses(paths.network(), path).stream()
                                .map(cause -> later(cause, path, paths)))
                        .toList());
    }

    private static Result later(Cause cause, SubnetPaths path, ClusterPaths paths) {
        Severity severity = cause.also().isEmpty() ? OnPath.limited(Severity.MEDIUM, List.of(path)) : Severity.LOW;
        return Result.violation(severity, cause.resource(), cause.also(), cause.sentence(), privateEndpoint(paths));
    }

    private static Remedy privateEndpoint(ClusterPaths paths) {
        return EndpointUpdate.privateAccessOn(
                "Turn the private endpoint on: addresses from Amazon's pool cannot be listed one by one.", paths);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        boolean behindNat = cause.also().stream().anyMatch(r -> r.type().equals("AwsEc2NatGateway"));
        if (!behindNat && subnet.egress() == Egress.INTERNET_GATEWAY) {
            return privateEndpoint(paths);
        }
        List<Cidr> missing = behindNat
                ? EndpointUpdate.refusedNatAddresses(CARD, paths)
                : paths.network().declared().expectedEgressCidrs(Cidr.Family.IPV4);
        return missing.isEmpty()
                ? privateEndpoint(paths)
                : EndpointUpdate.admit(
                        "Add the " + (behindNat ? "NAT gateways'" : "expected")
                                + " addresses to the list, or turn the private endpoint on instead.",
                        missing,
                        paths);
    }
}
