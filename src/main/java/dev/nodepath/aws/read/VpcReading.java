package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.NetworkReader.sorted;

import dev.nodepath.network.AvailabilityZone;
import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.DhcpOptions;
import dev.nodepath.network.Instance;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.PrefixList;
import dev.nodepath.network.Read;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.Vpc;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.rule.Need;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The VPCs of a run. Round 2 asks each question once for all of them, so that neither the number of subnets nor that of
 * clusters changes the number of calls; round 3 follows what the answers refer to.
 */
final class VpcReading {

    private final Asking asking;
    private final String region;
    private final List<String> ids;

    private final Supplier<Read<Answer<Vpc>>> vpcs;
    private final Map<String, Supplier<Read<Answer<Boolean>>>> dnsSupport = new HashMap<>();
    private final Map<String, Supplier<Read<Answer<Boolean>>>> dnsHostnames = new HashMap<>();
    private final Supplier<Read<Answer<Subnet>>> subnets;
    private final Supplier<Read<Answer<RouteTable>>> routeTables;
    private final Supplier<Read<Answer<NatGateway>>> natGateways;
    private final Supplier<Read<Answer<InternetGateway>>> internetGateways;
    private final Supplier<Read<Answer<InternetGateway>>> egressOnlyInternetGateways;
    private final Supplier<Read<Answer<NetworkAcl>>> networkAcls;
    private final Supplier<Read<Answer<SecurityGroup>>> securityGroups;
    private final Supplier<Read<Answer<VpcEndpoint>>> vpcEndpoints;
    private final Supplier<Read<Answer<NetworkInterface>>> controlPlaneInterfaces;
    private final Supplier<Read<Answer<Instance>>> instances;
    private final Supplier<Read<Answer<DhcpOptions>>> dhcpOptions;
    private final Supplier<Read<Answer<AvailabilityZone>>> availabilityZones;
    private final Supplier<Read<Answer<InternetGatewayBlockMode>>> blockMode;
    private final Supplier<Read<Answer<String>>> transitGatewayAttachments;
    private final Supplier<Read<Answer<String>>> vpnGateways;
    private final Supplier<Read<Answer<String>>> peeringConnections;
    private final Supplier<Read<Answer<String>>> clientVpnEndpoints;
    private final Supplier<Read<Answer<String>>> instanceConnectEndpoints;

    private Supplier<Read<Answer<BlockPublicAccess.Exclusion>>> exclusions = VpcReading::nothing;
    private Supplier<Read<Answer<NetworkInterface>>> targetInterfaces = VpcReading::nothing;
    private Supplier<Read<Answer<NetworkInterface>>> interfacesOfInstances = VpcReading::nothing;
    private final Map<String, Supplier<Read<Answer<Cidr>>>> prefixLists = new TreeMap<>();
    private final Optional<String> participant;
    private final NetworkReader.Owners owners;
    private final Map<String, OwnersView> sharedBy = new TreeMap<>();

