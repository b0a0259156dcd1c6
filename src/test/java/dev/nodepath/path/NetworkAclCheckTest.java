package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.NetworkAcl.Entry;
import dev.nodepath.network.PortRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkAclCheckTest {

    private static final Cidr VPC = Cidr.parse("10.0.0.0/16");
    private static final PortRange HTTPS = PortRange.of(443);
    private static final PortRange EPHEMERAL = new PortRange(1024, 65535);

    @Test
    void withoutEntriesEverythingIsDenied() {
        assertThat(check(acl(), HTTPS, VPC)).isEqualTo(Coverage.NONE);
    }

    @Test
    void theLowestNumberThatMatchesDecidesWhateverTheOrderOfTheList() {
        Entry deny = entry(90, 6, false, "0.0.0.0/0", 0, 65535);
        Entry allow = entry(100, -1, true, "0.0.0.0/0", 0, 0);
        assertThat(check(acl(allow, deny), HTTPS, VPC)).isEqualTo(Coverage.NONE);
        assertThat(check(acl(deny, allow), HTTPS, VPC)).isEqualTo(Coverage.NONE);
        assertThat(check(acl(allow, entry(110, 6, false, "0.0.0.0/0", 0, 65535)), HTTPS, VPC))
                .isEqualTo(Coverage.ALL);
    }

    @Test
    void anEntryForAllProtocolsCoversAllPorts() {
        assertThat(check(acl(entry(100, -1, true, "0.0.0.0/0", 0, 0)), EPHEMERAL, VPC))
                .isEqualTo(Coverage.ALL);
        assertThat(check(
                        acl(entry(90, -1, false, "0.0.0.0/0", 22, 22), entry(100, 6, true, "0.0.0.0/0", 0, 65535)),
                        HTTPS,
                        VPC))
                .isEqualTo(Coverage.NONE);
    }

    @Test
    void entriesOfOtherProtocolsDirectionsAndFamiliesSayNothing() {
        Entry udp = entry(90, 17, true, "0.0.0.0/0", 0, 65535);
        Entry out = new Entry(90, true, 6, true, Cidr.ALL_IPV4, PortRange.ALL);
        Entry ipv6 = entry(90, 6, true, "::/0", 0, 65535);
        assertThat(check(acl(udp, out, ipv6), HTTPS, VPC)).isEqualTo(Coverage.NONE);
        assertThat(NetworkAclCheck.allowsTcp(acl(out), true, HTTPS, VPC)).isEqualTo(Coverage.ALL);
        assertThat(check(acl(ipv6), HTTPS, Cidr.ALL_IPV6)).isEqualTo(Coverage.ALL);
    }

    @Test
    void everyPortIsNeeded() {
        assertThat(check(acl(entry(100, 6, true, "0.0.0.0/0", 32768, 61000)), EPHEMERAL, VPC))
                .isEqualTo(Coverage.NONE);
        assertThat(check(
                        acl(
                                entry(100, 6, true, "0.0.0.0/0", 1024, 40000),
                                entry(110, 6, true, "0.0.0.0/0", 40001, 65535)),
                        EPHEMERAL,
                        VPC))
                .isEqualTo(Coverage.ALL);
        assertThat(check(
                        acl(
                                entry(100, 6, false, "0.0.0.0/0", 3389, 3389),
                                entry(110, 6, true, "0.0.0.0/0", 1024, 65535)),
                        EPHEMERAL,
                        VPC))
                .as("one port in the middle is denied")
                .isEqualTo(Coverage.NONE);
    }

    @Test
    void aPartOfTheAddressesIsAPart() {
        assertThat(check(acl(entry(100, 6, true, "10.0.1.0/24", 0, 65535)), HTTPS, VPC))
                .isEqualTo(Coverage.SOME);
        assertThat(check(
                        acl(entry(100, 6, false, "10.0.1.0/24", 0, 65535), entry(110, 6, true, "10.0.0.0/8", 0, 65535)),
                        HTTPS,
                        VPC))
                .isEqualTo(Coverage.SOME);
        assertThat(check(
                        acl(
                                entry(100, 6, true, "10.0.0.0/17", 0, 65535),
                                entry(110, 6, true, "10.0.128.0/17", 0, 65535)),
                        HTTPS,
                        VPC))
                .isEqualTo(Coverage.ALL);
    }

    @Test
    void ofAnywhereOnlyPublicAddressesCount() {
        assertThat(check(acl(entry(100, 6, true, "10.0.0.0/8", 0, 65535)), HTTPS, Cidr.ALL_IPV4))
                .as("only private addresses")
                .isEqualTo(Coverage.NONE);
        assertThat(check(
                        acl(entry(100, 6, false, "10.0.0.0/8", 0, 65535), entry(110, 6, true, "0.0.0.0/0", 0, 65535)),
                        HTTPS,
                        Cidr.ALL_IPV4))
                .as("all but private addresses")
                .isEqualTo(Coverage.ALL);
        assertThat(check(acl(entry(100, 6, true, "52.0.0.0/8", 0, 65535)), HTTPS, Cidr.ALL_IPV4))
                .isEqualTo(Coverage.SOME);
    }

    /** Against every address and port of a small space, one by one. */
    @Test
    void agreesWithTryingEveryPacket() {
        RandomGenerator random = new SplittableRandom(20260104);
        Set<Coverage> seen = EnumSet.noneOf(Coverage.class);
        for (int i = 0; i < 20_000; i++) {
            NetworkAcl acl = randomAcl(random);
            Cidr peer = randomRange(random, 2);
            int from = random.nextInt(8);
            PortRange ports = new PortRange(from, from + random.nextInt(8 - from));
            boolean egress = random.nextBoolean();
            Coverage expected = byPacket(acl, egress, ports, peer);
            assertThat(NetworkAclCheck.allowsTcp(acl, egress, ports, peer))
                    .as(egress + " " + ports + " " + peer + " " + acl.entries())
                    .isEqualTo(expected);
            seen.add(expected);
        }
        assertThat(seen).containsExactlyInAnyOrder(Coverage.ALL, Coverage.SOME, Coverage.NONE);
    }

    private static Coverage byPacket(NetworkAcl acl, boolean egress, PortRange ports, Cidr peer) {
        List<Boolean> open = addresses(peer).stream()
                .map(address -> IntStream.rangeClosed(ports.from(), ports.to())
                        .allMatch(port -> passes(acl, egress, port, address)))
                .toList();
        if (!open.contains(false)) {
            return Coverage.ALL;
        }
        return open.contains(true) ? Coverage.SOME : Coverage.NONE;
    }

    private static boolean passes(NetworkAcl acl, boolean egress, int port, Cidr address) {
        Optional<Entry> first = acl.entries().stream()
                .sorted(Comparator.comparingInt(Entry::ruleNumber))
                .filter(e -> e.egress() == egress)
                .filter(e -> e.cidr().contains(address))
                .filter(e ->
                        e.protocol() == -1 || (e.protocol() == 6 && e.ports().contains(PortRange.of(port))))
                .findFirst();
        return first.map(Entry::allow).orElse(false);
    }

    private static NetworkAcl randomAcl(RandomGenerator random) {
        List<Entry> entries = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(8);
            int[] protocols = {-1, 6, 6, 6, 6, 17};
            entries.add(new Entry(
                    (i * 7) % 11,
                    random.nextInt(4) > 0,
                    protocols[random.nextInt(protocols.length)],
                    random.nextInt(3) > 0,
                    randomRange(random, 0),
                    new PortRange(from, from + random.nextInt(8 - from))));
        }
        return acl(entries.toArray(Entry[]::new));
    }

    /** Inside 10.0.0.0/28. */
    private static Cidr randomRange(RandomGenerator random, int spare) {
        int prefixLength = 28 + random.nextInt(5 - spare);
        return new Cidr(
                Family.IPV4, Cidr.parse("10.0.0.0").high() | ((long) random.nextInt(16) << 32), 0, prefixLength);
    }

    private static List<Cidr> addresses(Cidr range) {
        return IntStream.range(0, 1 << (32 - range.prefixLength()))
                .mapToObj(i -> new Cidr(Family.IPV4, range.high() + ((long) i << 32), 0, 32))
                .toList();
    }

    private static Coverage check(NetworkAcl acl, PortRange ports, Cidr peer) {
        return NetworkAclCheck.allowsTcp(acl, false, ports, peer);
    }

    /** An inbound entry. */
    private static Entry entry(int number, int protocol, boolean allow, String cidr, int from, int to) {
        return new Entry(number, false, protocol, allow, Cidr.parse(cidr), new PortRange(from, to));
    }

    private static NetworkAcl acl(Entry... entries) {
        return new NetworkAcl("acl-1", "vpc-1", false, List.of(), List.of(entries));
    }
}
