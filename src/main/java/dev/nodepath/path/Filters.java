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
import dev.nodepath.path.Passage.Filtered;
import dev.nodepath.path.SecurityGroupCheck.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Security groups and network ACLs on the ways of one subnet's nodes. A connection to port 443 comes back to an ephemeral
 * port, which a stateless ACL has to admit as well: Linux uses 32768-60999, Windows 49152-65535, a NAT gateway 1024-65535 (VPC
 * user guide, "Ephemeral ports").
 */
final class Filters {

    static final PortRange LINUX_EPHEMERAL = new PortRange(32768, 60999);
    static final PortRange WINDOWS_EPHEMERAL = new PortRange(49152, 65535);
    static final PortRange NAT_EPHEMERAL = new PortRange(1024, 65535);
    private static final PortRange BELOW_RDP = new PortRange(NAT_EPHEMERAL.from(), 3388);
    private static final PortRange ABOVE_RDP = new PortRange(3390, NAT_EPHEMERAL.to());
    static final int HTTPS_PORT = 443;
    private static final int KUBELET_PORT = 10250;
    private static final PortRange HTTPS = PortRange.of(HTTPS_PORT);

    /**
     * Packets that have to pass an ACL.
     *
     * @param words what they are, as a phrase
     */
    private record Flow(boolean egress, PortRange ports, Cidr peer, Hop.Direction direction, String words) {}

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
    Passage nodeToInternet(Family family) {
        return eachNode((source, nodeGroups) -> groupsToInternet(source, nodeGroups, family))
                .and(aclToInternet(family));
    }

    /**
     * SG-005 and NA-001: from a node to a gateway endpoint, whose service keeps its public addresses. A security group may
     * name the service's prefix list; an ACL cannot.
     */
    Passage nodeToGateway(Optional<String> prefixListId) {
        return eachNode((source, nodeGroups) -> prefixListId
                        .flatMap(id -> groups.namingPrefixList(
                                nodeGroups.orElse(Set.of()), SecurityGroupCheck.TCP, HTTPS_PORT, id))
                        .map(hop -> Passage.leaving(new Filtered(List.of(hop), List.of())))
                        .orElseGet(() -> groupsToInternet(source, nodeGroups, Family.IPV4)))
                .and(aclToInternet(Family.IPV4));
    }

    /** NA-001: from a node subnet to port 443 anywhere on the internet, and the answer back. */
    Passage aclToInternet(Family family) {
        Cidr anywhere = Cidr.all(family);
        Passage out = Passage.leaving(acl(
                "NA-001",
                subnet.id(),
                new Flow(true, HTTPS, anywhere, Hop.Direction.FORWARD, "TCP 443 to public addresses"),
                "outbound to port 443 of public addresses"));
        return out.and(Passage.returning(acl(
                "NA-001",
                subnet.id(),
                new Flow(
                        false,
                        ephemeral,
                        anywhere,
                        Hop.Direction.RETURN,
                        "answers from public addresses to TCP " + ephemeral),
                "inbound from public addresses to ephemeral ports " + ephemeral + ", where answers arrive")));
    }

    /** The passage of each kind of node there is, one after the other. */
    private Passage eachNode(BiFunction<NodeSource, Read<Set<String>>, Passage> pass) {
        Passage passage = Passage.OPEN;
        for (NodeSource source : nodeSubnet.usedBy()) {
            for (Read<Set<String>> nodeGroups : NodeSecurityGroups.of(network, source)) {
                passage = passage.and(pass.apply(source, nodeGroups));
            }
        }
        return passage;
    }

