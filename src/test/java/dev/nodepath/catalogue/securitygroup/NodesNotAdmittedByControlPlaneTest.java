package dev.nodepath.catalogue.securitygroup;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestGroup;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SG-001: Node and cluster security groups admit port 443 between them. */
class NodesNotAdmittedByControlPlaneTest implements RuleExamples {

    /** Nodes carry sg-node, which their launch template names, instead of the cluster security group. */
    private static TestNetwork ownGroup() {
        return TestNetwork.privateOnly()
                .launchTemplate("lt-1", template -> template.groups("sg-node"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .securityGroup("sg-node", group -> group.likeClusterGroup());
    }

    private static TestNetwork clusterGroupAdmits(String peer) {
        return ownGroup().securityGroup("sg-cluster", group -> group.admits(443, peer));
    }

    @Override
    public Example wrong() {
        return new Example(
                "The launch template of a node group names a security group, which the cluster security group does not admit.",
                ownGroup());
    }

    @Override
    public Example right() {
        return new Example(
                "The launch template of a node group names a security group, from which the cluster security group admits"
                        + " port 443.",
                clusterGroupAdmits("sg-node"));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The cluster security group admits port 443 from a prefix list that could not be read.",
                        clusterGroupAdmits("pl-1").unreadablePrefixList("pl-1")),
                new Example("The launch template could not be read.", ownGroup().unread(Need.LAUNCH_TEMPLATES)),
                new Example(
                        "The security groups could not be read.",
                        TestNetwork.privateOnly().unread(Need.SECURITY_GROUPS)));
    }

    @Test
    void clusterGroupAdmitsOnlyItsOwnMembers() {
        Result result = violation("SG-001", ownGroup());
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("sg-cluster"));
        assertThat(result.others()).containsExactly(Resource.ec2("subnet-private-a"), Resource.ec2("subnet-private-b"));
        assertThat(result.reason())
                .isEqualTo(
                        "The security groups of the cluster's network interfaces (sg-cluster) do not admit port 443 from"
                                + " the nodes of nodegroup/workers in subnet-private-a (sg-node).");
        assertThat(result.related()).containsExactly("EP-006");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-cluster"
                        + " --ip-permissions"
                        + " 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-node}]'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sg-node", "10.0.0.0/16", "0.0.0.0/0"})
    void groupOrRangeOfTheNodesMayBeAdmitted(String peer) {
        compliant("SG-001", clusterGroupAdmits(peer));
    }

    @Test
    void rangeOfOneSubnetIsNotThatOfTheOther() {
        assertThat(violation("SG-001", clusterGroupAdmits("10.0.10.0/24")).reason())
                .contains("in subnet-private-b (sg-node)");
    }

    @Test
    void partOfTheNodesAddressesIsNotEnough() {
        assertThat(violation("SG-001", clusterGroupAdmits("10.0.10.0/25").nodesIn("subnet-private-a"))
                        .reason())
                .endsWith(": only a part of the addresses is let through.");
    }

    @Test
    void anotherPortIsNotEnough() {
        TestNetwork network = ownGroup().securityGroup("sg-cluster", group -> group.admits(10250, "sg-node"));
        assertThat(violation("SG-001", network).resource()).isEqualTo(Resource.ec2("sg-cluster"));
    }

    @Test
    void rulesOfAllGroupsOfTheInterfacesCount() {
        TestNetwork network = ownGroup()
                .securityGroup("sg-extra", group -> group.admits(443, "sg-node"))
                .controlPlaneInterface("eni-eks-a", "subnet-private-a", "10.0.10.5", "sg-cluster", "sg-extra")
                .controlPlaneInterface("eni-eks-b", "subnet-private-b", "10.0.11.5", "sg-cluster", "sg-extra");
        compliant("SG-001", network);
    }

    @Test
    void nodesHaveToReachTheInterfacesToo() {
        Result result =
                violation("SG-001", TestNetwork.privateOnly().securityGroup("sg-cluster", TestGroup::withoutEgress));
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.reason())
                .contains("do not let its nodes", "reach port 443 of the cluster's network interfaces");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 authorize-security-group-egress --region us-east-1 --group-id sg-cluster"
                        + " --ip-permissions"
                        + " 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-cluster}]'");
    }

    @Test
    void possibleNodeSubnetsMakeItAdvice() {
        TestNetwork network =
                TestNetwork.privateOnly().withoutNodegroups().securityGroup("sg-cluster", TestGroup::withoutEgress);
        assertThat(violation("SG-001", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void publicEndpointIsNotReachedThroughTheInterfaces() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .launchTemplate("lt-1", template -> template.groups("sg-node"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .securityGroup("sg-node", group -> group.likeClusterGroup());
        compliant("SG-001", network);
    }

    @Test
    void unreadGroupsListsAndTemplatesDecideNothing() {
        assertThat(unknown("SG-001", TestNetwork.privateOnly().unread(Need.SECURITY_GROUPS))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
        assertThat(unknown("SG-001", clusterGroupAdmits("pl-1").unreadablePrefixList("pl-1"))
                        .reason())
                .contains("as far as could be seen");
        assertThat(unknown("SG-001", ownGroup().nodesIn("subnet-private-a").unread(Need.LAUNCH_TEMPLATES))
                        .reason())
                .contains("ec2:DescribeLaunchTemplateVersions");
    }

    @Test
    void clusterGroupOnBothSidesIsCompliant() {
        compliant("SG-001", TestNetwork.privateOnly());
    }
}
