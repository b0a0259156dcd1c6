package dev.nodepath.property;

import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.AvailabilityZone;
import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.BlockPublicAccess.Exclusion;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Declared;
import dev.nodepath.network.DhcpOptions;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.EndpointPolicy;
import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.HealthIssue;
import dev.nodepath.network.Instance;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.PrefixList;
import dev.nodepath.network.Read;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.Vpc;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.rule.Need;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network drawn from a seed. Most of its parts are as they usually are, so that paths are walked to their end; each of
 * them is odd now and then, up to values AWS may add one day, dangling references and answers that are missing.
 */
public final class GeneratedNetwork {

    private static final String ACCOUNT = "123456789012";
    private static final String OTHER_ACCOUNT = "210987654321";
    private static final String VPC = "vpc-1";
    private static final String OTHER_VPC = "vpc-2";
    private static final ClusterArn ARN = new ClusterArn("aws", "us-east-1", ACCOUNT, "demo");
    private static final String TAG = "kubernetes.io/cluster/demo";
    private static final List<String> ZONES = List.of("use1-az1", "use1-az2", "use1-az3", "use1-lax1-az1", "use1-wl1");
    private static final List<Cidr> ADMITTED = cidrs(
            "198.51.100.0/24",
            "198.51.100.8/29",
            "203.0.113.0/24",
            "54.0.0.0/8",
            "54.1.2.0/24",
            "0.0.0.0/1",
            "10.0.0.0/16",
            "2600:1f14:1::/56",
            "2600:1f14:1:2::/64");
    private static final List<Cidr> DESTINATIONS = cidrs(
            "0.0.0.0/1",
            "128.0.0.0/1",
            "0.0.0.0/2",
            "64.0.0.0/2",
            "54.0.0.0/8",
            "52.95.0.0/16",
            "192.168.0.0/16",
            "172.16.0.0/12",
            "10.0.0.0/8",
            "10.0.2.0/24",
            "10.0.1.0/24",
            "2000::/3",
            "2600::/12",
            "::/1",
            "8000::/1",
            "64:ff9b::/96",
            "2600:1f14:1:1::/64");
    private static final List<Cidr> PEERS = cidrs(
            "0.0.0.0/0",
            "0.0.0.0/1",
            "128.0.0.0/1",
            "10.0.0.0/16",
            "10.0.0.0/8",
            "10.0.1.0/24",
            "10.0.0.0/25",
            "54.0.0.0/8",
            "198.51.100.0/24",
            "192.168.0.0/16",
            "::/0",
            "2600:1f14:1::/56");
    private static final List<PortRange> PORTS = List.of(
            PortRange.ALL,
            PortRange.of(443),
            PortRange.of(53),
            PortRange.of(10250),
            new PortRange(1024, 65535),
            new PortRange(32768, 60999),
            new PortRange(49152, 65535),
            new PortRange(1025, 65535),
            new PortRange(400, 500),
            new PortRange(22, 80));
    private static final List<String> SERVICES =
            List.of("ec2", "ecr.api", "ecr.dkr", "s3", "sts", "eks", "eks-auth", "logs", "s3-global.accesspoint");

    private final Chance chance;
    private final Set<Need> denied;
    private final boolean ipv6;
    private final boolean shared;
    private final List<Subnet> subnets;
    private final List<String> subnetIds;
    private final List<String> groupIds;
    private final List<String> natIds;
    private final List<String> tableIds;
    private final List<String> prefixListIds = List.of("pl-0", "pl-1", "pl-s3");
    private final Set<LaunchTemplateRef> templates =
            new TreeSet<>(Comparator.comparing(LaunchTemplateRef::idOrName).thenComparing(LaunchTemplateRef::version));

    private GeneratedNetwork(long seed, Set<Need> denied) {
        chance = new Chance(seed);
        this.denied = denied;
        ipv6 = chance.percent(25);
        shared = chance.percent(10);
        subnets =
                IntStream.range(0, chance.between(1, 5)).mapToObj(this::subnet).toList();
        subnetIds = Stream.concat(
                        subnets.stream().map(Subnet::id), chance.some(3, List.of("subnet-gone", "subnet-far")).stream())
                .toList();
        groupIds = ids("sg-", chance.upTo(3), "sg-cluster", "sg-cluster");
        natIds = ids("nat-", chance.upTo(2), "nat-0", "nat-gone");
        tableIds = IntStream.range(0, chance.between(0, 3))
                .mapToObj(n -> "rtb-" + n)
                .toList();
    }

    public static ClusterNetwork of(long seed) {
        return without(Set.of(), seed);
    }

