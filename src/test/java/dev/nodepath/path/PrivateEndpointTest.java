package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.apiServer;
import static dev.nodepath.path.PathTesting.reachable;
import static dev.nodepath.path.PathTesting.unknown;
import static dev.nodepath.path.PathTesting.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Instance;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route.Origin;
import dev.nodepath.network.Route.State;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.TestCluster;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way to the cluster's network interfaces (rules EP-006, SG-001, NA-001, NA-002). */
class PrivateEndpointTest {

    private static final String PRIVATE_B = "subnet-private-b";

    private final TestNetwork network = TestNetwork.privateOnly();

    @Test
    void nodesReachTheInterfacesByTheLocalRoute() {
        Answer answer = apiServer(network, PRIVATE_A);
        reachable(answer);
        assertThat(answer.reason())
                .isEqualTo(
                        "Nodes of subnet-private-a reach the API server inside the VPC, through the cluster's network"
                                + " interfaces.");
        assertThat(answer.hops())
                .containsExactly(
                        new Hop(Hop.Kind.SUBNET, PRIVATE_A, "10.0.10.0/24 in us-east-1a"),
                        new Hop(Hop.Kind.ROUTE_TABLE, "rtb-private-a", "associated with the subnet"),
                        new Hop(Hop.Kind.ROUTE, "local", "to the cluster's network interfaces"),
                        new Hop(
                                Hop.Kind.SECURITY_GROUP,
                                "sg-cluster",
                                "outbound rule (all traffic to 0.0.0.0/0) admits TCP 443 to the cluster's network interfaces"),
                        new Hop(
                                Hop.Kind.NETWORK_ACL,
                                "acl-default",
                                "outbound rule 100 (allow all traffic, 0.0.0.0/0) lets TCP 443 to the cluster's network interfaces through"),
                        new Hop(
                                Hop.Kind.NETWORK_ACL,
                                "acl-default",
                                "inbound rule 100 (allow all traffic, 0.0.0.0/0) lets TCP 443 from nodes through"),
                        new Hop(
                                Hop.Kind.SECURITY_GROUP,
                                "sg-cluster",
                                "inbound rule (all traffic from sg-cluster) admits TCP 443 from nodes"),
                        new Hop(
                                Hop.Kind.CONTROL_PLANE_INTERFACES,
                                "eni-eks-a, eni-eks-b",
                                "in subnet-private-a, subnet-private-b"),
                        new Hop(Hop.Kind.API_SERVER, "private endpoint", "inside VPC vpc-1"),
                        new Hop(
                                Hop.Kind.NETWORK_ACL,
                                "acl-default",
                                "outbound rule 100 (allow all traffic, 0.0.0.0/0) lets answers to nodes on TCP 32768-60999 through",
                                Hop.Direction.RETURN),
                        new Hop(
                                Hop.Kind.NETWORK_ACL,
                                "acl-default",
                                "inbound rule 100 (allow all traffic, 0.0.0.0/0) lets answers from the cluster's network interfaces to TCP 32768-60999 through",
                                Hop.Direction.RETURN));
    }

    // --- routes

    @Test
    void aMoreSpecificRouteThroughAnApplianceHidesTheAnswer() {
        network.withRoute("rtb-private-a", "10.0.11.0/24", "eni-fw");
        Cause cause = unknown(apiServer(network, PRIVATE_A), UnknownReason.APPLIANCE, "EP-006");
        assertThat(cause.sentence())
                .isEqualTo(
                        "Route table rtb-private-a sends traffic from subnet subnet-private-a to the cluster's network"
                                + " interface at 10.0.11.5 through i-fw (route 10.0.11.0/24), which decides whether it passes.");
        assertThat(cause.also()).containsExactly(Resource.ec2("rtb-private-a"), Resource.ec2("i-fw"));
    }

