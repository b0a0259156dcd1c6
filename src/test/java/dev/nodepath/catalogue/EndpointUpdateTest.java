package dev.nodepath.catalogue;

import static dev.nodepath.finding.Evaluated.card;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Paths;
import org.junit.jupiter.api.Test;

class EndpointUpdateTest {

    @Test
    void addressesAreThoseThatTheRuleFindsRefused() {
        ClusterPaths paths = Paths.of(TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24")
                .build());
        assertThat(EndpointUpdate.refusedNatAddresses(card("EP-003"), paths))
                .containsExactly(Cidr.parse(TestNetwork.NAT_A_IP), Cidr.parse(TestNetwork.NAT_B_IP));
        assertThat(EndpointUpdate.refusedNatAddresses(card("EP-010"), paths)).isEmpty();
    }
}
