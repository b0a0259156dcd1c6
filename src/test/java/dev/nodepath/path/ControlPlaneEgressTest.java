package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of the control plane's own connections out of a cluster subnet (rule EP-012). */
class ControlPlaneEgressTest {

    private final TestNetwork network = TestNetwork.publicAndPrivate();

    private List<Cause> causes() {
        return ControlPlaneEgress.causes(
                network.build(), paths(network, PRIVATE_A).subnet().orElseThrow());
    }

    @Test
    void aNatGatewayLeadsOut() {
        assertThat(causes()).isEmpty();
    }

    @Test
    void theSubnetIsAtFaultAndItsTableTakesPart() {
        network.withoutRoute("rtb-private-a", "0.0.0.0/0");
        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.rule()).isEqualTo("EP-012");
            assertThat(cause.resource()).isEqualTo(Resource.ec2(PRIVATE_A));
            assertThat(cause.also()).containsExactly(Resource.ec2("rtb-private-a"));
        });
    }

    @Test
    void whatIsAtFaultFurtherOnTakesPart() {
        network.withoutNatGateway("nat-a");
        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.resource()).isEqualTo(Resource.ec2(PRIVATE_A));
            assertThat(cause.also()).containsExactly(Resource.ec2("nat-a"));
        });
    }
}