    @Test
    void aMoreSpecificBlackholeDropsThePackets() {
        network.withBlackhole("rtb-private-a", "10.0.11.0/24", "eni-fw");
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "EP-006");
        assertThat(cause.sentence()).contains("10.0.11.5").contains("blackhole").contains("i-fw");
        assertThat(cause.also()).containsExactly(Resource.ec2("rtb-private-a"), Resource.ec2("i-fw"));
    }

    @Test
    void inTheirOwnSubnetPacketsAreNotRouted() {
        network.withRoute("rtb-private-a", "10.0.10.0/24", "eni-fw");
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void aMoreSpecificRouteToOtherAddressesChangesNothing() {
        network.withRoute("rtb-private-a", "10.0.12.0/24", "eni-fw");
        reachable(apiServer(network, PRIVATE_A));
        network.withRoute("rtb-private-a", "10.0.11.6/32", "eni-fw");
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void anUnreadableListMayHoldMoreSpecificRoutes() {
        network.unreadablePrefixList("pl-x").withRoute("rtb-private-a", "pl-x", "eni-fw");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.PREFIX_LIST_UNREADABLE, "EP-006");
    }

    @Test
    void aTableWithoutLocalRouteWasMisread() {
        network.withoutRoute("rtb-private-a", "10.0.0.0/16");
        Cause cause = unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "EP-006");
        assertThat(cause.sentence()).contains("no local route to 10.0.11.5");
        network.routeTable(
                "rtb-private-a", table -> table.add("10.0.0.0/16", "local", State.OTHER, Origin.CREATE_ROUTE_TABLE));
        unknown(apiServer(network, PRIVATE_A), UnknownReason.SDK_UNKNOWN_VALUE, "EP-006");
    }

    @Test
    void aTableThatIsNotShownHidesMoreSpecificRoutes() {
        network.disassociate(PRIVATE_A).withoutRouteTable("rtb-main");
        unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "EP-006");
        network.sharedBy(TestNetwork.OTHER_ACCOUNT);
        unknown(apiServer(network, PRIVATE_A), UnknownReason.SHARED_VPC_NOT_VISIBLE, "EP-006");
    }

    @Test
    void noInternetPathTakesPart() {
        reachable(apiServer(
                network.withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-a")
                        .unread(
                                Need.NAT_GATEWAYS,
                                Need.INTERNET_GATEWAYS,
                                Need.BLOCK_PUBLIC_ACCESS,
                                Need.INSTANCES,
                                Need.PREFIX_LISTS),
                PRIVATE_A));
    }

    @Test
    void listToAnEndpointMayBeADetourWhereNeitherWasRead() {
        reachable(apiServer(network.unread(Need.VPC_ENDPOINTS), PRIVATE_A));
        unknown(
                apiServer(network.unread(Need.PREFIX_LISTS), PRIVATE_A),
                UnknownReason.PREFIX_LIST_UNREADABLE,
                "EP-006");
    }

    // --- where the control plane is

    @Test
    void onlySubnetsWithAnInterfaceCount() {
        network.controlPlaneIn(PRIVATE_A)
                .cluster(c -> c.subnets(PRIVATE_A, PRIVATE_B))
                .aclOf(PRIVATE_B, acl -> {});
        reachable(apiServer(network, PRIVATE_A));
        unreachable(apiServer(network, PRIVATE_B), "NA-001");
        ControlPlane controlPlane = ControlPlane.of(network.build());
        assertThat(controlPlane.subnets()).extracting(Subnet::id).containsExactly(PRIVATE_A);
        assertThat(controlPlane.unused()).extracting(Subnet::id).containsExactly(PRIVATE_B);
    }

    @Test
    void whereInterfacesAreNotShownAnyOfTheClustersSubnetsMayHoldThem() {
        network.withoutControlPlaneInterfaces();
        Answer answer = apiServer(network, PRIVATE_A);
        reachable(answer);
        assertThat(answer.hops())
                .contains(new Hop(
                        Hop.Kind.CONTROL_PLANE_INTERFACES, "cluster subnets", "in subnet-private-a, subnet-private-b"));
        reachable(apiServer(TestNetwork.privateOnly().unread(Need.NETWORK_INTERFACES), PRIVATE_A));

        network.aclOf(PRIVATE_B, acl -> {});
        Cause cause = unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "EP-006");
        assertThat(cause.sentence()).contains("the way to some is closed: Network ACL acl-subnet-private-b");
        assertThat(cause.resource()).isEqualTo(Resource.ec2(PRIVATE_A));

        network.cluster(c -> c.subnets(PRIVATE_B));
        unreachable(apiServer(network, PRIVATE_A), "NA-002");
    }

    @Test
    void whereInterfacesAreNotShownWhatCannotBeReadStaysSo() {
        network.withoutControlPlaneInterfaces().unread(Need.NETWORK_ACLS);
        unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "NA-001", "NA-002");
    }

    @Test
    void whereInterfacesAreNotShownOneAddressOfEachSubnetIsRouted() {
        network.withoutControlPlaneInterfaces().withRoute("rtb-private-a", "10.0.11.0/24", "eni-fw");
        assertThat(unknown(apiServer(network, PRIVATE_A), UnknownReason.APPLIANCE, "EP-006")
                        .sentence())
                .contains("10.0.11.0 through");
    }

    @Test
    void whereInterfacesAreNotShownABlackholeOnTheWayToSomeStopsNodesPerhaps() {
        network.withoutControlPlaneInterfaces().withBlackhole("rtb-private-a", "10.0.11.0/24", "eni-fw");
        assertThat(unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "EP-006")
                        .sentence())
                .contains("the way to some is closed: Route table rtb-private-a")
                .contains("10.0.11.0 into a blackhole");

        network.cluster(c -> c.subnets(PRIVATE_B));
        unreachable(apiServer(network, PRIVATE_A), "EP-006");
    }

    @Test
    void interfacesOfOtherClustersDoNotCount() {
        network.networkInterface(new dev.nodepath.network.NetworkInterface(
                "eni-other",
                TestNetwork.VPC,
                "subnet-gone",
                "Amazon EKS other",
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                true,
                java.util.List.of("sg-other"),
                java.util.Optional.empty(),
                java.util.List.of()));
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void anInterfaceInASubnetThatIsNotShownTellsNothing() {
        network.withoutControlPlaneInterfaces()
                .controlPlaneInterface("eni-eks-a", "subnet-gone", "10.0.99.5", "sg-cluster");
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void aClusterWithoutAnyOfItsSubnetsHasNoInterfaces() {
        network.withoutControlPlaneInterfaces().cluster(c -> c.subnets("subnet-gone"));
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "SN-003");
        assertThat(cause.resource()).isEqualTo(Resource.cluster(TestNetwork.CLUSTER_ARN));
    }

    // --- security groups

    @Test
    void theGroupsOnTheInterfacesCountNotThoseOfTheConfiguration() {
        network.cluster(c -> c.additionalGroups("sg-extra"))
                .securityGroup("sg-cluster", group -> group.withoutIngress())
                .securityGroup("sg-extra", group -> group.admits(443, "sg-cluster"));
        unreachable(apiServer(network, PRIVATE_A), "SG-001");
        network.controlPlaneInterface("eni-eks-a", PRIVATE_A, "10.0.10.5", "sg-cluster", "sg-extra");
        reachable(apiServer(network, PRIVATE_A));
        network.withoutControlPlaneInterfaces();
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void nodesWithGroupsOfTheirOwnHaveToBeAdmitted() {
        network.launchTemplate("lt-1", template -> template.groups("sg-node"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .securityGroup("sg-node", group -> group.lets(-1, dev.nodepath.network.PortRange.ALL, "0.0.0.0/0"));
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "SG-001");
        assertThat(cause.resource()).isEqualTo(Resource.ec2("sg-cluster"));
        assertThat(cause.sentence())
                .isEqualTo(
                        "The security groups of the cluster's network interfaces (sg-cluster) do not admit port 443 from"
                                + " the nodes of nodegroup/workers in subnet-private-a (sg-node).");
        reachable(apiServer(network.securityGroup("sg-cluster", group -> group.admits(443, "sg-node")), PRIVATE_A));
    }

    @Test
    void nodesHaveToBeLetOutToTheInterfaces() {
        network.launchTemplate("lt-1", template -> template.networkInterface("sg-node"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .securityGroup("sg-cluster", group -> group.admits(443, "sg-node"))
                .securityGroup("sg-node", group -> group.lets(443, "10.0.10.0/24"));
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "SG-001");
        assertThat(cause.resource()).isEqualTo(Resource.ec2("sg-node"));
        assertThat(cause.sentence())
                .startsWith(
                        "The security groups of nodegroup/workers (sg-node) do not let its nodes in subnet-private-a reach"
                                + " port 443 of the cluster's network interfaces")
                .contains("only a part");
        reachable(apiServer(network.securityGroup("sg-node", group -> group.lets(443, "sg-cluster")), PRIVATE_A));
    }

    @Test
    void ofSeveralGroupsTheClusterGroupIsTheOneToChangeFirst() {
        network.launchTemplate("lt-1", template -> template.groups("sg-a", "sg-cluster", "sg-z"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                .securityGroup("sg-a", group -> {})
                .securityGroup("sg-z", group -> {})
                .securityGroup("sg-cluster", group -> group.withoutEgress());
        Cause cause = unreachable(apiServer(network, PRIVATE_A), "SG-001");
        assertThat(cause.resource()).isEqualTo(Resource.ec2("sg-cluster"));
        assertThat(cause.also()).containsExactly(Resource.ec2("sg-a"), Resource.ec2("sg-z"), Resource.ec2(PRIVATE_A));
        assertThat(cause.opening())
                .hasValueSatisfying(opening -> assertThat(((Opening.GroupRule) opening).groupIds())
                        .containsExactly("sg-cluster", "sg-a", "sg-z"));
    }

    @Test
    void addressesInsideTheVpcAreKnownSoAPartIsNotEnough() {
        network.securityGroup("sg-cluster", group -> group.withoutIngress().admits(443, "10.0.10.0/25"));
        unreachable(apiServer(network, PRIVATE_A), "SG-001");
        reachable(apiServer(
                network.securityGroup("sg-cluster", group -> group.admits(443, "10.0.10.128/25")), PRIVATE_A));
    }

    @Test
    void remoteAccessAddsAGroupToTheNodes() {
        network.nodegroup("workers", group -> group.remoteAccess("sg-remote"))
                .securityGroup("sg-remote", group -> {})
                .securityGroup("sg-cluster", group -> group.withoutIngress().admits(443, "sg-remote"));
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void runningNodesShowTheirGroups() {
        network.withoutNodegroups().node("i-1", PRIVATE_A);
        reachable(apiServer(network, PRIVATE_A));
        network.instance(new Instance(
                "i-2",
                PRIVATE_A,
                "running",
                List.of(),
                List.of("sg-odd"),
                Map.of("kubernetes.io/cluster/demo", "owned")));
        network.securityGroup("sg-odd", group -> {});
        unreachable(apiServer(network, PRIVATE_A), "SG-001");
    }

    @Test
    void selfManagedNodesCarryTheGroupsOfTheirTemplate() {
        network.withoutNodegroups()
                .launchTemplate("lt-1", template -> template.groups("sg-cluster"))
                .launchTemplate("lt-2", template -> {})
                .autoScalingGroup("own", "lt-1", PRIVATE_A);
        reachable(apiServer(network, PRIVATE_A));
        network.autoScalingGroup("bare", "lt-2", PRIVATE_A);
        Cause cause = unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "SG-001");
        assertThat(cause.sentence())
                .contains("the launch template names no security groups, and VPC vpc-1 shows no default one");
    }

    @Test
    void withoutGroupsInTheirTemplateSelfManagedNodesCarryTheDefaultGroupOfTheVpc() {
        network.withoutNodegroups()
                .launchTemplate("lt-1", template -> template.networkInterface())
                .autoScalingGroup("bare", "lt-1", PRIVATE_A)
                .securityGroup("sg-default", group -> group.named("default").likeClusterGroup());
        assertThat(unreachable(apiServer(network, PRIVATE_A), "SG-001").sentence())
                .contains("from the nodes of asg/bare in subnet-private-a (sg-default)");
        network.securityGroup("sg-cluster", group -> group.admits(443, "sg-default"));
        reachable(apiServer(network, PRIVATE_A));
    }

    /** A launch configuration is not read. */
    @Test
    void withoutATemplateSelfManagedNodesCarryWhatTheRunningOnesDo() {
        network.withoutNodegroups().autoScalingGroup(withoutTemplate()).securityGroup("sg-own", group -> {});
        assertThat(unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "SG-001")
                        .sentence())
                .contains(
                        "Auto Scaling group old has no launch template, and no running node shows its security groups");
        network.instance(nodeOf("old", "i-1", "stopped", "sg-own"))
                .instance(nodeOf("other", "i-2", "running", "sg-own"));
        unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "SG-001");
        network.instance(nodeOf("old", "i-3", "running", "sg-cluster"));
        reachable(apiServer(network, PRIVATE_A));
        network.instance(nodeOf("old", "i-4", "running", "sg-own"));
        assertThat(unreachable(apiServer(network, PRIVATE_A), "SG-001").sentence())
                .contains("asg/old", "sg-own");
        unknown(apiServer(network.unread(Need.INSTANCES), PRIVATE_A), UnknownReason.NOT_READ, "SG-001");
    }

    @Test
    void runningNodesDoNotStandInForATemplate() {
        network.withoutNodegroups()
                .launchTemplate("lt-1", template -> template.groups("sg-own"))
                .autoScalingGroup("old", "lt-1", PRIVATE_A)
                .securityGroup("sg-own", group -> {})
                .instance(nodeOf("old", "i-1", "running", "sg-cluster"));
        unreachable(apiServer(network, PRIVATE_A), "SG-001");
        unknown(apiServer(network.unread(Need.LAUNCH_TEMPLATES), PRIVATE_A), UnknownReason.NOT_READ, "SG-001");
    }

    private static AutoScalingGroup withoutTemplate() {
        return new AutoScalingGroup(
                "old",
                "arn",
                List.of(PRIVATE_A),
                Optional.empty(),
                Map.of("kubernetes.io/cluster/demo", "owned"),
                List.of());
    }

    private static Instance nodeOf(String autoScalingGroup, String id, String state, String groupId) {
        return new Instance(
                id,
                "subnet-private-b",
                state,
                List.of(),
                List.of(groupId),
                Map.of("kubernetes.io/cluster/demo", "owned", "aws:autoscaling:groupName", autoScalingGroup));
    }

    @Test
    void onlyTheFirstInterfaceOfATemplateIsTheNodes() {
        network.launchTemplate(
                        "lt-1",
                        template -> template.networkInterface("sg-cluster").networkInterface("sg-second"))
                .nodegroup("workers", group -> group.launchTemplate("lt-1"));
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void podsAndAutoModeNodesCarryTheClusterGroup() {
        network.withoutNodegroups().fargateProfile("fp", PRIVATE_A);
        reachable(apiServer(network, PRIVATE_A));
        network.cluster(c -> c.autoMode("system"));
        reachable(apiServer(network, PRIVATE_B));
        network.cluster(TestCluster::withoutClusterGroup);
        assertThat(unknown(apiServer(network, PRIVATE_A), UnknownReason.NOT_READ, "SG-001")
                        .sentence())
                .contains("the cluster has no cluster security group yet");
    }

    @Test
    void groupsThatCannotBeReadDecideNothing() {
        unknown(apiServer(network.unread(Need.SECURITY_GROUPS), PRIVATE_A), UnknownReason.NOT_READ, "SG-001");
        unknown(
                apiServer(TestNetwork.privateOnly().withoutSecurityGroup("sg-cluster"), PRIVATE_A),
                UnknownReason.NOT_READ,
                "SG-001");
        unknown(
                apiServer(
                        TestNetwork.privateOnly().nodegroup("workers", group -> group.launchTemplate("lt-unread")),
                        PRIVATE_A),
                UnknownReason.NOT_READ,
                "SG-001");
    }

    // --- network ACLs

    @ParameterizedTest
    @CsvSource({
        "subnet-private-a, true, 443, NA-001",
        "subnet-private-a, false, 40000, NA-001",
        "subnet-private-b, false, 443, NA-002",
        "subnet-private-b, true, 40000, NA-002"
    })
    void eachAclHasToLetBothDirectionsThrough(String guarded, boolean egress, int port, String rule) {
        network.aclOf(guarded, acl -> acl.allowsAllBut(egress, port, "10.0.0.0/8"));
        Cause cause = unreachable(apiServer(network, PRIVATE_A), rule);
        assertThat(cause.sentence()).startsWith("Network ACL acl-" + guarded + " of subnet " + guarded);
    }

    @Test
    void exactlyTheNeededPortsAndRangesAreEnough() {
        network.aclOf(
                        PRIVATE_A,
                        acl -> acl.allowsOut(100, 443, 443, "10.0.11.0/24").allowsIn(100, 32768, 60999, "10.0.11.0/24"))
                .aclOf(
                        PRIVATE_B,
                        acl -> acl.allowsIn(100, 443, 443, "10.0.10.0/24")
                                .allowsOut(100, 32768, 60999, "10.0.10.0/24"));
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void windowsNodesUseOtherPorts() {
        network.aclOf(
                PRIVATE_A,
                acl -> acl.allowsOut(100, 0, 65535, "10.0.0.0/16").allowsIn(100, 32768, 60999, "10.0.0.0/16"));
        reachable(apiServer(network, PRIVATE_A));
        network.nodegroup("workers", group -> group.amiType("WINDOWS_CORE_2022_x86_64"));
        unreachable(apiServer(network, PRIVATE_A), "NA-001");
        network.aclOf(
                PRIVATE_A,
                acl -> acl.withoutEntries()
                        .allowsOut(100, 0, 65535, "10.0.0.0/16")
                        .allowsIn(100, 49152, 65535, "10.0.0.0/16"));
        reachable(apiServer(network, PRIVATE_A));
        network.nodegroup("linux", group -> group.in(PRIVATE_A));
        unreachable(apiServer(network, PRIVATE_A), "NA-001");
    }

    @Test
    void insideASubnetNoAclIsAsked() {
        network.controlPlaneIn(PRIVATE_A).aclOf(PRIVATE_A, acl -> {});
        reachable(apiServer(network, PRIVATE_A));
    }

    @Test
    void aPartOfASubnetIsNotEnough() {
        network.aclOf(
                PRIVATE_A, acl -> acl.deniesOut(90, 443, 443, "10.0.11.128/25").allowsAll());
        assertThat(unreachable(apiServer(network, PRIVATE_A), "NA-001").sentence())
                .contains("lets only a part through outbound to port 443");
    }

    @Test
    void aclsThatCannotBeReadDecideNothing() {
        unknown(apiServer(network.unread(Need.NETWORK_ACLS), PRIVATE_A), UnknownReason.NOT_READ, "NA-001", "NA-002");
        Cause cause = unknown(
                apiServer(TestNetwork.privateOnly().withoutAclOf(PRIVATE_B), PRIVATE_A),
                UnknownReason.NOT_READ,
                "NA-002");
        assertThat(cause.sentence()).contains("AWS shows no network ACL for subnet subnet-private-b");
    }
}
