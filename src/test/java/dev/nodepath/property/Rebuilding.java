package dev.nodepath.property;

import dev.nodepath.network.Read;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a value of records anew, with a change wherever a list or an answer of AWS is in it, at any depth: what the model gets
 * tomorrow takes part.
 */
abstract class Rebuilding {

    /** What a record is made of; none where it holds nothing that could change. */
    private record Parts(Constructor<?> constructor, List<Method> accessors) {}

    private static final ClassValue<Optional<Parts>> PARTS = new ClassValue<>() {
        @Override
        protected Optional<Parts> computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            if (components == null || Arrays.stream(components).allMatch(c -> isPlain(c.getType()))) {
                return Optional.empty();
            }
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                return Optional.of(new Parts(
                        constructor,
                        Arrays.stream(components)
                                .map(RecordComponent::getAccessor)
                                .toList()));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    };

    private static boolean isPlain(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || type == String.class;
    }

    /** What becomes of a list whose elements are made anew already. */
    List<Object> changed(List<Object> list) {
        return list;
    }

    /** What becomes of an answer. */
    Read<?> changed(Read.Done<?> done) {
        return done;
    }

    @SuppressWarnings("unchecked")
    final <T> T of(T value) {
        return (T) rebuilt(value);
    }

    private Object rebuilt(Object value) {
        return switch (value) {
            case String text -> text;
            case List<?> list -> {
                List<Object> all = new ArrayList<>(list.size());
                for (Object element : list) {
                    all.add(rebuilt(element));
                }
                yield changed(all);
            }
            case Map<?, ?> map -> {
                Map<Object, Object> all = new LinkedHashMap<>();
                map.forEach((key, element) -> all.put(key, rebuilt(element)));
                yield all;
            }
            case Optional<?> optional -> optional.map(this::rebuilt);
            case Read.Done<?> done -> changed(done).map(this::rebuilt);
            case Record all ->
                PARTS.get(all.getClass()).map(parts -> rebuilt(all, parts)).orElse(all);
            default -> value;
        };
    }

    private Object rebuilt(Object of, Parts parts) {
        try {
            Object[] values = new Object[parts.accessors.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = rebuilt(parts.accessors.get(i).invoke(of));
            }
            return parts.constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
