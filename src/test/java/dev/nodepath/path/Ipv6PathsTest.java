package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.paths;
import static dev.nodepath.path.PathTesting.reachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Ipv6Paths.Shortfall;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What IPv6 has to do with nodes that leave by IPv4, or could (rules EP-010, ND-006). */
class Ipv6PathsTest {

    private final TestNetwork network = TestNetwork.publicAndPrivate().dualStack();

    @Test
    void aListOfIpv4RangesRefusesTheIpv6AddressesOfNodes() {
        network.endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0");
        SubnetPaths node = paths(network, PRIVATE_A);
        reachable(node.apiServer());
        assertThat(Ipv6Paths.refusedByEndpoint(network.build(), node)).hasValueSatisfying(cause -> {
            assertThat(cause.rule()).isEqualTo("EP-010");
            assertThat(cause.resource()).isEqualTo(Resource.ec2(PRIVATE_A));
            assertThat(cause.also()).containsExactly(Resource.cluster(TestNetwork.CLUSTER_ARN));
        });
        network.endpoint(Mode.PUBLIC_ONLY, "0.0.0.0/0", "::/0");
        assertThat(Ipv6Paths.refusedByEndpoint(network.build(), paths(network, PRIVATE_A)))
                .isEmpty();
    }

    @Test
    void aWayOutByIpv6AloneDoesNotLeadToAnIpv4Endpoint() {
        onIpv4Only().withoutRoute("rtb-private-a", "0.0.0.0/0");
        assertThat(noUse())
                .hasValueSatisfying(cause -> assertThat(cause.also()).containsExactly(Resource.ec2("eigw-1")));
    }

    @Test
    void aBlackholeIsNoWayOutByIpv4Either() {
        onIpv4Only().withBlackhole("rtb-private-a", "0.0.0.0/0", "tgw-1");
        assertThat(noUse()).isPresent();
    }

    @Test
    void besideAWayOutByIpv4ItNeedNot() {
        onIpv4Only();
        assertThat(noUse()).isEmpty();
    }

    @Test
    void aBlackholeIsNoWayOutByIpv6() {
        onIpv4Only().withoutRoute("rtb-private-a", "0.0.0.0/0").withBlackhole("rtb-private-a", "::/0", "eigw-1");
        assertThat(noUse()).isEmpty();
    }

    @Test
    void podsNeedARouteOutOrEndpoints() {
        assertThat(shortfall()).isEmpty();
        network.withoutRoute("rtb-private-a", "::/0");
        assertThat(shortfall()).contains(Shortfall.NO_ROUTE);
        network.withBlackhole("rtb-private-a", "::/0", "eigw-1");
        assertThat(shortfall()).contains(Shortfall.NO_ROUTE);
    }

    @Test
    void twoRoutesThatShareTheInternetAreAWayOutToo() {
        network.withoutRoute("rtb-private-a", "::/0")
                .egressOnlyInternetGateway("eigw-2")
                .withRoute("rtb-private-a", "2000::/4", "eigw-1")
                .withRoute("rtb-private-a", "3000::/4", "eigw-2");
        assertThat(shortfall()).isEmpty();
        network.withoutRoute("rtb-private-a", "3000::/4");
        assertThat(shortfall()).contains(Shortfall.NO_ROUTE);
    }

    @Test
    void aListThatCouldNotBeReadMayHoldARouteOut() {
        network.withoutRoute("rtb-private-a", "::/0")
                .unreadablePrefixList("pl-x")
                .withRoute("rtb-private-a", "pl-x", "eigw-1");
        assertThat(shortfall()).contains(Shortfall.MAY_LACK_ROUTE);
    }

    private Optional<Shortfall> shortfall() {
        return Ipv6Paths.shortfall(network.build(), paths(network, PRIVATE_A));
    }

    private TestNetwork onIpv4Only() {
        return network.endpoint(Mode.PUBLIC_ONLY)
                .cluster(c -> c.apiServer("https://0123.gr7.us-east-1.eks.amazonaws.com"));
    }

    private Optional<Cause> noUse() {
        return Ipv6Paths.noUseForEndpoint(network.build(), paths(network, PRIVATE_A));
    }
}
