package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.PrefixList;
import dev.nodepath.network.Read;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.VpcNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether the security groups of an interface let a connection start. Groups only allow, and all rules of all groups count
 * together; answers to what they let through always pass, since groups are stateful.
 */
final class SecurityGroupCheck {

    static final int TCP = 6;
    static final int UDP = 17;
    private static final int ALL_PROTOCOLS = -1;

    /**
     * The other side of a connection.
     *
     * @param groupIds security groups on it; empty where it is outside the VPC
     * @param ranges where its address lies; empty where that was not shown
     */
    record Peer(Set<String> groupIds, List<Cidr> ranges) {
        Peer {
            groupIds = Set.copyOf(groupIds);
            ranges = List.copyOf(ranges);
        }

        static Peer internet(Cidr.Family family) {
            return new Peer(Set.of(), List.of(Cidr.all(family)));
        }
    }

    private final VpcNetwork vpc;

    SecurityGroupCheck(VpcNetwork vpc) {
        this.vpc = vpc;
    }

    Coverage allowsIngress(Collection<String> groupIds, int protocol, int port, Peer from) {
        return allows(groupIds, SecurityGroup::ingress, protocol, port, from);
    }

    Coverage allowsEgress(Collection<String> groupIds, int protocol, int port, Peer to) {
        return allows(groupIds, SecurityGroup::egress, protocol, port, to);
    }

    /**
     * The rules that decide whether a connection starts: the one that admits all of it, else those that admit a part of it, by
     * group; of groups of which none does, that.
     *
     * @param flow what has to pass, such as {@code TCP 443 to public addresses}
     */
    List<Hop> deciding(Collection<String> groupIds, boolean egress, int protocol, int port, Peer peer, String flow) {
        List<Hop> hops = new ArrayList<>();
        String direction = egress ? "outbound" : "inbound";
        for (String groupId : groupIds) {
            Optional<SecurityGroup> group = vpc.securityGroup(groupId).orElse(Optional.empty());
            if (group.isEmpty()) {
                hops.add(hop(groupId, "not shown"));
                continue;
            }
            List<String> partly = new ArrayList<>();
            for (SecurityGroup.Rule rule :
                    egress ? group.get().egress() : group.get().ingress()) {
                for (SecurityGroup.Peer allowed :
                        matches(rule, protocol, port) ? rule.peers() : List.<SecurityGroup.Peer>of()) {
                    switch (admitted(allowed, peer)) {
                        case ALL -> {
                            String words = words(rule, egress, allowed);
                            return List.of(hop(groupId, direction + " rule " + words + " admits " + flow));
                        }
                        case SOME -> partly.add(words(rule, egress, allowed));
                        case UNKNOWN ->
                            partly.add(words(rule, egress, allowed)
                                    + (allowed instanceof SecurityGroup.Peer.PrefixList
                                            ? ", whose addresses could not be read,"
                                            : ", where it holds them,"));
                        case NONE -> {}
                    }
                }
            }
            hops.add(hop(
                    groupId,
                    partly.isEmpty()
                            ? "no " + direction + " rule admits " + flow
                            : direction + " rule " + String.join(", rule ", partly) + " admits a part of " + flow));
        }
        return hops;
    }

    private static Hop hop(String groupId, String detail) {
        return new Hop(Hop.Kind.SECURITY_GROUP, groupId, detail);
    }

    /** How much of the other side one entry of a rule lets through. */
    private Coverage admitted(SecurityGroup.Peer allowed, Peer peer) {
        return switch (allowed) {
            case SecurityGroup.Peer.Group(String id) -> peer.groupIds().contains(id) ? Coverage.ALL : Coverage.NONE;
            case SecurityGroup.Peer.Range(Cidr cidr) -> coverage(peer.ranges(), List.of(cidr));
            case SecurityGroup.Peer.PrefixList(String id) ->
                vpc.prefixLists().get(id) instanceof Read.Done<PrefixList>(PrefixList list)
                        ? coverage(peer.ranges(), list.entries())
                        : Coverage.UNKNOWN;
        };
    }