    /**
     * Round 2.
     *
     * @param participant the account whose clusters are read
     * @param owners of VPCs, which see what participants do not
     */
    VpcReading(
            Asking asking, String region, List<String> ids, Optional<String> participant, NetworkReader.Owners owners) {
        this.asking = asking;
        this.region = region;
        this.ids = ids;
        this.participant = participant;
        this.owners = owners;
        List<String> regions = ids.isEmpty() ? List.of() : List.of(region);
        vpcs = asking.ask(VpcQuestions.VPCS, ids);
        subnets = asking.ask(VpcQuestions.SUBNETS, ids);
        routeTables = asking.ask(VpcQuestions.ROUTE_TABLES, ids);
        natGateways = asking.ask(VpcQuestions.NAT_GATEWAYS, ids);
        internetGateways = asking.ask(VpcQuestions.INTERNET_GATEWAYS, ids);
        egressOnlyInternetGateways = asking.ask(VpcQuestions.EGRESS_ONLY_INTERNET_GATEWAYS, ids);
        networkAcls = asking.ask(VpcQuestions.NETWORK_ACLS, ids);
        securityGroups = asking.ask(VpcQuestions.SECURITY_GROUPS, ids);
        vpcEndpoints = asking.ask(VpcQuestions.VPC_ENDPOINTS, ids);
        controlPlaneInterfaces = asking.ask(VpcQuestions.NETWORK_INTERFACES, ids);
        instances = asking.ask(VpcQuestions.INSTANCES, ids);
        dhcpOptions = asking.ask(VpcQuestions.DHCP_OPTIONS, regions);
        availabilityZones = asking.ask(VpcQuestions.AVAILABILITY_ZONES, regions);
        blockMode = asking.ask(VpcQuestions.BLOCK_PUBLIC_ACCESS, regions);
        transitGatewayAttachments = asking.ask(VpcQuestions.TRANSIT_GATEWAY_ATTACHMENTS, ids);
        vpnGateways = asking.ask(VpcQuestions.VPN_GATEWAYS, ids);
        peeringConnections = asking.ask(VpcQuestions.PEERING_CONNECTIONS, ids);
        clientVpnEndpoints = asking.ask(VpcQuestions.CLIENT_VPN_ENDPOINTS, ids);
        instanceConnectEndpoints = asking.ask(VpcQuestions.INSTANCE_CONNECT_ENDPOINTS, ids);
        for (String id : ids) {
            dnsSupport.put(id, asking.ask(VpcQuestions.DNS_SUPPORT, id));
            dnsHostnames.put(id, asking.ask(VpcQuestions.DNS_HOSTNAMES, id));
        }
    }

    /** Round 3. */
    void follow() {
        Set<String> lists = new TreeSet<>();
        Set<String> interfaces = new TreeSet<>();
        Set<String> instancesOfRoutes = new TreeSet<>();
        for (String id : ids) {
            lists.addAll(prefixListsIn(id));
            targets(id).forEach(target -> {
                if (target.networkInterfaceId().isEmpty()) {
                    instancesOfRoutes.add(target.instanceId());
                } else {
                    interfaces.add(target.networkInterfaceId());
                }
            });
        }
        for (String id : ids) {
            ownerOf(id)
                    .flatMap(owners::of)
                    .ifPresent(answers -> sharedBy.put(id, new OwnersView(asking.of(answers), id, region)));
        }
        targetInterfaces = asking.ask(VpcQuestions.NETWORK_INTERFACES, interfaces);
        interfacesOfInstances = asking.ask(VpcQuestions.NETWORK_INTERFACES, instancesOfRoutes);
        lists.forEach(list -> prefixLists.put(list, asking.ask(VpcQuestions.PREFIX_LIST_ENTRIES, list)));
        if (mode().orElse(InternetGatewayBlockMode.OFF) != InternetGatewayBlockMode.OFF) {
            exclusions = asking.ask(VpcQuestions.BLOCK_PUBLIC_ACCESS_EXCLUSIONS, region);
        }
    }

    /** The account that owns a VPC, where it is not that of the clusters. */
    private Optional<String> ownerOf(String vpcId) {
        return of(vpcs, vpcId).orElse(List.of()).stream()
                .map(Vpc::ownerId)
                .filter(owner -> !owner.isEmpty() && !participant.equals(Optional.of(owner)))
                .findFirst();
    }

    Read<List<Subnet>> subnets(Cluster cluster) {
        return cluster.vpcId().isEmpty() ? WithoutVpc.of(cluster).subnets() : shown(subnets, cluster.vpcId());
    }

