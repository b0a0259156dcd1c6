package dev.nodepath.property;

import dev.nodepath.network.AvailabilityZone;
import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.BlockPublicAccess.Exclusion;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Instance;
import dev.nodepath.network.InternetGateway;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.PrefixList;
import dev.nodepath.network.Read;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A network with one resource more of each kind, none of which has to do with the cluster or its nodes. */
final class Unrelated {

    private static final String ELSEWHERE = "vpc-elsewhere";

    private Unrelated() {}

    static ClusterNetwork addedTo(ClusterNetwork network) {
        VpcNetwork vpc = network.vpc();
        Map<LaunchTemplateRef, Read<LaunchTemplateVersion>> templates = new HashMap<>(network.launchTemplates());
        templates.put(
                new LaunchTemplateRef("lt-unused", "1"),
                Read.of(new LaunchTemplateVersion("lt-unused", "unused", 1, true, List.of(), List.of("sg-unused"))));
        Map<String, Read<PrefixList>> lists = new HashMap<>(vpc.prefixLists());
        lists.put("pl-unused", Read.of(new PrefixList("pl-unused", List.of(Cidr.ALL_IPV4))));
        return new ClusterNetwork(
                network.cluster(),
                network.nodegroups(),
                network.fargateProfiles(),
                network.autoScalingGroups(),
                templates,
                network.podIdentityAssociations(),
                and(network.subnetsElsewhere(), subnet("subnet-unused", ELSEWHERE, "10.0.0.0/24", 0)),
                new VpcNetwork(
                        vpc.id(),
                        vpc.vpc(),
                        vpc.dnsSupport(),
                        vpc.dnsHostnames(),
                        vpc.dhcpOptions(),
                        vpc.subnets(),
                        and(vpc.routeTables(), ofNoSubnet(vpc.id()), ofAGateway(vpc.id())),
                        and(vpc.natGateways(), deleted(vpc.id())),
                        and(vpc.internetGateways(), new InternetGateway("igw-unused", List.of(ELSEWHERE))),
                        and(vpc.egressOnlyInternetGateways(), new InternetGateway("eigw-unused", List.of(ELSEWHERE))),
                        and(vpc.networkAcls(), new NetworkAcl("acl-unused", vpc.id(), false, List.of(), List.of())),
                        and(vpc.securityGroups(), ofNoInterface(vpc.id())),
                        and(vpc.vpcEndpoints(), ofAnotherService(vpc.id())),
                        and(vpc.networkInterfaces(), ofAnotherCluster(vpc.id())),
                        and(vpc.instances(), nodeOfAnotherCluster()),
                        and(
                                vpc.availabilityZones(),
                                new AvailabilityZone("use1-az6", "us-east-1f", "availability-zone")),
                        vpc.blockPublicAccess()
                                .map(block -> new BlockPublicAccess(
                                        block.mode(),
                                        Stream.concat(
                                                        block.exclusions().stream(),
                                                        Stream.of(new Exclusion(
                                                                "vpcbpa-exclude-unused",
                                                                ELSEWHERE,
                                                                Exclusion.Mode.ALLOW_BIDIRECTIONAL,
                                                                Exclusion.State.ACTIVE)))
                                                .toList())),
                        lists,
                        vpc.managementPaths(),
                        vpc.seenByOwner()),
                network.declared());
    }

    @SafeVarargs
    private static <T> Read<List<T>> and(Read<List<T>> read, T... more) {
        return read.map(there -> {
            List<T> all = new ArrayList<>(there);
            for (T one : more) {
                all.addFirst(one);
            }
            return all;
        });
    }

    /** A subnet of another VPC. */
    static Subnet subnet(String id, String vpcId, String cidr, int freeAddresses) {
        return new Subnet(
                id,
                vpcId,
                "123456789012",
                "us-east-1a",
                "use1-az1",
                "available",
                Optional.of(Cidr.parse(cidr)),
                List.of(),
                false,
                freeAddresses,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static RouteTable ofNoSubnet(String vpcId) {
        return new RouteTable(
                "rtb-a-unused",
                vpcId,
                "123456789012",
                List.of(new RouteTable.Association(
                        "rtbassoc-unused",
                        false,
                        Optional.of("subnet-unused"),
                        Optional.empty(),
                        RouteTable.Association.State.ASSOCIATED)),
                List.of(new Route(
                        new Route.Destination.Range(Cidr.ALL_IPV4),
                        new RouteTarget.TransitGateway("tgw-unused"),
                        Route.State.BLACKHOLE,
                        Route.Origin.CREATE_ROUTE)));
    }

    /** Ingress routing: it serves no subnet. */
    private static RouteTable ofAGateway(String vpcId) {
        return new RouteTable(
                "rtb-b-unused",
                vpcId,
                "123456789012",
                List.of(new RouteTable.Association(
                        "rtbassoc-unused-too",
                        false,
                        Optional.empty(),
                        Optional.of("igw-0"),
                        RouteTable.Association.State.ASSOCIATED)),
                List.of());
    }

    private static NatGateway deleted(String vpcId) {
        return new NatGateway(
                "nat-unused",
                vpcId,
                Optional.of("subnet-0"),
                NatGateway.State.DELETED,
                NatGateway.Connectivity.PUBLIC,
                NatGateway.Availability.ZONAL,
                Optional.empty(),
                false,
                List.of(new NatGateway.Address(
                        Optional.of(Cidr.parse("198.51.100.77")), Optional.empty(), true, List.of())),
                "");
    }

    private static SecurityGroup ofNoInterface(String vpcId) {
        SecurityGroup.Rule toEveryone =
                new SecurityGroup.Rule(-1, PortRange.ALL, List.of(new SecurityGroup.Peer.Range(Cidr.ALL_IPV4)));
        return new SecurityGroup("sg-a-unused", "unused", vpcId, "123456789012", List.of(), List.of(toEveryone));
    }

    private static VpcEndpoint ofAnotherService(String vpcId) {
        return new VpcEndpoint(
                "vpce-a-unused",
                vpcId,
                "com.amazonaws.us-east-1.kinesis-streams",
                VpcEndpoint.Type.INTERFACE,
                VpcEndpoint.State.AVAILABLE,
                List.of("subnet-0"),
                List.of("sg-a-unused"),
                List.of(),
                true,
                Optional.empty());
    }

    private static NetworkInterface ofAnotherCluster(String vpcId) {
        return new NetworkInterface(
                "eni-a-unused",
                vpcId,
                "subnet-0",
                "Amazon EKS demo-2",
                Optional.of(Cidr.parse("10.0.0.200")),
                Optional.empty(),
                true,
                List.of("sg-a-unused"),
                Optional.empty(),
                List.of());
    }

    private static Instance nodeOfAnotherCluster() {
        return new Instance(
                "i-a-unused",
                "subnet-0",
                "running",
                List.of(),
                List.of("sg-a-unused"),
                Map.of("kubernetes.io/cluster/demo-2", "owned"));
    }
}
