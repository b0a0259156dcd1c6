package dev.nodepath.catalogue.subnet;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.AvailabilityZone;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;

/** SN-005: No cluster subnet lies in a Local Zone, Wavelength Zone or on an Outpost. */
public final class ClusterSubnetAtTheEdge implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "SN-005",
            "No cluster subnet lies in a Local Zone, Wavelength Zone or on an Outpost",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.AVAILABILITY_ZONES),
            "The control plane's interfaces live in the Region's own zones; subnets at the edge are "
                    + "for nodes only.",
            "Decide which subnets in Availability Zones of the Region the cluster gets instead.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/local-zones.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return ClusterSubnets.of(paths)
                .each(
                        CARD,
                        subnet -> judge(subnet, paths.network().vpc().availabilityZone(subnet.availabilityZoneId())));
    }

    private static Result judge(Subnet subnet, Read<Optional<AvailabilityZone>> zone) {
        Resource resource = Resource.ec2(subnet.id());
        if (subnet.outpostArn().isPresent()) {
            return atTheEdge(resource, "on Outpost " + subnet.outpostArn().get());
        }
        return switch (zone) {
            case Read.Failed<Optional<AvailabilityZone>> failed -> Result.unread(Severity.LOW, resource, failed);
            case Read.Done<Optional<AvailabilityZone>>(Optional<AvailabilityZone> found) -> {
                String type = found.map(AvailabilityZone::type).orElse("");
                yield switch (type) {
                    case "availability-zone" ->
                        Result.compliant(resource, "Cluster subnet " + subnet.id() + " lies in a zone of the Region.");
                    case "local-zone" -> atTheEdge(resource, "in Local Zone " + subnet.availabilityZone());
                    case "wavelength-zone" -> atTheEdge(resource, "in Wavelength Zone " + subnet.availabilityZone());
                    default ->
                        Result.unknown(
                                Severity.LOW,
                                resource,
                                "AWS does not tell of what kind zone " + subnet.availabilityZoneId() + " is.");
                };
            }
        };
    }

    private static Result atTheEdge(Resource subnet, String where) {
        return Result.violation(
                CARD.severity(),
                subnet,
                "Cluster subnet " + subnet.id() + " lies " + where
                        + ", where EKS cannot place the control plane's interfaces.",
                Remedy.of(CARD.fix()));
    }
}
