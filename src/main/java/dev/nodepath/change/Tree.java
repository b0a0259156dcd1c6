package dev.nodepath.change;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A place in a parsed JSON document. Where the document has nothing, there is a place too, with nothing in it. */
record Tree(@Nullable Object value) {

    Tree at(String field) {
        return new Tree(value instanceof Map<?, ?> map ? map.get(field) : null);
    }

    boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    /** Absent, {@code null}, or an object without fields. */
    boolean isEmpty() {
        return value == null || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    /** A text that is not empty, or a number as text. */
    Optional<String> text() {
        return value instanceof String || value instanceof Number
                ? Optional.of(value.toString()).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    /** {@code true} or {@code false}; empty where neither is there. */
    Optional<Boolean> truth() {
        return isTrue()
                ? Optional.of(true)
                : Boolean.FALSE.equals(value) || "false".equals(value) ? Optional.of(false) : Optional.empty();
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value) || "true".equals(value);
    }

    /** Every text in it, at any depth. */
    Stream<String> texts() {
        return value instanceof String text ? Stream.of(text) : children().flatMap(Tree::texts);
    }

    /** The values of every field of that name, at any depth; the case of its letters is left open. */
    Stream<Tree> everywhere(String field) {
        Stream<Tree> here = value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .filter(entry -> field.equalsIgnoreCase(String.valueOf(entry.getKey())))
                        .map(entry -> new Tree(entry.getValue()))
                : Stream.empty();
        return Stream.concat(here, children().flatMap(child -> child.everywhere(field)));
    }

    private Stream<Tree> children() {
        Collection<?> values =
                value instanceof Map<?, ?> map ? map.values() : value instanceof Collection<?> list ? list : List.of();
        return values.stream().filter(Objects::nonNull).map(Tree::new);
    }

    /** What stands here, for a message. */
    String kind() {
        if (value == null) {
            return "nothing";
        }
        return switch (value) {
            case Map<?, ?> map -> "an object";
            case Collection<?> list -> "a list";
            case String text -> "text";
            default -> value.toString();
        };
    }
}
