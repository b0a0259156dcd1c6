package dev.nodepath.catalogue.route;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.RouteTable.Association;
import dev.nodepath.network.TestNat;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.TestRouteTable;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** RT-004: A zonal public NAT gateway stands in a public subnet. */
class NatGatewayNotInPublicSubnetTest implements RuleExamples {

    private static TestNetwork natIn(String subnetId) {
        return TestNetwork.publicAndPrivate().natGateway("nat-a", nat -> nat.in(subnetId));
    }

    private static TestNetwork publicTable(Consumer<TestRouteTable> change) {
        return TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").routeTable("rtb-public", change);
    }

    @Override
    public Example wrong() {
        return new Example(
                "A NAT gateway was made in the private node subnet that routes to it.", natIn("subnet-private-a"));
    }

    @Override
    public Example right() {
        return new Example("NAT gateways in public subnets.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The NAT gateway's subnet routes only a part of the public addresses to the internet gateway.",
                        publicTable(table -> table.withoutDefault().route("52.94.0.0/16", "igw-1"))),
                new Example(
                        "The NAT gateway's subnet is just being associated with another route table.",
                        publicTable(table -> table.associate("subnet-public-a", Association.State.UNSETTLED))));
    }

    @Test
    void gatewayRoutesBackToItself() {
        Result result = violation("RT-004", natIn("subnet-private-a"));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("nat-a"));
        assertThat(result.others()).contains(Resource.ec2("subnet-private-a"), Resource.ec2("rtb-private-a"));
        assertThat(result.reason())
                .isEqualTo("NAT gateway nat-a stands in subnet subnet-private-a, which is not public: its route table"
                        + " rtb-private-a routes back to the gateway itself.");
        assertThat(result.related()).containsExactly("EP-002");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 replace-route --region us-east-1 --route-table-id rtb-private-a"
                        + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-b");
    }

    @Test
    void gatewayRoutesToAnotherOne() {
        assertThat(violation("RT-004", natIn("subnet-private-b")).reason())
                .endsWith("rtb-private-b routes to nat-b instead of an internet gateway.");
    }

    @Test
    void subnetOfTheGatewayHasNoRouteOut() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .addSubnet("subnet-c", 'c', "10.0.12.0/24")
                .natGateway("nat-a", nat -> nat.in("subnet-c"));
        assertThat(violation("RT-004", network).reason()).endsWith("rtb-main has no route to an internet gateway.");
    }

    @Test
    void routeOfTheGatewaysSubnetIsABlackhole() {
        Result result = violation("RT-004", publicTable(table -> table.blackhole("0.0.0.0/0", "tgw-1")));
        assertThat(result.reason()).endsWith("routes to tgw-1, which is gone or detached.");
    }

    @Test
    void withThePrivateEndpointNodesMissOnlyTheRest() {
        TestNetwork network = natIn("subnet-private-a").endpoint(Mode.PUBLIC_AND_PRIVATE);
        assertThat(violation("RT-004", network).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void regionalGatewayStandsInNoSubnet() {
        compliant("RT-004", TestNetwork.publicAndPrivate().natGateway("nat-a", TestNat::regional));
    }

    @Test
    void firewallBehindTheGatewayCannotBeSeenThrough() {
        TestNetwork network = publicTable(table -> table.route("0.0.0.0/0", "vpce-firewall"));
        assertThat(unknown("EP-002", network).reason()).contains("nat-a", "vpce-firewall");
        assertThat(violated(network)).doesNotContain("RT-004");
    }

    @Test
    void partOfTheInternetMayOrMayNotBeEnough() {
        Result result =
                unknown("RT-004", publicTable(table -> table.withoutDefault().route("52.94.0.0/16", "igw-1")));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("Only a part of the public addresses is routed on from NAT gateway nat-a");
    }

    @Test
    void unsettledAssociationDecidesNothing() {
        Result result = unknown(
                "RT-004", publicTable(table -> table.associate("subnet-public-a", Association.State.UNSETTLED)));
        assertThat(result.reason()).contains("rtb-public", "is not settled yet");
    }

    @Test
    void gatewayInAPublicSubnetIsCompliant() {
        compliant("RT-004", TestNetwork.publicAndPrivate());
    }
}
