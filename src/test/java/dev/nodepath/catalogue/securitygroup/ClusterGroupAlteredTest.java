package dev.nodepath.catalogue.securitygroup;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestCluster;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SG-004: The cluster security group exists and admits its own members. */
class ClusterGroupAlteredTest implements RuleExamples {

    private static TestNetwork narrowed() {
        return TestNetwork.publicAndPrivate()
                .securityGroup("sg-cluster", group -> group.withoutIngress().admits(443, "10.0.0.0/16"));
    }

    @Override
    public Example wrong() {
        return new Example(
                "The rule of the cluster security group that admits its own members was replaced by one for port 443.",
                narrowed());
    }

    @Override
    public Example right() {
        return new Example("The cluster security group as EKS makes it.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The security groups could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.SECURITY_GROUPS)),
                new Example("The group is not shown in a shared VPC.", notShown()));
    }

    private static TestNetwork notShown() {
        return TestNetwork.publicAndPrivate()
                .sharedBy(TestNetwork.OTHER_ACCOUNT)
                .withoutSecurityGroup("sg-cluster");
    }

    @Test
    void ruleForItsOwnMembersIsGone() {
        Result result = violation("SG-004", narrowed());
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("sg-cluster"));
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-cluster"
                        + " --protocol all --source-group sg-cluster");
    }

    @Test
    void deletedGroupDoesNotComeBack() {
        Result result = violation("SG-004", TestNetwork.publicAndPrivate().withoutSecurityGroup("sg-cluster"));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.others()).containsExactly(Resource.cluster(TestNetwork.CLUSTER_ARN));
        assertThat(result.reason())
                .isEqualTo("Cluster security group sg-cluster of cluster demo does not exist any more.");
        assertThat(result.remedy().text()).contains("make the cluster anew");
        assertThat(result.remedy().commands()).isEmpty();
    }

    @Test
    void narrowerEgressIsTheUsersChoice() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .securityGroup("sg-cluster", group -> group.withoutEgress().lets(443, "0.0.0.0/0"));
        compliant("SG-004", network);
    }

    @Test
    void groupOfASharedVpcMayNotBeShown() {
        Result result = unknown("SG-004", notShown());
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason()).contains("does not show cluster security group sg-cluster");
    }

    @Test
    void groupMayBeOfASharedVpcWhereTheSubnetsWereNotRead() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutSecurityGroup("sg-cluster")
                .unread(Need.SUBNETS);
        assertThat(unknown("SG-004", network).reason()).contains("may not own the VPC");
    }

    @Test
    void unreadGroupsDecideNothing() {
        Result result = unknown("SG-004", TestNetwork.publicAndPrivate().unread(Need.SECURITY_GROUPS));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason()).contains("ec2:DescribeSecurityGroups");
    }

    @Test
    void clusterWithoutAGroupIsNotJudged() {
        assertThat(results("SG-004", TestNetwork.publicAndPrivate().cluster(TestCluster::withoutClusterGroup)))
                .isEmpty();
    }

    @Test
    void groupAsEksMakesItIsCompliant() {
        compliant("SG-004", TestNetwork.publicAndPrivate());
    }
}
