package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.PortRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a network ACL lets packets through: entries are tried by ascending number, the first that matches decides, none
 * denies (VPC user guide, "Network ACL rules"). ACLs are stateless, so both directions have to be asked.
 *
 * <p>What is asked for is a box of addresses and ports. Each entry takes its part of what is still undecided.
 */
final class NetworkAclCheck {

    private static final int TCP = 6;
    private static final int ALL_PROTOCOLS = -1;

    private record Box(Cidr cidr, PortRange ports) {}

    /** The entry every ACL ends in, which the console shows as {@code *}. */
    private static final int LAST = 32767;

    /**
     * What an ACL does with a box.
     *
     * @param entries those that decide a part of it, in order
     * @param rest whether none decides all of it, so that the last one, {@code *}, denies the rest
     */
    record Decision(Coverage coverage, List<NetworkAcl.Entry> entries, boolean rest) {

        /** The same where a part of the ports is open, which is enough. */
        Decision inPart() {
            return new Decision(Coverage.SOME, entries, rest);
        }

        /** As a phrase, such as {@code outbound rule 100 (allow all traffic, 0.0.0.0/0) lets TCP 443 to nodes through}. */
        String words(boolean egress, String flow) {
            List<String> rules =
                    new ArrayList<>(entries.stream().map(NetworkAclCheck::words).toList());
            if (rest && entries.stream().noneMatch(entry -> entry.ruleNumber() == LAST)) {
                rules.add("* (deny all traffic)");
            }
            boolean one = rules.size() == 1;
            return (egress ? "outbound rule" : "inbound rule")
                    + (one ? " " : "s ")
                    + String.join(", ", rules)
                    + switch (coverage) {
                        case ALL -> (one ? " lets " : " let ") + flow + " through";
                        case SOME, UNKNOWN -> (one ? " lets" : " let") + " only a part of " + flow + " through";
                        case NONE -> (one ? " does" : " do") + " not let " + flow + " through";
                    };
        }
    }

    private NetworkAclCheck() {}

    private static String words(NetworkAcl.Entry entry) {
        return (entry.ruleNumber() == LAST ? "*" : entry.ruleNumber()) + " (" + (entry.allow() ? "allow " : "deny ")
                + Protocols.words(entry.protocol(), entry.ports()) + ", " + entry.cidr() + ")";
    }

    /** {@code SOME} where all of the ports are open to a part of the addresses. */
    static Coverage allowsTcp(NetworkAcl acl, boolean egress, PortRange ports, Cidr peer) {
        return decide(acl, egress, ports, peer).coverage();
    }

    static Decision decide(NetworkAcl acl, boolean egress, PortRange ports, Cidr peer) {
        List<NetworkAcl.Entry> deciding = new ArrayList<>();
        List<Box> undecided = List.of(new Box(peer, ports));
        List<Cidr> denied = new ArrayList<>();
        for (NetworkAcl.Entry entry : acl.entries()) {
            if (entry.egress() != egress || (entry.protocol() != ALL_PROTOCOLS && entry.protocol() != TCP)) {
                continue;
            }
            List<Box> left = new ArrayList<>();
            for (Box box : undecided) {
                if (!entry.cidr().overlaps(box.cidr()) || !ports(entry).overlaps(box.ports())) {
                    left.add(box);
                    continue;
                }
                Cidr decided = box.cidr().contains(entry.cidr()) ? entry.cidr() : box.cidr();
                if (!entry.allow()) {
                    denied.add(decided);
                }
                if (matters(decided, peer) && !deciding.contains(entry)) {
                    deciding.add(entry);
                }
                addOutside(left, box, decided, ports(entry));
            }
            undecided = left;
        }
        boolean rest = false;
        for (Box box : undecided) {
            rest |= matters(box.cidr(), peer);
            denied.add(box.cidr());
        }
        return new Decision(coverage(denied, peer), deciding, rest);
    }

    private static Coverage coverage(List<Cidr> denied, Cidr peer) {
        if (!anyMatters(denied, peer)) {
            return Coverage.ALL;
        }
        return anyMatters(Remainder.of(peer, denied), peer) ? Coverage.SOME : Coverage.NONE;
    }

    private static boolean anyMatters(List<Cidr> parts, Cidr peer) {
        for (Cidr part : parts) {
            if (matters(part, peer)) {
                return true;
            }
        }
        return false;
    }

    /** Of "anywhere" only the addresses routed on the internet count. */
    private static boolean matters(Cidr part, Cidr peer) {
        return !peer.isAll() || PublicSpace.touches(part);
    }

    /** An entry for all protocols covers all ports, whatever it says of them. */
    private static PortRange ports(NetworkAcl.Entry entry) {
        return entry.protocol() == ALL_PROTOCOLS ? PortRange.ALL : entry.ports();
    }

    private static void addOutside(List<Box> left, Box box, Cidr decided, PortRange ports) {
        for (Cidr part : Remainder.of(box.cidr(), decided)) {
            left.add(new Box(part, box.ports()));
        }
        if (box.ports().from() < ports.from()) {
            left.add(new Box(decided, new PortRange(box.ports().from(), ports.from() - 1)));
        }
        if (ports.to() < box.ports().to()) {
            left.add(new Box(decided, new PortRange(ports.to() + 1, box.ports().to())));
        }
    }
}
