package dev.nodepath.catalogue.visibility;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
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

/** SH-001: The cluster's subnets belong to its own account. */
class VpcOfAnotherAccountTest implements RuleExamples {

    @Override
    public Verdict worst() {
        return Verdict.INSUFFICIENT_DATA;
    }

    @Override
    public Example wrong() {
        return new Example(
                "The VPC belongs to another account, which shares its subnets with the cluster's.",
                TestNetwork.publicAndPrivate().sharedBy(TestNetwork.OTHER_ACCOUNT));
    }

    @Override
    public Example right() {
        return new Example("The VPC belongs to the cluster's account.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The subnets could not be read.", TestNetwork.publicAndPrivate().unread(Need.SUBNETS)));
    }

    @Test
    void subnetsAreSharedByAnotherAccount() {
        Result result = unknown("SH-001", TestNetwork.publicAndPrivate().sharedBy(TestNetwork.OTHER_ACCOUNT));
        assertThat(result.severity()).isEqualTo(Severity.INFO);
        assertThat(result.resource()).isEqualTo(Resource.cluster(TestNetwork.CLUSTER_ARN));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-a"), Resource.ec2("subnet-private-b"));
        assertThat(result.reason())
                .contains("Account 210987654321 shares subnets", "with account 123456789012", "NAT gateways");
        assertThat(result.remedy().text()).contains("gets a role in that account");
    }

    @Test
    void nodeSubnetOutsideTheClustersMayBeTheOnlyOne() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .addSubnet("subnet-c", 'c', "10.0.12.0/24")
                .subnet("subnet-c", subnet -> subnet.ownedBy(TestNetwork.OTHER_ACCOUNT))
                .nodesIn("subnet-c");
        assertThat(unknown("SH-001", network).others()).containsExactly(Resource.ec2("subnet-c"));
    }

    @Test
    void subnetOfSomebodyElseInTheSameVpcIsNotAsked() {
        compliant(
                "SH-001",
                TestNetwork.publicAndPrivate()
                        .subnet("subnet-public-a", subnet -> subnet.ownedBy(TestNetwork.OTHER_ACCOUNT)));
    }

    @Test
    void unreadSubnetsAreNobodysOwn() {
        assertThat(unknown("SH-001", TestNetwork.publicAndPrivate().unread(Need.SUBNETS))
                        .reason())
                .contains("ec2:DescribeSubnets");
    }

    @Test
    void ownVpcIsCompliant() {
        compliant("SH-001", TestNetwork.publicAndPrivate());
    }

    @Test
    void ownerThatWasAskedHidesNothing() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .sharedBy(TestNetwork.OTHER_ACCOUNT)
                .seenByOwner();
        compliant("SH-001", network);
        assertThat(results("SH-001", network).getFirst().reason()).startsWith("Account 210987654321, which shares");
    }
}
