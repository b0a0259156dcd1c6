package dev.nodepath.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.local.SampleVpc;
import dev.nodepath.rule.Need;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * Calls after which what they name is no more, or is no longer where it was: each leads to the clusters that it concerned and
 * to no other. Two clusters, in a VPC each; things of the first one's go.
 */
class GoneResourcesIT {

    /** How the names of such calls begin. */
    private static final List<String> TAKING_AWAY =
            List.of("Delete", "Disassociate", "Release", "Detach", "Unassign", "Disable");

    private final FaultyAws faulty = new FaultyAws();
    private final Ec2Client ec2 = faulty.aws().ec2();
    private final SampleVpc vpc =
            SampleVpc.create(faulty.aws(), 2).withCluster("demo").withLaunchTemplate("demo", "workers");

    private final Map<String, Runnable> removals = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> events = new LinkedHashMap<>();

    /**
     * A call.
     *
     * @param request as CloudTrail has it; the shapes are those of the sample events
     */
    private void gone(String call, Map<String, Object> request, Runnable removal) {
        removals.put(call, removal);
        events.put(call, faulty.call(call, request));
    }

    private void gone(String call, Map<String, Object> request, Map<String, Object> response) {
        removals.put(call, () -> {});
        events.put(call, faulty.call("ec2", call, request, response));
    }

    private void still(String call, Map<String, Object> request) {
        gone(call, request, () -> {});
    }

    @TestFactory
    Stream<DynamicTest> callLeadsToTheClustersThatItConcerns() {
        SampleVpc.create(faulty.aws(), 2).withCluster("other").withLaunchTemplate("other", "others");
        routesAndSubnets();
        gateways();
        addresses();
        filtersAndEndpoints();
        whatSeveralVpcsMayUse();
        autoScalingGroup();
        assertThat(faulty.handle(FaultyAws.batch(1, List.of(faulty.due("demo"), faulty.due("other"))))
                        .failures())
                .isEmpty();

        Set<String> others = Arrays.stream(Need.values())
                .filter(need -> !need.action().startsWith("eks:"))
                .flatMap(need -> need.changedBy().stream())
                .filter(call -> TAKING_AWAY.stream().anyMatch(call::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
        others.removeAll(events.keySet());
        // The account's: any cluster of the Region.
        assertThat(others).containsExactly("DeleteVpcBlockPublicAccessExclusion");
        return events.entrySet().stream()
                .map(event -> DynamicTest.dynamicTest(event.getKey(), () -> {
                    removals.getOrDefault(event.getKey(), () -> {}).run();

                    Handled handled = faulty.handle(FaultyAws.batch(2, List.of(event.getValue())));

                    assertThat(handled.failures()).isEmpty();
                    assertThat(handled.assessments())
                            .extracting(assessment ->
                                    assessment.evaluation().paths().cluster().name())
                            .containsExactly("demo");
                }));
    }

    private void routesAndSubnets() {
        String table = ec2.createRouteTable(r -> r.vpcId(vpc.id())).routeTable().routeTableId();
        String subnet = ec2.createSubnet(r -> r.vpcId(vpc.id()).cidrBlock("10.0.77.0/24"))
                .subnet()
                .subnetId();
        String association = ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet))
                .associationId();
        still("DeleteRoute", Map.of("routeTableId", vpc.privateTableId(), "destinationCidrBlock", "192.0.2.0/24"));
        still("DisableVgwRoutePropagation", Map.of("DisableVgwRoutePropagationRequest", Map.of("RouteTableId", table)));
        gone(
                "DisassociateRouteTable",
                Map.of("associationId", association),
                () -> ec2.disassociateRouteTable(r -> r.associationId(association)));
        gone("DeleteRouteTable", Map.of("routeTableId", table), () -> ec2.deleteRouteTable(r -> r.routeTableId(table)));
        still("DeleteTags", Map.of("resourcesSet", Map.of("items", List.of(Map.of("resourceId", subnet)))));
        gone(
                "DisassociateSubnetCidrBlock",
                Map.of("DisassociateSubnetCidrBlockRequest", Map.of("AssociationId", "subnet-cidr-assoc-0a1")),
                Map.of("DisassociateSubnetCidrBlockResponse", Map.of("subnetId", subnet)));
        gone("DeleteSubnet", Map.of("subnetId", subnet), () -> ec2.deleteSubnet(r -> r.subnetId(subnet)));
        gone(
                "DisassociateVpcCidrBlock",
                Map.of("DisassociateVpcCidrBlockRequest", Map.of("AssociationId", "vpc-cidr-assoc-0a1")),
                Map.of("DisassociateVpcCidrBlockResponse", Map.of("vpcId", vpc.id())));
    }

