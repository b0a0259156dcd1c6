package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.PUBLIC_A;
import static dev.nodepath.path.PathTesting.apiServer;
import static dev.nodepath.path.PathTesting.join;
import static dev.nodepath.path.PathTesting.paths;
import static dev.nodepath.path.PathTesting.reachable;
import static dev.nodepath.path.PathTesting.unknown;
import static dev.nodepath.path.PathTesting.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.BlockPublicAccess.Exclusion.Mode;
import dev.nodepath.network.BlockPublicAccess.Exclusion.State;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.Instance;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways through internet gateways (rules RT-002, RT-008, ND-001, ND-003, ND-006, ND-007). */
class InternetGatewayPathTest {

    private final TestNetwork network = TestNetwork.publicOnly();

    @Test
    void nodesWithPublicAddressesLeaveThroughAnAttachedGateway() {
        Answer answer = apiServer(network, PUBLIC_A);
        reachable(answer);
        assertThat(answer.reason())
                .isEqualTo("Nodes of subnet-public-a have public addresses and leave through internet gateway igw-1.");
        assertThat(answer.hops())
                .extracting(Hop::kind)
                .containsExactly(
                        Hop.Kind.SUBNET,
                        Hop.Kind.ROUTE_TABLE,
                        Hop.Kind.ROUTE,
                        Hop.Kind.SECURITY_GROUP,
                        Hop.Kind.NETWORK_ACL,
                        Hop.Kind.INTERNET_GATEWAY,
                        Hop.Kind.PUBLIC_ADDRESS,
                        Hop.Kind.API_SERVER,
                        Hop.Kind.NETWORK_ACL);
        assertThat(answer.hops().get(6).detail()).isEqualTo("MapPublicIpOnLaunch is true");
        assertThat(paths(network, PUBLIC_A).egress()).isEqualTo(Egress.INTERNET_GATEWAY);
    }

    @Test
    void aDetachedGatewayLeadsNowhere() {
        Cause cause = unreachable(apiServer(network.detachInternetGateway("igw-1"), PUBLIC_A), "RT-002");
        assertThat(cause.resource()).isEqualTo(Resource.ec2("igw-1"));
        assertThat(cause.also()).containsExactly(Resource.ec2(PUBLIC_A));
        assertThat(cause.sentence())
                .isEqualTo(
                        "The route to internet gateway igw-1 leads nowhere: the gateway is not attached to VPC vpc-1.");
        unreachable(apiServer(network.withoutInternetGateway("igw-1"), PUBLIC_A), "RT-002");
    }

    @Test
    void aGatewayAttachedElsewhereLeadsNowhere() {
        network.internetGateway("igw-2").withRoute("rtb-public", "0.0.0.0/0", "igw-3");
        unreachable(apiServer(network, PUBLIC_A), "RT-002");
    }

    @Test
    void aBlackholeIsADetachedGateway() {
        network.withBlackhole("rtb-public", "0.0.0.0/0", "igw-1");
        unreachable(apiServer(network, PUBLIC_A), "RT-002");
        assertThat(paths(network, PUBLIC_A).egress()).isEqualTo(Egress.BLACKHOLE);
        unreachable(apiServer(network.unread(Need.INTERNET_GATEWAYS), PUBLIC_A), "RT-002");
    }

    @Test
    void gatewaysThatCannotBeReadDecideNothing() {
        unknown(apiServer(network.unread(Need.INTERNET_GATEWAYS), PUBLIC_A), UnknownReason.NOT_READ, "RT-002");
    }

    @Nested
    class PublicAddresses {

        @Test
        void aSubnetThatAssignsNoneKeepsItsNodesIn() {
            network.subnet(PUBLIC_A, subnet -> subnet.assignsPublicIps(false));
            Answer answer = apiServer(network, PUBLIC_A);
            Cause cause = unreachable(answer, "ND-001");
            assertThat(cause.resource()).isEqualTo(Resource.ec2(PUBLIC_A));
            assertThat(answer.hops().get(6).detail()).isEqualTo("MapPublicIpOnLaunch is false");
            reachable(apiServer(network, "subnet-public-b"));
        }

        @Test
        void withThePrivateEndpointOnNodesStillLackTheServices() {
            network.endpoint(EndpointAccess.Mode.PUBLIC_AND_PRIVATE)
                    .subnet(PUBLIC_A, subnet -> subnet.assignsPublicIps(false));
            reachable(apiServer(network, PUBLIC_A));
            unreachable(join(network, PUBLIC_A), "ND-001");
        }

