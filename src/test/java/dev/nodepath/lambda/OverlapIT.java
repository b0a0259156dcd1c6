package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two evaluations of one cluster: one stands still at its call number n, for every n, while the other one runs. */
class OverlapIT {

    private final FaultyAws faulty = new FaultyAws();
    private final SampleVpc vpc = SampleVpc.create(faulty.aws(), 2).withCluster("demo");

    @Test
    void stateIsThatOfTheNewerViewWhereverTheOlderOneStands() throws InterruptedException {
        Map<String, String> well = stateOfAll();
        boolean overlapped = true;
        for (int call = 1; overlapped; call++) {
            vpc.deleteRouteToNatGateway();
            try (Proxy proxy = faulty.proxy()) {
                proxy.stopAt(call);
                Thread older = start(proxy, "DeleteRoute");
                overlapped = proxy.awaitStop(older::isAlive);

                vpc.createRouteToNatGateway();
                assertThat(faulty.handle(event("CreateRoute")).failures()).isEmpty();
                assertThat(faulty.open("demo")).as("before call " + call).isEqualTo(well);
                proxy.letGo();
                older.join();
            }
            // Whatever the older view told before it stood still, the newer one took back; nothing was told after that.
            assertIs(well, call);
        }
    }

    /** The older one has seen that the route is gone and is about to store it; the newer one sees that it is back. */
    @Test
    void stateIsThatOfTheNewerViewWhereverThatOneStands() throws InterruptedException {
        Map<String, String> well = stateOfAll();
        boolean overlapped = true;
        for (int call = 1; overlapped; call++) {
            vpc.deleteRouteToNatGateway();
            try (Proxy behind = faulty.proxy();
                    Proxy ahead = faulty.proxy()) {
                behind.stopAtFirst("dynamodb:TransactWriteItems");
                Thread older = start(behind, "DeleteRoute");
                assertThat(behind.awaitStop(older::isAlive)).isTrue();

                vpc.createRouteToNatGateway();
                ahead.stopAt(call);
                Thread newer = start(ahead, "CreateRoute");
                overlapped = ahead.awaitStop(newer::isAlive);
                behind.letGo();
                older.join();
                ahead.letGo();
                newer.join();
            }
            assertIs(well, call);
        }
    }

    /** After a first look, of which nobody is told any more. */
    private Map<String, String> stateOfAll() {
        faulty.handle(FaultyAws.batch(1, List.of(faulty.due("demo"))));
        Map<String, String> open = faulty.open("demo");
        faulty.told();
        return open;
    }

    private Thread start(Proxy proxy, String call) {
        Functions functions = faulty.functions(proxy, FaultyAws.PATIENT);
        byte[] event = event(call);
        return Thread.ofVirtual().start(() -> functions.handle(event));
    }

    private void assertIs(Map<String, String> well, int call) {
        assertThat(faulty.open("demo")).as("after call " + call).isEqualTo(well);
        assertThat(faulty.isAllTold("demo")).isTrue();
        List<String> told = faulty.told();
        assertThat(told.stream().filter(t -> t.startsWith("opened ")).count())
                .as("told with call " + call + ": " + told)
                .isEqualTo(told.stream().filter(t -> t.startsWith("resolved ")).count());
        assertThat(call).as("calls of one evaluation").isLessThan(200);
    }

    private byte[] event(String name) {
        return faulty.batch(2, name, Map.of("routeTableId", vpc.privateTableId()));
    }
}
