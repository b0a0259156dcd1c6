package dev.nodepath.path;

import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcEndpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What stops no node now but would once EKS moves the cluster's network interfaces or nodes of another kind start, or stops
 * single connections.
 */
public final class LaterPaths {

    private LaterPaths() {}

    /** NA-001 and NA-002 for the cluster's subnets without an interface of it, where the private endpoint is on. */
    public static List<Cause> toUnusedClusterSubnets(ClusterNetwork network, SubnetPaths node) {
        List<Cause> causes = new ArrayList<>();
        inVpc(network, node)
                .filter(subnet -> network.cluster().endpointAccess().privateAccess())
                .ifPresent(subnet -> {
                    NetworkAclPassages acls = new NetworkAclPassages(network, subnet, node.nodeSubnet());
                    for (Subnet unused : ControlPlane.of(network).unused()) {
                        causes.addAll(acls.insideVpc(
                                        "NA-002",
                                        unused,
                                        "the cluster's network interfaces, should EKS move them to this subnet of the cluster,",
                                        "the cluster's network interfaces")
                                .causes());
                    }
                });
        return causes;
    }

    /** EP-003: where the public endpoint is the only one and admits nodes' addresses of today, which may be others tomorrow. */
    public static Optional<Cause> fromOtherAddresses(ClusterNetwork network, SubnetPaths node) {
        EndpointAccess access = network.cluster().endpointAccess();
        if (access.mode() != Mode.PUBLIC_ONLY
                || PublicEndpoint.admitEveryone(access.publicAccessCidrs())
                || !node.apiServer().isReachable()) {
            return Optional.empty();
        }
        Resource subnet = Resource.ec2(node.subnetId());
        if (node.egress() == Egress.INTERNET_GATEWAY) {
            return Optional.of(Cause.broken(
                    "EP-003",
                    subnet,
                    "publicAccessCidrs holds the public addresses of the nodes that run in " + subnet.id()
                            + ", but new nodes get others from Amazon's pool."));
        }
        return natGatewayOf(network, node)
                .filter(NatGateway::addsAddresses)
                .map(nat -> Cause.broken(
                        "EP-003",
                        subnet,
                        "publicAccessCidrs holds the addresses of NAT gateway " + nat.id()
                                + " today, but AWS adds addresses to it by itself.",
                        Resource.ec2(nat.id())));
    }

    /** NA-001 to NA-004: answers are let through to some of the ephemeral ports, enough for the nodes there now. */
    public static List<Cause> ofOtherNodes(ClusterNetwork network, SubnetPaths node) {
        return inVpc(network, node).stream()
                .flatMap(subnet -> {
                    List<Cause> later = flows(network, node, NetworkAclPassages.ofAnyNode(network, subnet)).stream()
                            .filter(Cause::breaks)
                            .toList();
                    List<Cause> now = later.isEmpty()
                            ? List.of()
                            : flows(network, node, new NetworkAclPassages(network, subnet, node.nodeSubnet()));
                    return later.stream()
                            .filter(cause -> now.stream()
                                    .noneMatch(other -> other.opening().equals(cause.opening())))
                            .map(LaterPaths::enoughForNow);
                })
                .toList();
    }

    /** NA-003: connections through a NAT gateway that do not work before they are tried again. */
    public static Optional<Cause> triedAgain(ClusterNetwork network, SubnetPaths node) {
        return inVpc(network, node)
                .map(subnet -> new NetworkAclPassages(network, subnet, node.nodeSubnet()))
                .flatMap(acls -> workingNatGatewayOf(network, node)
                        .flatMap(nat -> nat.subnetId().flatMap(at -> acls.natWithoutRdp(nat, at))));
    }

    private static List<Cause> flows(ClusterNetwork network, SubnetPaths node, NetworkAclPassages acls) {
        List<Cause> causes = new ArrayList<>();
        if (node.egress() != Egress.LOCAL && node.egress() != Egress.BLACKHOLE) {
            causes.addAll(acls.toInternet(Family.IPV4).causes());
        }
        workingNatGatewayOf(network, node)
                .flatMap(nat -> nat.subnetId().map(at -> acls.throughNat(nat, at)))
                .ifPresent(passage -> causes.addAll(passage.causes()));
        if (network.cluster().endpointAccess().privateAccess()) {
            for (Subnet far : ControlPlane.of(network).subnets()) {
                causes.addAll(acls.insideVpc(
                                "NA-002", far, "the cluster's network interfaces", "the cluster's network interfaces")
                        .causes());
            }
        }
        String region = network.cluster().arn().region();
        for (VpcEndpoint endpoint : network.vpc().vpcEndpoints().orElse(List.of())) {
            boolean used = endpoint.type() == VpcEndpoint.Type.INTERFACE
                    && endpoint.privateDnsEnabled()
                    && Arrays.stream(AwsService.values()).anyMatch(s -> s.isServedBy(endpoint.serviceName(), region));
            for (String id : used ? endpoint.subnetIds() : List.<String>of()) {
                network.vpc()
                        .subnet(id)
                        .orElse(Optional.empty())
                        .ifPresent(far -> causes.addAll(
                                acls.insideVpc("NA-004", far, "VPC endpoint " + endpoint.id(), "VPC endpoints")
                                        .causes()));
            }
        }
        return causes;
    }

    private static Cause enoughForNow(Cause cause) {
        String subnets = String.join(
                ", ", cause.also().stream().map(Resource::id).distinct().toList());
        return new Cause(
                cause.rule(),
                cause.unknown(),
                cause.resource(),
                cause.also(),
                "Network ACL " + cause.resource().id() + " lets answers through to only a part of the ephemeral ports "
                        + Ports.NAT_EPHEMERAL + " (" + subnets
                        + "): enough for the nodes there now, not for others, such as Windows ones among Linux ones.",
                cause.opening());
    }

    private static Optional<NatGateway> workingNatGatewayOf(ClusterNetwork network, SubnetPaths node) {
        return natGatewayOf(network, node)
                .filter(nat -> WorkingGateways.natGateways(network).contains(nat));
    }

    private static Optional<NatGateway> natGatewayOf(ClusterNetwork network, SubnetPaths node) {
        return node.routedBy()
                .flatMap(by -> WorkingGateways.natGatewayOf(network, by.table()))
                .flatMap(id -> network.vpc().natGateway(id).orElse(Optional.empty()));
    }

    private static Optional<Subnet> inVpc(ClusterNetwork network, SubnetPaths node) {
        return node.subnet()
                .filter(subnet -> subnet.vpcId().equals(network.cluster().vpcId()));
    }
}
