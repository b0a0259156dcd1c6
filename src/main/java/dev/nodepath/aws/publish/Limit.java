package dev.nodepath.aws.publish;

import java.util.List;

/** Cuts what is longer than a receiver takes, and shows that it did. */
final class Limit {
    private Limit() {}

    static String characters(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    static <T> List<T> first(List<T> values, int most) {
        return values.subList(0, Math.min(values.size(), most));
    }
}
