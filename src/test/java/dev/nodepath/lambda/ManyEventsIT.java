package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.local.DynamoDbLocal;
import dev.nodepath.local.SampleVpc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 10,000 events about 50 clusters, in any order and again and again, while routes come and go. */
class ManyEventsIT {

    private static final int EVENTS = 10_000;
    private static final int BATCH = 1000;
    private static final long SEED = Long.getLong("seed", 20260302L);

    private final FaultyAws aws = new FaultyAws();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<SampleVpc> vpcs =
            IntStream.range(0, 5).mapToObj(i -> SampleVpc.create(aws.aws(), 2)).toList();
    private final List<String> clusters = new ArrayList<>();
    private final boolean[] routed = {true, true, true, true, true};

    @Test
    void stateIsThatOfOneSweepAndEachTransitionWasToldOnce() {
        for (int i = 0; i < 50; i++) {
            vpcs.get(i % vpcs.size()).withCluster("c" + i);
            clusters.add("c" + i);
        }
        aws.handle(sweep());
        List<String> told = new ArrayList<>(aws.told());
        List<Map<String, Object>> reported = new ArrayList<>();
        for (int batch = 0; batch < EVENTS / BATCH; batch++) {
            for (int i = 0; i < vpcs.size(); i++) {
                if (random.nextInt(3) == 0) {
                    reported.add(changeRoute(i));
                }
            }
            reported.add(aws.call(
                    "ReplaceRoute",
                    Map.of("routeTableId", vpcs.get(random.nextInt(vpcs.size())).privateTableId())));
            List<Map<String, Object>> events = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                // Late, early, again: any call so far.
                events.add(reported.get(random.nextInt(reported.size())));
            }
            assertThat(aws.handle(FaultyAws.batch(1, events)).failures()).isEmpty();
            told.addAll(aws.told());
        }

        // What CloudTrail's best effort lost, the sweep finds.
        aws.handle(sweep());
        told.addAll(aws.told());
        Map<String, Map<String, String>> after = states();
        assertEachToldOnce(told, after);

        DynamoDbLocal.withEmptyStateTable();
        aws.handle(sweep());
        assertThat(after).as("seed " + SEED).isEqualTo(states());
    }

    /** By finding, opened and resolved take turns, and the last word is what is stored. */
    private void assertEachToldOnce(List<String> told, Map<String, Map<String, String>> states) {
        Map<String, String> last = new HashMap<>();
        for (String transition : told) {
            String kind = transition.substring(0, transition.indexOf(' '));
            String id = transition.substring(transition.indexOf(' ') + 1);
            String before = last.put(id, kind);
            assertThat(kind)
                    .as("%s after %s of %s, seed %d", kind, before, id, SEED)
                    .satisfiesAnyOf(
                            k -> assertThat(k).isEqualTo("changed"),
                            k -> assertThat(k.equals("opened")).isEqualTo(before == null || before.equals("resolved")));
        }
        List<String> openByWord = last.entrySet().stream()
                .filter(word -> !word.getValue().equals("resolved"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        List<String> openByState = states.values().stream()
                .flatMap(open -> open.keySet().stream())
                .sorted()
                .toList();
        assertThat(openByWord).as("seed " + SEED).isEqualTo(openByState);
    }

    private byte[] sweep() {
        return FaultyAws.batch(1, clusters.stream().map(aws::due).toList());
    }

    private Map<String, Map<String, String>> states() {
        Map<String, Map<String, String>> states = new HashMap<>();
        clusters.forEach(cluster -> states.put(cluster, aws.open(cluster)));
        return states;
    }

    private Map<String, Object> changeRoute(int which) {
        SampleVpc vpc = vpcs.get(which);
        if (routed[which]) {
            vpc.deleteRouteToNatGateway();
        } else {
            vpc.createRouteToNatGateway();
        }
        routed[which] = !routed[which];
        return aws.call(routed[which] ? "CreateRoute" : "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()));
    }
}
