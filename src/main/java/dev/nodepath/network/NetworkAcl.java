package dev.nodepath.network;

import java.util.Comparator;
import java.util.List;

/** A network ACL: stateless, its entries tried by ascending number, the first match decides, none denies. */
public record NetworkAcl(String id, String vpcId, boolean isDefault, List<String> subnetIds, List<Entry> entries) {

    /**
     * One numbered entry.
     *
     * @param protocol IP protocol number, {@code -1} for all
     * @param ports the ports it covers; all where the protocol has none
     */
    public record Entry(int ruleNumber, boolean egress, int protocol, boolean allow, Cidr cidr, PortRange ports) {

        static final Comparator<Entry> ORDER =
                Comparator.comparing(Entry::egress).thenComparingInt(Entry::ruleNumber);
    }

    public NetworkAcl {
        subnetIds = InOrder.of(subnetIds);
        entries = InOrder.by(Entry.ORDER, entries);
    }
}
