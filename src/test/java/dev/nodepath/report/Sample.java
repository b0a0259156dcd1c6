package dev.nodepath.report;

import dev.nodepath.catalogue.Evaluation;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.Finding;
import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.network.VpcNetwork.ManagementPaths;
import dev.nodepath.path.Answer;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Egress;
import dev.nodepath.path.Hop;
import dev.nodepath.path.NodeSource;
import dev.nodepath.path.NodeSubnet;
import dev.nodepath.path.Reachability;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.path.VpcPattern;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two clusters with everything a report can show. */
final class Sample {

    static final ClusterArn DEMO = ClusterArn.parse("arn:aws:eks:us-east-1:123456789012:cluster/demo");
    static final ClusterArn IDLE = ClusterArn.parse("arn:aws:eks:eu-west-1:123456789012:cluster/idle");

    private Sample() {}

    static Report report() {
        return Report.of(
                List.of(demo(), idle()),
                List.of(new Read.Failed<Void>("eks:DescribeCluster", "us-east-1, cluster prod: access denied")));
    }

    /** Public endpoint, one subnet that works, one whose NAT gateway stands in the wrong place, one not to be told. */
    private static Assessment demo() {
        Cluster cluster = cluster(DEMO, new EndpointAccess(true, false, List.of(Cidr.parse("203.0.113.0/24"))));
        ClusterNetwork network = network(cluster, Read.failed("ec2:DescribeVpcEndpoints", "access denied"));
        SubnetPaths broken = new SubnetPaths(
                new NodeSubnet("subnet-0b", List.of(fargate("batch"), fargate("apps"))),
                Optional.of(subnet("subnet-0b", "us-east-1b")),
                Optional.empty(),
                Egress.NAT_GATEWAY,
                Answer.stopped(
                        Cause.broken(
                                "RT-004",
                                Resource.ec2("nat-0b"),
                                "NAT gateway nat-0b stands in subnet-0b, whose default route leads back to it."),
                        List.of(new Hop(Hop.Kind.NAT_GATEWAY, "nat-0b", "public, available"))),
                Answer.stopped(
                        Cause.broken(
                                "RT-004",
                                Resource.ec2("nat-0b"),
                                "NAT gateway nat-0b stands in subnet-0b, whose default route leads back to it."),
                        List.of()),
                Map.of(
                        Mode.PUBLIC_ONLY, Reachability.UNREACHABLE,
                        Mode.PUBLIC_AND_PRIVATE, Reachability.REACHABLE,
                        Mode.PRIVATE_ONLY, Reachability.REACHABLE));
        SubnetPaths working = new SubnetPaths(
                new NodeSubnet("subnet-0a", List.of(new NodeSource.RunningInstances(List.of()))),
                Optional.of(subnet("subnet-0a", "us-east-1a")),
                Optional.empty(),
                Egress.INTERNET_GATEWAY,
                Answer.reachable("By internet gateway igw-0a.", List.of()),
                Answer.stopped(
                        Cause.unknown(
                                "VE-001",
                                Cause.UnknownReason.NOT_READ,
                                Resource.ec2("vpc-0a"),
                                "The VPC endpoints of vpc-0a were not read."),
                        List.of()),
                Map.of(Mode.PUBLIC_ONLY, Reachability.REACHABLE));
        SubnetPaths gone = new SubnetPaths(
                new NodeSubnet("subnet-0c", List.of(new NodeSource.ClusterItself())),
                Optional.empty(),
                Optional.empty(),
                Egress.UNKNOWN,
                Answer.stopped(
                        Cause.unknown(
                                "SN-003",
                                Cause.UnknownReason.NOT_READ,
                                Resource.ec2("subnet-0c"),
                                "Subnet subnet-0c was not read."),
                        List.of()),
                Answer.reachable("Not so in life; here for the sake of the third verdict.", List.of()),
                Map.of());
        ClusterPaths paths =
                new ClusterPaths(network, List.of(broken, gone, working), VpcPattern.PUBLIC_AND_PRIVATE_SUBNETS);
        return new Assessment(new Evaluation(paths, List.of()), List.of(nat(), unknown(), suppressed()));
    }

