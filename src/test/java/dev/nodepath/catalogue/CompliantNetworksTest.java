package dev.nodepath.catalogue;

import static dev.nodepath.catalogue.RuleTesting.gravelyViolated;
import static dev.nodepath.catalogue.RuleTesting.untold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Paths;
import dev.nodepath.path.Reachability;
import dev.nodepath.path.SubnetPaths;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The networks that every test starts from are what they claim to be. */
class CompliantNetworksTest {

    @Test
    void onlyTheOpenEndpointIsAtFaultInPublicAndPrivateSubnets() {
        holds(TestNetwork.publicAndPrivate(), List.of("EP-004"));
    }

    @Test
    void onlyTheOpenEndpointIsAtFaultInPublicSubnets() {
        holds(TestNetwork.publicOnly(), List.of("EP-004"));
    }

    @Test
    void nothingIsAtFaultInPrivateSubnets() {
        holds(TestNetwork.privateOnly(), List.of());
    }

    @Test
    void onlyTheOpenEndpointIsAtFaultWithBothFamilies() {
        holds(TestNetwork.publicAndPrivate().dualStack(), List.of("EP-004"));
    }

    private static void holds(TestNetwork network, List<String> violated) {
        assertThat(Paths.of(network.build()).nodeSubnets())
                .hasSize(2)
                .extracting(SubnetPaths::apiServer, SubnetPaths::join)
                .allSatisfy(answers ->
                        assertThat(answers.toList()).extracting("verdict").containsOnly(Reachability.REACHABLE));
        assertThat(gravelyViolated(network)).isEqualTo(violated);
        assertThat(untold(network)).isEmpty();
    }
}
