package dev.nodepath.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.network.EndpointAccess.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single records know about themselves. */
class ModelTest {

    @ParameterizedTest
    @CsvSource({
        "true, false, PUBLIC_ONLY",
        "true, true, PUBLIC_AND_PRIVATE",
        "false, true, PRIVATE_ONLY",
        "false, false, NEITHER"
    })
    void theTwoSwitchesMakeTheMode(boolean publicAccess, boolean privateAccess, Mode mode) {
        assertThat(new EndpointAccess(publicAccess, privateAccess, List.of()).mode())
                .isEqualTo(mode);
        assertThat(new EndpointAccess(true, true, List.of(Cidr.ALL_IPV4))
                        .in(mode)
                        .mode())
                .isEqualTo(mode);
    }

    @Test
    void anotherModeKeepsTheRestrictions() {
        List<Cidr> office = List.of(Cidr.parse("203.0.113.0/24"));
        assertThat(new EndpointAccess(true, false, office)
                        .in(Mode.PUBLIC_AND_PRIVATE)
                        .publicAccessCidrs())
                .isEqualTo(office);
        assertThat(new EndpointAccess(false, true, office).in(Mode.PUBLIC_ONLY).publicAccessCidrs())
                .isEqualTo(office);
        assertThat(new EndpointAccess(true, false, List.of())
                        .in(Mode.PRIVATE_ONLY)
                        .publicAccessCidrs())
                .isEmpty();
    }

    @Test
    void aPublicEndpointThatIsTurnedOnWithoutRestrictionsAdmitsEveryone() {
        assertThat(new EndpointAccess(false, true, List.of())
                        .in(Mode.PUBLIC_ONLY)
                        .publicAccessCidrs())
                .containsExactly(Cidr.ALL_IPV4);
    }