    /** The same network, of which nothing of that kind could be read. */
    public static ClusterNetwork without(Set<Need> denied, long seed) {
        return new GeneratedNetwork(seed, denied).network();
    }

    private ClusterNetwork network() {
        Cluster cluster = cluster();
        List<Read<Nodegroup>> nodegroups =
                readEach(Need.NODEGROUP_NAMES, Need.NODEGROUPS, several(45, 30, this::nodegroup));
        List<Read<FargateProfile>> fargateProfiles =
                readEach(Need.FARGATE_PROFILE_NAMES, Need.FARGATE_PROFILES, several(12, 5, this::fargateProfile));
        List<AutoScalingGroup> autoScalingGroups = several(15, 5, this::autoScalingGroup);
        VpcNetwork vpc = vpc(cluster);
        Map<LaunchTemplateRef, Read<LaunchTemplateVersion>> versions = new LinkedHashMap<>();
        templates.forEach(ref -> {
            if (!chance.percent(2)) {
                versions.put(ref, read(Need.LAUNCH_TEMPLATES, template(ref)));
            }
        });
        return new ClusterNetwork(
                cluster,
                nodegroups,
                fargateProfiles,
                read(Need.AUTO_SCALING_GROUPS, autoScalingGroups),
                versions,
                read(Need.POD_IDENTITY_ASSOCIATIONS, chance.some(20, List.of("a-1", "a-2"))),
                read(
                        Need.SUBNETS,
                        chance.some(60, List.of(Unrelated.subnet("subnet-far", OTHER_VPC, "172.16.0.0/24", 100)))),
                vpc,
                declared());
    }

    /** Mostly nothing, or else one thing. */
    private Declared declared() {
        int said = chance.upTo(60);
        return new Declared(
                said == 1 ? cidrs("198.51.100.0/24", "2600:1f14:1::/56") : List.of(),
                said == 2,
                said == 3,
                said == 4,
                said == 5,
                said == 6 ? List.of("asg-0") : List.of(),
                Declared.Thresholds.STANDARD,
                said == 7
                        ? Optional.of(new Declared.Fault("/nodepath/settings", List.of("line 1: no such thing.")))
                        : Optional.empty());
    }

    // --- what may be missing

    private <T> Read<T> read(Need need, T value) {
        return isMissing(need) ? Read.failed(need.action(), "AccessDenied") : Read.of(value);
    }

    private <T> List<Read<T>> readEach(Need names, Need each, List<T> values) {
        return isMissing(names)
                ? List.of(Read.failed(names.action(), "AccessDenied"))
                : values.stream().map(value -> read(each, value)).toList();
    }

    private boolean isMissing(Need need) {
        boolean here = chance.percent(1);
        return here || denied.contains(need);
    }

    // --- the cluster and what starts nodes

    private Cluster cluster() {
        boolean publicAccess = chance.percent(65);
        boolean privateAccess = chance.percent(publicAccess ? 40 : 97);
        List<Cidr> admitted = chance.percent(50) ? List.of(Cidr.ALL_IPV4) : chance.distinct(chance.upTo(3), ADMITTED);
        if (ipv6 && chance.percent(50)) {
            admitted =
                    Stream.concat(admitted.stream(), Stream.of(Cidr.ALL_IPV6)).toList();
        }
        boolean hybrid = chance.percent(5);
        boolean autoMode = chance.percent(10);
        return new Cluster(
                ARN,
                chance.usually(98, Cluster.Kind.REGION, Cluster.Kind.OUTPOST, Cluster.Kind.CONNECTED),
                chance.usually(94, Cluster.Status.ACTIVE, Cluster.Status.values()),
                VPC,
                someSubnets(2),
                chance.some(10, groupIds),
                chance.maybe(98, () -> "sg-cluster"),
                new EndpointAccess(publicAccess, privateAccess, admitted),
                chance.usually(
                        85,
                        Cluster.ControlPlaneEgressMode.AWS_MANAGED,
                        Cluster.ControlPlaneEgressMode.CUSTOMER_ROUTED,
                        Cluster.ControlPlaneEgressMode.CUSTOMER_ISOLATED,
                        Cluster.ControlPlaneEgressMode.OTHER),
                ipv6 ? Family.IPV6 : Family.IPV4,
                hybrid ? Optional.of(Cidr.parse("192.168.1.0/24")) : Optional.empty(),
                ipv6 && chance.percent(70)
                        ? "https://0A1B.gr7.eks-cluster.us-east-1.api.aws"
                        : "https://0A1B.gr7.us-east-1.eks.amazonaws.com",
                autoMode,
                autoMode ? chance.some(60, List.of("general-purpose", "system")) : List.of(),
                hybrid
                        ? chance.distinct(
                                chance.between(1, 2), cidrs("192.168.0.0/24", "192.168.1.0/24", "10.0.1.0/24"))
                        : List.of(),
                hybrid ? chance.some(50, cidrs("192.168.8.0/24", "10.0.0.0/14")) : List.of(),
                healthIssues("ClusterUnreachable", "Ec2SubnetNotFound", "SomethingNew"));
    }

