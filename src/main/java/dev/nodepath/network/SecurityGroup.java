package dev.nodepath.network;

import java.util.Comparator;
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

        static final Comparator<Rule> ORDER = Comparator.comparingInt(Rule::protocol)
                .thenComparingInt(rule -> rule.ports().from())
                .thenComparingInt(rule -> rule.ports().to())
                .thenComparing(rule -> rule.peers().toString());

        public Rule {
            peers = InOrder.by(Peer.ORDER, peers);
        }
    }

    /** The other side of a permission. */
    public sealed interface Peer {

        Comparator<Peer> ORDER = Comparator.comparing(Peer::toString);

        record Range(Cidr cidr) implements Peer {}

        record Group(String id) implements Peer {}

        record PrefixList(String id) implements Peer {}
    }

    public SecurityGroup {
        ingress = InOrder.by(Rule.ORDER, ingress);
        egress = InOrder.by(Rule.ORDER, egress);
    }

    /** Whether it admits everything from whatever carries it, as EKS and AWS set groups up. */
    public boolean admitsItsMembers() {
        return ingress.stream()
                .anyMatch(rule -> rule.protocol() == -1 && rule.peers().contains(new Peer.Group(id)));
    }
}
