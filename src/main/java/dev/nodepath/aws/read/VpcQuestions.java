package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.Question.each;
import static dev.nodepath.aws.read.Questions.keys;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.read.Question.Cli;
import dev.nodepath.aws.read.Question.Form;
import dev.nodepath.network.AvailabilityZone;
import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.DhcpOptions;
import dev.nodepath.network.Instance;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.Vpc;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.rule.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ClientVpnEndpoint;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcBlockPublicAccessExclusionsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2InstanceConnectEndpoint;
import software.amazon.awssdk.services.ec2.model.EgressOnlyInternetGateway;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.TransitGatewayVpcAttachment;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessExclusion;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessOptions;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionVpcInfo;
import software.amazon.awssdk.services.ec2.model.VpnGateway;

/**
 * The describe calls about networks. All filter by VPC, never by lists of ids: one deleted id fails a call that lists ids,
 * a filter just finds nothing; and one call serves every VPC of a run.
 */
public final class VpcQuestions {

    /** The largest page of most calls; without it, EC2 may answer thousands of records in one breath or time out. */
    private static final int PAGE = 1000;

    /** EKS's own network interfaces, by the description EKS gives them (EKS user guide, network requirements). */
    private static final String CONTROL_PLANE_INTERFACE = "Amazon EKS ";

    private static final String CLUSTER_TAG = "kubernetes.io/cluster/";

    private VpcQuestions() {}

    public static final Question<?, Vpc> VPCS = new Question<>(
            Need.VPC,
            list("describe-vpcs", "Vpcs"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.Vpc::builder),
            each(Need.VPC, vpc -> keys(vpc.vpcId()), VpcMapping::vpc),
            (aws, vpcs) -> aws.ec2()
                    .describeVpcsPaginator(
                            request -> request.filters(in("vpc-id", vpcs)).maxResults(PAGE))
                    .vpcs());

    public static final Question<?, Boolean> DNS_SUPPORT = attribute(
            VpcAttributeName.ENABLE_DNS_SUPPORT,
            "EnableDnsSupport",
            answer -> VpcMapping.attribute(answer.enableDnsSupport(), "EnableDnsSupport of " + answer.vpcId()));

    public static final Question<?, Boolean> DNS_HOSTNAMES = attribute(
            VpcAttributeName.ENABLE_DNS_HOSTNAMES,
            "EnableDnsHostnames",
            answer -> VpcMapping.attribute(answer.enableDnsHostnames(), "EnableDnsHostnames of " + answer.vpcId()));

    /**
     * All of the Region, asked for by that. Every VPC has an option set, often one that all share; to wait until the VPC names
     * its own would cost each reading a round.
     */
    public static final Question<?, DhcpOptions> DHCP_OPTIONS = new Question<>(
            Need.DHCP_OPTIONS,
            list("describe-dhcp-options", "DhcpOptions"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.DhcpOptions::builder),
            each(Need.DHCP_OPTIONS, options -> keys(options.dhcpOptionsId()), VpcMapping::dhcpOptions),
            (aws, region) -> aws.ec2()
                    .describeDhcpOptionsPaginator(request -> request.maxResults(PAGE))
                    .dhcpOptions());

    /** Asked by VPC or, for subnets elsewhere, by the subnet's own id. */
    public static final Question<?, Subnet> SUBNETS = new Question<>(
            Need.SUBNETS,
            list("describe-subnets", "Subnets"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.Subnet::builder),
            each(Need.SUBNETS, subnet -> keys(subnet.subnetId(), subnet.vpcId()), VpcMapping::subnet),
            (aws, ids) -> aws.ec2()
                    .describeSubnetsPaginator(request -> request.filters(
                                    in(ids.getFirst().startsWith("subnet-") ? "subnet-id" : "vpc-id", ids))
                            .maxResults(PAGE))
                    .subnets());

    /** By VPC, never by subnet: a filter by subnet finds nothing for those that follow the main table. */
    public static final Question<?, RouteTable> ROUTE_TABLES = new Question<>(
            Need.ROUTE_TABLES,
            list("describe-route-tables", "RouteTables"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.RouteTable::builder),
            each(Need.ROUTE_TABLES, table -> keys(table.vpcId()), RouteMapping::routeTable),
            (aws, vpcs) -> aws.ec2()
                    .describeRouteTablesPaginator(
                            request -> request.filters(in("vpc-id", vpcs)).maxResults(100))
                    .routeTables());

