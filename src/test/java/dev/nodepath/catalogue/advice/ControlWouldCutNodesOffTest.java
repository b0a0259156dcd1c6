package dev.nodepath.catalogue.advice;

import static dev.nodepath.catalogue.RuleTesting.results;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** CF-001: Security controls can be followed without cutting nodes off. */
class ControlWouldCutNodesOffTest implements RuleExamples {

    private static Optional<Result> about(String control, TestNetwork network) {
        return results("CF-001", network).stream()
                .filter(result -> result.resource().equals(new Resource("AwsSecurityHubControl", control)))
                .findFirst();
    }

    private static Result violationOf(String control, TestNetwork network) {
        Result result = about(control, network).orElseThrow();
        assertThat(result.verdict()).isEqualTo(Verdict.NON_COMPLIANT);
        assertThat(result.severity()).isEqualTo(Severity.INFO);
        return result;
    }

    @Override
    public Example wrong() {
        return new Example(
                "Nodes in public subnets reach the public endpoint from addresses the subnets assign.",
                TestNetwork.publicOnly());
    }

    @Override
    public Example right() {
        return new Example(
                "Nodes without a way to the internet, with the private endpoint and VPC endpoints.",
                TestNetwork.privateOnly());
    }

    @Test
    void withThePublicEndpointOffNoneWouldBeLeft() {
        Result result = violationOf("EKS.1", TestNetwork.publicAndPrivate());
        assertThat(result.others())
                .containsExactly(
                        Resource.cluster(TestNetwork.CLUSTER_ARN),
                        Resource.ec2("subnet-private-a"),
                        Resource.ec2("subnet-private-b"));
        assertThat(result.reason())
                .isEqualTo(
                        "Following Security Hub control EKS.1 (AWS Config rule eks-endpoint-no-public-access) turns the"
                                + " public endpoint off, which would keep new nodes of subnet-private-a, subnet-private-b from"
                                + " becoming Ready.");
        assertThat(result.remedy().text()).startsWith("Before you follow EKS.1: turn the private endpoint on");
        assertThat(result.remedy().commands()).isEmpty();
    }

    @Test
    void withThePrivateEndpointOnThePublicOneMayGo() {
        TestNetwork network = TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE);
        assertThat(about("EKS.1", network)).get().extracting(Result::verdict).isEqualTo(Verdict.COMPLIANT);
    }

    @Test
    void privateEndpointThatNodesDoNotReachDoesNotHelp() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE).dns(true, false);
        assertThat(violationOf("EKS.1", network).evidence()).anyMatch(fact -> fact.contains("enableDnsHostnames off"));
    }

    @Test
    void publicNodesLiveOnAssignedAddresses() {
        assertThat(violationOf("EC2.15", TestNetwork.publicOnly()).reason())
                .contains("subnet-auto-assign-public-ip-disabled", "turns off that subnets assign public addresses");
        assertThat(violationOf("EC2.9", TestNetwork.publicOnly()).evidence())
                .anyMatch(fact -> fact.contains("subnet-public-a"));
    }

    @Test
    void assignedAddressesMatterForEcrAndS3EvenWithThePrivateEndpoint() {
        TestNetwork network = TestNetwork.publicOnly().endpoint(Mode.PUBLIC_AND_PRIVATE);
        assertThat(violationOf("EC2.15", network).remedy().text()).contains("route the node subnets to a NAT gateway");
    }

    @Test
    void launchTemplateGivesTheAddresses() {
        TestNetwork network = TestNetwork.publicOnly()
                .everySubnet(subnet -> subnet.assignsPublicIps(false))
                .launchTemplate("lt-1", template -> template.associatesPublicIp(true, "sg-cluster"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"));
        assertThat(violationOf("EC2.25", network).reason()).contains("ec2-launch-template-public-ip-disabled");
        assertThat(violationOf("EC2.9", network).reason()).contains("ec2-instance-no-public-ip");
        assertThat(about("EC2.15", network)).isEmpty();
    }

    @Test
    void blockPublicAccessWouldStopNatGateways() {
        Result result = violationOf("EC2.172", TestNetwork.publicAndPrivate());
        assertThat(result.remedy().text()).contains("allow-egress");
    }

    @Test
    void whatMissesTheInternetAloneIsWhatBlockPublicAccessIsFor() {
        TestNetwork network = TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE);
        assertThat(about("EC2.172", network)).get().extracting(Result::verdict).isEqualTo(Verdict.COMPLIANT);
    }

    @Test
    void controlThatIsFollowedAlreadyIsNotNamed() {
        TestNetwork network = TestNetwork.publicAndPrivate().blockPublicAccess(InternetGatewayBlockMode.BLOCK_INGRESS);
        assertThat(about("EC2.172", network)).isEmpty();
        assertThat(about("EKS.1", TestNetwork.privateOnly())).isEmpty();
    }

    @Test
    void possibleNodeSubnetsLoseNothing() {
        assertThat(results("CF-001", TestNetwork.publicOnly().withoutNodegroups()))
                .noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
    }

    @Test
    void nodesThatAreCutOffAlreadyLoseNothing() {
        assertThat(results("CF-001", TestNetwork.publicOnly().detachInternetGateway("igw-1")))
                .noneMatch(result -> result.verdict() == Verdict.NON_COMPLIANT);
    }

    @Test
    void whatCannotBeToldIsNotSaidToBeFine() {
        assertThat(results("CF-001", TestNetwork.privateOnly().unread(Need.ROUTE_TABLES)))
                .isEmpty();
    }

    @Test
    void templateThatLeavesTheAddressToTheSubnetHasNoneToTakeAway() {
        TestNetwork network = TestNetwork.publicOnly()
                .everySubnet(subnet -> subnet.assignsPublicIps(false))
                .launchTemplate("lt-1", template -> template.networkInterface("sg-cluster"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"));
        assertThat(about("EC2.25", network)).isEmpty();
        assertThat(about("EC2.9", network)).isEmpty();
    }
}
