package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is said of VPC endpoints beside the way to Ready. */
class ServicePathTest {

    private final TestNetwork network = TestNetwork.privateOnly();

    @Test
    void ofASubnetInAnotherVpcNothingCanBeSaid() {
        network.subnetElsewhere("subnet-far", "172.16.0.0/24").nodesIn("subnet-far");
        assertThat(ServicePath.to(network.build(), paths(network, "subnet-far"), List.of(AwsService.STS)))
                .isEmpty();
    }

    @Test
    void endpointsOfServicesThatNodesDoNotCallAreNotInUse() {
        network.vpcEndpoint("logs", endpoint -> endpoint.in(PRIVATE_A).groups("sg-endpoints"));
        assertThat(EndpointZones.endpointsInUse(network.build()))
                .extracting(VpcEndpoint::id)
                .containsExactlyInAnyOrder("vpce-ec2", "vpce-ecr-api", "vpce-ecr-dkr", "vpce-sts");
    }

    /** The groups a new endpoint could have. */
    @Nested
    class GroupsForEndpoint {

        private Optional<List<String>> groups() {
            return ServicePath.groupsForEndpoint(
                    network.build(), Paths.of(network.build()).nodeSubnets());
        }

        @Test
        void thoseOfAnotherEndpointServe() {
            assertThat(groups()).contains(List.of("sg-endpoints"));
        }

        @Test
        void thoseThatShutTheNodesOutDoNot() {
            network.securityGroup("sg-shut", group -> {}).vpcEndpoint("ec2", endpoint -> endpoint.groups("sg-shut"));
            assertThat(groups()).contains(List.of("sg-endpoints"));
        }

        @Test
        void thoseThatShutTheNodesOfOneSubnetOutDoNot() {
            network.securityGroup("sg-half", group -> group.admits(443, "10.0.10.0/24"))
                    .vpcEndpoint("ec2", endpoint -> endpoint.groups("sg-half"));
            assertThat(groups()).contains(List.of("sg-endpoints"));
        }

        @Test
        void anEndpointWithoutGroupsHasNoneToOffer() {
            network.vpcEndpoint("ec2", endpoint -> endpoint.groups());
            assertThat(groups()).contains(List.of("sg-endpoints"));
        }

        @Test
        void whereNoEndpointsDoTheClusterGroupMay() {
            network.securityGroup("sg-endpoints", group -> group.withoutIngress());
            assertThat(groups()).contains(List.of("sg-cluster"));
            network.securityGroup("sg-cluster", group -> group.withoutIngress());
            assertThat(groups()).isEmpty();
        }

        @Test
        void nodesThatReachTheVpcAloneReachEndpointsInTheirSubnets() {
            network.securityGroup(
                    "sg-cluster", group -> group.withoutEgress().lets(443, "10.0.10.0/24", "10.0.11.0/24"));
            assertThat(groups()).contains(List.of("sg-endpoints"));
        }

        @Test
        void forASubnetThatIsGoneThereAreNone() {
            network.nodesIn(PRIVATE_A, "subnet-gone");
            assertThat(groups()).isEmpty();
        }
    }
}
