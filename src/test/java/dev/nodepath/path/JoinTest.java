package dev.nodepath.path;

import static dev.nodepath.path.PathTesting.PRIVATE_A;
import static dev.nodepath.path.PathTesting.PUBLIC_A;
import static dev.nodepath.path.PathTesting.apiServer;
import static dev.nodepath.path.PathTesting.join;
import static dev.nodepath.path.PathTesting.reachable;
import static dev.nodepath.path.PathTesting.unknown;
import static dev.nodepath.path.PathTesting.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route.Origin;
import dev.nodepath.network.Route.State;
import dev.nodepath.network.TestDeclared;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node calls before it is Ready, beside the API server (rules VE-001 to VE-007, ND-007). */
class JoinTest {

    @Test
    void whatTheApiServerIsReachedBySaysJoinToo() {
        Answer join = join(TestNetwork.publicAndPrivate(), PRIVATE_A);
        reachable(join);
        assertThat(join.reason())
                .isEqualTo(
                        "Nodes of subnet-private-a leave through NAT gateway nat-a as 198.51.100.10. The AWS services a"
                                + " node needs are reachable too.");
        assertThat(join.hops())
                .containsAll(
                        apiServer(TestNetwork.publicAndPrivate(), PRIVATE_A).hops());
    }

    /** A subnet without a way to the internet. */
    @Nested
    class WithoutInternet {

        private final TestNetwork network = TestNetwork.privateOnly();

        @Test
        void endpointsForAllServicesSuffice() {
            Answer join = join(network, PRIVATE_A);
            reachable(join);
            assertThat(join.hops())
                    .filteredOn(hop -> hop.kind() == Hop.Kind.VPC_ENDPOINT)
                    .extracting(Hop::id)
                    .containsExactly("vpce-ec2", "vpce-ecr-api", "vpce-ecr-dkr", "vpce-s3");
        }

        @ParameterizedTest
        @CsvSource({"ec2, VE-001", "ecr.api, VE-001", "ecr.dkr, VE-001", "s3, VE-005"})
        void aMissingEndpointKeepsNodesFromJoiningNotFromTheApiServer(String service, String rule) {
            network.withoutVpcEndpoint(service);
            reachable(apiServer(network, PRIVATE_A));
            Cause cause = unreachable(join(network, PRIVATE_A), rule);
            assertThat(cause.resource())
                    .isEqualTo(new Resource("AwsVpcEndpointService", "com.amazonaws.us-east-1." + service));
            assertThat(cause.also()).containsExactly(Resource.ec2("vpc-1"), Resource.ec2(PRIVATE_A));
            assertThat(cause.sentence())
                    .isEqualTo("Nodes of subnet-private-a have no way to com.amazonaws.us-east-1." + service
                            + ": no route to the internet, and VPC vpc-1 has no endpoint for it.");
        }

        @Test
        void aNodeBecomesReadyWithoutSts() {
            reachable(join(network.withoutVpcEndpoint("sts"), PRIVATE_A));
        }

        @Test
        void podsOnFargateDoWithoutEc2() {
            network.withoutVpcEndpoint("ec2").withoutNodegroups().fargateProfile("fp", PRIVATE_A);
            reachable(join(network, PRIVATE_A));
            network.nodegroup("workers", group -> group.in(PRIVATE_A));
            unreachable(join(network, PRIVATE_A), "VE-001");
        }

        @Test
        void anEndpointOfAnotherServiceOrRegionIsNone() {
            network.withoutVpcEndpoint("ec2")
                    .vpcEndpoint("ec2messages", e -> e.in(PRIVATE_A).groups("sg-endpoints"))
                    .vpcEndpoint("eu-west-1.ec2", e -> e.in(PRIVATE_A).groups("sg-endpoints"));
            unreachable(join(network, PRIVATE_A), "VE-001");
        }

        @Test
        void withoutPrivateDnsNamesLeadToPublicAddresses() {
            network.vpcEndpoint("ecr.api", endpoint -> endpoint.withoutPrivateDns());
            Cause cause = unreachable(join(network, PRIVATE_A), "VE-002");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("vpce-ecr-api"));
        }

