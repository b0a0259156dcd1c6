package dev.nodepath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** A CloudFormation template as maps and lists; CloudFormation's short functions are read as what they are given. */
final class SamTemplate {

    private final Map<String, Object> template;
    private final Map<String, Object> resources;

    private SamTemplate(Map<String, Object> template) {
        this.template = template;
        this.resources = map(template.get("Resources"));
    }

    /** {@code template.yaml}, the application. */
    static SamTemplate read() throws IOException {
        return read(Path.of("template.yaml"));
    }

    static SamTemplate read(Path file) throws IOException {
        return new SamTemplate(new Yaml(new ShortFunctions()).load(Files.readString(file)));
    }

    Set<String> parameters() {
        return map(template.get("Parameters")).keySet();
    }

    /** The names of the parameters that are numbers. */
    Set<String> numbers() {
        Map<String, Object> numbers = new LinkedHashMap<>(map(template.get("Parameters")));
        numbers.values().removeIf(parameter -> !"Number".equals(map(parameter).get("Type")));
        return numbers.keySet();
    }

    /** What is the least or the most that a parameter may be. */
    int bound(String parameter, String bound) {
        return (int) Objects.requireNonNull(
                map(map(template.get("Parameters")).get(parameter)).get(bound));
    }

    /** The variables all functions get. */
    Map<String, Object> variables() {
        Map<String, Object> function = map(map(template.get("Globals")).get("Function"));
        return map(map(function.get("Environment")).get("Variables"));
    }

    /** The properties of each resource of a type, by its name. */
    Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> ofType = new LinkedHashMap<>();
        resources.forEach((name, resource) -> {
            if (type.equals(map(resource).get("Type"))) {
                ofType.put(name, properties(resource));
            }
        });
        return ofType;
    }

    Set<String> resourceNames() {
        return resources.keySet();
    }

    Set<String> outputs() {
        return map(template.get("Outputs")).keySet();
    }

    @Nullable
    Object parameterDefault(String name) {
        return map(map(template.get("Parameters")).get(name)).get("Default");
    }

    /** Every API call that an EventBridge rule of the template waits for. */
    Set<String> awaitedCalls() {
        Set<String> calls = new TreeSet<>();
        for (Map<String, Object> rule : resources("AWS::Events::Rule").values()) {
            Map<String, Object> pattern = map(rule.get("EventPattern"));
            list(map(pattern.get("detail")).getOrDefault("eventName", List.of()))
                    .forEach(name -> calls.add(name.toString()));
        }
        return calls;
    }

    /** Every type of AWS Config's items that an EventBridge rule of the template waits for. */
    Set<String> awaitedTypes() {
        Map<String, Object> rule = map(resources("AWS::Events::Rule").get("ConfigItems"));
        Map<String, Object> detail = map(map(rule.get("EventPattern")).get("detail"));
        Set<String> types = new TreeSet<>();
        for (Object alternative : list(detail.get("$or"))) {
            if (map(alternative).containsKey("configurationItem")) {
                list(map(map(alternative).get("configurationItem")).get("resourceType"))
                        .forEach(type -> types.add(type.toString()));
            }
        }
        return types;
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
        return (Map<String, Object>) Objects.requireNonNull(value, "the template is not as expected");
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
