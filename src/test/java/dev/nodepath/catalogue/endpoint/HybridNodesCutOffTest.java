package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestGroup;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EP-009: Hybrid nodes have one endpoint, routes and groups that let them in. */
class HybridNodesCutOffTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A cluster with hybrid nodes has both endpoints on.", hybrid().endpoint(Mode.PUBLIC_AND_PRIVATE));
    }

    @Override
    public Example right() {
        return new Example(
                "A cluster with hybrid nodes has the private endpoint, routes to their network, and groups that admit it.",
                hybrid());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example("The security groups could not be read.", hybrid().unread(Need.SECURITY_GROUPS)),
                new Example("The route tables could not be read.", hybrid().unread(Need.ROUTE_TABLES)));
    }

    private static TestNetwork hybrid() {
        return TestNetwork.privateOnly()
                .cluster(c -> c.remoteNodes("192.168.0.0/24").remotePods("192.168.1.0/24"))
                .withRoute("rtb-private-a", "192.168.0.0/16", "tgw-1")
                .withRoute("rtb-private-b", "192.168.0.0/16", "tgw-1")
                .securityGroup("sg-cluster", group -> group.admits(443, "192.168.0.0/16"));
    }

    @Test
    void routesAndGroupsForTheRemoteNetworksSuffice() {
        compliant("EP-009", hybrid());
    }

    @Test
    void bothEndpointsConfuseNodesOutside() {
        Result result = violation("EP-009", hybrid().endpoint(Mode.PUBLIC_AND_PRIVATE));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).contains("both endpoints");
    }

    @Test
    void clusterSubnetNeedsARouteBack() {
        Result result = violation("EP-009", hybrid().withoutRoute("rtb-private-a", "192.168.0.0/16"));
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).contains("192.168.0.0/24, 192.168.1.0/24", "rtb-private-a");
    }

    @Test
    void routeToARemovedGatewayIsNone() {
        Result result = violation("EP-009", hybrid().withBlackhole("rtb-private-a", "192.168.0.0/16", "tgw-1"));
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
    }

    @Test
    void severalRoutesMayShareARemoteNetwork() {
        TestNetwork network = hybrid().withoutRoute("rtb-private-a", "192.168.0.0/16")
                .withRoute("rtb-private-a", "192.168.0.0/25", "tgw-1")
                .withRoute("rtb-private-a", "192.168.0.128/25", "vgw-1")
                .prefixList("pl-pods", "192.168.1.0/24")
                .withRoute("rtb-private-a", "pl-pods", "tgw-1");
        compliant("EP-009", network);
        assertThat(violation("EP-009", network.withBlackhole("rtb-private-a", "192.168.0.128/26", "tgw-1"))
                        .reason())
                .contains("has no route to 192.168.0.128/26 of the hybrid nodes");
    }

    @Test
    void aMoreSpecificRouteElsewhereTakesItsPart() {
        TestNetwork network = hybrid().withRoute("rtb-private-a", "192.168.0.64/26", "igw-1");
        assertThat(violation("EP-009", network).reason()).contains("has no route to 192.168.0.64/26 of");
        compliant("EP-009", hybrid().withBlackhole("rtb-private-a", "192.168.7.0/24", "tgw-1"));
    }

    @Test
    void defaultRouteToTheInternetLeadsToNoPrivateNetwork() {
        TestNetwork network = hybrid().withoutRoute("rtb-private-a", "192.168.0.0/16")
                .withRoute("rtb-private-a", "0.0.0.0/0", "nat-x");
        assertThat(violation("EP-009", network).resource()).isEqualTo(Resource.ec2("subnet-private-a"));
    }

    @Test
    void clusterGroupHasToAdmitTheRemoteNodes() {
        TestNetwork network = hybrid().securityGroup("sg-cluster", TestGroup::likeClusterGroup);
        Result result = violation("EP-009", network);
        assertThat(result.reason()).contains("do not admit port 443 from", "192.168.0.0/24");
        assertThat(result.remedy().commands())
                .containsExactly(
                        "aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-cluster"
                                + " --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=[{CidrIp=192.168.0.0/24}]'");
    }

    @Test
    void podsMayComeWithAddressesOfTheirOwn() {
        TestNetwork network = hybrid().securityGroup(
                        "sg-cluster", group -> group.likeClusterGroup().admits(443, "192.168.0.0/24"));
        Result result = violation("EP-009", network);
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason())
                .contains("do not admit port 443 from the pods on the hybrid nodes (192.168.1.0/24)");
        assertThat(result.remedy().commands()).singleElement().asString().contains("CidrIp=192.168.1.0/24");
        compliant("EP-009", network.endpoint(Mode.PUBLIC_ONLY));
    }

    @Test
    void clusterGroupHasToReachTheKubelets() {
        TestNetwork network = hybrid().securityGroup(
                        "sg-cluster", group -> group.withoutEgress().lets(-1, PortRange.ALL, "10.0.0.0/16"));
        assertThat(violation("EP-009", network).reason()).contains("port 10250");
    }

    @Test
    void remoteNetworkInsideTheVpcsRangeIsKeptByTheLocalRoute() {
        TestNetwork network = hybrid().cluster(c -> c.remoteNodes("10.0.200.0/24"))
                .securityGroup("sg-cluster", group -> group.admits(443, "10.0.0.0/16"));
        assertThat(results("EP-009", network))
                .anyMatch(result -> result.reason().contains("overlaps the range of VPC vpc-1"));
    }

    @Test
    void remoteNetworkHasNoAddressOfAService() {
        TestNetwork network = hybrid().cluster(c -> c.services("192.168.0.0/20"));
        Result result = violation("EP-009", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason())
                .isEqualTo("Remote network 192.168.0.0/24 of cluster demo overlaps 192.168.0.0/20, where the cluster's"
                        + " Kubernetes services have their addresses.");
    }

    @Test
    void ipv6ClusterCannotHaveHybridNodes() {
        TestNetwork network = hybrid().cluster(c -> c.ipFamily(Cidr.Family.IPV6));
        assertThat(violation("EP-009", network).reason()).contains("IPv6");
    }

    @Test
    void groupsThatCouldNotBeReadDecideNothing() {
        assertThat(unknown("EP-009", hybrid().unread(Need.SECURITY_GROUPS)).severity())
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void unseenRouteTablesDecideNothing() {
        assertThat(results("EP-009", hybrid().unread(Need.ROUTE_TABLES)))
                .hasSize(2)
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void clusterWithoutRemoteNetworksHasNoHybridNodes() {
        notApplicable("EP-009", TestNetwork.privateOnly());
    }
}
