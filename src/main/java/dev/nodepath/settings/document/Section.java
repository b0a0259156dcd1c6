package dev.nodepath.settings.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of the document. Its keys are asked for by name; what was not asked for when it ends is no key. */
final class Section {

    private final Value value;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Value value) {
        this.value = value;
    }

    /** Empty where there is no mapping, which then is a mistake. */
    static Optional<Section> of(Value value, String mend) {
        if (!(value.node() instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
            return value.refuse(mend);
        }
        Section section = new Section(value);
        mapping.getValue().forEach(section::add);
        return Optional.of(section);
    }

    private void add(NodeTuple entry) {
        Node key = entry.getKeyNode();
        if (!(key instanceof ScalarNode word)) {
            value.remarks()
                    .mistake(
                            key.getStartMark(),
                            named("a key") + " is a list or a mapping; write a word, a colon and the value.");
            return;
        }
        String name = word.getValue();
        Node before = keys.putIfAbsent(name, key);
        if (before == null) {
            values.put(name, new Value(pathOf(name), entry.getValueNode(), value.remarks()));
        } else {
            value.remarks()
                    .mistake(
                            key.getStartMark(),
                            pathOf(name) + " is there a second time, first in line "
                                    + (before.getStartMark().orElseThrow().getLine() + 1) + "; keep one of them.");
        }
    }

    private String pathOf(String name) {
        return value.path().isEmpty() ? name : value.path() + "." + name;
    }

    private String named(String what) {
        return value.path().isEmpty() ? what : what + " of " + value.path();
    }

    /** Names of the keys as they are written. */
    Set<String> names() {
        return values.keySet();
    }

    /** The key's value; empty where there is none, or a wrong one, which then is a mistake. */
    <T> Optional<T> optional(String name, Function<Value, Optional<T>> read) {
        known.add(name);
        return Optional.ofNullable(values.get(name)).flatMap(read);
    }

    <T> Optional<T> required(String name, String mend, Function<Value, Optional<T>> read) {
        if (!values.containsKey(name)) {
            value.remarks().mistake(value.node().getStartMark(), pathOf(name) + " is missing; " + mend + ".");
        }
        return optional(name, read);
    }

    /** The items of a list, without those that are wrong. */
    <T> Optional<List<T>> list(String name, String mend, Function<Value, Optional<T>> read) {
        return optional(name, list -> {
            if (!(list.node() instanceof SequenceNode sequence)) {
                return list.refuse(mend);
            }
            List<T> items = new ArrayList<>();
            for (int i = 0; i < sequence.getValue().size(); i++) {
                String path = list.path() + "[" + i + "]";
                read.apply(new Value(path, sequence.getValue().get(i), value.remarks()))
                        .ifPresent(items::add);
            }
            return Optional.of(items);
        });
    }

    /** Refuses what was not asked for, with the key that may have been meant. */
    void end() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        known.forEach(unknown::remove);
        unknown.forEach(name -> value.remarks()
                .mistake(
                        Optional.ofNullable(keys.get(name)).flatMap(Node::getStartMark),
                        pathOf(name) + " is no key; "
                                + Nearest.of(name, known)
                                        .map(meant -> "did you mean " + meant + "?")
                                        .orElse("write one of " + String.join(", ", known) + ".")));
    }
}
