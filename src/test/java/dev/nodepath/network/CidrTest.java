package dev.nodepath.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.network.Cidr.Family;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of addresses, held against the IPAddress library. */
class CidrTest {

    private static final int RANDOM_PAIRS = 5_000;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.0.0/16",
        "10.0.0.1, 10.0.0.1/32",
        "10.1.2.3/8, 10.0.0.0/8",
        "255.255.255.255/32, 255.255.255.255/32",
        "128.0.0.0/1, 128.0.0.0/1",
        "0.0.0.0/0, 0.0.0.0/0",
        "192.168.255.254/31, 192.168.255.254/31",
        "::/0, ::/0",
        "::1, ::1/128",
        "2600:1F14:0:0::/64, 2600:1f14::/64",
        "2600:1f14:1:2:3:4:5:6/63, 2600:1f14:1:2::/63",
        "2600:1f14:1:2:3:4:5:6/65, 2600:1f14:1:2::/65",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3/128",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7/128",
        "0:0:1:0:0:1:0:0, ::1:0:0:1:0:0/128",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::/128",
        "::ffff:10.0.0.1, ::ffff:a00:1/128",
        "::ffff:255.255.255.255/120, ::ffff:ffff:ff00/120",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"
    })
    void isWrittenAsAwsWritesIt(String text, String canonical) {
        assertThat(Cidr.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/0008",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0.256/8",
                "2600::/129",
                "2600:::/64",
                "localhost",
                "example.com/8",
                "sg-0123456789abcdef0",
                "10.0.0.0/٨"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"IPV4, -1", "IPV4, 33", "IPV6, -1", "IPV6, 129"})
    void aPrefixLengthOutsideTheFamilyIsRefused(Family family, int prefixLength) {
        assertThatThrownBy(() -> new Cidr(family, 0, 0, prefixLength))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix length " + prefixLength);
    }

    @Test
    void rangesThatDifferOnlyBelowThePrefixAreEqual() {
        assertThat(Cidr.parse("10.0.0.1/8")).isEqualTo(Cidr.parse("10.255.0.0/8"));
        assertThat(Cidr.parse("2600:1f14::1/64")).isEqualTo(Cidr.parse("2600:1f14::/64"));
        assertThat(Cidr.parse("2600:1f14::1:1/112")).isNotEqualTo(Cidr.parse("2600:1f14::/112"));
    }

    @Test
    void allOfAFamilyIsItsEmptyPrefix() {
        assertThat(Cidr.all(Family.IPV4)).isEqualTo(Cidr.parse("0.0.0.0/0"));
        assertThat(Cidr.all(Family.IPV6)).isEqualTo(Cidr.parse("::/0"));
        assertThat(Cidr.ALL_IPV4.isAll()).isTrue();
        assertThat(Cidr.parse("0.0.0.0/1").isAll()).isFalse();
    }

    @Test
    void theFamiliesShareNoAddress() {
        assertThat(Cidr.ALL_IPV4.contains(Cidr.parse("::/0"))).isFalse();
        assertThat(Cidr.ALL_IPV6.contains(Cidr.parse("10.0.0.0/8"))).isFalse();
        assertThat(Cidr.ALL_IPV4.overlaps(Cidr.ALL_IPV6)).isFalse();
    }

    @Test
    void containmentAndOverlapAgreeWithTheLibrary() {
        RandomGenerator random = new SplittableRandom(20260101);
        for (int i = 0; i < RANDOM_PAIRS; i++) {
            Family family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
            Cidr a = random(random, family);
            Cidr b = near(random, a);
            IPAddress oracleA = oracle(a);
            IPAddress oracleB = oracle(b);
            assertThat(a.contains(b)).as(a + " contains " + b).isEqualTo(oracleA.contains(oracleB));
            assertThat(a.overlaps(b))
                    .as(a + " overlaps " + b)
                    .isEqualTo(oracleA.contains(oracleB) || oracleB.contains(oracleA));
        }
    }

    @Test
    void textAgreesWithTheLibraryAndReadsBack() {
        RandomGenerator random = new SplittableRandom(20260102);
        for (int i = 0; i < RANDOM_PAIRS; i++) {
            Cidr cidr = random(random, random.nextBoolean() ? Family.IPV4 : Family.IPV6);
            assertThat(cidr.toString()).isEqualTo(oracle(cidr).toCanonicalString());
            assertThat(Cidr.parse(cidr.toString())).isEqualTo(cidr);
            assertThat(cidr.address())
                    .isEqualTo(oracle(cidr).getLower().withoutPrefixLength().toCanonicalString());
        }
    }

    @Test
    void theHalvesOfARangeFillItAndShareNothing() {
        RandomGenerator random = new SplittableRandom(20260103);
        for (int i = 0; i < RANDOM_PAIRS; i++) {
            Cidr cidr = random(random, random.nextBoolean() ? Family.IPV4 : Family.IPV6);
            if (cidr.prefixLength() == cidr.family().bits()) {
                continue;
            }
            Cidr lower = cidr.lowerHalf().orElseThrow();
            Cidr upper = cidr.upperHalf().orElseThrow();
            assertThat(oracle(cidr).getLower().withoutPrefixLength().toCanonicalString())
                    .isEqualTo(lower.address());
            assertThat(oracle(lower)
                            .getUpper()
                            .increment(1)
                            .withoutPrefixLength()
                            .toCanonicalString())
                    .as("what follows " + lower)
                    .isEqualTo(upper.address());
            assertThat(oracle(upper).getUpper().withoutPrefixLength())
                    .isEqualTo(oracle(cidr).getUpper().withoutPrefixLength());
        }
    }

    @Test
    void aSingleAddressHasNoHalves() {
        assertThat(Cidr.parse("10.0.0.1").lowerHalf()).isEmpty();
        assertThat(Cidr.parse("10.0.0.1").upperHalf()).isEmpty();
        assertThat(Cidr.parse("::1").upperHalf()).isEmpty();
        assertThat(Cidr.parse("::1").lowerHalf()).isEmpty();
    }

    @Test
    void rangesSortByFamilyThenAddressThenTheWiderFirst() {
        List<String> sorted = List.of(
                "0.0.0.0/0",
                "10.0.0.0/8",
                "10.0.0.0/16",
                "127.0.0.0/8",
                "128.0.0.0/1",
                "255.0.0.0/8",
                "::/0",
                "::1/128",
                "7fff::/16",
                "8000::/1",
                "8000::ffff:0:0:0/128",
                "ffff::/16");
        List<Cidr> shuffled = new ArrayList<>(sorted.stream().map(Cidr::parse).toList());
        Collections.shuffle(shuffled, new java.util.Random(1));
        Collections.sort(shuffled);
        assertThat(shuffled).extracting(Cidr::toString).isEqualTo(sorted);
    }

    private static Cidr random(RandomGenerator random, Family family) {
        int prefixLength = random.nextInt(family.bits() + 1);
        return family == Family.IPV4
                ? new Cidr(family, random.nextLong() & 0xffff_ffff_0000_0000L, 0, prefixLength)
                : new Cidr(family, sparse(random), sparse(random), prefixLength);
    }

    /** With many zero groups, which the short notation leaves out. */
    private static long sparse(RandomGenerator random) {
        long bits = 0;
        for (int group = 0; group < 4; group++) {
            bits = bits << 16 | (random.nextBoolean() ? 0 : random.nextInt(0x10000));
        }
        return bits;
    }

    /** A range that shares a long prefix with the other, so that containment is no rare accident. */
    private static Cidr near(RandomGenerator random, Cidr other) {
        int prefixLength = random.nextInt(other.family().bits() + 1);
        int flipped = random.nextInt(other.family().bits());
        long high = other.high();
        long low = other.low();
        if (random.nextBoolean()) {
            if (flipped < 64) {
                high ^= 1L << (63 - flipped);
            } else {
                low ^= 1L << (127 - flipped);
            }
        }
        return new Cidr(other.family(), high, low, prefixLength);
    }

    private static IPAddress oracle(Cidr cidr) {
        return new IPAddressString(cidr.toString()).getAddress().toPrefixBlock();
    }
}
