package dev.nodepath.aws.read;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.AwsClients;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Nodegroup;
import dev.nodepath.network.Read;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.path.Paths;
import dev.nodepath.path.Reachability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveNetworksIT {

    private final Moto moto = Moto.empty();
    private final AwsAccess direct = moto.access();
    private final AwsClients aws = direct.in("us-east-1");
    private final Proxy proxy = new Proxy(moto);
    private final AwsAccess counted = Moto.access(proxy.url());

    @BeforeEach
    void nothingWasCalled() {
        proxy.forgetCalls();
    }

    @AfterEach
    void close() {
        counted.close();
        direct.close();
        proxy.close();
    }

    private Networks read(String... clusters) {
        return NetworkReader.of(counted.in("us-east-1")).read(List.of(clusters));
    }

    @Test
    void everyPartOfANetworkIsRead() {
        SampleVpc vpc = SampleVpc.create(aws, 3)
                .withCluster("demo")
                .withNodegroup("demo", "nodes")
                .withLaunchTemplate("demo", "private")
                .withNode("demo");

        Networks networks = read();

        assertThat(networks.unread()).isEmpty();
        assertThat(networks.missing()).isEmpty();
        ClusterNetwork network = networks.networks().getFirst();
        assertThat(network.unread()).isEmpty();
        assertThat(network.cluster().name()).isEqualTo("demo");
        assertThat(network.cluster().vpcId()).isEqualTo(vpc.id());
        assertThat(network.vpc().subnets().map(List::size)).isEqualTo(Read.of(4));
        assertThat(network.vpc().routeTables().map(List::size)).isEqualTo(Read.of(3));
        assertThat(network.vpc().natGateway(vpc.natGatewayId())).isInstanceOf(Read.Done.class);
        assertThat(network.vpc().networkInterfaces().orElse(List.of()))
                .hasSize(2)
                .allMatch(nic -> nic.belongsToControlPlaneOf("demo"));
        assertThat(network.vpc().instances().orElse(List.of())).singleElement().matches(node -> node.isNodeOf("demo"));
        assertThat(network.nodegroups())
                .extracting(group -> group.map(Nodegroup::name))
                .containsExactly(Read.of("nodes"), Read.of("private"));
        assertThat(network.launchTemplates().values())
                .singleElement()
                .satisfies(template -> assertThat(template.map(version ->
                                version.networkInterfaces().getFirst().associatePublicIpAddress()))
                        .isEqualTo(Read.of(Optional.of(false))));
    }

    @Test
    void numberOfCallsDoesNotDependOnTheNumberOfSubnets() {
        SampleVpc.create(aws, 3).withCluster("small").withNodegroup("small", "nodes");
        SampleVpc.create(aws, 200).withCluster("large").withNodegroup("large", "nodes");

        read("small");
        Map<String, Long> forFew = callsByAction();
        proxy.forgetCalls();
        Networks large = read("large");
        Map<String, Long> forMany = callsByAction();

        assertThat(large.networks().getFirst().vpc().subnets().map(List::size)).isEqualTo(Read.of(201));
        assertThat(forMany).isEqualTo(forFew);
        assertThat(forMany).containsEntry("ec2:DescribeSubnets", 1L).containsEntry("ec2:DescribeVpcAttribute", 2L);
        assertThat(forMany.values().stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(28);
    }

    @Test
    void clustersOfOneVpcShareItsReading() {
        SampleVpc.create(aws, 2)
                .withCluster("blue")
                .withNodegroup("blue", "nodes")
                .withCluster("green")
                .withNodegroup("green", "nodes");

        Networks both = read();

        assertThat(both.networks())
                .extracting(network -> network.cluster().name())
                .containsExactly("blue", "green");
        assertThat(callsByAction())
                .containsEntry("eks:DescribeCluster", 2L)
                .containsEntry("ec2:DescribeSubnets", 1L)
                .containsEntry("ec2:DescribeVpcAttribute", 2L);
    }

    /** As AWS answers an account that a VPC is shared with no longer, or not entirely. */
    @Test
    void emptyAnswersAboutAVpcThatIsNotShownTellNothing() {
        SampleVpc.create(aws, 2).withCluster("demo").withNodegroup("demo", "nodes");
        Map<String, Function<VpcNetwork, Read<?>>> calls = Map.of(
                "Vpcs", VpcNetwork::vpc,
                "Subnets", VpcNetwork::subnets,
                "RouteTables", VpcNetwork::routeTables,
                "NatGateways", VpcNetwork::natGateways,
                "InternetGateways", VpcNetwork::internetGateways,
                "EgressOnlyInternetGateways", VpcNetwork::egressOnlyInternetGateways,
                "NetworkAcls", VpcNetwork::networkAcls,
                "SecurityGroups", VpcNetwork::securityGroups,
                "VpcEndpoints", VpcNetwork::vpcEndpoints);
        calls.keySet().forEach(call -> {
            String response = "Describe" + call + "Response";
            proxy.fail(
                    "ec2:Describe" + call,
                    Proxy.answer("text/xml", "<" + response + "><requestId>1</requestId></" + response + ">"));
        });

        ClusterNetwork network = read("demo").networks().getFirst();

        assertThat(calls.values())
                .allSatisfy(call -> assertThat(call.apply(network.vpc()))
                        .isEqualTo(Read.failed(
                                "ec2:DescribeVpcs",
                                "EC2 shows no VPC " + network.vpc().id() + " to this account")));
        assertThat(Paths.of(network).nodeSubnets())
                .isNotEmpty()
                .allMatch(subnet -> subnet.apiServer().verdict() == Reachability.UNKNOWN
                        && subnet.join().verdict() == Reachability.UNKNOWN);
    }

    @Test
    void vpcsOfARunAreReadInOneCallOfAKind() {
        SampleVpc.create(aws, 2).withCluster("one").withNodegroup("one", "nodes");
        SampleVpc.create(aws, 2).withCluster("other").withNodegroup("other", "nodes");

        Networks both = read();

        assertThat(both.networks()).hasSize(2);
        assertThat(callsByAction())
                .containsEntry("ec2:DescribeSubnets", 1L)
                .containsEntry("ec2:DescribeRouteTables", 1L)
                .containsEntry("ec2:DescribeVpcAttribute", 4L);
        Networks alone = read("other");
        assertThat(both.networks()).contains(alone.networks().getFirst());
    }

    @Test
    void roundThreeAsksOnlyForWhatIsNamed() {
        SampleVpc.create(aws, 2).withCluster("demo").withNodegroup("demo", "nodes");

        read("demo");

        assertThat(callsByAction())
                .doesNotContainKey("ec2:DescribeLaunchTemplateVersions")
                .doesNotContainKey("ec2:GetManagedPrefixListEntries")
                .doesNotContainKey("ec2:DescribeVpcBlockPublicAccessExclusions")
                .containsEntry("ec2:DescribeNetworkInterfaces", 1L);
    }

    @Test
    void clustersListedBeforeAreAskedForOnce() {
        SampleVpc.create(aws, 2).withCluster("demo").withNodegroup("demo", "nodes");
        NetworkReader reader = NetworkReader.of(counted.in("us-east-1"));

        Networks first = reader.read(List.of());
        Map<String, Long> callsOfTheFirst = callsByAction();
        proxy.forgetCalls();

        assertThat(reader.read(List.of())).isEqualTo(first);
        assertThat(callsByAction()).isEqualTo(callsOfTheFirst);
    }

    @Test
    void clusterListedBeforeIsLeftOutWhenItIsGone() {
        SampleVpc.create(aws, 2).withCluster("demo");
        NetworkReader reader = NetworkReader.of(counted.in("us-east-1"));
        assertThat(reader.read(List.of()).networks()).hasSize(1);

        aws.eks().deleteCluster(request -> request.name("demo"));

        assertThat(reader.read(List.of())).isEqualTo(new Networks(List.of(), List.of(), List.of()));
    }

    @Test
    void ofManyClustersNodesAreAskedForWhereTheyAreWanted() {
        SampleVpc vpc = SampleVpc.create(aws, 2);
        for (int i = 0; i < 8; i++) {
            vpc.withCluster("cluster-" + i).withNodegroup("cluster-" + i, "nodes");
        }
        List<String> chosen = new ArrayList<>();

        Networks networks = NetworkReader.of(counted.in("us-east-1")).read(List.of(), new NetworkReader.Interest() {
            @Override
            public boolean wants(Cluster cluster) {
                return cluster.name().equals("cluster-3");
            }

            @Override
            public void chosen(Set<String> clusterNames) {
                chosen.addAll(clusterNames);
            }
        });

        assertThat(networks.networks())
                .singleElement()
                .satisfies(network -> assertThat(network.nodegroups()).hasSize(1));
        assertThat(chosen).containsExactly("cluster-3");
        assertThat(callsByAction()).containsEntry("eks:DescribeCluster", 8L).containsEntry("eks:ListNodegroups", 1L);
    }

    @Test
    void clusterThatDoesNotExistIsMissing() {
        Networks networks = read("gone");

        assertThat(networks.missing()).containsExactly(new ClusterArn("aws", "us-east-1", Moto.ACCOUNT, "gone"));
        assertThat(networks.unread()).isEmpty();
    }

    @Test
    void otherAccountIsReadInItsRole() {
        AwsClients other =
                direct.in("us-east-1", "222222222222", new AwsAccess.ReadRole("nodepath-reader", Optional.empty()));
        SampleVpc.create(other, 2).withCluster("tenant");

        Networks tenant = NetworkReader.of(other).read(List.of());

        assertThat(tenant.networks())
                .extracting(network -> network.cluster().arn())
                .containsExactly(new ClusterArn("aws", "us-east-1", "222222222222", "tenant"));
        assertThat(read().networks()).isEmpty();
    }

    @Test
    void partitionFollowsFromTheRegion() {
        assertThat(direct.in("cn-north-1").partition()).isEqualTo("aws-cn");
        assertThat(direct.in("us-gov-west-1").partition()).isEqualTo("aws-us-gov");
    }

    @Test
    void subnetOfAnotherVpcIsReadById() {
        SampleVpc elsewhere = SampleVpc.create(aws, 1);
        SampleVpc vpc = SampleVpc.create(aws, 2).withCluster("demo");
        new SampleVpc(
                        aws,
                        vpc.id(),
                        "",
                        List.of(vpc.privateSubnetIds().getFirst(), elsewhere.publicSubnetId()),
                        "",
                        "",
                        "")
                .withNodegroup("demo", "astray");

        ClusterNetwork network = read("demo").networks().getFirst();

        assertThat(network.subnetsElsewhere().orElse(List.of()))
                .extracting(Subnet::id, Subnet::vpcId)
                .containsExactly(tuple(elsewhere.publicSubnetId(), elsewhere.id()));
    }

    private Map<String, Long> callsByAction() {
        return new TreeMap<>(proxy.calls().stream().collect(groupingBy(identity(), counting())));
    }
}
