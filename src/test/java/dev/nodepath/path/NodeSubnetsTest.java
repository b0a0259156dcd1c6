package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.Instance;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where nodes run: not in the cluster's subnets, but in those of what starts nodes. */
class NodeSubnetsTest {

    private final TestNetwork network = TestNetwork.publicAndPrivate()
            .withoutNodegroups()
            .cluster(c -> c.subnets("subnet-public-a", "subnet-public-b"));

    @Test
    void nodesOfAGroupRunInItsSubnets() {
        network.nodegroup("one", group -> group.in("subnet-private-a", "subnet-private-b"))
                .nodegroup("two", group -> group.in("subnet-private-b"));
        assertThat(usedBy())
                .containsExactly(
                        Map.entry("subnet-private-a", List.of("nodegroup/one")),
                        Map.entry("subnet-private-b", List.of("nodegroup/one", "nodegroup/two")));
    }

    @Test
    void aGroupOrProfileThatIsBeingDeletedStartsNoMoreNodes() {
        network.nodegroup("one", group -> group.in("subnet-private-a"))
                .nodegroup("old", group -> group.in("subnet-private-b").status("DELETING"))
                .fargateProfile(new FargateProfile("old", "arn", "DELETING", List.of("subnet-private-b")));
        assertThat(usedBy()).containsExactly(Map.entry("subnet-private-a", List.of("nodegroup/one")));
    }

    @Test
    void podsOfAFargateProfileRunInItsSubnets() {
        network.fargateProfile("fp", "subnet-private-b");
        assertThat(usedBy()).containsExactly(Map.entry("subnet-private-b", List.of("fargate/fp")));
    }

    @Test
    void selfManagedNodesRunInTheSubnetsOfTheirAutoScalingGroup() {
        network.autoScalingGroup("own", "lt-1", "subnet-private-a");
        assertThat(usedBy()).containsExactly(Map.entry("subnet-private-a", List.of("asg/own")));
    }

    @Test
    void theAutoScalingGroupOfANodeGroupIsNotSelfManaged() {
        network.nodegroup("one", group -> group.in("subnet-private-a").autoScalingGroups("eks-one"))
                .autoScalingGroup("eks-one", "lt-1", "subnet-private-a")
                .autoScalingGroup(new AutoScalingGroup(
                        "eks-two",
                        "arn",
                        List.of("subnet-private-b"),
                        Optional.empty(),
                        Map.of("eks:nodegroup-name", "two"),
                        List.of()));
        assertThat(usedBy()).containsExactly(Map.entry("subnet-private-a", List.of("nodegroup/one")));
    }

    @Test
    void runningNodesThatNothingElseExplainsTellOfTheirSubnet() {
        network.node("i-1", "subnet-private-a").node("i-2", "subnet-private-b").node("i-3", "subnet-private-a");
        assertThat(usedBy())
                .containsExactly(
                        Map.entry("subnet-private-a", List.of("instances")),
                        Map.entry("subnet-private-b", List.of("instances")));
    }

    @Test
    void runningNodesOfGroupsTellNothingNew() {
        network.nodegroup("one", group -> group.in("subnet-private-a"))
                .autoScalingGroup("own", "lt-1", "subnet-private-a")
                .instance(instance("running", "eks:nodegroup-name", "one"))
                .instance(instance("running", "aws:autoscaling:groupName", "own"));
        assertThat(usedBy()).containsExactly(Map.entry("subnet-private-a", List.of("nodegroup/one", "asg/own")));
        network.instance(instance("running", "aws:autoscaling:groupName", "another"));
        assertThat(usedBy()).containsKey("subnet-private-b");
    }

    @Test
    void stoppedInstancesAndThoseOfOtherClustersTellNothing() {
        network.instance(instance("stopped", "", ""))
                .instance(new Instance(
                        "i-2",
                        "subnet-private-b",
                        "running",
                        List.of(),
                        List.of(),
                        Map.of("kubernetes.io/cluster/other", "owned")));
        assertThat(usedBy()).containsOnlyKeys("subnet-public-a", "subnet-public-b");
    }

    private static Instance instance(String state, String tag, String value) {
        return new Instance(
                "i-1",
                "subnet-private-b",
                state,
                List.of(),
                List.of(),
                Map.of("kubernetes.io/cluster/demo", "owned", tag, value));
    }

    @Test
    void autoModePoolsUseTheClustersSubnets() {
        network.cluster(c -> c.autoMode("general-purpose", "system"));
        assertThat(usedBy().get("subnet-public-a")).containsExactly("automode/general-purpose", "automode/system");
        assertThat(usedBy()).containsOnlyKeys("subnet-public-a", "subnet-public-b");
    }

    @Test
    void whereNothingTellsNodesMayRunInTheClustersSubnets() {
        assertThat(usedBy())
                .containsExactly(
                        Map.entry("subnet-public-a", List.of("cluster")),
                        Map.entry("subnet-public-b", List.of("cluster")));
        assertThat(NodeSubnets.of(network.build())).allMatch(NodeSubnet::onlyPossible);
        network.nodegroup("one", group -> group.in("subnet-private-a"));
        assertThat(NodeSubnets.of(network.build())).noneMatch(NodeSubnet::onlyPossible);
    }

    @Test
    void whatCannotBeReadHidesOnlyItsOwnSubnets() {
        network.nodegroup("one", group -> group.in("subnet-private-a")).fargateProfile("fp", "subnet-private-b");
        assertThat(usedBy(network.unread(Need.NODEGROUPS, Need.AUTO_SCALING_GROUPS, Need.INSTANCES)))
                .containsExactly(Map.entry("subnet-private-b", List.of("fargate/fp")));
    }

    private Map<String, List<String>> usedBy() {
        return usedBy(network);
    }

    private static Map<String, List<String>> usedBy(TestNetwork of) {
        Map<String, List<String>> usedBy = new LinkedHashMap<>();
        NodeSubnets.of(of.build())
                .forEach(node -> usedBy.put(
                        node.subnetId(),
                        node.usedBy().stream().map(NodeSource::label).toList()));
        return usedBy;
    }
}
