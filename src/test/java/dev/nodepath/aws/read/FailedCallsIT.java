package dev.nodepath.aws.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Networks;
import dev.nodepath.network.Read;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever AWS refuses is missing from the network, with its reason, and nothing else is. */
class FailedCallsIT {

    private final Moto moto = Moto.empty();
    private final AwsAccess direct = moto.access();
    private final Proxy proxy = new Proxy(moto);
    private final AwsAccess access = Moto.access(proxy.url());

    @BeforeEach
    void makeNetwork() {
        SampleVpc.create(direct.in("us-east-1"), 2).withCluster("demo").withLaunchTemplate("demo", "nodes");
    }

    @AfterEach
    void close() {
        access.close();
        direct.close();
        proxy.close();
    }

    private Networks read(String... clusters) {
        return NetworkReader.of(access.in("us-east-1")).read(List.of(clusters));
    }

    private ClusterNetwork network() {
        return network(access);
    }

    private static ClusterNetwork network(AwsAccess access) {
        return NetworkReader.of(access.in("us-east-1"))
                .read(List.of("demo"))
                .networks()
                .getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ec2:DescribeVpcs",
                "ec2:DescribeVpcAttribute",
                "ec2:DescribeDhcpOptions",
                "ec2:DescribeSubnets",
                "ec2:DescribeRouteTables",
                "ec2:DescribeNatGateways",
                "ec2:DescribeInternetGateways",
                "ec2:DescribeEgressOnlyInternetGateways",
                "ec2:DescribeNetworkAcls",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeVpcEndpoints",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeInstances",
                "ec2:DescribeLaunchTemplateVersions",
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeVpcBlockPublicAccessOptions",
                "ec2:DescribeTransitGatewayVpcAttachments",
                "ec2:DescribeVpnGateways",
                "ec2:DescribeVpcPeeringConnections",
                "ec2:DescribeClientVpnEndpoints",
                "ec2:DescribeInstanceConnectEndpoints",
                "eks:ListNodegroups",
                "eks:DescribeNodegroup",
                "eks:ListFargateProfiles",
                "eks:ListPodIdentityAssociations",
                "autoscaling:DescribeAutoScalingGroups"
            })
    void deniedCallIsAFailedReadOfItsOwn(String action) {
        proxy.fail(action, Proxy.denied(action));

        Set<Read.Failed<?>> unread = network().unread();

        assertThat(unread).isNotEmpty().allSatisfy(failed -> {
            assertThat(failed.action()).isEqualTo(action);
            assertThat(failed.error())
                    .startsWith("not allowed to read ")
                    .contains("is not authorized to perform: " + action)
                    .endsWith("; add " + action + " to the role");
        });
    }

    @Test
    void deniedClusterIsNamed() {
        proxy.fail("eks:DescribeCluster", Proxy.denied("eks:DescribeCluster"));

        Networks networks = read("demo");

        assertThat(networks.networks()).isEmpty();
        assertThat(networks.missing()).isEmpty();
        assertThat(networks.unread())
                .singleElement()
                .satisfies(failed -> assertThat(failed.error()).contains("(demo)"));
    }

    @Test
    void deniedListOfClustersIsNotAnEmptyRegion() {
        proxy.fail("eks:ListClusters", Proxy.denied("eks:ListClusters"));

        assertThat(read().unread())
                .singleElement()
                .matches(failed -> failed.action().equals("eks:ListClusters"));
    }

    @Test
    void throttledCallIsRetriedAndThenFails() {
        proxy.fail("ec2:DescribeSubnets", Proxy.error(503, "RequestLimitExceeded", "Request limit exceeded."));

        ClusterNetwork network = network();

        assertThat(proxy.calls().stream().filter("ec2:DescribeSubnets"::equals)).hasSizeGreaterThan(1);
        assertThat(network.vpc().subnets())
                .isInstanceOfSatisfying(
                        Read.Failed.class,
                        failed -> assertThat(failed.error())
                                .contains("throttled", "the subnets", "Request limit exceeded"));
        assertThat(network.vpc().routeTables()).isInstanceOf(Read.Done.class);
    }

    @Test
    void htmlPageIsAFailedRead() {
        proxy.fail("ec2:DescribeVpcBlockPublicAccessOptions", Proxy.htmlPage());

        assertThat(network().unread())
                .singleElement()
                .satisfies(failed -> assertThat(failed.error())
                        .startsWith("AWS answered with status 500 when asked for the mode of VPC Block Public Access"));
    }

    @Test
    void cutConnectionIsAFailedRead() {
        proxy.fail("ec2:DescribeNatGateways", Proxy.cut());

        assertThat(network().unread())
                .singleElement()
                .satisfies(failed -> assertThat(failed.error())
                        .contains("the connection broke while reading the NAT gateways and their addresses (vpc-"));
    }

    @Test
    void slowAnswerIsNotWaitedFor() {
        proxy.fail("ec2:DescribeNetworkAcls", Proxy.slow(Duration.ofMinutes(5)));

        try (AwsAccess impatient =
                access.with(new AwsAccess.Patience(Duration.ofSeconds(15), Duration.ofSeconds(20)))) {
            assertThat(network(impatient).unread())
                    .filteredOn(failed -> failed.action().equals("ec2:DescribeNetworkAcls"))
                    .singleElement()
                    .satisfies(failed ->
                            assertThat(failed.error()).startsWith("AWS gave no answer about the network ACLs (vpc-"));
        }
    }

    @Test
    void answerThatIsNoAnswerIsAFailedRead() {
        proxy.fail("ec2:DescribeSecurityGroups", Proxy.answer("text/xml", "<html>Sign in to the network</html"));

        assertThat(network().unread())
                .singleElement()
                .matches(failed -> failed.action().equals("ec2:DescribeSecurityGroups"));
    }

    @Test
    void expiredCredentialsAreNamed() {
        proxy.fail(
                "eks:ListClusters",
                Proxy.error(403, "ExpiredTokenException", "The security token included in the request is expired"));

        assertThat(read().unread())
                .singleElement()
                .satisfies(failed -> assertThat(failed.error())
                        .startsWith("AWS did not accept the credentials")
                        .contains("is expired; renew them"));
    }

    @Test
    void roleThatCannotBeAssumedIsNotAMissingPermissionToRead() {
        proxy.fail("sts:AssumeRole", Proxy.denied("sts:AssumeRole"));

        Networks networks = NetworkReader.of(
                        access.in("us-east-1", "222222222222", new AwsAccess.ReadRole("reader", Optional.empty())))
                .read(List.of());

        assertThat(networks.unread())
                .singleElement()
                .satisfies(failed -> assertThat(failed.error())
                        .startsWith("the role to read the names of the clusters (us-east-1) with could not be assumed")
                        .endsWith("let the role trust this one and allow this one sts:AssumeRole"));
    }

    @Test
    void profileThatDoesNotExistIsNamed() {
        AwsAccess stranger = access.withProfile("no-such-profile");

        Networks networks = NetworkReader.of(stranger.in("us-east-1")).read(List.of());
        stranger.close();

        assertThat(networks.unread())
                .singleElement()
                .satisfies(
                        failed -> assertThat(failed.error())
                                .isEqualTo(
                                        "no AWS credentials to read the names of the clusters (us-east-1) with: Profile file contained"
                                                + " no credentials for profile 'no-such-profile'; sign in with the AWS CLI or set AWS_PROFILE"));
    }

    @Test
    void nodeGroupDeletedInBetweenIsGone() {
        proxy.fail(
                "eks:DescribeNodegroup",
                Proxy.error(404, "ResourceNotFoundException", "No node group found for name: nodes."));

        ClusterNetwork network = network();

        assertThat(network.nodegroups()).isEmpty();
        assertThat(network.unread()).isEmpty();
    }

    @Test
    void deletedLaunchTemplateIsAFailedRead() {
        proxy.fail(
                "ec2:DescribeLaunchTemplateVersions",
                Proxy.error(400, "InvalidLaunchTemplateId.NotFound", "The specified launch template does not exist."));

        assertThat(network().launchTemplates().values())
                .singleElement()
                .satisfies(read -> assertThat(read)
                        .isInstanceOfSatisfying(
                                Read.Failed.class,
                                failed -> assertThat(failed.error())
                                        .contains("The specified launch template does not exist")));
    }

    @Test
    void unknownRegionIsNamed() {
        AwsAccess nowhere =
                AwsAccess.standard().with(new AwsAccess.Patience(Duration.ofSeconds(5), Duration.ofSeconds(10)));

        Networks networks = NetworkReader.of(nowhere.in("us-nowhere-9")).read(List.of());
        nowhere.close();

        assertThat(networks.unread())
                .singleElement()
                .satisfies(failed -> assertThat(failed.error())
                        .contains(
                                "us-nowhere-9 is not a Region this version knows, so see whether it is spelled right"));
    }

    @Test
    void nobodyAtTheEndpointIsSaid() {
        proxy.close();

        assertThat(read().unread())
                .singleElement()
                .satisfies(
                        failed -> assertThat(failed.error()).contains("see whether this machine reaches the endpoint"));
    }

    @Test
    void exclusionsAreReadPageByPageEvenThroughAnEmptyOne() {
        direct.in("us-east-1")
                .ec2()
                .modifyVpcBlockPublicAccessOptions(r -> r.internetGatewayBlockMode("block-ingress"));
        Iterator<String> pages = List.of(
                        exclusions("", "<nextToken>two</nextToken>"),
                        exclusions(exclusion("subnet-0a1"), "<nextToken>three</nextToken>"),
                        exclusions(exclusion("subnet-0b2"), ""))
                .iterator();
        proxy.fail(
                "ec2:DescribeVpcBlockPublicAccessExclusions",
                exchange -> Proxy.answer("text/xml", pages.next()).answer(exchange));

        assertThat(network()
                        .vpc()
                        .blockPublicAccess()
                        .map(block -> block.exclusions().stream()
                                .map(BlockPublicAccess.Exclusion::resourceId)
                                .toList()))
                .isEqualTo(Read.of(List.of("subnet-0a1", "subnet-0b2")));
    }

    private static String exclusions(String items, String token) {
        return "<DescribeVpcBlockPublicAccessExclusionsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<vpcBlockPublicAccessExclusionSet>" + items + "</vpcBlockPublicAccessExclusionSet>" + token
                + "</DescribeVpcBlockPublicAccessExclusionsResponse>";
    }

    private static String exclusion(String subnet) {
        return "<item><exclusionId>vpcbpa-exclude-" + subnet + "</exclusionId>"
                + "<internetGatewayExclusionMode>allow-egress</internetGatewayExclusionMode>"
                + "<resourceArn>arn:aws:ec2:us-east-1:123456789012:subnet/" + subnet + "</resourceArn>"
                + "<state>create-complete</state></item>";
    }
}
