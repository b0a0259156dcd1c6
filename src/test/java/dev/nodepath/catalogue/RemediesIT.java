package dev.nodepath.catalogue;

import static dev.nodepath.local.SegmentedVpc.CLUSTER;
import static dev.nodepath.local.SegmentedVpc.group;
import static dev.nodepath.local.SegmentedVpc.range;
import static dev.nodepath.local.SegmentedVpc.tcp;
import static dev.nodepath.local.SegmentedVpc.tcpFrom;
import static dev.nodepath.local.SegmentedVpc.udpFrom;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.aws.read.NetworkReader;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.local.AwsCli;
import dev.nodepath.local.Moto;
import dev.nodepath.local.SegmentedVpc;
import dev.nodepath.local.SegmentedVpc.Kind;
import dev.nodepath.network.Networks;
import dev.nodepath.path.SubnetPaths;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GatewayType;
import software.amazon.awssdk.services.ec2.model.InternetGatewayBlockMode;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * A network is broken, the commands of the finding are typed into a shell as they stand, and the network is as it was: the
 * finding is gone, and no other came.
 */
class RemediesIT {

    private static final String EVERYWHERE = "0.0.0.0/0";
    private static final String VPC_RANGE = "10.0.0.0/16";
    private static final String TAG = "kubernetes.io/cluster/" + CLUSTER;

    /** Rules whose remedy is no command, with what has to be decided first. */
    private static final Map<String, String> DECIDED_BY_PEOPLE = Map.ofEntries(
            entry("EP-001", "EKS allows no such cluster; the answer is incomplete and has to be read again"),
            entry("EP-004", "which networks use the public endpoint"),
            entry("EP-006", "whether an appliance between nodes and the control plane is wanted"),
            entry("EP-008", "how people reach the VPC"),
            entry("EP-009", "which of the two endpoints hybrid nodes use, and by which way"),
            entry("EP-011", "nothing: an update has to end"),
            entry("EP-012", "through what the customer routes the control plane's connections"),
            entry("SN-001", "in which other zone the cluster gets a subnet"),
            entry("SN-002", "which addresses to free, or which other subnets the cluster gets"),
            entry("SN-003", "which subnets take the place of the missing ones"),
            entry("SN-004", "which subnets in other zones the cluster gets"),
            entry("SN-005", "which subnets in Availability Zones the cluster gets"),
            entry("SN-006", "which IPv6 range the subnet gets"),
            entry("SN-007", "which private subnets the cluster gets"),
            entry("SN-008", "what EKS's own message asks for"),
            entry("ND-003", "when the nodes of a new launch template version replace the running ones"),
            entry("ND-004", "in which subnets of the cluster's VPC the nodes start"),
            entry("ND-005", "which range or subnets nodes get in addition"),
            entry("ND-007", "whether the profile moves or the route to the internet gateway goes"),
            entry("ND-008", "in which subnets the managed nodes start"),
            entry("ND-009", "which kind of subnet the node group keeps"),
            entry("ND-011", "what the node classes inside the cluster say"),
            entry("RT-006", "whether nodes may reach all of the internet"),
            entry("RT-009", "nothing now: an exclusion from encryption before the next gateway"),
            entry("SH-001", "who lets Nodepath read in the account of the VPC's owner"),
            entry("SH-002", "who lets Nodepath make the call that failed"),
            entry("CF-001", "whether the control is followed at all"),
            entry("ST-001", "what the settings were meant to say"));

    private final Moto moto = Moto.empty();
    private final AwsAccess access = moto.access();
    private final AwsCli shell = new AwsCli(moto);

    @AfterEach
    void close() {
        access.close();
    }

    record Break(
            String rule,
            String what,
            Function<AwsClients, SegmentedVpc> network,
            Consumer<SegmentedVpc> prepared,
            Consumer<SegmentedVpc> broken) {

        Break(String rule, String what, Function<AwsClients, SegmentedVpc> network, Consumer<SegmentedVpc> broken) {
            this(rule, what, network, vpc -> {}, broken);
        }
    }

