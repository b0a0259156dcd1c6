package dev.nodepath.network;

import dev.nodepath.network.BlockPublicAccess.Exclusion;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.rule.Need;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A network that a test starts from and changes one thing about. All three layouts hold one cluster, {@code demo}, with the
 * managed node group {@code workers}, in VPC {@code vpc-1} (10.0.0.0/16); nothing is wrong with them but, where the public
 * endpoint is on, that it is open to the world (EP-004).
 *
 * <p>Ids: subnets {@code subnet-public-a}, {@code subnet-public-b}, {@code subnet-private-a}, {@code subnet-private-b}; tables
 * {@code rtb-main}, {@code rtb-public}, {@code rtb-private-a}, {@code rtb-private-b}; {@code igw-1}; {@code nat-a} and {@code
 * nat-b} with {@link #NAT_A_IP} and {@link #NAT_B_IP}; {@code acl-default}; groups {@code sg-cluster} and {@code sg-endpoints};
 * interfaces {@code eni-eks-a} and {@code eni-eks-b}; endpoints {@code vpce-ec2}, {@code vpce-ecr-api}, {@code vpce-ecr-dkr},
 * {@code vpce-sts}, {@code vpce-s3}.
 */
public final class TestNetwork {
    public static final String ACCOUNT = "123456789012";
    public static final String OTHER_ACCOUNT = "210987654321";
    public static final String VPC = "vpc-1";
    public static final String CLUSTER_ARN = TestCluster.ARN.toString();
    public static final String NAT_A_IP = "198.51.100.10";
    public static final String NAT_B_IP = "198.51.100.11";

    private final TestCluster cluster = new TestCluster();
    private final Map<String, TestNodegroup> nodegroups = new LinkedHashMap<>();
    private final List<FargateProfile> fargateProfiles = new ArrayList<>();
    private final List<AutoScalingGroup> autoScalingGroups = new ArrayList<>();
    private final Map<String, TestTemplate> templates = new LinkedHashMap<>();
    private List<String> podIdentityAssociations = new ArrayList<>();

    private String vpcOwner = ACCOUNT;
    private boolean seenByOwner;
    private final List<Cidr> vpcCidrs = new ArrayList<>(List.of(Cidr.parse("10.0.0.0/16")));
    private Optional<InternetGatewayBlockMode> vpcBlockMode = Optional.of(InternetGatewayBlockMode.OFF);
    private Optional<String> encryptionControlMode = Optional.empty();
    private final Map<String, String> vpcTags = new LinkedHashMap<>();
    private boolean dnsSupport = true;
    private boolean dnsHostnames = true;
    private boolean dnsSupportUnread;
    private Optional<DhcpOptions> dhcpOptions = Optional.of(new DhcpOptions("dopt-1", List.of("AmazonProvidedDNS")));
    private final Map<String, TestSubnet> subnets = new LinkedHashMap<>();
    private final Map<String, TestSubnet> subnetsElsewhere = new LinkedHashMap<>();
    private final Map<String, TestRouteTable> tables = new LinkedHashMap<>();
    private final Map<String, TestNat> nats = new LinkedHashMap<>();
    private final Map<String, InternetGateway> internetGateways = new LinkedHashMap<>();
    private final Map<String, InternetGateway> egressOnlyGateways = new LinkedHashMap<>();
    private final Map<String, TestAcl> acls = new LinkedHashMap<>();
    private final Map<String, TestGroup> groups = new LinkedHashMap<>();
    private final Map<String, TestEndpoint> endpoints = new LinkedHashMap<>();
    private final Map<String, NetworkInterface> interfaces = new LinkedHashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, AvailabilityZone> zones = new LinkedHashMap<>();
    private InternetGatewayBlockMode blockMode = InternetGatewayBlockMode.OFF;
    private final List<Exclusion> exclusions = new ArrayList<>();
    private final Map<String, PrefixList> prefixLists = new LinkedHashMap<>();
    private final Set<String> unreadablePrefixLists = new LinkedHashSet<>();
    private final List<String> transitGatewayAttachments = new ArrayList<>();
    private final List<String> vpnGateways = new ArrayList<>();
    private final List<String> peeringConnections = new ArrayList<>();
    private final List<String> clientVpnEndpoints = new ArrayList<>();
    private final List<String> instanceConnectEndpoints = new ArrayList<>();
    private final Set<Need> unread = EnumSet.noneOf(Need.class);
    private Declared declared = Declared.NOTHING;

    private TestNetwork() {
        for (char letter = 'a'; letter <= 'f'; letter++) {
            String id = "use1-az" + (letter - 'a' + 1);
            zones.put(id, new AvailabilityZone(id, "us-east-1" + letter, "availability-zone"));
        }
        acl("acl-default", acl -> acl.isDefault().allowsAll());
        securityGroup("sg-cluster", TestGroup::likeClusterGroup);
        routeTable("rtb-main", TestRouteTable::main);
        nodegroup("workers", group -> {});
    }

    // --- the three layouts

    /** The blog's public and private subnets: nodes in private subnets, one NAT gateway a zone; public endpoint only. */
    public static TestNetwork publicAndPrivate() {
        return new TestNetwork()
                .withPublicSubnets()
                .withPrivateSubnets()
                .natGateway("nat-a", nat -> nat.in("subnet-public-a").addresses(NAT_A_IP))
                .natGateway("nat-b", nat -> nat.in("subnet-public-b").addresses(NAT_B_IP))
                .routeTable(
                        "rtb-private-a", table -> table.of("subnet-private-a").route("0.0.0.0/0", "nat-a"))
                .routeTable(
                        "rtb-private-b", table -> table.of("subnet-private-b").route("0.0.0.0/0", "nat-b"))
                .nodesIn("subnet-private-a", "subnet-private-b")
                .controlPlaneIn("subnet-private-a", "subnet-private-b");
    }

    /** The blog's public subnets: nodes with public addresses behind an internet gateway; public endpoint only. */
    public static TestNetwork publicOnly() {
        return new TestNetwork()
                .withPublicSubnets()
                .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(true))
                .subnet("subnet-public-b", subnet -> subnet.assignsPublicIps(true))
                .nodesIn("subnet-public-a", "subnet-public-b")
                .controlPlaneIn("subnet-public-a", "subnet-public-b");
    }

    /** The blog's private subnets: no way to the internet, VPC endpoints instead; private endpoint only. */
    public static TestNetwork privateOnly() {
        return new TestNetwork()
                .withPrivateSubnets()
                .routeTable("rtb-private-a", table -> table.of("subnet-private-a"))
                .routeTable("rtb-private-b", table -> table.of("subnet-private-b"))
                .nodesIn("subnet-private-a", "subnet-private-b")
                .controlPlaneIn("subnet-private-a", "subnet-private-b")
                .withVpcEndpoints()
                .endpoint(Mode.PRIVATE_ONLY);
    }

    /** Makes it a dual-stack cluster of IPv6 pods: every subnet has a range and a way out through {@code eigw-1}. */
    public TestNetwork dualStack() {
        cluster.ipFamily(Cidr.Family.IPV6)
                .apiServer("https://0123456789ABCDEF.gr7.eks-cluster.us-east-1.api.aws")
                .admitsEveryoneByIpv6();
        vpcCidrs.add(Cidr.parse("2600:1f14:1::/56"));
        egressOnlyInternetGateway("eigw-1");
        int number = 0;
        for (TestSubnet subnet : subnets.values()) {
            subnet.ipv6("2600:1f14:1:" + number++ + "::/64");
        }
        tables.forEach((id, table) -> {
            table.route("2600:1f14:1::/56", "local");
            if (!id.equals("rtb-main")) {
                table.route("::/0", id.equals("rtb-public") ? "igw-1" : "eigw-1");
            }
        });
        return securityGroup("sg-cluster", group -> group.lets(-1, PortRange.ALL, "::/0"));
    }

    private TestNetwork withPublicSubnets() {
        return addSubnet("subnet-public-a", 'a', "10.0.0.0/24")
                .addSubnet("subnet-public-b", 'b', "10.0.1.0/24")
                .internetGateway("igw-1")
                .routeTable(
                        "rtb-public",
                        table -> table.of("subnet-public-a", "subnet-public-b").route("0.0.0.0/0", "igw-1"));
    }

    private TestNetwork withPrivateSubnets() {
        return addSubnet("subnet-private-a", 'a', "10.0.10.0/24").addSubnet("subnet-private-b", 'b', "10.0.11.0/24");
    }

    /** Endpoints for EC2, ECR, STS and S3 that serve both private subnets. */
    public TestNetwork withVpcEndpoints() {
        securityGroup("sg-endpoints", group -> group.admits(443, "10.0.0.0/16"));
        for (String service : List.of("ec2", "ecr.api", "ecr.dkr", "sts")) {
            vpcEndpoint(
                    service,
                    endpoint ->
                            endpoint.in("subnet-private-a", "subnet-private-b").groups("sg-endpoints"));
        }
        prefixList("pl-s3", "52.216.0.0/15", "3.5.0.0/19");
        return vpcEndpoint("s3", endpoint -> endpoint.gateway("rtb-private-a", "rtb-private-b"))
                .withRoute("rtb-private-a", "pl-s3", "vpce-s3")
                .withRoute("rtb-private-b", "pl-s3", "vpce-s3");
    }

    // --- the cluster and its nodes

    public TestNetwork cluster(Consumer<TestCluster> change) {
        change.accept(cluster);
        return this;
    }

    /** The endpoint's mode and {@code publicAccessCidrs}; without ranges, everyone where the public endpoint is on. */
    public TestNetwork endpoint(Mode mode, String... publicAccessCidrs) {
        boolean everyone = publicAccessCidrs.length == 0 && mode != Mode.PRIVATE_ONLY && mode != Mode.NEITHER;
        return cluster(c -> c.endpoint(mode, everyone ? new String[] {"0.0.0.0/0"} : publicAccessCidrs));
    }

    /** The cluster's subnets, with an interface of EKS's in each, which carries the cluster security group. */
    public TestNetwork controlPlaneIn(String... subnetIds) {
        interfaces.keySet().removeIf(id -> id.startsWith("eni-eks-"));
        for (String subnetId : subnetIds) {
            char letter = subnetId.charAt(subnetId.length() - 1);
            String ip = address(subnetId, 5);
            controlPlaneInterface("eni-eks-" + letter, subnetId, ip, "sg-cluster");
        }
        return cluster(c -> c.subnets(subnetIds));
    }

    public TestNetwork controlPlaneInterface(String id, String subnetId, String ip, String... groupIds) {
        return networkInterface(new NetworkInterface(
                id,
                VPC,
                subnetId,
                "Amazon EKS demo",
                Optional.of(Cidr.parse(ip)),
                Optional.empty(),
                true,
                List.of(groupIds),
                Optional.empty(),
                List.of()));
    }

    public TestNetwork withoutControlPlaneInterfaces() {
        interfaces.keySet().removeIf(id -> id.startsWith("eni-eks-"));
        return this;
    }

    /** The subnets of node group {@code workers}. */
    public TestNetwork nodesIn(String... subnetIds) {
        return nodegroup("workers", group -> group.in(subnetIds));
    }

    /** Changes a node group, or adds one. */
    public TestNetwork nodegroup(String name, Consumer<TestNodegroup> change) {
        change.accept(nodegroups.computeIfAbsent(name, TestNodegroup::new));
        return this;
    }

    public TestNetwork withoutNodegroups() {
        nodegroups.clear();
        return this;
    }

    public TestNetwork fargateProfile(String name, String... subnetIds) {
        return fargateProfile(new FargateProfile(name, fargateArn(name), "ACTIVE", List.of(subnetIds)));
    }

    public TestNetwork fargateProfile(FargateProfile profile) {
        fargateProfiles.add(profile);
        return this;
    }

    public static String fargateArn(String name) {
        return "arn:aws:eks:us-east-1:123456789012:fargateprofile/demo/" + name + "/1";
    }

    public static String nodegroupArn(String name) {
        return TestNodegroup.arn(name);
    }

    public static String autoScalingGroupArn(String name) {
        return "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/" + name;
    }

    /** A self-managed Auto Scaling group tagged for the cluster, with version 1 of a launch template. */
    public TestNetwork autoScalingGroup(String name, String launchTemplateId, String... subnetIds) {
        return autoScalingGroup(new AutoScalingGroup(
                name,
                autoScalingGroupArn(name),
                List.of(subnetIds),
                Optional.of(new LaunchTemplateRef(launchTemplateId, "1")),
                Map.of("kubernetes.io/cluster/demo", "owned"),
                List.of("kubernetes.io/cluster/demo")));
    }

    public TestNetwork autoScalingGroup(AutoScalingGroup group) {
        autoScalingGroups.add(group);
        return this;
    }

    /** Changes version 1 of a launch template, or adds it. */
    public TestNetwork launchTemplate(String id, Consumer<TestTemplate> change) {
        change.accept(templates.computeIfAbsent(id, TestTemplate::new));
        return this;
    }

    /** A running node with the cluster security group that nothing but its tag explains (Karpenter's, for one). */
    public TestNetwork node(String id, String subnetId, String... publicIps) {
        return instance(new Instance(
                id,
                subnetId,
                "running",
                Stream.of(publicIps).map(Cidr::parse).toList(),
                List.of("sg-cluster"),
                Map.of("kubernetes.io/cluster/demo", "owned")));
    }

    /** A running node of node group {@code workers}. */
    public TestNetwork nodeOfWorkers(String id, String subnetId, String... publicIps) {
        return instance(new Instance(
                id,
                subnetId,
                "running",
                Stream.of(publicIps).map(Cidr::parse).toList(),
                List.of("sg-cluster"),
                Map.of("kubernetes.io/cluster/demo", "owned", "eks:nodegroup-name", "workers")));
    }

    public TestNetwork instance(Instance instance) {
        instances.add(instance);
        return this;
    }

    public TestNetwork podIdentityAssociations(String... ids) {
        podIdentityAssociations = List.of(ids);
        return this;
    }

    // --- the VPC

    public TestNetwork vpcOwnedBy(String account) {
        vpcOwner = account;
        return this;
    }

    /** The owner of the shared VPC was asked for what it hides from participants. */
    public TestNetwork seenByOwner() {
        seenByOwner = true;
        return this;
    }

    public TestNetwork vpcCidr(String range) {
        vpcCidrs.add(Cidr.parse(range));
        return this;
    }

    public TestNetwork vpcTag(String key, String value) {
        vpcTags.put(key, value);
        return this;
    }

    public TestNetwork encryptionControl(String mode) {
        encryptionControlMode = Optional.of(mode);
        return this;
    }

    /** {@code enableDnsSupport} and {@code enableDnsHostnames}. */
    public TestNetwork dns(boolean support, boolean hostnames) {
        dnsSupport = support;
        dnsHostnames = hostnames;
        return this;
    }

    /** One attribute is one call. */
    public TestNetwork dnsSupportUnread() {
        dnsSupportUnread = true;
        return this;
    }

    public TestNetwork nameServers(String... servers) {
        dhcpOptions = Optional.of(new DhcpOptions("dopt-1", List.of(servers)));
        return this;
    }

    /** The VPC names {@code default} instead of a DHCP option set. */
    public TestNetwork withoutDhcpOptions() {
        dhcpOptions = Optional.empty();
        return this;
    }

    /** A further subnet of the VPC, guarded by the default ACL and routed by the main table. */
    public TestNetwork addSubnet(String id, char zone, String cidr) {
        subnets.put(id, new TestSubnet(id).inZone(zone).cidr(cidr));
        return acl("acl-default", acl -> acl.of(id));
    }

    /** Changes a subnet of the VPC. */
    public TestNetwork subnet(String id, Consumer<TestSubnet> change) {
        change.accept(known(subnets, id));
        return this;
    }

    public TestNetwork everySubnet(Consumer<TestSubnet> change) {
        subnets.values().forEach(change);
        return this;
    }

    /** Deletes a subnet; what names it goes on doing so. */
    public TestNetwork withoutSubnet(String id) {
        known(subnets, id);
        subnets.remove(id);
        return this;
    }

    /** A subnet of another VPC, {@code vpc-2}. */
    public TestNetwork subnetElsewhere(String id, String cidr) {
        subnetsElsewhere.put(id, new TestSubnet(id).inVpc("vpc-2").cidr(cidr));
        return this;
    }

    /** Every subnet and table belongs to another account, which shares them with the cluster's. */
    public TestNetwork sharedBy(String account) {
        subnets.values().forEach(subnet -> subnet.ownedBy(account));
        tables.values().forEach(table -> table.ownedBy(account));
        return vpcOwnedBy(account);
    }

    public TestNetwork zone(String id, String name, String type) {
        zones.put(id, new AvailabilityZone(id, name, type));
        return this;
    }

    // --- routes and gateways

    /** Changes a route table, or adds one. */
    public TestNetwork routeTable(String id, Consumer<TestRouteTable> change) {
        change.accept(tables.computeIfAbsent(id, TestRouteTable::new));
        return this;
    }

    public TestNetwork withoutRouteTable(String id) {
        known(tables, id);
        tables.remove(id);
        return this;
    }

    /** A static route to a target whose kind follows from its id, instead of what the table had for that destination. */
    public TestNetwork withRoute(String tableId, String destination, String targetId) {
        known(tables, tableId).route(destination, targetId);
        return this;
    }

    public TestNetwork withBlackhole(String tableId, String destination, String targetId) {
        known(tables, tableId).blackhole(destination, targetId);
        return this;
    }

    public TestNetwork withoutRoute(String tableId, String destination) {
        known(tables, tableId).without(destination);
        return this;
    }

    /** Associates a subnet with a table, no longer with the one it had. */
    public TestNetwork associate(String subnetId, String tableId) {
        disassociate(subnetId);
        known(tables, tableId).of(subnetId);
        return this;
    }

    /** Leaves a subnet to the main table. */
    public TestNetwork disassociate(String subnetId) {
        tables.values().forEach(table -> table.disassociate(subnetId));
        return this;
    }

    /** Changes a NAT gateway, or adds one. */
    public TestNetwork natGateway(String id, Consumer<TestNat> change) {
        change.accept(nats.computeIfAbsent(id, TestNat::new));
        return this;
    }

    /** Removes every NAT gateway and every route to one. */
    public TestNetwork withoutNat() {
        nats.keySet().forEach(id -> tables.values().forEach(table -> table.withoutTarget(id)));
        nats.clear();
        return this;
    }

    /** Removes a NAT gateway; routes to it stay as they are. */
    public TestNetwork withoutNatGateway(String id) {
        known(nats, id);
        nats.remove(id);
        return this;
    }

    /** An internet gateway attached to the VPC. */
    public TestNetwork internetGateway(String id) {
        internetGateways.put(id, new InternetGateway(id, List.of(VPC)));
        return this;
    }

    /** An internet gateway that exists and is attached to nothing. */
    public TestNetwork detachInternetGateway(String id) {
        internetGateways.put(id, new InternetGateway(id, List.of()));
        return this;
    }

    public TestNetwork withoutInternetGateway(String id) {
        known(internetGateways, id);
        internetGateways.remove(id);
        return this;
    }

    public TestNetwork egressOnlyInternetGateway(String id) {
        egressOnlyGateways.put(id, new InternetGateway(id, List.of(VPC)));
        return this;
    }

    public TestNetwork withoutEgressOnlyInternetGateway(String id) {
        known(egressOnlyGateways, id);
        egressOnlyGateways.remove(id);
        return this;
    }

    public TestNetwork networkInterface(NetworkInterface networkInterface) {
        interfaces.put(networkInterface.id(), networkInterface);
        return this;
    }

    /** A NAT instance {@code i-…} behind interface {@code eni-…}, in {@code subnet-public-a}, with a public address. */
    public TestNetwork natInstance(String id, boolean sourceDestCheck, String... groupIds) {
        return networkInterface(new NetworkInterface(
                id,
                VPC,
                "subnet-public-a",
                "",
                Optional.of(Cidr.parse("10.0.0.99")),
                Optional.of(Cidr.parse("198.51.100.99")),
                sourceDestCheck,
                List.of(groupIds),
                Optional.of(id.replaceFirst("^eni", "i")),
                List.of()));
    }

    public TestNetwork prefixList(String id, String... cidrs) {
        prefixLists.put(id, new PrefixList(id, Stream.of(cidrs).map(Cidr::parse).toList()));
        return this;
    }

    public TestNetwork unreadablePrefixList(String id) {
        unreadablePrefixLists.add(id);
        return this;
    }

    // --- filters

    /** Changes a security group, or adds one. */
    public TestNetwork securityGroup(String id, Consumer<TestGroup> change) {
        change.accept(groups.computeIfAbsent(id, TestGroup::new));
        return this;
    }

    public TestNetwork withoutSecurityGroup(String id) {
        known(groups, id);
        groups.remove(id);
        return this;
    }

    /** Changes a network ACL, or adds one that guards nothing yet. */
    public TestNetwork acl(String id, Consumer<TestAcl> change) {
        change.accept(acls.computeIfAbsent(id, TestAcl::new));
        return this;
    }

    /** Puts a subnet behind an ACL of its own, {@code acl-<subnet>}, which starts without entries. */
    public TestNetwork aclOf(String subnetId, Consumer<TestAcl> change) {
        known(subnets, subnetId);
        acls.values().forEach(acl -> acl.notOf(subnetId));
        return acl("acl-" + subnetId, acl -> change.accept(acl.of(subnetId)));
    }

    public TestNetwork withoutAclOf(String subnetId) {
        acls.values().forEach(acl -> acl.notOf(subnetId));
        return this;
    }

    /** VPC Block Public Access of the account, as every subnet and the VPC show it. */
    public TestNetwork blockPublicAccess(InternetGatewayBlockMode mode) {
        blockMode = mode;
        vpcBlockMode = Optional.of(mode);
        subnets.values().forEach(subnet -> subnet.blockMode(mode));
        return this;
    }

    /** The mode of the account, which neither the subnets nor the VPC tell. */
    public TestNetwork blockPublicAccessOfAccountOnly(InternetGatewayBlockMode mode) {
        blockMode = mode;
        return withoutVpcBlockMode().everySubnet(TestSubnet::withoutBlockMode);
    }

    public TestNetwork withoutVpcBlockMode() {
        vpcBlockMode = Optional.empty();
        return this;
    }

    public TestNetwork vpcBlockMode(InternetGatewayBlockMode mode) {
        vpcBlockMode = Optional.of(mode);
        return this;
    }

    public TestNetwork exclude(String resourceId, Exclusion.Mode mode) {
        return exclude(resourceId, mode, Exclusion.State.ACTIVE);
    }

    public TestNetwork exclude(String resourceId, Exclusion.Mode mode, Exclusion.State state) {
        exclusions.add(new Exclusion("vpcbpa-exclude-" + resourceId, resourceId, mode, state));
        return this;
    }

    // --- VPC endpoints and ways in

    /** Changes the endpoint for a service such as {@code ecr.dkr}, or adds it as {@code vpce-ecr-dkr}. */
    public TestNetwork vpcEndpoint(String service, Consumer<TestEndpoint> change) {
        change.accept(endpoints.computeIfAbsent(
                service, s -> new TestEndpoint("vpce-" + s.replace('.', '-'), "com.amazonaws.us-east-1." + service)));
        return this;
    }

    /** Removes the endpoint for a service, with the routes to it. */
    public TestNetwork withoutVpcEndpoint(String service) {
        known(endpoints, service);
        endpoints.remove(service);
        tables.values().forEach(table -> table.withoutTarget("vpce-" + service.replace('.', '-')));
        return this;
    }

    public TestNetwork transitGatewayAttachment(String id) {
        transitGatewayAttachments.add(id);
        return this;
    }

    public TestNetwork vpnGateway(String id) {
        vpnGateways.add(id);
        return this;
    }

    public TestNetwork peeringConnection(String id) {
        peeringConnections.add(id);
        return this;
    }

    public TestNetwork clientVpnEndpoint(String id) {
        clientVpnEndpoints.add(id);
        return this;
    }

    public TestNetwork instanceConnectEndpoint(String id) {
        instanceConnectEndpoints.add(id);
        return this;
    }

    // --- what the operator says

    /** The operator says that. */
    public TestNetwork declared(Declared word) {
        declared = word;
        return this;
    }

    // --- what cannot be read

    /** The calls behind these were denied. */
    public TestNetwork unread(Need... needs) {
        unread.addAll(List.of(needs));
        return this;
    }

    private <T> Read<T> read(Need need, T value) {
        return unread.contains(need) ? Read.failed(need.action(), "AccessDenied") : Read.of(value);
    }

    private <T> List<Read<T>> readEach(Need names, Need each, List<T> values) {
        return unread.contains(names)
                ? List.of(Read.failed(names.action(), "AccessDenied"))
                : values.stream().map(value -> read(each, value)).toList();
    }

    // --- the network

    public ClusterNetwork build() {
        Map<LaunchTemplateRef, Read<LaunchTemplateVersion>> templateReads = new HashMap<>();
        templates.forEach((id, template) ->
                templateReads.put(new LaunchTemplateRef(id, "1"), read(Need.LAUNCH_TEMPLATES, template.build())));
        return new ClusterNetwork(
                cluster.build(),
                readEach(
                        Need.NODEGROUP_NAMES,
                        Need.NODEGROUPS,
                        nodegroups.values().stream().map(TestNodegroup::build).toList()),
                readEach(Need.FARGATE_PROFILE_NAMES, Need.FARGATE_PROFILES, fargateProfiles),
                read(Need.AUTO_SCALING_GROUPS, List.copyOf(autoScalingGroups)),
                templateReads,
                read(Need.POD_IDENTITY_ASSOCIATIONS, podIdentityAssociations),
                read(
                        Need.SUBNETS,
                        subnetsElsewhere.values().stream()
                                .map(TestSubnet::build)
                                .toList()),
                vpc(),
                declared);
    }

    private VpcNetwork vpc() {
        Map<String, Read<PrefixList>> lists = new HashMap<>();
        prefixLists.forEach((id, list) -> lists.put(id, read(Need.PREFIX_LISTS, list)));
        unreadablePrefixLists.forEach(id -> lists.put(id, Read.failed(Need.PREFIX_LISTS.action(), "AccessDenied")));
        Read<BlockPublicAccess> blocked = unread.contains(Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS)
                ? Read.failed(Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS.action(), "AccessDenied")
                : read(Need.BLOCK_PUBLIC_ACCESS, new BlockPublicAccess(blockMode, exclusions));
        return new VpcNetwork(
                VPC,
                read(
                        Need.VPC,
                        new Vpc(
                                VPC,
                                vpcOwner,
                                vpcCidrs,
                                dhcpOptions.map(DhcpOptions::id).orElse("default"),
                                vpcBlockMode,
                                encryptionControlMode,
                                vpcTags)),
                dnsSupportUnread
                        ? Read.failed(Need.VPC_ATTRIBUTES.action(), "Throttling")
                        : read(Need.VPC_ATTRIBUTES, dnsSupport),
                read(Need.VPC_ATTRIBUTES, dnsHostnames),
                read(Need.DHCP_OPTIONS, dhcpOptions),
                read(
                        Need.SUBNETS,
                        subnets.values().stream().map(TestSubnet::build).toList()),
                read(
                        Need.ROUTE_TABLES,
                        tables.values().stream().map(TestRouteTable::build).toList()),
                read(
                        Need.NAT_GATEWAYS,
                        nats.values().stream().map(TestNat::build).toList()),
                read(Need.INTERNET_GATEWAYS, List.copyOf(internetGateways.values())),
                read(Need.EGRESS_ONLY_INTERNET_GATEWAYS, List.copyOf(egressOnlyGateways.values())),
                read(
                        Need.NETWORK_ACLS,
                        acls.values().stream().map(TestAcl::build).toList()),
                read(
                        Need.SECURITY_GROUPS,
                        groups.values().stream().map(TestGroup::build).toList()),
                read(
                        Need.VPC_ENDPOINTS,
                        endpoints.values().stream().map(TestEndpoint::build).toList()),
                read(Need.NETWORK_INTERFACES, List.copyOf(interfaces.values())),
                read(Need.INSTANCES, List.copyOf(instances)),
                read(Need.AVAILABILITY_ZONES, List.copyOf(zones.values())),
                blocked,
                lists,
                new VpcNetwork.ManagementPaths(
                        read(Need.TRANSIT_GATEWAY_ATTACHMENTS, List.copyOf(transitGatewayAttachments)),
                        read(Need.VPN_GATEWAYS, List.copyOf(vpnGateways)),
                        read(Need.PEERING_CONNECTIONS, List.copyOf(peeringConnections)),
                        read(Need.CLIENT_VPN_ENDPOINTS, List.copyOf(clientVpnEndpoints)),
                        read(Need.INSTANCE_CONNECT_ENDPOINTS, List.copyOf(instanceConnectEndpoints))),
                seenByOwner);
    }

    private String address(String subnetId, int number) {
        Cidr range = known(subnets, subnetId).build().cidr().orElseThrow();
        return new Cidr(Cidr.Family.IPV4, range.high() + ((long) number << 32), 0, 32).address();
    }

    private static <T> T known(Map<String, T> all, String id) {
        T found = all.get(id);
        if (found == null) {
            throw new IllegalArgumentException("no " + id + " among " + all.keySet());
        }
        return found;
    }
}
