package dev.nodepath.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A subnet under construction. */
public final class TestSubnet {
    private final String id;
    private String vpcId = TestNetwork.VPC;
    private String ownerId = TestNetwork.ACCOUNT;
    private String zone = "us-east-1a";
    private String zoneId = "use1-az1";
    private String state = "available";
    private Optional<Cidr> cidr = Optional.empty();
    private final List<Cidr> ipv6Cidrs = new ArrayList<>();
    private boolean ipv6Native;
    private int free = 200;
    private boolean mapPublicIpOnLaunch;
    private boolean assignIpv6;
    private boolean dns64;
    private Optional<String> outpostArn = Optional.empty();
    private Optional<InternetGatewayBlockMode> blockMode = Optional.of(InternetGatewayBlockMode.OFF);
    private final Map<String, String> tags = new LinkedHashMap<>();

    TestSubnet(String id) {
        this.id = id;
    }

    public TestSubnet inVpc(String vpc) {
        vpcId = vpc;
        return this;
    }

    public TestSubnet ownedBy(String account) {
        ownerId = account;
        return this;
    }

    /** The last letter of the zone's name gives its id: {@code a} is {@code use1-az1}. */
    public TestSubnet inZone(char letter) {
        return inZone("us-east-1" + letter, "use1-az" + (letter - 'a' + 1));
    }

    public TestSubnet inZone(String name, String zoneId) {
        zone = name;
        this.zoneId = zoneId;
        return this;
    }

    public TestSubnet state(String is) {
        state = is;
        return this;
    }

    public TestSubnet cidr(String range) {
        cidr = Optional.of(Cidr.parse(range));
        return this;
    }

    public TestSubnet withoutIpv4() {
        cidr = Optional.empty();
        ipv6Native = true;
        return this;
    }

    public TestSubnet ipv6(String range) {
        ipv6Cidrs.add(Cidr.parse(range));
        assignIpv6 = true;
        return this;
    }

    public TestSubnet withoutIpv6() {
        ipv6Cidrs.clear();
        return this;
    }

    public TestSubnet assignsIpv6(boolean does) {
        assignIpv6 = does;
        return this;
    }

    public TestSubnet dns64(boolean on) {
        dns64 = on;
        return this;
    }

    public TestSubnet freeAddresses(int count) {
        free = count;
        return this;
    }

    /** {@code MapPublicIpOnLaunch}. */
    public TestSubnet assignsPublicIps(boolean does) {
        mapPublicIpOnLaunch = does;
        return this;
    }

    public TestSubnet onOutpost(String arn) {
        outpostArn = Optional.of(arn);
        return this;
    }

    public TestSubnet blockMode(InternetGatewayBlockMode mode) {
        blockMode = Optional.of(mode);
        return this;
    }

    public TestSubnet withoutBlockMode() {
        blockMode = Optional.empty();
        return this;
    }

    public TestSubnet tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    Subnet build() {
        return new Subnet(
                id,
                vpcId,
                ownerId,
                zone,
                zoneId,
                state,
                cidr,
                ipv6Cidrs,
                ipv6Native,
                free,
                mapPublicIpOnLaunch,
                assignIpv6,
                dns64,
                outpostArn,
                blockMode,
                tags);
    }
}