        @ParameterizedTest
        @CsvSource({"PENDING, UNKNOWN, VE-001", "OTHER, UNKNOWN, VE-001", "GONE, UNREACHABLE, VE-001"})
        void anEndpointCountsOnceItIsAvailable(VpcEndpoint.State state, Reachability verdict, String rule) {
            network.vpcEndpoint("ec2", endpoint -> endpoint.state(state));
            assertThat(join(network, PRIVATE_A).verdict()).isEqualTo(verdict);
            assertThat(join(network, PRIVATE_A).decidedBy()).containsExactly(rule);
        }

        @Test
        void anEndpointInNoSubnetHasNoAddress() {
            network.vpcEndpoint("ec2", endpoint -> endpoint.in());
            assertThat(unreachable(join(network, PRIVATE_A), "VE-004").resource())
                    .isEqualTo(Resource.ec2("vpce-ec2"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"subnet-hidden", "subnet-private-a,subnet-hidden"})
        void whatGuardsAnEndpointInASubnetThatIsNotShownIsNotKnown(String subnets) {
            network.vpcEndpoint("ec2", endpoint -> endpoint.in(subnets.split(",")));
            Cause cause = unknown(join(network, PRIVATE_A), UnknownReason.NOT_READ, "VE-004");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("vpce-ec2"));
            assertThat(cause.sentence())
                    .isEqualTo("AWS did not show subnet-hidden, where VPC endpoint vpce-ec2 answers, so it is not known"
                            + " whether nodes of subnet-private-a reach it there.");
            network.sharedBy(TestNetwork.OTHER_ACCOUNT).seenByOwner();
            unknown(join(network, PRIVATE_A), UnknownReason.SHARED_VPC_NOT_VISIBLE, "VE-004");
        }

        @Test
        void aClosedEndpointIsClosedInSubnetsThatAreNotShownToo() {
            network.vpcEndpoint("ec2", endpoint -> endpoint.in("subnet-hidden"))
                    .securityGroup("sg-endpoints", group -> group.withoutIngress());
            unreachable(join(network, PRIVATE_A), "VE-003");
        }