    public static final Question<?, NatGateway> NAT_GATEWAYS = new Question<>(
            Need.NAT_GATEWAYS,
            list("describe-nat-gateways", "NatGateways"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.NatGateway::builder),
            each(Need.NAT_GATEWAYS, nat -> keys(nat.vpcId()), RouteMapping::natGateway),
            (aws, vpcs) -> aws.ec2()
                    .describeNatGatewaysPaginator(
                            request -> request.filter(in("vpc-id", vpcs)).maxResults(PAGE))
                    .natGateways());

    public static final Question<?, InternetGateway> INTERNET_GATEWAYS = new Question<>(
            Need.INTERNET_GATEWAYS,
            list("describe-internet-gateways", "InternetGateways"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.InternetGateway::builder),
            each(Need.INTERNET_GATEWAYS, gateway -> vpcsOf(gateway.attachments()), RouteMapping::internetGateway),
            (aws, vpcs) -> aws.ec2()
                    .describeInternetGatewaysPaginator(request ->
                            request.filters(in("attachment.vpc-id", vpcs)).maxResults(PAGE))
                    .internetGateways());

    /** EC2 documents no filter by VPC for these: all of the Region. */
    public static final Question<?, InternetGateway> EGRESS_ONLY_INTERNET_GATEWAYS = new Question<>(
            Need.EGRESS_ONLY_INTERNET_GATEWAYS,
            list("describe-egress-only-internet-gateways", "EgressOnlyInternetGateways"),
            CliJson.of(EgressOnlyInternetGateway::builder),
            each(
                    Need.EGRESS_ONLY_INTERNET_GATEWAYS,
                    gateway -> vpcsOf(gateway.attachments()),
                    RouteMapping::egressOnlyInternetGateway),
            (aws, vpcs) -> aws.ec2()
                    .describeEgressOnlyInternetGatewaysPaginator(request -> request.maxResults(255))
                    .egressOnlyInternetGateways());

    public static final Question<?, NetworkAcl> NETWORK_ACLS = new Question<>(
            Need.NETWORK_ACLS,
            list("describe-network-acls", "NetworkAcls"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.NetworkAcl::builder),
            each(Need.NETWORK_ACLS, acl -> keys(acl.vpcId()), FilterMapping::networkAcl),
            (aws, vpcs) -> aws.ec2()
                    .describeNetworkAclsPaginator(
                            request -> request.filters(in("vpc-id", vpcs)).maxResults(PAGE))
                    .networkAcls());

    public static final Question<?, SecurityGroup> SECURITY_GROUPS = new Question<>(
            Need.SECURITY_GROUPS,
            list("describe-security-groups", "SecurityGroups"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.SecurityGroup::builder),
            each(Need.SECURITY_GROUPS, group -> keys(group.vpcId()), FilterMapping::securityGroup),
            (aws, vpcs) -> aws.ec2()
                    .describeSecurityGroupsPaginator(
                            request -> request.filters(in("vpc-id", vpcs)).maxResults(PAGE))
                    .securityGroups());

    public static final Question<?, VpcEndpoint> VPC_ENDPOINTS = new Question<>(
            Need.VPC_ENDPOINTS,
            list("describe-vpc-endpoints", "VpcEndpoints"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.VpcEndpoint::builder),
            each(Need.VPC_ENDPOINTS, endpoint -> keys(endpoint.vpcId()), FilterMapping::vpcEndpoint),
            (aws, vpcs) -> aws.ec2()
                    .describeVpcEndpointsPaginator(
                            request -> request.filters(in("vpc-id", vpcs)).maxResults(PAGE))
                    .vpcEndpoints());

    /**
     * EKS's interfaces by VPC; the target of a route by its own id or, where the route names only an instance, by that.
     * "Managed" ones, which EKS Auto Mode makes, may be hidden unless asked for (EC2 API, IncludeManagedResources).
     */
    public static final Question<?, NetworkInterface> NETWORK_INTERFACES = new Question<>(
            Need.NETWORK_INTERFACES,
            list("describe-network-interfaces", "NetworkInterfaces").with("--include-managed-resources"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.NetworkInterface::builder),
            each(
                    Need.NETWORK_INTERFACES,
                    nic -> keys(
                            nic.networkInterfaceId(),
                            nic.attachment() == null ? null : nic.attachment().instanceId(),
                            Values.text(nic.description()).startsWith(CONTROL_PLANE_INTERFACE) ? nic.vpcId() : null),
                    VpcMapping::networkInterface),
            (aws, ids) -> aws.ec2()
                    .describeNetworkInterfacesPaginator(request -> request.filters(interfaces(ids))
                            .includeManagedResources(true)
                            .maxResults(PAGE))
                    .networkInterfaces());