        @ParameterizedTest
        @CsvSource({"true, true, ", "false, true, ", "true, false, ND-003", "false, false, ND-003"})
        void theLaunchTemplateOverridesTheSubnet(boolean subnetAssigns, boolean templateAssociates, String rule) {
            network.subnet(PUBLIC_A, subnet -> subnet.assignsPublicIps(subnetAssigns))
                    .launchTemplate("lt-1", template -> template.associatesPublicIp(templateAssociates))
                    .nodegroup("workers", group -> group.launchTemplate("lt-1"));
            if (rule == null) {
                reachable(apiServer(network, PUBLIC_A));
            } else {
                Cause cause = unreachable(apiServer(network, PUBLIC_A), rule);
                assertThat(cause.resource()).isEqualTo(Resource.ec2("lt-1"));
                assertThat(cause.also())
                        .containsExactly(
                                Resource.nodegroup(TestNetwork.nodegroupArn("workers")), Resource.ec2(PUBLIC_A));
                assertThat(cause.sentence())
                        .startsWith("Version 1 of launch template name-of-lt-1 (node group workers) sets"
                                + " AssociatePublicIpAddress to false");
            }
        }

        @Test
        void aLaunchTemplateThatSaysNothingLeavesItToTheSubnet() {
            network.launchTemplate("lt-1", template -> template.networkInterface("sg-cluster"))
                    .nodegroup("workers", group -> group.launchTemplate("lt-1"));
            reachable(apiServer(network, PUBLIC_A));
            unreachable(apiServer(network.subnet(PUBLIC_A, s -> s.assignsPublicIps(false)), PUBLIC_A), "ND-001");
        }

        @Test
        void withSeveralInterfacesEc2AssignsNone() {
            network.launchTemplate(
                            "lt-1",
                            template -> template.networkInterface("sg-cluster").networkInterface("sg-cluster"))
                    .nodegroup("workers", group -> group.launchTemplate("lt-1"));
            Cause cause = unreachable(apiServer(network, PUBLIC_A), "ND-003");
            assertThat(cause.sentence()).contains("has 2 network interfaces");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("lt-1"));
        }

        @Test
        void aLaunchTemplateThatCannotBeReadDecidesNothing() {
            network.nodegroup("workers", group -> group.launchTemplate("lt-1"));
            unknown(apiServer(network, PUBLIC_A), UnknownReason.NOT_READ, "ND-003", "SG-005");
            network.launchTemplate("lt-1", template -> {}).unread(Need.LAUNCH_TEMPLATES);
            Cause cause = unknown(apiServer(network, PUBLIC_A), UnknownReason.NOT_READ, "ND-003", "SG-005");
            assertThat(cause.sentence()).contains("lt-1").contains("version 1").contains("node group workers");
        }

        @Test
        void selfManagedNodesGetTheirsFromTheirTemplateOrTheSubnet() {
            network.withoutNodegroups()
                    .launchTemplate("lt-1", template -> template.associatesPublicIp(true, "sg-cluster"))
                    .launchTemplate("lt-2", template -> template.associatesPublicIp(false, "sg-cluster"))
                    .launchTemplate("lt-3", template -> template.groups("sg-cluster"))
                    .autoScalingGroup("asg-1", "lt-1", PUBLIC_A)
                    .autoScalingGroup("asg-3", "lt-3", PUBLIC_A);
            reachable(apiServer(network, PUBLIC_A));
            network.autoScalingGroup("asg-2", "lt-2", PUBLIC_A);
            Cause cause = unreachable(apiServer(network, PUBLIC_A), "ND-003");
            assertThat(cause.sentence()).contains("(Auto Scaling group asg-2)");
            assertThat(cause.also())
                    .contains(new Resource("AwsAutoScalingAutoScalingGroup", TestNetwork.autoScalingGroupArn("asg-2")));
        }

        @Test
        void selfManagedNodesWithoutTemplateAreNotJudged() {
            network.withoutNodegroups()
                    .autoScalingGroup(new AutoScalingGroup(
                            "asg-1",
                            TestNetwork.autoScalingGroupArn("asg-1"),
                            List.of(PUBLIC_A),
                            Optional.empty(),
                            Map.of(),
                            List.of()));
            Cause cause = unknown(apiServer(network, PUBLIC_A), UnknownReason.NOT_READ, "ND-001", "SG-005");
            assertThat(cause.sentence()).startsWith("Auto Scaling group asg-1 has no launch template");
        }

        @Test
        void fargateNeverGetsOne() {
            network.withoutNodegroups().fargateProfile("fp", PUBLIC_A);
            Cause cause = unreachable(apiServer(network, PUBLIC_A), "ND-007");
            assertThat(cause.resource()).isEqualTo(Resource.fargateProfile(TestNetwork.fargateArn("fp")));
            assertThat(cause.also()).containsExactly(Resource.ec2(PUBLIC_A));
            unreachable(join(network, PUBLIC_A), "ND-007");
        }

