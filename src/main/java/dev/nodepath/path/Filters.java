package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.path.SecurityGroupCheck.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Security groups and network ACLs on the ways of one subnet's nodes. A connection to port 443 comes back to an ephemeral
 * port, which a stateless ACL has to admit as well: Linux uses 32768-60999, Windows 49152-65535, a NAT gateway 1024-65535 (VPC
 * user guide, "Ephemeral ports").
 */
final class Filters {

    static final PortRange LINUX_EPHEMERAL = new PortRange(32768, 60999);
    static final PortRange WINDOWS_EPHEMERAL = new PortRange(49152, 65535);
    static final PortRange NAT_EPHEMERAL = new PortRange(1024, 65535);
    private static final int HTTPS_PORT = 443;
    private static final int KUBELET_PORT = 10250;
    private static final PortRange HTTPS = PortRange.of(HTTPS_PORT);

    private final ClusterNetwork network;
    private final Subnet subnet;
    private final NodeSubnet nodeSubnet;
    private final SecurityGroupCheck groups;
    private final PortRange ephemeral;

    Filters(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet) {
        this(network, subnet, nodeSubnet, ephemeralPorts(nodeSubnet));
    }

    private Filters(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet, PortRange ephemeral) {
        this.network = network;
        this.subnet = subnet;
        this.nodeSubnet = nodeSubnet;
        this.groups = new SecurityGroupCheck(network.vpc());
        this.ephemeral = ephemeral;
    }

    /** The same filters for nodes of any kind, now or later. */
    static Filters forAnyNode(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet) {
        return new Filters(network, subnet, nodeSubnet, NAT_EPHEMERAL);
    }

    /** SG-005 and NA-001: from a node to port 443 anywhere on the internet, and the answer back. */
    List<Cause> nodeToInternet(Family family) {
        List<Cause> causes = new ArrayList<>();
        for (NodeSource source : nodeSubnet.usedBy()) {
            for (Read<Set<String>> nodeGroups : NodeSecurityGroups.of(network, source)) {
                groupsToInternet(source, nodeGroups, family).ifPresent(causes::add);
            }
        }
        causes.addAll(aclToInternet(family));
        return causes;
    }

    /**
     * SG-005 and NA-001: from a node to a gateway endpoint, whose service keeps its public addresses. A security group may
     * name the service's prefix list; an ACL cannot.
     */
    List<Cause> nodeToGateway(Optional<String> prefixListId) {
        List<Cause> causes = new ArrayList<>();
        for (NodeSource source : nodeSubnet.usedBy()) {
            for (Read<Set<String>> nodeGroups : NodeSecurityGroups.of(network, source)) {
                boolean listed = prefixListId.isPresent()
                        && groups.namesPrefixList(
                                nodeGroups.orElse(Set.of()), SecurityGroupCheck.TCP, HTTPS_PORT, prefixListId.get());
                if (!listed) {
                    groupsToInternet(source, nodeGroups, Family.IPV4).ifPresent(causes::add);
                }
            }
        }
        causes.addAll(aclToInternet(Family.IPV4));
        return causes;
    }

    /** NA-001: from a node subnet to port 443 anywhere on the internet, and the answer back. */
    List<Cause> aclToInternet(Family family) {
        List<Cause> causes = new ArrayList<>();
        Cidr anywhere = Cidr.all(family);
        acl("NA-001", subnet.id(), true, HTTPS, anywhere, "outbound to port 443 of public addresses")
                .ifPresent(causes::add);
        acl(
                        "NA-001",
                        subnet.id(),
                        false,
                        ephemeral,
                        anywhere,
                        "inbound from public addresses to ephemeral ports " + ephemeral + ", where answers arrive")
                .ifPresent(causes::add);
        return causes;
    }

