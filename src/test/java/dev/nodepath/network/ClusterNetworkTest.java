package dev.nodepath.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.rule.Need;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterNetworkTest {

    @Test
    void aSubnetElsewhereIsFoundToo() {
        ClusterNetwork network = TestNetwork.publicAndPrivate()
                .subnetElsewhere("subnet-far", "172.16.0.0/24")
                .build();
        assertThat(network.subnet("subnet-far").map(s -> s.map(Subnet::vpcId)))
                .isEqualTo(Read.of(Optional.of("vpc-2")));
        assertThat(network.subnet("subnet-private-a").map(s -> s.map(Subnet::vpcId)))
                .isEqualTo(Read.of(Optional.of("vpc-1")));
        assertThat(network.subnet("subnet-gone")).isEqualTo(Read.of(Optional.empty()));
    }

    @Test
    void aSubnetThatMayBeElsewhereIsNotAbsent() {
        ClusterNetwork network = TestNetwork.publicAndPrivate().build();
        ClusterNetwork blind = new ClusterNetwork(
                network.cluster(),
                network.nodegroups(),
                network.fargateProfiles(),
                network.autoScalingGroups(),
                network.launchTemplates(),
                network.podIdentityAssociations(),
                Read.failed("ec2:DescribeSubnets", "AccessDenied"),
                network.vpc());
        assertThat(blind.subnet("subnet-private-a").map(Optional::isPresent)).isEqualTo(Read.of(true));
        assertThat(blind.subnet("subnet-far")).isInstanceOf(Read.Failed.class);
    }

    @Test
    void theControlPlaneCarriesTheClusterGroupAndTheAdditionalOnes() {
        assertThat(TestNetwork.publicAndPrivate()
                        .cluster(c -> c.additionalGroups("sg-b", "sg-a"))
                        .build()
                        .controlPlaneSecurityGroupIds())
                .containsExactly("sg-cluster", "sg-a", "sg-b");
        assertThat(TestNetwork.publicAndPrivate()
                        .cluster(TestCluster::withoutClusterGroup)
                        .build()
                        .controlPlaneSecurityGroupIds())
                .isEmpty();
    }

    @Test
    void aSubnetIsSharedIfAnotherAccountOwnsIt() {
        ClusterNetwork own = TestNetwork.publicAndPrivate().build();
        ClusterNetwork shared = TestNetwork.publicAndPrivate()
                .sharedBy(TestNetwork.OTHER_ACCOUNT)
                .build();
        assertThat(own.isShared(subnet(own))).isFalse();
        assertThat(shared.isShared(subnet(shared))).isTrue();
    }

    @Test
    void theOwnerOfASharedSubnetHidesThingsUnlessAsked() {
        ClusterNetwork own = TestNetwork.publicAndPrivate().build();
        TestNetwork shared = TestNetwork.publicAndPrivate().sharedBy(TestNetwork.OTHER_ACCOUNT);
        assertThat(own.isHidden(subnet(own))).isFalse();
        assertThat(shared.build().isHidden(subnet(shared.build()))).isTrue();
        assertThat(shared.seenByOwner().build().isHidden(subnet(shared.build())))
                .isFalse();
    }

    @Test
    void nodesOfAGroupAreTaggedByTheGroupOrHaveTheTagAlready() {
        AutoScalingGroup silent =
                new AutoScalingGroup("blue", "arn:1", List.of(), Optional.empty(), Map.of(), List.of("Name"));
        AutoScalingGroup telling = new AutoScalingGroup(
                "blue", "arn:1", List.of(), Optional.empty(), Map.of(), List.of("kubernetes.io/cluster/demo"));
        TestNetwork network = TestNetwork.publicAndPrivate();
        assertThat(network.build().isTagPassedOn(telling)).isEqualTo(Read.of(true));
        assertThat(network.build().isTagPassedOn(silent)).isEqualTo(Read.of(false));
        network.instance(new Instance(
                "i-1",
                "subnet-private-a",
                "running",
                List.of(),
                List.of(),
                Map.of("kubernetes.io/cluster/demo", "owned", "aws:autoscaling:groupName", "blue")));
        assertThat(network.build().isTagPassedOn(silent)).isEqualTo(Read.of(true));
    }

    @Test
    void nodeGroupsAreTheSameInWhateverOrderTheyWereRead() {
        Read<Nodegroup> blue = Read.of(new TestNodegroup("blue").build());
        Read<Nodegroup> green = Read.of(new TestNodegroup("green").build());
        Read<Nodegroup> denied = Read.failed("eks:DescribeNodegroup", "AccessDenied");
        Read<Nodegroup> throttled = Read.failed("eks:DescribeNodegroup", "ThrottlingException");
        assertThat(of(List.of(throttled, green, denied, blue))).isEqualTo(of(List.of(blue, denied, green, throttled)));
    }

    private static ClusterNetwork of(List<Read<Nodegroup>> nodegroups) {
        ClusterNetwork network = TestNetwork.publicAndPrivate().build();
        return new ClusterNetwork(
                network.cluster(),
                nodegroups,
                network.fargateProfiles(),
                network.autoScalingGroups(),
                network.launchTemplates(),
                network.podIdentityAssociations(),
                network.subnetsElsewhere(),
                network.vpc());
    }

    private static Subnet subnet(ClusterNetwork network) {
        return network.subnet("subnet-private-a").orElse(Optional.empty()).orElseThrow();
    }

    @Test
    void anotherEndpointLeavesTheRestAsItIs() {
        ClusterNetwork network = TestNetwork.publicAndPrivate().dualStack().build();
        EndpointAccess both = new EndpointAccess(true, true, List.of(Cidr.ALL_IPV4));
        ClusterNetwork other = network.with(both);
        assertThat(other.cluster().endpointAccess()).isEqualTo(both);
        assertThat(other).isNotEqualTo(network);
        assertThat(other.with(network.cluster().endpointAccess())).isEqualTo(network);
        assertThat(network.cluster().endpointAccess().mode()).isEqualTo(Mode.PUBLIC_ONLY);
        assertThat(network.cluster().name()).isEqualTo("demo");
    }

    @Test
    void nothingIsUnreadWhereEveryCallAnswered() {
        assertThat(TestNetwork.privateOnly().build().unread()).isEmpty();
    }

    /** Each part of the network on its own, so that none is forgotten. */
    @Test
    void everyPartThatCouldNotBeReadIsListedOnce() {
        Set<Need> neverPartOfTheNetwork = Set.of(Need.CLUSTERS, Need.CLUSTER);
        for (Need need : Need.values()) {
            TestNetwork network = TestNetwork.publicAndPrivate()
                    .fargateProfile("fp", "subnet-private-a")
                    .launchTemplate("lt-1", template -> {})
                    .prefixList("pl-1", "52.0.0.0/8")
                    .unread(need);
            assertThat(network.build().unread())
                    .as(need.name())
                    .hasSize(neverPartOfTheNetwork.contains(need) ? 0 : 1)
                    .allMatch(failed -> failed.action().equals(need.action()));
        }
    }

    @Test
    void differentFailuresAreListedEach() {
        Need[] all = Arrays.stream(Need.values())
                .filter(need -> need != Need.CLUSTERS && need != Need.CLUSTER)
                // Where the names cannot be listed, no single one is asked for.
                .filter(need -> need != Need.NODEGROUPS && need != Need.FARGATE_PROFILES)
                .filter(need -> need != Need.BLOCK_PUBLIC_ACCESS)
                .toArray(Need[]::new);
        assertThat(TestNetwork.publicAndPrivate()
                        .launchTemplate("lt-1", template -> {})
                        .prefixList("pl-1", "52.0.0.0/8")
                        .unread(all)
                        .build()
                        .unread())
                .hasSize(all.length);
    }
}
