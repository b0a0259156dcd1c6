package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.local.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

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
    private final FlippedRoute route = new FlippedRoute(faulty);

    private void handleWithoutFaults(Proxy proxy, byte[] event) {
        assertThat(faulty.functions(proxy, FaultyAws.PATIENT).handle(event).failures())
                .isEmpty();
    }

    @Test
    void whicheverCallFailsTheEventOnceMoreLeadsToTheSameEnd(TestReporter reporter) throws Exception {
        int calls = route.runWithoutFaults(this::handleWithoutFaults).size();
        boolean all = "all".equals(System.getProperty("faults"));
        Kind[] kinds = Kind.values();
        reporter.publishEntry("calls", calls + ", kinds of faults at each: " + (all ? kinds.length : 1));
        for (int call = 1; call <= calls; call++) {
            for (Kind kind : all ? List.of(kinds) : List.of(kinds[call % kinds.length])) {
                route.flip();
                try (Proxy proxy = faulty.proxy()) {
                    kind.at(call, proxy);
                    faulty.functions(proxy, kind.patience()).handle(route.event(1));
                }
                route.assertSameEndAfter(kind + " at call " + call);
            }
        }
    }

    @Test
    void atWhicheverCallTheProcessEndsTheEventOnceMoreLeadsToTheSameEnd() throws Exception {
        int calls = route.runWithoutFaults(this::handleWithoutFaults).size();
        int killed = 0;
        for (int call = 1; call <= calls; call++) {
            route.flip();
            try (Proxy proxy = faulty.proxy()) {
                proxy.stopAt(call);
                Functions functions = faulty.functions(proxy, ONE_TRY);
                byte[] event = route.event(1);
                Thread process = Thread.ofVirtual().start(() -> functions.handle(event));
                // From here on the process is as good as dead: no call of it goes through any more.
                killed += proxy.awaitStop(process::isAlive) ? 1 : 0;
                route.assertSameEndAfter("stopped at call " + call);
            }
        }
        assertThat(killed).isGreaterThanOrEqualTo(calls - 5);
    }
}