        @Test
        void anEndpointHasToAdmitTheNodes() {
            network.securityGroup(
                    "sg-endpoints", group -> group.withoutIngress().admits(443, "10.0.11.0/24"));
            Cause cause = unreachable(join(network, PRIVATE_A), "VE-003");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("vpce-ec2"));
            assertThat(cause.also()).containsExactly(Resource.ec2("sg-endpoints"));
            reachable(join(network, "subnet-private-b"));
        }

        @Test
        void nodesHaveToBeLetOutToTheEndpoint() {
            network.launchTemplate("lt-1", template -> template.groups("sg-node"))
                    .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                    .securityGroup("sg-cluster", group -> group.admits(443, "sg-node"))
                    .securityGroup("sg-node", group -> group.lets(443, "sg-cluster", "pl-s3"));
            Cause cause = unreachable(join(network, PRIVATE_A), "SG-005");
            assertThat(cause.sentence()).contains("vpce-ec2");
            reachable(join(network.securityGroup("sg-node", group -> group.lets(443, "sg-endpoints")), PRIVATE_A));
        }

        @Test
        void aclsOfTheEndpointsSubnetsHaveToLetBothDirectionsThrough() {
            network.addSubnet("subnet-endpoints", 'a', "10.0.20.0/24")
                    .controlPlaneIn(PRIVATE_A)
                    .vpcEndpoint("ec2", endpoint -> endpoint.in("subnet-endpoints"))
                    .aclOf("subnet-endpoints", acl -> acl.allowsIn(100, 443, 443, "10.0.10.0/24"));
            Cause cause = unreachable(join(network, PRIVATE_A), "NA-004");
            assertThat(cause.sentence()).contains("outbound from VPC endpoint vpce-ec2 to ephemeral ports 32768-60999");
            network.acl("acl-subnet-endpoints", acl -> acl.allowsOut(100, 32768, 60999, "10.0.10.0/24"));
            reachable(join(network, PRIVATE_A));
        }

        @Test
        void withAServerOutsideAwsItIsNotKnownWhatNamesLeadTo() {
            unknown(join(network.nameServers("192.168.0.53"), PRIVATE_A), UnknownReason.CUSTOM_DNS, "EP-005", "VE-007");
        }

        // --- S3

        @Test
        void theGatewayOfS3HasToBeOnTheSubnetsTable() {
            network.vpcEndpoint("s3", endpoint -> endpoint.gateway("rtb-private-b"))
                    .withoutRoute("rtb-private-a", "pl-s3");
            Cause cause = unreachable(join(network, PRIVATE_A), "VE-005");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("vpce-s3"));
            reachable(join(network, "subnet-private-b"));
        }

        @Test
        void itsRouteShowsThatItIsOnTheTable() {
            network.vpcEndpoint("s3", endpoint -> endpoint.gateway());
            reachable(join(network, PRIVATE_A));
            network.withBlackhole("rtb-private-a", "pl-s3", "vpce-s3");
            unreachable(join(network, PRIVATE_A), "VE-005");
        }

        @Test
        void aSubnetOfTheMainTableNeedsItOnTheMainTable() {
            network.disassociate(PRIVATE_A);
            unreachable(join(network, PRIVATE_A), "VE-005");
            reachable(join(network.vpcEndpoint("s3", endpoint -> endpoint.gateway("rtb-main")), PRIVATE_A));
        }

        @Test
        void aGatewayThatIsNotAvailableYetIsNotSettled() {
            network.vpcEndpoint("s3", endpoint -> endpoint.state(VpcEndpoint.State.PENDING))
                    .withoutRoute("rtb-private-a", "pl-s3");
            unknown(join(network, PRIVATE_A), UnknownReason.EVENTUAL_CONSISTENCY, "VE-001");
        }

        @Test
        void anInterfaceEndpointOfS3ServesToo() {
            network.withoutVpcEndpoint("s3")
                    .vpcEndpoint("s3", endpoint -> endpoint.in(PRIVATE_A).groups("sg-endpoints"));
            reachable(join(network, PRIVATE_A));
        }

        @Test
        void theNameThatAnInterfaceEndpointTakesDoesNotLeadToTheGateway() {
            network.vpcEndpoint(
                            "s3-interface",
                            endpoint -> endpoint.of("s3").in(PRIVATE_A).groups("sg-closed"))
                    .securityGroup("sg-closed", group -> {});
            Cause cause = unreachable(join(network, PRIVATE_A), "VE-007");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("vpce-s3-interface"));
            reachable(join(network.securityGroup("sg-closed", group -> group.admits(443, "10.0.0.0/16")), PRIVATE_A));
        }

        @Test
        void aServerOutsideAwsMayGiveTheAddressesOfTheGatewayOrOfTheInterfaceEndpoint() {
            network.nameServers("192.168.0.53")
                    .vpcEndpoint(
                            "s3-interface",
                            endpoint -> endpoint.of("s3").in(PRIVATE_A).groups("sg-closed"))
                    .securityGroup("sg-closed", group -> {});
            assertThat(join(network, PRIVATE_A).causes()).anySatisfy(cause -> {
                assertThat(cause.resource()).isEqualTo(Resource.ec2("vpce-s3-interface"));
                assertThat(cause.sentence()).endsWith(" or to its public addresses.");
            });
            network.vpcEndpoint("s3", endpoint -> endpoint.gateway()).withoutRoute("rtb-private-a", "pl-s3");
            unreachable(join(network.nameServers("192.168.0.53"), PRIVATE_A), "VE-003");
        }

        @Test
        void theGatewayThatIsNotOnTheTableSpeaksBeforeAnInterfaceEndpointWithoutPrivateDns() {
            network.vpcEndpoint("s3", endpoint -> endpoint.gateway("rtb-private-b"))
                    .withoutRoute("rtb-private-a", "pl-s3")
                    .vpcEndpoint(
                            "s3-interface",
                            endpoint -> endpoint.of("s3").in(PRIVATE_A).withoutPrivateDns());
            Cause cause = unreachable(join(network, PRIVATE_A), "VE-005");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("vpce-s3"));
        }

        @Test
        void throughTheGatewayPacketsKeepPublicAddresses() {
            network.launchTemplate("lt-1", template -> template.groups("sg-node"))
                    .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                    .securityGroup("sg-cluster", group -> group.admits(443, "sg-node"))
                    .securityGroup("sg-node", group -> group.lets(443, "10.0.0.0/16"));
            assertThat(join(network, PRIVATE_A).verdict()).isEqualTo(Reachability.UNREACHABLE);
            assertThat(join(network, PRIVATE_A).decidedBy()).containsExactly("SG-005");
            network.securityGroup("sg-node", group -> group.lets(443, "pl-s3"));
            reachable(join(network, PRIVATE_A));
            network.aclOf(
                    PRIVATE_A, acl -> acl.allowsOut(100, 0, 65535, "10.0.0.0/8").allowsIn(100, 0, 65535, "10.0.0.0/8"));
            unreachable(join(network, PRIVATE_A), "NA-001");
        }

        // --- endpoints elsewhere

        @ParameterizedTest
        @ValueSource(strings = {"tgw-1", "vgw-1", "core-1", "pcx-1"})
        void endpointsMayBeInANetworkBeyond(String target) {
            network.withoutVpcEndpoint("ec2").withRoute("rtb-private-a", "10.0.0.0/8", target);
            unknown(join(network, PRIVATE_A), UnknownReason.PATH_LEAVES_VPC, "VE-001");
            network.withBlackhole("rtb-private-a", "10.0.0.0/8", target);
            unreachable(join(network, PRIVATE_A), "VE-001");
        }

        @Test
        void theOwnerOfASharedVpcDoesNotShowItsEndpoints() {
            network.withoutVpcEndpoint("ec2").sharedBy(TestNetwork.OTHER_ACCOUNT);
            unknown(join(network, PRIVATE_A), UnknownReason.SHARED_VPC_NOT_VISIBLE, "VE-001");
        }

        @Test
        void theOwnerOfASharedVpcWasAskedForItsEndpoints() {
            network.withoutVpcEndpoint("ec2")
                    .sharedBy(TestNetwork.OTHER_ACCOUNT)
                    .seenByOwner();
            unreachable(join(network, PRIVATE_A), "VE-001");
        }

        @Test
        void endpointsThatCannotBeReadAreNotAbsent() {
            Cause cause =
                    unknown(join(network.unread(Need.VPC_ENDPOINTS), PRIVATE_A), UnknownReason.NOT_READ, "VE-001");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("vpc-1"));
            reachable(apiServer(network, PRIVATE_A));
        }

        @Test
        void whereThePublicEndpointAloneIsOnTheMissingWayOutIsTheRoot() {
            unreachable(join(network.endpoint(Mode.PUBLIC_ONLY), PRIVATE_A), "EP-007");
        }
    }

    /** A subnet behind a NAT gateway. */
    @Nested
    class WithInternet {

        private final TestNetwork network = TestNetwork.publicAndPrivate();

        @Test
        void noEndpointIsNeeded() {
            reachable(join(network, PRIVATE_A));
        }

        @Test
        void anEndpointThatTakesANameOverHasToAdmitTheNodes() {
            network.withVpcEndpoints();
            reachable(join(network, PRIVATE_A));
            network.securityGroup(
                    "sg-endpoints", group -> group.withoutIngress().admits(443, "sg-app"));
            reachable(apiServer(network, PRIVATE_A));
            Cause cause = unreachable(join(network, PRIVATE_A), "VE-007");
            assertThat(cause.resource()).isEqualTo(Resource.ec2("vpce-ec2"));
        }

        @Test
        void anEndpointWithoutPrivateDnsTakesNoNameOver() {
            network.withVpcEndpoints()
                    .vpcEndpoint("ec2", endpoint -> endpoint.withoutPrivateDns().groups("sg-shut"))
                    .securityGroup("sg-shut", group -> {});
            reachable(join(network, PRIVATE_A));
        }

        @Test
        void anEndpointThatIsNotAvailableTakesNoNameOver() {
            network.withVpcEndpoints()
                    .vpcEndpoint(
                            "ec2",
                            endpoint ->
                                    endpoint.state(VpcEndpoint.State.PENDING).groups("sg-shut"))
                    .securityGroup("sg-shut", group -> {});
            reachable(join(network, PRIVATE_A));
        }

        @Test
        void withAServerOutsideAwsItIsNotKnownWhetherItTakesTheNameOver() {
            network.withVpcEndpoints().nameServers("192.168.0.53");
            reachable(apiServer(network, PRIVATE_A));
            Cause cause = unknown(join(network, PRIVATE_A), UnknownReason.CUSTOM_DNS, "VE-007");
            assertThat(cause.sentence())
                    .isEqualTo(
                            "Nodes ask name servers outside AWS, so it is not known whether ec2 resolves to VPC endpoint"
                                    + " vpce-ec2 or to its public addresses.");
        }

        @Test
        void withAServerOutsideAwsAClosedEndpointBreaksOnlyWhatHasNoOtherWay() {
            network.withVpcEndpoints()
                    .nameServers("192.168.0.53")
                    .vpcEndpoint("ec2", endpoint -> endpoint.groups("sg-shut"))
                    .securityGroup("sg-shut", group -> {});
            unknown(join(network, PRIVATE_A), UnknownReason.CUSTOM_DNS, "VE-007");
            unreachable(
                    join(
                            network.endpoint(Mode.PUBLIC_AND_PRIVATE)
                                    .withBlackhole("rtb-private-a", "0.0.0.0/0", "tgw-1"),
                            PRIVATE_A),
                    "VE-007");
        }

        @Test
        void aBrokenWayOutBreaksEveryServiceWithoutEndpoint() {
            network.endpoint(Mode.PUBLIC_AND_PRIVATE).withBlackhole("rtb-private-a", "0.0.0.0/0", "tgw-1");
            reachable(apiServer(network, PRIVATE_A));
            unreachable(join(network, PRIVATE_A), "RT-001");
            reachable(join(network.withVpcEndpoints(), PRIVATE_A));
        }

        @Test
        void endpointsThatCannotBeReadMayHaveTakenNamesOver() {
            unknown(join(network.unread(Need.VPC_ENDPOINTS), PRIVATE_A), UnknownReason.NOT_READ, "VE-001");
        }
    }

    @Test
    void anInterfaceEndpointIsOnNoRouteTable() {
        TestNetwork network = TestNetwork.privateOnly()
                .vpcEndpoint(
                        "s3",
                        endpoint -> endpoint.type(VpcEndpoint.Type.INTERFACE)
                                .withPrivateDns()
                                .in(PRIVATE_A)
                                .groups("sg-closed"))
                .securityGroup("sg-closed", group -> {});
        unreachable(join(network, PRIVATE_A), "VE-003");
    }

    @Test
    void aGatewayMayBeOnARouteTableThatIsUnread() {
        Answer answer =
                join(TestNetwork.privateOnly().declared(TestDeclared.proxy()).unread(Need.ROUTE_TABLES), PRIVATE_A);
        assertThat(answer.verdict()).isEqualTo(Reachability.UNKNOWN);
        assertThat(answer.causes()).anyMatch(cause -> cause.rule().equals("VE-005") && cause.isUnread());

        Answer notShown = join(
                TestNetwork.privateOnly()
                        .declared(TestDeclared.proxy())
                        .disassociate(PRIVATE_A)
                        .withoutRouteTable("rtb-main"),
                PRIVATE_A);
        assertThat(notShown.causes())
                .filteredOn(cause -> cause.rule().equals("VE-005"))
                .singleElement()
                .satisfies(cause -> assertThat(cause.sentence())
                        .isEqualTo("AWS shows no route table for subnet " + PRIVATE_A
                                + ", so it is not known whether S3 gateway endpoint vpce-s3 is on it."));

        TestNetwork withoutGateway = TestNetwork.privateOnly()
                .withoutVpcEndpoint("s3")
                .vpcEndpoint("s3", endpoint -> endpoint.in(PRIVATE_A).withoutPrivateDns())
                .declared(TestDeclared.proxy())
                .unread(Need.ROUTE_TABLES);
        assertThat(join(withoutGateway, PRIVATE_A).decidedBy()).doesNotContain("VE-005");
    }

    @Nested
    class Fargate {

        private final TestNetwork network = TestNetwork.publicAndPrivate()
                .endpoint(Mode.PUBLIC_AND_PRIVATE)
                .withoutNodegroups()
                .fargateProfile("fp", PRIVATE_A, PUBLIC_A);

        @Test
        void aSubnetWhoseRoutesAreUnreadMayBePublic() {
            TestNetwork network = TestNetwork.publicOnly()
                    .withoutNodegroups()
                    .fargateProfile("fp", PUBLIC_A)
                    .declared(TestDeclared.proxy())
                    .unread(Need.ROUTE_TABLES);
            unknown(join(network, PUBLIC_A), UnknownReason.NOT_READ, "ND-007");

            TestNetwork notShown = TestNetwork.publicOnly()
                    .withoutNodegroups()
                    .fargateProfile("fp", PUBLIC_A)
                    .declared(TestDeclared.proxy())
                    .disassociate(PUBLIC_A)
                    .withoutRouteTable("rtb-main");
            assertThat(unknown(join(notShown, PUBLIC_A), UnknownReason.NOT_READ, "ND-007")
                            .sentence())
                    .isEqualTo(
                            "AWS shows no route table for subnet subnet-public-a, so it is not known whether it routes"
                                    + " to an internet gateway.");
        }

        @Test
        void podsJoinInPrivateSubnetsOnly() {
            reachable(join(network, PRIVATE_A));
            reachable(apiServer(network, PUBLIC_A));
            Cause cause = unreachable(join(network, PUBLIC_A), "ND-007");
            assertThat(cause.resource()).isEqualTo(Resource.fargateProfile(TestNetwork.fargateArn("fp")));
        }

        @Test
        void anyActiveRouteToAnInternetGatewayMakesASubnetPublic() {
            network.withRoute("rtb-private-a", "52.0.0.0/8", "igw-1");
            unreachable(join(network, PRIVATE_A), "ND-007");
            network.withBlackhole("rtb-private-a", "52.0.0.0/8", "igw-1");
            reachable(join(network, PRIVATE_A));
            network.routeTable(
                    "rtb-private-a", table -> table.add("53.0.0.0/8", "igw-1", State.OTHER, Origin.CREATE_ROUTE));
            reachable(join(network, PRIVATE_A));
        }

        @Test
        void nodesBesideThemDoNot() {
            network.nodegroup("workers", group -> group.in(PUBLIC_A))
                    .subnet(PUBLIC_A, subnet -> subnet.assignsPublicIps(true));
            assertThat(join(network, PUBLIC_A).decidedBy()).containsExactly("ND-007");
        }
    }

    /** Services a node does not need to become Ready can be asked for as well. */
    @Test
    void anyServiceCanBeAskedFor() {
        TestNetwork network = TestNetwork.privateOnly().withoutVpcEndpoint("sts");
        SubnetPaths paths = PathTesting.paths(network, PRIVATE_A);
        List<Answer> answers = ServicePath.to(network.build(), paths, List.of(AwsService.STS, AwsService.EC2));
        assertThat(answers.getFirst().decidedBy()).containsExactly("VE-001");
        assertThat(answers.getLast().isReachable()).isTrue();
    }
}