    private Passage groupsToInternet(NodeSource source, Read<Set<String>> read, Family family) {
        Resource subnetResource = Resource.ec2(subnet.id());
        return switch (read) {
            case Read.Failed<Set<String>> failed ->
                Passage.leaving(new Filtered(List.of(), List.of(Cause.unread("SG-005", failed, subnetResource))));
            case Read.Done<Set<String>> done -> {
                Resource[] also = also(done.value());
                Peer internet = Peer.internet(family);
                Opening opening = groupRule(done.value(), true, HTTPS_PORT, internet);
                String them = "The security groups of " + source.label() + " (" + String.join(", ", done.value()) + ")";
                Optional<Cause> cause = switch (groups.allowsEgress(
                        done.value(), SecurityGroupCheck.TCP, HTTPS_PORT, internet)) {
                    case ALL -> Optional.empty();
                    case NONE ->
                        Optional.of(Cause.broken(
                                        "SG-005",
                                        subnetResource,
                                        them + " let nodes of " + subnet.id() + " reach port 443 of no public address.",
                                        also)
                                .with(opening));
                    case SOME ->
                        Optional.of(Cause.unknown(
                                        "SG-005",
                                        UnknownReason.PARTIAL_FILTER,
                                        subnetResource,
                                        them + " let nodes of " + subnet.id()
                                                + " reach port 443 of some public addresses only; which ones they need is not known.",
                                        also)
                                .with(opening));
                    case UNKNOWN ->
                        Optional.of(Cause.unknown(
                                "SG-005",
                                UnknownReason.NOT_READ,
                                subnetResource,
                                "Not all security groups of " + source.label() + " ("
                                        + String.join(", ", done.value())
                                        + ") or their prefix lists could be read.",
                                also));
                };
                yield Passage.leaving(new Filtered(
                        groups.deciding(
                                done.value(),
                                true,
                                SecurityGroupCheck.TCP,
                                HTTPS_PORT,
                                internet,
                                "TCP 443 to public addresses"),
                        cause.stream().toList()));
            }
        };
    }

    /** NA-003: through the ACL of a NAT gateway's subnet, both ways on both of its sides. */
    Passage throughNat(NatGateway nat, String natSubnetId) {
        String at = " at NAT gateway " + nat.id();
        Filtered toInternet = acl(
                "NA-003",
                natSubnetId,
                new Flow(
                        true,
                        HTTPS,
                        Cidr.ALL_IPV4,
                        Hop.Direction.FORWARD,
                        "TCP 443 from the NAT gateway to public addresses"),
                "outbound to port 443 of public addresses" + at);
        Filtered fromInternet = acl(
                "NA-003",
                natSubnetId,
                new Flow(
                        false,
                        NAT_EPHEMERAL,
                        Cidr.ALL_IPV4,
                        Hop.Direction.RETURN,
                        "answers from public addresses to TCP " + NAT_EPHEMERAL + " of the NAT gateway"),
                "inbound from public addresses to ports " + NAT_EPHEMERAL + at);
        Passage outside = Passage.arriving(toInternet).and(Passage.answering(fromInternet));
        if (subnet.cidr().isEmpty()) {
            return outside;
        }
        Cidr nodes = subnet.cidr().get();
        Filtered fromNodes = acl(
                "NA-003",
                natSubnetId,
                new Flow(false, HTTPS, nodes, Hop.Direction.FORWARD, "TCP 443 from nodes"),
                "inbound from " + subnet.id() + " to port 443" + at);
        Filtered toNodes = acl(
                "NA-003",
                natSubnetId,
                new Flow(true, ephemeral, nodes, Hop.Direction.RETURN, "answers to nodes on TCP " + ephemeral),
                "outbound to ephemeral ports " + ephemeral + " of " + subnet.id() + at);
        return outside.and(Passage.leaving(fromNodes)).and(Passage.returning(toNodes));
    }