    VpcNetwork network(Cluster cluster) {
        String id = cluster.vpcId();
        if (id.isEmpty()) {
            return WithoutVpc.of(cluster);
        }
        Read<Vpc> vpc = of(vpcs, id).flatMap(found -> found.isEmpty() ? notShown(id) : Read.of(found.getFirst()));
        VpcNetwork seen = new VpcNetwork(
                id,
                vpc,
                attribute(dnsSupport, id),
                attribute(dnsHostnames, id),
                vpc.flatMap(this::dhcpOptions),
                sorted(shown(subnets, id), Subnet::id),
                sorted(shown(routeTables, id), RouteTable::id),
                sorted(shown(natGateways, id), NatGateway::id),
                sorted(shown(internetGateways, id), InternetGateway::id),
                sorted(shown(egressOnlyInternetGateways, id), InternetGateway::id),
                sorted(shown(networkAcls, id), NetworkAcl::id),
                sorted(shown(securityGroups, id), SecurityGroup::id),
                sorted(shown(vpcEndpoints, id), VpcEndpoint::id),
                sorted(networkInterfaces(id), NetworkInterface::id),
                sorted(of(instances, id), Instance::id),
                sorted(availabilityZones.get().flatMap(Answer::all), AvailabilityZone::id),
                blockPublicAccess(),
                prefixLists(id),
                new VpcNetwork.ManagementPaths(
                        sorted(of(transitGatewayAttachments, id), attachment -> attachment),
                        sorted(of(vpnGateways, id), gateway -> gateway),
                        sorted(of(peeringConnections, id), peering -> peering),
                        sorted(of(clientVpnEndpoints, id), endpoint -> endpoint),
                        sorted(of(instanceConnectEndpoints, id), endpoint -> endpoint)),
                false);
        OwnersView view = sharedBy.get(id);
        return view == null ? seen : view.of(seen);
    }

    private Read<Optional<DhcpOptions>> dhcpOptions(Vpc vpc) {
        if (vpc.dhcpOptionsId().equals("default")) {
            return Read.of(Optional.empty());
        }
        return of(dhcpOptions, vpc.dhcpOptionsId())
                .flatMap(found -> found.isEmpty()
                        ? Read.failed(
                                Need.DHCP_OPTIONS.action(),
                                "EC2 shows no DHCP option set " + vpc.dhcpOptionsId() + " of " + vpc.id()
                                        + " to this account")
                        : Read.of(Optional.of(found.getFirst())));
    }

    private Read<InternetGatewayBlockMode> mode() {
        return mode(blockMode, region);
    }

    static Read<InternetGatewayBlockMode> mode(
            Supplier<Read<Answer<InternetGatewayBlockMode>>> blockMode, String region) {
        return blockMode
                .get()
                .flatMap(Answer::one)
                .flatMap(mode -> mode.map(Read::of)
                        .orElseGet(() -> Read.failed(
                                Need.BLOCK_PUBLIC_ACCESS.action(), "EC2 did not tell the mode in " + region)));
    }

    private Read<BlockPublicAccess> blockPublicAccess() {
        return mode().flatMap(mode -> sorted(exclusions.get().flatMap(Answer::all), BlockPublicAccess.Exclusion::id)
                .map(exempt -> new BlockPublicAccess(mode, exempt)));
    }

    private Read<List<NetworkInterface>> networkInterfaces(String vpcId) {
        return of(controlPlaneInterfaces, vpcId)
                .flatMap(ofControlPlanes -> targetInterfaces
                        .get()
                        .flatMap(targets -> interfacesOfInstances.get().flatMap(ofInstances -> {
                            List<NetworkInterface> all = new ArrayList<>(ofControlPlanes);
                            for (RouteTarget.NetworkInterface target : targets(vpcId)) {
                                Read<List<NetworkInterface>> found =
                                        target.networkInterfaceId().isEmpty()
                                                ? ofInstances.of(target.instanceId())
                                                : targets.of(target.networkInterfaceId());
                                if (found instanceof Read.Failed<List<NetworkInterface>> failed) {
                                    return failed;
                                }
                                all.addAll(found.orElse(List.of()));
                            }
                            return Read.ofList(all);
                        })));
    }

