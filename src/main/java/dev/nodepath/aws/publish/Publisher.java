package dev.nodepath.aws.publish;

import dev.nodepath.aws.SideBySide;
import dev.nodepath.finding.Transition;
import dev.nodepath.network.ClusterArn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/** Says it to the topic and to Security Hub, side by side: the one's failure is no reason to keep it from the other. */
public final class Publisher {

    private final Optional<Topic> topic;
    private final Optional<SecurityHub> hub;

    public Publisher(Optional<Topic> topic, Optional<SecurityHub> hub) {
        this.topic = topic;
        this.hub = hub;
    }

    /**
     * What became of publications.
     *
     * @param notified messages that the topic took
     * @param imported findings that Security Hub took
     * @param refused clusters of which something was not taken, with the reasons
     */
    public record Published(int notified, int imported, Map<ClusterArn, List<String>> refused) {
        public Published {
            refused = Map.copyOf(refused);
        }
    }

    public Published publish(List<Publication> publications) {
        List<Transition> transitions = topic.isEmpty()
                ? List.of()
                : publications.stream().flatMap(p -> p.transitions().stream()).toList();
        List<AwsSecurityFinding> imports = hub.isEmpty()
                ? List.of()
                : publications.stream().flatMap(p -> p.imports().stream()).toList();
        List<Supplier<List<Refusal>>> both = List.of(
                () -> topic.map(t -> t.publish(transitions)).orElse(List.of()),
                () -> hub.map(h -> h.write(imports)).orElse(List.of()));
        List<List<Refusal>> refused = SideBySide.of(both, Supplier::get);
        Map<ClusterArn, List<String>> reasons = new LinkedHashMap<>();
        for (Publication publication : publications) {
            List<String> why = new ArrayList<>();
            publication.notCompared().ifPresent(why::add);
            refused.stream()
                    .flatMap(List::stream)
                    .filter(refusal -> refusal.findingId().startsWith(publication.cluster() + "/"))
                    .forEach(refusal -> why.add(refusal.why()));
            if (!why.isEmpty()) {
                reasons.put(publication.cluster(), List.copyOf(why));
            }
        }
        return new Published(
                transitions.size() - refused.getFirst().size(),
                imports.size() - refused.getLast().size(),
                reasons);
    }
}