    /** Running nodes of every cluster of the VPC at once: the wildcard spares a call for each cluster. */
    public static final Question<?, Instance> INSTANCES = new Question<>(
            Need.INSTANCES,
            list("describe-instances", "Reservations").with("--include-managed-resources"),
            CliJson.of(Reservation::builder),
            reservation -> reservation.instances().stream()
                    .map(instance -> Question.keyed(
                            Need.INSTANCES,
                            instance,
                            node -> isRunningNode(node) ? keys(node.vpcId()) : Set.of(),
                            NodeMapping::instance))
                    .toList(),
            (aws, vpcs) -> aws.ec2()
                    .describeInstancesPaginator(request -> request.filters(
                                    in("vpc-id", vpcs),
                                    in("tag-key", List.of(CLUSTER_TAG + "*")),
                                    in("instance-state-name", List.of("pending", "running")))
                            .includeManagedResources(true)
                            .maxResults(PAGE))
                    .reservations());

    /** Asked by template and version, see {@link #key(LaunchTemplateRef)}. */
    public static final Question<?, LaunchTemplateVersion> LAUNCH_TEMPLATES = new Question<>(
            Need.LAUNCH_TEMPLATES,
            new Cli(
                    "ec2 describe-launch-template-versions",
                    "LaunchTemplateVersions",
                    Form.LIST,
                    key -> (key.startsWith("lt-") ? "--launch-template-id " : "--launch-template-name ") + template(key)
                            + " --versions '" + version(key) + "'",
                    key -> ""),
            CliJson.of(software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion::builder),
            each(
                    Need.LAUNCH_TEMPLATES,
                    version -> keys(version.launchTemplateId(), version.launchTemplateName()),
                    NodeMapping::launchTemplateVersion),
            (aws, keys) -> aws.ec2()
                    .describeLaunchTemplateVersionsPaginator(request -> {
                        String template = template(keys.getFirst());
                        if (template.startsWith("lt-")) {
                            request.launchTemplateId(template);
                        } else {
                            request.launchTemplateName(template);
                        }
                        request.versions(
                                        keys.stream().map(VpcQuestions::version).toList())
                                .includeManagedResources(true);
                    })
                    .launchTemplateVersions());

    public static final Question<?, Cidr> PREFIX_LIST_ENTRIES = new Question<>(
            Need.PREFIX_LISTS,
            new Cli(
                    "ec2 get-managed-prefix-list-entries",
                    "Entries",
                    Form.LIST_BY_FILE,
                    id -> "--prefix-list-id " + id,
                    id -> id),
            CliJson.of(PrefixListEntry::builder),
            each(Need.PREFIX_LISTS, entry -> Set.of(), entry -> Values.cidr(entry.cidr(), "an entry of a prefix list")),
            (aws, ids) -> aws.ec2()
                    .getManagedPrefixListEntriesPaginator(
                            request -> request.prefixListId(ids.getFirst()).maxResults(100))
                    .entries());

    /** Asked by Region, as are option sets and the two below. */
    public static final Question<?, AvailabilityZone> AVAILABILITY_ZONES = new Question<>(
            Need.AVAILABILITY_ZONES,
            list("describe-availability-zones", "AvailabilityZones").with("--all-availability-zones"),
            CliJson.of(software.amazon.awssdk.services.ec2.model.AvailabilityZone::builder),
            each(Need.AVAILABILITY_ZONES, zone -> keys(zone.regionName()), VpcMapping::zone),
            (aws, region) -> aws.ec2()
                    .describeAvailabilityZones(request -> request.allAvailabilityZones(true))
                    .availabilityZones());

    public static final Question<?, InternetGatewayBlockMode> BLOCK_PUBLIC_ACCESS = new Question<>(
            Need.BLOCK_PUBLIC_ACCESS,
            new Cli("ec2 describe-vpc-block-public-access-options", "VpcBlockPublicAccessOptions", Form.OBJECT),
            CliJson.of(VpcBlockPublicAccessOptions::builder),
            each(Need.BLOCK_PUBLIC_ACCESS, options -> keys(options.awsRegion()), VpcMapping::blockMode),
            (aws, region) -> List.of(
                    aws.ec2().describeVpcBlockPublicAccessOptions(request -> {}).vpcBlockPublicAccessOptions()));