    private Optional<Cause> groupsToInternet(NodeSource source, Read<Set<String>> read, Family family) {
        Resource subnetResource = Resource.ec2(subnet.id());
        return switch (read) {
            case Read.Failed<Set<String>> failed -> Optional.of(Cause.unread("SG-005", failed, subnetResource));
            case Read.Done<Set<String>> done -> {
                Resource[] also = also(done.value());
                Peer internet = Peer.internet(family);
                Opening opening = groupRule(done.value(), true, HTTPS_PORT, internet);
                yield switch (groups.allowsEgress(done.value(), SecurityGroupCheck.TCP, HTTPS_PORT, internet)) {
                    case ALL -> Optional.empty();
                    case NONE ->
                        Optional.of(Cause.broken(
                                        "SG-005",
                                        subnetResource,
                                        "The security groups of " + source.label() + " ("
                                                + String.join(", ", done.value()) + ") let nodes of " + subnet.id()
                                                + " reach port 443 of no public address.",
                                        also)
                                .with(opening));
                    case SOME ->
                        Optional.of(Cause.unknown(
                                        "SG-005",
                                        UnknownReason.PARTIAL_FILTER,
                                        subnetResource,
                                        "The security groups of " + source.label() + " ("
                                                + String.join(", ", done.value())
                                                + ") let nodes of " + subnet.id()
                                                + " reach port 443 of some public addresses only; which ones they need is not known.",
                                        also)
                                .with(opening));
                    case UNKNOWN ->
                        Optional.of(Cause.unknown(
                                "SG-005",
                                UnknownReason.NOT_READ,
                                subnetResource,
                                "Not all security groups of " + source.label() + " (" + String.join(", ", done.value())
                                        + ") or their prefix lists could be read.",
                                also));
                };
            }
        };
    }

    /** NA-003: through the ACL of a NAT gateway's subnet, both ways on both of its sides. */
    List<Cause> throughNat(NatGateway nat, String natSubnetId) {
        List<Cause> causes = new ArrayList<>();
        String at = " at NAT gateway " + nat.id();
        acl("NA-003", natSubnetId, true, HTTPS, Cidr.ALL_IPV4, "outbound to port 443 of public addresses" + at)
                .ifPresent(causes::add);
        acl(
                        "NA-003",
                        natSubnetId,
                        false,
                        NAT_EPHEMERAL,
                        Cidr.ALL_IPV4,
                        "inbound from public addresses to ports " + NAT_EPHEMERAL + at)
                .ifPresent(causes::add);
        subnet.cidr().ifPresent(nodes -> {
            acl("NA-003", natSubnetId, false, HTTPS, nodes, "inbound from " + subnet.id() + " to port 443" + at)
                    .ifPresent(causes::add);
            acl(
                            "NA-003",
                            natSubnetId,
                            true,
                            NAT_EPHEMERAL,
                            nodes,
                            "outbound to " + subnet.id() + " on ports " + NAT_EPHEMERAL + at)
                    .ifPresent(causes::add);
        });
        return causes;
    }

    /** SG-001: node and control plane groups admit port 443 between them. */
    List<Cause> groupsToControlPlane(Collection<String> controlPlaneGroups, List<Subnet> controlPlaneSubnets) {
        List<Cause> causes = new ArrayList<>();
        Peer controlPlane = new Peer(Set.copyOf(controlPlaneGroups), ranges(controlPlaneSubnets));
        for (NodeSource source : nodeSubnet.usedBy()) {
            for (Read<Set<String>> read : NodeSecurityGroups.of(network, source)) {
                switch (read) {
                    case Read.Failed<Set<String>> failed ->
                        causes.add(Cause.unread("SG-001", failed, Resource.ec2(subnet.id())));
                    case Read.Done<Set<String>> done -> {
                        Peer nodes =
                                new Peer(done.value(), subnet.cidr().stream().toList());
                        groupPair(
                                        "SG-001",
                                        groups.allowsIngress(
                                                controlPlaneGroups, SecurityGroupCheck.TCP, HTTPS_PORT, nodes),
                                        controlPlaneGroups,
                                        groupRule(controlPlaneGroups, false, HTTPS_PORT, nodes),
                                        "The security groups of the cluster's network interfaces ("
                                                + String.join(", ", controlPlaneGroups)
                                                + ") do not admit port 443 from the nodes of "
                                                + source.label() + " in " + subnet.id() + " ("
                                                + String.join(", ", done.value()) + ")")
                                .ifPresent(causes::add);
                        groupPair(
                                        "SG-001",
                                        groups.allowsEgress(
                                                done.value(), SecurityGroupCheck.TCP, HTTPS_PORT, controlPlane),
                                        done.value(),
                                        groupRule(done.value(), true, HTTPS_PORT, controlPlane),
                                        "The security groups of " + source.label() + " ("
                                                + String.join(", ", done.value())
                                                + ") do not let its nodes in " + subnet.id()
                                                + " reach port 443 of the cluster's network interfaces")
                                .ifPresent(causes::add);
                    }
                }
            }
        }
        return causes;
    }

