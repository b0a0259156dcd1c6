package dev.nodepath.catalogue.route;

import dev.nodepath.catalogue.WaysOut;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;

/** RT-005: A node subnet uses a NAT gateway of its own zone. */
public final class NatGatewayInOtherZone implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-005",
            "A node subnet uses a NAT gateway of its own zone",
            Severity.LOW,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES, Need.NAT_GATEWAYS),
            "A NAT gateway lives in one zone: when that zone fails, subnets of other zones lose their way out with it, "
                    + "and traffic between zones costs extra.",
            "Decide whether each zone gets a NAT gateway and a route table of its own, or all zones a regional NAT "
                    + "gateway.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
                    "https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return paths.nodeSubnets().stream()
                .flatMap(path -> judge(path, paths).stream())
                .toList();
    }

    private static Optional<Result> judge(SubnetPaths path, ClusterPaths paths) {
        return path.subnet()
                .flatMap(subnet -> WaysOut.of(paths)
                        .natGatewayOf(path)
                        .flatMap(nat ->
                                judge(Resource.ec2(subnet.id()), subnet.availabilityZoneId(), nat, path, paths)));
    }

    private static Optional<Result> judge(
            Resource subnet, String zone, NatGateway nat, SubnetPaths path, ClusterPaths paths) {
        if (nat.lacksAddressIn(zone)) {
            return Optional.of(Result.unknown(
                    CARD.severity(),
                    subnet,
                    "Regional NAT gateway " + nat.id() + ", through which subnet " + subnet.id()
                            + " leaves, has no address in zone " + zone
                            + " and adds none by itself; from which zone it serves the subnet is not known."));
        }
        if (nat.availability() == NatGateway.Availability.REGIONAL) {
            return Optional.of(Result.notApplicable(subnet, "NAT gateway " + nat.id() + " is a regional one."));
        }
        WaysOut out = WaysOut.of(paths);
        return out.zoneOf(nat)
                .map(natZone -> natZone.equals(zone)
                        ? Result.compliant(subnet, "NAT gateway " + nat.id() + " is in the subnet's own zone.")
                        : Result.violation(
                                CARD.severity(),
                                subnet,
                                List.of(Resource.ec2(nat.id())),
                                "Subnet " + subnet.id() + " in " + zone + " leaves through NAT gateway " + nat.id()
                                        + " in " + natZone + ".",
                                out.routeWithinZone(path).orElse(Remedy.of(CARD.fix()))));
    }
}
