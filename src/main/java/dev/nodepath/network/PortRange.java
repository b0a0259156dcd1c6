package dev.nodepath.network;

/** Ports from {@code from} to {@code to}, both included. */
public record PortRange(int from, int to) {

    public static final PortRange ALL = new PortRange(0, 65535);

    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    public boolean contains(PortRange other) {
        return from <= other.from && other.to <= to;
    }

    public boolean overlaps(PortRange other) {
        return from <= other.to && other.from <= to;
    }

    @Override
    public String toString() {
        return from == to ? Integer.toString(from) : from + "-" + to;
    }
}