    private void gateways() {
        String internet = ec2.describeInternetGateways(r -> r.filters(is("attachment.vpc-id", vpc.id())))
                .internetGateways()
                .getFirst()
                .internetGatewayId();
        String egressOnly = ec2.createEgressOnlyInternetGateway(r -> r.vpcId(vpc.id()))
                .egressOnlyInternetGateway()
                .egressOnlyInternetGatewayId();
        String transit = ec2.createTransitGateway(r -> r.description("hub"))
                .transitGateway()
                .transitGatewayId();
        String attachment = ec2.createTransitGatewayVpcAttachment(r -> r.transitGatewayId(transit)
                        .vpcId(vpc.id())
                        .subnetIds(vpc.privateSubnetIds().getFirst()))
                .transitGatewayVpcAttachment()
                .transitGatewayAttachmentId();
        String peer = ec2.createVpc(r -> r.cidrBlock("10.9.0.0/16")).vpc().vpcId();
        String peering = ec2.createVpcPeeringConnection(r -> r.vpcId(vpc.id()).peerVpcId(peer))
                .vpcPeeringConnection()
                .vpcPeeringConnectionId();
        ec2.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(peering));
        gone(
                "DetachInternetGateway",
                Map.of("internetGatewayId", internet, "vpcId", vpc.id()),
                () -> ec2.detachInternetGateway(
                        r -> r.internetGatewayId(internet).vpcId(vpc.id())));
        gone(
                "DeleteInternetGateway",
                Map.of("internetGatewayId", internet),
                () -> ec2.deleteInternetGateway(r -> r.internetGatewayId(internet)));
        gone(
                "DeleteEgressOnlyInternetGateway",
                Map.of("DeleteEgressOnlyInternetGatewayRequest", Map.of("EgressOnlyInternetGatewayId", egressOnly)),
                () -> ec2.deleteEgressOnlyInternetGateway(r -> r.egressOnlyInternetGatewayId(egressOnly)));
        gone(
                "DeleteTransitGatewayVpcAttachment",
                Map.of("DelTGwVpcAttachReq", Map.of("TransitGatewayAttachmentId", attachment)),
                () -> ec2.deleteTransitGatewayVpcAttachment(r -> r.transitGatewayAttachmentId(attachment)));
        gone(
                "DeleteVpcPeeringConnection",
                Map.of("vpcPeeringConnectionId", peering),
                () -> ec2.deleteVpcPeeringConnection(r -> r.vpcPeeringConnectionId(peering)));
        still("DetachVpnGateway", Map.of("vpnGatewayId", "vgw-0a1", "vpcId", vpc.id()));
    }

    private void addresses() {
        String instance = ec2.createNetworkInterface(r -> r.subnetId(vpc.publicSubnetId()))
                .networkInterface()
                .networkInterfaceId();
        ec2.createRoute(r -> r.routeTableId(vpc.privateTableId())
                .destinationCidrBlock("192.0.2.0/24")
                .networkInterfaceId(instance));
        String address = ec2.allocateAddress(r -> r.domain(DomainType.VPC)).allocationId();
        String association = ec2.associateAddress(r -> r.allocationId(address).networkInterfaceId(instance))
                .associationId();
        String ofNat = ec2.describeNatGateways(r -> r.natGatewayIds(vpc.natGatewayId()))
                .natGateways()
                .getFirst()
                .natGatewayAddresses()
                .getFirst()
                .allocationId();
        still("AssociateAddress", Map.of("allocationId", ofNat));
        gone(
                "DisassociateAddress",
                Map.of("associationId", association),
                () -> ec2.disassociateAddress(r -> r.associationId(association)));
        gone("ReleaseAddress", Map.of("allocationId", address), () -> ec2.releaseAddress(r -> r.allocationId(address)));
        for (String call : List.of("DisassociateNatGatewayAddress", "UnassignPrivateNatGatewayAddress")) {
            still(call, Map.of(call + "Request", Map.of("NatGatewayId", vpc.natGatewayId())));
        }
        gone(
                "DeleteNatGateway",
                Map.of("DeleteNatGatewayRequest", Map.of("NatGatewayId", vpc.natGatewayId())),
                () -> ec2.deleteNatGateway(r -> r.natGatewayId(vpc.natGatewayId())));
    }

    private void filtersAndEndpoints() {
        String acl = ec2.createNetworkAcl(r -> r.vpcId(vpc.id())).networkAcl().networkAclId();
        String group = ec2.createSecurityGroup(
                        r -> r.groupName("web").description("web").vpcId(vpc.id()))
                .groupId();
        String endpoint = ec2.createVpcEndpoint(r -> r.vpcId(vpc.id())
                        .serviceName("com.amazonaws.us-east-1.ec2")
                        .vpcEndpointType(VpcEndpointType.INTERFACE)
                        .subnetIds(vpc.privateSubnetIds().getFirst()))
                .vpcEndpoint()
                .vpcEndpointId();
        still("DeleteNetworkAclEntry", Map.of("networkAclId", acl, "ruleNumber", 100, "egress", false));
        gone("DeleteNetworkAcl", Map.of("networkAclId", acl), () -> ec2.deleteNetworkAcl(r -> r.networkAclId(acl)));
        gone("DeleteSecurityGroup", Map.of("groupId", group), () -> ec2.deleteSecurityGroup(r -> r.groupId(group)));
        gone(
                "DeleteVpcEndpoints",
                Map.of("DeleteVpcEndpointsRequest", Map.of("VpcEndpointId", Map.of("tag", 1, "content", endpoint))),
                () -> ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoint)));
    }

    private void whatSeveralVpcsMayUse() {
        String list = ec2.createManagedPrefixList(r -> r.prefixListName("office")
                        .addressFamily("IPv4")
                        .maxEntries(1)
                        .entries(AddPrefixListEntry.builder()
                                .cidr("198.51.100.0/24")
                                .build()))
                .prefixList()
                .prefixListId();
        ec2.createRoute(r -> r.routeTableId(vpc.privateTableId())
                .destinationPrefixListId(list)
                .natGatewayId(vpc.natGatewayId()));
        String template = ec2.describeLaunchTemplates(r -> r.launchTemplateNames("workers"))
                .launchTemplates()
                .getFirst()
                .launchTemplateId();
        still("ModifyManagedPrefixList", Map.of("ModifyManagedPrefixListRequest", Map.of("PrefixListId", list)));
        for (String call :
                List.of("CreateLaunchTemplateVersion", "ModifyLaunchTemplate", "DeleteLaunchTemplateVersions")) {
            still(call, Map.of(call + "Request", Map.of("LaunchTemplateId", template)));
        }
        gone(
                "DeleteLaunchTemplate",
                Map.of("DeleteLaunchTemplateRequest", Map.of("LaunchTemplateId", template)),
                () -> ec2.deleteLaunchTemplate(r -> r.launchTemplateId(template)));
    }

    private void autoScalingGroup() {
        var autoScaling = faulty.aws().autoScaling();
        autoScaling.createAutoScalingGroup(r -> r.autoScalingGroupName("demo-nodes")
                .minSize(0)
                .maxSize(0)
                .launchTemplate(t -> t.launchTemplateName("workers").version("1"))
                .vpcZoneIdentifier(vpc.privateSubnetIds().getFirst())
                .tags(Tag.builder()
                        .key("kubernetes.io/cluster/demo")
                        .value("owned")
                        .propagateAtLaunch(true)
                        .build()));
        removals.put(
                "DeleteAutoScalingGroup",
                () -> autoScaling.deleteAutoScalingGroup(
                        r -> r.autoScalingGroupName("demo-nodes").forceDelete(true)));
        events.put(
                "DeleteAutoScalingGroup",
                faulty.call(
                        "autoscaling",
                        "DeleteAutoScalingGroup",
                        Map.of("autoScalingGroupName", "demo-nodes"),
                        Map.of()));
    }

    private static Filter is(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
