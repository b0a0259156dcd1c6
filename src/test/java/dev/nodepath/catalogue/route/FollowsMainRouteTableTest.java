package dev.nodepath.catalogue.route;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;

/** RT-007: Node subnets and the cluster's subnets are associated with a route table of their own. */
class FollowsMainRouteTableTest implements RuleExamples {

    private static TestNetwork mainLeadsOut() {
        return TestNetwork.publicAndPrivate()
                .disassociate("subnet-private-a")
                .withRoute("rtb-main", "0.0.0.0/0", "nat-a");
    }

    @Override
    public Example wrong() {
        return new Example(
                "A private node subnet is associated with no route table; the VPC's main one leads to a NAT gateway.",
                mainLeadsOut());
    }

    @Override
    public Example right() {
        return new Example("Every node subnet is associated with a route table.", TestNetwork.publicAndPrivate());
    }

    @Test
    void nodeSubnetFollowsTheMainTable() {
        Result result = violation("RT-007", mainLeadsOut());
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("rtb-main"));
        assertThat(result.reason())
                .isEqualTo(
                        "Node subnet subnet-private-a is associated with no route table and follows the VPC's main one,"
                                + " rtb-main.");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 associate-route-table --region us-east-1 --route-table-id rtb-main"
                        + " --subnet-id subnet-private-a");
    }

    @Test
    void clusterSubnetWithoutNodesFollowsItToo() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").disassociate("subnet-private-b");
        Result result = violation("RT-007", network);
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason()).startsWith("Cluster subnet subnet-private-b is associated with no route table");
    }

    @Test
    void explicitAssociationWithTheMainTableStaysWhenThatIsReplaced() {
        compliant("RT-007", mainLeadsOut().associate("subnet-private-a", "rtb-main"));
    }

    @Test
    void otherSubnetsOfTheVpcAreNotAsked() {
        compliant("RT-007", TestNetwork.publicAndPrivate().addSubnet("subnet-c", 'c', "10.0.12.0/24"));
    }

    @Test
    void unreadTablesAreNoAssociation() {
        assertThat(results("RT-007", mainLeadsOut().unread(Need.ROUTE_TABLES))).isEmpty();
    }

    @Test
    void ownTablesAreCompliant() {
        compliant("RT-007", TestNetwork.publicAndPrivate());
    }
}
