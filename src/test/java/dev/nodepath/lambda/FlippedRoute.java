package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The route that a cluster's nodes depend on is deleted and put back by turns. A run in which something goes wrong, and the
 * event once more, have to come to what runs without faults store and tell.
 */
final class FlippedRoute {

    /** Makes functions of a process of their own handle an event. */
    @FunctionalInterface
    interface Handling {
        void handle(Proxy proxy, byte[] event) throws Exception;
    }

    private final FaultyAws aws;
    private final SampleVpc vpc;
    private final Map<Boolean, Map<String, String>> open = new HashMap<>();
    private final Map<Boolean, List<String>> told = new HashMap<>();
    private boolean routed = true;

    FlippedRoute(FaultyAws aws) {
        this.aws = aws;
        this.vpc = SampleVpc.create(aws.aws(), 2).withCluster("demo");
    }

    /** Takes note of what runs without faults store and tell; answers with the calls of the longer one. */
    List<String> runWithoutFaults(Handling handling) throws Exception {
        assertThat(aws.handle(FaultyAws.batch(1, List.of(aws.due("demo")))).assessments())
                .hasSize(1);
        aws.told();
        List<String> calls = List.of();
        for (int i = 0; i < 2; i++) {
            flip();
            try (Proxy proxy = aws.proxy()) {
                handling.handle(proxy, event(1));
                calls = proxy.calls().size() > calls.size() ? proxy.calls() : calls;
            }
            open.put(routed, aws.open("demo"));
            told.put(routed, aws.told().stream().sorted().toList());
        }
        assertThat(told.get(false)).isNotEmpty();
        assertThat(told.get(true)).isNotEmpty();
        assertThat(open.get(true)).isNotEqualTo(open.get(false));
        return calls;
    }

    void flip() {
        if (routed) {
            vpc.deleteRouteToNatGateway();
        } else {
            vpc.createRouteToNatGateway();
        }
        routed = !routed;
    }

    /** The report of the last call, as SQS hands it over for the first time, or the second. */
    byte[] event(int receipt) {
        return aws.batch(receipt, routed ? "CreateRoute" : "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()));
    }

    /** Handles the event once more, with nothing in the way. */
    void assertSameEndAfter(String fault) {
        assertThat(aws.handle(event(2)).failures()).as(fault).isEmpty();
        assertThat(aws.open("demo")).as("stored after " + fault).isEqualTo(open.get(routed));
        assertThat(aws.isAllTold("demo")).as("told after " + fault).isTrue();
        List<String> transitions = new ArrayList<>(aws.told());
        // A call that failed is a finding as long as it does; then it is over.
        List<String> ofFailedCalls =
                transitions.stream().filter(t -> t.contains("/SH-002/")).toList();
        transitions.removeAll(ofFailedCalls);
        assertThat(transitions).as("told after " + fault).containsExactlyInAnyOrderElementsOf(told.get(routed));
        assertThat(only("opened ", ofFailedCalls)).isEqualTo(only("resolved ", ofFailedCalls));
    }

    private static Set<String> only(String kind, List<String> transitions) {
        Set<String> ids = new TreeSet<>();
        transitions.stream()
                .filter(transition -> transition.startsWith(kind))
                .forEach(transition -> ids.add(transition.substring(kind.length())));
        return ids;
    }
}
