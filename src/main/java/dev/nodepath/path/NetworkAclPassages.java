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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ways of one subnet's nodes past network ACLs, and the answers' ways back, since ACLs are stateless. */
final class NetworkAclPassages {

    private static final PortRange HTTPS = PortRange.of(Ports.HTTPS);
    private static final PortRange BELOW_RDP = new PortRange(Ports.NAT_EPHEMERAL.from(), 3388);
    private static final PortRange ABOVE_RDP = new PortRange(3390, Ports.NAT_EPHEMERAL.to());

    /**
     * Packets that have to pass an ACL.
     *
     * @param what what they are, in the sentence that says that they do not
     */
    private record Packets(boolean egress, PortRange ports, Cidr peer, String what) {

        /** What starts a connection goes to one port; answers come to one of many. */
        boolean areAnswers() {
            return ports.from() < ports.to();
        }
    }

    private final ClusterNetwork network;
    private final Subnet subnet;
    private final PortRange ephemeral;

    NetworkAclPassages(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet) {
        this(network, subnet, Ports.ephemeral(nodeSubnet));
    }

    private NetworkAclPassages(ClusterNetwork network, Subnet subnet, PortRange ephemeral) {
        this.network = network;
        this.subnet = subnet;
        this.ephemeral = ephemeral;
    }

    /** Those of nodes of any kind, now or later. */
    static NetworkAclPassages ofAnyNode(ClusterNetwork network, Subnet subnet) {
        return new NetworkAclPassages(network, subnet, Ports.NAT_EPHEMERAL);
    }

    /** NA-001: from a node subnet to port 443 anywhere on the internet, and the answer back. */
    Passage toInternet(Family family) {
        Cidr anywhere = Cidr.all(family);
        Filtered out = acl(
                "NA-001",
                subnet.id(),
                new Packets(true, HTTPS, anywhere, "outbound to port 443 of public addresses"),
                Hop.Direction.FORWARD,
                "TCP 443 to public addresses");
        Filtered back = acl(
                "NA-001",
                subnet.id(),
                new Packets(
                        false,
                        ephemeral,
                        anywhere,
                        "inbound from public addresses to ephemeral ports " + ephemeral + ", where answers arrive"),
                Hop.Direction.RETURN,
                "answers from public addresses to TCP " + ephemeral);
        return Passage.leaving(out).and(Passage.returning(back));
    }

    /** NA-003: through the ACL of a NAT gateway's subnet, both ways on both of its sides. */
    Passage throughNat(NatGateway nat, String natSubnetId) {
        String at = " at NAT gateway " + nat.id();
        Filtered toInternet = acl(
                "NA-003",
                natSubnetId,
                new Packets(true, HTTPS, Cidr.ALL_IPV4, "outbound to port 443 of public addresses" + at),
                Hop.Direction.FORWARD,
                "TCP 443 from the NAT gateway to public addresses");
        Filtered fromInternet = acl(
                "NA-003",
                natSubnetId,
                new Packets(
                        false,
                        Ports.NAT_EPHEMERAL,
                        Cidr.ALL_IPV4,
                        "inbound from public addresses to ports " + Ports.NAT_EPHEMERAL + at),
                Hop.Direction.RETURN,
                "answers from public addresses to TCP " + Ports.NAT_EPHEMERAL + " of the NAT gateway");
        Passage outside = Passage.arriving(toInternet).and(Passage.answering(fromInternet));
        if (subnet.cidr().isEmpty()) {
            return outside;
        }
        Cidr nodes = subnet.cidr().get();
        Filtered fromNodes = acl(
                "NA-003",
                natSubnetId,
                new Packets(false, HTTPS, nodes, "inbound from " + subnet.id() + " to port 443" + at),
                Hop.Direction.FORWARD,
                "TCP 443 from nodes");
        Filtered toNodes = acl(
                "NA-003",
                natSubnetId,
                new Packets(
                        true, ephemeral, nodes, "outbound to ephemeral ports " + ephemeral + " of " + subnet.id() + at),
                Hop.Direction.RETURN,
                "answers to nodes on TCP " + ephemeral);
        return outside.and(Passage.leaving(fromNodes)).and(Passage.returning(toNodes));
    }

