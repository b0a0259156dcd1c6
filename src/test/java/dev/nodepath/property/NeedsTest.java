package dev.nodepath.property;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Evaluation.Judged;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A card names no answer that its rule can do without: each changes, in some network, what the rule says. */
class NeedsTest {

    private static final long SEED = 20_260_101;
    private static final long AT_MOST = 3_000;

    @Test
    void everyAnswerThatACardNamesMatters() {
        Map<String, Set<Need>> open = new TreeMap<>();
        for (Rule rule : Rules.all()) {
            Set<Need> needs = EnumSet.copyOf(rule.card().needs());
            // Without it there is nothing to evaluate.
            needs.remove(Need.CLUSTER);
            open.put(rule.card().id(), needs);
        }
        networks().takeWhile(network -> isAnyOpen(open)).forEach(network -> {
            Map<String, Set<Result>> whole = results(network.apply(Set.of()));
            for (Need need : EnumSet.allOf(Need.class)) {
                if (open.values().stream().anyMatch(needs -> needs.contains(need))) {
                    Map<String, Set<Result>> lacking = results(network.apply(Set.of(need)));
                    open.forEach((rule, needs) -> {
                        if (!Objects.equals(whole.get(rule), lacking.get(rule))) {
                            needs.remove(need);
                        }
                    });
                }
            }
        });
        open.values().removeIf(Set::isEmpty);
        assertThat(open).isEmpty();
    }

    /** Few by hand, where chance would have to be tried for long; then generated ones. */
    private static Stream<Function<Set<Need>, ClusterNetwork>> networks() {
        return Stream.concat(
                Stream.of(NeedsTest::interfacesInOneSubnetOfTwo),
                LongStream.range(SEED, SEED + AT_MOST)
                        .mapToObj(seed -> denied -> GeneratedNetwork.without(denied, seed)));
    }

    /** The other one is closed, so that nodes reach the API server only if the interfaces are known not to be there. */
    private static ClusterNetwork interfacesInOneSubnetOfTwo(Set<Need> denied) {
        return TestNetwork.privateOnly()
                .dualStack()
                .controlPlaneIn("subnet-private-a")
                .cluster(cluster -> cluster.subnets("subnet-private-a", "subnet-private-b"))
                .aclOf("subnet-private-b", acl -> {})
                .unread(denied.toArray(Need[]::new))
                .build();
    }

    private static boolean isAnyOpen(Map<String, Set<Need>> open) {
        return open.values().stream().anyMatch(needs -> !needs.isEmpty());
    }

    private static Map<String, Set<Result>> results(ClusterNetwork network) {
        List<Judged> judged = Rules.evaluate(network).judged();
        return judged.stream()
                .collect(groupingBy(
                        one -> requireNonNull(one.rule().id()), mapping(one -> requireNonNull(one.result()), toSet())));
    }
}
