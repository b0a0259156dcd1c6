package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ND-009: The subnets of a node group leave the VPC in the same way. */
class NodeGroupOfMixedSubnetsTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A node group has a public subnet and a private one.",
                TestNetwork.publicAndPrivate()
                        .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(true))
                        .nodesIn("subnet-public-a", "subnet-private-b"));
    }

    @Override
    public Example right() {
        return new Example("A node group has two private subnets behind NAT gateways.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The route tables could not be read.",
                TestNetwork.publicAndPrivate().unread(Need.ROUTE_TABLES)));
    }

    @Test
    void oneSubnetIsPublicAndOneIsNot() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(true))
                .nodesIn("subnet-public-a", "subnet-private-b");
        Result result = violation("ND-009", network);
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.nodegroup(TestNetwork.nodegroupArn("workers")));
        assertThat(result.reason())
                .isEqualTo(
                        "The subnets of node group workers differ: subnet-private-b (way out: nat gateway, API server:"
                                + " reachable); subnet-public-a (way out: internet gateway, API server: reachable).");
    }

    @Test
    void oneSubnetReachesTheApiServerAndOneDoesNot() {
        TestNetwork network = TestNetwork.publicAndPrivate().withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-x");
        assertThat(violation("ND-009", network).reason()).contains("API server: unreachable");
    }

    @Test
    void aBlackholeAloneIsForOtherRules() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-x");
        compliant("ND-009", network);
    }

    @Test
    void oneSubnetReachesTheApiServerAndOfAnotherItIsNotKnown() {
        TestNetwork network = TestNetwork.privateOnly().withRoute("rtb-private-a", "10.0.11.0/24", "eni-fw");
        assertThat(unknown("ND-009", network).reason()).contains("subnet-private-a", "not known");
        compliant("ND-009", network.withRoute("rtb-private-b", "10.0.10.0/24", "eni-fw"));
    }

    @Test
    void nodeGroupsOfDifferentKindsAreFine() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(true))
                .nodegroup("public", group -> group.in("subnet-public-a"));
        compliant("ND-009", network);
    }
}
