package dev.nodepath.local;

import static java.util.Objects.requireNonNull;

import dev.nodepath.aws.AwsClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.eks.model.IpFamily;

/**
 * A VPC in moto in which everything stands apart, so that each thing can be broken alone: public subnets with a NAT gateway
 * each, the cluster's subnets, node subnets and subnets of VPC endpoints, two zones of each, every kind with a network ACL of
 * its own; nodes carry a security group of their own.
 */
public final class SegmentedVpc {

    public static final String CLUSTER = "demo";
    private static final String REGION = "us-east-1";
    private static final String EVERYWHERE = "0.0.0.0/0";
    private static final List<String> ZONES = List.of(REGION + "a", REGION + "b");

    /** What its subnets are for. */
    public enum Kind {
        PUBLIC,
        CLUSTER,
        NODES,
        ENDPOINTS
    }

    private final AwsClients aws;
    private final String id;
    private final String internetGateway;
    private final Map<Kind, List<String>> subnets = new TreeMap<>();
    private final Map<Kind, List<String>> tables = new TreeMap<>();
    private final Map<Kind, String> acls = new TreeMap<>();
    private final List<String> natGateways = new ArrayList<>();
    private final String nodeGroup;
    private final String endpointGroup;
    private final Optional<String> ipv6Range;