    private static List<Break> endpointBreaks() {
        return List.of(
                new Break(
                        "EP-002",
                        "nodes are routed to a peering connection",
                        SegmentedVpc::behindNatToPublicEndpoint,
                        vpc -> routeNodes(vpc, r -> r.vpcPeeringConnectionId(peering(vpc)))),
                new Break(
                        "EP-003",
                        "publicAccessCidrs lacks the NAT gateways",
                        SegmentedVpc::behindNatToPublicEndpoint,
                        vpc -> vpc.aws()
                                .eks()
                                .updateClusterConfig(r ->
                                        r.name(CLUSTER).resourcesVpcConfig(c -> c.publicAccessCidrs("192.0.2.0/24")))),
                new Break(
                        "EP-003",
                        "publicAccessCidrs cannot hold addresses from Amazon's pool",
                        SegmentedVpc::inPublicSubnets,
                        vpc -> vpc.aws()
                                .eks()
                                .updateClusterConfig(r ->
                                        r.name(CLUSTER).resourcesVpcConfig(c -> c.publicAccessCidrs("192.0.2.0/24")))),
                new Break("EP-005", "the VPC's DNS attributes are off", SegmentedVpc::behindNat, vpc -> {
                    vpc.aws().ec2().modifyVpcAttribute(r -> r.vpcId(vpc.id()).enableDnsHostnames(v -> v.value(false)));
                    vpc.aws().ec2().modifyVpcAttribute(r -> r.vpcId(vpc.id()).enableDnsSupport(v -> v.value(false)));
                }),
                new Break(
                        "EP-007",
                        "the default route is deleted",
                        SegmentedVpc::behindNatToPublicEndpoint,
                        vpc -> vpc.aws()
                                .ec2()
                                .deleteRoute(r -> r.routeTableId(table(vpc)).destinationCidrBlock(EVERYWHERE))),
                new Break(
                        "EP-010",
                        "publicAccessCidrs lacks the nodes' IPv6 ranges",
                        SegmentedVpc::dualStack,
                        vpc -> vpc.aws()
                                .eks()
                                .updateClusterConfig(r ->
                                        r.name(CLUSTER).resourcesVpcConfig(c -> c.publicAccessCidrs(EVERYWHERE)))));
    }

    private static List<Break> nodeBreaks() {
        return List.of(
                new Break(
                        "ND-001",
                        "a public node subnet assigns no public addresses",
                        SegmentedVpc::inPublicSubnets,
                        vpc -> vpc.assignPublicAddresses(nodeSubnet(vpc), false)),
                new Break(
                        "ND-002",
                        "a private node subnet assigns public addresses",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.assignPublicAddresses(nodeSubnet(vpc), true)),
                new Break(
                        "ND-006",
                        "a node subnet assigns no IPv6 addresses",
                        SegmentedVpc::dualStack,
                        vpc -> vpc.assignIpv6Addresses(nodeSubnet(vpc), false)),
                new Break(
                        "ND-010",
                        "only the cluster's subnets carry its tag",
                        SegmentedVpc::behindNat,
                        vpc -> tag(vpc, vpc.subnets(Kind.CLUSTER), TAG, "shared")),
                new Break(
                        "TG-001",
                        "a private subnet is tagged for public load balancers",
                        SegmentedVpc::behindNat,
                        vpc -> tag(vpc, vpc.subnets(Kind.NODES), "kubernetes.io/role/elb", "1")),
                new Break("TG-002", "a subnet is tagged for another cluster alone", SegmentedVpc::behindNat, vpc -> {
                    tag(vpc, vpc.subnets(Kind.CLUSTER), "kubernetes.io/cluster/other", "shared");
                    tag(vpc, vpc.subnets(Kind.NODES), "kubernetes.io/cluster/other", "shared");
                }),
                new Break(
                        "TG-003",
                        "an Auto Scaling group keeps the tag for itself",
                        SegmentedVpc::behindNat,
                        vpc -> autoScalingGroup(vpc, "owned", true),
                        vpc -> tagAutoScalingGroup(vpc, "owned", false)),
                new Break(
                        "TG-003",
                        "an Auto Scaling group passes on another value",
                        SegmentedVpc::behindNat,
                        vpc -> autoScalingGroup(vpc, "owned", true),
                        vpc -> tagAutoScalingGroup(vpc, "shared", true)));
    }