    public static final Question<?, BlockPublicAccess.Exclusion> BLOCK_PUBLIC_ACCESS_EXCLUSIONS = new Question<>(
            Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS,
            list("describe-vpc-block-public-access-exclusions", "VpcBlockPublicAccessExclusions"),
            CliJson.of(VpcBlockPublicAccessExclusion::builder),
            each(
                    Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS,
                    exclusion -> keys(ClusterKey.regionOf(exclusion.resourceArn())),
                    VpcMapping::exclusion),
            (aws, region) -> exclusions(aws));

    public static final Question<?, String> TRANSIT_GATEWAY_ATTACHMENTS = new Question<>(
            Need.TRANSIT_GATEWAY_ATTACHMENTS,
            list("describe-transit-gateway-vpc-attachments", "TransitGatewayVpcAttachments"),
            CliJson.of(TransitGatewayVpcAttachment::builder),
            idsOf(
                    Need.TRANSIT_GATEWAY_ATTACHMENTS,
                    attachment -> "available".equals(attachment.stateAsString()) ? keys(attachment.vpcId()) : Set.of(),
                    TransitGatewayVpcAttachment::transitGatewayAttachmentId),
            (aws, vpcs) -> aws.ec2()
                    .describeTransitGatewayVpcAttachmentsPaginator(
                            request -> request.filters(in("vpc-id", vpcs)).maxResults(PAGE))
                    .transitGatewayVpcAttachments());

    public static final Question<?, String> VPN_GATEWAYS = new Question<>(
            Need.VPN_GATEWAYS,
            list("describe-vpn-gateways", "VpnGateways"),
            CliJson.of(VpnGateway::builder),
            idsOf(
                    Need.VPN_GATEWAYS,
                    gateway -> keys(gateway.vpcAttachments().stream()
                            .filter(attachment -> "attached".equals(attachment.stateAsString()))
                            .map(attachment -> Values.text(attachment.vpcId()))
                            .toArray(String[]::new)),
                    VpnGateway::vpnGatewayId),
            (aws, vpcs) -> aws.ec2()
                    .describeVpnGateways(request -> request.filters(in("attachment.vpc-id", vpcs)))
                    .vpnGateways());

    /** Requested or accepted by the VPC: two filters would mean both, so those of the Region. */
    public static final Question<?, String> PEERING_CONNECTIONS = new Question<>(
            Need.PEERING_CONNECTIONS,
            list("describe-vpc-peering-connections", "VpcPeeringConnections"),
            CliJson.of(VpcPeeringConnection::builder),
            idsOf(
                    Need.PEERING_CONNECTIONS,
                    peering -> peering.status() != null
                                    && "active".equals(peering.status().codeAsString())
                            ? keys(vpcOf(peering.accepterVpcInfo()), vpcOf(peering.requesterVpcInfo()))
                            : Set.of(),
                    VpcPeeringConnection::vpcPeeringConnectionId),
            (aws, vpcs) -> aws.ec2()
                    .describeVpcPeeringConnectionsPaginator(
                            request -> request.filters(in("status-code", List.of("active")))
                                    .maxResults(PAGE))
                    .vpcPeeringConnections());

    /** EC2 has no filter by VPC for these either. */
    public static final Question<?, String> CLIENT_VPN_ENDPOINTS = new Question<>(
            Need.CLIENT_VPN_ENDPOINTS,
            list("describe-client-vpn-endpoints", "ClientVpnEndpoints"),
            CliJson.of(ClientVpnEndpoint::builder),
            idsOf(
                    Need.CLIENT_VPN_ENDPOINTS,
                    endpoint -> endpoint.status() != null
                                    && "available".equals(endpoint.status().codeAsString())
                            ? keys(endpoint.vpcId())
                            : Set.of(),
                    ClientVpnEndpoint::clientVpnEndpointId),
            (aws, vpcs) -> aws.ec2()
                    .describeClientVpnEndpointsPaginator(request -> request.maxResults(PAGE))
                    .clientVpnEndpoints());

    public static final Question<?, String> INSTANCE_CONNECT_ENDPOINTS = new Question<>(
            Need.INSTANCE_CONNECT_ENDPOINTS,
            list("describe-instance-connect-endpoints", "InstanceConnectEndpoints"),
            CliJson.of(Ec2InstanceConnectEndpoint::builder),
            idsOf(
                    Need.INSTANCE_CONNECT_ENDPOINTS,
                    endpoint -> "create-complete".equals(endpoint.stateAsString()) ? keys(endpoint.vpcId()) : Set.of(),
                    Ec2InstanceConnectEndpoint::instanceConnectEndpointId),
            (aws, vpcs) -> aws.ec2()
                    .describeInstanceConnectEndpointsPaginator(
                            request -> request.filters(in("vpc-id", vpcs)).maxResults(50))
                    .instanceConnectEndpoints());

