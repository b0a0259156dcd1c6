package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.CliAnswer.map;
import static dev.nodepath.aws.read.CliAnswer.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.RouteTarget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteMappingTest {

    private static Route route(String members) {
        return map(
                        VpcQuestions.ROUTE_TABLES,
                        "{\"RouteTableId\": \"rtb-0a1\", \"VpcId\": \"vpc-0a1\", \"Routes\": [{" + members + "}]}")
                .routes()
                .getFirst();
    }

    private static RouteTarget target(String member, String value) {
        return route("\"DestinationCidrBlock\": \"0.0.0.0/0\", \"Origin\": \"CreateRoute\", \"State\": \"active\", \""
                        + member + "\": \"" + value + "\"")
                .target();
    }

    @ParameterizedTest
    @CsvSource({
        "GatewayId,                   igw-0a1,      InternetGateway",
        "GatewayId,                   vgw-0a1,      VirtualPrivateGateway",
        "GatewayId,                   vpce-0a1,     VpcEndpoint",
        "NatGatewayId,                nat-0a1,      NatGateway",
        "EgressOnlyInternetGatewayId, eigw-0a1,     EgressOnlyInternetGateway",
        "TransitGatewayId,            tgw-0a1,      TransitGateway",
        "VpcPeeringConnectionId,      pcx-0a1,      VpcPeeringConnection",
        "LocalGatewayId,              lgw-0a1,      LocalGateway",
        "CarrierGatewayId,            cagw-0a1,     CarrierGateway",
        "CoreNetworkArn,              arn:core,     CoreNetwork",
        "OdbNetworkArn,               arn:odb,      OdbNetwork",
        "GatewayId,                   eigw-0a1,     Other",
        "GatewayId,                   qgw-0a1,      Other",
    })
    void targetFollowsFromTheFieldAndThePrefix(String member, String id, String kind) {
        RouteTarget target = target(member, id);

        assertThat(target.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(target.id()).isEqualTo(id);
    }

    @Test
    void localIsNoGateway() {
        assertThat(target("GatewayId", "local")).isEqualTo(new RouteTarget.Local());
    }

    @Test
    void instanceIsReachedThroughItsInterface() {
        assertThat(route("\"InstanceId\": \"i-0a1\", \"NetworkInterfaceId\": \"eni-0a1\"")
                        .target())
                .isEqualTo(new RouteTarget.NetworkInterface("eni-0a1", "i-0a1"));
        assertThat(target("InstanceId", "i-0a1")).isEqualTo(new RouteTarget.NetworkInterface("", "i-0a1"));
    }

    @Test
    void targetOfAKindAddedLaterIsOther() {
        assertThat(target("QuantumGatewayId", "qgw-0a1")).isInstanceOf(RouteTarget.Other.class);
    }

    @Test
    void routeMadeWithItsTableIsLocalWithoutSayingSo() {
        assertThat(route("\"DestinationCidrBlock\": \"10.0.0.0/16\", \"Origin\": \"CreateRouteTable\"")
                        .target())
                .isEqualTo(new RouteTarget.Local());
    }

    @Test
    void destinationIsARangeOrAPrefixList() {
        assertThat(route("\"DestinationCidrBlock\": \"0.0.0.0/0\"").destination())
                .isEqualTo(new Route.Destination.Range(Cidr.ALL_IPV4));
        assertThat(route("\"DestinationIpv6CidrBlock\": \"::/0\"").destination())
                .isEqualTo(new Route.Destination.Range(Cidr.ALL_IPV6));
        assertThat(route("\"DestinationPrefixListId\": \"pl-0a1\"").destination())
                .isEqualTo(new Route.Destination.PrefixList("pl-0a1"));
        assertThat(route("\"DestinationCidrBlock\": \"10.0.0.0/33\"").destination())
                .isEqualTo(new Route.Destination.Other("10.0.0.0/33"));
        assertThat(route("\"DestinationServiceName\": \"s3\"").destination())
                .isInstanceOf(Route.Destination.Other.class);
    }

    @ParameterizedTest
    @CsvSource({"active, ACTIVE", "blackhole, BLACKHOLE", "filtered, OTHER", "paused, OTHER"})
    void stateThatIsUnknownIsOther(String state, Route.State expected) {
        assertThat(route("\"State\": \"" + state + "\"").state()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "CreateRouteTable, CREATE_ROUTE_TABLE",
        "CreateRoute, CREATE_ROUTE",
        "EnableVgwRoutePropagation, ENABLE_VGW_ROUTE_PROPAGATION",
        "Advertisement, ADVERTISEMENT",
        "Gossip, OTHER"
    })
    void originThatIsUnknownIsOther(String origin, Route.Origin expected) {
        assertThat(route("\"Origin\": \"" + origin + "\"").origin()).isEqualTo(expected);
    }

    @Test
    void associationTellsWhatTheTableServes() {
        RouteTable table = map(VpcQuestions.ROUTE_TABLES, """
                {"RouteTableId": "rtb-0a1", "VpcId": "vpc-0a1", "OwnerId": "123456789012", "Associations": [
                  {"RouteTableAssociationId": "rtbassoc-1", "Main": true},
                  {"RouteTableAssociationId": "rtbassoc-2", "Main": false, "SubnetId": "subnet-0a1",
                   "AssociationState": {"State": "associated"}},
                  {"RouteTableAssociationId": "rtbassoc-3", "Main": false, "SubnetId": "subnet-0a2",
                   "AssociationState": {"State": "disassociating"}},
                  {"RouteTableAssociationId": "rtbassoc-4", "Main": false, "SubnetId": "subnet-0a3",
                   "AssociationState": {"State": "disassociated"}},
                  {"RouteTableAssociationId": "rtbassoc-5", "Main": false, "GatewayId": "igw-0a1",
                   "AssociationState": {"State": "failed"}}]}
                """);

        assertThat(table.isMain()).isTrue();
        assertThat(table.associations())
                .extracting(RouteTable.Association::subnetId)
                .containsExactly(
                        Optional.empty(),
                        Optional.of("subnet-0a1"),
                        Optional.of("subnet-0a2"),
                        Optional.of("subnet-0a3"),
                        Optional.empty());
        assertThat(table.associations())
                .extracting(RouteTable.Association::state)
                .containsExactly(
                        RouteTable.Association.State.ASSOCIATED,
                        RouteTable.Association.State.ASSOCIATED,
                        RouteTable.Association.State.UNSETTLED,
                        RouteTable.Association.State.DISASSOCIATED,
                        RouteTable.Association.State.UNSETTLED);
        assertThat(table.associations().getLast().gatewayId()).contains("igw-0a1");
    }

    @Test
    void natGatewayIsPublicAndZonalUnlessItSaysOtherwise() {
        NatGateway nat = map(VpcQuestions.NAT_GATEWAYS, """
                {"NatGatewayId": "nat-0a1", "VpcId": "vpc-0a1", "SubnetId": "subnet-0a1", "State": "available",
                 "NatGatewayAddresses": [
                  {"PublicIp": "198.51.100.7", "Status": "succeeded", "AllocationId": "eipalloc-0a1",
                   "AssociationId": "eipassoc-0a1"}, {"PublicIp": "198.51.100.8", "AllocationId": "eipalloc-0a2"},
                  {"PublicIp": "198.51.100.9", "Status": "associating"}, {"PrivateIp": "10.0.0.9"}]}
                """);

        assertThat(nat.state()).isEqualTo(NatGateway.State.AVAILABLE);
        assertThat(nat.connectivity()).isEqualTo(NatGateway.Connectivity.PUBLIC);
        assertThat(nat.availability()).isEqualTo(NatGateway.Availability.ZONAL);
        assertThat(nat.publicIps()).containsExactly(Cidr.parse("198.51.100.7"), Cidr.parse("198.51.100.8"));
        assertThat(nat.addsAddresses()).isFalse();
        assertThat(nat.addresses())
                .extracting(NatGateway.Address::elasticIpIds)
                .containsExactlyInAnyOrder(
                        List.of("eipalloc-0a1", "eipassoc-0a1"), List.of("eipalloc-0a2"), List.of(), List.of());
    }

    @Test
    void regionalNatGatewayHasItsOwnTableAndNoSubnet() {
        NatGateway nat = map(VpcQuestions.NAT_GATEWAYS, """
                {"NatGatewayId": "nat-0a1", "VpcId": "vpc-0a1", "State": "available", "ConnectivityType": "public",
                 "AvailabilityMode": "regional", "AutoProvisionZones": "enabled", "RouteTableId": "rtb-0a1",
                 "NatGatewayAddresses": [{"PublicIp": "198.51.100.7", "AvailabilityZoneId": "use1-az1"}]}
                """);

        assertThat(nat.availability()).isEqualTo(NatGateway.Availability.REGIONAL);
        assertThat(nat.subnetId()).isEmpty();
        assertThat(nat.routeTableId()).contains("rtb-0a1");
        assertThat(nat.addsAddresses()).isTrue();
        assertThat(nat.addresses().getFirst().availabilityZoneId()).contains("use1-az1");
    }

    @Test
    void natGatewayOfAKindAddedLaterIsOther() {
        NatGateway nat = map(VpcQuestions.NAT_GATEWAYS, """
                {"NatGatewayId": "nat-0a1", "VpcId": "vpc-0a1", "State": "resting", "ConnectivityType": "orbital",
                 "AvailabilityMode": "global", "FailureMessage": "Elastic IP address eipalloc-0a1 is already associated"}
                """);

        assertThat(nat.state()).isEqualTo(NatGateway.State.OTHER);
        assertThat(nat.connectivity()).isEqualTo(NatGateway.Connectivity.OTHER);
        assertThat(nat.availability()).isEqualTo(NatGateway.Availability.OTHER);
        assertThat(nat.failure()).contains("already associated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"available", "attached"})
    void internetGatewayIsAttachedInEitherWord(String state) {
        assertThat(gateway(state).attachedVpcIds()).containsExactly("vpc-0a1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attaching", "detaching", "detached", "unknown"})
    void internetGatewayIsNotAttachedOtherwise(String state) {
        assertThat(gateway(state).attachedVpcIds()).isEmpty();
    }

    private static InternetGateway gateway(String state) {
        return map(
                VpcQuestions.INTERNET_GATEWAYS,
                "{\"InternetGatewayId\": \"igw-0a1\", \"Attachments\": [{\"State\": \"" + state
                        + "\", \"VpcId\": \"vpc-0a1\"}]}");
    }

    @Test
    void egressOnlyGatewayBelongsToTheVpcItIsAttachedTo() {
        List<Keyed<InternetGateway>> gateways = records(VpcQuestions.EGRESS_ONLY_INTERNET_GATEWAYS, """
                {"EgressOnlyInternetGatewayId": "eigw-0a1", "Attachments": [{"State": "attached", "VpcId": "vpc-0a1"}]}
                """);

        assertThat(gateways.getFirst().keys()).containsExactly("vpc-0a1");
        assertThat(new Answer<>(gateways).of("vpc-0b2").orElse(List.of())).isEmpty();
    }
}