    /** Interfaces that routes lead to; that of a blackhole is gone or its instance stopped, and drops the packet anyhow. */
    private List<RouteTarget.NetworkInterface> targets(String vpcId) {
        List<RouteTarget.NetworkInterface> targets = new ArrayList<>();
        for (RouteTable table : of(routeTables, vpcId).orElse(List.of())) {
            for (Route route : table.routes()) {
                if (route.state() != Route.State.BLACKHOLE
                        && route.target() instanceof RouteTarget.NetworkInterface target) {
                    targets.add(target);
                }
            }
        }
        return targets;
    }

    private Map<String, Read<PrefixList>> prefixLists(String vpcId) {
        Map<String, Read<PrefixList>> lists = new TreeMap<>();
        prefixListsIn(vpcId).forEach(list -> lists.put(list, prefixList(list)));
        return lists;
    }

    private Read<PrefixList> prefixList(String id) {
        return prefixLists
                .getOrDefault(id, VpcReading::nothing)
                .get()
                .flatMap(Answer::all)
                .map(entries ->
                        new PrefixList(id, entries.stream().distinct().sorted().toList()));
    }

    /**
     * Prefix lists that a route or a security group names. The route to a gateway endpoint names AWS's own list of the
     * service's addresses, and where that leads is known without its entries.
     */
    private Set<String> prefixListsIn(String vpcId) {
        Set<String> lists = new TreeSet<>();
        List<VpcEndpoint> endpoints = of(vpcEndpoints, vpcId).orElse(List.of());
        for (RouteTable table : of(routeTables, vpcId).orElse(List.of())) {
            for (Route route : table.routes()) {
                if (route.destination() instanceof Route.Destination.PrefixList list
                        && endpoints.stream()
                                .noneMatch(e -> e.type() == VpcEndpoint.Type.GATEWAY
                                        && e.id().equals(route.target().id()))) {
                    lists.add(list.id());
                }
            }
        }
        for (SecurityGroup group : of(securityGroups, vpcId).orElse(List.of())) {
            List<SecurityGroup.Rule> rules = new ArrayList<>(group.ingress());
            rules.addAll(group.egress());
            for (SecurityGroup.Rule rule : rules) {
                for (SecurityGroup.Peer peer : rule.peers()) {
                    if (peer instanceof SecurityGroup.Peer.PrefixList list) {
                        lists.add(list.id());
                    }
                }
            }
        }
        return lists;
    }

    private static Read<Boolean> attribute(Map<String, Supplier<Read<Answer<Boolean>>>> attribute, String vpcId) {
        return attribute
                .getOrDefault(vpcId, VpcReading::nothing)
                .get()
                .flatMap(Answer::one)
                .flatMap(value -> value.map(Read::of)
                        .orElseGet(() -> Read.failed(
                                Need.VPC_ATTRIBUTES.action(), "EC2 shows no VPC " + vpcId + " to this account")));
    }

    /** Of a VPC that EC2 does not show, such as one that is shared with the account no longer, an empty answer tells nothing. */
    private <M> Read<List<M>> shown(Supplier<Read<Answer<M>>> answer, String vpcId) {
        boolean hidden = of(vpcs, vpcId) instanceof Read.Done<List<Vpc>>(List<Vpc> found) && found.isEmpty();
        return of(answer, vpcId).flatMap(all -> all.isEmpty() && hidden ? notShown(vpcId) : Read.of(all));
    }

    private static <T> Read<T> notShown(String vpcId) {
        return Read.failed(Need.VPC.action(), "EC2 shows no VPC " + vpcId + " to this account");
    }

    static <M> Read<List<M>> of(Supplier<Read<Answer<M>>> answer, String key) {
        return answer.get().flatMap(a -> a.of(key));
    }

    private static <M> Read<Answer<M>> nothing() {
        return Read.of(new Answer<>(List.of()));
    }
}
