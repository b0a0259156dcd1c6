package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A run in which call number n goes wrong, for every n, and the event once more: what is stored and what was told is what
 * a run without faults stores and tells. {@code -Dfaults=all} puts every kind of fault at every call.
 */
class FaultsIT {

    /** Nothing is tried twice, so that a fault is one. The time an attempt may take is long enough for a busy machine. */
    private static final AwsAccess.Patience ONE_TRY =
            new AwsAccess.Patience(Duration.ofSeconds(20), Duration.ofSeconds(30), 1);

    /** For calls that are not answered: others may then be too slow as well, which is a fault more. */
    private static final AwsAccess.Patience SHORT =
            new AwsAccess.Patience(Duration.ofMillis(900), Duration.ofSeconds(2), 1);

    private enum Kind {
        DENIED,
        THROTTLED,
        INTERNAL_ERROR,
        CUT,
        ANSWER_LOST,
        TIMEOUT;

        void at(int call, Proxy proxy) {
            switch (this) {
                case DENIED -> proxy.failCall(call, Proxy.error(403, "AccessDeniedException", "not authorized"));
                case THROTTLED -> proxy.failCall(call, Proxy.throttled());
                case INTERNAL_ERROR -> proxy.failCall(call, Proxy.error(500, "InternalError", "Try later."));
                case CUT -> proxy.failCall(call, Proxy.cut());
                case ANSWER_LOST -> proxy.loseAnswer(call);
                case TIMEOUT -> proxy.failCall(call, Proxy.slow(Duration.ofSeconds(2)));
            }
        }

        AwsAccess.Patience patience() {
            return this == TIMEOUT ? SHORT : ONE_TRY;
        }
    }

    private final FaultyAws faulty = new FaultyAws();
    private final SampleVpc vpc = SampleVpc.create(faulty.aws(), 2).withCluster("demo");

    private boolean routed = true;
    private int calls;
    private final Map<Boolean, Map<String, String>> open = new HashMap<>();
    private final Map<Boolean, List<String>> told = new HashMap<>();

    /** What runs without faults store and tell. */
    private void runWithoutFaults() {
        faulty.handle(FaultyAws.batch(1, List.of(faulty.due("demo"))));
        faulty.told();
        for (int i = 0; i < 2; i++) {
            changeRoute();
            try (Proxy proxy = faulty.proxy()) {
                assertThat(faulty.functions(proxy, AwsAccess.Patience.STANDARD)
                                .handle(event(1))
                                .failures())
                        .isEmpty();
                calls = Math.max(calls, proxy.calls().size());
            }
            open.put(routed, faulty.open("demo"));
            told.put(routed, faulty.told().stream().sorted().toList());
        }
        assertThat(told.get(false)).isNotEmpty();
        assertThat(told.get(true)).isNotEmpty();
        assertThat(open.get(true)).isNotEqualTo(open.get(false));
    }

    @Test
    void whicheverCallFailsTheEventOnceMoreLeadsToTheSameEnd() {
        runWithoutFaults();
        boolean all = "all".equals(System.getProperty("faults"));
        Kind[] kinds = Kind.values();
        for (int call = 1; call <= calls; call++) {
            for (Kind kind : all ? List.of(kinds) : List.of(kinds[call % kinds.length])) {
                changeRoute();
                try (Proxy proxy = faulty.proxy()) {
                    kind.at(call, proxy);
                    faulty.functions(proxy, kind.patience()).handle(event(1));
                }
                assertSameEnd(kind + " at call " + call);
            }
        }
    }

    @Test
    void atWhicheverCallTheProcessEndsTheEventOnceMoreLeadsToTheSameEnd() throws InterruptedException {
        runWithoutFaults();
        int killed = 0;
        for (int call = 1; call <= calls; call++) {
            changeRoute();
            try (Proxy proxy = faulty.proxy()) {
                proxy.stopAt(call);
                Functions functions = faulty.functions(proxy, ONE_TRY);
                byte[] event = event(1);
                Thread process = Thread.ofVirtual().start(() -> functions.handle(event));
                // From here on the process is as good as dead: no call of it goes through any more.
                killed += proxy.awaitStop(process) ? 1 : 0;
                assertSameEnd("killed at call " + call);
            }
        }
        assertThat(killed).isGreaterThanOrEqualTo(calls - 5);
    }

    private void assertSameEnd(String fault) {
        assertThat(faulty.handle(event(2)).failures()).as(fault).isEmpty();
        assertThat(faulty.open("demo")).as("stored after " + fault).isEqualTo(open.get(routed));
        assertThat(faulty.isAllTold("demo")).as("told after " + fault).isTrue();
        List<String> transitions = new ArrayList<>(faulty.told());
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

    private void changeRoute() {
        if (routed) {
            vpc.deleteRouteToNatGateway();
        } else {
            vpc.createRouteToNatGateway();
        }
        routed = !routed;
    }

    private byte[] event(int receipt) {
        return faulty.batch(
                receipt, routed ? "CreateRoute" : "DeleteRoute", Map.of("routeTableId", vpc.privateTableId()));
    }
}
