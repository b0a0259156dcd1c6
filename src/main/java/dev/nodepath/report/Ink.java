package dev.nodepath.report;

import dev.nodepath.rule.Severity;

/** Emphasis in text: escape codes for a terminal, nothing for anything else. */
public enum Ink {
    PLAIN,
    ANSI;

    String strong(String text) {
        return in("1", text);
    }

    String faint(String text) {
        return in("2", text);
    }

    String good(String text) {
        return in("32", text);
    }

    String bad(String text) {
        return in("31", text);
    }

    String unsure(String text) {
        return in("33", text);
    }

    String severity(Severity severity, String text) {
        return switch (severity) {
            case CRITICAL -> in("1;31", text);
            case HIGH -> bad(text);
            case MEDIUM -> unsure(text);
            case LOW, INFO -> in("36", text);
        };
    }

    private String in(String code, String text) {
        return switch (this) {
            case PLAIN -> text;
            case ANSI -> "\u001b[" + code + "m" + text + "\u001b[0m";
        };
    }
}
