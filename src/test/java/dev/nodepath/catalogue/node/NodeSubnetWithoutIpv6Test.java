package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestDeclared;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.TestSubnet;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import org.junit.jupiter.api.Test;

/** ND-006: Node subnets of an IPv6 cluster assign IPv6 addresses and route them. */
class NodeSubnetWithoutIpv6Test implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A node subnet of an IPv6 cluster does not assign IPv6 addresses.",
                TestNetwork.publicAndPrivate()
                        .dualStack()
                        .subnet("subnet-private-a", subnet -> subnet.assignsIpv6(false)));
    }

    @Override
    public Example right() {
        return new Example(
                "Every node subnet of an IPv6 cluster assigns IPv6 addresses and routes them.",
                TestNetwork.publicAndPrivate().dualStack());
    }

    @Test
    void subnetAssignsNoIpv6Addresses() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .subnet("subnet-private-a", subnet -> subnet.assignsIpv6(false));
        Result result = violation("ND-006", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 modify-subnet-attribute --region us-east-1 --subnet-id subnet-private-a"
                        + " --assign-ipv6-address-on-creation");
    }

    @Test
    void subnetHasNoIpv6Range() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().dualStack().subnet("subnet-private-a", TestSubnet::withoutIpv6);
        Result result = violation("ND-006", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).contains("no IPv6 range");
        assertThat(result.remedy().commands()).isEmpty();
    }

    @Test
    void podsHaveNoWayOutByIpv6() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .withoutRoute("rtb-private-a", "::/0");
        Result result = violation("ND-006", network);
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.others()).containsExactly(Resource.ec2("rtb-private-a"));
    }

    @Test
    void aListThatCouldNotBeReadMayHoldTheWayOut() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .withoutRoute("rtb-private-a", "::/0")
                .unreadablePrefixList("pl-x")
                .withRoute("rtb-private-a", "pl-x", "eigw-1");
        assertThat(results("ND-006", network)).first().satisfies(result -> {
            assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
            assertThat(result.reason())
                    .isEqualTo(
                            "Node subnet subnet-private-a of an IPv6 cluster may lack a working route for ::/0: which one"
                                    + " its route table has, if any, cannot be told.");
        });
    }

    @Test
    void podsOfASubnetWithoutInternetNeedNone() {
        TestNetwork network = TestNetwork.privateOnly()
                .dualStack()
                .withoutRoute("rtb-private-a", "::/0")
                .withoutRoute("rtb-private-b", "::/0");
        compliant("ND-006", network);
    }

    @Test
    void podsMayNeedNoneWhereEndpointsAreUnread() {
        TestNetwork network = TestNetwork.privateOnly()
                .dualStack()
                .withoutRoute("rtb-private-a", "::/0")
                .withoutRoute("rtb-private-b", "::/0")
                .unread(Need.VPC_ENDPOINTS);
        assertThat(results("ND-006", network))
                .isNotEmpty()
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA)
                .allMatch(result -> result.reason().contains("it cannot be told whether VPC endpoints spare"));
    }

    @Test
    void podsOfASubnetWhoseNodesDoNotJoinNeedOne() {
        TestNetwork network = TestNetwork.privateOnly()
                .dualStack()
                .withoutRoute("rtb-private-a", "::/0")
                .withoutVpcEndpoint("ec2");
        assertThat(violation("ND-006", network).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void dns64TurnsThePodsIpv4Away() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().dualStack().subnet("subnet-private-a", subnet -> subnet.dns64(true));
        assertThat(violation("ND-006", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void possibleNodeSubnetsMakeItAdvice() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .withoutNodegroups()
                .subnet("subnet-private-a", subnet -> subnet.assignsIpv6(false));
        assertThat(violation("ND-006", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void addressesAndRoutesAreCompliant() {
        compliant("ND-006", TestNetwork.publicAndPrivate().dualStack());
    }

    @Test
    void ipv4ClusterNeedsNone() {
        compliant("ND-006", TestNetwork.publicAndPrivate());
    }

    @Test
    void unseenRoutesDecideNothing() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .unread(Need.ROUTE_TABLES);
        assertThat(results("ND-006", network))
                .isNotEmpty()
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA);
        assertThat(results("ND-006", network.declared(TestDeclared.proxy())))
                .isNotEmpty()
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void subnetAssignsNoneOfTheAddressesItsOnlyWayOutNeeds() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .dualStack()
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .subnet("subnet-private-a", subnet -> subnet.assignsIpv6(false));
        Result result = violation("ND-006", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).isEqualTo("Subnet subnet-private-a does not assign IPv6 addresses to new nodes.");
        assertThat(result.remedy().commands())
                .singleElement()
                .asString()
                .endsWith("--subnet-id subnet-private-a --assign-ipv6-address-on-creation");
    }
}
