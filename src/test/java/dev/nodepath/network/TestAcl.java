package dev.nodepath.network;

import java.util.ArrayList;
import java.util.List;

/** A network ACL under construction; it starts without entries, which denies everything. */
public final class TestAcl {
    private final String id;
    private boolean isDefault;
    private final List<String> subnetIds = new ArrayList<>();
    private final List<NetworkAcl.Entry> entries = new ArrayList<>();

    TestAcl(String id) {
        this.id = id;
    }

    public TestAcl isDefault() {
        isDefault = true;
        return this;
    }

    TestAcl of(String subnetId) {
        subnetIds.add(subnetId);
        return this;
    }

    TestAcl notOf(String subnetId) {
        subnetIds.remove(subnetId);
        return this;
    }

    /** The two entries of a default ACL: number 100 lets everything through both ways. */
    public TestAcl allowsAll() {
        return add(100, true, -1, true, "0.0.0.0/0", PortRange.ALL)
                .add(100, false, -1, true, "0.0.0.0/0", PortRange.ALL)
                .add(101, true, -1, true, "::/0", PortRange.ALL)
                .add(101, false, -1, true, "::/0", PortRange.ALL);
    }

    /** Denies TCP to one port in one direction, and lets everything else through. */
    public TestAcl allowsAllBut(boolean egress, int port, String cidr) {
        return add(90, egress, 6, false, cidr, PortRange.of(port)).allowsAll();
    }

    public TestAcl withoutEntries() {
        entries.clear();
        return this;
    }

    public TestAcl without(int ruleNumber, boolean egress) {
        entries.removeIf(e -> e.ruleNumber() == ruleNumber && e.egress() == egress);
        return this;
    }

    /** TCP from {@code cidr} into the subnet. */
    public TestAcl allowsIn(int number, int from, int to, String cidr) {
        return add(number, false, 6, true, cidr, new PortRange(from, to));
    }

    /** TCP out of the subnet to {@code cidr}. */
    public TestAcl allowsOut(int number, int from, int to, String cidr) {
        return add(number, true, 6, true, cidr, new PortRange(from, to));
    }

    public TestAcl deniesIn(int number, int from, int to, String cidr) {
        return add(number, false, 6, false, cidr, new PortRange(from, to));
    }

    public TestAcl deniesOut(int number, int from, int to, String cidr) {
        return add(number, true, 6, false, cidr, new PortRange(from, to));
    }

    public TestAcl add(int number, boolean egress, int protocol, boolean allow, String cidr, PortRange ports) {
        entries.add(new NetworkAcl.Entry(number, egress, protocol, allow, Cidr.parse(cidr), ports));
        return this;
    }

    NetworkAcl build() {
        return new NetworkAcl(id, TestNetwork.VPC, isDefault, subnetIds, entries);
    }
}