    private List<HealthIssue> healthIssues(String... codes) {
        return chance.some(2, List.of(codes)).stream()
                .map(code -> new HealthIssue(code, "It is so", chance.some(50, List.of("subnet-0", "i-0"))))
                .toList();
    }

    private Nodegroup nodegroup(int number) {
        String name = "group-" + number;
        return new Nodegroup(
                name,
                "arn:aws:eks:us-east-1:123456789012:nodegroup/demo/" + name + "/1",
                chance.usually(92, "ACTIVE", "DELETING", "DEGRADED", "CREATE_FAILED", "NEW_STATUS"),
                someSubnets(1),
                template(30),
                chance.usually(85, "AL2023_x86_64_STANDARD", "WINDOWS_CORE_2022_x86_64", "CUSTOM", "NEW_TYPE"),
                chance.maybe(10, () -> chance.oneOf(groupIds)),
                chance.some(50, List.of("asg-" + number)),
                healthIssues("NodeCreationFailure", "Ec2SubnetInvalidConfiguration", "SomethingNew"));
    }

    private FargateProfile fargateProfile(int number) {
        String name = "fargate-" + number;
        return new FargateProfile(
                name,
                "arn:aws:eks:us-east-1:123456789012:fargateprofile/demo/" + name + "/1",
                chance.usually(92, "ACTIVE", "DELETING", "CREATE_FAILED"),
                someSubnets(1));
    }

    private AutoScalingGroup autoScalingGroup(int number) {
        String name = "asg-" + number;
        Map<String, String> tags = new TreeMap<>();
        tags.put(TAG, chance.usually(90, "owned", "shared", "other"));
        if (chance.percent(15)) {
            tags.put("eks:nodegroup-name", "group-" + number);
        }
        return new AutoScalingGroup(
                name,
                "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/" + name,
                someSubnets(1),
                template(85),
                tags,
                chance.some(85, List.of(TAG)));
    }

    private Optional<LaunchTemplateRef> template(int percent) {
        Optional<LaunchTemplateRef> ref = chance.maybe(
                percent,
                () -> new LaunchTemplateRef(
                        chance.oneOf("lt-0", "lt-1", "by-name"), chance.oneOf("1", "$Latest", "$Default")));
        ref.ifPresent(templates::add);
        return ref;
    }

    private LaunchTemplateVersion template(LaunchTemplateRef ref) {
        return new LaunchTemplateVersion(
                ref.byId() ? ref.idOrName() : "lt-9",
                ref.byId() ? "nodes" : ref.idOrName(),
                1,
                true,
                IntStream.range(0, chance.usually(60, 0, 1, 1, 2))
                        .mapToObj(n -> new LaunchTemplateVersion.Interface(
                                chance.maybe(50, () -> chance.percent(60)),
                                chance.maybe(5, () -> chance.oneOf(subnetIds)),
                                chance.some(30, groupIds)))
                        .toList(),
                chance.some(15, groupIds));
    }

    private List<Instance> instances() {
        return several(15, 20, number -> {
            Map<String, String> tags = new TreeMap<>();
            tags.put(chance.usually(90, TAG, "kubernetes.io/cluster/other", "Name"), "owned");
            if (chance.percent(30)) {
                tags.put("eks:nodegroup-name", "group-0");
            } else if (chance.percent(15)) {
                tags.put("aws:autoscaling:groupName", "asg-0");
            } else if (chance.percent(30)) {
                tags.put("karpenter.sh/nodepool", "default");
            }
            return new Instance(
                    "i-" + number,
                    chance.oneOf(subnetIds),
                    chance.usually(85, "running", "pending", "stopped", "new-state"),
                    chance.some(30, cidrs("54.1.2.3/32", "198.51.100.9/32")),
                    chance.percent(85) ? List.of("sg-cluster") : chance.some(40, groupIds),
                    tags);
        });
    }

    // --- the VPC

