package dev.nodepath.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.rule.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Missing answers, one at a time and in pairs: they leave a verdict as it is or unknown, and never turn it round. */
class UnreadTest {

    /** What decides about paths; what tells in which subnets nodes run has a test of its own. */
    private static final List<Need> NEEDS = List.of(
            Need.VPC,
            Need.VPC_ATTRIBUTES,
            Need.DHCP_OPTIONS,
            Need.SUBNETS,
            Need.ROUTE_TABLES,
            Need.NAT_GATEWAYS,
            Need.INTERNET_GATEWAYS,
            Need.EGRESS_ONLY_INTERNET_GATEWAYS,
            Need.NETWORK_ACLS,
            Need.SECURITY_GROUPS,
            Need.VPC_ENDPOINTS,
            Need.NETWORK_INTERFACES,
            Need.INSTANCES,
            Need.LAUNCH_TEMPLATES,
            Need.PREFIX_LISTS,
            Need.BLOCK_PUBLIC_ACCESS,
            Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS);

    static Stream<Map.Entry<String, Supplier<TestNetwork>>> networks() {
        return Stream.<Map.Entry<String, Supplier<TestNetwork>>>of(
                        Map.entry("public and private", TestNetwork::publicAndPrivate),
                        Map.entry("public only", TestNetwork::publicOnly),
                        Map.entry("private only", TestNetwork::privateOnly),
                        Map.entry(
                                "dual-stack",
                                () -> TestNetwork.publicAndPrivate().dualStack()),
                        Map.entry(
                                "dual-stack, IPv6 alone",
                                () -> TestNetwork.publicAndPrivate()
                                        .dualStack()
                                        .endpoint(Mode.PUBLIC_ONLY, "::/0")
                                        .withoutRoute("rtb-private-a", "0.0.0.0/0")),
                        Map.entry(
                                "NAT gateway deleted",
                                () -> TestNetwork.publicAndPrivate()
                                        .natGateway("nat-a", nat -> nat.state(NatGateway.State.DELETED))),
                        Map.entry(
                                "NAT gateway in a private subnet",
                                () -> TestNetwork.publicAndPrivate()
                                        .natGateway("nat-a", nat -> nat.in("subnet-private-a"))),
                        Map.entry(
                                "blackhole",
                                () -> TestNetwork.publicAndPrivate()
                                        .withBlackhole("rtb-private-a", "0.0.0.0/0", "nat-a")),
                        Map.entry(
                                "no default route",
                                () -> TestNetwork.publicAndPrivate().withoutNat()),
                        Map.entry(
                                "internet gateway detached",
                                () -> TestNetwork.publicOnly().detachInternetGateway("igw-1")),
                        Map.entry(
                                "no public addresses",
                                () -> TestNetwork.publicOnly()
                                        .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(false))),
                        Map.entry(
                                "launch template without public address",
                                () -> TestNetwork.publicOnly()
                                        .launchTemplate("lt-1", template -> template.associatesPublicIp(false))
                                        .nodegroup("workers", group -> group.launchTemplate("lt-1"))),
                        Map.entry(
                                "launch template with public address",
                                () -> TestNetwork.publicOnly()
                                        .subnet("subnet-public-a", subnet -> subnet.assignsPublicIps(false))
                                        .launchTemplate("lt-1", template -> template.associatesPublicIp(true))
                                        .nodegroup("workers", group -> group.launchTemplate("lt-1"))),
                        Map.entry(
                                "running nodes admitted",
                                () -> TestNetwork.publicOnly()
                                        .endpoint(Mode.PUBLIC_ONLY, "198.51.100.0/28")
                                        .nodeOfWorkers("i-1", "subnet-public-a", "198.51.100.1")
                                        .nodeOfWorkers("i-2", "subnet-public-b", "198.51.100.99")),
                        Map.entry(
                                "addresses not admitted",
                                () -> TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_ONLY, "203.0.113.0/24")),
                        Map.entry(
                                "NAT instance that shuts nodes out",
                                () -> TestNetwork.publicAndPrivate()
                                        .natInstance("eni-nat", false, "sg-nat")
                                        .securityGroup("sg-nat", group -> group.admits(22, "0.0.0.0/0"))
                                        .withRoute("rtb-private-a", "0.0.0.0/0", "eni-nat")),
                        Map.entry(
                                "NAT instance that lets nothing out",
                                () -> TestNetwork.publicAndPrivate()
                                        .natInstance("eni-nat", false, "sg-nat")
                                        .securityGroup("sg-nat", group -> group.admits(443, "10.0.0.0/16"))
                                        .withRoute("rtb-private-a", "0.0.0.0/0", "eni-nat")),
                        Map.entry(
                                "NAT instance that admits a launch template's group",
                                () -> TestNetwork.publicAndPrivate()
                                        .natInstance("eni-nat", false, "sg-nat")
                                        .securityGroup(
                                                "sg-nat",
                                                group -> group.admits(443, "sg-node")
                                                        .lets(443, "0.0.0.0/0"))
                                        .securityGroup("sg-node", group -> group.lets(443, "0.0.0.0/0"))
                                        .launchTemplate("lt-1", template -> template.groups("sg-node"))
                                        .nodegroup("workers", group -> group.launchTemplate("lt-1"))
                                        .withRoute("rtb-private-a", "0.0.0.0/0", "eni-nat")),
                        Map.entry(
                                "VPC Block Public Access",
                                () -> TestNetwork.publicOnly()
                                        .blockPublicAccess(InternetGatewayBlockMode.BLOCK_INGRESS)),
                        Map.entry(
                                "VPC Block Public Access of the account",
                                () -> TestNetwork.publicOnly()
                                        .blockPublicAccessOfAccountOnly(InternetGatewayBlockMode.BLOCK_INGRESS)),
                        Map.entry(
                                "endpoint missing",
                                () -> TestNetwork.privateOnly().withoutVpcEndpoint("ecr.api")),
                        Map.entry(
                                "endpoints shut",
                                () -> TestNetwork.privateOnly()
                                        .securityGroup("sg-endpoints", group -> group.withoutIngress())),
                        Map.entry(
                                "groups shut",
                                () -> TestNetwork.privateOnly()
                                        .securityGroup("sg-cluster", group -> group.withoutRules())),
                        Map.entry("ACL shut", () -> TestNetwork.privateOnly().aclOf("subnet-private-b", acl -> {})),
                        Map.entry(
                                "interfaces in one subnet, ACL of the other shut",
                                () -> TestNetwork.privateOnly()
                                        .controlPlaneIn("subnet-private-a")
                                        .cluster(c -> c.subnets("subnet-private-a", "subnet-private-b"))
                                        .nodesIn("subnet-private-a")
                                        .aclOf("subnet-private-b", acl -> {})),
                        Map.entry(
                                "names not resolved",
                                () -> TestNetwork.privateOnly().dns(true, false)),
                        Map.entry(
                                "custom name servers",
                                () -> TestNetwork.publicAndPrivate()
                                        .endpoint(Mode.PUBLIC_AND_PRIVATE, "203.0.113.0/24")
                                        .nameServers("192.168.0.53")),
                        Map.entry(
                                "default by prefix list",
                                () -> TestNetwork.publicAndPrivate()
                                        .prefixList("pl-1", "0.0.0.0/0")
                                        .withoutRoute("rtb-private-a", "0.0.0.0/0")
                                        .withRoute("rtb-private-a", "pl-1", "nat-a")),
                        Map.entry(
                                "groups by prefix list",
                                () -> TestNetwork.privateOnly()
                                        .prefixList("pl-1", "10.0.0.0/16")
                                        .securityGroup(
                                                "sg-cluster",
                                                group -> group.withoutRules()
                                                        .admits(443, "pl-1")
                                                        .lets(443, "0.0.0.0/0"))),
                        Map.entry(
                                "detour by prefix list",
                                () -> TestNetwork.privateOnly()
                                        .prefixList("pl-1", "10.0.11.0/24")
                                        .withBlackhole("rtb-private-a", "pl-1", "eni-fw")),
                        Map.entry(
                                "shared",
                                () -> TestNetwork.publicAndPrivate()
                                        .sharedBy(TestNetwork.OTHER_ACCOUNT)
                                        .withoutNatGateway("nat-a")
                                        .withoutNatGateway("nat-b")),
                        Map.entry(
                                "Fargate on a public subnet",
                                () -> TestNetwork.publicOnly()
                                        .withoutNodegroups()
                                        .fargateProfile("fp", "subnet-public-a")),
                        Map.entry(
                                "subnet elsewhere",
                                () -> TestNetwork.publicAndPrivate()
                                        .subnetElsewhere("subnet-far", "172.16.0.0/24")
                                        .nodesIn("subnet-far", "subnet-gone")))
                .flatMap(entry -> Stream.of(
                        entry,
                        Map.entry(
                                entry.getKey() + ", both endpoints",
                                () -> entry.getValue().get().endpoint(Mode.PUBLIC_AND_PRIVATE)),
                        Map.entry(
                                entry.getKey() + ", private endpoint",
                                () -> entry.getValue().get().endpoint(Mode.PRIVATE_ONLY))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void aMissingAnswerNeverTurnsAVerdictRound(Map.Entry<String, Supplier<TestNetwork>> of) {
        Map<String, SubnetPaths> whole = paths(of.getValue().get().build());
        for (Need one : NEEDS) {
            for (Need other : NEEDS.subList(NEEDS.indexOf(one), NEEDS.size())) {
                paths(of.getValue().get().unread(one, other).build())
                        .forEach((id, paths) -> assertThat(turned(Objects.requireNonNull(whole.get(id)), paths))
                                .as(id + " of \"" + of.getKey() + "\" without " + one + " and " + other)
                                .isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NODEGROUP_NAMES",
                "NODEGROUPS",
                "FARGATE_PROFILE_NAMES",
                "FARGATE_PROFILES",
                "AUTO_SCALING_GROUPS",
                "INSTANCES"
            })
    void whereNodesRunIsNotKnownTheClustersSubnetsAreNotJudgedInTheirPlace(Need need) {
        TestNetwork network = TestNetwork.publicAndPrivate();
        if (need != Need.NODEGROUP_NAMES && need != Need.NODEGROUPS) {
            network.withoutNodegroups();
        }
        if (need == Need.FARGATE_PROFILES) {
            network.fargateProfile("fp", "subnet-private-b");
        }
        Map<String, SubnetPaths> paths = paths(network.unread(need).build());
        assertThat(paths).containsOnlyKeys("subnet-private-a", "subnet-private-b");
        paths.values().forEach(subnet -> {
            PathTesting.unknown(subnet.apiServer(), UnknownReason.NOT_READ, "ND-004");
            assertThat(subnet.apiServer().causes().getFirst().resource())
                    .isEqualTo(Resource.cluster(TestNetwork.CLUSTER_ARN));
            assertThat(subnet.apiServer().reason())
                    .isEqualTo("It is not known in which subnets cluster demo has its nodes: " + need.action()
                            + " gave no answer (AccessDenied).");
        });
    }

    private static List<String> turned(SubnetPaths whole, SubnetPaths lacking) {
        List<String> turned = new ArrayList<>();
        if (turned(whole.apiServer().verdict(), lacking.apiServer().verdict())) {
            turned.add("apiServer from " + whole.apiServer() + " to " + lacking.apiServer());
        }
        if (turned(whole.join().verdict(), lacking.join().verdict())) {
            turned.add("join from " + whole.join() + " to " + lacking.join());
        }
        whole.modes().forEach((mode, verdict) -> {
            if (turned(verdict, Objects.requireNonNull(lacking.modes().get(mode)))) {
                turned.add(mode + " from " + verdict);
            }
        });
        return turned;
    }

    /** With less to go by, a verdict may stay or get lost; nothing else. */
    private static boolean turned(Reachability whole, Reachability lacking) {
        return lacking != whole && lacking != Reachability.UNKNOWN;
    }

    private static Map<String, SubnetPaths> paths(ClusterNetwork network) {
        return Paths.of(network).nodeSubnets().stream().collect(Collectors.toMap(SubnetPaths::subnetId, p -> p));
    }
}
