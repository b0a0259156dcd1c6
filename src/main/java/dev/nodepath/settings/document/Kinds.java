package dev.nodepath.settings.document;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.network.Cidr;
import dev.nodepath.rule.Severity;
import dev.nodepath.settings.Wildcard;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of texts a settings document has. */
final class Kinds {

    private static final List<String> RULE_IDS =
            Rules.all().stream().map(rule -> rule.card().id()).toList();
    private static final String SEVERITIES =
            Arrays.stream(Severity.values()).map(Enum::name).collect(Collectors.joining(", "));
    private static final Pattern CLUSTER_NAME = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9_*-]{0,99}");
    private static final Pattern CLUSTER_ARN =
            Pattern.compile("arn:[a-z*-]+:eks:[a-z0-9*-]+:[0-9*]+:cluster/[A-Za-z0-9_*-]+");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern BLOCK = Pattern.compile("[0-9A-Fa-f:.]+/([0-9]|[1-9][0-9]{1,2})");
    private static final String EXAMPLE_OF_BLOCK = "write a CIDR block such as 203.0.113.10/32";

    private Kinds() {}

    static Optional<String> words(Value value, String mend) {
        return value.text(mend, Optional::of);
    }

    static Optional<Severity> severity(Value value) {
        return value.text(
                "write one of " + SEVERITIES,
                text -> Arrays.stream(Severity.values())
                        .filter(severity -> severity.name().equals(text))
                        .findFirst());
    }

    static boolean isRule(String id) {
        return RULE_IDS.contains(id);
    }

    static Optional<String> ruleId(Value value) {
        return value.text("write a rule's id such as EP-004", Optional::of).flatMap(id -> {
            if (isRule(id)) {
                return Optional.of(id);
            }
            return value.refuse(noRule(id));
        });
    }

    static String noRule(String id) {
        return "there is no such rule"
                + Nearest.of(id, RULE_IDS)
                        .map(meant -> "; the nearest is " + meant)
                        .orElse("")
                + "; \"nodepath rules\" lists them";
    }

    static Optional<Wildcard> cluster(Value value) {
        return value.text(
                "write a cluster's name or ARN, with * for any characters",
                text -> Optional.of(text)
                        .filter(written -> CLUSTER_NAME.matcher(written).matches()
                                || CLUSTER_ARN.matcher(written).matches())
                        .map(Wildcard::new));
    }

    static Optional<Wildcard> resource(Value value) {
        return value.text(
                "write a resource's id such as subnet-0123456789abcdef0, with * for any characters",
                text -> Optional.of(new Wildcard(text)));
    }

    static Optional<Cidr> cidr(Value value) {
        return value.text(EXAMPLE_OF_BLOCK, Optional::of).flatMap(text -> {
            Optional<Cidr> parsed = parsed(text);
            if (parsed.isEmpty() || BLOCK.matcher(text).matches()) {
                return parsed.or(() -> value.refuse(EXAMPLE_OF_BLOCK));
            }
            return value.refuse("write a CIDR block: " + parsed.get());
        });
    }

    private static Optional<Cidr> parsed(String text) {
        try {
            return Optional.of(Cidr.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<LocalDate> day(Value value) {
        return value.text("write a date as 2026-12-31", Kinds::day);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return DAY.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // the 30th of February
        }
    }
}
