package dev.nodepath.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.aws.AwsAccess;
import dev.nodepath.aws.read.NetworkReader;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.finding.Assessment;
import dev.nodepath.local.Moto;
import dev.nodepath.local.SampleVpc;
import dev.nodepath.network.Networks;
import dev.nodepath.report.Ink;
import dev.nodepath.report.Report;
import dev.nodepath.report.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/** A network read live over HTTP and the same one captured and read back give the same report, byte by byte. */
class LiveEqualsSnapshotIT {

    @TempDir
    private Path folder = Path.of("");

    private final Moto moto = Moto.empty();
    private final AwsAccess access = moto.access();

    @AfterEach
    void close() {
        access.close();
    }

    static Stream<Arguments> situations() {
        return Stream.of(
                situation("nodes behind a NAT gateway", "REACHABLE", vpc -> {}),
                situation("the default route is gone", "EP-007", SampleVpc::deleteRouteToNatGateway),
                situation(
                        "the NAT gateway is deleted",
                        "RT-003",
                        vpc -> vpc.aws().ec2().deleteNatGateway(r -> r.natGatewayId(vpc.natGatewayId()))),
                situation(
                        "the NAT gateway stands in a private subnet",
                        "RT-004",
                        vpc -> vpc.aws()
                                .ec2()
                                .deleteRoute(
                                        r -> r.routeTableId(vpc.publicTableId()).destinationCidrBlock("0.0.0.0/0"))),
                situation("the internet gateway is detached", "RT-002", LiveEqualsSnapshotIT::detachInternetGateway),
                situation(
                        "the endpoint admits an office only",
                        "EP-003",
                        vpc -> vpc.aws()
                                .eks()
                                .updateClusterConfig(r -> r.name("demo")
                                        .resourcesVpcConfig(c ->
                                                c.endpointPublicAccess(true).publicAccessCidrs("192.0.2.0/24")))),
                situation(
                        "the private endpoint alone is on",
                        "PRIVATE_ONLY",
                        vpc -> vpc.aws()
                                .eks()
                                .updateClusterConfig(r -> r.name("demo")
                                        .resourcesVpcConfig(c ->
                                                c.endpointPrivateAccess(true).endpointPublicAccess(false)))),
                situation("the network ACL admits no answers", "NA-001", LiveEqualsSnapshotIT::admitOnlyTheVpc),
                situation(
                        "private subnets assign public addresses",
                        "ND-002",
                        vpc -> vpc.privateSubnetIds()
                                .forEach(subnet -> vpc.aws()
                                        .ec2()
                                        .modifySubnetAttribute(
                                                r -> r.subnetId(subnet).mapPublicIpOnLaunch(v -> v.value(true))))),
                situation(
                        "the VPC has no DNS hostnames",
                        "EP-005",
                        vpc -> vpc.aws()
                                .ec2()
                                .modifyVpcAttribute(r -> r.vpcId(vpc.id()).enableDnsHostnames(v -> v.value(false)))),
                situation(
                        "a launch template denies public addresses",
                        "nodegroup/own",
                        vpc -> vpc.withLaunchTemplate("demo", "own")),
                situation("a self-managed node runs", "instances", vpc -> vpc.withNode("demo")));
    }

    private static Arguments situation(String name, String shows, Consumer<SampleVpc> change) {
        return Arguments.argumentSet(name, shows, change);
    }

    @ParameterizedTest
    @MethodSource("situations")
    void aCapturedNetworkIsReportedAsTheLiveOne(String shows, Consumer<SampleVpc> change) throws Exception {
        change.accept(
                SampleVpc.create(access.in("us-east-1"), 2).withCluster("demo").withNodegroup("demo", "nodes"));

        String live = report(NetworkReader.of(access.in("us-east-1")).read(List.of()));
        Capture.write(access.in("us-east-1"), List.of(), folder);
        String captured = report(Snapshot.read(folder).networks(List.of()));

        assertThat(live).contains(shows);
        assertThat(captured).isEqualTo(live);
    }

    private static String report(Networks networks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Assessment> clusters = networks.networks().stream()
                .map(network -> Assessment.of(Rules.evaluate(network), Optional.empty()))
                .toList();
        ReportFormat.JSON.write(Report.of(clusters, networks.unread()), Ink.PLAIN, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void detachInternetGateway(SampleVpc vpc) {
        vpc.aws().ec2().describeInternetGateways().internetGateways().stream()
                .filter(gateway ->
                        gateway.attachments().stream().anyMatch(a -> vpc.id().equals(a.vpcId())))
                .forEach(gateway -> vpc.aws()
                        .ec2()
                        .detachInternetGateway(r ->
                                r.internetGatewayId(gateway.internetGatewayId()).vpcId(vpc.id())));
    }

    private static void admitOnlyTheVpc(SampleVpc vpc) {
        String acl = vpc.networkAclId();
        vpc.aws()
                .ec2()
                .deleteNetworkAclEntry(r -> r.networkAclId(acl).ruleNumber(100).egress(false));
        vpc.aws()
                .ec2()
                .createNetworkAclEntry(r -> r.networkAclId(acl)
                        .ruleNumber(100)
                        .egress(false)
                        .protocol("-1")
                        .ruleAction(RuleAction.ALLOW)
                        .cidrBlock("10.0.0.0/16"));
    }
}