    /** SG-002: control plane and node groups admit the kubelet's port between them. */
    List<Cause> groupsToKubelet(ControlPlane controlPlane) {
        List<Cause> causes = new ArrayList<>();
        Peer from = new Peer(controlPlane.groupIds(), ranges(controlPlane.subnets()));
        for (NodeSource source : nodeSubnet.usedBy()) {
            for (Read<Set<String>> read : NodeSecurityGroups.of(network, source)) {
                switch (read) {
                    case Read.Failed<Set<String>> failed ->
                        causes.add(Cause.unread("SG-002", failed, Resource.ec2(subnet.id())));
                    case Read.Done<Set<String>> done -> {
                        Peer nodes =
                                new Peer(done.value(), subnet.cidr().stream().toList());
                        groupPair(
                                        "SG-002",
                                        groups.allowsEgress(
                                                controlPlane.groupIds(), SecurityGroupCheck.TCP, KUBELET_PORT, nodes),
                                        controlPlane.groupIds(),
                                        groupRule(controlPlane.groupIds(), true, KUBELET_PORT, nodes),
                                        "The security groups of the cluster's network interfaces ("
                                                + String.join(", ", controlPlane.groupIds())
                                                + ") do not let the API server reach port 10250 of the nodes of "
                                                + source.label() + " in " + subnet.id())
                                .ifPresent(causes::add);
                        groupPair(
                                        "SG-002",
                                        groups.allowsIngress(done.value(), SecurityGroupCheck.TCP, KUBELET_PORT, from),
                                        done.value(),
                                        groupRule(done.value(), false, KUBELET_PORT, from),
                                        "The security groups of " + source.label() + " ("
                                                + String.join(", ", done.value())
                                                + ") do not admit port 10250 of its nodes in " + subnet.id()
                                                + " from the cluster's network interfaces")
                                .ifPresent(causes::add);
                    }
                }
            }
        }
        return causes;
    }

    /** NA-001 and NA-002: from the cluster's network interfaces in a subnet to the kubelets, and the answers back. */
    List<Cause> aclsToKubelet(Subnet from) {
        if (from.id().equals(subnet.id())
                || from.cidr().isEmpty()
                || subnet.cidr().isEmpty()) {
            return List.of();
        }
        Cidr nodes = subnet.cidr().get();
        Cidr there = from.cidr().get();
        PortRange kubelet = PortRange.of(KUBELET_PORT);
        List<Cause> causes = new ArrayList<>();
        acl(
                        "NA-001",
                        subnet.id(),
                        false,
                        kubelet,
                        there,
                        "inbound from the API server in " + from.id() + " to port 10250 of kubelets")
                .ifPresent(causes::add);
        acl(
                        "NA-001",
                        subnet.id(),
                        true,
                        LINUX_EPHEMERAL,
                        there,
                        "outbound from kubelets to the API server's ephemeral ports " + LINUX_EPHEMERAL + " in "
                                + from.id())
                .ifPresent(causes::add);
        acl(
                        "NA-002",
                        from.id(),
                        true,
                        kubelet,
                        nodes,
                        "outbound from the API server to port 10250 of kubelets in " + subnet.id())
                .ifPresent(causes::add);
        acl(
                        "NA-002",
                        from.id(),
                        false,
                        LINUX_EPHEMERAL,
                        nodes,
                        "inbound from kubelets in " + subnet.id() + " to the API server's ephemeral ports "
                                + LINUX_EPHEMERAL)
                .ifPresent(causes::add);
        return causes;
    }