    private VpcNetwork vpc(Cluster cluster) {
        InternetGatewayBlockMode block = blockMode(92);
        List<String> servers = chance.usually(
                85,
                List.of("AmazonProvidedDNS"),
                List.of("10.0.0.10"),
                List.of("10.0.0.2", "10.0.0.10"),
                List.of("8.8.8.8", "169.254.169.253"),
                List.of());
        Optional<DhcpOptions> dhcp = chance.maybe(95, () -> new DhcpOptions("dopt-1", servers));
        List<Cidr> ranges = new ArrayList<>(cidrs("10.0.0.0/16"));
        if (ipv6 || chance.percent(10)) {
            ranges.add(Cidr.parse("2600:1f14:1::/56"));
        }
        ranges.addAll(chance.some(10, cidrs("100.64.0.0/16")));
        Map<String, Read<PrefixList>> lists = new TreeMap<>();
        for (String id : prefixListIds) {
            if (!chance.percent(5)) {
                lists.put(id, read(Need.PREFIX_LISTS, new PrefixList(id, entries(id))));
            }
        }
        return new VpcNetwork(
                VPC,
                read(
                        Need.VPC,
                        new Vpc(
                                VPC,
                                shared ? OTHER_ACCOUNT : ACCOUNT,
                                ranges,
                                dhcp.map(DhcpOptions::id).orElse("default"),
                                chance.maybe(80, () -> block),
                                chance.maybe(5, () -> chance.oneOf("enforce", "monitor", "new-mode")),
                                Map.of())),
                read(Need.VPC_ATTRIBUTES, chance.percent(96)),
                read(Need.VPC_ATTRIBUTES, chance.percent(94)),
                read(Need.DHCP_OPTIONS, dhcp),
                read(Need.SUBNETS, subnets),
                read(Need.ROUTE_TABLES, tables()),
                read(Need.NAT_GATEWAYS, natGateways()),
                read(Need.INTERNET_GATEWAYS, gateways("igw-0", "igw-1")),
                read(Need.EGRESS_ONLY_INTERNET_GATEWAYS, gateways("eigw-0")),
                read(Need.NETWORK_ACLS, acls()),
                read(Need.SECURITY_GROUPS, securityGroups()),
                read(Need.VPC_ENDPOINTS, endpoints()),
                read(Need.NETWORK_INTERFACES, networkInterfaces(cluster)),
                read(Need.INSTANCES, instances()),
                read(
                        Need.AVAILABILITY_ZONES,
                        List.of(
                                new AvailabilityZone("use1-az1", "us-east-1a", "availability-zone"),
                                new AvailabilityZone("use1-az2", "us-east-1b", "availability-zone"),
                                new AvailabilityZone("use1-az3", "us-east-1c", "availability-zone"),
                                new AvailabilityZone("use1-lax1-az1", "us-east-1-lax-1a", "local-zone"),
                                new AvailabilityZone("use1-wl1", "us-east-1-wl1", "wavelength-zone"))),
                blockPublicAccess(block),
                lists,
                new VpcNetwork.ManagementPaths(
                        read(Need.TRANSIT_GATEWAY_ATTACHMENTS, chance.some(20, List.of("tgw-attach-1"))),
                        read(Need.VPN_GATEWAYS, chance.some(10, List.of("vgw-1"))),
                        read(Need.PEERING_CONNECTIONS, chance.some(10, List.of("pcx-1", "pcx-2"))),
                        read(Need.CLIENT_VPN_ENDPOINTS, chance.some(10, List.of("cvpn-endpoint-1"))),
                        read(Need.INSTANCE_CONNECT_ENDPOINTS, chance.some(10, List.of("eice-1")))),
                shared && chance.percent(40));
    }

    private Read<BlockPublicAccess> blockPublicAccess(InternetGatewayBlockMode block) {
        Read<BlockPublicAccess> read = read(Need.BLOCK_PUBLIC_ACCESS, new BlockPublicAccess(block, exclusions()));
        return denied.contains(Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS)
                ? Read.failed(Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS.action(), "AccessDenied")
                : read;
    }

    private List<Cidr> entries(String prefixListId) {
        return prefixListId.equals("pl-s3")
                ? cidrs("52.216.0.0/15", "3.5.0.0/19")
                : chance.distinct(chance.upTo(3), chance.percent(50) ? DESTINATIONS : PEERS);
    }

    private InternetGatewayBlockMode blockMode(int percentOff) {
        return chance.usually(percentOff, InternetGatewayBlockMode.OFF, InternetGatewayBlockMode.values());
    }