    /** NA-003: what it is that answers to port 3389 alone are dropped at a NAT gateway; empty where they are not. */
    Optional<Cause> natWithoutRdp(NatGateway nat, String natSubnetId) {
        return network.vpc()
                .networkAclOf(natSubnetId)
                .orElse(Optional.empty())
                .filter(acl -> NetworkAclCheck.allowsTcp(acl, false, NAT_EPHEMERAL, Cidr.ALL_IPV4) != Coverage.ALL
                        && admitsAllButRdp(acl, Cidr.ALL_IPV4))
                .map(acl -> Cause.broken(
                        "NA-003",
                        Resource.ec2(acl.id()),
                        "Network ACL " + acl.id() + " of subnet " + natSubnetId
                                + " does not let all answers to port 3389 of NAT gateway " + nat.id()
                                + " in: connections from " + subnet.id()
                                + " for which the gateway picks that port, one of 64512, time out and are tried again.",
                        Resource.ec2(natSubnetId),
                        Resource.ec2(subnet.id())));
    }

    /**
     * Whether answers to all ports but 3389 (RDP) come in. Security Hub has that one closed (EC2.21, "Network ACLs should not
     * allow ingress from 0.0.0.0/0 to port 22 or port 3389"), as does CIS: nodes do not use it, and a NAT gateway uses all
     * others too.
     */
    private static boolean admitsAllButRdp(NetworkAcl acl, Cidr peer) {
        return NetworkAclCheck.allowsTcp(acl, false, BELOW_RDP, peer) == Coverage.ALL
                && NetworkAclCheck.allowsTcp(acl, false, ABOVE_RDP, peer) == Coverage.ALL;
    }

    /** SG-001: node and control plane groups admit port 443 between them. */
    Passage groupsToControlPlane(Collection<String> controlPlaneGroups, List<Subnet> controlPlaneSubnets) {
        Peer controlPlane = new Peer(Set.copyOf(controlPlaneGroups), ranges(controlPlaneSubnets));
        return eachNode((source, read) -> switch (read) {
            case Read.Failed<Set<String>> failed ->
                Passage.OPEN.withCauses(List.of(Cause.unread("SG-001", failed, Resource.ec2(subnet.id()))));
            case Read.Done<Set<String>> done -> {
                Peer nodes = new Peer(done.value(), subnet.cidr().stream().toList());
                Optional<Cause> refused = groupPair(
                        "SG-001",
                        groups.allowsIngress(controlPlaneGroups, SecurityGroupCheck.TCP, HTTPS_PORT, nodes),
                        controlPlaneGroups,
                        groupRule(controlPlaneGroups, false, HTTPS_PORT, nodes),
                        "The security groups of the cluster's network interfaces ("
                                + String.join(", ", controlPlaneGroups)
                                + ") do not admit port 443 from the nodes of "
                                + source.label() + " in " + subnet.id() + " ("
                                + String.join(", ", done.value()) + ")");
                Optional<Cause> kept = groupPair(
                        "SG-001",
                        groups.allowsEgress(done.value(), SecurityGroupCheck.TCP, HTTPS_PORT, controlPlane),
                        done.value(),
                        groupRule(done.value(), true, HTTPS_PORT, controlPlane),
                        "The security groups of " + source.label() + " ("
                                + String.join(", ", done.value())
                                + ") do not let its nodes in " + subnet.id()
                                + " reach port 443 of the cluster's network interfaces");
                yield betweenGroups(
                        done.value(),
                        controlPlaneGroups,
                        nodes,
                        controlPlane,
                        "the cluster's network interfaces",
                        refused,
                        kept);
            }
        });
    }

