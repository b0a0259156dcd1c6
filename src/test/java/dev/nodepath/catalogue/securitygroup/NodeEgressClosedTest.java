package dev.nodepath.catalogue.securitygroup;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SG-005: Node security groups let nodes reach port 443 of what they need. */
class NodeEgressClosedTest implements RuleExamples {

    /** Nodes in one subnet carry sg-node, which lets them reach port 443 of that and nothing else. */
    private static TestNetwork nodesReach(TestNetwork network, String... peers) {
        return network.nodesIn("subnet-private-a")
                .launchTemplate("lt-1", template -> template.groups("sg-node"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .securityGroup("sg-cluster", group -> group.admits(443, "sg-node"))
                .securityGroup(
                        "sg-node",
                        group -> group.admits(-1, PortRange.ALL, "sg-node", "sg-cluster")
                                .lets(443, peers));
    }

    private static TestNetwork nodesReach(String... peers) {
        return nodesReach(TestNetwork.publicAndPrivate(), peers);
    }

    @Override
    public Example wrong() {
        return new Example(
                "The nodes' own security group lets them reach port 443 of private addresses alone; they depend on a NAT"
                        + " gateway.",
                nodesReach("10.0.0.0/8"));
    }

    @Override
    public Example right() {
        return new Example("The nodes' own security group lets them reach port 443 anywhere.", nodesReach("0.0.0.0/0"));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The nodes' own security group lets them reach some public addresses.",
                        nodesReach("52.0.0.0/8")),
                new Example(
                        "The nodes' own security group lets them reach a prefix list that could not be read.",
                        nodesReach("pl-1").unreadablePrefixList("pl-1")),
                new Example(
                        "The security groups could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.SECURITY_GROUPS)));
    }

    @Test
    void privateAddressesAloneDoNotHoldTheApiServer() {
        Result result = violation("SG-005", nodesReach("10.0.0.0/8"));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("sg-node"));
        assertThat(result.reason())
                .isEqualTo(
                        "The security groups of nodegroup/workers (sg-node) let nodes of subnet-private-a reach port 443"
                                + " of no public address.");
        assertThat(result.related()).containsExactly("EP-002");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 authorize-security-group-egress --region us-east-1 --group-id sg-node"
                        + " --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=[{CidrIp=0.0.0.0/0}]'");
    }

    @Test
    void withThePrivateEndpointNodesMissOnlyTheRest() {
        TestNetwork network = nodesReach("10.0.0.0/8").endpoint(Mode.PUBLIC_AND_PRIVATE);
        assertThat(violation("SG-005", network).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void halvesOfAllAddressesAreAll() {
        compliant("SG-005", nodesReach("0.0.0.0/1", "128.0.0.0/1"));
    }

    @Test
    void someOfThePublicAddressesMayBeTheRightOnes() {
        Result result = unknown("SG-005", nodesReach("52.0.0.0/8"));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("some public addresses only");
    }

    @Test
    void vpcEndpointsHaveToBeReachedToo() {
        Result result = violation("SG-005", nodesReach(TestNetwork.privateOnly(), "sg-cluster", "pl-s3"));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).contains("reach port 443 of VPC endpoint vpce-");
    }

    @Test
    void prefixListOfS3IsEnoughForItsGateway() {
        compliant("SG-005", nodesReach(TestNetwork.privateOnly(), "10.0.0.0/16", "pl-s3"));
        TestNetwork without = nodesReach(TestNetwork.privateOnly(), "10.0.0.0/16");
        assertThat(violation("SG-005", without).reason()).contains("no public address");
    }

    @Test
    void unreadGroupsAndListsDecideNothing() {
        TestNetwork unread =
                TestNetwork.publicAndPrivate().nodesIn("subnet-private-a").unread(Need.SECURITY_GROUPS);
        assertThat(unknown("SG-005", unread).reason()).contains("Not all security groups");
        assertThat(unknown("SG-005", nodesReach("pl-1").unreadablePrefixList("pl-1"))
                        .reason())
                .contains("their prefix lists could be read");
    }

    @Test
    void clusterGroupLetsEverythingOut() {
        compliant("SG-005", TestNetwork.publicAndPrivate());
    }
}