    @Test
    void listsOfTheSameThingsAreTheSameInWhateverOrderAwsGaveThem() {
        assertThat(new EndpointAccess(true, false, List.of(Cidr.parse("203.0.113.0/24"), Cidr.parse("10.0.0.0/8"))))
                .isEqualTo(new EndpointAccess(
                        true, false, List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("203.0.113.0/24"))));
        NetworkAcl.Entry in = new NetworkAcl.Entry(100, false, 6, true, Cidr.ALL_IPV4, PortRange.of(443));
        NetworkAcl.Entry out = new NetworkAcl.Entry(100, true, 6, true, Cidr.ALL_IPV4, PortRange.ALL);
        NetworkAcl.Entry later = new NetworkAcl.Entry(200, false, -1, false, Cidr.ALL_IPV4, PortRange.ALL);
        assertThat(new NetworkAcl("acl-1", "vpc-1", false, List.of("subnet-b", "subnet-a"), List.of(later, out, in)))
                .isEqualTo(new NetworkAcl(
                        "acl-1", "vpc-1", false, List.of("subnet-a", "subnet-b"), List.of(in, later, out)));
        SecurityGroup.Rule https =
                new SecurityGroup.Rule(6, PortRange.of(443), List.of(new SecurityGroup.Peer.Group("sg-b")));
        SecurityGroup.Rule all = new SecurityGroup.Rule(
                -1,
                PortRange.ALL,
                List.of(new SecurityGroup.Peer.Range(Cidr.ALL_IPV4), new SecurityGroup.Peer.PrefixList("pl-1")));
        assertThat(new SecurityGroup("sg-1", "one", "vpc-1", "123456789012", List.of(https, all), List.of()))
                .isEqualTo(new SecurityGroup("sg-1", "one", "vpc-1", "123456789012", List.of(all, https), List.of()));
    }

    @Test
    void permissionsThatDifferInOneThingAreInOrderToo() {
        SecurityGroup.Peer.Group nodes = new SecurityGroup.Peer.Group("sg-1");
        SecurityGroup.Rule first = new SecurityGroup.Rule(6, new PortRange(1, 2), List.of(nodes));
        for (SecurityGroup.Rule other : List.of(
                new SecurityGroup.Rule(6, new PortRange(0, 2), List.of(nodes)),
                new SecurityGroup.Rule(6, new PortRange(1, 3), List.of(nodes)),
                new SecurityGroup.Rule(6, new PortRange(1, 2), List.of(new SecurityGroup.Peer.Group("sg-0"))))) {
            assertThat(permissions(first, other)).isEqualTo(permissions(other, first));
        }
    }

    private static SecurityGroup permissions(SecurityGroup.Rule... ingress) {
        return new SecurityGroup("sg-1", "one", "vpc-1", "123456789012", List.of(ingress), List.of());
    }

    @Test
    void routesThatDifferInOneThingAreInOrderToo() {
        Route first = route("10.1.0.0/16", "nat-1");
        for (Route other : List.of(route("10.0.0.0/16", "nat-1"), route("10.1.0.0/16", "nat-0"))) {
            assertThat(table(first, other)).isEqualTo(table(other, first));
        }
    }

    private static Route route(String range, String nat) {
        return new Route(
                new Route.Destination.Range(Cidr.parse(range)),
                new RouteTarget.NatGateway(nat),
                Route.State.ACTIVE,
                Route.Origin.CREATE_ROUTE);
    }

    private static RouteTable table(Route... routes) {
        return new RouteTable("rtb-1", "vpc-1", "123456789012", List.of(), List.of(routes));
    }

    @ParameterizedTest
    @CsvSource({"DEGRADED, true", "CREATE_FAILED, true", "DELETE_FAILED, true", "ACTIVE, false", "NEW_STATUS, false"})
    void aNodeGroupHasFailedByItsStatus(String status, boolean failed) {
        assertThat(new TestNodegroup("workers").status(status).build().hasFailed())
                .isEqualTo(failed);
    }

    @Test
    void expectedAddressesAreOfAFamily() {
        Declared both = TestDeclared.egressCidrs("203.0.113.0/24", "2600:1f14::/56");
        assertThat(both.expectedEgressCidrs(Cidr.Family.IPV4)).containsExactly(Cidr.parse("203.0.113.0/24"));
        assertThat(both.expectedEgressCidrs(Cidr.Family.IPV6)).containsExactly(Cidr.parse("2600:1f14::/56"));
    }

    @Test
    void aProxyCountsWhereThereIsInternet() {
        assertThat(TestDeclared.proxy().isBehindProxy()).isTrue();
        assertThat(TestDeclared.noInternetAndProxy().isBehindProxy()).isFalse();
        assertThat(TestDeclared.noInternet().isBehindProxy()).isFalse();
        assertThat(Declared.NOTHING.isBehindProxy()).isFalse();
    }

    @Test
    void aClusterIsNamedByItsArn() {
        ClusterArn arn = ClusterArn.parse("arn:aws-cn:eks:cn-north-1:123456789012:cluster/de-mo_1");
        assertThat(arn).isEqualTo(new ClusterArn("aws-cn", "cn-north-1", "123456789012", "de-mo_1"));
        assertThat(arn).hasToString("arn:aws-cn:eks:cn-north-1:123456789012:cluster/de-mo_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "arn:aws:eks:us-east-1:123456789012:nodegroup/demo/workers/1",
                "arn:aws:ec2:us-east-1:123456789012:cluster/demo",
                "arn:aws:eks:us-east-1:123456789012:cluster/",
                "arn:aws:eks:us-east-1:123456789012:cluster/demo/more"
            })
    void whatIsNotTheArnOfAClusterIsRefused(String text) {
        assertThatThrownBy(() -> ClusterArn.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void onlySettledAddressesOfANatGatewayCarryPackets() {
        NatGateway nat = new TestNat("nat-a")
                .addresses("198.51.100.10", "198.51.100.20")
                .unsettledAddress("198.51.100.30")
                .build();
        assertThat(nat.publicIps()).extracting(Cidr::address).containsExactly("198.51.100.10", "198.51.100.20");
        assertThat(new TestNat("nat-a").isPrivate().build().publicIps()).isEmpty();
    }

    @Test
    void anInstanceIsANodeByItsTag() {
        Instance node = instance("running", Map.of("kubernetes.io/cluster/demo", "owned"));
        assertThat(node.isNodeOf("demo")).isTrue();
        assertThat(node.isNodeOf("dem")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"pending, true", "running, true", "stopping, false", "stopped, false", "terminated, false"})
    void anInstanceRunsFromItsStartUntilItStops(String state, boolean runs) {
        assertThat(instance(state, Map.of()).runs()).isEqualTo(runs);
    }

    private static Instance instance(String state, Map<String, String> tags) {
        return new Instance("i-1", "subnet-private-a", state, List.of(), List.of(), tags);
    }

    @Test
    void anInterfaceBelongsToTheControlPlaneItsDescriptionNames() {
        NetworkInterface eni = new NetworkInterface(
                "eni-1",
                "vpc-1",
                "subnet-private-a",
                "Amazon EKS demo",
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                Optional.empty(),
                List.of());
        assertThat(eni.belongsToControlPlaneOf("demo")).isTrue();
        assertThat(eni.belongsToControlPlaneOf("dem")).isFalse();
        assertThat(eni.belongsToControlPlaneOf("demo2")).isFalse();
    }

    @Test
    void aTableIsMainByAnyOfItsAssociations() {
        assertThat(new TestRouteTable("rtb-1")
                        .of("subnet-private-a")
                        .main()
                        .build()
                        .isMain())
                .isTrue();
        assertThat(new TestRouteTable("rtb-1").of("subnet-private-a").build().isMain())
                .isFalse();
    }

    @Test
    void aLaunchTemplateIsNamedByIdOrName() {
        assertThat(new LaunchTemplateRef("lt-0123", "1").byId()).isTrue();
        assertThat(new LaunchTemplateRef("my-lt-1", "$Latest").byId()).isFalse();
    }

    @Test
    void onlyCreatedRoutesAreStatic() {
        assertThat(Route.Origin.values())
                .filteredOn(Route.Origin::isStatic)
                .containsExactly(Route.Origin.CREATE_ROUTE_TABLE, Route.Origin.CREATE_ROUTE);
    }

    @Test
    void targetsAndDestinationsAreWrittenByTheirId() {
        assertThat(new RouteTarget.Local().id()).isEqualTo("local");
        assertThat(new RouteTarget.NetworkInterface("eni-1", "i-1").id()).isEqualTo("i-1");
        assertThat(new RouteTarget.NetworkInterface("eni-1", "").id()).isEqualTo("eni-1");
        assertThat(TestRouteTable.destination("10.0.0.0/16")).hasToString("10.0.0.0/16");
        assertThat(TestRouteTable.destination("pl-1")).hasToString("pl-1");
        assertThat(TestRouteTable.destination("new kind")).hasToString("new kind");
    }

    @ParameterizedTest
    @CsvSource({
        "subnet-1, AwsEc2Subnet",
        "rtb-1, AwsEc2RouteTable",
        "acl-1, AwsEc2NetworkAcl",
        "sg-1, AwsEc2SecurityGroup",
        "vpc-1, AwsEc2Vpc",
        "lt-1, AwsEc2LaunchTemplate",
        "i-1, AwsEc2Instance",
        "eni-1, AwsEc2NetworkInterface",
        "nat-1, AwsEc2NatGateway",
        "igw-1, AwsEc2InternetGateway",
        "eigw-1, AwsEc2EgressOnlyInternetGateway",
        "vpce-1, AwsEc2VpcEndpoint",
        "pcx-1, AwsEc2VpcPeeringConnection",
        "tgw-1, AwsEc2TransitGateway",
        "vgw-1, AwsEc2VpnGateway",
        "lgw-1, Other",
        "local, Other"
    })
    void theTypeOfAnEc2ResourceFollowsFromItsId(String id, String type) {
        assertThat(Resource.ec2(id)).isEqualTo(new Resource(type, id));
    }

    @Test
    void eksResourcesAreNamedByArn() {
        assertThat(Resource.cluster("arn:c")).isEqualTo(new Resource("AwsEksCluster", "arn:c"));
        assertThat(Resource.nodegroup("arn:n")).isEqualTo(new Resource("AwsEksNodegroup", "arn:n"));
        assertThat(Resource.fargateProfile("arn:f")).isEqualTo(new Resource("AwsEksFargateProfile", "arn:f"));
    }
}
