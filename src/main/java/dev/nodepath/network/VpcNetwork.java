package dev.nodepath.network;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A VPC as it was read, once for all of its clusters. Each part is a {@link Read}: what could not be read stays
 * distinguishable from what is not there.
 *
 * @param dhcpOptions empty where the VPC names {@code default}: no option set is associated
 * @param internetGateways those attached to the VPC
 * @param egressOnlyInternetGateways those attached to the VPC
 * @param networkInterfaces those EKS placed for control planes, and those that are the target of a route
 * @param instances those with a tag {@code kubernetes.io/cluster/…}
 * @param prefixLists by id: those that a route table or a security group of the VPC names
 * @param seenByOwner whether another account owns the VPC and was asked for what it hides from participants
 */
public record VpcNetwork(
        String id,
        Read<Vpc> vpc,
        Read<Boolean> dnsSupport,
        Read<Boolean> dnsHostnames,
        Read<Optional<DhcpOptions>> dhcpOptions,
        Read<List<Subnet>> subnets,
        Read<List<RouteTable>> routeTables,
        Read<List<NatGateway>> natGateways,
        Read<List<InternetGateway>> internetGateways,
        Read<List<InternetGateway>> egressOnlyInternetGateways,
        Read<List<NetworkAcl>> networkAcls,
        Read<List<SecurityGroup>> securityGroups,
        Read<List<VpcEndpoint>> vpcEndpoints,
        Read<List<NetworkInterface>> networkInterfaces,
        Read<List<Instance>> instances,
        Read<List<AvailabilityZone>> availabilityZones,
        Read<BlockPublicAccess> blockPublicAccess,
        Map<String, Read<PrefixList>> prefixLists,
        ManagementPaths managementPaths,
        boolean seenByOwner) {

    /**
     * Ways into the VPC from outside, by the ids of what provides them; whether anyone uses them cannot be seen.
     */
    public record ManagementPaths(
            Read<List<String>> transitGatewayAttachments,
            Read<List<String>> vpnGateways,
            Read<List<String>> peeringConnections,
            Read<List<String>> clientVpnEndpoints,
            Read<List<String>> instanceConnectEndpoints) {
        public ManagementPaths {
            transitGatewayAttachments = InOrder.by(Comparator.naturalOrder(), transitGatewayAttachments);
            vpnGateways = InOrder.by(Comparator.naturalOrder(), vpnGateways);
            peeringConnections = InOrder.by(Comparator.naturalOrder(), peeringConnections);
            clientVpnEndpoints = InOrder.by(Comparator.naturalOrder(), clientVpnEndpoints);
            instanceConnectEndpoints = InOrder.by(Comparator.naturalOrder(), instanceConnectEndpoints);
        }
    }

    public VpcNetwork {
        subnets = InOrder.by(Comparator.comparing(Subnet::id), subnets);
        routeTables = InOrder.by(Comparator.comparing(RouteTable::id), routeTables);
        natGateways = InOrder.by(Comparator.comparing(NatGateway::id), natGateways);
        internetGateways = InOrder.by(Comparator.comparing(InternetGateway::id), internetGateways);
        egressOnlyInternetGateways = InOrder.by(Comparator.comparing(InternetGateway::id), egressOnlyInternetGateways);
        networkAcls = InOrder.by(Comparator.comparing(NetworkAcl::id), networkAcls);
        securityGroups = InOrder.by(Comparator.comparing(SecurityGroup::id), securityGroups);
        vpcEndpoints = InOrder.by(Comparator.comparing(VpcEndpoint::id), vpcEndpoints);
        networkInterfaces = InOrder.by(Comparator.comparing(NetworkInterface::id), networkInterfaces);
        instances = InOrder.by(Comparator.comparing(Instance::id), instances);
        availabilityZones = InOrder.by(Comparator.comparing(AvailabilityZone::id), availabilityZones);
        prefixLists = Map.copyOf(prefixLists);
    }

    /** The same VPC with other subnets and another state of VPC Block Public Access. */
    VpcNetwork with(Read<List<Subnet>> otherSubnets, Read<BlockPublicAccess> otherBlock) {
        return having(
                otherSubnets,
                natGateways,
                egressOnlyInternetGateways,
                vpcEndpoints,
                securityGroups,
                otherBlock,
                seenByOwner);
    }

    /** The same VPC with what its owner does not show to participants. */
    public VpcNetwork asItsOwnerSeesIt(
            Read<List<NatGateway>> nats,
            Read<List<InternetGateway>> egressOnly,
            Read<List<VpcEndpoint>> endpoints,
            Read<List<SecurityGroup>> groups,
            Read<BlockPublicAccess> block) {
        return having(subnets, nats, egressOnly, endpoints, groups, block, true);
    }

    private VpcNetwork having(
            Read<List<Subnet>> otherSubnets,
            Read<List<NatGateway>> nats,
            Read<List<InternetGateway>> egressOnly,
            Read<List<VpcEndpoint>> endpoints,
            Read<List<SecurityGroup>> groups,
            Read<BlockPublicAccess> block,
            boolean byOwner) {
        return new VpcNetwork(
                id,
                vpc,
                dnsSupport,
                dnsHostnames,
                dhcpOptions,
                otherSubnets,
                routeTables,
                nats,
                internetGateways,
                egressOnly,
                networkAcls,
                groups,
                endpoints,
                networkInterfaces,
                instances,
                availabilityZones,
                block,
                prefixLists,
                managementPaths,
                byOwner);
    }

    /** The subnet of this VPC with that id; an empty answer means it is not in this VPC. */
    public Read<Optional<Subnet>> subnet(String subnetId) {
        return first(subnets, s -> s.id().equals(subnetId));
    }

    public Read<Optional<NatGateway>> natGateway(String natGatewayId) {
        return first(natGateways, n -> n.id().equals(natGatewayId));
    }

    public Read<Optional<SecurityGroup>> securityGroup(String groupId) {
        return first(securityGroups, g -> g.id().equals(groupId));
    }

    public Read<Optional<VpcEndpoint>> vpcEndpoint(String endpointId) {
        return first(vpcEndpoints, e -> e.id().equals(endpointId));
    }

    private static <T> Read<Optional<T>> first(Read<List<T>> read, Predicate<? super T> wanted) {
        return read.map(all -> {
            for (T one : all) {
                if (wanted.test(one)) {
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        });
    }

    /** Instances that an Auto Scaling group started and that are nodes of a cluster by their tag. */
    public Read<List<Instance>> nodesOf(AutoScalingGroup group, String clusterName) {
        return instances.map(all -> all.stream()
                .filter(i ->
                        i.isNodeOf(clusterName) && group.name().equals(i.tags().get("aws:autoscaling:groupName")))
                .toList());
    }

    /** The interface a route leads to. */
    public Read<Optional<NetworkInterface>> networkInterface(RouteTarget.NetworkInterface target) {
        return first(networkInterfaces, target::is);
    }

    public Read<Optional<AvailabilityZone>> availabilityZone(String availabilityZoneId) {
        return first(availabilityZones, z -> z.id().equals(availabilityZoneId));
    }

    /** The network ACL that guards a subnet: every subnet has exactly one. */
    public Read<Optional<NetworkAcl>> networkAclOf(String subnetId) {
        return first(networkAcls, acl -> acl.subnetIds().contains(subnetId));
    }

    /**
     * The table that routes a subnet's packets: its own, else the VPC's main table (VPC user guide, "Subnet route
     * tables"). Tables of gateways and of regional NAT gateways serve no subnet. Empty where AWS showed neither.
     */
    public Read<Optional<RoutedBy>> routeTableOf(String subnetId) {
        return routeTables.map(tables -> associated(
                        tables, false, a -> a.subnetId().equals(Optional.of(subnetId)))
                .or(() -> associated(tables, true, RouteTable.Association::main)));
    }

    /** While the subnet moves from one table to another it is in several associations: then nothing is settled. */
    private static Optional<RoutedBy> associated(
            List<RouteTable> tables, boolean implicitly, Predicate<RouteTable.Association> serves) {
        Optional<RoutedBy> found = Optional.empty();
        for (RouteTable table : tables) {
            for (RouteTable.Association a : table.associations()) {
                if (serves.test(a) && a.state() != RouteTable.Association.State.DISASSOCIATED) {
                    boolean settled = a.state() == RouteTable.Association.State.ASSOCIATED;
                    if (found.isEmpty() || (found.get().settled() && !settled)) {
                        found = Optional.of(new RoutedBy(table, implicitly, settled));
                    }
                }
            }
        }
        return found;
    }

    /**
     * How a subnet came by its route table.
     *
     * @param implicitly the subnet is in no association and follows the VPC's main table
     * @param settled whether AWS is done with associating it
     */
    public record RoutedBy(RouteTable table, boolean implicitly, boolean settled) {}

    /**
     * The VPC, what it was seen to hold and what that refers to, by the ids that API calls name; parts that could not be read
     * are left out.
     */
    public Set<String> resourceIds() {
        Set<String> ids = new TreeSet<>();
        ids.add(id);
        subnets.orElse(List.of()).forEach(subnet -> ids.add(subnet.id()));
        for (RouteTable table : routeTables.orElse(List.of())) {
            ids.add(table.id());
            table.associations().forEach(association -> ids.add(association.id()));
        }
        for (NatGateway nat : natGateways.orElse(List.of())) {
            ids.add(nat.id());
            nat.addresses().forEach(address -> ids.addAll(address.elasticIpIds()));
        }
        networkInterfaces.orElse(List.of()).forEach(eni -> ids.addAll(eni.elasticIpIds()));
        internetGateways.orElse(List.of()).forEach(gateway -> ids.add(gateway.id()));
        egressOnlyInternetGateways.orElse(List.of()).forEach(gateway -> ids.add(gateway.id()));
        networkAcls.orElse(List.of()).forEach(acl -> ids.add(acl.id()));
        securityGroups.orElse(List.of()).forEach(group -> ids.add(group.id()));
        vpcEndpoints.orElse(List.of()).forEach(endpoint -> ids.add(endpoint.id()));
        ids.addAll(managementPaths.transitGatewayAttachments().orElse(List.of()));
        ids.addAll(managementPaths.vpnGateways().orElse(List.of()));
        ids.addAll(managementPaths.peeringConnections().orElse(List.of()));
        ids.addAll(prefixLists.keySet());
        return ids;
    }
}