        @Test
        void autoModePoolsAndPossibleNodesGetTheSubnets() {
            network.withoutNodegroups();
            reachable(apiServer(network, PUBLIC_A));
            unreachable(apiServer(network.subnet(PUBLIC_A, s -> s.assignsPublicIps(false)), PUBLIC_A), "ND-001");
            network.cluster(c -> c.autoMode("general-purpose"));
            unreachable(apiServer(network, PUBLIC_A), "ND-001");
            reachable(apiServer(network.subnet(PUBLIC_A, s -> s.assignsPublicIps(true)), PUBLIC_A));
        }

        @Test
        void whereOnlyKubernetesKnowsTheNextNodeRunningOnesTellOfTheSubnet() {
            network.withoutNodegroups()
                    .subnet(PUBLIC_A, subnet -> subnet.assignsPublicIps(false))
                    .node("i-with", PUBLIC_A, "198.51.100.1");
            unknown(apiServer(network, PUBLIC_A), UnknownReason.K8S_ONLY, "ND-001");
            network.node("i-without", PUBLIC_A);
            Cause cause = unreachable(apiServer(network, PUBLIC_A), "ND-001");
            assertThat(cause.also()).containsExactly(Resource.ec2("i-without"));
            reachable(apiServer(network.subnet(PUBLIC_A, s -> s.assignsPublicIps(true)), PUBLIC_A));
        }
    }

    @Nested
    class AdmittedByTheEndpoint {

        @Test
        void everyoneIncludesNodesFromAmazonsPool() {
            reachable(apiServer(
                    network.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "203.0.113.0/24", "0.0.0.0/0"), PUBLIC_A));
            assertThat(apiServer(network.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "203.0.113.0/24", "::/0"), PUBLIC_A)
                            .verdict())
                    .as("everyone of the other family")
                    .isEqualTo(Reachability.UNREACHABLE);
        }

        @Test
        void aListOfSingleAddressesHoldsNoneOfThePool() {
            Cause cause = unreachable(
                    apiServer(network.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "203.0.113.7/32"), PUBLIC_A), "EP-003");
            assertThat(cause.sentence())
                    .isEqualTo("New nodes of subnet-public-a get public addresses from Amazon's pool, which"
                            + " publicAccessCidrs (203.0.113.7/32) does not hold.");
            assertThat(cause.resource()).isEqualTo(Resource.ec2(PUBLIC_A));
        }

        @ParameterizedTest
        @CsvSource({
            "52.0.0.0/8, UNKNOWN",
            "52.94.0.0/16, UNKNOWN",
            "52.94.0.0/17, UNREACHABLE",
            "10.0.0.0/8, UNREACHABLE",
            "192.168.0.0/16, UNREACHABLE",
            "2600::/12, UNREACHABLE"
        })
        void aWideRangeMayHoldThePool(String range, Reachability verdict) {
            network.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, range);
            assertThat(apiServer(network, PUBLIC_A).verdict()).isEqualTo(verdict);
            assertThat(apiServer(network, PUBLIC_A).decidedBy()).containsExactly("EP-003");
        }

        @Test
        void runningNodesShowWhatTheListHolds() {
            network.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "198.51.100.0/28")
                    .nodeOfWorkers("i-1", PUBLIC_A, "198.51.100.1");
            reachable(apiServer(network, PUBLIC_A));
            unreachable(apiServer(network, "subnet-public-b"), "EP-003");
            network.nodeOfWorkers("i-2", PUBLIC_A, "198.51.100.99");
            assertThat(unreachable(apiServer(network, PUBLIC_A), "EP-003").sentence())
                    .isEqualTo(
                            "A running node of subnet-public-a has the public address 198.51.100.99, which the public"
                                    + " endpoint does not admit: publicAccessCidrs is 198.51.100.0/28.");
        }

        @Test
        void onlyRunningNodesOfTheClusterInTheSubnetCount() {
            network.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "198.51.100.0/28")
                    .nodeOfWorkers("i-1", PUBLIC_A, "198.51.100.1")
                    .nodeOfWorkers("i-2", "subnet-public-b", "198.51.100.99")
                    .instance(instance("stopped", "kubernetes.io/cluster/demo"))
                    .instance(instance("running", "kubernetes.io/cluster/other"));
            reachable(apiServer(network, PUBLIC_A));
        }

        private static Instance instance(String state, String tag) {
            return new Instance(
                    "i-" + state,
                    PUBLIC_A,
                    state,
                    List.of(dev.nodepath.network.Cidr.parse("198.51.100.99")),
                    List.of("sg-cluster"),
                    Map.of(tag, "owned", "eks:nodegroup-name", "workers"));
        }

        @Test
        void runningNodesThatCannotBeReadShowNothing() {
            network.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "198.51.100.0/28")
                    .nodeOfWorkers("i-1", PUBLIC_A, "198.51.100.1")
                    .unread(Need.INSTANCES);
            unknown(apiServer(network, PUBLIC_A), UnknownReason.NOT_READ, "EP-003");
        }
    }

    @Nested
    class BlockPublicAccess {

        @ParameterizedTest
        @EnumSource(names = {"BLOCK_INGRESS", "BLOCK_BIDIRECTIONAL"})
        void bothModesCutPublicSubnetsOff(InternetGatewayBlockMode mode) {
            Cause cause = unreachable(apiServer(network.blockPublicAccess(mode), PUBLIC_A), "RT-008");
            assertThat(cause.resource()).isEqualTo(Resource.ec2(PUBLIC_A));
            assertThat(cause.also()).containsExactly(Resource.ec2("vpc-1"));
            assertThat(cause.sentence())
                    .contains(mode == InternetGatewayBlockMode.BLOCK_INGRESS ? "block-ingress" : "block-bidirectional");
        }

        /** VPC user guide, "Block public access": what an exclusion lifts in each mode, with NAT and without. */
        @ParameterizedTest
        @CsvSource({
            "BLOCK_INGRESS, ALLOW_BIDIRECTIONAL, false, REACHABLE",
            "BLOCK_INGRESS, ALLOW_EGRESS, false, UNREACHABLE",
            "BLOCK_INGRESS, OTHER, false, UNKNOWN",
            "BLOCK_INGRESS, , false, UNREACHABLE",
            "BLOCK_INGRESS, ALLOW_BIDIRECTIONAL, true, REACHABLE",
            "BLOCK_INGRESS, ALLOW_EGRESS, true, REACHABLE",
            "BLOCK_INGRESS, , true, REACHABLE",
            "BLOCK_BIDIRECTIONAL, ALLOW_BIDIRECTIONAL, false, REACHABLE",
            "BLOCK_BIDIRECTIONAL, ALLOW_EGRESS, false, REACHABLE",
            "BLOCK_BIDIRECTIONAL, OTHER, false, UNKNOWN",
            "BLOCK_BIDIRECTIONAL, , false, UNREACHABLE",
            "BLOCK_BIDIRECTIONAL, ALLOW_BIDIRECTIONAL, true, REACHABLE",
            "BLOCK_BIDIRECTIONAL, ALLOW_EGRESS, true, REACHABLE",
            "BLOCK_BIDIRECTIONAL, , true, UNREACHABLE",
            "OTHER, ALLOW_BIDIRECTIONAL, true, UNKNOWN",
            "OTHER, ALLOW_BIDIRECTIONAL, false, UNKNOWN",
            "OFF, , false, REACHABLE",
            "OFF, , true, REACHABLE",
        })
        void anExclusionLiftsTheBlock(
                InternetGatewayBlockMode mode, Mode exclusion, boolean translated, Reachability verdict) {
            for (String excluded : List.of(PUBLIC_A, "vpc-1")) {
                TestNetwork of = translated ? TestNetwork.publicAndPrivate() : TestNetwork.publicOnly();
                of.blockPublicAccess(mode);
                if (exclusion != null) {
                    of.exclude(excluded, exclusion);
                }
                Answer answer = apiServer(of, translated ? PRIVATE_A : PUBLIC_A);
                assertThat(answer.verdict()).as(answer.reason()).isEqualTo(verdict);
                assertThat(answer.decidedBy())
                        .isEqualTo(verdict == Reachability.REACHABLE ? List.of() : List.of("RT-008"));
            }
        }

        @Test
        void theExclusionOfTheNatGatewaysSubnetCountsNotThatOfTheNodes() {
            TestNetwork translated =
                    TestNetwork.publicAndPrivate().blockPublicAccess(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL);
            Cause cause = unreachable(
                    apiServer(translated.exclude(PRIVATE_A, Mode.ALLOW_BIDIRECTIONAL), PRIVATE_A), "RT-008");
            assertThat(cause.resource()).isEqualTo(Resource.ec2(PUBLIC_A));
            reachable(apiServer(translated.exclude(PUBLIC_A, Mode.ALLOW_EGRESS), PRIVATE_A));
        }

        @Test
        void aNatGatewayBehindTwoHalvesIsBlockedToo() {
            TestNetwork translated = TestNetwork.publicAndPrivate()
                    .blockPublicAccess(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL)
                    .internetGateway("igw-2")
                    .withoutRoute("rtb-public", "0.0.0.0/0")
                    .withRoute("rtb-public", "0.0.0.0/1", "igw-1")
                    .withRoute("rtb-public", "128.0.0.0/1", "igw-2");
            unreachable(apiServer(translated, PRIVATE_A), "RT-008");
        }

        @Test
        void aRegionalNatGatewayIsBlockedForTheNodesSubnet() {
            TestNetwork regional = TestNetwork.publicAndPrivate()
                    .natGateway("nat-a", nat -> nat.regional("rtb-nat"))
                    .blockPublicAccess(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL);
            unreachable(apiServer(regional, PRIVATE_A), "RT-008");
            regional.routeTable("rtb-nat", table -> table.route("0.0.0.0/0", "igw-1"));
            unreachable(apiServer(regional, PRIVATE_A), "RT-008");
            reachable(apiServer(regional.exclude(PRIVATE_A, Mode.ALLOW_EGRESS), PRIVATE_A));
        }

        @ParameterizedTest
        @CsvSource({
            "BLOCK_BIDIRECTIONAL, , UNREACHABLE",
            "BLOCK_BIDIRECTIONAL, subnet-private-a, UNREACHABLE",
            "BLOCK_BIDIRECTIONAL, subnet-public-a, UNKNOWN",
            "BLOCK_BIDIRECTIONAL, vpc-1, UNKNOWN",
            "BLOCK_INGRESS, , UNREACHABLE",
            "BLOCK_INGRESS, subnet-public-a, UNKNOWN",
            "OFF, , UNKNOWN",
        })
        void aNatInstanceIsBlockedAsNodesInItsSubnetAre(
                InternetGatewayBlockMode mode, String excluded, Reachability verdict) {
            TestNetwork behindInstance = withoutNat("eni-nat", mode, excluded)
                    .natInstance("eni-nat", false, "sg-nat")
                    .securityGroup(
                            "sg-nat", group -> group.admits(443, "10.0.0.0/16").lets(443, "0.0.0.0/0"));
            Answer answer = apiServer(behindInstance, PRIVATE_A);
            assertThat(answer.verdict()).as(answer.reason()).isEqualTo(verdict);
            assertThat(answer.decidedBy()).containsExactly(verdict == Reachability.UNREACHABLE ? "RT-008" : "EP-002");
            unknown(
                    apiServer(behindInstance.withRoute("rtb-public", "0.0.0.0/0", "tgw-1"), PRIVATE_A),
                    UnknownReason.APPLIANCE,
                    "EP-002");
        }

        @ParameterizedTest
        @CsvSource({
            "BLOCK_BIDIRECTIONAL, cagw-1, , UNREACHABLE",
            "BLOCK_BIDIRECTIONAL, cagw-1, subnet-private-a, UNKNOWN",
            "BLOCK_BIDIRECTIONAL, cagw-1, subnet-public-a, UNREACHABLE",
            "BLOCK_BIDIRECTIONAL, vpce-fw, , UNREACHABLE",
            "BLOCK_BIDIRECTIONAL, vpce-fw, subnet-public-b, UNREACHABLE",
            "BLOCK_BIDIRECTIONAL, vpce-fw, subnet-public-a, UNKNOWN",
            "BLOCK_BIDIRECTIONAL, vpce-fw, vpc-1, UNKNOWN",
            "BLOCK_BIDIRECTIONAL, tgw-1, , UNKNOWN",
            "BLOCK_INGRESS, cagw-1, , UNKNOWN",
            "BLOCK_INGRESS, vpce-fw, , UNKNOWN",
        })
        void carrierGatewaysAndFirewallsAreBlockedBothWays(
                InternetGatewayBlockMode mode, String target, String excluded, Reachability verdict) {
            Answer answer = apiServer(withoutNat(target, mode, excluded), PRIVATE_A);
            assertThat(answer.verdict()).as(answer.reason()).isEqualTo(verdict);
            assertThat(answer.decidedBy()).containsExactly(verdict == Reachability.UNREACHABLE ? "RT-008" : "EP-002");
        }

        @Test
        void aFirewallBehindANatGatewayIsBlockedBothWays() {
            TestNetwork translated = TestNetwork.publicAndPrivate()
                    .vpcEndpoint("fw", endpoint -> endpoint.type(VpcEndpoint.Type.OTHER))
                    .withRoute("rtb-public", "0.0.0.0/0", "vpce-fw")
                    .blockPublicAccess(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL);
            Cause cause = unreachable(apiServer(translated, PRIVATE_A), "RT-008");
            assertThat(cause.resource()).isEqualTo(Resource.ec2(PUBLIC_A));
            assertThat(cause.also()).containsExactly(Resource.ec2("vpc-1"), Resource.ec2("vpce-fw"));
            assertThat(cause.sentence()).contains("through vpce-fw");
            unknown(apiServer(translated.unread(Need.VPC_ENDPOINTS), PRIVATE_A), UnknownReason.APPLIANCE, "EP-002");
        }

        @Test
        void aFirewallThatLeadsToATransitGatewayIsNot() {
            TestNetwork onwards = withoutNat("vpce-fw", InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL, null)
                    .withRoute("rtb-public", "0.0.0.0/0", "tgw-1");
            unknown(apiServer(onwards, PRIVATE_A), UnknownReason.APPLIANCE, "EP-002");
        }

        @Test
        void aFirewallThatLeadsToAnApplianceIs() {
            TestNetwork onwards = withoutNat("vpce-fw", InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL, null)
                    .withRoute("rtb-public", "0.0.0.0/0", "eni-fw");
            unreachable(apiServer(onwards, PRIVATE_A), "RT-008");
        }

        private static TestNetwork withoutNat(String target, InternetGatewayBlockMode mode, @Nullable String excluded) {
            TestNetwork of = TestNetwork.publicAndPrivate()
                    .withoutNat()
                    .vpcEndpoint(
                            "fw",
                            endpoint -> endpoint.type(VpcEndpoint.Type.OTHER).in("subnet-public-b"))
                    .withRoute("rtb-private-a", "0.0.0.0/0", target)
                    .blockPublicAccess(mode);
            return excluded == null ? of : of.exclude(excluded, Mode.ALLOW_BIDIRECTIONAL);
        }

        @ParameterizedTest
        @CsvSource({"INACTIVE, UNREACHABLE", "OTHER, UNKNOWN", "ACTIVE, REACHABLE"})
        void anExclusionCountsOnceItIsInForce(State state, Reachability verdict) {
            network.blockPublicAccess(InternetGatewayBlockMode.BLOCK_INGRESS)
                    .exclude(PUBLIC_A, Mode.ALLOW_BIDIRECTIONAL, state);
            assertThat(apiServer(network, PUBLIC_A).verdict()).isEqualTo(verdict);
        }

        @Test
        void anExclusionOfSomethingElseLiftsNothing() {
            network.blockPublicAccess(InternetGatewayBlockMode.BLOCK_INGRESS)
                    .exclude("subnet-public-b", Mode.ALLOW_BIDIRECTIONAL)
                    .exclude("vpc-2", Mode.ALLOW_BIDIRECTIONAL);
            unreachable(apiServer(network, PUBLIC_A), "RT-008");
            reachable(apiServer(network, "subnet-public-b"));
        }

        @Test
        void theSubnetsWordCountsBeforeTheVpcsAndThatBeforeTheAccounts() {
            network.blockPublicAccess(InternetGatewayBlockMode.BLOCK_INGRESS)
                    .subnet(PUBLIC_A, subnet -> subnet.blockMode(InternetGatewayBlockMode.OFF))
                    .subnet("subnet-public-b", subnet -> subnet.withoutBlockMode())
                    .vpcBlockMode(InternetGatewayBlockMode.OFF);
            reachable(apiServer(network, PUBLIC_A));
            reachable(apiServer(network, "subnet-public-b"));
            network.vpcBlockMode(InternetGatewayBlockMode.BLOCK_INGRESS);
            unreachable(apiServer(network, "subnet-public-b"), "RT-008");
            unreachable(
                    apiServer(
                            TestNetwork.publicOnly()
                                    .blockPublicAccessOfAccountOnly(InternetGatewayBlockMode.BLOCK_INGRESS),
                            PUBLIC_A),
                    "RT-008");
        }

        @Test
        void whatCannotBeReadDecidesNothing() {
            unknown(
                    apiServer(
                            network.blockPublicAccess(InternetGatewayBlockMode.BLOCK_INGRESS)
                                    .unread(Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS),
                            PUBLIC_A),
                    UnknownReason.NOT_READ,
                    "RT-008");
            unknown(
                    apiServer(
                            TestNetwork.publicOnly()
                                    .blockPublicAccessOfAccountOnly(InternetGatewayBlockMode.OFF)
                                    .unread(Need.BLOCK_PUBLIC_ACCESS),
                            PUBLIC_A),
                    UnknownReason.NOT_READ,
                    "RT-008");
            reachable(apiServer(TestNetwork.publicOnly().unread(Need.BLOCK_PUBLIC_ACCESS), PUBLIC_A));
        }

        @Test
        void theOwnersBlockOfASharedSubnetIsHisToKnow() {
            network.sharedBy(TestNetwork.OTHER_ACCOUNT);
            reachable(apiServer(network, PUBLIC_A));
            unknown(
                    apiServer(network.blockPublicAccess(InternetGatewayBlockMode.BLOCK_INGRESS), PUBLIC_A),
                    UnknownReason.SHARED_VPC_NOT_VISIBLE,
                    "RT-008");
            unknown(
                    apiServer(
                            TestNetwork.publicOnly()
                                    .sharedBy(TestNetwork.OTHER_ACCOUNT)
                                    .blockPublicAccessOfAccountOnly(InternetGatewayBlockMode.OFF),
                            PUBLIC_A),
                    UnknownReason.SHARED_VPC_NOT_VISIBLE,
                    "RT-008");
        }

        @Test
        void thePrivateEndpointIsNotBlocked() {
            network.endpoint(EndpointAccess.Mode.PUBLIC_AND_PRIVATE)
                    .blockPublicAccess(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL);
            reachable(apiServer(network, PUBLIC_A));
            unreachable(join(network, PUBLIC_A), "RT-008");
        }
    }

    @Nested
    class Ipv6 {

        private final TestNetwork dual = TestNetwork.publicAndPrivate()
                .dualStack()
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "::/0");

        @Test
        void aDualStackEndpointIsReachedByIpv6ThroughAnEgressOnlyGateway() {
            Answer answer = apiServer(dual, PRIVATE_A);
            reachable(answer);
            assertThat(answer.reason())
                    .isEqualTo("Nodes of subnet-private-a leave by IPv6 through egress-only internet gateway eigw-1.");
            assertThat(egressOnlyGateways(dual)).containsExactly("eigw-1: attached to the VPC");
        }

        /** What the hops of the way to the API server say of them. */
        private static List<String> egressOnlyGateways(TestNetwork of) {
            return apiServer(of, PRIVATE_A).hops().stream()
                    .filter(hop -> hop.kind() == Hop.Kind.EGRESS_ONLY_INTERNET_GATEWAY)
                    .map(hop -> hop.id() + ": " + hop.detail())
                    .toList();
        }

        @Test
        void chinaHasAnEndpointDomainOfItsOwn() {
            reachable(apiServer(
                    dual.cluster(
                            c -> c.apiServer("https://0123.gr7.eks-cluster.cn-north-1.api.amazonwebservices.com.cn/")),
                    PRIVATE_A));
        }

        @Test
        void anOlderEndpointAnswersOnIpv4Only() {
            unreachable(
                    apiServer(
                            dual.cluster(c -> c.apiServer("https://0123.gr7.us-east-1.eks.amazonaws.com")), PRIVATE_A),
                    "EP-007");
            unreachable(
                    apiServer(
                            TestNetwork.publicAndPrivate()
                                    .dualStack()
                                    .cluster(c -> c.ipFamily(dev.nodepath.network.Cidr.Family.IPV4))
                                    .withoutRoute("rtb-private-a", "0.0.0.0/0"),
                            PRIVATE_A),
                    "EP-007");
        }

        @Test
        void eitherFamilySuffices() {
            TestNetwork both = TestNetwork.publicAndPrivate().dualStack();
            reachable(apiServer(both.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "0.0.0.0/0"), PRIVATE_A));
            reachable(apiServer(both.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "::/0"), PRIVATE_A));
            assertThat(apiServer(both.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "203.0.113.0/24"), PRIVATE_A)
                            .verdict())
                    .isEqualTo(Reachability.UNREACHABLE);
        }

        @Test
        void theSubnetsRangeHasToBeAdmitted() {
            // subnet-private-a is the third subnet, so its range is 2600:1f14:1:2::/64.
            reachable(apiServer(dual.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "2600:1f14:1:2::/64"), PRIVATE_A));
            Answer refused = apiServer(dual.endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "2600:1f14:1:3::/64"), PRIVATE_A);
            assertThat(refused.verdict()).isEqualTo(Reachability.UNREACHABLE);
            assertThat(refused.causes())
                    .extracting(Cause::sentence)
                    .anyMatch(sentence -> sentence.equals("Nodes of subnet-private-a appear from 2600:1f14:1:2::/64,"
                            + " which the public endpoint does not admit: publicAccessCidrs is 2600:1f14:1:3::/64."));
        }

        @Test
        void aGatewayThatIsGoneOrBlackholedLeadsNowhere() {
            assertThat(apiServer(dual.withoutEgressOnlyInternetGateway("eigw-1"), PRIVATE_A)
                            .decidedBy())
                    .containsExactly("EP-007", "EP-010");
            assertThat(egressOnlyGateways(dual)).containsExactly("eigw-1: gone");
            dual.egressOnlyInternetGateway("eigw-1").withBlackhole("rtb-private-a", "::/0", "eigw-1");
            assertThat(apiServer(dual, PRIVATE_A).decidedBy()).containsExactly("EP-007", "EP-010");
            assertThat(egressOnlyGateways(dual)).containsExactly("eigw-1: gone");
            assertThat(apiServer(dual.unread(Need.EGRESS_ONLY_INTERNET_GATEWAYS), PRIVATE_A)
                            .decidedBy())
                    .containsExactly("EP-007", "EP-010");
        }

        @Test
        void anotherGatewayDoesNotStandInForOneThatIsGone() {
            dual.withoutEgressOnlyInternetGateway("eigw-1").egressOnlyInternetGateway("eigw-2");
            assertThat(apiServer(dual, PRIVATE_A).decidedBy()).containsExactly("EP-007", "EP-010");
        }

        @Test
        void gatewaysThatCannotBeReadDecideNothing() {
            unknown(
                    apiServer(dual.unread(Need.EGRESS_ONLY_INTERNET_GATEWAYS), PRIVATE_A),
                    UnknownReason.NOT_READ,
                    "EP-010");
        }

        @Test
        void theOwnerOfASharedVpcDoesNotShowItButAnActiveRouteProvesIt() {
            dual.sharedBy(TestNetwork.OTHER_ACCOUNT).withoutEgressOnlyInternetGateway("eigw-1");
            reachable(apiServer(dual, PRIVATE_A));
            assertThat(egressOnlyGateways(dual))
                    .containsExactly("eigw-1: not shown by the VPC's owner; the route is active");
            dual.withBlackhole("rtb-private-a", "::/0", "eigw-1");
            assertThat(apiServer(dual, PRIVATE_A).verdict()).isEqualTo(Reachability.UNREACHABLE);
        }

        @Test
        void nodesNeedAnIpv6AddressForIt() {
            dual.subnet(PRIVATE_A, subnet -> subnet.assignsIpv6(false));
            assertThat(apiServer(dual, PRIVATE_A).decidedBy()).containsExactly("EP-007", "ND-006");
            dual.subnet(PRIVATE_A, subnet -> subnet.withoutIpv6().assignsIpv6(true));
            assertThat(apiServer(dual, PRIVATE_A).causes())
                    .extracting(Cause::sentence)
                    .anyMatch(s ->
                            s.equals("Subnet subnet-private-a has no IPv6 range, so its nodes have no IPv6 address."));
        }

        @Test
        void publicSubnetsLeaveByTheInternetGateway() {
            TestNetwork dualPublic = TestNetwork.publicOnly()
                    .dualStack()
                    .withoutRoute("rtb-public", "0.0.0.0/0")
                    .endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "2600:1f14:1::/56");
            reachable(apiServer(dualPublic, PUBLIC_A));
            assertThat(apiServer(dualPublic.subnet(PUBLIC_A, s -> s.assignsIpv6(false)), PUBLIC_A)
                            .decidedBy())
                    .containsExactly("EP-007", "ND-006");
        }

        @Test
        void blockIngressLetsEgressOnlyThroughAndNothingElse() {
            dual.blockPublicAccess(InternetGatewayBlockMode.BLOCK_INGRESS);
            reachable(apiServer(dual, PRIVATE_A));
            dual.blockPublicAccess(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL);
            assertThat(apiServer(dual, PRIVATE_A).decidedBy()).containsExactly("EP-007", "RT-008");
            TestNetwork dualPublic = TestNetwork.publicOnly()
                    .dualStack()
                    .endpoint(EndpointAccess.Mode.PUBLIC_ONLY, "0.0.0.0/0", "::/0")
                    .blockPublicAccess(InternetGatewayBlockMode.BLOCK_INGRESS);
            unreachable(apiServer(dualPublic, PUBLIC_A), "RT-008");
        }

        @Test
        void whatCannotBeFollowedByIpv6StaysUnknown() {
            dual.withRoute("rtb-private-a", "::/0", "tgw-1");
            unknown(apiServer(dual, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "EP-002");
            dual.withRoute("rtb-private-a", "::/0", "nat-a");
            unknown(apiServer(dual, PRIVATE_A), UnknownReason.PARTIAL_ROUTES, "EP-002");
            dual.withBlackhole("rtb-private-a", "::/0", "nat-a");
            assertThat(apiServer(dual, PRIVATE_A).decidedBy()).containsExactly("EP-007", "RT-001");
        }

        @Test
        void securityGroupsAndAclsHaveRulesForEachFamily() {
            dual.securityGroup("sg-cluster", group -> group.withoutEgress().lets(443, "0.0.0.0/0"));
            assertThat(apiServer(dual, PRIVATE_A).decidedBy()).containsExactly("EP-007", "SG-005");
            dual.securityGroup("sg-cluster", group -> group.lets(443, "::/0"))
                    .aclOf(PRIVATE_A, acl -> acl.allowsAll().without(101, false));
            assertThat(apiServer(dual, PRIVATE_A).decidedBy()).containsExactly("EP-007", "NA-001");
        }
    }
}
