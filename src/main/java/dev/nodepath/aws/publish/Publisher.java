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
     * @param notified messages that the topic took
     * @param imported findings that Security Hub took
     * @param refused clusters of which something was not taken, with the reasons
     */
    public record Published(int notified, int imported, Map<ClusterArn, List<String>> refused) {
        public Published {
            refused = Map.copyOf(refused);
        }
    }

    /**
     * Publishes all of them at once. What is over ends in Security Hub only when the topic has taken the news of it: from
     * then on nothing would tell that it ever was.
     */
    public Published publish(List<Publication> publications) {
        List<Transition> transitions = topic.isEmpty()
                ? List.of()
                : publications.stream().flatMap(p -> p.transitions().stream()).toList();
        List<AwsSecurityFinding> imports =
                publications.stream().flatMap(p -> p.imports().stream()).toList();
        List<Supplier<List<Refusal>>> both =
                List.of(() -> topic.map(t -> t.publish(transitions)).orElse(List.of()), () -> write(imports));
        List<List<Refusal>> refused = SideBySide.of(both, Supplier::get);
        List<Refusal> notTold = refused.getFirst();
        List<AwsSecurityFinding> endings = publications.stream()
                .filter(publication -> notTold.stream().noneMatch(refusal -> isAbout(publication, refusal)))
                .flatMap(publication -> publication.endings().stream())
                .toList();
        List<Refusal> notImported = Stream.concat(refused.getLast().stream(), write(endings).stream())
                .toList();
        return new Published(
                transitions.size() - notTold.size(),
                hub.isEmpty() ? 0 : imports.size() + endings.size() - notImported.size(),
                reasons(
                        publications,
                        Stream.concat(notTold.stream(), notImported.stream()).toList()));
    }

    private List<Refusal> write(List<AwsSecurityFinding> findings) {
        return hub.map(h -> h.write(findings)).orElse(List.of());
    }

    private static Map<ClusterArn, List<String>> reasons(List<Publication> publications, List<Refusal> refused) {
        Map<ClusterArn, List<String>> reasons = new LinkedHashMap<>();
        for (Publication publication : publications) {
            List<String> why = new ArrayList<>();
            publication.notCompared().ifPresent(why::add);
            refused.stream()
                    .filter(refusal -> isAbout(publication, refusal))
                    .forEach(refusal -> why.add(refusal.why()));
            if (!why.isEmpty()) {
                reasons.put(publication.cluster(), List.copyOf(why));
            }
        }
        return reasons;
    }

    private static boolean isAbout(Publication publication, Refusal refusal) {
        return refusal.findingId().startsWith(publication.cluster() + "/");
    }
}
