package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ND-001: A node subnet that routes to an internet gateway gives new nodes a public IPv4 address. */
class PublicNodeSubnetWithoutPublicAddressesTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "One of two public node subnets does not assign public addresses.",
                TestNetwork.publicOnly().subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(false)));
    }

    @Override
    public Example right() {
        return new Example("Both public node subnets assign public addresses.", TestNetwork.publicOnly());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "Nodes that something inside the cluster started have public addresses, though their subnet assigns none.",
                TestNetwork.publicOnly()
                        .withoutNodegroups()
                        .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(false))
                        .node("i-1", "subnet-public-a", "198.51.100.7")));
    }

    @Test
    void subnetThatRoutesToAnInternetGatewayAssignsNoAddresses() {
        TestNetwork network =
                TestNetwork.publicOnly().subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(false));
        Result result = violation("ND-001", network);
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-public-a"));
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 modify-subnet-attribute --region us-east-1 --subnet-id subnet-public-a"
                        + " --map-public-ip-on-launch");
    }

    @Test
    void nodesThatJoinInsideTheVpcMissTheRest() {
        TestNetwork network = TestNetwork.publicOnly()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(false));
        assertThat(violation("ND-001", network).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void subnetWithoutNodesIsNotJudged() {
        TestNetwork network = TestNetwork.publicAndPrivate();
        compliant("ND-001", network);
    }

    @Test
    void runningNodesWithAnAddressSayNothingOfTheNextOnes() {
        TestNetwork network = TestNetwork.publicOnly()
                .withoutNodegroups()
                .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(false))
                .node("i-1", "subnet-public-a", "198.51.100.7");
        assertThat(unknown("ND-001", network).reason()).contains("Karpenter");
    }

    @Test
    void runningNodeWithoutAnAddressProvesIt() {
        TestNetwork network = TestNetwork.publicOnly()
                .withoutNodegroups()
                .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(false))
                .node("i-1", "subnet-public-a");
        assertThat(violation("ND-001", network).reason()).contains("i-1");
    }

    @Test
    void assignedAddressesAreCompliant() {
        compliant("ND-001", TestNetwork.publicOnly());
    }
}
