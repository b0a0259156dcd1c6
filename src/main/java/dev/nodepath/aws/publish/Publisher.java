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
import java.util.stream.Stream;
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
     * @param told what need not be told again: what the topic took, or all of it where there is none
     * @param imported findings that Security Hub took
     * @param refused clusters of which something was not taken, with the reasons
     */
    public record Published(List<Transition> told, int imported, Map<ClusterArn, List<String>> refused) {
        public Published {
            told = List.copyOf(told);
            refused = Map.copyOf(refused);
        }
    }

    /** Publishes all of them at once. */
    public Published publish(List<Publication> publications) {
        List<Transition> transitions =
                publications.stream().flatMap(p -> p.transitions().stream()).toList();
        List<AwsSecurityFinding> imports =
                publications.stream().flatMap(p -> p.imports().stream()).toList();
        try (SideBySide calls = new SideBySide()) {
            Supplier<Topic.Answer> topicSays = calls.start(() ->
                    topic.map(t -> t.publish(transitions)).orElseGet(() -> new Topic.Answer(transitions, List.of())));
            Supplier<List<Refusal>> hubRefuses =
                    calls.start(() -> hub.map(h -> h.write(imports)).orElse(List.of()));
            List<Refusal> notTold = topicSays.get().refused();
            List<Refusal> notImported = hubRefuses.get();
            return new Published(
                    topicSays.get().told(),
                    hub.isEmpty() ? 0 : imports.size() - notImported.size(),
                    reasons(
                            publications,
                            Stream.concat(notTold.stream(), notImported.stream())
                                    .toList()));
        }
    }

    private static Map<ClusterArn, List<String>> reasons(List<Publication> publications, List<Refusal> refused) {
        Map<ClusterArn, List<String>> reasons = new LinkedHashMap<>();
        for (Publication publication : publications) {
            List<String> why = new ArrayList<>();
            publication.notCompared().ifPresent(why::add);
            refused.stream()
                    .filter(refusal -> refusal.findingId().startsWith(publication.cluster() + "/"))
                    .forEach(refusal -> why.add(refusal.why()));
            if (!why.isEmpty()) {
                reasons.put(publication.cluster(), List.copyOf(why));
            }
        }
        return reasons;
    }
}
