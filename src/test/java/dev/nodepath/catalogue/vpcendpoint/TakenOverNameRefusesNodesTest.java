package dev.nodepath.catalogue.vpcendpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestEndpoint;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Paths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** VE-007: A VPC endpoint that takes a service's name over admits the nodes of every subnet. */
class TakenOverNameRefusesNodesTest implements RuleExamples {

    /** Nodes behind NAT gateways, and an endpoint for EC2 that admits these alone. */
    private static TestNetwork endpointAdmits(String peer) {
        return TestNetwork.publicAndPrivate()
                .vpcEndpoint("ec2", endpoint -> endpoint.in("subnet-private-a").groups("sg-endpoints"))
                .securityGroup("sg-endpoints", group -> group.admits(443, peer));
    }

    @Override
    public Example wrong() {
        return new Example(
                "Nodes behind NAT gateways, and an endpoint for EC2 with private DNS that admits an application's group"
                        + " alone.",
                endpointAdmits("sg-app"));
    }

    @Override
    public Example right() {
        return new Example(
                "Nodes behind NAT gateways, and an endpoint for EC2 with private DNS that admits the whole VPC.",
                endpointAdmits("10.0.0.0/16"));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "Nodes ask name servers of their own, so the name may or may not lead to the endpoint.",
                        endpointAdmits("sg-app").nameServers("10.0.0.10")),
                new Example(
                        "The security groups could not be read.",
                        endpointAdmits("sg-app").unread(Need.SECURITY_GROUPS)));
    }

    @Test
    void natGatewayIsNotUsedForAServiceWhoseNameAnEndpointTakesOver() {
        Result result = violation("VE-007", endpointAdmits("sg-app"));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpce-ec2"));
        assertThat(result.others())
                .containsExactly(
                        Resource.ec2("sg-endpoints"),
                        Resource.ec2("subnet-private-a"),
                        Resource.ec2("subnet-private-b"));
        assertThat(result.reason())
                .contains("(sg-endpoints) do not admit port 443 from the nodes of nodegroup/workers");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-endpoints"
                        + " --ip-permissions"
                        + " 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-cluster}]'");
    }

    @Test
    void apiServerIsReachedAllTheSame() {
        assertThat(Paths.of(endpointAdmits("sg-app").build()).nodeSubnets()).allSatisfy(path -> {
            assertThat(path.apiServer().isReachable()).isTrue();
            assertThat(path.join().decidedBy()).containsExactly("VE-007");
        });
    }

    @Test
    void withoutPrivateDnsTheNatGatewayIsUsed() {
        compliant("VE-007", endpointAdmits("sg-app").vpcEndpoint("ec2", TestEndpoint::withoutPrivateDns));
    }

    @Test
    void stsCountsAsWell() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .vpcEndpoint("sts", endpoint -> endpoint.in("subnet-private-a").groups("sg-endpoints"))
                .securityGroup("sg-endpoints", group -> group.admits(443, "sg-app"));
        assertThat(violation("VE-007", network).resource()).isEqualTo(Resource.ec2("vpce-sts"));
    }

    @Test
    void serviceThatNodesDoNotCallIsNotJudged() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .vpcEndpoint("kms", endpoint -> endpoint.in("subnet-private-a").groups("sg-endpoints"))
                .securityGroup("sg-endpoints", group -> group.admits(443, "sg-app"));
        compliant("VE-007", network);
    }

    @Test
    void ownNameServersMayOrMayNotKnowTheEndpoint() {
        Result result = unknown("VE-007", endpointAdmits("sg-app").nameServers("10.0.0.10"));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("resolves to VPC endpoint vpce-ec2 or to its public addresses");
    }

    @Test
    void unreadGroupsDecideNothing() {
        assertThat(unknown("VE-007", endpointAdmits("sg-app").unread(Need.SECURITY_GROUPS))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void endpointThatAdmitsTheVpcIsCompliant() {
        compliant("VE-007", endpointAdmits("10.0.0.0/16"));
    }

    @Test
    void podsMissItAlsoWhereTheEndpointDoesNotAdmitTheNodesAddresses() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24")
                .vpcEndpoint("sts", endpoint -> endpoint.in("subnet-private-a").groups("sg-endpoints"))
                .securityGroup("sg-endpoints", group -> group.admits(443, "sg-app"));
        assertThat(violation("VE-007", network).resource()).isEqualTo(Resource.ec2("vpce-sts"));
    }
}
