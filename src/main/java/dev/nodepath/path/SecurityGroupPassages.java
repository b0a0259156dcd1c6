package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
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

/** The ways of one subnet's nodes through security groups: their own, and those of what they call. */
final class SecurityGroupPassages {

    private final ClusterNetwork network;
    private final Subnet subnet;
    private final NodeSubnet nodeSubnet;
    private final SecurityGroupCheck groups;

    SecurityGroupPassages(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet) {
        this.network = network;
        this.subnet = subnet;
        this.nodeSubnet = nodeSubnet;
        this.groups = new SecurityGroupCheck(network.vpc());
    }

    /** SG-005: from a node to port 443 anywhere on the internet. */
    Passage toInternet(Family family) {
        return eachNode((source, nodeGroups) -> toInternet(source, nodeGroups, family));
    }

    /**
     * SG-005: from a node to a gateway endpoint, whose service keeps its public addresses. A security group may name the
     * service's prefix list.
     */
    Passage toGateway(Optional<String> prefixListId) {
        return eachNode((source, nodeGroups) -> prefixListId
                .flatMap(id ->
                        groups.namingPrefixList(nodeGroups.orElse(Set.of()), SecurityGroupCheck.TCP, Ports.HTTPS, id))
                .map(hop -> Passage.leaving(new Filtered(List.of(hop), List.of())))
                .orElseGet(() -> toInternet(source, nodeGroups, Family.IPV4)));
    }

    private Passage toInternet(NodeSource source, Read<Set<String>> read, Family family) {
        Resource subnetResource = Resource.ec2(subnet.id());
        return switch (read) {
            case Read.Failed<Set<String>> failed ->
                Passage.leaving(new Filtered(List.of(), List.of(Cause.unread("SG-005", failed, subnetResource))));
            case Read.Done<Set<String>> done -> {
                Set<String> nodeGroups = done.value();
                Resource[] also = resources(nodeGroups);
                Peer internet = Peer.internet(family);
                Opening opening = opening(nodeGroups, true, Ports.HTTPS, internet);
                Optional<Cause> cause = switch (groups.allowsEgress(
                        nodeGroups, SecurityGroupCheck.TCP, Ports.HTTPS, internet)) {
                    case ALL -> Optional.empty();
                    case NONE ->
                        Optional.of(Cause.broken(
                                        "SG-005",
                                        subnetResource,
                                        "The " + named(source.label(), nodeGroups) + " let nodes of " + subnet.id()
                                                + " reach port 443 of no public address.",
                                        also)
                                .with(opening));
                    case SOME ->
                        Optional.of(Cause.unknown(
                                        "SG-005",
                                        UnknownReason.PARTIAL_FILTER,
                                        subnetResource,
                                        "The " + named(source.label(), nodeGroups) + " let nodes of " + subnet.id()
                                                + " reach port 443 of some public addresses only; which ones they need is not known.",
                                        also)
                                .with(opening));
                    case UNKNOWN ->
                        Optional.of(Cause.unknown(
                                "SG-005",
                                UnknownReason.NOT_READ,
                                subnetResource,
                                "Not all " + named(source.label(), nodeGroups)
                                        + " or their prefix lists could be read.",
                                also));
                };
                yield Passage.leaving(new Filtered(
                        groups.deciding(
                                nodeGroups,
                                true,
                                SecurityGroupCheck.TCP,
                                Ports.HTTPS,
                                internet,
                                "TCP 443 to public addresses"),
                        cause.stream().toList()));
            }
        };
    }

    /** SG-001: node and control plane groups admit port 443 between them. */
    Passage toControlPlane(Collection<String> controlPlaneGroups, List<Subnet> controlPlaneSubnets) {
        Peer controlPlane = new Peer(Set.copyOf(controlPlaneGroups), ranges(controlPlaneSubnets, Family.IPV4));
        return eachNode((source, read) -> switch (read) {
            case Read.Failed<Set<String>> failed ->
                Passage.OPEN.withCauses(List.of(Cause.unread("SG-001", failed, Resource.ec2(subnet.id()))));
            case Read.Done<Set<String>> done -> {
                Set<String> nodeGroups = done.value();
                Peer nodes = nodes(nodeGroups, Family.IPV4);
                Optional<Cause> refused = betweenGroups(
                        "SG-001",
                        groups.allowsIngress(controlPlaneGroups, SecurityGroupCheck.TCP, Ports.HTTPS, nodes),
                        controlPlaneGroups,
                        opening(controlPlaneGroups, false, Ports.HTTPS, nodes),
                        "The " + named("the cluster's network interfaces", controlPlaneGroups)
                                + " do not admit port 443 from the nodes of " + source.label() + " in " + subnet.id()
                                + " (" + String.join(", ", nodeGroups) + ")");
                Optional<Cause> kept = betweenGroups(
                        "SG-001",
                        groups.allowsEgress(nodeGroups, SecurityGroupCheck.TCP, Ports.HTTPS, controlPlane),
                        nodeGroups,
                        opening(nodeGroups, true, Ports.HTTPS, controlPlane),
                        "The " + named(source.label(), nodeGroups) + " do not let its nodes in " + subnet.id()
                                + " reach port 443 of the cluster's network interfaces");
                yield passage(
                        nodeGroups,
                        controlPlaneGroups,
                        nodes,
                        controlPlane,
                        "the cluster's network interfaces",
                        refused,
                        kept);
            }
        });
    }

