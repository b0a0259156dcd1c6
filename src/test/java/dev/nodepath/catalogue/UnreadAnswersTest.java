package dev.nodepath.catalogue;

import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Instance;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a rule took for absent because it could not be seen, found on generated networks. */
class UnreadAnswersTest {

    @Test
    void groupsThatAreUnreadMayAdmitPeople() {
        TestNetwork network = TestNetwork.privateOnly()
                .securityGroup("sg-cluster", group -> group.admits(443, "10.0.0.0/16"))
                .unread(Need.SECURITY_GROUPS);
        assertThat(unknown("EP-008", network).reason()).contains("ec2:DescribeSecurityGroups");
    }

    @Test
    void remoteNetworksMayOverlapAVpcWhoseRangesAreUnread() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .cluster(c -> c.remoteNodes("10.0.0.0/24"))
                .unread(Need.VPC);
        assertThat(unknown("EP-009", network).reason()).contains("ec2:DescribeVpcs");
    }

    @Test
    void aRemoteNetworkMayHaveNoRouteWhereAPrefixListIsUnread() {
        TestNetwork network = TestNetwork.privateOnly()
                .cluster(c -> c.remoteNodes("192.168.0.0/24"))
                .securityGroup("sg-cluster", group -> group.admits(443, "192.168.0.0/24"))
                .unreadablePrefixList("pl-1");
        for (String table : List.of("rtb-private-a", "rtb-private-b")) {
            network.withRoute(table, "pl-1", "tgw-1");
        }
        assertThat(results("EP-009", network))
                .isNotEmpty()
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void aZoneWhoseKindIsUnreadMayBeAWavelengthZone() {
        assertThat(results("ND-008", TestNetwork.publicAndPrivate().unread(Need.AVAILABILITY_ZONES)))
                .isNotEmpty()
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA);
    }

    @ParameterizedTest
    @EnumSource(names = {"NODEGROUP_NAMES", "AUTO_SCALING_GROUPS", "INSTANCES", "FARGATE_PROFILE_NAMES"})
    void nodesThatAreUnreadMayBeWhereTheEndpointIsNot(Need need) {
        TestNetwork network = TestNetwork.privateOnly().unread(need);
        assertThat(results("VE-004", network))
                .filteredOn(result -> result.resource().type().equals("AwsEc2VpcEndpoint"))
                .isNotEmpty()
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void aSubnetMayNeedTheEndpointWhereItsRoutesAreUnread() {
        TestNetwork network = TestNetwork.privateOnly()
                .vpcEndpoint("ecr.api", endpoint -> endpoint.in("subnet-private-a"))
                .unread(Need.ROUTE_TABLES);
        assertThat(results("VE-004", network))
                .filteredOn(result -> result.resource().id().equals("vpce-ecr-api"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
                    assertThat(result.reason())
                            .isEqualTo(
                                    "Whether nodes of subnet-private-b depend on VPC endpoint vpce-ecr-api, which has no"
                                            + " subnet in their zone, cannot be told.");
                });
    }

    @Test
    void subnetsOfANodeGroupAreNotAlikeBecauseTheirWaysAreUnread() {
        assertThat(results("ND-009", TestNetwork.privateOnly().unread(Need.SECURITY_GROUPS)))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
                    assertThat(result.reason())
                            .isEqualTo("How subnet-private-a, subnet-private-b of node group workers leave the VPC or"
                                    + " reach the API server is not known.");
                });
    }

    @Test
    void aNodeShownWithoutAGroupLeavesOpenWhetherNodesAskEachOther() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .instance(new Instance(
                        "i-1",
                        "subnet-private-a",
                        "running",
                        List.of(),
                        List.of(),
                        Map.of("kubernetes.io/cluster/demo", "owned")));
        assertThat(results("SG-003", network))
                .anyMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA
                        && result.resource().equals(Resource.cluster(TestNetwork.CLUSTER_ARN)));
    }

    @Test
    void aControlThatWouldLeaveNoEndpointIsNotSafeBecauseThePathsAreUnread() {
        assertThat(results("CF-001", TestNetwork.publicAndPrivate().unread(Need.ROUTE_TABLES)))
                .noneMatch(result -> result.verdict() == Verdict.COMPLIANT);
    }
}