    private List<Exclusion> exclusions() {
        return chance.some(8, List.of("subnet-0", "subnet-1", VPC, OTHER_VPC)).stream()
                .map(id -> new Exclusion(
                        "vpcbpa-exclude-" + id,
                        id,
                        chance.oneOf(Exclusion.Mode.values()),
                        chance.usually(70, Exclusion.State.ACTIVE, Exclusion.State.values())))
                .toList();
    }

    private Subnet subnet(int number) {
        boolean ipv6Only = chance.percent(1);
        boolean dual = ipv6Only || (ipv6 ? chance.percent(90) : chance.percent(5));
        Map<String, String> tags = new TreeMap<>();
        chance.some(
                        12,
                        List.of(
                                "kubernetes.io/role/elb",
                                "kubernetes.io/role/internal-elb",
                                TAG,
                                "kubernetes.io/cluster/other"))
                .forEach(key -> tags.put(key, chance.oneOf("1", "owned", "shared")));
        if (chance.percent(5)) {
            tags.put("karpenter.sh/discovery", "demo");
        }
        return new Subnet(
                "subnet-" + number,
                VPC,
                shared && chance.percent(95) ? OTHER_ACCOUNT : ACCOUNT,
                "us-east-1" + (char) ('a' + number % 3),
                chance.usually(94, ZONES.get(number % 2), ZONES.toArray(String[]::new)),
                chance.usually(97, "available", "pending", "unavailable", "failed", "new-state"),
                ipv6Only ? Optional.empty() : Optional.of(Cidr.parse("10.0." + number + ".0/24")),
                dual ? cidrs("2600:1f14:1:" + number + "::/64") : List.of(),
                ipv6Only,
                chance.usually(85, 200, 0, 3, 5, 6, 11, 15, 16),
                chance.percent(40),
                dual && chance.percent(85),
                chance.percent(5),
                chance.maybe(1, () -> "arn:aws:outposts:us-east-1:123456789012:outpost/op-1"),
                chance.maybe(70, () -> blockMode(92)),
                tags);
    }

    // --- routes and gateways

    private List<RouteTable> tables() {
        List<String> unassociated =
                new ArrayList<>(subnets.stream().map(Subnet::id).toList());
        List<RouteTable> tables = new ArrayList<>();
        if (chance.percent(95)) {
            tables.add(table("rtb-main", List.of(association("main", true, Optional.empty()))));
        }
        for (String id : tableIds) {
            List<RouteTable.Association> associations = new ArrayList<>();
            for (String subnet : chance.some(55, unassociated)) {
                associations.add(association(id + "-" + subnet, false, Optional.of(subnet)));
                if (!chance.percent(1)) {
                    unassociated.remove(subnet);
                }
            }
            if (chance.percent(2)) {
                associations.add(new RouteTable.Association(
                        "rtbassoc-" + id,
                        false,
                        Optional.empty(),
                        Optional.of("igw-0"),
                        RouteTable.Association.State.ASSOCIATED));
            }
            tables.add(table(id, associations));
        }
        return tables;
    }

    private RouteTable.Association association(String id, boolean main, Optional<String> subnetId) {
        return new RouteTable.Association(
                "rtbassoc-" + id,
                main,
                subnetId,
                Optional.empty(),
                chance.usually(97, RouteTable.Association.State.ASSOCIATED, RouteTable.Association.State.values()));
    }

    private RouteTable table(String id, List<RouteTable.Association> associations) {
        Map<Route.Destination, Route> routes = new LinkedHashMap<>();
        add(routes, local("10.0.0.0/16"));
        if (ipv6) {
            add(routes, local("2600:1f14:1::/56"));
        }
        chance.maybe(80, () -> chance.usually(85, Cidr.ALL_IPV4, Cidr.ALL_IPV6))
                .ifPresent(all -> add(routes, route(new Route.Destination.Range(all), target(all.family()))));
        if (ipv6 && chance.percent(75)) {
            add(routes, route(new Route.Destination.Range(Cidr.ALL_IPV6), target(Family.IPV6)));
        }
        if (chance.percent(20)) {
            chance.distinct(chance.between(1, 3), DESTINATIONS)
                    .forEach(to -> add(routes, route(new Route.Destination.Range(to), target(to.family()))));
        }
        if (chance.percent(25)) {
            add(routes, route(new Route.Destination.PrefixList("pl-s3"), new RouteTarget.VpcEndpoint("vpce-s3")));
        }
        if (chance.percent(8)) {
            add(routes, route(new Route.Destination.PrefixList(chance.oneOf(prefixListIds)), target(Family.IPV4)));
        }
        if (chance.percent(1)) {
            add(routes, route(new Route.Destination.Other("of-a-new-kind"), target(Family.IPV4)));
        }
        List<Route> all = new ArrayList<>(routes.values());
        if (chance.percent(6)) {
            all.add(new Route(
                    new Route.Destination.Range(
                            chance.oneOf(Stream.concat(DESTINATIONS.stream(), Stream.of(Cidr.ALL_IPV4))
                                    .toList())),
                    new RouteTarget.VirtualPrivateGateway("vgw-1"),
                    Route.State.ACTIVE,
                    chance.oneOf(Route.Origin.ENABLE_VGW_ROUTE_PROPAGATION, Route.Origin.ADVERTISEMENT)));
        }
        return new RouteTable(id, VPC, shared ? OTHER_ACCOUNT : ACCOUNT, associations, all);
    }

