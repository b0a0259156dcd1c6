package dev.nodepath.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.rule.Need;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parts of a network say of themselves. */
class PartsTest {

    @Test
    void apiCallsNameWhatIsInTheVpcByTheseIds() {
        VpcNetwork vpc = TestNetwork.publicAndPrivate()
                .withVpcEndpoints()
                .egressOnlyInternetGateway("eigw-1")
                .transitGatewayAttachment("tgw-attach-1")
                .vpnGateway("vgw-1")
                .peeringConnection("pcx-1")
                .prefixList("pl-1", "198.51.100.0/24")
                .unreadablePrefixList("pl-2")
                .natGateway("nat-a", nat -> nat.elasticIp("203.0.113.1", "eipalloc-1", "eipassoc-1"))
                .networkInterface(new NetworkInterface(
                        "eni-1",
                        "vpc-1",
                        "subnet-public-a",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.empty(),
                        List.of("eipalloc-2", "eipassoc-2")))
                .build()
                .vpc();
        assertThat(vpc.resourceIds())
                .contains(
                        "vpc-1",
                        "subnet-private-a",
                        "rtb-private-a",
                        "nat-a",
                        "igw-1",
                        "eigw-1",
                        "acl-default",
                        "sg-cluster",
                        "vpce-ecr-api",
                        "tgw-attach-1",
                        "vgw-1",
                        "pcx-1",
                        "pl-1",
                        "pl-2",
                        "eipalloc-1",
                        "eipassoc-1",
                        "eipalloc-2",
                        "eipassoc-2")
                .containsAll(vpc.routeTables().orElse(List.of()).stream()
                        .flatMap(table -> table.associations().stream())
                        .map(RouteTable.Association::id)
                        .toList());
    }

    @Test
    void apiCallsNameWhatStartsNodesByTheIdOfATemplateAndTheNameOfAGroup() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .autoScalingGroup("demo-nodes", "lt-1", "subnet-private-a")
                .launchTemplate("lt-1", template -> {})
                .launchTemplate("named", template -> {});
        assertThat(network.build().nodeResourceIds()).containsExactly("demo-nodes", "lt-1", "named");