    /** {@code (TCP 443 to 0.0.0.0/0)}. */
    private static String words(SecurityGroup.Rule rule, boolean egress, SecurityGroup.Peer peer) {
        String other = switch (peer) {
            case SecurityGroup.Peer.Group(String id) -> id;
            case SecurityGroup.Peer.Range(Cidr cidr) -> cidr.toString();
            case SecurityGroup.Peer.PrefixList(String id) -> id;
        };
        return "(" + Protocols.words(rule.protocol(), rule.ports()) + (egress ? " to " : " from ") + other + ")";
    }

    /** The rule that lets that prefix list's addresses out, whatever they are. */
    Optional<Hop> namingPrefixList(Collection<String> groupIds, int protocol, int port, String prefixListId) {
        SecurityGroup.Peer list = new SecurityGroup.Peer.PrefixList(prefixListId);
        return groupIds.stream()
                .flatMap(id -> vpc.securityGroup(id).orElse(Optional.empty()).stream())
                .flatMap(group -> group.egress().stream()
                        .filter(rule ->
                                matches(rule, protocol, port) && rule.peers().contains(list))
                        .map(rule -> hop(group.id(), "outbound rule " + words(rule, true, list) + " admits it")))
                .findFirst();
    }

    private Coverage allows(
            Collection<String> groupIds,
            Function<SecurityGroup, List<SecurityGroup.Rule>> direction,
            int protocol,
            int port,
            Peer peer) {
        List<Cidr> allowed = new ArrayList<>();
        boolean partUnknown = groupIds.isEmpty(); // every interface carries a group, so an empty list was misread
        for (String groupId : groupIds) {
            Optional<SecurityGroup> group = vpc.securityGroup(groupId).orElse(Optional.empty());
            partUnknown |= group.isEmpty();
            for (SecurityGroup.Rule rule : group.map(direction).orElse(List.of())) {
                if (!matches(rule, protocol, port)) {
                    continue;
                }
                for (SecurityGroup.Peer allowedPeer : rule.peers()) {
                    switch (allowedPeer) {
                        case SecurityGroup.Peer.Group g -> {
                            if (peer.groupIds().contains(g.id())) {
                                return Coverage.ALL;
                            }
                        }
                        case SecurityGroup.Peer.Range range -> allowed.add(range.cidr());
                        case SecurityGroup.Peer.PrefixList list -> {
                            Read<PrefixList> read = vpc.prefixLists().get(list.id());
                            if (read instanceof Read.Done<PrefixList> done) {
                                allowed.addAll(done.value().entries());
                            } else {
                                partUnknown = true;
                            }
                        }
                    }
                }
            }
        }
        Coverage known = coverage(peer.ranges(), allowed);
        return known != Coverage.ALL && partUnknown ? Coverage.UNKNOWN : known;
    }

    static boolean matches(SecurityGroup.Rule rule, int protocol, int port) {
        return rule.protocol() == ALL_PROTOCOLS
                || (rule.protocol() == protocol && rule.ports().contains(PortRange.of(port)));
    }

    /** Of "anywhere" only the addresses routed on the internet count. */
    private static Coverage coverage(List<Cidr> needed, List<Cidr> allowed) {
        if (needed.isEmpty()) {
            return allowed.isEmpty()
                    ? Coverage.NONE
                    : allowed.contains(Cidr.ALL_IPV4) ? Coverage.ALL : Coverage.UNKNOWN;
        }
        boolean somethingLeft = false;
        boolean somethingAllowed = false;
        for (Cidr range : needed) {
            List<Cidr> left = Remainder.of(range, allowed);
            somethingLeft |= left.stream().anyMatch(part -> !range.isAll() || PublicSpace.touches(part));
            somethingAllowed |=
                    allowed.stream().anyMatch(a -> a.overlaps(range) && (!range.isAll() || PublicSpace.touches(a)));
        }
        if (!somethingLeft) {
            return Coverage.ALL;
        }
        return somethingAllowed ? Coverage.SOME : Coverage.NONE;
    }
}