    private static void add(Map<Route.Destination, Route> routes, Route route) {
        routes.putIfAbsent(route.destination(), route);
    }

    private static Route local(String range) {
        return new Route(
                new Route.Destination.Range(Cidr.parse(range)),
                new RouteTarget.Local(),
                Route.State.ACTIVE,
                Route.Origin.CREATE_ROUTE_TABLE);
    }

    private Route route(Route.Destination to, RouteTarget target) {
        return new Route(
                to,
                target,
                chance.usually(94, Route.State.ACTIVE, Route.State.BLACKHOLE, Route.State.BLACKHOLE, Route.State.OTHER),
                chance.usually(98, Route.Origin.CREATE_ROUTE, Route.Origin.values()));
    }

    private RouteTarget target(Family family) {
        if (chance.percent(85)) {
            return family == Family.IPV4
                    ? chance.percent(45)
                            ? new RouteTarget.InternetGateway(chance.usually(95, "igw-0", "igw-1", "igw-gone"))
                            : new RouteTarget.NatGateway(chance.oneOf(natIds))
                    : chance.percent(60)
                            ? new RouteTarget.EgressOnlyInternetGateway(chance.usually(95, "eigw-0", "eigw-gone"))
                            : new RouteTarget.InternetGateway("igw-0");
        }
        return chance.oneOf(
                new RouteTarget.Local(),
                new RouteTarget.NatGateway(chance.oneOf(natIds)),
                new RouteTarget.EgressOnlyInternetGateway("eigw-0"),
                new RouteTarget.TransitGateway("tgw-1"),
                new RouteTarget.VirtualPrivateGateway("vgw-1"),
                new RouteTarget.VpcPeeringConnection("pcx-1"),
                new RouteTarget.VpcEndpoint("vpce-gwlb"),
                new RouteTarget.NetworkInterface("eni-nat", "i-nat"),
                new RouteTarget.NetworkInterface("", "i-nat"),
                new RouteTarget.NetworkInterface("eni-gone", ""),
                new RouteTarget.LocalGateway("lgw-1"),
                new RouteTarget.CarrierGateway("cagw-1"),
                new RouteTarget.CoreNetwork("arn:aws:networkmanager::123456789012:core-network/core-network-1"),
                new RouteTarget.OdbNetwork("arn:aws:odb:us-east-1:123456789012:odb-network/odbnet-1"),
                new RouteTarget.Other("new-1"));
    }

    private List<NatGateway> natGateways() {
        List<NatGateway> gateways = new ArrayList<>();
        for (String id : natIds) {
            if (id.equals("nat-gone") || (shared && chance.percent(50))) {
                continue;
            }
            boolean regional = chance.percent(8);
            gateways.add(new NatGateway(
                    id,
                    VPC,
                    regional ? Optional.empty() : chance.maybe(99, () -> chance.oneOf(subnetIds)),
                    chance.usually(90, NatGateway.State.AVAILABLE, NatGateway.State.values()),
                    chance.usually(90, NatGateway.Connectivity.PUBLIC, NatGateway.Connectivity.values()),
                    regional
                            ? NatGateway.Availability.REGIONAL
                            : chance.usually(98, NatGateway.Availability.ZONAL, NatGateway.Availability.OTHER),
                    chance.maybe(regional ? 70 : 0, () -> tableIds.isEmpty() ? "rtb-main" : chance.oneOf(tableIds)),
                    regional && chance.percent(50),
                    chance.some(70, cidrs("198.51.100.9/32", "198.51.100.10/32", "54.1.2.4/32")).stream()
                            .map(ip -> new NatGateway.Address(
                                    chance.maybe(95, () -> ip),
                                    chance.maybe(regional ? 80 : 0, () -> chance.oneOf(ZONES)),
                                    chance.percent(92),
                                    List.of()))
                            .toList(),
                    chance.usually(97, "", "Elastic IP address could not be associated")));
        }
        return gateways;
    }

