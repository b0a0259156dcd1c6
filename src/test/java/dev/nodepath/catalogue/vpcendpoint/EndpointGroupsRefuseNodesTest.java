package dev.nodepath.catalogue.vpcendpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestGroup;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VE-003: The security groups of a VPC endpoint admit port 443 from the nodes. */
class EndpointGroupsRefuseNodesTest implements RuleExamples {

    /** The endpoint of a service carries a group that admits port 443 from these alone. */
    private static TestNetwork endpointAdmits(String service, String... peers) {
        return TestNetwork.privateOnly()
                .vpcEndpoint(service, endpoint -> endpoint.groups("sg-default"))
                .securityGroup("sg-default", group -> group.admits(443, peers));
    }

    @Override
    public Example wrong() {
        return new Example(
                "Node subnets without a way to the internet; the endpoint for EC2 carries a security group that admits only"
                        + " its own members.",
                endpointAdmits("ec2", "sg-default"));
    }

    @Override
    public Example right() {
        return new Example(
                "Node subnets without a way to the internet; the endpoint for EC2 admits the cluster security group.",
                endpointAdmits("ec2", "sg-cluster"));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The endpoint's group admits a prefix list that could not be read.",
                        endpointAdmits("ec2", "pl-1").unreadablePrefixList("pl-1")),
                new Example(
                        "The security groups could not be read.",
                        TestNetwork.privateOnly().unread(Need.SECURITY_GROUPS)));
    }

    @Test
    void groupAdmitsOnlyItsOwnMembers() {
        Result result = violation("VE-003", endpointAdmits("ec2", "sg-default"));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpce-ec2"));
        assertThat(result.others())
                .containsExactly(
                        Resource.ec2("sg-default"), Resource.ec2("subnet-private-a"), Resource.ec2("subnet-private-b"));
        assertThat(result.reason()).contains("(sg-default) do not admit port 443 from the nodes of nodegroup/workers");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-default"
                        + " --ip-permissions"
                        + " 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-cluster}]'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sg-cluster", "10.0.0.0/16"})
    void groupOrRangeOfTheNodesMayBeAdmitted(String peer) {
        compliant("VE-003", endpointAdmits("ec2", peer));
    }

    @Test
    void rangeOfOneSubnetIsNotThatOfTheOther() {
        assertThat(violation("VE-003", endpointAdmits("ec2", "10.0.10.0/24")).reason())
                .contains("subnet-private-b");
    }

    @Test
    void stsCountsAsWell() {
        Result result = violation("VE-003", endpointAdmits("sts", "sg-default"));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpce-sts"));
    }

    @Test
    void endpointOfAServiceThatNodesDoNotCallIsNotJudged() {
        compliant("VE-003", endpointAdmits("kms", "sg-default").vpcEndpoint("kms", e -> e.in("subnet-private-a")));
    }

    @Test
    void withAnotherWayOutItIsForAnotherRule() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withVpcEndpoints()
                .securityGroup("sg-endpoints", TestGroup::withoutIngress);
        assertThat(violated(network)).contains("VE-007").doesNotContain("VE-003");
    }

    @Test
    void unreadGroupsAndListsDecideNothing() {
        assertThat(unknown("VE-003", endpointAdmits("ec2", "pl-1").unreadablePrefixList("pl-1"))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
        assertThat(results("VE-003", TestNetwork.privateOnly().unread(Need.SECURITY_GROUPS)))
                .isNotEmpty()
                .allMatch(result -> result.verdict() == Verdict.INSUFFICIENT_DATA);
    }
}
