package dev.nodepath.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortRangeTest {

    private static final PortRange EPHEMERAL = new PortRange(1024, 65535);

    @Test
    void bothEndsBelongToIt() {
        assertThat(EPHEMERAL.contains(PortRange.of(1024))).isTrue();
        assertThat(EPHEMERAL.contains(PortRange.of(65535))).isTrue();
        assertThat(EPHEMERAL.contains(PortRange.of(1023))).isFalse();
        assertThat(new PortRange(443, 444).contains(PortRange.of(445))).isFalse();
        assertThat(PortRange.ALL.contains(EPHEMERAL)).isTrue();
        assertThat(EPHEMERAL.contains(PortRange.ALL)).isFalse();
    }

    @Test
    void rangesOverlapAtASharedEnd() {
        assertThat(EPHEMERAL.overlaps(new PortRange(0, 1024))).isTrue();
        assertThat(new PortRange(0, 1024).overlaps(EPHEMERAL)).isTrue();
        assertThat(EPHEMERAL.overlaps(new PortRange(0, 1023))).isFalse();
        assertThat(new PortRange(0, 1023).overlaps(EPHEMERAL)).isFalse();
    }

    @Test
    void aSinglePortIsWrittenAsOneNumber() {
        assertThat(PortRange.of(443)).hasToString("443");
        assertThat(EPHEMERAL).hasToString("1024-65535");
    }
}
