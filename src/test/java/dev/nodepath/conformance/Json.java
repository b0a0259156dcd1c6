package dev.nodepath.conformance;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON object, read by key; what is not there and has to be fails. */
record Json(Map<?, ?> members) {

    static Json of(@Nullable Object value) {
        return new Json((Map<?, ?>) Objects.requireNonNull(value));
    }

    boolean has(String key) {
        return members.get(key) != null;
    }

    boolean is(String key) {
        return Boolean.TRUE.equals(members.get(key));
    }

    @Nullable
    String find(String key) {
        return (String) members.get(key);
    }

    String text(String key) {
        return Objects.requireNonNull(find(key), () -> "no " + key + " in " + members);
    }

    Json object(String key) {
        return of(Objects.requireNonNull(members.get(key), () -> "no " + key + " in " + members));
    }

    Stream<Json> objects(String key) {
        return list(key).map(Json::of);
    }

    Set<String> texts(String key) {
        Set<String> texts = new TreeSet<>();
        list(key).forEach(text -> texts.add(String.valueOf(text)));
        return texts;
    }

    private Stream<?> list(String key) {
        return members.get(key) instanceof List<?> list ? list.stream() : Stream.empty();
    }
}