    private static List<Break> routeBreaks() {
        return List.of(
                new Break(
                        "RT-001",
                        "the default route leads to a detached virtual private gateway",
                        SegmentedVpc::behindNat,
                        vpc -> {
                            String gateway = vpc.aws()
                                    .ec2()
                                    .createVpnGateway(r -> r.type(GatewayType.IPSEC_1))
                                    .vpnGateway()
                                    .vpnGatewayId();
                            routeNodes(vpc, r -> r.gatewayId(gateway));
                        }),
                new Break(
                        "RT-002",
                        "the internet gateway is detached",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.aws()
                                .ec2()
                                .detachInternetGateway(r -> r.internetGatewayId(vpc.internetGateway())
                                        .vpcId(vpc.id()))),
                new Break(
                        "RT-003",
                        "the NAT gateway of a zone is deleted",
                        SegmentedVpc::behindNatToPublicEndpoint,
                        vpc -> vpc.natGatewayIn(vpc.subnets(Kind.PUBLIC).getFirst()),
                        vpc -> vpc.aws()
                                .ec2()
                                .deleteNatGateway(
                                        r -> r.natGatewayId(vpc.natGateways().getFirst()))),
                new Break(
                        "RT-004",
                        "nodes are routed to a NAT gateway in a private subnet",
                        SegmentedVpc::behindNatToPublicEndpoint,
                        vpc -> routeNodes(
                                vpc,
                                r -> r.natGatewayId(
                                        vpc.natGatewayIn(vpc.subnets(Kind.NODES).getLast())))),
                new Break(
                        "RT-005",
                        "nodes are routed to a NAT gateway of another zone",
                        SegmentedVpc::behindNat,
                        vpc -> routeNodes(
                                vpc, r -> r.natGatewayId(vpc.natGateways().getLast()))),
                new Break("RT-007", "a node subnet follows the main table", SegmentedVpc::behindNat, vpc -> {
                    String main = associationOf(vpc, RouteTableAssociation::main);
                    vpc.aws()
                            .ec2()
                            .replaceRouteTableAssociation(
                                    r -> r.associationId(main).routeTableId(table(vpc)));
                    String own = associationOf(vpc, a -> nodeSubnet(vpc).equals(a.subnetId()));
                    vpc.aws().ec2().disassociateRouteTable(r -> r.associationId(own));
                }),
                new Break(
                        "RT-008",
                        "Block Public Access blocks both directions",
                        SegmentedVpc::behindNat,
                        vpc -> blockPublicAccess(vpc, InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL)),
                new Break(
                        "RT-008",
                        "Block Public Access blocks connections from the internet",
                        SegmentedVpc::inPublicSubnets,
                        vpc -> blockPublicAccess(vpc, InternetGatewayBlockMode.BLOCK_INGRESS)));
    }

    private static List<Break> filterBreaks() {
        return List.of(
                new Break(
                        "SG-001",
                        "the cluster's group does not admit the nodes",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.refuse(vpc.clusterGroup(), tcpFrom(443, vpc.nodeGroup()))),
                new Break(
                        "SG-002",
                        "the nodes' group does not admit the API server",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.refuse(vpc.nodeGroup(), tcpFrom(10250, vpc.clusterGroup()))),
                new Break(
                        "SG-003",
                        "nodes do not admit DNS from each other",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.refuse(vpc.nodeGroup(), tcpFrom(53, vpc.nodeGroup()), udpFrom(53, vpc.nodeGroup()))),
                new Break(
                        "SG-004",
                        "the cluster's group does not admit its own members",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.refuse(vpc.clusterGroup(), all(p -> p.userIdGroupPairs(group(vpc.clusterGroup()))))),
                new Break(
                        "SG-005",
                        "the nodes' group lets nothing out of the VPC",
                        SegmentedVpc::behindNatToPublicEndpoint,
                        vpc -> {
                            vpc.aws()
                                    .ec2()
                                    .authorizeSecurityGroupEgress(r -> r.groupId(vpc.nodeGroup())
                                            .ipPermissions(all(p -> p.ipRanges(range(VPC_RANGE)))));
                            vpc.aws()
                                    .ec2()
                                    .revokeSecurityGroupEgress(r -> r.groupId(vpc.nodeGroup())
                                            .ipPermissions(all(p -> p.ipRanges(range(EVERYWHERE)))));
                        }),
                new Break(
                        "NA-001",
                        "the nodes' ACL stops answers from the internet",
                        SegmentedVpc::behindNatToPublicEndpoint,
                        vpc -> vpc.deny(Kind.NODES, false, 1024, 65535, EVERYWHERE)),
                new Break(
                        "NA-002",
                        "the cluster's ACL stops nodes",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.deny(Kind.CLUSTER, false, 443, 443, VPC_RANGE)),
                new Break(
                        "NA-003",
                        "the ACL of the NAT gateways' subnets stops nodes",
                        SegmentedVpc::behindNatToPublicEndpoint,
                        vpc -> vpc.deny(Kind.PUBLIC, false, 443, 443, VPC_RANGE)),
                new Break(
                        "NA-004",
                        "the ACL of the endpoints' subnets stops nodes",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.deny(Kind.ENDPOINTS, false, 443, 443, VPC_RANGE)));
    }

