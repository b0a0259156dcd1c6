package dev.nodepath.rule;

import java.util.List;

/**
 * What to do about a violation.
 *
 * @param text a sentence or two; says what to decide first where there is more than one way
 * @param commands AWS CLI commands that run as they stand, in order; empty where there is a decision to take first
 */
public record Remedy(String text, List<String> commands) {

    public static final Remedy NONE = new Remedy("", List.of());

    public Remedy {
        commands = List.copyOf(commands);
    }

    public static Remedy of(String text, String... commands) {
        return new Remedy(text, List.of(commands));
    }
}