    /** SG-002: control plane and node groups admit the kubelet's port between them. */
    List<Cause> toKubelet(ControlPlane controlPlane, Family family) {
        Set<String> controlPlaneGroups = controlPlane.groupIds();
        Peer from = new Peer(controlPlaneGroups, ranges(controlPlane.subnets(), family));
        return eachNode((source, read) -> Passage.OPEN.withCauses(
                        switch (read) {
                            case Read.Failed<Set<String>> failed ->
                                List.of(Cause.unread("SG-002", failed, Resource.ec2(subnet.id())));
                            case Read.Done<Set<String>> done -> {
                                Set<String> nodeGroups = done.value();
                                Peer nodes = nodes(nodeGroups, family);
                                Optional<Cause> kept = betweenGroups(
                                        "SG-002",
                                        groups.allowsEgress(
                                                controlPlaneGroups, SecurityGroupCheck.TCP, Ports.KUBELET, nodes),
                                        controlPlaneGroups,
                                        opening(controlPlaneGroups, true, Ports.KUBELET, nodes),
                                        "The " + named("the cluster's network interfaces", controlPlaneGroups)
                                                + " do not let the API server reach port 10250 of the nodes of "
                                                + source.label() + " in " + subnet.id());
                                Optional<Cause> refused = betweenGroups(
                                        "SG-002",
                                        groups.allowsIngress(nodeGroups, SecurityGroupCheck.TCP, Ports.KUBELET, from),
                                        nodeGroups,
                                        opening(nodeGroups, false, Ports.KUBELET, from),
                                        "The " + named(source.label(), nodeGroups)
                                                + " do not admit port 10250 of its nodes in " + subnet.id()
                                                + " from the cluster's network interfaces");
                                yield Stream.of(kept, refused)
                                        .flatMap(Optional::stream)
                                        .toList();
                            }
                        }))
                .causes();
    }

    /** From a node to an interface endpoint: the endpoint's groups by the rule given, the nodes' groups by SG-005. */
    Passage toEndpoint(
            String rule, String endpointId, Collection<String> endpointGroups, List<Subnet> endpointSubnets) {
        Peer endpoint = new Peer(Set.copyOf(endpointGroups), ranges(endpointSubnets, Family.IPV4));
        Resource endpointResource = Resource.ec2(endpointId);
        return eachNode((source, read) -> switch (read) {
            case Read.Failed<Set<String>> failed ->
                Passage.OPEN.withCauses(List.of(Cause.unread(rule, failed, endpointResource)));
            case Read.Done<Set<String>> done -> {
                Set<String> nodeGroups = done.value();
                Peer nodes = nodes(nodeGroups, Family.IPV4);
                Optional<Cause> refused = cause(
                        rule,
                        groups.allowsIngress(endpointGroups, SecurityGroupCheck.TCP, Ports.HTTPS, nodes),
                        endpointResource,
                        opening(endpointGroups, false, Ports.HTTPS, nodes),
                        "The " + named("VPC endpoint " + endpointId, endpointGroups)
                                + " do not admit port 443 from the nodes of " + source.label() + " in " + subnet.id(),
                        resources(endpointGroups));
                Optional<Cause> kept = cause(
                        "SG-005",
                        groups.allowsEgress(nodeGroups, SecurityGroupCheck.TCP, Ports.HTTPS, endpoint),
                        Resource.ec2(subnet.id()),
                        opening(nodeGroups, true, Ports.HTTPS, endpoint),
                        "The " + named(source.label(), nodeGroups) + " do not let its nodes in " + subnet.id()
                                + " reach port 443 of VPC endpoint " + endpointId,
                        resources(nodeGroups));
                yield passage(nodeGroups, endpointGroups, nodes, endpoint, "VPC endpoints", refused, kept);
            }
        });
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

    /** Out of the groups of nodes and into those of the other end; the causes in the order of their rules' texts. */
    private Passage passage(
            Collection<String> nodeGroups,
            Collection<String> farGroups,
            Peer nodes,
            Peer far,
            String farWords,
            Optional<Cause> refused,
            Optional<Cause> kept) {
        return new Passage(
                groups.deciding(nodeGroups, true, SecurityGroupCheck.TCP, Ports.HTTPS, far, "TCP 443 to " + farWords),
                groups.deciding(farGroups, false, SecurityGroupCheck.TCP, Ports.HTTPS, nodes, "TCP 443 from nodes"),
                List.of(),
                List.of(),
                Stream.of(refused, kept).flatMap(Optional::stream).toList());
    }

    private Optional<Cause> betweenGroups(
            String rule, Coverage coverage, Collection<String> groupIds, Opening opening, String sentence) {
        Resource first = byPrecedence(groupIds).stream()
                .findFirst()
                .map(Resource::ec2)
                .orElse(Resource.cluster(network.cluster().arn().toString()));
        Set<String> others = new LinkedHashSet<>(groupIds);
        others.remove(first.id());
        List<Resource> also = new ArrayList<>(List.of(resources(others)));
        also.add(Resource.ec2(subnet.id()));
        return cause(rule, coverage, first, opening, sentence, also.toArray(Resource[]::new));
    }

    /** Inside the VPC the addresses are known, so that a part of them let through is not enough. */
    private static Optional<Cause> cause(
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

    private Opening opening(Collection<String> groupIds, boolean egress, int port, Peer peer) {
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

    private Peer nodes(Set<String> nodeGroups, Family family) {
        return new Peer(nodeGroups, subnet.ranges(family));
    }

    private static List<Cidr> ranges(List<Subnet> subnets, Family family) {
        return subnets.stream().flatMap(s -> s.ranges(family).stream()).toList();
    }

    private static Resource[] resources(Collection<String> groupIds) {
        return groupIds.stream().map(Resource::ec2).toArray(Resource[]::new);
    }

    private static String named(String whose, Collection<String> groupIds) {
        return "security groups of " + whose + " (" + String.join(", ", groupIds) + ")";
    }
}
