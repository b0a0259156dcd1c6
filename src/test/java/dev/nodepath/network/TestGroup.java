package dev.nodepath.network;

import java.util.ArrayList;
import java.util.List;

/** A security group under construction; it starts without rules, which lets nothing through. */
public final class TestGroup {
    private final String id;
    private String name;
    private String vpcId = TestNetwork.VPC;
    private final List<SecurityGroup.Rule> ingress = new ArrayList<>();
    private final List<SecurityGroup.Rule> egress = new ArrayList<>();

    TestGroup(String id) {
        this.id = id;
        this.name = id;
    }

    public TestGroup named(String groupName) {
        name = groupName;
        return this;
    }

    public TestGroup inVpc(String vpc) {
        vpcId = vpc;
        return this;
    }

    /** What EKS makes: everything from itself in, everything out. */
    public TestGroup likeClusterGroup() {
        return withoutRules().admits(-1, PortRange.ALL, id).lets(-1, PortRange.ALL, "0.0.0.0/0");
    }

    public TestGroup withoutRules() {
        return withoutIngress().withoutEgress();
    }

    public TestGroup withoutIngress() {
        ingress.clear();
        return this;
    }

    public TestGroup withoutEgress() {
        egress.clear();
        return this;
    }

    /** TCP to one port in, from ranges, {@code sg-} or {@code pl-} ids. */
    public TestGroup admits(int port, String... peers) {
        return admits(6, PortRange.of(port), peers);
    }

    public TestGroup admits(int protocol, PortRange ports, String... peers) {
        ingress.add(new SecurityGroup.Rule(protocol, ports, peers(peers)));
        return this;
    }

    /** TCP to one port out, to ranges, {@code sg-} or {@code pl-} ids. */
    public TestGroup lets(int port, String... peers) {
        return lets(6, PortRange.of(port), peers);
    }

    public TestGroup lets(int protocol, PortRange ports, String... peers) {
        egress.add(new SecurityGroup.Rule(protocol, ports, peers(peers)));
        return this;
    }

    private static List<SecurityGroup.Peer> peers(String... texts) {
        List<SecurityGroup.Peer> peers = new ArrayList<>();
        for (String text : texts) {
            if (text.startsWith("sg-")) {
                peers.add(new SecurityGroup.Peer.Group(text));
            } else if (text.startsWith("pl-")) {
                peers.add(new SecurityGroup.Peer.PrefixList(text));
            } else {
                peers.add(new SecurityGroup.Peer.Range(Cidr.parse(text)));
            }
        }
        return peers;
    }

    SecurityGroup build() {
        return new SecurityGroup(id, name, vpcId, TestNetwork.ACCOUNT, ingress, egress);
    }
}
