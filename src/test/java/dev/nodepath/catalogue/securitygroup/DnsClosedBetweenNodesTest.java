package dev.nodepath.catalogue.securitygroup;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
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
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** SG-003: Node security groups admit DNS between nodes. */
class DnsClosedBetweenNodesTest implements RuleExamples {

    /** Nodes carry sg-node, which lets everything out. */
    private static TestNetwork ownGroup(Consumer<TestGroup> change) {
        return TestNetwork.publicAndPrivate()
                .launchTemplate("lt-1", template -> template.groups("sg-node"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .securityGroup(
                        "sg-node",
                        group -> change.accept(group.admits(10250, "sg-cluster").lets(-1, PortRange.ALL, "0.0.0.0/0")));
    }

    private static TestNetwork closed() {
        return ownGroup(group -> {});
    }

    private static TestNetwork open() {
        return ownGroup(group -> group.admits(6, PortRange.of(53), "sg-node").admits(17, PortRange.of(53), "sg-node"));
    }

    /** A second node group with the cluster security group. */
    private static TestNetwork withOthers(TestNetwork network) {
        return network.nodegroup("others", group -> group.in("subnet-private-a"));
    }

    @Override
    public Example wrong() {
        return new Example("The nodes' own security group admits kubelet traffic and nothing between nodes.", closed());
    }

    @Override
    public Example right() {
        return new Example("The nodes' own security group admits UDP and TCP port 53 from its members.", open());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The security groups could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.SECURITY_GROUPS)),
                new Example(
                        "The nodes' group admits port 53 from a prefix list that could not be read.",
                        ownGroup(group -> group.admits(-1, PortRange.ALL, "pl-1"))
                                .unreadablePrefixList("pl-1")));
    }

    @Test
    void groupDoesNotAdmitItsOwnMembers() {
        Result result = violation("SG-003", closed());
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.resource()).isEqualTo(Resource.ec2("sg-node"));
        assertThat(result.reason()).contains("do not admit UDP port 53 of its nodes");
        assertThat(result.evidence()).anyMatch(fact -> fact.contains("do not admit TCP port 53"));
        String authorize = "aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-node"
                + " --ip-permissions 'IpProtocol=%s,FromPort=53,ToPort=53,UserIdGroupPairs=[{GroupId=sg-node}]'";
        assertThat(result.remedy().commands()).containsExactly(authorize.formatted("udp"), authorize.formatted("tcp"));
    }

    @Test
    void oneOfTheTwoProtocolsIsNotEnough() {
        Result result = violation("SG-003", ownGroup(group -> group.admits(17, PortRange.of(53), "sg-node")));
        assertThat(result.reason()).contains("do not admit TCP port 53");
        assertThat(result.remedy().commands()).hasSize(1);
    }

    @Test
    void nodesHaveToReachTheOthersToo() {
        Result result =
                violation("SG-003", ownGroup(group -> group.likeClusterGroup().withoutEgress()));
        assertThat(result.reason()).contains("do not let its nodes reach UDP port 53");
        assertThat(result.remedy().commands()).allMatch(command -> command.contains("security-group-egress"));
    }

    @Test
    void nodeGroupsWithDifferentGroupsHaveToAdmitEachOther() {
        Result result = violation(
                "SG-003",
                withOthers(open())
                        .securityGroup("sg-cluster", TestGroup::likeClusterGroup)
                        .securityGroup("sg-node", group -> group.admits(-1, PortRange.ALL, "sg-cluster")));
        // Harm is done where CoreDNS runs on one side alone, which cannot be seen.
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("sg-cluster"));
        assertThat(result.reason()).contains("nodegroup/workers (sg-node)");
    }

    @Test
    void possibleNodeSubnetsMakeItAdvice() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutNodegroups()
                .securityGroup("sg-cluster", TestGroup::withoutIngress);
        assertThat(violation("SG-003", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void unreadGroupsDecideNothing() {
        Result result = unknown("SG-003", TestNetwork.publicAndPrivate().unread(Need.SECURITY_GROUPS));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("sg-cluster", "could be read");
    }

    @Test
    void unreadTemplateHidesTheGroups() {
        TestNetwork network = open().nodesIn("subnet-private-a").unread(Need.LAUNCH_TEMPLATES);
        assertThat(unknown("SG-003", network).reason()).contains("ec2:DescribeLaunchTemplateVersions");
    }

    @Test
    void clusterGroupAdmitsItsOwnMembers() {
        compliant("SG-003", TestNetwork.publicAndPrivate());
    }
}
