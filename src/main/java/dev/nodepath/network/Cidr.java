package dev.nodepath.network;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IPv4 or IPv6 addresses in CIDR form; a single address is a range of length 32 or 128.
 *
 * <p>Bits below the prefix length are always zero: {@code 10.0.0.1/8} and {@code 10.0.0.0/8} are the same range. An IPv4
 * address occupies the upper 32 bits of {@code high}, so that both families compare bit by bit from the left.
 *
 * @param high the first 64 bits of the range's first address
 * @param low the last 64 bits of the range's first address; zero for IPv4
 * @param prefixLength number of leading bits all addresses of the range share
 */
public record Cidr(Family family, long high, long low, int prefixLength) implements Comparable<Cidr> {

    /** The two families of addresses; each has its own routes, rules and entries in AWS. */
    public enum Family {
        IPV4(32),
        IPV6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }

        /** Number of bits of an address. */
        public int bits() {
            return bits;
        }
    }

    public static final Cidr ALL_IPV4 = new Cidr(Family.IPV4, 0, 0, 0);
    public static final Cidr ALL_IPV6 = new Cidr(Family.IPV6, 0, 0, 0);

    private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private static final Comparator<Cidr> ORDER = Comparator.comparing(Cidr::family)
            .thenComparing((a, b) -> Long.compareUnsigned(a.high, b.high))
            .thenComparing((a, b) -> Long.compareUnsigned(a.low, b.low))
            .thenComparingInt(Cidr::prefixLength);

    public Cidr {
        if (prefixLength < 0 || prefixLength > family.bits()) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " of an " + family + " range");
        }
        high &= highMask(prefixLength);
        low &= lowMask(prefixLength);
    }

    /**
     * Reads {@code 10.0.0.0/16}, {@code 2600:1f14::/64} or a single address. Names are never looked up.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash == -1 ? text : text.substring(0, slash);
        Family family = address.contains(":") ? Family.IPV6 : Family.IPV4;
        if (family == Family.IPV4 && !DOTTED_QUAD.matcher(address).matches()) {
            throw new IllegalArgumentException("not an address or CIDR block: " + text); // Java reads "3" as 0.0.0.3
        }
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        int prefixLength = slash == -1 ? family.bits() : parsePrefixLength(text, slash);
        if (family == Family.IPV4) {
            return new Cidr(family, (long) ByteBuffer.wrap(bytes).getInt() << 32, 0, prefixLength);
        }
        if (bytes.length == 4) { // ::ffff:10.0.0.1, which Java hands back as IPv4
            return new Cidr(
                    family, 0, 0xffff_0000_0000L | (ByteBuffer.wrap(bytes).getInt() & 0xffff_ffffL), prefixLength);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Cidr(family, buffer.getLong(), buffer.getLong(), prefixLength);
    }

    private static int parsePrefixLength(String text, int slash) {
        String digits = text.substring(slash + 1);
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a CIDR block: " + text);
        }
        return Integer.parseInt(digits);
    }

    /** Every address of the family. */
    public static Cidr all(Family family) {
        return family == Family.IPV4 ? ALL_IPV4 : ALL_IPV6;
    }

    public boolean isAll() {
        return prefixLength == 0;
    }

    /** Whether every address of {@code other} lies in this range. */
    public boolean contains(Cidr other) {
        return family == other.family
                && prefixLength <= other.prefixLength
                && high == (other.high & highMask(prefixLength))
                && low == (other.low & lowMask(prefixLength));
    }

    /** Whether the two ranges share an address; of two CIDR ranges that do, one contains the other. */
    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    /** The lower half of this range; empty for a single address. */
    public Optional<Cidr> lowerHalf() {
        return prefixLength == family.bits()
                ? Optional.empty()
                : Optional.of(new Cidr(family, high, low, prefixLength + 1));
    }

    /** The upper half of this range; empty for a single address. */
    public Optional<Cidr> upperHalf() {
        if (prefixLength == family.bits()) {
            return Optional.empty();
        }
        int bit = prefixLength;
        return Optional.of(
                bit < 64
                        ? new Cidr(family, high | (1L << (63 - bit)), low, prefixLength + 1)
                        : new Cidr(family, high, low | (1L << (127 - bit)), prefixLength + 1));
    }

    private static long highMask(int prefixLength) {
        // Java shifts by 64 as by 0.
        return prefixLength == 0 ? 0 : -1L << (64 - Math.min(prefixLength, 64));
    }

    private static long lowMask(int prefixLength) {
        if (prefixLength <= 64) {
            return 0;
        }
        return -1L << (128 - prefixLength);
    }

    /** The first address without the prefix length. */
    public String address() {
        if (family == Family.IPV4) {
            return (high >>> 56) + "." + (high >>> 48 & 0xff) + "." + (high >>> 40 & 0xff) + "." + (high >>> 32 & 0xff);
        }
        return ipv6Address();
    }

    /** RFC 5952: lower case, the longest run of two or more zero groups written as {@code ::}. */
    private String ipv6Address() {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            long half = i < 4 ? high : low;
            groups[i] = (int) (half >>> (48 - 16 * (i % 4)) & 0xffff);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** AWS's notation: {@code 10.0.0.0/16}. */
    @Override
    public String toString() {
        return address() + "/" + prefixLength;
    }

    @Override
    public int compareTo(Cidr other) {
        return ORDER.compare(this, other);
    }
}