        assertThat(network.unread(Need.LAUNCH_TEMPLATES).build().nodeResourceIds())
                .containsExactly("demo-nodes", "lt-1");
    }

    @Test
    void ofTwoTablesOfASubnetTheOneOfTheLowerIdCountsWhateverTheOrder() {
        for (List<String> order : List.of(List.of("rtb-1", "rtb-2"), List.of("rtb-2", "rtb-1"))) {
            TestNetwork network = TestNetwork.publicAndPrivate().disassociate("subnet-private-a");
            order.forEach(id -> network.routeTable(id, table -> table.of("subnet-private-a")));
            assertThat(network.build().vpc().routeTableOf("subnet-private-a").orElse(Optional.empty()))
                    .map(RoutedBy::table)
                    .map(RouteTable::id)
                    .hasValue("rtb-1");
        }
    }

    @Test
    void internetGatewayOfATableIsTheOneItRoutesTo() {
        VpcNetwork vpc = TestNetwork.publicAndPrivate()
                .withRoute("rtb-public", "198.51.100.0/24", "igw-0")
                .build()
                .vpc();
        assertThat(table(vpc, "rtb-public").internetGatewayId()).hasValue("igw-0");
        assertThat(table(vpc, "rtb-private-a").internetGatewayId()).isEmpty();
    }

    private static RouteTable table(VpcNetwork vpc, String id) {
        return vpc.routeTables().orElse(List.of()).stream()
                .filter(table -> table.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Instance instance(String id, String cluster, String group) {
        return new Instance(
                id,
                "subnet-private-a",
                "running",
                List.of(),
                List.of(),
                Map.of("kubernetes.io/cluster/" + cluster, "owned", "aws:autoscaling:groupName", group));
    }

    @Test
    void nodesOfAnAutoScalingGroupAreItsInstancesThatAreTaggedForTheCluster() {
        AutoScalingGroup group =
                new AutoScalingGroup("blue", "arn:1", List.of(), Optional.empty(), Map.of(), List.of());
        VpcNetwork vpc = TestNetwork.publicAndPrivate()
                .instance(instance("i-1", "demo", "blue"))
                .instance(instance("i-2", "demo", "green"))
                .instance(instance("i-3", "shop", "blue"))
                .build()
                .vpc();
        assertThat(vpc.nodesOf(group, "demo").orElse(List.of()))
                .extracting(Instance::id)
                .containsExactly("i-1");
    }

    @Test
    void autoScalingGroupThatIsListedAndDoesNotExistIsMissing() {
        Declared listed = new Declared(
                List.of(),
                false,
                false,
                false,
                false,
                List.of("blue", "green"),
                Declared.Thresholds.STANDARD,
                Optional.empty());
        TestNetwork network = TestNetwork.publicAndPrivate()
                .launchTemplate("lt-1", template -> {})
                .autoScalingGroup("blue", "lt-1", "subnet-private-a")
                .declared(listed);
        assertThat(network.build().missingAutoScalingGroups()).containsExactly("green");
        assertThat(network.unread(Need.AUTO_SCALING_GROUPS).build().missingAutoScalingGroups())
                .isEmpty();
    }

    @Test
    void regionalNatGatewayOfZonesChosenByHandLacksTheOthers() {
        TestNat byHand = new TestNat("nat-1").regional().addressIn("use1-az1", "198.51.100.10");
        assertThat(byHand.build().lacksAddressIn("use1-az2")).isTrue();
        assertThat(byHand.build().lacksAddressIn("use1-az1")).isFalse();
        assertThat(byHand.addsAddresses().build().lacksAddressIn("use1-az2")).isFalse();
    }

    @Test
    void natGatewayThatNamesNoZoneOrStandsInOneLacksNone() {
        assertThat(new TestNat("nat-1")
                        .regional()
                        .addresses("198.51.100.10")
                        .build()
                        .lacksAddressIn("use1-az1"))
                .isFalse();
        assertThat(new TestNat("nat-1")
                        .addressIn("use1-az1", "198.51.100.10")
                        .build()
                        .lacksAddressIn("use1-az2"))
                .isFalse();
    }

    @Test
    void groupAdmitsItsMembersWhereItAdmitsEverythingFromItself() {
        assertThat(group(new TestGroup("sg-1").likeClusterGroup())).isTrue();
        assertThat(group(new TestGroup("sg-1"))).isFalse();
        assertThat(group(new TestGroup("sg-1").admits(443, "sg-1"))).isFalse();
        assertThat(group(new TestGroup("sg-1").admits(-1, PortRange.ALL, "sg-2")))
                .isFalse();
    }

    private static boolean group(TestGroup group) {
        return group.build().admitsItsMembers();
    }

    @ParameterizedTest
    @ValueSource(strings = {"The subnet is gone", "The subnet is gone."})
    void healthIssueIsASentence(String message) {
        assertThat(new HealthIssue("Ec2SubnetNotFound", message, List.of()).sentence())
                .isEqualTo("The subnet is gone.");
    }

    @Test
    void healthIssueNamesResourcesOfEc2AndOthers() {
        HealthIssue issue = new HealthIssue(
                "AccessDenied", "", List.of("subnet-1", "arn:aws:iam::123456789012:role/eks-node", "NodeRole", "sg-1"));
        assertThat(issue.ec2Resources()).containsExactly(Resource.ec2("sg-1"), Resource.ec2("subnet-1"));
    }

    @Test
    void failureThatPassesIsOneThatNobodyHasToMend() {
        assertThat(Read.failedForNow("ec2:DescribeSubnets", "AWS is busy"))
                .isEqualTo(new Read.Failed<>("ec2:DescribeSubnets", "AWS is busy", true))
                .isNotEqualTo(Read.failed("ec2:DescribeSubnets", "AWS is busy"));
    }

    @Test
    void autoScalingGroupIsNamedByItsArn() {
        assertThat(Resource.autoScalingGroup("arn:1"))
                .isEqualTo(new Resource("AwsAutoScalingAutoScalingGroup", "arn:1"));
    }

    @ParameterizedTest
    @CsvSource({
        "2600:1f14:0:1::/128, 2600:1f14:0:1::1/128",
        "2600:1f14:0:1::ffff/128, 2600:1f14:0:1:8000::/128",
    })
    void ipv6AddressesSortByTheirLowerHalfToo(String lower, String higher) {
        assertThat(Cidr.parse(lower)).isLessThan(Cidr.parse(higher));
        assertThat(Cidr.parse(higher)).isGreaterThan(Cidr.parse(lower));
    }

    /** RFC 5952, 4.2.2 and 4.2.3. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1/128",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1/128",
        "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::/128",
        "0:0:1:1:1:1:1:1, ::1:1:1:1:1:1/128",
    })
    void longestRunOfZerosIsWrittenShortAndTheFirstOfEqualOnes(String text, String canonical) {
        assertThat(Cidr.parse(text)).hasToString(canonical);
    }
}