    /** From a node to an interface endpoint: the endpoint's groups, the nodes' groups. */
    List<Cause> groupsToEndpoint(
            String rule, String endpointId, Collection<String> endpointGroups, List<Subnet> endpointSubnets) {
        List<Cause> causes = new ArrayList<>();
        Peer endpoint = new Peer(Set.copyOf(endpointGroups), ranges(endpointSubnets));
        Resource endpointResource = Resource.ec2(endpointId);
        for (NodeSource source : nodeSubnet.usedBy()) {
            for (Read<Set<String>> read : NodeSecurityGroups.of(network, source)) {
                switch (read) {
                    case Read.Failed<Set<String>> failed -> causes.add(Cause.unread(rule, failed, endpointResource));
                    case Read.Done<Set<String>> done -> {
                        Peer nodes =
                                new Peer(done.value(), subnet.cidr().stream().toList());
                        coverage(
                                        rule,
                                        groups.allowsIngress(endpointGroups, SecurityGroupCheck.TCP, HTTPS_PORT, nodes),
                                        endpointResource,
                                        groupRule(endpointGroups, false, HTTPS_PORT, nodes),
                                        "The security groups of VPC endpoint " + endpointId + " ("
                                                + String.join(", ", endpointGroups)
                                                + ") do not admit port 443 from the nodes of "
                                                + source.label() + " in " + subnet.id(),
                                        also(endpointGroups))
                                .ifPresent(causes::add);
                        coverage(
                                        "SG-005",
                                        groups.allowsEgress(done.value(), SecurityGroupCheck.TCP, HTTPS_PORT, endpoint),
                                        Resource.ec2(subnet.id()),
                                        groupRule(done.value(), true, HTTPS_PORT, endpoint),
                                        "The security groups of " + source.label() + " ("
                                                + String.join(", ", done.value())
                                                + ") do not let its nodes in " + subnet.id()
                                                + " reach port 443 of VPC endpoint " + endpointId,
                                        also(done.value()))
                                .ifPresent(causes::add);
                    }
                }
            }
        }
        return causes;
    }

    /** NA-001 and NA-002 or NA-004: ACLs between the node subnet and a subnet of the VPC, both ways on both sides. */
    List<Cause> aclsInsideVpc(String farRule, Subnet far, String what) {
        if (far.id().equals(subnet.id())
                || far.cidr().isEmpty()
                || subnet.cidr().isEmpty()) {
            return List.of(); // ACLs are not evaluated for traffic inside a subnet
        }
        Cidr near = subnet.cidr().get();
        Cidr there = far.cidr().get();
        List<Cause> causes = new ArrayList<>();
        acl("NA-001", subnet.id(), true, HTTPS, there, "outbound to port 443 of " + what + " in " + far.id())
                .ifPresent(causes::add);
        acl(
                        "NA-001",
                        subnet.id(),
                        false,
                        ephemeral,
                        there,
                        "inbound from " + what + " in " + far.id() + " to ephemeral ports " + ephemeral)
                .ifPresent(causes::add);
        acl(
                        farRule,
                        far.id(),
                        false,
                        HTTPS,
                        near,
                        "inbound from node subnet " + subnet.id() + " to port 443 of " + what)
                .ifPresent(causes::add);
        acl(
                        farRule,
                        far.id(),
                        true,
                        ephemeral,
                        near,
                        "outbound from " + what + " to ephemeral ports " + ephemeral + " of node subnet " + subnet.id())
                .ifPresent(causes::add);
        return causes;
    }

    private Optional<Cause> groupPair(
            String rule, Coverage coverage, Collection<String> groupIds, Opening opening, String sentence) {
        Resource first = byPrecedence(groupIds).stream()
                .findFirst()
                .map(Resource::ec2)
                .orElse(Resource.cluster(network.cluster().arn().toString()));
        Set<String> all = new LinkedHashSet<>(groupIds);
        all.remove(first.id());
        List<Resource> also = new ArrayList<>(List.of(also(all)));
        also.add(Resource.ec2(subnet.id()));
        return coverage(rule, coverage, first, opening, sentence, also.toArray(Resource[]::new));
    }

    /** Inside the VPC the addresses are known, so that a part of them let through is not enough. */
    private static Optional<Cause> coverage(
            String rule, Coverage coverage, Resource resource, Opening opening, String sentence, Resource... also) {
        return switch (coverage) {
            case ALL -> Optional.empty();
            case NONE ->
                Optional.of(Cause.broken(rule, resource, sentence + ".", also).with(opening));
            case SOME ->
                Optional.of(
                        Cause.broken(rule, resource, sentence + ": only a part of the addresses is let through.", also)
                                .with(opening));
            case UNKNOWN ->
                Optional.of(Cause.unknown(
                        rule,
                        UnknownReason.NOT_READ,
                        resource,
                        sentence + " as far as they could be read; not all of them could.",
                        also));
        };
    }

