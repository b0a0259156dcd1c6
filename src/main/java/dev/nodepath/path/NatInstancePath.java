package dev.nodepath.path;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The way through a NAT instance or another appliance in the VPC. What EC2 shows can rule it out, but not prove that its
 * operating system forwards.
 */
final class NatInstancePath {

    private NatInstancePath() {}

    static InternetPath through(Departure departure, RouteTarget.NetworkInterface target) {
        Walk walk = departure.walk();
        String subnetId = departure.subnet().id();
        Passage guards = departure.leave();
        Resource appliance = Resource.ec2(target.id());
        Optional<NetworkInterface> shown =
                departure.network().vpc().networkInterface(target).orElse(Optional.empty());
        walk.pass(
                Hop.Kind.NAT_INSTANCE,
                target.id(),
                shown.map(NatInstancePath::described).orElse("not shown"));
        shown.filter(NetworkInterface::sourceDestCheck)
                .ifPresent(eni -> walk.stop(Cause.broken(
                        departure.purpose().noWay(),
                        departure.resource(),
                        "Instance or appliance " + target.id() + ", to which subnet " + subnetId
                                + " routes, has its source/destination check on: EC2 drops every packet not addressed to it.",
                        appliance,
                        Resource.ec2(eni.id()))));
        shown.filter(eni -> admitsNothing(departure, eni))
                .ifPresent(eni -> walk.stop(Cause.broken(
                        departure.purpose().noWay(),
                        departure.resource(),
                        "The security groups of " + target.id() + " admit no connection to port 443 from subnet "
                                + subnetId + ", which routes to it.",
                        appliance,
                        Resource.ec2(eni.id()))));
        shown.filter(eni -> letsNothingOut(departure, eni))
                .ifPresent(eni -> walk.stop(Cause.broken(
                        departure.purpose().noWay(),
                        departure.resource(),
                        "The security groups of " + target.id() + ", to which subnet " + subnetId
                                + " routes, let no connection to port 443 out to public addresses.",
                        appliance,
                        Resource.ec2(eni.id()))));
        shown.flatMap(eni -> blocked(departure, eni)).ifPresent(walk::stop);
        walk.stop(Cause.unknown(
                departure.purpose().noWay(),
                UnknownReason.APPLIANCE,
                departure.resource(),
                "Subnet " + subnetId + " leaves through " + target.id()
                        + ", a NAT instance or another appliance; whether it forwards cannot be seen from AWS.",
                appliance));
        departure.comeBack(guards);
        return new InternetPath(Egress.APPLIANCE, walk.end(""), new Sources.Unseen());
    }

    private static String described(NetworkInterface eni) {
        return "source/destination check " + (eni.sourceDestCheck() ? "on" : "off") + ", "
                + eni.publicIp().map(ip -> ip.address()).orElse("no public address");
    }

    /** Whether its groups shut out the nodes of the subnet, whatever group those carry. */
    private static boolean admitsNothing(Departure departure, NetworkInterface eni) {
        Set<String> nodeGroups = new LinkedHashSet<>();
        for (NodeSource source : departure.nodeSubnet().usedBy()) {
            for (Read<Set<String>> groups : NodeSecurityGroups.of(departure.network(), source)) {
                if (!(groups instanceof Read.Done<Set<String>>(Set<String> ids))) {
                    return false;
                }
                nodeGroups.addAll(ids);
            }
        }
        Subnet subnet = departure.subnet();
        return new SecurityGroupCheck(departure.network().vpc())
                        .allowsIngress(
                                eni.groupIds(),
                                SecurityGroupCheck.TCP,
                                Ports.HTTPS,
                                new SecurityGroupCheck.Peer(
                                        nodeGroups, subnet.cidr().stream().toList()))
                == Coverage.NONE;
    }

    /** Whether its groups keep in what it forwards; without a public address, it may forward by another interface. */
    private static boolean letsNothingOut(Departure departure, NetworkInterface eni) {
        return isPublic(departure, eni)
                && new SecurityGroupCheck(departure.network().vpc())
                                .allowsEgress(
                                        eni.groupIds(),
                                        SecurityGroupCheck.TCP,
                                        Ports.HTTPS,
                                        SecurityGroupCheck.Peer.internet(departure.family()))
                        == Coverage.NONE;
    }

    /** RT-008: where it stands at the internet gateway, it passes as little as a node with a public address would. */
    private static Optional<Cause> blocked(Departure departure, NetworkInterface eni) {
        ClusterNetwork network = departure.network();
        return network.subnet(eni.subnetId())
                .orElse(Optional.empty())
                .filter(at -> isPublic(departure, eni)
                        && WorkingGateways.internetGatewayOf(network, at.id()).isPresent())
                .flatMap(at -> BlockPublicAccessCheck.blocks(network, at, false))
                .filter(Cause::breaks);
    }

    private static boolean isPublic(Departure departure, NetworkInterface eni) {
        return eni.publicIp().filter(ip -> ip.family() == departure.family()).isPresent();
    }
}
