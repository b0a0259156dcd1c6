package dev.nodepath.aws.read;

import dev.nodepath.network.Cidr;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Single values out of AWS's answers, where null, blank and malformed end and the model begins. */
final class Values {

    private Values() {}

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static Optional<String> optional(@Nullable String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    /** Those that are there. */
    static List<String> present(@Nullable String... values) {
        return Stream.of(values).flatMap(value -> optional(value).stream()).toList();
    }

    /** An id or ARN without which a record cannot be told from another. */
    static String required(@Nullable String value, String what) {
        if (value == null || value.isBlank()) {
            throw new UnreadableRecord(what + " is missing from a record of the answer");
        }
        return value;
    }

    static int required(@Nullable Integer value, String what) {
        if (value == null) {
            throw new UnreadableRecord(what + " is missing from the answer");
        }
        return value;
    }

    /**
     * A range of addresses. One that is none makes its record unreadable: left out, it would turn an allow into a deny or
     * hide a way out.
     */
    static Cidr cidr(@Nullable String value, String where) {
        try {
            return Cidr.parse(text(value));
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecord("\"" + text(value) + "\" in " + where + " is not a range of IP addresses", e);
        }
    }

    static Optional<Cidr> optionalCidr(@Nullable String value, String where) {
        return optional(value).map(text -> cidr(text, where));
    }

    static List<Cidr> cidrs(Collection<String> values, String where) {
        return values.stream().map(value -> cidr(value, where)).toList();
    }

    static <T> Map<String, String> tags(
            Collection<T> tags, Function<T, @Nullable String> key, Function<T, @Nullable String> value) {
        Map<String, String> byKey = new LinkedHashMap<>();
        tags.forEach(tag -> byKey.put(text(key.apply(tag)), text(value.apply(tag))));
        return byKey;
    }

    static Map<String, String> tags(Collection<software.amazon.awssdk.services.ec2.model.Tag> tags) {
        return tags(
                tags,
                software.amazon.awssdk.services.ec2.model.Tag::key,
                software.amazon.awssdk.services.ec2.model.Tag::value);
    }

    /** EC2 answers protocols as numbers, {@code -1} for all; people write snapshots with names. */
    static int protocol(@Nullable String value, String where) {
        return switch (text(value)) {
            case "tcp" -> 6;
            case "udp" -> 17;
            case "icmp" -> 1;
            case "icmpv6" -> 58;
            case "all" -> -1;
            default -> {
                try {
                    yield Integer.parseInt(text(value));
                } catch (NumberFormatException e) {
                    throw new UnreadableRecord(
                            "\"" + text(value) + "\" in " + where + " is not the number of an IP protocol", e);
                }
            }
        };
    }

    /** Only TCP and UDP have ports; EC2 ignores them for other protocols and reuses the fields for ICMP types. */
    static dev.nodepath.network.PortRange ports(int protocol, @Nullable Integer from, @Nullable Integer to) {
        boolean hasPorts = protocol == 6 || protocol == 17;
        if (!hasPorts || from == null || to == null || from < 0 || to < 0) {
            return dev.nodepath.network.PortRange.ALL;
        }
        return new dev.nodepath.network.PortRange(from, to);
    }

    /** The constant AWS's value names ({@code block-ingress}: {@code BLOCK_INGRESS}), else {@code other}. */
    static <E extends Enum<E>> E constant(Class<E> type, @Nullable String value, E other) {
        String name = text(value).replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant != other && constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        return other;
    }
}
