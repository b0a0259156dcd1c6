package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.path.SecurityGroupCheck.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The way of pods to CoreDNS on another node: port 53 between the security groups of nodes. */
public final class NodeDns {

    private static final int DNS_PORT = 53;

    private NodeDns() {}

    /** SG-003: nodes that close UDP or TCP 53 to others with the same groups. */
    public static List<Cause> amongAlike(ClusterNetwork network, Collection<SubnetPaths> nodeSubnets) {
        return causes(network, nodeSubnets, true);
    }

    /**
     * SG-003: nodes that close UDP or TCP 53 to nodes with other groups. It does harm where CoreDNS runs on one side alone,
     * which cannot be seen.
     */
    public static List<Cause> amongOthers(ClusterNetwork network, Collection<SubnetPaths> nodeSubnets) {
        return causes(network, nodeSubnets, false);
    }

    private static List<Cause> causes(ClusterNetwork network, Collection<SubnetPaths> nodeSubnets, boolean alike) {
        List<Cause> causes = new ArrayList<>();
        Map<Set<String>, Set<Cidr>> nodes = new LinkedHashMap<>();
        Map<Set<String>, String> labels = new LinkedHashMap<>();
        for (SubnetPaths node : nodeSubnets) {
            for (NodeSource source : node.nodeSubnet().usedBy()) {
                for (Read<Set<String>> read : NodeSecurityGroups.of(network, source)) {
                    switch (read) {
                        case Read.Failed<Set<String>> failed ->
                            causes.add(Cause.unread("SG-003", failed, Resource.ec2(node.subnetId())));
                        case Read.Done<Set<String>>(Set<String> groups) -> {
                            node.subnet()
                                    .flatMap(subnet -> subnet.cidr())
                                    .ifPresent(cidr -> nodes.computeIfAbsent(groups, g -> new LinkedHashSet<>())
                                            .add(cidr));
                            labels.putIfAbsent(groups, source.label());
                        }
                    }
                }
            }
        }
        Resource cluster = Resource.cluster(network.cluster().arn().toString());
        SecurityGroupCheck check = new SecurityGroupCheck(network.vpc());
        nodes.forEach((from, fromRanges) -> nodes.forEach((to, toRanges) -> {
            if (from.equals(to) != alike) {
                return;
            }
            for (int protocol : new int[] {SecurityGroupCheck.UDP, SecurityGroupCheck.TCP}) {
                String port = (protocol == SecurityGroupCheck.UDP ? "UDP" : "TCP") + " port 53 of ";
                Peer source = new Peer(from, List.copyOf(fromRanges));
                Peer target = new Peer(to, List.copyOf(toRanges));
                closed(
                                cluster,
                                check.allowsIngress(to, protocol, DNS_PORT, source),
                                to,
                                rule(to, false, protocol, source),
                                "The security groups of " + labels.get(to) + " (" + String.join(", ", to)
                                        + ") do not admit " + port + "its nodes from those of " + labels.get(from)
                                        + " ("
                                        + String.join(", ", from) + "), whose pods ask CoreDNS there.")
                        .ifPresent(causes::add);
                closed(
                                cluster,
                                check.allowsEgress(from, protocol, DNS_PORT, target),
                                from,
                                rule(from, true, protocol, target),
                                "The security groups of " + labels.get(from) + " (" + String.join(", ", from)
                                        + ") do not let its nodes reach " + port + "those of " + labels.get(to) + " ("
                                        + String.join(", ", to) + "), where CoreDNS may run.")
                        .ifPresent(causes::add);
            }
        }));
        return causes;
    }

    private static Opening rule(Set<String> groupIds, boolean egress, int protocol, Peer peer) {
        return new Opening.GroupRule(
                sorted(groupIds), egress, protocol, DNS_PORT, sorted(peer.groupIds()), peer.ranges());
    }

    /** Of nodes that AWS showed without a group, though every interface carries one, the cluster is told. */
    private static Optional<Cause> closed(
            Resource cluster, Coverage coverage, Set<String> groupIds, Opening opening, String sentence) {
        List<String> ids = sorted(groupIds);
        Resource first = ids.stream().findFirst().map(Resource::ec2).orElse(cluster);
        Resource[] others = ids.stream().skip(1).map(Resource::ec2).toArray(Resource[]::new);
        return switch (coverage) {
            case ALL -> Optional.empty();
            case NONE, SOME ->
                Optional.of(Cause.broken("SG-003", first, sentence, others).with(opening));
            case UNKNOWN ->
                Optional.of(Cause.unknown(
                        "SG-003",
                        UnknownReason.NOT_READ,
                        first,
                        "Not all of the security groups " + String.join(", ", ids)
                                + " and their prefix lists could be read, so it is not known whether nodes ask each other on"
                                + " port 53.",
                        others));
        };
    }

    private static List<String> sorted(Set<String> groupIds) {
        return groupIds.stream().sorted().toList();
    }
}