    static List<Question<?, ?>> all() {
        return List.of(
                VPCS,
                DNS_SUPPORT,
                DNS_HOSTNAMES,
                DHCP_OPTIONS,
                SUBNETS,
                ROUTE_TABLES,
                NAT_GATEWAYS,
                INTERNET_GATEWAYS,
                EGRESS_ONLY_INTERNET_GATEWAYS,
                NETWORK_ACLS,
                SECURITY_GROUPS,
                VPC_ENDPOINTS,
                NETWORK_INTERFACES,
                INSTANCES,
                LAUNCH_TEMPLATES,
                PREFIX_LIST_ENTRIES,
                AVAILABILITY_ZONES,
                BLOCK_PUBLIC_ACCESS,
                BLOCK_PUBLIC_ACCESS_EXCLUSIONS,
                TRANSIT_GATEWAY_ATTACHMENTS,
                VPN_GATEWAYS,
                PEERING_CONNECTIONS,
                CLIENT_VPN_ENDPOINTS,
                INSTANCE_CONNECT_ENDPOINTS);
    }

    /** Names a template's version: {@code lt-0123@$Latest}. */
    static String key(LaunchTemplateRef reference) {
        return reference.idOrName() + "@" + reference.version();
    }

    private static String template(String key) {
        return key.substring(0, key.lastIndexOf('@'));
    }

    private static String version(String key) {
        return key.substring(key.lastIndexOf('@') + 1);
    }

    private static Cli list(String operation, String member) {
        return new Cli("ec2 " + operation, member, Form.LIST);
    }

    private static Filter in(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    private static List<Filter> interfaces(List<String> ids) {
        if (ids.getFirst().startsWith("vpc-")) {
            return List.of(in("vpc-id", ids), in("description", List.of(CONTROL_PLANE_INTERFACE + "*")));
        }
        return List.of(in(ids.getFirst().startsWith("i-") ? "attachment.instance-id" : "network-interface-id", ids));
    }

    private static boolean isRunningNode(software.amazon.awssdk.services.ec2.model.Instance instance) {
        String state =
                instance.state() == null ? "" : Values.text(instance.state().nameAsString());
        return (state.equals("running") || state.equals("pending"))
                && instance.tags().stream()
                        .anyMatch(tag -> Values.text(tag.key()).startsWith(CLUSTER_TAG));
    }

    private static Set<String> vpcsOf(List<InternetGatewayAttachment> attachments) {
        return keys(attachments.stream()
                .map(attachment -> Values.text(attachment.vpcId()))
                .toArray(String[]::new));
    }

    private static @Nullable String vpcOf(@Nullable VpcPeeringConnectionVpcInfo side) {
        return side == null ? null : side.vpcId();
    }

    private static <T> Function<T, List<Keyed<String>>> idsOf(
            Need need, Function<T, Set<String>> keys, Function<T, String> id) {
        return each(need, keys, value -> Values.required(id.apply(value), "the id"));
    }

    private static Question<?, Boolean> attribute(
            VpcAttributeName attribute, String member, Function<DescribeVpcAttributeResponse, Boolean> value) {
        return new Question<>(
                Need.VPC_ATTRIBUTES,
                new Cli(
                        "ec2 describe-vpc-attribute",
                        member,
                        Form.WHOLE,
                        vpc -> "--vpc-id " + vpc + " --attribute " + attribute,
                        vpc -> vpc + "-" + attribute),
                CliJson.of(DescribeVpcAttributeResponse::builder),
                each(Need.VPC_ATTRIBUTES, answer -> keys(answer.vpcId()), value),
                (aws, vpcs) -> List.of(aws.ec2()
                        .describeVpcAttribute(
                                request -> request.vpcId(vpcs.getFirst()).attribute(attribute))));
    }

    /** The SDK has no paginator for this call. A page may be empty and still not be the last. */
    private static List<VpcBlockPublicAccessExclusion> exclusions(AwsClients aws) {
        List<VpcBlockPublicAccessExclusion> found = new ArrayList<>();
        String token = null;
        do {
            String page = token;
            DescribeVpcBlockPublicAccessExclusionsResponse answer = aws.ec2()
                    .describeVpcBlockPublicAccessExclusions(
                            request -> request.maxResults(PAGE).nextToken(page));
            found.addAll(answer.vpcBlockPublicAccessExclusions());
            token = answer.nextToken();
        } while (token != null && !token.isEmpty());
        return found;
    }
}
