package dev.nodepath.catalogue.vpcendpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Instance;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestGroup;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VE-001: Nodes without a way to the internet have VPC endpoints for the services they need. */
class RequiredEndpointMissingTest implements RuleExamples {

    /** Without internet, and with an endpoint for everything pods of many clusters call, too. */
    private static TestNetwork everyEndpoint() {
        TestNetwork network = TestNetwork.privateOnly();
        for (String service : List.of("logs", "elasticloadbalancing", "autoscaling", "ssm", "sqs")) {
            network.vpcEndpoint(
                    service,
                    endpoint ->
                            endpoint.in("subnet-private-a", "subnet-private-b").groups("sg-endpoints"));
        }
        return network;
    }

    private static TestNetwork without(String service) {
        return everyEndpoint().withoutVpcEndpoint(service);
    }

    private static TestNetwork hubMayHaveIt() {
        return without("ec2")
                .withRoute("rtb-private-a", "10.99.0.0/16", "tgw-1")
                .withRoute("rtb-private-b", "10.99.0.0/16", "tgw-1");
    }

    private static Resource service(String suffix) {
        return new Resource("AwsVpcEndpointService", "com.amazonaws.us-east-1." + suffix);
    }

    @Override
    public Example wrong() {
        return new Example(
                "Node subnets without a way to the internet, and no endpoint for ecr.dkr.", without("ecr.dkr"));
    }

    @Override
    public Example right() {
        return new Example(
                "Node subnets without a way to the internet, and endpoints for all that nodes and pods call.",
                everyEndpoint());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The endpoint for EC2 is still being made.",
                        everyEndpoint().vpcEndpoint("ec2", e -> e.state(VpcEndpoint.State.PENDING))),
                new Example(
                        "There is no endpoint for EC2, but a transit gateway, behind which a central one may be.",
                        hubMayHaveIt()),
                new Example(
                        "The VPC is shared by another account, whose endpoints are not shown.",
                        without("ec2").sharedBy(TestNetwork.OTHER_ACCOUNT)),
                new Example(
                        "The VPC endpoints could not be read.",
                        TestNetwork.privateOnly().unread(Need.VPC_ENDPOINTS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2", "ecr.api", "ecr.dkr"})
    void serviceThatEveryNodeNeedsHasNoEndpoint(String missing) {
        Result result = violation("VE-001", without(missing));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(service(missing));
        assertThat(result.others())
                .containsExactly(
                        Resource.ec2("vpc-1"), Resource.ec2("subnet-private-a"), Resource.ec2("subnet-private-b"));
        assertThat(result.reason())
                .isEqualTo("Nodes of subnet-private-a have no way to com.amazonaws.us-east-1." + missing
                        + ": no route to the internet, and VPC vpc-1 has no endpoint for it.");
        assertThat(result.related()).isEmpty();
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-1 --vpc-endpoint-type"
                        + " Interface --service-name com.amazonaws.us-east-1." + missing
                        + " --subnet-ids subnet-private-a subnet-private-b --security-group-ids sg-endpoints"
                        + " --private-dns-enabled");
    }

    @Test
    void stsIsMissedByPodsAlone() {
        Result result = violation("VE-001", without("sts"));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(service("sts"));
    }

    @Test
    void podIdentityNeedsAServiceOfItsOwn() {
        Result result = violation("VE-001", everyEndpoint().podIdentityAssociations("a-1"));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(service("eks-auth"));
    }

    @Test
    void selfManagedNodesAskForTheCluster() {
        TestNetwork network = everyEndpoint()
                .withoutNodegroups()
                .launchTemplate("lt-1", template -> template.groups("sg-cluster"))
                .autoScalingGroup("asg-1", "lt-1", "subnet-private-a");
        assertThat(violation("VE-001", network).resource()).isEqualTo(service("eks"));
    }

    @Test
    void whatOnlySomePodsCallIsAHint() {
        Result result = violation("VE-001", TestNetwork.privateOnly());
        assertThat(result.severity()).isEqualTo(Severity.INFO);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpc-1"));
        assertThat(result.reason()).contains("logs, elasticloadbalancing, autoscaling, ssm, sqs");
    }

    @Test
    void rejectedEndpointIsNone() {
        TestNetwork network = everyEndpoint().vpcEndpoint("ec2", e -> e.state(VpcEndpoint.State.GONE));
        assertThat(violation("VE-001", network).resource()).isEqualTo(service("ec2"));
    }

    @Test
    void oneSubnetMissesItAndTheOtherHasANatGateway() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .withoutRoute("rtb-private-a", "0.0.0.0/0");
        assertThat(results("VE-001", network))
                .filteredOn(result -> result.severity() == Severity.CRITICAL)
                .extracting(Result::resource)
                .containsExactlyInAnyOrder(service("ec2"), service("ecr.api"), service("ecr.dkr"));
    }

