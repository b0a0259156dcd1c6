package dev.nodepath.aws.read;

import dev.nodepath.network.EndpointPolicy;
import dev.nodepath.network.EndpointPolicy.Effect;
import dev.nodepath.network.EndpointPolicy.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** The policy documents of VPC endpoints, JSON within the answer. */
final class PolicyMapping {

    private static final Statement NOT_UNDERSTOOD =
            new Statement(Effect.OTHER, List.of(), true, List.of(), true, true, true);

    private PolicyMapping() {}

    static EndpointPolicy policy(String json) {
        try {
            Object statements = JSON.std.mapFrom(json).get("Statement");
            return new EndpointPolicy(
                    values(statements).stream().map(PolicyMapping::statement).toList());
        } catch (JacksonException e) {
            return new EndpointPolicy(List.of(NOT_UNDERSTOOD));
        }
    }

    private static Statement statement(Object value) {
        if (!(value instanceof Map<?, ?> statement)) {
            return NOT_UNDERSTOOD;
        }
        return new Statement(
                switch (String.valueOf(statement.get("Effect"))) {
                    case "Allow" -> Effect.ALLOW;
                    case "Deny" -> Effect.DENY;
                    default -> Effect.OTHER;
                },
                texts(statement.get(statement.containsKey("NotAction") ? "NotAction" : "Action")),
                statement.containsKey("NotAction"),
                texts(statement.get(statement.containsKey("NotResource") ? "NotResource" : "Resource")),
                statement.containsKey("NotResource"),
                isEveryone(statement.get("Principal")),
                statement.get("Condition") instanceof Map<?, ?> conditions && !conditions.isEmpty());
    }

    /** {@code "*"} or {@code {"AWS": "*"}}. */
    private static boolean isEveryone(@Nullable Object principal) {
        return principal instanceof Map<?, ?> named
                ? texts(named.get("AWS")).contains("*")
                : texts(principal).contains("*");
    }

    private static List<String> texts(@Nullable Object value) {
        return values(value).stream().map(String::valueOf).toList();
    }

    /** IAM writes a single value without its list. */
    private static List<Object> values(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().<Object>map(Objects::requireNonNull).toList();
        }
        return value == null ? List.of() : List.of(value);
    }
}
