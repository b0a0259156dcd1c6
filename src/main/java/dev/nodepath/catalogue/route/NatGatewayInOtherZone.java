package dev.nodepath.catalogue.route;

import dev.nodepath.catalogue.WaysOut;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
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
            "A NAT gateway lives in one zone: when that zone fails, subnets of other zones lose their "
                    + "way out with it, and traffic between zones costs extra.",
            "Decide whether each zone gets a NAT gateway and a route table of its own, or all zones "
                    + "a regional NAT gateway.",
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
        Optional<NatGateway> nat = WaysOut.of(paths).natGatewayOf(path);
        Optional<Subnet> subnet = path.subnet();
        if (nat.isEmpty() || subnet.isEmpty()) {
            return Optional.empty();
        }
        Resource resource = Resource.ec2(path.subnetId());
        if (nat.get().lacksAddressIn(subnet.get().availabilityZoneId())) {
            return Optional.of(Result.unknown(
                    CARD.severity(),
                    resource,
                    "Regional NAT gateway " + nat.get().id() + ", through which subnet "
                            + subnet.get().id()
                            + " leaves, has no address in zone " + subnet.get().availabilityZoneId()
                            + " and adds none by itself; from which zone it serves the subnet is not known."));
        }
        if (nat.get().availability() == NatGateway.Availability.REGIONAL) {
            return Optional.of(
                    Result.notApplicable(resource, "NAT gateway " + nat.get().id() + " is a regional one."));
        }
        return nat.get()
                .subnetId()
                .flatMap(id -> paths.network().subnet(id).orElse(Optional.empty()))
                .map(natSubnet -> compare(
                        resource,
                        subnet.get(),
                        nat.get(),
                        natSubnet,
                        WaysOut.of(paths).routeWithinZone(path).orElse(Remedy.of(CARD.fix()))));
    }

    private static Result compare(Resource resource, Subnet subnet, NatGateway nat, Subnet natSubnet, Remedy remedy) {
        if (natSubnet.availabilityZoneId().equals(subnet.availabilityZoneId())) {
            return Result.compliant(resource, "NAT gateway " + nat.id() + " is in the subnet's own zone.");
        }
        return Result.violation(
                CARD.severity(),
                resource,
                List.of(Resource.ec2(nat.id())),
                "Subnet " + subnet.id() + " in " + subnet.availabilityZoneId() + " leaves through NAT gateway "
                        + nat.id() + " in " + natSubnet.availabilityZoneId() + ".",
                remedy);
    }
}