    /** NA-003: what it is that answers to port 3389 alone are dropped at a NAT gateway; empty where they are not. */
    Optional<Cause> natWithoutRdp(NatGateway nat, String natSubnetId) {
        return network.vpc()
                .networkAclOf(natSubnetId)
                .orElse(Optional.empty())
                .filter(acl -> NetworkAclCheck.allowsTcp(acl, false, Ports.NAT_EPHEMERAL, Cidr.ALL_IPV4) != Coverage.ALL
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

    /** NA-001 and NA-002: from the cluster's network interfaces in a subnet to the kubelets, and the answers back. */
    List<Cause> toKubelet(Subnet from, Family family) {
        return from.id().equals(subnet.id())
                ? List.of()
                : subnet.ranges(family).stream()
                        .flatMap(nodes ->
                                from.ranges(family).stream().flatMap(there -> toKubelet(nodes, from, there).stream()))
                        .toList();
    }

    private List<Cause> toKubelet(Cidr nodes, Subnet from, Cidr there) {
        PortRange kubelet = PortRange.of(Ports.KUBELET);
        PortRange answers = Ports.LINUX_EPHEMERAL;
        return Stream.of(
                        causes(
                                "NA-001",
                                subnet.id(),
                                new Packets(
                                        false,
                                        kubelet,
                                        there,
                                        "inbound from the API server in " + from.id() + " to port 10250 of kubelets")),
                        causes(
                                "NA-001",
                                subnet.id(),
                                new Packets(
                                        true,
                                        answers,
                                        there,
                                        "outbound from kubelets to the API server's ephemeral ports " + answers + " in "
                                                + from.id())),
                        causes(
                                "NA-002",
                                from.id(),
                                new Packets(
                                        true,
                                        kubelet,
                                        nodes,
                                        "outbound from the API server to port 10250 of kubelets in " + subnet.id())),
                        causes(
                                "NA-002",
                                from.id(),
                                new Packets(
                                        false,
                                        answers,
                                        nodes,
                                        "inbound from kubelets in " + subnet.id()
                                                + " to the API server's ephemeral ports " + answers)))
                .flatMap(List::stream)
                .toList();
    }

    /** NA-001 and NA-002 or NA-004: ACLs between the node subnet and a subnet of the VPC, both ways on both sides. */
    Passage insideVpc(String farRule, Subnet far, String what, String farWords) {
        if (far.id().equals(subnet.id())
                || far.cidr().isEmpty()
                || subnet.cidr().isEmpty()) {
            return Passage.OPEN; // ACLs are not evaluated for traffic inside a subnet
        }
        Cidr near = subnet.cidr().get();
        Cidr there = far.cidr().get();
        Filtered leaving = acl(
                "NA-001",
                subnet.id(),
                new Packets(true, HTTPS, there, "outbound to port 443 of " + what + " in " + far.id()),
                Hop.Direction.FORWARD,
                "TCP 443 to " + farWords);
        Filtered returning = acl(
                "NA-001",
                subnet.id(),
                new Packets(
                        false,
                        ephemeral,
                        there,
                        "inbound from " + what + " in " + far.id() + " to ephemeral ports " + ephemeral),
                Hop.Direction.RETURN,
                "answers from " + farWords + " to TCP " + ephemeral);
        Filtered arriving = acl(
                farRule,
                far.id(),
                new Packets(false, HTTPS, near, "inbound from node subnet " + subnet.id() + " to port 443 of " + what),
                Hop.Direction.FORWARD,
                "TCP 443 from nodes");
        Filtered answering = acl(
                farRule,
                far.id(),
                new Packets(
                        true,
                        ephemeral,
                        near,
                        "outbound from " + what + " to ephemeral ports " + ephemeral + " of node subnet "
                                + subnet.id()),
                Hop.Direction.RETURN,
                "answers to nodes on TCP " + ephemeral);
        return Passage.leaving(leaving)
                .and(Passage.returning(returning))
                .and(Passage.arriving(arriving).and(Passage.answering(answering)));
    }

    private List<Cause> causes(String rule, String guardedSubnetId, Packets packets) {
        return packets.peer().family() == Family.IPV6 && knowsNoIpv6(guardedSubnetId)
                ? List.of()
                : acl(rule, guardedSubnetId, packets, Hop.Direction.FORWARD, packets.what())
                        .causes();
    }

    /**
     * A default ACL gets entries that let IPv6 through with the VPC's first IPv6 range, and every ACL one that denies the rest
     * (VPC user guide, "Default network ACL"). Where it shows neither, what is shown is not AWS's.
     */
    private boolean knowsNoIpv6(String guardedSubnetId) {
        return network.vpc()
                .networkAclOf(guardedSubnetId)
                .orElse(Optional.empty())
                .filter(acl -> acl.isDefault()
                        && acl.entries().stream()
                                .noneMatch(entry -> entry.cidr().family() == Family.IPV6))
                .isPresent();
    }

    /**
     * The ACL of a subnet and what it does with packets that have to pass.
     *
     * @param words what they are, in the hop that says which entries decide
     */
    private Filtered acl(String rule, String guardedSubnetId, Packets packets, Hop.Direction direction, String words) {
        Resource guarded = Resource.ec2(guardedSubnetId);
        Resource node = Resource.ec2(subnet.id());
        return switch (network.vpc().networkAclOf(guardedSubnetId)) {
            case Read.Failed<Optional<NetworkAcl>> failed ->
                new Filtered(List.of(), List.of(Cause.unread(rule, failed, guarded, node)));
            case Read.Done<Optional<NetworkAcl>>(Optional<NetworkAcl> acl)
            when acl.isPresent() -> by(acl.get(), rule, guardedSubnetId, packets, direction, words);
            case Read.Done<Optional<NetworkAcl>> _ ->
                new Filtered(
                        List.of(),
                        List.of(Cause.unknown(
                                rule,
                                UnknownReason.NOT_READ,
                                guarded,
                                "AWS shows no network ACL for subnet " + guardedSubnetId
                                        + ", though every subnet has one.",
                                node)));
        };
    }

    private Filtered by(
            NetworkAcl acl,
            String rule,
            String guardedSubnetId,
            Packets packets,
            Hop.Direction direction,
            String words) {
        NetworkAclCheck.Decision decision =
                NetworkAclCheck.decide(acl, packets.egress(), packets.ports(), packets.peer());
        boolean enough = decision.coverage() != Coverage.ALL
                && !packets.egress()
                && packets.ports().equals(Ports.NAT_EPHEMERAL)
                && admitsAllButRdp(acl, packets.peer());
        Hop hop = new Hop(
                Hop.Kind.NETWORK_ACL,
                acl.id(),
                (enough ? decision.inPart() : decision).words(packets.egress(), words),
                direction);
        return new Filtered(
                List.of(hop),
                enough || decision.coverage() == Coverage.ALL
                        ? List.of()
                        : List.of(dropped(rule, guardedSubnetId, acl, decision.coverage(), packets)));
    }

    private Cause dropped(String rule, String guardedSubnetId, NetworkAcl acl, Coverage coverage, Packets packets) {
        Resource aclResource = Resource.ec2(acl.id());
        Resource guarded = Resource.ec2(guardedSubnetId);
        Resource node = Resource.ec2(subnet.id());
        String lets = "Network ACL " + acl.id() + " of subnet " + guardedSubnetId;
        Cause cause = coverage == Coverage.NONE
                ? Cause.broken(
                        rule, aclResource, lets + " does not allow traffic " + packets.what() + ".", guarded, node)
                : packets.peer().isAll()
                        ? Cause.unknown(
                                rule,
                                UnknownReason.PARTIAL_FILTER,
                                aclResource,
                                lets + " lets only a part through " + packets.what()
                                        + "; whether the API server's is among it is not known.",
                                guarded,
                                node)
                        : Cause.broken(
                                rule,
                                aclResource,
                                lets + " lets only a part through " + packets.what() + ".",
                                guarded,
                                node);
        // Answers may come to any ephemeral port once nodes of another kind run here, so all of those are opened.
        PortRange ports = packets.areAnswers() ? Ports.NAT_EPHEMERAL : packets.ports();
        return cause.with(new Opening.AclEntry(acl.id(), packets.egress(), ports, packets.peer()));
    }
}
