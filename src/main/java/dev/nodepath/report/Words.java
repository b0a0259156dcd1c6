package dev.nodepath.report;

import dev.nodepath.path.Reachability;
import java.util.Locale;
import java.util.Set;

/** Constants of the report as people read them. */
public final class Words {

    /** Written in capitals wherever they appear. */
    private static final Set<String> ACRONYMS = Set.of("NAT", "VPC", "DNS", "ACL", "API");

    private Words() {}

    /** {@code NAT_GATEWAY} is "NAT gateway". */
    static String of(Enum<?> constant) {
        StringBuilder words = new StringBuilder();
        for (String word : constant.name().split("_", -1)) {
            words.append(words.isEmpty() ? "" : " ")
                    .append(ACRONYMS.contains(word) ? word : word.toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }

    /** Whether a node becomes Ready. */
    static String join(Reachability verdict) {
        return switch (verdict) {
            case REACHABLE -> "succeeds";
            case UNREACHABLE -> "fails";
            case UNKNOWN -> "unknown";
        };
    }

    /** {@code 1 finding}, {@code 2 findings}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