    private SegmentedVpc(AwsClients aws, boolean ipv6) {
        this.aws = aws;
        Ec2Client ec2 = aws.ec2();
        this.id = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16").amazonProvidedIpv6CidrBlock(ipv6))
                .vpc()
                .vpcId();
        ec2.modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(v -> v.value(true)));
        this.ipv6Range = ec2.describeVpcs(r -> r.vpcIds(id)).vpcs().getFirst().ipv6CidrBlockAssociationSet().stream()
                .map(association -> association.ipv6CidrBlock())
                .findFirst();
        this.internetGateway =
                ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
        ec2.attachInternetGateway(r -> r.internetGatewayId(internetGateway).vpcId(id));
        for (Kind kind : Kind.values()) {
            segment(kind);
        }
        tables(Kind.PUBLIC)
                .forEach(table -> ec2.createRoute(r ->
                        r.routeTableId(table).destinationCidrBlock(EVERYWHERE).gatewayId(internetGateway)));
        for (String subnet : subnets(Kind.PUBLIC)) {
            natGateways.add(natGatewayIn(subnet));
        }
        this.nodeGroup = createGroup("nodes");
        this.endpointGroup = createGroup("endpoints");
        admit(endpointGroup, tcp(443, "10.0.0.0/16"));
    }

    private void segment(Kind kind) {
        String acl = aws.ec2().createNetworkAcl(r -> r.vpcId(id)).networkAcl().networkAclId();
        acls.put(kind, acl);
        entry(kind, 100, false, RuleAction.ALLOW, "-1", EVERYWHERE);
        entry(kind, 100, true, RuleAction.ALLOW, "-1", EVERYWHERE);
        subnets.put(kind, new ArrayList<>());
        tables.put(kind, new ArrayList<>());
        for (String zone : ZONES) {
            String subnet = subnet(zone).subnetId();
            String table =
                    aws.ec2().createRouteTable(r -> r.vpcId(id)).routeTable().routeTableId();
            aws.ec2().associateRouteTable(r -> r.routeTableId(table).subnetId(subnet));
            follow(subnet, acl);
            subnets.get(kind).add(subnet);
            tables.get(kind).add(table);
        }
    }

    private Subnet subnet(String zone) {
        int number = subnets.values().stream().mapToInt(List::size).sum();
        return aws.ec2()
                .createSubnet(r -> r.vpcId(id)
                        .cidrBlock("10.0." + number + ".0/24")
                        .ipv6CidrBlock(ipv6Range
                                .map(range -> range.replace("00::/56", "%02x::/64".formatted(number)))
                                .orElse(null))
                        .availabilityZone(zone))
                .subnet();
    }

    private void follow(String subnet, String acl) {
        String association = aws
                .ec2()
                .describeNetworkAcls(r -> r.filters(Filter.builder()
                        .name("association.subnet-id")
                        .values(subnet)
                        .build()))
                .networkAcls()
                .getFirst()
                .associations()
                .stream()
                .filter(a -> a.subnetId().equals(subnet))
                .findFirst()
                .orElseThrow()
                .networkAclAssociationId();
        aws.ec2().replaceNetworkAclAssociation(r -> r.associationId(association).networkAclId(acl));
    }

    // --- networks in which nothing is wrong with nodes

    /** Nodes leave through the NAT gateway of their zone; both endpoints of the cluster are on. */
    public static SegmentedVpc behindNat(AwsClients aws) {
        SegmentedVpc vpc = new SegmentedVpc(aws, false);
        vpc.routeNodesToNat();
        vpc.interfaceEndpoint("ec2");
        vpc.cluster(true, true);
        return vpc;
    }

    /** The same with the public endpoint alone. */
    public static SegmentedVpc behindNatToPublicEndpoint(AwsClients aws) {
        SegmentedVpc vpc = new SegmentedVpc(aws, false);
        vpc.routeNodesToNat();
        vpc.cluster(true, false);
        return vpc;
    }

    /** Nodes with public addresses in subnets that route to the internet gateway; the public endpoint alone is on. */
    public static SegmentedVpc inPublicSubnets(AwsClients aws) {
        SegmentedVpc vpc = new SegmentedVpc(aws, false);
        vpc.tables(Kind.NODES)
                .forEach(table -> aws.ec2()
                        .createRoute(r -> r.routeTableId(table)
                                .destinationCidrBlock(EVERYWHERE)
                                .gatewayId(vpc.internetGateway)));
        vpc.subnets(Kind.NODES).forEach(subnet -> vpc.assignPublicAddresses(subnet, true));
        vpc.cluster(true, false);
        return vpc;
    }

    /** Nodes have no way out but VPC endpoints; the private endpoint alone is on. */
    public static SegmentedVpc withoutInternet(AwsClients aws) {
        SegmentedVpc vpc = new SegmentedVpc(aws, false);
        List.of("ec2", "ecr.api", "ecr.dkr", "sts").forEach(vpc::interfaceEndpoint);
        vpc.aws
                .ec2()
                .createVpcEndpoint(r -> r.vpcId(vpc.id)
                        .vpcEndpointType(VpcEndpointType.GATEWAY)
                        .serviceName("com.amazonaws." + REGION + ".s3")
                        .routeTableIds(vpc.tables(Kind.NODES)));
        vpc.cluster(false, true);
        return vpc;
    }

    /** An IPv6 cluster whose nodes leave through NAT gateways by IPv4 and an egress-only internet gateway by IPv6. */
    public static SegmentedVpc dualStack(AwsClients aws) {
        SegmentedVpc vpc = new SegmentedVpc(aws, true);
        vpc.routeNodesToNat();
        String gateway = aws.ec2()
                .createEgressOnlyInternetGateway(r -> r.vpcId(vpc.id))
                .egressOnlyInternetGateway()
                .egressOnlyInternetGatewayId();
        vpc.tables(Kind.NODES)
                .forEach(table -> aws.ec2()
                        .createRoute(r -> r.routeTableId(table)
                                .destinationIpv6CidrBlock("::/0")
                                .egressOnlyInternetGatewayId(gateway)));
        vpc.subnets(Kind.NODES).forEach(subnet -> vpc.assignIpv6Addresses(subnet, true));
        for (boolean egress : new boolean[] {false, true}) {
            aws.ec2()
                    .createNetworkAclEntry(r -> r.networkAclId(vpc.acl(Kind.NODES))
                            .ruleNumber(101)
                            .egress(egress)
                            .ruleAction(RuleAction.ALLOW)
                            .protocol("-1")
                            .ipv6CidrBlock("::/0"));
        }
        vpc.cluster(true, false);
        return vpc;
    }

    private void routeNodesToNat() {
        for (int zone = 0; zone < ZONES.size(); zone++) {
            String table = tables(Kind.NODES).get(zone);
            String nat = natGateways.get(zone);
            aws.ec2()
                    .createRoute(r -> r.routeTableId(table)
                            .destinationCidrBlock(EVERYWHERE)
                            .natGatewayId(nat));
        }
    }

    private void interfaceEndpoint(String service) {
        aws.ec2()
                .createVpcEndpoint(r -> r.vpcId(id)
                        .vpcEndpointType(VpcEndpointType.INTERFACE)
                        .serviceName("com.amazonaws." + REGION + "." + service)
                        .subnetIds(subnets(Kind.ENDPOINTS))
                        .securityGroupIds(endpointGroup)
                        .privateDnsEnabled(true));
    }

    private void cluster(boolean publicAccess, boolean privateAccess) {
        aws.eks()
                .createCluster(r -> r.name(CLUSTER)
                        .roleArn("arn:aws:iam::" + Moto.ACCOUNT + ":role/cluster")
                        .kubernetesNetworkConfig(k -> k.ipFamily(ipv6Range.isPresent() ? IpFamily.IPV6 : IpFamily.IPV4))
                        .resourcesVpcConfig(v -> v.subnetIds(subnets(Kind.CLUSTER))
                                .endpointPublicAccess(publicAccess)
                                .endpointPrivateAccess(privateAccess)));
        admit(clusterGroup(), tcpFrom(443, nodeGroup));
        admit(nodeGroup, tcpFrom(10250, clusterGroup()), tcpFrom(53, nodeGroup), udpFrom(53, nodeGroup));
        String template = aws.ec2()
                .createLaunchTemplate(
                        r -> r.launchTemplateName("nodes").launchTemplateData(d -> d.securityGroupIds(nodeGroup)))
                .launchTemplate()
                .launchTemplateId();
        aws.eks()
                .createNodegroup(r -> r.clusterName(CLUSTER)
                        .nodegroupName("workers")
                        .nodeRole("arn:aws:iam::" + Moto.ACCOUNT + ":role/node")
                        .launchTemplate(t -> t.id(template).version("1"))
                        .subnets(subnets(Kind.NODES)));
    }

    // --- what it has

    public AwsClients aws() {
        return aws;
    }

    public String id() {
        return id;
    }

    public String internetGateway() {
        return internetGateway;
    }

    public List<String> subnets(Kind kind) {
        return requireNonNull(subnets.get(kind));
    }

    /** One a subnet. */
    public List<String> tables(Kind kind) {
        return requireNonNull(tables.get(kind));
    }

    public String acl(Kind kind) {
        return requireNonNull(acls.get(kind));
    }

    /** One a zone. */
    public List<String> natGateways() {
        return natGateways;
    }

    public String nodeGroup() {
        return nodeGroup;
    }

    public String endpointGroup() {
        return endpointGroup;
    }

    public String clusterGroup() {
        return aws.eks()
                .describeCluster(r -> r.name(CLUSTER))
                .cluster()
                .resourcesVpcConfig()
                .clusterSecurityGroupId();
    }

    /** The VPC endpoint for a service. */
    public String endpoint(String service) {
        return aws.ec2().describeVpcEndpoints(r -> {}).vpcEndpoints().stream()
                .filter(endpoint -> endpoint.serviceName().endsWith("." + service))
                .map(VpcEndpoint::vpcEndpointId)
                .findFirst()
                .orElseThrow();
    }

    // --- what can be done to it

    public String natGatewayIn(String subnet) {
        String address =
                aws.ec2().allocateAddress(r -> r.domain(DomainType.VPC)).allocationId();
        return aws.ec2()
                .createNatGateway(r -> r.subnetId(subnet).allocationId(address))
                .natGateway()
                .natGatewayId();
    }

    private String createGroup(String name) {
        return aws.ec2()
                .createSecurityGroup(r -> r.groupName(name).description(name).vpcId(id))
                .groupId();
    }

    public void assignPublicAddresses(String subnet, boolean assign) {
        aws.ec2().modifySubnetAttribute(r -> r.subnetId(subnet).mapPublicIpOnLaunch(v -> v.value(assign)));
    }

    public void assignIpv6Addresses(String subnet, boolean assign) {
        aws.ec2().modifySubnetAttribute(r -> r.subnetId(subnet).assignIpv6AddressOnCreation(v -> v.value(assign)));
    }

    public void admit(String group, IpPermission... permissions) {
        aws.ec2().authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(permissions));
    }

    public void refuse(String group, IpPermission... permissions) {
        aws.ec2().revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(permissions));
    }

    /** Adds an entry for TCP to the ACL of one kind of subnets, before those that allow. */
    public void deny(Kind kind, boolean egress, int from, int to, String cidr) {
        aws.ec2()
                .createNetworkAclEntry(r -> r.networkAclId(acl(kind))
                        .ruleNumber(90)
                        .egress(egress)
                        .ruleAction(RuleAction.DENY)
                        .protocol("6")
                        .portRange(p -> p.from(from).to(to))
                        .cidrBlock(cidr));
    }

    private void entry(Kind kind, int number, boolean egress, RuleAction action, String protocol, String cidr) {
        aws.ec2()
                .createNetworkAclEntry(r -> r.networkAclId(acl(kind))
                        .ruleNumber(number)
                        .egress(egress)
                        .ruleAction(action)
                        .protocol(protocol)
                        .cidrBlock(cidr));
    }

    public static IpPermission tcp(int port, String cidr) {
        return permission("tcp", port, p -> p.ipRanges(range(cidr)));
    }

    public static IpPermission tcpFrom(int port, String group) {
        return permission("tcp", port, p -> p.userIdGroupPairs(group(group)));
    }

    public static IpPermission udpFrom(int port, String group) {
        return permission("udp", port, p -> p.userIdGroupPairs(group(group)));
    }

    public static IpRange range(String cidr) {
        return IpRange.builder().cidrIp(cidr).build();
    }

    public static UserIdGroupPair group(String id) {
        return UserIdGroupPair.builder().groupId(id).build();
    }

    private static IpPermission permission(String protocol, int port, Consumer<IpPermission.Builder> peer) {
        IpPermission.Builder permission =
                IpPermission.builder().ipProtocol(protocol).fromPort(port).toPort(port);
        peer.accept(permission);
        return permission.build();
    }
}