    private List<InternetGateway> gateways(String... ids) {
        return chance.some(92, List.of(ids)).stream()
                .map(id -> new InternetGateway(
                        id, chance.usually(95, List.of(VPC), List.of(), List.of(OTHER_VPC), List.of(OTHER_VPC, VPC))))
                .toList();
    }

    /** Subnets that are not there have addresses nothing else has. */
    private static Cidr addressIn(String subnetId) {
        int number = Character.digit(subnetId.charAt(subnetId.length() - 1), 10);
        return Cidr.parse("10.0." + (number < 0 ? 99 : number) + ".5/32");
    }

    private List<NetworkInterface> networkInterfaces(Cluster cluster) {
        List<NetworkInterface> interfaces = new ArrayList<>();
        int number = 0;
        for (String subnet : chance.some(85, cluster.subnetIds())) {
            interfaces.add(new NetworkInterface(
                    "eni-eks-" + number,
                    VPC,
                    subnet,
                    chance.usually(97, "Amazon EKS demo", "Amazon EKS other"),
                    chance.maybe(98, () -> addressIn(subnet)),
                    Optional.empty(),
                    true,
                    Stream.concat(cluster.clusterSecurityGroupId().stream(), cluster.securityGroupIds().stream())
                            .distinct()
                            .toList(),
                    Optional.empty(),
                    List.of()));
            number++;
        }
        if (chance.percent(70)) {
            interfaces.add(new NetworkInterface(
                    "eni-nat",
                    VPC,
                    chance.oneOf(subnetIds),
                    "",
                    Optional.of(Cidr.parse("10.0.0.99/32")),
                    chance.maybe(70, () -> Cidr.parse("198.51.100.99/32")),
                    chance.percent(30),
                    chance.some(60, groupIds),
                    chance.maybe(90, () -> "i-nat"),
                    List.of()));
        }
        return interfaces;
    }

    // --- filters

    private List<NetworkAcl> acls() {
        List<String> unguarded =
                new ArrayList<>(subnets.stream().map(Subnet::id).toList());
        List<NetworkAcl> acls = new ArrayList<>();
        for (String id : ids("acl-", chance.upTo(2), "acl-0")) {
            if (chance.percent(25)) {
                List<String> guarded = chance.some(50, unguarded);
                unguarded.removeAll(guarded);
                acls.add(new NetworkAcl(id, VPC, false, guarded, aclEntries()));
            }
        }
        acls.add(new NetworkAcl(
                "acl-default",
                VPC,
                true,
                chance.percent(98) ? unguarded : chance.some(50, unguarded),
                Stream.concat(
                                chance.percent(95) ? Stream.of() : aclEntries().stream(),
                                Stream.of(
                                        entry(32000, true, -1, true, Cidr.ALL_IPV4, PortRange.ALL),
                                        entry(32001, true, -1, true, Cidr.ALL_IPV6, PortRange.ALL),
                                        entry(32002, false, -1, true, Cidr.ALL_IPV4, PortRange.ALL),
                                        entry(32003, false, -1, true, Cidr.ALL_IPV6, PortRange.ALL)))
                        .toList()));
        return acls;
    }

    private List<NetworkAcl.Entry> aclEntries() {
        return IntStream.range(0, chance.upTo(8))
                .mapToObj(n -> entry(
                        100 + n,
                        chance.percent(50),
                        chance.usually(50, 6, -1, 17, 1),
                        chance.percent(75),
                        chance.oneOf(PEERS),
                        chance.oneOf(PORTS)))
                .toList();
    }

    private static NetworkAcl.Entry entry(
            int number, boolean egress, int protocol, boolean allow, Cidr cidr, PortRange ports) {
        return new NetworkAcl.Entry(number, egress, protocol, allow, cidr, ports);
    }

    private List<SecurityGroup> securityGroups() {
        List<SecurityGroup> groups = new ArrayList<>();
        for (String id : groupIds) {
            if (chance.percent(98)) {
                List<SecurityGroup.Rule> ingress = new ArrayList<>(chance.percent(70) ? rules() : List.of());
                List<SecurityGroup.Rule> egress = new ArrayList<>(chance.percent(30) ? rules() : List.of());
                if (chance.percent(90)) {
                    ingress.add(new SecurityGroup.Rule(
                            -1, PortRange.ALL, List.of(new SecurityGroup.Peer.Group(chance.usually(95, id, "sg-x")))));
                }
                if (chance.percent(90)) {
                    egress.add(new SecurityGroup.Rule(
                            -1,
                            PortRange.ALL,
                            List.of(
                                    new SecurityGroup.Peer.Range(Cidr.ALL_IPV4),
                                    new SecurityGroup.Peer.Range(Cidr.ALL_IPV6))));
                }
                groups.add(new SecurityGroup(
                        id,
                        id.equals("sg-cluster") ? "eks-cluster-sg-demo-1" : id,
                        VPC,
                        shared ? OTHER_ACCOUNT : ACCOUNT,
                        ingress,
                        egress));
            }
        }
        return groups;
    }

