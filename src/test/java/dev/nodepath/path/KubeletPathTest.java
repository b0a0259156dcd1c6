package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.TestNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of the API server to kubelets (rules SG-002, NA-001, NA-002). */
class KubeletPathTest {

    private final TestNetwork network = TestNetwork.publicAndPrivate();

    private List<Cause> causes(String subnetId) {
        return KubeletPath.causes(network.build(), paths(network, subnetId));
    }

    @Test
    void nothingStopsIt() {
        assertThat(causes(PRIVATE_A)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // guarded subnet, direction out?, port, rule, peer and ports to open
        "subnet-private-a, false, 10250, NA-001, 10.0.11.0/24, 10250, 10250",
        "subnet-private-a, true,  40000, NA-001, 10.0.11.0/24, 1024, 65535",
        "subnet-private-b, true,  10250, NA-002, 10.0.10.0/24, 10250, 10250",
        "subnet-private-b, false, 40000, NA-002, 10.0.10.0/24, 1024, 65535",
    })
    void eachAclHasToLetBothDirectionsThrough(
            String guarded, boolean egress, int port, String rule, String peer, int from, int to) {
        network.aclOf(guarded, acl -> acl.allowsAllBut(egress, port, "10.0.0.0/8"));
        assertThat(causes(PRIVATE_A)).singleElement().satisfies(cause -> {
            assertThat(cause.rule()).isEqualTo(rule);
            assertThat(cause.opening())
                    .contains(
                            new Opening.AclEntry("acl-" + guarded, egress, new PortRange(from, to), Cidr.parse(peer)));
        });
    }

    @Test
    void toASubnetOfAnotherVpcThereIsNone() {
        network.subnetElsewhere("subnet-far", "172.16.0.0/24").nodesIn("subnet-far");
        assertThat(causes("subnet-far")).isEmpty();
    }
}