    private static List<Break> vpcEndpointBreaks() {
        return List.of(
                new Break(
                        "VE-001",
                        "the endpoint for STS is deleted",
                        SegmentedVpc::withoutInternet,
                        vpc -> vpc.aws().ec2().deleteVpcEndpoints(r -> r.vpcEndpointIds(vpc.endpoint("sts")))),
                new Break(
                        "VE-002",
                        "the endpoint for EC2 has private DNS off",
                        SegmentedVpc::withoutInternet,
                        vpc -> vpc.aws()
                                .ec2()
                                .modifyVpcEndpoint(r ->
                                        r.vpcEndpointId(vpc.endpoint("ec2")).privateDnsEnabled(false))),
                new Break(
                        "VE-003",
                        "the group of the endpoints admits nobody",
                        SegmentedVpc::withoutInternet,
                        vpc -> vpc.refuse(vpc.endpointGroup(), tcp(443, VPC_RANGE))),
                new Break(
                        "VE-004",
                        "the endpoint for EC2 leaves a zone",
                        SegmentedVpc::withoutInternet,
                        vpc -> vpc.aws()
                                .ec2()
                                .modifyVpcEndpoint(r -> r.vpcEndpointId(vpc.endpoint("ec2"))
                                        .removeSubnetIds(
                                                vpc.subnets(Kind.ENDPOINTS).getFirst()))),
                new Break(
                        "VE-004",
                        "the endpoint for EC2 leaves all zones",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.aws()
                                .ec2()
                                .modifyVpcEndpoint(r -> r.vpcEndpointId(vpc.endpoint("ec2"))
                                        .removeSubnetIds(vpc.subnets(Kind.ENDPOINTS)))),
                new Break(
                        "VE-005",
                        "the gateway endpoint leaves a route table",
                        SegmentedVpc::withoutInternet,
                        vpc -> vpc.aws()
                                .ec2()
                                .modifyVpcEndpoint(
                                        r -> r.vpcEndpointId(vpc.endpoint("s3")).removeRouteTableIds(table(vpc)))),
                new Break(
                        "VE-005",
                        "the gateway endpoint is deleted",
                        SegmentedVpc::withoutInternet,
                        vpc -> vpc.aws().ec2().deleteVpcEndpoints(r -> r.vpcEndpointIds(vpc.endpoint("s3")))),
                new Break(
                        "VE-006",
                        "the policy of the endpoint for EC2 denies everything",
                        SegmentedVpc::withoutInternet,
                        vpc -> vpc.aws()
                                .ec2()
                                .modifyVpcEndpoint(r ->
                                        r.vpcEndpointId(vpc.endpoint("ec2")).policyDocument("""
                                                        {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}"""))),
                new Break(
                        "VE-007",
                        "the endpoint for EC2 admits nobody, though nodes have a way to the internet",
                        SegmentedVpc::behindNat,
                        vpc -> vpc.refuse(vpc.endpointGroup(), tcp(443, VPC_RANGE))));
    }

    private static Stream<Break> allBreaks() {
        return Stream.of(endpointBreaks(), nodeBreaks(), routeBreaks(), filterBreaks(), vpcEndpointBreaks())
                .flatMap(List::stream);
    }

