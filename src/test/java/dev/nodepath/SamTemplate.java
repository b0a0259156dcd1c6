package dev.nodepath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** {@code template.yaml} as maps and lists; CloudFormation's short functions are read as what they are given. */
final class SamTemplate {

    private final Map<String, Object> resources;

    private SamTemplate(Map<String, Object> resources) {
        this.resources = resources;
    }

    static SamTemplate read() throws IOException {
        Map<String, Object> template = new Yaml(new ShortFunctions()).load(Files.readString(Path.of("template.yaml")));
        return new SamTemplate(map(template.get("Resources")));
    }

    /** Every API call that an EventBridge rule of the template waits for. */
    Set<String> awaitedCalls() {
        Set<String> calls = new TreeSet<>();
        for (Object resource : resources.values()) {
            if ("AWS::Events::Rule".equals(map(resource).get("Type"))) {
                Map<String, Object> pattern = map(properties(resource).get("EventPattern"));
                list(map(pattern.get("detail")).getOrDefault("eventName", List.of()))
                        .forEach(name -> calls.add(name.toString()));
            }
        }
        return calls;
    }

    /** Every action that a role or policy of the template allows. */
    Set<String> allowedActions(String resourceName) {
        Set<String> actions = new TreeSet<>();
        collect(properties(resources.get(resourceName)), actions);
        return actions;
    }

    private static void collect(Object value, Set<String> actions) {
        if (value instanceof Map<?, ?> map) {
            if ("Allow".equals(map.get("Effect")) && map.get("Action") != null && map.get("Resource") != null) {
                list(map.get("Action")).forEach(action -> actions.add(action.toString()));
            }
            map.values().forEach(v -> collect(v, actions));
        } else if (value instanceof List<?> list) {
            list.forEach(v -> collect(v, actions));
        }
    }

    private static Map<String, Object> properties(@Nullable Object resource) {
        return map(map(resource).get("Properties"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value, "template.yaml is not as expected");
    }

    private static List<Object> list(@Nullable Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : List.of(Objects.requireNonNull(value));
    }

    private static final class ShortFunctions extends SafeConstructor {
        ShortFunctions() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return switch (node) {
                        case ScalarNode scalar -> constructScalar(scalar);
                        case SequenceNode sequence -> constructSequence(sequence);
                        case MappingNode mapping -> constructMapping(mapping);
                        default -> throw new IllegalStateException(node.toString());
                    };
                }
            });
        }
    }
}