    /** Out of the groups of nodes and into those of the other end; the causes in the order of their rules' texts. */
    private Passage betweenGroups(
            Collection<String> nodeGroups,
            Collection<String> farGroups,
            Peer nodes,
            Peer far,
            String farWords,
            Optional<Cause> refused,
            Optional<Cause> kept) {
        return new Passage(
                groups.deciding(nodeGroups, true, SecurityGroupCheck.TCP, HTTPS_PORT, far, "TCP 443 to " + farWords),
                groups.deciding(farGroups, false, SecurityGroupCheck.TCP, HTTPS_PORT, nodes, "TCP 443 from nodes"),
                List.of(),
                List.of(),
                Stream.of(refused, kept).flatMap(Optional::stream).toList());
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
        aclCause(
                        "NA-001",
                        subnet.id(),
                        false,
                        kubelet,
                        there,
                        "inbound from the API server in " + from.id() + " to port 10250 of kubelets")
                .ifPresent(causes::add);
        aclCause(
                        "NA-001",
                        subnet.id(),
                        true,
                        LINUX_EPHEMERAL,
                        there,
                        "outbound from kubelets to the API server's ephemeral ports " + LINUX_EPHEMERAL + " in "
                                + from.id())
                .ifPresent(causes::add);
        aclCause(
                        "NA-002",
                        from.id(),
                        true,
                        kubelet,
                        nodes,
                        "outbound from the API server to port 10250 of kubelets in " + subnet.id())
                .ifPresent(causes::add);
        aclCause(
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
    Passage groupsToEndpoint(
            String rule, String endpointId, Collection<String> endpointGroups, List<Subnet> endpointSubnets) {
        Peer endpoint = new Peer(Set.copyOf(endpointGroups), ranges(endpointSubnets));
        Resource endpointResource = Resource.ec2(endpointId);
        return eachNode((source, read) -> switch (read) {
            case Read.Failed<Set<String>> failed ->
                Passage.OPEN.withCauses(List.of(Cause.unread(rule, failed, endpointResource)));
            case Read.Done<Set<String>> done -> {
                Peer nodes = new Peer(done.value(), subnet.cidr().stream().toList());
                Optional<Cause> refused = coverage(
                        rule,
                        groups.allowsIngress(endpointGroups, SecurityGroupCheck.TCP, HTTPS_PORT, nodes),
                        endpointResource,
                        groupRule(endpointGroups, false, HTTPS_PORT, nodes),
                        "The security groups of VPC endpoint " + endpointId + " ("
                                + String.join(", ", endpointGroups)
                                + ") do not admit port 443 from the nodes of "
                                + source.label() + " in " + subnet.id(),
                        also(endpointGroups));
                Optional<Cause> kept = coverage(
                        "SG-005",
                        groups.allowsEgress(done.value(), SecurityGroupCheck.TCP, HTTPS_PORT, endpoint),
                        Resource.ec2(subnet.id()),
                        groupRule(done.value(), true, HTTPS_PORT, endpoint),
                        "The security groups of " + source.label() + " ("
                                + String.join(", ", done.value())
                                + ") do not let its nodes in " + subnet.id()
                                + " reach port 443 of VPC endpoint " + endpointId,
                        also(done.value()));
                yield betweenGroups(done.value(), endpointGroups, nodes, endpoint, "VPC endpoints", refused, kept);
            }
        });
    }

    /** NA-001 and NA-002 or NA-004: ACLs between the node subnet and a subnet of the VPC, both ways on both sides. */
    Passage aclsInsideVpc(String farRule, Subnet far, String what, String farWords) {
        if (far.id().equals(subnet.id())
                || far.cidr().isEmpty()
                || subnet.cidr().isEmpty()) {
            return Passage.OPEN; // ACLs are not evaluated for traffic inside a subnet
        }
        Cidr near = subnet.cidr().get();
        Cidr there = far.cidr().get();
        Passage nearSide = Passage.leaving(acl(
                        "NA-001",
                        subnet.id(),
                        new Flow(true, HTTPS, there, Hop.Direction.FORWARD, "TCP 443 to " + farWords),
                        "outbound to port 443 of " + what + " in " + far.id()))
                .and(Passage.returning(acl(
                        "NA-001",
                        subnet.id(),
                        new Flow(
                                false,
                                ephemeral,
                                there,
                                Hop.Direction.RETURN,
                                "answers from " + farWords + " to TCP " + ephemeral),
                        "inbound from " + what + " in " + far.id() + " to ephemeral ports " + ephemeral)));
        Passage farSide = Passage.arriving(acl(
                        farRule,
                        far.id(),
                        new Flow(false, HTTPS, near, Hop.Direction.FORWARD, "TCP 443 from nodes"),
                        "inbound from node subnet " + subnet.id() + " to port 443 of " + what))
                .and(Passage.answering(acl(
                        farRule,
                        far.id(),
                        new Flow(true, ephemeral, near, Hop.Direction.RETURN, "answers to nodes on TCP " + ephemeral),
                        "outbound from " + what + " to ephemeral ports " + ephemeral + " of node subnet "
                                + subnet.id())));
        return nearSide.and(farSide);
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
                        sentence + " as far as could be seen; not everything could.",
                        also));
        };
    }

    /** The ACL of a subnet and what it does with packets that have to pass. */
    private Filtered acl(String rule, String guardedSubnetId, Flow flow, String what) {
        Optional<NetworkAcl> acl = network.vpc().networkAclOf(guardedSubnetId).orElse(Optional.empty());
        if (acl.isEmpty()) {
            return new Filtered(
                    List.of(),
                    aclCause(rule, guardedSubnetId, flow.egress(), flow.ports(), flow.peer(), what).stream()
                            .toList());
        }
        NetworkAclCheck.Decision decision = NetworkAclCheck.decide(acl.get(), flow.egress(), flow.ports(), flow.peer());
        boolean enough = decision.coverage() != Coverage.ALL
                && !flow.egress()
                && flow.ports().equals(NAT_EPHEMERAL)
                && admitsAllButRdp(acl.get(), flow.peer());
        List<Hop> hops = List.of(new Hop(
                Hop.Kind.NETWORK_ACL,
                acl.get().id(),
                (enough ? decision.inPart() : decision).words(flow.egress(), flow.words()),
                flow.direction()));
        if (enough) {
            return new Filtered(hops, List.of());
        }
        return new Filtered(
                hops,
                aclCause(
                                rule,
                                guardedSubnetId,
                                acl.get(),
                                decision.coverage(),
                                flow.egress(),
                                flow.ports(),
                                flow.peer(),
                                what)
                        .stream()
                        .toList());
    }

    private Optional<Cause> aclCause(
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
                Coverage coverage = NetworkAclCheck.allowsTcp(acl, egress, ports, peer);
                yield aclCause(rule, guardedSubnetId, acl, coverage, egress, ports, peer, what);
            }
        };
    }

    private Optional<Cause> aclCause(
            String rule,
            String guardedSubnetId,
            NetworkAcl acl,
            Coverage coverage,
            boolean egress,
            PortRange ports,
            Cidr peer,
            String what) {
        if (coverage == Coverage.ALL) {
            return Optional.empty();
        }
        Resource aclResource = Resource.ec2(acl.id());
        Resource guarded = Resource.ec2(guardedSubnetId);
        Resource node = Resource.ec2(subnet.id());
        String lets = "Network ACL " + acl.id() + " of subnet " + guardedSubnetId;
        Cause cause = coverage == Coverage.NONE
                ? Cause.broken(rule, aclResource, lets + " does not allow traffic " + what + ".", guarded, node)
                : peer.isAll()
                        ? Cause.unknown(
                                rule,
                                UnknownReason.PARTIAL_FILTER,
                                aclResource,
                                lets + " lets only a part through " + what
                                        + "; whether the API server's is among it is not known.",
                                guarded,
                                node)
                        : Cause.broken(
                                rule, aclResource, lets + " lets only a part through " + what + ".", guarded, node);
        // What starts a connection goes to one port. Answers may come to any ephemeral one once nodes of another kind
        // run
        // here, so all of those are opened.
        boolean answers = ports.from() < ports.to();
        return Optional.of(cause.with(new Opening.AclEntry(acl.id(), egress, answers ? NAT_EPHEMERAL : ports, peer)));
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
