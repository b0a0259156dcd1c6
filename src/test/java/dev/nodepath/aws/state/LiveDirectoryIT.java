package dev.nodepath.aws.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.aws.AwsClients;
import dev.nodepath.local.Moto;
import dev.nodepath.local.Proxy;
import dev.nodepath.local.SampleVpc;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.Ec2Client;

class LiveDirectoryIT {

    private final Moto moto = Moto.empty();
    private final Proxy proxy = new Proxy(moto);
    private final AwsClients aws = moto.access().in("us-east-1");
    private final LiveDirectory directory =
            new LiveDirectory(Moto.access(proxy.url()).in("us-east-1"));

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void everyKindOfResourceLeadsToItsVpcInACallEach() {
        Ec2Client ec2 = aws.ec2();
        SampleVpc vpc = SampleVpc.create(aws, 2).withNode("demo");
        SampleVpc peer = SampleVpc.create(aws, 1);
        String group = ec2.createSecurityGroup(
                        r -> r.groupName("nodes").description("nodes").vpcId(vpc.id()))
                .groupId();
        String endpoint = ec2.createVpcEndpoint(r -> r.vpcId(vpc.id()).serviceName("com.amazonaws.us-east-1.s3"))
                .vpcEndpoint()
                .vpcEndpointId();
        var instance = ec2.describeInstances(r -> {})
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
        String eni = instance.networkInterfaces().getFirst().networkInterfaceId();
        String peering = ec2.createVpcPeeringConnection(r -> r.vpcId(vpc.id()).peerVpcId(peer.id()))
                .vpcPeeringConnection()
                .vpcPeeringConnectionId();
        Set<String> here = Set.of(vpc.id());

        assertThat(directory.vpcsOf(Set.of(
                        vpc.privateSubnetIds().getFirst(),
                        vpc.privateSubnetIds().getLast(),
                        vpc.privateTableId(),
                        vpc.natGatewayId(),
                        vpc.networkAclId(),
                        group,
                        endpoint,
                        instance.instanceId(),
                        eni,
                        peering,
                        "subnet-0dead0dead0dead00",
                        "rtbassoc-0dead0dead0dead00",
                        "lt-0dead0dead0dead00")))
                .isEqualTo(Map.of(
                        vpc.privateSubnetIds().getFirst(),
                        here,
                        vpc.privateSubnetIds().getLast(),
                        here,
                        vpc.privateTableId(),
                        here,
                        vpc.natGatewayId(),
                        here,
                        vpc.networkAclId(),
                        here,
                        group,
                        here,
                        endpoint,
                        here,
                        instance.instanceId(),
                        here,
                        eni,
                        here,
                        peering,
                        Set.of(vpc.id(), peer.id())));
        assertThat(proxy.calls()).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void nothingToAskAsksNothing() {
        assertThat(directory.vpcsOf(Set.of("rtbassoc-0a1"))).isEmpty();
        assertThat(directory.clustersOf(Set.of())).isEmpty();
        assertThat(proxy.calls()).isEmpty();
    }

    @Test
    void autoScalingGroupLeadsToTheClustersOfItsTags() {
        SampleVpc vpc = SampleVpc.create(aws, 1);
        aws.ec2()
                .createLaunchTemplate(
                        r -> r.launchTemplateName("nodes").launchTemplateData(d -> d.imageId("ami-12c6146b")));
        Map<String, String> tags = Map.of("demo-nodes", "kubernetes.io/cluster/demo", "web", "team");
        tags.forEach((name, key) -> aws.autoScaling()
                .createAutoScalingGroup(r -> r.autoScalingGroupName(name)
                        .minSize(0)
                        .maxSize(0)
                        .launchTemplate(t -> t.launchTemplateName("nodes").version("1"))
                        .vpcZoneIdentifier(vpc.privateSubnetIds().getFirst())
                        .tags(Tag.builder()
                                .key(key)
                                .value("owned")
                                .propagateAtLaunch(true)
                                .build())));

        assertThat(directory.clustersOf(Set.of("demo-nodes", "web", "gone")))
                .isEqualTo(Map.of("demo-nodes", Set.of("demo"), "web", Set.of()));
    }

    @Test
    void whatIsDeniedStaysUnknown() {
        proxy.fail("ec2:DescribeRouteTables", Proxy.denied("ec2:DescribeRouteTables"));
        proxy.fail(
                "autoscaling:DescribeAutoScalingGroups",
                Proxy.error(403, "AccessDenied", "not authorized to perform: autoscaling:DescribeAutoScalingGroups"));

        assertThat(directory.vpcsOf(Set.of(SampleVpc.create(aws, 1).privateTableId())))
                .isEmpty();
        assertThat(directory.clustersOf(Set.of("demo-nodes"))).isEmpty();
    }

    @Test
    void whatAwsWasTooBusyForHasToBeAskedAgain() {
        proxy.fail("ec2:DescribeRouteTables", Proxy.error(503, "RequestLimitExceeded", "Request limit exceeded."));

        assertThatThrownBy(() -> directory.vpcsOf(Set.of("rtb-0a1")))
                .isInstanceOf(Whereabouts.NotAnswered.class)
                .hasMessage("AWS did not say where the changed resources are: Request limit exceeded.");
    }
}
