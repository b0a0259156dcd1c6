package dev.nodepath.catalogue;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.path.WorkingGateways;
import dev.nodepath.rule.Remedy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the VPC already has that a broken path could use: the exact commands of a remedy come from here. */
public final class WaysOut {

    private final ClusterNetwork network;
    private final String region;

    private WaysOut(ClusterPaths paths) {
        this.network = paths.network();
        this.region = paths.cluster().arn().region();
    }

    public static WaysOut of(ClusterPaths paths) {
        return new WaysOut(paths);
    }

    /** The NAT gateway the subnet's default route leads to. */
    public Optional<NatGateway> natGatewayOf(SubnetPaths path) {
        return path.routedBy()
                .flatMap(by -> WorkingGateways.natGatewayOf(network, by.table()))
                .flatMap(id -> network.vpc().natGateway(id).orElse(Optional.empty()));
    }

    /** Replaces the subnet's default route by one to a NAT gateway of the VPC that works, if there is one. */
    public Optional<Remedy> replaceDefaultRoute(SubnetPaths path) {
        return path.routedBy()
                .flatMap(by -> nearestNat(path)
                        .map(nat -> Remedy.of(
                                "Replace the default route by one to NAT gateway " + nat.id() + ", which works.",
                                "aws ec2 replace-route --region " + region + " --route-table-id "
                                        + by.table().id() + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id "
                                        + nat.id())));
    }

    /** The same to one in the subnet's own zone, if no subnet of another zone follows the table as well. */
    public Optional<Remedy> routeWithinZone(SubnetPaths path) {
        Optional<String> zone = path.subnet().map(Subnet::availabilityZoneId);
        return nearestNat(path)
                .filter(nat ->
                        zoneOf(nat).equals(zone) && path.routedBy().stream().allMatch(by -> serves(by.table(), zone)))
                .flatMap(nat -> replaceDefaultRoute(path));
    }

    /** Whether no subnet of another zone follows the table; the main one serves whatever subnet comes. */
    private boolean serves(RouteTable table, Optional<String> zone) {
        return !table.isMain()
                && table.associations().stream()
                        .flatMap(association -> association.subnetId().stream())
                        .map(id -> network.subnet(id).orElse(Optional.empty()))
                        .allMatch(
                                subnet -> subnet.map(Subnet::availabilityZoneId).equals(zone));
    }

    /**
     * Gives a subnet without one a default route: a subnet that follows the main table gets a table with a way out, so that
     * the main one stays as it is.
     */
    public Optional<Remedy> addDefaultRoute(SubnetPaths path) {
        Optional<RoutedBy> by = path.routedBy();
        Optional<Subnet> subnet = path.subnet();
        if (by.isEmpty() || subnet.isEmpty()) {
            return Optional.empty();
        }
        boolean assignsPublicAddresses = subnet.get().mapPublicIpOnLaunch();
        if (by.get().implicitly()) {
            return tableWithWayOut(assignsPublicAddresses)
                    .map(table -> Remedy.of(
                            "Associate the subnet with route table " + table.id()
                                    + ", which has a way to the internet; or, if it is meant to have none, turn the private endpoint on"
                                    + " and add the VPC endpoints nodes need.",
                            "aws ec2 associate-route-table --region " + region + " --route-table-id " + table.id()
                                    + " --subnet-id " + subnet.get().id()));
        }
        return nearestNat(path)
                .filter(nat -> !assignsPublicAddresses)
                .map(nat -> Remedy.of(
                        "Route the subnet to NAT gateway " + nat.id()
                                + "; or, if it is meant to have no way to the internet, turn the private endpoint on and add the VPC"
                                + " endpoints nodes need.",
                        "aws ec2 create-route --region " + region + " --route-table-id "
                                + by.get().table().id() + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id "
                                + nat.id()));
    }

    private Optional<RouteTable> tableWithWayOut(boolean throughInternetGateway) {
        List<String> nats = WorkingGateways.natGateways(network).stream()
                .map(NatGateway::id)
                .toList();
        return network.vpc().routeTables().orElse(List.of()).stream()
                .filter(table -> throughInternetGateway
                        ? WorkingGateways.internetGatewayOf(network, table).isPresent()
                        : WorkingGateways.natGatewayOf(network, table)
                                .filter(nats::contains)
                                .isPresent())
                .min(Comparator.comparing(RouteTable::id));
    }

    /** One of the subnet's own zone before others. */
    private Optional<NatGateway> nearestNat(SubnetPaths path) {
        Optional<String> zone = path.subnet().map(Subnet::availabilityZoneId);
        return WorkingGateways.natGateways(network).stream()
                .min(Comparator.comparing((NatGateway nat) -> !zoneOf(nat).equals(zone))
                        .thenComparing(NatGateway::id));
    }

    /** The zone of a zonal NAT gateway, where AWS shows its subnet. */
    public Optional<String> zoneOf(NatGateway nat) {
        return nat.subnetId()
                .flatMap(id -> network.subnet(id).orElse(Optional.empty()))
                .map(Subnet::availabilityZoneId);
    }
}
