package dev.nodepath.network;

import java.util.List;

/** A security group: stateful, only allows; what no rule of any group on an interface allows is dropped. */
public record SecurityGroup(
        String id, String name, String vpcId, String ownerId, List<Rule> ingress, List<Rule> egress) {

    /**
     * One permission.
     *
     * @param protocol IP protocol number, {@code -1} for all
     * @param ports the ports it covers; all where the protocol is {@code -1} or has none
     */
    public record Rule(int protocol, PortRange ports, List<Peer> peers) {
        public Rule {
            peers = List.copyOf(peers);
        }
    }

    /** The other side of a permission. */
    public sealed interface Peer {
        record Range(Cidr cidr) implements Peer {}

        record Group(String id) implements Peer {}

        record PrefixList(String id) implements Peer {}
    }

    public SecurityGroup {
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
    }

    /** Whether it admits everything from whatever carries it, as EKS and AWS set groups up. */
    public boolean admitsItsMembers() {
        return ingress.stream()
                .anyMatch(rule -> rule.protocol() == -1 && rule.peers().contains(new Peer.Group(id)));
    }
}