    static Stream<Arguments> breaks() {
        return allBreaks().map(b -> Arguments.argumentSet(b.rule() + " " + b.what(), b));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void commandsOfAFindingMendTheNetwork(Break b) {
        SegmentedVpc vpc = b.network().apply(access.in("us-east-1"));
        b.prepared().accept(vpc);
        Assessment whole = assessment();
        b.broken().accept(vpc);
        Assessment broken = assessment();

        List<Finding> open = of(b.rule(), broken, whole);
        assertThat(open).isNotEmpty();
        Assessment now = broken;
        while (!open.isEmpty()) {
            Finding finding = open.getFirst();
            assertThat(finding.remediation().commands())
                    .as(finding.description() + " " + finding.remediation().text())
                    .isNotEmpty();
            assertThat(shell.failureOf(finding.remediation().commands())).isEmpty();
            now = assessment();
            assertThat(findings(now)).doesNotContainKey(finding.id());
            open = of(b.rule(), now, whole);
        }
        assertThat(findings(whole)).containsAllEntriesOf(findings(now));
        assertThat(verdicts(now)).isEqualTo(verdicts(whole));
    }

    @Test
    void everyRuleIsMendedHereOrLeavesADecisionToPeople() {
        Set<String> mended = allBreaks().map(Break::rule).collect(Collectors.toCollection(TreeSet::new));
        assertThat(mended).doesNotContainAnyElementsOf(DECIDED_BY_PEOPLE.keySet());
        mended.addAll(DECIDED_BY_PEOPLE.keySet());
        assertThat(Rules.all()).extracting(rule -> rule.card().id()).containsExactlyInAnyOrderElementsOf(mended);
    }

    // --- what a network is like

    private Assessment assessment() {
        Networks networks = NetworkReader.of(access.in("us-east-1")).read(List.of());
        assertThat(networks.unread()).isEmpty();
        return Assessment.of(Rules.evaluate(networks.networks().getFirst()), Optional.empty());
    }

    /** Findings of a rule that the whole network does not have. */
    private static List<Finding> of(String rule, Assessment assessment, Assessment whole) {
        return assessment.findings().stream()
                .filter(finding ->
                        finding.rule().equals(rule) && !findings(whole).containsKey(finding.id()))
                .toList();
    }

    /** Ids with severity and status. */
    private static Map<String, String> findings(Assessment assessment) {
        Map<String, String> findings = new TreeMap<>();
        assessment
                .findings()
                .forEach(finding -> findings.put(finding.id(), finding.severity() + " " + finding.status()));
        return findings;
    }

    private static Map<String, String> verdicts(Assessment assessment) {
        return assessment.evaluation().paths().nodeSubnets().stream()
                .collect(Collectors.toMap(
                        SubnetPaths::subnetId,
                        path -> path.apiServer().verdict() + " " + path.join().verdict()));
    }

    // --- what is broken

    private static String nodeSubnet(SegmentedVpc vpc) {
        return vpc.subnets(Kind.NODES).getFirst();
    }

    private static String table(SegmentedVpc vpc) {
        return vpc.tables(Kind.NODES).getFirst();
    }

    /** Gives the first node subnet another default route. */
    private static void routeNodes(SegmentedVpc vpc, Consumer<ReplaceRouteRequest.Builder> target) {
        vpc.aws().ec2().replaceRoute(r -> {
            r.routeTableId(table(vpc)).destinationCidrBlock(EVERYWHERE);
            target.accept(r);
        });
    }

    private static String peering(SegmentedVpc vpc) {
        String other =
                vpc.aws().ec2().createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
        String peering = vpc.aws()
                .ec2()
                .createVpcPeeringConnection(r -> r.vpcId(vpc.id()).peerVpcId(other))
                .vpcPeeringConnection()
                .vpcPeeringConnectionId();
        vpc.aws().ec2().acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(peering));
        return peering;
    }

    private static String associationOf(SegmentedVpc vpc, Predicate<RouteTableAssociation> wanted) {
        return vpc
                .aws()
                .ec2()
                .describeRouteTables(r -> r.filters(
                        Filter.builder().name("vpc-id").values(vpc.id()).build()))
                .routeTables()
                .stream()
                .flatMap(table -> table.associations().stream())
                .filter(wanted)
                .map(RouteTableAssociation::routeTableAssociationId)
                .findFirst()
                .orElseThrow();
    }

    private static void blockPublicAccess(SegmentedVpc vpc, InternetGatewayBlockMode mode) {
        vpc.aws().ec2().modifyVpcBlockPublicAccessOptions(r -> r.internetGatewayBlockMode(mode));
    }

    private static void tag(SegmentedVpc vpc, List<String> subnets, String key, String value) {
        vpc.aws()
                .ec2()
                .createTags(r -> r.resources(subnets)
                        .tags(Tag.builder().key(key).value(value).build()));
    }

    private static IpPermission all(Consumer<IpPermission.Builder> peer) {
        IpPermission.Builder permission = IpPermission.builder().ipProtocol("-1");
        peer.accept(permission);
        return permission.build();
    }

    private static void autoScalingGroup(SegmentedVpc vpc, String value, boolean propagate) {
        vpc.aws()
                .autoScaling()
                .createAutoScalingGroup(r -> r.autoScalingGroupName("own-nodes")
                        .minSize(0)
                        .maxSize(2)
                        .desiredCapacity(0)
                        .launchTemplate(t -> t.launchTemplateName("nodes").version("1"))
                        .vpcZoneIdentifier(String.join(",", vpc.subnets(Kind.NODES)))
                        .tags(ownedTag(value, propagate)));
    }

    private static void tagAutoScalingGroup(SegmentedVpc vpc, String value, boolean propagate) {
        vpc.aws().autoScaling().createOrUpdateTags(r -> r.tags(ownedTag(value, propagate)));
    }

    private static software.amazon.awssdk.services.autoscaling.model.Tag ownedTag(String value, boolean propagate) {
        return software.amazon.awssdk.services.autoscaling.model.Tag.builder()
                .resourceId("own-nodes")
                .resourceType("auto-scaling-group")
                .key(TAG)
                .value(value)
                .propagateAtLaunch(propagate)
                .build();
    }
}