    private static Finding nat() {
        Resource nat = Resource.ec2("nat-0b");
        return new Finding(
                Finding.id(DEMO, "RT-004", nat),
                "RT-004",
                Severity.CRITICAL,
                Finding.Status.NON_COMPLIANT,
                DEMO,
                List.of(nat, Resource.ec2("subnet-0b")),
                "A zonal public NAT gateway stands in a public subnet",
                "NAT gateway nat-0b stands in subnet-0b, whose default route leads back to it.",
                List.of("rtb-0b sends 0.0.0.0/0 to nat-0b", "subnet-0b is associated with rtb-0b"),
                List.of("EP-002", "RT-001"),
                Remedy.of(
                        "Associate the NAT gateway's subnet with a route table that leads to the internet gateway.",
                        "aws ec2 associate-route-table --route-table-id rtb-0a --subnet-id subnet-0b"),
                Optional.of(
                        new ChangedBy("ReplaceRoute", "2026-01-02T03:04:05Z", "arn:aws:iam::123456789012:user/alice")),
                false);
    }

    private static Finding unknown() {
        Resource vpc = Resource.ec2("vpc-0a");
        return new Finding(
                Finding.id(DEMO, "VE-001", vpc),
                "VE-001",
                Severity.HIGH,
                Finding.Status.INSUFFICIENT_DATA,
                DEMO,
                List.of(vpc),
                "Required VPC endpoints exist and are available",
                "The VPC endpoints of vpc-0a were not read.",
                List.of(),
                List.of(),
                Remedy.NONE,
                Optional.empty(),
                false);
    }

    private static Finding suppressed() {
        Resource cluster = Resource.cluster(DEMO.toString());
        return new Finding(
                Finding.id(DEMO, "EP-004", cluster),
                "EP-004",
                Severity.MEDIUM,
                Finding.Status.SUPPRESSED,
                DEMO,
                List.of(cluster),
                "The public endpoint is not open to the world",
                "The public endpoint admits 203.0.113.0/24.",
                List.of(),
                List.of(),
                Remedy.NONE,
                Optional.empty(),
                false);
    }

    /** Private endpoint only, no node subnet, no finding. */
    private static Assessment idle() {
        Cluster cluster = cluster(IDLE, new EndpointAccess(false, true, List.of()));
        ClusterNetwork network = network(cluster, Read.of(List.of()));
        ClusterPaths paths = new ClusterPaths(network, List.of(), VpcPattern.UNKNOWN);
        return new Assessment(new Evaluation(paths, List.of()), List.of());
    }

    private static NodeSource fargate(String name) {
        return new NodeSource.Fargate(new FargateProfile(
                name, "arn:aws:eks:us-east-1:123456789012:fargateprofile/demo/" + name, "ACTIVE", List.of()));
    }

    private static Cluster cluster(ClusterArn arn, EndpointAccess access) {
        return new Cluster(
                arn,
                Cluster.Kind.REGION,
                Cluster.Status.ACTIVE,
                "vpc-0a",
                List.of(),
                List.of(),
                Optional.empty(),
                access,
                Cluster.ControlPlaneEgressMode.AWS_MANAGED,
                Cidr.Family.IPV4,
                Optional.empty(),
                "https://example.com",
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Subnet subnet(String id, String zone) {
        return new Subnet(
                id,
                "vpc-0a",
                "123456789012",
                zone,
                "use1-az1",
                "available",
                Optional.empty(),
                List.of(),
                false,
                100,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static ClusterNetwork network(Cluster cluster, Read<List<VpcEndpoint>> endpoints) {
        VpcNetwork vpc = new VpcNetwork(
                cluster.vpcId(),
                Read.failed("ec2:DescribeVpcs", "access denied"),
                Read.of(true),
                Read.of(true),
                Read.of(Optional.empty()),
                Read.of(List.of()),
                Read.of(List.of()),
                Read.of(List.of()),
                Read.of(List.of()),
                Read.of(List.of()),
                Read.of(List.of()),
                Read.of(List.of()),
                endpoints,
                Read.of(List.of()),
                Read.of(List.of()),
                Read.of(List.of()),
                Read.of(new BlockPublicAccess(InternetGatewayBlockMode.OFF, List.of())),
                Map.of(),
                new ManagementPaths(
                        Read.of(List.of()),
                        Read.of(List.of()),
                        Read.of(List.of()),
                        Read.of(List.of()),
                        Read.of(List.of())),
                false);
        return new ClusterNetwork(
                cluster,
                List.of(),
                List.of(),
                Read.of(List.of()),
                Map.of(),
                Read.of(List.of()),
                Read.of(List.of()),
                vpc);
    }
}
