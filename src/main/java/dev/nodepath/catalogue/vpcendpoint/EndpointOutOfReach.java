package dev.nodepath.catalogue.vpcendpoint;

import dev.nodepath.network.Resource;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.EndpointZones;
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
import java.util.Optional;

/** VE-004: An interface endpoint has network interfaces in the zones of the node subnets. */
public final class EndpointOutOfReach implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "VE-004",
            "An interface endpoint has network interfaces in the zones of the node subnets",
            Severity.HIGH,
            Need.OF_PATHS,
            "An interface endpoint answers from one subnet a zone. Other zones of the VPC reach it across zones, which "
                    + "costs and fails with that zone; without any subnet it has no address at all.",
            "Add a subnet of each zone with nodes to the endpoint.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
                    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return CauseResults.worst(
                OnPath.results(CARD, paths, EndpointOutOfReach::remedy),
                EndpointZones.endpointsInUse(paths.network()).stream()
                        .map(endpoint -> judge(endpoint, paths))
                        .toList());
    }

    private static Result judge(VpcEndpoint endpoint, ClusterPaths paths) {
        Resource resource = Resource.ec2(endpoint.id());
        EndpointZones zones = zones(endpoint, paths);
        Optional<String> doubt = OptionalServices.doubt(endpoint, zones, paths);
        if (doubt.isPresent()) {
            return Result.unknown(Severity.LOW, resource, doubt.get());
        }
        return zones.missing().isEmpty()
                ? Result.compliant(resource, "VPC endpoint " + endpoint.id() + " is in every zone with nodes.")
                : Result.violation(
                        Severity.LOW,
                        resource,
                        zones.missing().values().stream().map(Resource::ec2).toList(),
                        "VPC endpoint " + endpoint.id() + " for " + endpoint.serviceName() + " has no subnet in "
                                + String.join(", ", zones.missing().keySet())
                                + ": nodes there reach it across zones, as long as the others work.",
                        NewEndpoint.inZones(zones, endpoint, paths));
    }

    /** Of nodes that have no other way; of an endpoint without subnets all nodes, since it takes the name over for them. */
    private static EndpointZones zones(VpcEndpoint endpoint, ClusterPaths paths) {
        List<SubnetPaths> nodes = paths.nodeSubnets().stream()
                .filter(path -> endpoint.subnetIds().isEmpty() || OptionalServices.mattersFor(path, paths))
                .toList();
        return EndpointZones.of(paths.network(), endpoint, nodes);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return paths.network()
                .vpc()
                .vpcEndpoint(cause.resource().id())
                .orElse(Optional.empty())
                .map(endpoint -> NewEndpoint.inZones(zones(endpoint, paths), endpoint, paths))
                .orElse(Remedy.of(CARD.fix()));
    }
}