    @Test
    void withoutAWayToTheApiServerNothingElseIsMissed() {
        TestNetwork network = without("ec2").endpoint(Mode.PUBLIC_ONLY);
        assertThat(violated(network)).contains("EP-007").doesNotContain("VE-001");
    }

    @Test
    void possibleNodeSubnetsMakeItAdvice() {
        assertThat(violation("VE-001", without("ec2").withoutNodegroups()).severity())
                .isEqualTo(Severity.LOW);
    }

    @Test
    void natGatewayLeadsToAllServices() {
        compliant("VE-001", TestNetwork.publicAndPrivate());
    }

    @Test
    void endpointThatIsNotThereYetDecidesNothing() {
        for (VpcEndpoint.State state : List.of(VpcEndpoint.State.PENDING, VpcEndpoint.State.OTHER)) {
            Result result = unknown("VE-001", everyEndpoint().vpcEndpoint("ec2", e -> e.state(state)));
            assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(result.resource()).isEqualTo(Resource.ec2("vpce-ec2"));
            assertThat(result.reason()).endsWith("is not available yet.");
        }
    }

    @Test
    void centralEndpointBehindATransitGatewayCannotBeSeen() {
        assertThat(unknown("VE-001", hubMayHaveIt()).reason()).contains("where a central endpoint may be");
    }

    @Test
    void ownerOfASharedVpcDoesNotShowItsEndpoints() {
        assertThat(unknown("VE-001", without("ec2").sharedBy(TestNetwork.OTHER_ACCOUNT))
                        .reason())
                .contains("belongs to account 210987654321, which does not show its VPC endpoints");
    }

    @Test
    void unreadEndpointsDecideNothing() {
        assertThat(unknown("VE-001", TestNetwork.privateOnly().unread(Need.VPC_ENDPOINTS))
                        .reason())
                .contains("ec2:DescribeVpcEndpoints");
    }

    @Test
    void nodesWithAnotherTroubleGetNoEndpointForIt() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .natGateway("nat-b", nat -> nat.state(NatGateway.State.FAILED));
        assertThat(results("VE-001", network))
                .filteredOn(result -> result.severity() == Severity.CRITICAL)
                .hasSize(3)
                .allSatisfy(result -> assertThat(result.remedy().commands())
                        .singleElement()
                        .asString()
                        .contains(" --subnet-ids subnet-private-a --security-group-ids "));
    }

    @Test
    void withoutAGroupThatAdmitsTheNodesPeopleDecideOnOne() {
        TestNetwork network = without("ec2")
                .securityGroup("sg-endpoints", TestGroup::withoutIngress)
                .securityGroup("sg-cluster", TestGroup::withoutIngress);
        Result result = violation("VE-001", network);
        assertThat(result.remedy().text())
                .startsWith("Decide which security group admits port 443 from the nodes, none here does,")
                .contains("com.amazonaws.us-east-1.ec2");
        assertThat(result.remedy().commands()).isEmpty();
    }

    private static TestNetwork startedInside(Map<String, String> tags) {
        return everyEndpoint()
                .withoutNodegroups()
                .instance(new Instance("i-1", "subnet-private-a", "running", List.of(), List.of("sg-cluster"), tags));
    }

    @Test
    void nodesOfKarpenterAskForTheCluster() {
        TestNetwork network =
                startedInside(Map.of("kubernetes.io/cluster/demo", "owned", "karpenter.sh/nodepool", "default"));
        assertThat(violation("VE-001", network).resource()).isEqualTo(service("eks"));
    }

    @Test
    void nodesThatAreStartedOtherwiseDoNot() {
        compliant("VE-001", startedInside(Map.of("kubernetes.io/cluster/demo", "owned")));
    }

    @Test
    void adviceAboutAVpcDoesNotHideWhatCannotBeToldOfIt() {
        TestNetwork network = TestNetwork.privateOnly()
                .withoutVpcEndpoint("ec2")
                .withRoute("rtb-private-a", "10.99.0.0/16", "tgw-1")
                .withRoute("rtb-private-b", "10.99.0.0/16", "tgw-1");
        Result result = unknown("VE-001", network);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpc-1"));
        assertThat(result.reason()).contains("where a central endpoint may be");
    }
}
