package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.PortRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    private NetworkAclCheck() {}

    /** {@code SOME} where all of the ports are open to a part of the addresses. */
    static Coverage allowsTcp(NetworkAcl acl, boolean egress, PortRange ports, Cidr peer) {
        List<Box> undecided = List.of(new Box(peer, ports));
        List<Cidr> denied = new ArrayList<>();
        for (NetworkAcl.Entry entry : acl.entries().stream()
                .filter(e -> e.egress() == egress && (e.protocol() == ALL_PROTOCOLS || e.protocol() == TCP))
                .sorted(Comparator.comparingInt(NetworkAcl.Entry::ruleNumber))
                .toList()) {
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
                outside(box, decided, ports(entry)).forEach(left::add);
            }
            undecided = left;
        }
        undecided.forEach(box -> denied.add(box.cidr()));
        if (denied.stream().noneMatch(part -> matters(part, peer))) {
            return Coverage.ALL;
        }
        return Remainder.of(peer, denied).stream().anyMatch(part -> matters(part, peer))
                ? Coverage.SOME
                : Coverage.NONE;
    }

    /** Of "anywhere" only the addresses routed on the internet count. */
    private static boolean matters(Cidr part, Cidr peer) {
        return !peer.isAll() || PublicSpace.touches(part);
    }

    /** An entry for all protocols covers all ports, whatever it says of them. */
    private static PortRange ports(NetworkAcl.Entry entry) {
        return entry.protocol() == ALL_PROTOCOLS ? PortRange.ALL : entry.ports();
    }

    private static Stream<Box> outside(Box box, Cidr decided, PortRange ports) {
        Stream<Box> otherAddresses = Remainder.of(box.cidr(), decided).map(part -> new Box(part, box.ports()));
        Stream<Box> lowerPorts = box.ports().from() < ports.from()
                ? Stream.of(new Box(decided, new PortRange(box.ports().from(), ports.from() - 1)))
                : Stream.empty();
        Stream<Box> higherPorts = ports.to() < box.ports().to()
                ? Stream.of(new Box(
                        decided, new PortRange(ports.to() + 1, box.ports().to())))
                : Stream.empty();
        return Stream.of(otherAddresses, lowerPorts, higherPorts).flatMap(s -> s);
    }
}
