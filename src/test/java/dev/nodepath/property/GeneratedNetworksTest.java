package dev.nodepath.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.property.Property.Tried;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every network, tried on generated ones. */
class GeneratedNetworksTest {

    private static final int SHOWN = Integer.getInteger("shown", 5);
    private static final int FRAMES = 12;

    private static final Map<Property, Collection<String>> COUNTEREXAMPLES = new EnumMap<>(Property.class);

    @BeforeAll
    static void tryNetworks() {
        for (Property property : Property.values()) {
            COUNTEREXAMPLES.put(property, new ConcurrentLinkedQueue<>());
        }
        Seeds.forEach("properties", GeneratedNetworksTest::tryNetwork);
    }

    private static void tryNetwork(long seed) {
        try {
            Tried tried = Tried.of(GeneratedNetwork.of(seed));
            for (Property property : Property.values()) {
                property.counterexample(tried, new Chance(seed)).ifPresent(what -> note(property, seed, what));
            }
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            note(Property.NO_EXCEPTION, seed, e + " at " + List.of(trace).subList(0, Math.min(FRAMES, trace.length)));
        }
    }

    private static void note(Property property, long seed, String what) {
        String counterexample = "-Dnetworks=1 -Dseed=" + seed + ": " + what;
        System.out.println(property + ": " + counterexample);
        counterexamples(property).add(counterexample);
    }

    private static Collection<String> counterexamples(Property property) {
        return Objects.requireNonNull(COUNTEREXAMPLES.get(property));
    }

    @ParameterizedTest
    @EnumSource
    void holdsForEveryNetwork(Property property) {
        assertThat(counterexamples(property).stream().limit(SHOWN).toList())
                .as(
                        "%d of %d networks speak against %s",
                        counterexamples(property).size(), Seeds.COUNT, property)
                .isEmpty();
    }
}
