package dev.nodepath.catalogue.subnet;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SN-008: EKS reports no health issue of the cluster or its node groups. */
class EksReportsHealthIssuesTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "EKS reports that nodes of a node group did not join.",
                TestNetwork.publicOnly()
                        .nodegroup(
                                "workers",
                                group -> group.healthIssue(
                                        "Ec2SubnetInvalidConfiguration",
                                        "One or more subnets do not assign public IP addresses",
                                        "subnet-public-a")));
    }

    @Override
    public Example right() {
        return new Example("EKS reports nothing.", TestNetwork.publicAndPrivate());
    }

    @Test
    void nodeGroupHasAnIssue() {
        TestNetwork network = TestNetwork.publicOnly()
                .nodegroup(
                        "workers",
                        group -> group.healthIssue(
                                        "Ec2SubnetInvalidConfiguration",
                                        "One or more subnets do not assign public IP addresses",
                                        "subnet-public-a")
                                .healthIssue("NodeCreationFailure", "Instances failed to join.", "i-1"));
        Result result = violation("SN-008", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.nodegroup(TestNetwork.nodegroupArn("workers")));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-public-a"), Resource.ec2("i-1"));
        assertThat(result.reason())
                .isEqualTo("EKS reports Ec2SubnetInvalidConfiguration of node group workers: One or more subnets do not"
                        + " assign public IP addresses.");
        assertThat(result.evidence()).containsExactly("NodeCreationFailure: Instances failed to join.");
        assertThat(result.related()).containsExactly("ND-001");
    }

    @Test
    void clusterHasAnIssue() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .cluster(c -> c.healthIssue("Ec2SecurityGroupNotFound", "The group is gone.", "sg-cluster"));
        Result result = violation("SN-008", network);
        assertThat(result.resource().type()).isEqualTo("AwsEksCluster");
        assertThat(result.related()).containsExactly("SG-004");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEGRADED", "CREATE_FAILED", "DELETE_FAILED"})
    void nodeGroupFailedWithoutAWord(String status) {
        TestNetwork network = TestNetwork.publicAndPrivate().nodegroup("workers", group -> group.status(status));
        assertThat(violation("SN-008", network).reason())
                .isEqualTo("EKS says that node group workers is " + status + ".");
    }

    @Test
    void healthyClusterIsCompliant() {
        compliant("SN-008", TestNetwork.publicAndPrivate());
    }

    @Test
    void otherRulesDoNotFailBecauseOfIt() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .nodegroup(
                        "workers",
                        group -> group.healthIssue("InsufficientFreeAddresses", "No addresses", "subnet-private-a"));
        assertThat(violated(network)).containsExactly("EP-004", "SN-008", "CF-001");
    }
}