    private Optional<Cause> acl(
            String rule, String guardedSubnetId, boolean egress, PortRange ports, Cidr peer, String what) {
        Resource guarded = Resource.ec2(guardedSubnetId);
        Resource node = Resource.ec2(subnet.id());
        return switch (network.vpc().networkAclOf(guardedSubnetId)) {
            case Read.Failed<Optional<NetworkAcl>> failed -> Optional.of(Cause.unread(rule, failed, guarded, node));
            case Read.Done<Optional<NetworkAcl>> done -> {
                if (done.value().isEmpty()) {
                    yield Optional.of(Cause.unknown(
                            rule,
                            UnknownReason.NOT_READ,
                            guarded,
                            "AWS shows no network ACL for subnet " + guardedSubnetId + ", though every subnet has one.",
                            node));
                }
                NetworkAcl acl = done.value().get();
                Resource aclResource = Resource.ec2(acl.id());
                // Answers may come to any ephemeral port once nodes of another kind run here, so all of them are
                // opened.
                boolean answers = ports.from() >= NAT_EPHEMERAL.from() && ports.from() < ports.to();
                Opening opening = new Opening.AclEntry(acl.id(), egress, answers ? NAT_EPHEMERAL : ports, peer);
                yield switch (NetworkAclCheck.allowsTcp(acl, egress, ports, peer)) {
                    case ALL -> Optional.empty();
                    case SOME, UNKNOWN ->
                        peer.isAll()
                                ? Optional.of(Cause.unknown(
                                                rule,
                                                UnknownReason.PARTIAL_FILTER,
                                                aclResource,
                                                "Network ACL " + acl.id() + " of subnet " + guardedSubnetId
                                                        + " lets only a part through " + what
                                                        + "; whether the API server's is among it is not known.",
                                                guarded,
                                                node)
                                        .with(opening))
                                : Optional.of(Cause.broken(
                                                rule,
                                                aclResource,
                                                "Network ACL " + acl.id() + " of subnet " + guardedSubnetId
                                                        + " lets only a part through " + what + ".",
                                                guarded,
                                                node)
                                        .with(opening));
                    case NONE ->
                        Optional.of(Cause.broken(
                                        rule,
                                        aclResource,
                                        "Network ACL " + acl.id() + " of subnet " + guardedSubnetId
                                                + " does not allow traffic " + what + ".",
                                        guarded,
                                        node)
                                .with(opening));
                };
            }
        };
    }

    /** Ports nodes of this subnet start connections from; Windows nodes use others than Linux ones. */
    private static PortRange ephemeralPorts(NodeSubnet nodeSubnet) {
        boolean windows = nodeSubnet.usedBy().stream()
                .anyMatch(source -> source instanceof NodeSource.ManagedNodegroup managed
                        && managed.nodegroup().amiType().startsWith("WINDOWS"));
        boolean linux = nodeSubnet.usedBy().stream()
                .anyMatch(source -> !(source instanceof NodeSource.ManagedNodegroup managed
                        && managed.nodegroup().amiType().startsWith("WINDOWS")));
        if (windows && linux) {
            return new PortRange(LINUX_EPHEMERAL.from(), WINDOWS_EPHEMERAL.to());
        }
        return windows ? WINDOWS_EPHEMERAL : LINUX_EPHEMERAL;
    }

    private Opening groupRule(Collection<String> groupIds, boolean egress, int port, Peer peer) {
        return new Opening.GroupRule(
                byPrecedence(groupIds),
                egress,
                SecurityGroupCheck.TCP,
                port,
                byPrecedence(peer.groupIds()),
                peer.ranges());
    }

    /** The cluster security group first, which nodes carry unless told otherwise; an order of no list's. */
    private List<String> byPrecedence(Collection<String> groupIds) {
        return groupIds.stream()
                .sorted(Comparator.comparing((String id) ->
                                !network.cluster().clusterSecurityGroupId().equals(Optional.of(id)))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static List<Cidr> ranges(List<Subnet> subnets) {
        return subnets.stream().flatMap(s -> s.cidr().stream()).toList();
    }

    private static Resource[] also(Collection<String> groupIds) {
        return groupIds.stream().map(Resource::ec2).toArray(Resource[]::new);
    }
}