    private List<SecurityGroup.Rule> rules() {
        return IntStream.range(0, chance.upTo(3))
                .mapToObj(n -> new SecurityGroup.Rule(
                        chance.usually(70, 6, -1, 17, 1),
                        chance.oneOf(PORTS),
                        IntStream.range(0, chance.upTo(2))
                                .<SecurityGroup.Peer>mapToObj(m -> chance.usually(
                                        60,
                                        new SecurityGroup.Peer.Range(chance.oneOf(PEERS)),
                                        new SecurityGroup.Peer.Group(chance.oneOf(groupIds)),
                                        new SecurityGroup.Peer.PrefixList(chance.oneOf(prefixListIds))))
                                .distinct()
                                .toList()))
                .toList();
    }

    // --- VPC endpoints

    private List<VpcEndpoint> endpoints() {
        List<VpcEndpoint> endpoints = new ArrayList<>();
        int percent = chance.usually(50, 0, 15, 60, 97);
        for (String service : chance.some(percent, SERVICES)) {
            boolean gateway = service.equals("s3") && chance.percent(80);
            endpoints.add(endpoint("vpce-" + service.replace('.', '-'), service, gateway));
            if (chance.percent(5)) {
                endpoints.add(endpoint("vpce-" + service.replace('.', '-') + "-too", service, false));
            }
        }
        return endpoints;
    }

    private VpcEndpoint endpoint(String id, String service, boolean gateway) {
        return new VpcEndpoint(
                id,
                VPC,
                "com.amazonaws." + chance.usually(99, "us-east-1", "us-west-2") + "." + service,
                gateway
                        ? VpcEndpoint.Type.GATEWAY
                        : chance.usually(98, VpcEndpoint.Type.INTERFACE, VpcEndpoint.Type.OTHER),
                chance.usually(94, VpcEndpoint.State.AVAILABLE, VpcEndpoint.State.values()),
                gateway ? List.of() : chance.percent(97) ? someSubnets(1) : List.of(),
                gateway ? List.of() : chance.percent(80) ? List.of("sg-cluster") : chance.some(50, groupIds),
                gateway
                        ? chance.some(
                                75,
                                Stream.concat(Stream.of("rtb-main"), tableIds.stream())
                                        .toList())
                        : List.of(),
                !gateway && chance.percent(93),
                chance.maybe(
                        12,
                        () -> new EndpointPolicy(IntStream.range(0, chance.upTo(2))
                                .mapToObj(n -> new EndpointPolicy.Statement(
                                        chance.usually(
                                                70,
                                                EndpointPolicy.Effect.ALLOW,
                                                EndpointPolicy.Effect.DENY,
                                                EndpointPolicy.Effect.OTHER),
                                        chance.distinct(
                                                chance.upTo(2),
                                                List.of(
                                                        "*",
                                                        "ec2:Describe*",
                                                        "ecr:*",
                                                        "s3:GetObject",
                                                        "sts:*",
                                                        "s?:Get*")),
                                        chance.percent(5),
                                        chance.distinct(
                                                chance.upTo(2),
                                                List.of("*", "arn:aws:s3:::*", "arn:aws:ecr:*:*:repository/*")),
                                        chance.percent(5),
                                        chance.percent(85),
                                        chance.percent(10)))
                                .toList())));
    }

    // --- draws

    private List<String> someSubnets(int least) {
        return chance.distinct(Math.min(subnetIds.size(), chance.between(least, least + 1)), subnetIds);
    }

    private static List<String> ids(String prefix, int count, String... more) {
        return Stream.concat(Stream.of(more), IntStream.range(0, count).mapToObj(n -> prefix + n))
                .distinct()
                .toList();
    }

    private <T> List<T> several(int percentOne, int percentMore, IntFunction<T> make) {
        int count = chance.percent(percentOne) ? 1 : chance.percent(percentMore) ? chance.between(2, 3) : 0;
        return IntStream.range(0, count).mapToObj(make).toList();
    }

    private static List<Cidr> cidrs(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
