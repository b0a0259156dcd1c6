package dev.nodepath.catalogue.subnet;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SN-003: The cluster's subnets and node subnets exist in its VPC and are available. */
class ClusterSubnetGoneTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A subnet of the cluster in which nodes run was deleted.",
                TestNetwork.publicAndPrivate().withoutSubnet("subnet-private-a"));
    }

    @Override
    public Example right() {
        return new Example("All subnets of the cluster are there.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "A node subnet is still being created.",
                        TestNetwork.publicAndPrivate().subnet("subnet-private-a", subnet -> subnet.state("pending"))),
                new Example(
                        "The subnets could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.SUBNETS)));
    }

    @Test
    void nodeSubnetWasDeleted() {
        TestNetwork network = TestNetwork.publicAndPrivate().withoutSubnet("subnet-private-a");
        Result result = violation("SN-003", network);
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).contains("nodegroup/workers", "does not exist any more");
    }

    @Test
    void clusterSubnetWithoutNodesWasDeleted() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").withoutSubnet("subnet-private-b");
        Result result = violation("SN-003", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).isEqualTo("Subnet subnet-private-b of cluster demo does not exist any more.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unavailable", "failed", "failed-insufficient-capacity"})
    void subnetInABadStateIsAsGoodAsGone(String state) {
        TestNetwork nodes = TestNetwork.publicAndPrivate().subnet("subnet-private-a", subnet -> subnet.state(state));
        assertThat(violation("SN-003", nodes).severity()).isEqualTo(Severity.CRITICAL);
        TestNetwork cluster = TestNetwork.publicAndPrivate()
                .nodesIn("subnet-private-a")
                .subnet("subnet-private-b", subnet -> subnet.state(state));
        assertThat(violation("SN-003", cluster).severity()).isEqualTo(Severity.HIGH);
        assertThat(violation("SN-003", cluster).reason()).isEqualTo("Subnet subnet-private-b is " + state + ".");
    }

    @ParameterizedTest
    @CsvSource({"pending, subnet-private-a", "new-state, subnet-private-a", "pending, subnet-private-b"})
    void otherStatesDecideNothing(String state, String nodeSubnet) {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .nodesIn(nodeSubnet)
                .subnet("subnet-private-a", subnet -> subnet.state(state));
        assertThat(unknown("SN-003", network).reason()).contains("subnet-private-a is");
    }

    @Test
    void clusterSubnetIsInAnotherVpc() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .nodesIn("subnet-private-a")
                .subnetElsewhere("subnet-elsewhere", "10.9.0.0/24")
                .cluster(c -> c.subnets("subnet-private-a", "subnet-elsewhere"));
        Result result = violation("SN-003", network);
        assertThat(result.reason())
                .isEqualTo("Subnet subnet-elsewhere of cluster demo is in VPC vpc-2, not in the cluster's vpc-1.");
    }

    @Test
    void unreadSubnetsAreNotDeletedOnes() {
        assertThat(results("SN-003", TestNetwork.publicAndPrivate().unread(Need.SUBNETS)))
                .hasSize(2)
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA)
                .allMatch(result -> result.severity() == Severity.MEDIUM);
    }

    @Test
    void allSubnetsAreThere() {
        compliant("SN-003", TestNetwork.publicAndPrivate());
    }
}
