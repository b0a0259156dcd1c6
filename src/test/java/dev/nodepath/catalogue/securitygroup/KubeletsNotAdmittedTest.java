package dev.nodepath.catalogue.securitygroup;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.gravelyViolated;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violated;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
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

/** SG-002: Cluster and node security groups admit port 10250 of kubelets between them. */
class KubeletsNotAdmittedTest implements RuleExamples {

    /** Nodes carry sg-node, which admits only that from the cluster's interfaces. */
    private static TestNetwork nodesAdmit(int port) {
        return TestNetwork.publicAndPrivate()
                .launchTemplate("lt-1", template -> template.groups("sg-node"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .securityGroup("sg-node", group -> group.likeClusterGroup().admits(port, "sg-cluster"));
    }

    @Override
    public Example wrong() {
        return new Example(
                "The nodes' own security group admits port 443 from the cluster security group, but not port 10250.",
                nodesAdmit(443));
    }

    @Override
    public Example right() {
        return new Example(
                "The nodes' own security group admits port 10250 from the cluster security group.", nodesAdmit(10250));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The security groups could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.SECURITY_GROUPS)),
                new Example(
                        "The launch template, which names the groups, could not be read.",
                        nodesAdmit(10250).unread(Need.LAUNCH_TEMPLATES)));
    }

    @Test
    void nodesDoNotAdmitTheApiServer() {
        Result result = violation("SG-002", nodesAdmit(443));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("sg-node"));
        assertThat(result.others()).contains(Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).contains("do not admit port 10250 of its nodes in subnet-private-a");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-node"
                        + " --ip-permissions"
                        + " 'IpProtocol=tcp,FromPort=10250,ToPort=10250,UserIdGroupPairs=[{GroupId=sg-cluster}]'");
    }

    @Test
    void clusterGroupLetsNothingOut() {
        Result result = violation(
                "SG-002", TestNetwork.publicAndPrivate().securityGroup("sg-cluster", TestGroup::withoutEgress));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("sg-cluster"));
        assertThat(result.reason()).contains("do not let the API server reach port 10250");
        assertThat(result.remedy().commands())
                .singleElement()
                .asString()
                .startsWith("aws ec2 authorize-security-group-egress --region us-east-1 --group-id sg-cluster");
    }

    private static TestNetwork nodesOfTwoKinds() {
        return TestNetwork.publicAndPrivate()
                .launchTemplate("lt-1", template -> template.groups("sg-node"))
                .launchTemplate("lt-2", template -> template.groups("sg-other"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1").in("subnet-private-a"))
                .nodegroup("others", group -> group.launchTemplate("lt-2").in("subnet-private-b"))
                .securityGroup("sg-node", TestGroup::likeClusterGroup)
                .securityGroup("sg-other", TestGroup::likeClusterGroup);
    }

    @Test
    void remedyIsForTheNodesOfAllSubnets() {
        Result result = violation(
                "SG-002",
                nodesOfTwoKinds()
                        .securityGroup("sg-node", group -> group.admits(10250, "sg-cluster"))
                        .securityGroup("sg-other", group -> group.admits(10250, "sg-cluster"))
                        .securityGroup("sg-cluster", TestGroup::withoutEgress));
        assertThat(result.others()).contains(Resource.ec2("subnet-private-a"), Resource.ec2("subnet-private-b"));
        assertThat(result.remedy().commands())
                .anyMatch(command -> command.contains("GroupId=sg-node"))
                .anyMatch(command -> command.contains("GroupId=sg-other"));
    }

    @Test
    void remedyChangesNoOtherGroup() {
        assertThat(results("SG-002", nodesOfTwoKinds()))
                .filteredOn(result -> result.verdict() == Verdict.NON_COMPLIANT)
                .hasSize(2)
                .allSatisfy(result -> assertThat(result.remedy().commands())
                        .singleElement()
                        .asString()
                        .contains("--group-id " + result.resource().id() + " "));
    }

    @Test
    void kubeletsOfAnIpv6ClusterHaveIpv6Addresses() {
        TestNetwork byIpv4 = nodesAdmit(443)
                .dualStack()
                .securityGroup("sg-node", group -> group.admits(10250, "10.0.0.0/16"))
                .securityGroup("sg-cluster", group -> group.lets(10250, "::/0"));
        assertThat(violation("SG-002", byIpv4).reason()).contains("do not admit port 10250");
        assertThat(violation("SG-002", byIpv4).remedy().commands())
                .singleElement()
                .asString()
                .contains("GroupId=sg-cluster");
        compliant(
                "SG-002",
                nodesAdmit(443)
                        .dualStack()
                        .securityGroup("sg-node", group -> group.admits(10250, "2600:1f14:1::/48"))
                        .securityGroup("sg-cluster", group -> group.lets(10250, "::/0")));
        compliant("SG-002", nodesAdmit(443).securityGroup("sg-node", group -> group.admits(10250, "10.0.0.0/16")));
    }

    @Test
    void nodesJoinWithoutIt() {
        assertThat(gravelyViolated(nodesAdmit(443))).containsExactly("EP-004", "SG-002");
    }

    @Test
    void portsAroundItCountAsWell() {
        TestNetwork network = nodesAdmit(443)
                .securityGroup("sg-node", group -> group.admits(6, new PortRange(1025, 65535), "sg-cluster"));
        compliant("SG-002", network);
    }

    @Test
    void possibleNodeSubnetsMakeItAdvice() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutNodegroups()
                .securityGroup("sg-cluster", TestGroup::withoutEgress);
        assertThat(violation("SG-002", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void unreadGroupsDecideNothing() {
        TestNetwork network = TestNetwork.publicAndPrivate().unread(Need.SECURITY_GROUPS);
        assertThat(unknown("SG-002", network).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void clusterGroupOnBothSidesIsCompliant() {
        compliant("SG-002", TestNetwork.publicAndPrivate());
    }

    @Test
    void aclThatKeepsTheApiServerOutIsForAnotherRule() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .aclOf("subnet-private-a", acl -> acl.allowsAll().deniesIn(10, 10250, 10250, "10.0.0.0/16"));
        assertThat(violated(network)).contains("NA-001").doesNotContain("SG-002");
    }
}
