package dev.nodepath.catalogue.route;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNat;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** RT-003: The NAT gateway of a node subnet exists, is available and has a public address. */
class NatGatewayUnusableTest implements RuleExamples {

    private static TestNetwork withNat(Consumer<TestNat> change) {
        return TestNetwork.publicAndPrivate().natGateway("nat-a", change);
    }

    /** Participants of a shared VPC do not see its NAT gateways. */
    private static TestNetwork shared() {
        return TestNetwork.publicAndPrivate()
                .nodesIn("subnet-private-a")
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .sharedBy(TestNetwork.OTHER_ACCOUNT)
                .withoutNatGateway("nat-a")
                .withoutNatGateway("nat-b");
    }

    @Override
    public Example wrong() {
        return new Example(
                "The NAT gateway of one of two private node subnets was deleted, and its route stayed behind.",
                withNat(nat -> nat.state(NatGateway.State.DELETED)));
    }

    @Override
    public Example right() {
        return new Example(
                "Two private node subnets, each behind a public NAT gateway.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The NAT gateway is still being created.", withNat(nat -> nat.state(NatGateway.State.PENDING))),
                new Example(
                        "The NAT gateways could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.NAT_GATEWAYS)),
                new Example("The VPC is shared by another account, whose NAT gateways are not shown.", shared()));
    }

    @Test
    void deletedGatewayLeavesItsRouteBehind() {
        Result result = violation("RT-003", withNat(nat -> nat.state(NatGateway.State.DELETED)));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("nat-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-a"));
        assertThat(result.reason())
                .isEqualTo("NAT gateway nat-a, to which subnet subnet-private-a routes, was deleted; its route stayed"
                        + " behind.");
        assertThat(result.related()).containsExactly("EP-002");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 replace-route --region us-east-1 --route-table-id rtb-private-a"
                        + " --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-b");
    }

    @Test
    void forgottenGatewayIsGone() {
        TestNetwork network = TestNetwork.publicAndPrivate().withoutNatGateway("nat-a");
        assertThat(violation("RT-003", network).reason()).endsWith("does not exist any more.");
    }

    @Test
    void failedGatewayNeverWorked() {
        Result result =
                violation("RT-003", withNat(nat -> nat.failed("Network vpc-1 has no Internet gateway attached")));
        assertThat(result.reason()).contains("failed to be created (Network vpc-1 has no Internet gateway attached)");
    }

    @Test
    void gatewayThatIsBeingDeletedTakesNoNewConnections() {
        Result result = violation("RT-003", withNat(nat -> nat.state(NatGateway.State.DELETING)));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void blackholeDecidesWhateverTheGatewaySays() {
        TestNetwork available = TestNetwork.publicAndPrivate().withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-a");
        assertThat(violation("RT-003", available).reason()).contains("the route to it is a blackhole");
        TestNetwork unread = TestNetwork.publicAndPrivate()
                .nodesIn("subnet-private-a")
                .withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-a")
                .unread(Need.NAT_GATEWAYS);
        assertThat(violation("RT-003", unread).resource()).isEqualTo(Resource.ec2("nat-a"));
    }

    @Test
    void privateGatewayGivesNoWayToTheInternet() {
        assertThat(violation("RT-003", withNat(TestNat::isPrivate)).reason()).contains("connectivity type private");
    }

    @Test
    void privateGatewayInFrontOfATransitGatewayCannotBeSeenThrough() {
        TestNetwork network = withNat(nat -> nat.isPrivate().in("subnet-private-b"))
                .nodesIn("subnet-private-a")
                .withRoute("rtb-private-b", "0.0.0.0/0", "tgw-1");
        assertThat(unknown("EP-002", network).reason()).contains("nat-a", "tgw-1");
        assertThat(violated(network)).doesNotContain("RT-003");
    }

    @Test
    void gatewayWithoutAPublicAddressTranslatesNothing() {
        assertThat(violation("RT-003", withNat(TestNat::addresses)).reason()).endsWith("has no public address.");
        TestNetwork unsettled = withNat(nat -> nat.addresses().unsettledAddress("198.51.100.12"));
        assertThat(violation("RT-003", unsettled).reason()).endsWith("has no public address.");
    }

    @Test
    void regionalGatewayFollowsATableOfItsOwn() {
        compliant(
                "RT-003",
                withNat(nat -> nat.regional("rtb-nat"))
                        .routeTable("rtb-nat", table -> table.route("0.0.0.0/0", "igw-1")));
        TestNetwork edited = withNat(nat -> nat.regional("rtb-nat")).routeTable("rtb-nat", table -> {});
        assertThat(violation("RT-003", edited).reason())
                .contains("is a regional one whose route table rtb-nat has no route to an internet gateway");
    }

    @Test
    void withThePrivateEndpointNodesMissOnlyTheRest() {
        TestNetwork network =
                withNat(nat -> nat.state(NatGateway.State.DELETED)).endpoint(Mode.PUBLIC_AND_PRIVATE);
        assertThat(violation("RT-003", network).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void unsettledAndNewStatesDecideNothing() {
        assertThat(unknown("RT-003", withNat(nat -> nat.state(NatGateway.State.PENDING)))
                        .reason())
                .endsWith("is still being created.");
        assertThat(unknown("RT-003", withNat(nat -> nat.state(NatGateway.State.OTHER)))
                        .reason())
                .contains("a state that Nodepath does not know");
        assertThat(unknown("RT-003", withNat(nat -> nat.connectivity(NatGateway.Connectivity.OTHER)))
                        .reason())
                .contains("a connectivity type that Nodepath does not know");
        assertThat(unknown("RT-003", withNat(nat -> nat.availability(NatGateway.Availability.OTHER)))
                        .reason())
                .contains("an availability mode that Nodepath does not know");
    }

    @Test
    void ownerOfASharedVpcDoesNotShowItsGateways() {
        Result result = unknown("RT-003", shared());
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("does not show its NAT gateway nat-a to account 123456789012");
    }

    @Test
    void unreadGatewaysDecideNothing() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").unread(Need.NAT_GATEWAYS);
        assertThat(unknown("RT-003", network).reason()).contains("ec2:DescribeNatGateways");
    }

    @Test
    void availableGatewayIsCompliant() {
        compliant("RT-003", TestNetwork.publicAndPrivate());
    }
}
