package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.TestGroup;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.SecurityGroupCheck.Peer;
import dev.nodepath.rule.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecurityGroupCheckTest {

    private static final Peer NODES = new Peer(Set.of("sg-node"), List.of(Cidr.parse("10.0.10.0/24")));

    @Test
    void aGroupWithoutRulesLetsNothingThrough() {
        assertThat(ingress(group -> {}, NODES)).isEqualTo(Coverage.NONE);
    }

    @Test
    void aRuleForOneOfThePeersGroupsLetsThePeerThrough() {
        assertThat(ingress(group -> group.admits(443, "sg-node"), NODES)).isEqualTo(Coverage.ALL);
        assertThat(ingress(group -> group.admits(443, "sg-other"), NODES)).isEqualTo(Coverage.NONE);
        assertThat(ingress(
                        group -> group.admits(443, "sg-b"),
                        new Peer(Set.of("sg-a", "sg-b"), List.of(Cidr.parse("10.0.0.0/24")))))
                .isEqualTo(Coverage.ALL);
    }

    @Test
    void aRangeHasToHoldAllOfThePeersAddresses() {
        assertThat(ingress(group -> group.admits(443, "10.0.0.0/16"), NODES)).isEqualTo(Coverage.ALL);
        assertThat(ingress(group -> group.admits(443, "10.0.10.0/25"), NODES)).isEqualTo(Coverage.SOME);
        assertThat(ingress(group -> group.admits(443, "10.0.10.0/25", "10.0.10.128/25"), NODES))
                .isEqualTo(Coverage.ALL);
        assertThat(ingress(group -> group.admits(443, "10.0.11.0/24"), NODES)).isEqualTo(Coverage.NONE);
        assertThat(ingress(
                        group -> group.admits(443, "10.0.10.0/24"),
                        new Peer(Set.of(), List.of(Cidr.parse("10.0.10.0/24"), Cidr.parse("10.0.11.0/24")))))
                .isEqualTo(Coverage.SOME);
    }

    @Test
    void anAddressThatWasNotShownMayBeInAnyRange() {
        Peer unseen = new Peer(Set.of("sg-node"), List.of());
        assertThat(ingress(group -> group.admits(443, "10.0.0.0/16"), unseen)).isEqualTo(Coverage.UNKNOWN);
        assertThat(ingress(group -> group.admits(443, "0.0.0.0/0"), unseen)).isEqualTo(Coverage.ALL);
        assertThat(ingress(group -> group.admits(443, "sg-node"), unseen)).isEqualTo(Coverage.ALL);
        assertThat(ingress(group -> group.admits(443, "sg-other"), unseen)).isEqualTo(Coverage.NONE);
    }

    @Test
    void theFamiliesHaveRulesOfTheirOwn() {
        assertThat(ingress(group -> group.admits(443, "::/0"), NODES)).isEqualTo(Coverage.NONE);
        assertThat(egress(group -> group.lets(443, "0.0.0.0/0"), Peer.internet(Family.IPV6)))
                .isEqualTo(Coverage.NONE);
        assertThat(egress(group -> group.lets(443, "::/0"), Peer.internet(Family.IPV6)))
                .isEqualTo(Coverage.ALL);
    }

    @Test
    void protocolAndPortHaveToFit() {
        assertThat(ingress(group -> group.admits(17, PortRange.of(443), "0.0.0.0/0"), NODES))
                .isEqualTo(Coverage.NONE);
        assertThat(ingress(group -> group.admits(6, new PortRange(444, 65535), "0.0.0.0/0"), NODES))
                .isEqualTo(Coverage.NONE);
        assertThat(ingress(group -> group.admits(6, new PortRange(0, 442), "0.0.0.0/0"), NODES))
                .isEqualTo(Coverage.NONE);
        assertThat(ingress(group -> group.admits(6, new PortRange(80, 443), "0.0.0.0/0"), NODES))
                .isEqualTo(Coverage.ALL);
        assertThat(ingress(group -> group.admits(-1, PortRange.of(22), "0.0.0.0/0"), NODES))
                .as("all protocols cover all ports")
                .isEqualTo(Coverage.ALL);
    }

    @Test
    void directionsAreToldApart() {
        assertThat(ingress(group -> group.lets(443, "0.0.0.0/0"), NODES)).isEqualTo(Coverage.NONE);
        assertThat(egress(group -> group.admits(443, "0.0.0.0/0"), NODES)).isEqualTo(Coverage.NONE);
        assertThat(egress(group -> group.lets(443, "sg-node"), NODES)).isEqualTo(Coverage.ALL);
    }

    @Test
    void theRulesOfAllGroupsCountTogether() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .securityGroup("sg-1", group -> group.admits(443, "10.0.10.0/25"))
                .securityGroup("sg-2", group -> group.admits(443, "10.0.10.128/25"));
        SecurityGroupCheck check = new SecurityGroupCheck(network.build().vpc());
        assertThat(check.allowsIngress(List.of("sg-1", "sg-2"), 6, 443, NODES)).isEqualTo(Coverage.ALL);
        assertThat(check.allowsIngress(List.of("sg-1"), 6, 443, NODES)).isEqualTo(Coverage.SOME);
    }

    @Test
    void ofAnywhereOnlyPublicAddressesCount() {
        Peer internet = Peer.internet(Family.IPV4);
        assertThat(egress(group -> group.lets(443, "0.0.0.0/0"), internet)).isEqualTo(Coverage.ALL);
        assertThat(egress(group -> group.lets(443, "10.0.0.0/8"), internet)).isEqualTo(Coverage.NONE);
        assertThat(egress(group -> group.lets(443, "52.0.0.0/8"), internet)).isEqualTo(Coverage.SOME);
        assertThat(egress(group -> group.lets(443, "0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"), internet))
                .as("all but multicast and reserved addresses")
                .isEqualTo(Coverage.ALL);
    }

    @Test
    void aPrefixListCountsAsItsEntries() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .prefixList("pl-1", "10.0.0.0/16")
                .unreadablePrefixList("pl-2")
                .securityGroup("sg-1", group -> group.admits(443, "pl-1"))
                .securityGroup("sg-2", group -> group.admits(443, "pl-2"))
                .securityGroup("sg-3", group -> group.admits(443, "pl-never-read"))
                .securityGroup("sg-4", group -> group.admits(443, "pl-2", "0.0.0.0/0"))
                .securityGroup("sg-5", group -> group.admits(22, "pl-2"));
        SecurityGroupCheck check = new SecurityGroupCheck(network.build().vpc());
        assertThat(check.allowsIngress(List.of("sg-1"), 6, 443, NODES)).isEqualTo(Coverage.ALL);
        assertThat(check.allowsIngress(List.of("sg-2"), 6, 443, NODES)).isEqualTo(Coverage.UNKNOWN);
        assertThat(check.allowsIngress(List.of("sg-3"), 6, 443, NODES)).isEqualTo(Coverage.UNKNOWN);
        assertThat(check.allowsIngress(List.of("sg-4"), 6, 443, NODES)).isEqualTo(Coverage.ALL);
        assertThat(check.allowsIngress(List.of("sg-5"), 6, 443, NODES)).isEqualTo(Coverage.NONE);
    }

    @Test
    void aGroupThatIsNotShownMayLetEverythingThrough() {
        SecurityGroupCheck check = new SecurityGroupCheck(TestNetwork.publicAndPrivate()
                .securityGroup("sg-1", group -> group.admits(443, "10.0.10.0/24"))
                .build()
                .vpc());
        assertThat(check.allowsIngress(List.of("sg-gone"), 6, 443, NODES)).isEqualTo(Coverage.UNKNOWN);
        assertThat(check.allowsIngress(List.of("sg-gone", "sg-1"), 6, 443, NODES))
                .isEqualTo(Coverage.ALL);
        assertThat(new SecurityGroupCheck(TestNetwork.publicAndPrivate()
                                .unread(Need.SECURITY_GROUPS)
                                .build()
                                .vpc())
                        .allowsIngress(List.of("sg-cluster"), 6, 443, NODES))
                .isEqualTo(Coverage.UNKNOWN);
    }

    @Test
    void anInterfaceWhoseGroupsAreNotKnownMayLetEverythingThrough() {
        SecurityGroupCheck check =
                new SecurityGroupCheck(TestNetwork.publicAndPrivate().build().vpc());
        assertThat(check.allowsIngress(List.of(), 6, 443, NODES)).isEqualTo(Coverage.UNKNOWN);
    }

    /** Against every address of a small space, one by one. */
    @Test
    void agreesWithTryingEveryAddress() {
        RandomGenerator random = new SplittableRandom(20260105);
        for (int i = 0; i < 3_000; i++) {
            List<String> ranges = new ArrayList<>();
            IntStream.range(0, random.nextInt(5))
                    .forEach(n -> ranges.add(randomRange(random).toString()));
            Cidr needed = randomRange(random);
            List<Boolean> open = addresses(needed).stream()
                    .map(address ->
                            ranges.stream().anyMatch(range -> Cidr.parse(range).contains(address)))
                    .toList();
            Coverage expected =
                    !open.contains(false) ? Coverage.ALL : open.contains(true) ? Coverage.SOME : Coverage.NONE;
            assertThat(ingress(
                            group -> ranges.forEach(range -> group.admits(443, range)),
                            new Peer(Set.of(), List.of(needed))))
                    .as(needed + " by " + ranges)
                    .isEqualTo(expected);
        }
    }

    private static Cidr randomRange(RandomGenerator random) {
        return new Cidr(
                Family.IPV4,
                Cidr.parse("10.0.0.0").high() | ((long) random.nextInt(16) << 32),
                0,
                28 + random.nextInt(5));
    }

    private static List<Cidr> addresses(Cidr range) {
        return IntStream.range(0, 1 << (32 - range.prefixLength()))
                .mapToObj(i -> new Cidr(Family.IPV4, range.high() + ((long) i << 32), 0, 32))
                .toList();
    }

    private static Coverage ingress(Consumer<TestGroup> rules, Peer from) {
        return check(rules).allowsIngress(List.of("sg-1"), SecurityGroupCheck.TCP, 443, from);
    }

    private static Coverage egress(Consumer<TestGroup> rules, Peer to) {
        return check(rules).allowsEgress(List.of("sg-1"), SecurityGroupCheck.TCP, 443, to);
    }

    private static SecurityGroupCheck check(Consumer<TestGroup> rules) {
        return new SecurityGroupCheck(TestNetwork.publicAndPrivate()
                .securityGroup("sg-1", rules)
                .build()
                .vpc());
    }
}
