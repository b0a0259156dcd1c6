package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of ranges, and which of them are routed on the internet. */
class AddressSpaceTest {

    @Test
    void takingAPartLeavesTheRestInAsFewRangesAsThereAre() {
        assertThat(Remainder.of(cidr("10.0.0.0/8"), cidr("10.64.0.0/10")))
                .containsExactlyInAnyOrder(cidr("10.0.0.0/10"), cidr("10.128.0.0/9"));
        assertThat(Remainder.of(cidr("10.0.0.0/31"), cidr("10.0.0.1/32"))).containsExactly(cidr("10.0.0.0/32"));
        assertThat(Remainder.of(cidr("2600::/12"), cidr("2608::/13"))).containsExactly(cidr("2600::/13"));
    }

    @Test
    void takingAllOrMoreLeavesNothing() {
        assertThat(Remainder.of(cidr("10.0.0.0/8"), cidr("10.0.0.0/8"))).isEmpty();
        assertThat(Remainder.of(cidr("10.0.0.0/8"), cidr("0.0.0.0/0"))).isEmpty();
        assertThat(Remainder.of(cidr("10.0.0.0/8"), List.of(cidr("10.0.0.0/9"), cidr("10.128.0.0/9"))))
                .isEmpty();
    }

    @Test
    void takingSomethingElseLeavesEverything() {
        assertThat(Remainder.of(cidr("10.0.0.0/8"), cidr("11.0.0.0/8"))).containsExactly(cidr("10.0.0.0/8"));
        assertThat(Remainder.of(cidr("10.0.0.0/8"), cidr("::/0"))).containsExactly(cidr("10.0.0.0/8"));
        assertThat(Remainder.of(cidr("10.0.0.0/8"), List.of())).containsExactly(cidr("10.0.0.0/8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "0.0.0.0/1",
                "1.0.0.0/8",
                "8.8.8.8/32",
                "9.255.255.255/32",
                "8.0.0.0/6",
                "11.0.0.0/32",
                "100.0.0.0/8",
                "100.63.255.255/32",
                "100.128.0.0/32",
                "126.0.0.0/7",
                "128.0.0.0/16",
                "169.253.0.0/16",
                "172.15.255.255/32",
                "172.32.0.0/32",
                "192.0.1.0/24",
                "192.0.3.0/24",
                "192.167.0.0/16",
                "192.169.0.0/16",
                "198.17.0.0/16",
                "198.20.0.0/16",
                "198.51.99.0/24",
                "203.0.112.0/23",
                "223.255.255.255/32",
                "192.0.0.0/3",
                "2600::/16",
                "2000::/3",
                "3fff:ffff::/32",
                "::/0"
            })
    void isRoutedOnTheInternet(String range) {
        assertThat(PublicSpace.touches(cidr(range))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/8",
                "10.0.0.0/8",
                "10.1.2.3/32",
                "100.64.0.0/10",
                "127.0.0.1/32",
                "169.254.169.254/32",
                "172.16.0.0/12",
                "172.31.255.255/32",
                "192.0.0.0/24",
                "192.0.2.0/24",
                "192.168.0.0/16",
                "198.18.0.0/15",
                "198.51.100.0/24",
                "203.0.113.0/24",
                "224.0.0.0/4",
                "240.0.0.0/4",
                "224.0.0.0/3",
                "255.255.255.255/32",
                "fd00::/8",
                "fe80::/10",
                "64:ff9b::/96",
                "4000::/2",
                "::1/128"
            })
    void isNeverRoutedOnTheInternet(String range) {
        assertThat(PublicSpace.touches(cidr(range))).isFalse();
    }

    @Test
    void aRangeIsPublicIfOneOfItsHalvesIs() {
        for (int prefixLength = 0; prefixLength < 16; prefixLength++) {
            for (int i = 0; i < 1 << prefixLength; i++) {
                Cidr range = new Cidr(
                        Cidr.Family.IPV4, prefixLength == 0 ? 0 : (long) i << (64 - prefixLength), 0, prefixLength);
                assertThat(PublicSpace.touches(range))
                        .as(range.toString())
                        .isEqualTo(Stream.of(range.lowerHalf(), range.upperHalf())
                                .anyMatch(half -> PublicSpace.touches(half.orElseThrow())));
            }
        }
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text);
    }
}
