package dev.nodepath.path;

import dev.nodepath.network.PortRange;

/** IP protocols by the names people know them by. */
final class Protocols {

    private static final int ALL = -1;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private Protocols() {}

    /** {@code all traffic}, {@code TCP 443}, {@code UDP 1024-65535}, {@code protocol 47}. */
    static String words(int protocol, PortRange ports) {
        return switch (protocol) {
            case ALL -> "all traffic";
            case TCP -> "TCP " + ports;
            case UDP -> "UDP " + ports;
            default -> "protocol " + protocol;
        };
    }
}
