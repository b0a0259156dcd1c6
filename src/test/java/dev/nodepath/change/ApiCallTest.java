package dev.nodepath.change;

import static dev.nodepath.change.SampleEvent.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.change.Change.AutoScalingGroupChanged;
import dev.nodepath.change.Change.ClusterChanged;
import dev.nodepath.change.Change.NetworkChanged;
import dev.nodepath.change.Change.NotOurs;
import dev.nodepath.change.Change.RegionChanged;
import dev.nodepath.finding.ChangedBy;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.RequestedConfig;
import dev.nodepath.rule.Need;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiCallTest {

    @Test
    void routeNamesItsTableAndItsTarget() {
        NetworkChanged change = network(call(
                "ec2",
                "CreateRoute",
                "{\"routeTableId\": \"rtb-0a1\", \"destinationCidrBlock\": \"0.0.0.0/0\", \"natGatewayId\": \"nat-0b2\"}",
                "{\"requestId\": \"006ba0ca-9857\", \"_return\": true}"));

        assertThat(change.vpcIds()).isEmpty();
        assertThat(change.resourceIds()).containsExactlyInAnyOrder("rtb-0a1", "nat-0b2");
    }

    @Test
    void updateSaysWhatWillBeAndLeavesTheRestAsItIs() {
        Change change = call("eks", "UpdateClusterConfig", """
                        {"name": "demo", "resourcesVpcConfig": {"endpointPrivateAccess": false,
                         "publicAccessCidrs": ["192.0.2.0/24"], "subnetIds": ["subnet-0a1"]}}""", "{}");

        assertThat(change)
                .isInstanceOfSatisfying(
                        Change.ClusterChanged.class,
                        cluster -> assertThat(cluster.requested())
                                .contains(new RequestedConfig(
                                        Optional.empty(),
                                        Optional.of(false),
                                        List.of(Cidr.parse("192.0.2.0/24")),
                                        List.of("subnet-0a1"),
                                        List.of())));
    }

    @Test
    void updateOfSomethingElseAsksForNothingOfTheNetwork() {
        Change change = call("eks", "UpdateClusterConfig", """
                        {"name": "demo", "logging": {"clusterLogging": []}}""", "{}");

        assertThat(change)
                .isInstanceOfSatisfying(
                        Change.ClusterChanged.class,
                        cluster -> assertThat(cluster.requested()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "203.0.113.0/33", " 203.0.113.0/24", ""})
    void updateWithABlockThatCannotBeReadIsOfTheClusterAndForetellsNothing(String cidr) {
        Change change = call("eks", "UpdateClusterConfig", """
                        {"name": "demo", "resourcesVpcConfig": {"publicAccessCidrs": ["192.0.2.0/24", "%s"]}}""".formatted(cidr), "{}");

        assertThat(change).isInstanceOfSatisfying(ClusterChanged.class, cluster -> {
            assertThat(cluster.clusterName()).isEqualTo("demo");
            assertThat(cluster.settlesLater()).isTrue();
            assertThat(cluster.requested()).isEmpty();
        });
    }

    @Test
    void idsAreFoundInsideAnyWrapper() {
        NetworkChanged change = network(call("ec2", "DeleteTransitGatewayVpcAttachment", """
                        {"DelTGwVpcAttachReq": {"TransitGatewayAttachmentId": "tgw-attach-0a1"}}""", """
                        {"DeleteTransitGatewayVpcAttachmentResponse": {"xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/",
                         "transitGatewayVpcAttachment": {"transitGatewayAttachmentId": "tgw-attach-0a1",
                          "transitGatewayId": "tgw-0b2", "vpcId": "vpc-0c3", "state": "deleting"}}}"""));

        assertThat(change.vpcIds()).containsExactly("vpc-0c3");
        assertThat(change.resourceIds()).containsExactly("tgw-attach-0a1");
    }

    @Test
    void listOfOneThatCollapsedToAnObjectIsReadToo() {
        NetworkChanged change = network(call("ec2", "DeleteVpcEndpoints", """
                        {"DeleteVpcEndpointsRequest": {"VpcEndpointId": {"tag": 1, "content": "vpce-0a1"}}}""", """
                        {"DeleteVpcEndpointsResponse": {"unsuccessful": ""}}"""));

        assertThat(change.resourceIds()).containsExactly("vpce-0a1");
    }

    @Test
    void vpcOfAPeersGroupIsNotTheVpcOfTheGroupThatChanged() {
        NetworkChanged change = network(call("ec2", "AuthorizeSecurityGroupIngress", """
                        {"groupId": "sg-0a1", "ipPermissions": {"items": [{"ipProtocol": "tcp", "groups": {"items":
                         [{"groupId": "sg-0b2", "vpcId": "vpc-0c3", "vpcPeeringConnectionId": "pcx-0d4"}]}}]}}""", "{\"_return\": true}"));

        assertThat(change.vpcIds()).isEmpty();
        assertThat(change.resourceIds()).contains("sg-0a1", "sg-0b2");
    }

    @Test
    void associationOnItsOwnIsKept() {
        assertThat(network(call(
                                "ec2",
                                "DisassociateRouteTable",
                                "{\"associationId\": \"rtbassoc-0a1\"}",
                                "{\"_return\": true}"))
                        .resourceIds())
                .containsExactly("rtbassoc-0a1");
    }

    @ParameterizedTest
    @CsvSource({"name", "clusterName"})
    void clusterIsNamedAsTodayAndAsIn2018(String field) {
        assertThat(call(
                        "eks",
                        "CreateNodegroup",
                        "{\"%s\": \"demo\", \"nodegroupName\": \"ng\"}".formatted(field),
                        "null"))
                .isInstanceOfSatisfying(ClusterChanged.class, change -> {
                    assertThat(change.clusterName()).isEqualTo("demo");
                    assertThat(change.settlesLater()).isFalse();
                });
    }

    @Test
    void updateOfAClusterSettlesLater() {
        assertThat(call(
                        "eks",
                        "UpdateClusterConfig",
                        "{\"name\": \"demo\"}",
                        "{\"update\": {\"status\": \"InProgress\"}}"))
                .isInstanceOfSatisfying(
                        ClusterChanged.class,
                        change -> assertThat(change.settlesLater()).isTrue());
    }

    @Test
    void clusterNameThatEksWouldNotAcceptWidensToTheRegion() {
        assertThat(call("eks", "DeleteCluster", "{\"name\": \"../../etc\"}", "null"))
                .isInstanceOfSatisfying(
                        RegionChanged.class,
                        change -> assertThat(change.why())
                                .isEqualTo("DeleteCluster does not say which cluster it was about."));
    }

    @Test
    void autoScalingGroupIsKnownByItsName() {
        assertThat(call("autoscaling", "DeleteAutoScalingGroup", "{\"autoScalingGroupName\": \"demo-nodes\"}", "null"))
                .isInstanceOfSatisfying(
                        AutoScalingGroupChanged.class,
                        change -> assertThat(change.groupName()).isEqualTo("demo-nodes"));
    }

    @ParameterizedTest
    @CsvSource({
        "ModifyVpcBlockPublicAccessOptions, '{\"ModifyVpcBlockPublicAccessOptionsRequest\": {\"InternetGatewayBlockMode\": \"off\"}}'",
        "CreateVpcBlockPublicAccessExclusion, '{\"CreateVpcBlockPublicAccessExclusionRequest\": {\"SubnetId\": \"subnet-0a1\"}}'",
    })
    void whatBelongsToTheAccountCanTouchAnyClusterOfTheRegion(String call, String request) {
        assertThat(call("ec2", call, request, "null"))
                .isInstanceOfSatisfying(
                        RegionChanged.class,
                        change -> assertThat(change.why()).isEqualTo(call + " can touch any cluster of the Region."));
    }

    @ParameterizedTest
    @CsvSource({
        "CreateLaunchTemplateVersion, lt-0a1, '{\"CreateLaunchTemplateVersionRequest\": {\"LaunchTemplateId\": \"lt-0a1\", \"SecurityGroupId\": \"sg-0b2\", \"VpcId\": \"vpc-0c3\"}}'",
        "DeleteLaunchTemplate, lt-0a1, '{\"DeleteLaunchTemplateRequest\": {\"LaunchTemplateId\": \"lt-0a1\"}}'",
        "ModifyManagedPrefixList, pl-0a1, '{\"ModifyManagedPrefixListRequest\": {\"PrefixListId\": \"pl-0a1\"}}'"
    })
    void whatSeveralVpcsMayUseIsKnownByItsIdAlone(String call, String id, String request) {
        NetworkChanged change = network(call("ec2", call, request, "null"));

        assertThat(change.vpcIds()).isEmpty();
        assertThat(change.resourceIds()).containsExactly(id);
    }

    @Test
    void launchTemplateThatIsCalledByItsNameIsFoundInTheAnswer() {
        assertThat(network(
                                call(
                                        "ec2",
                                        "DeleteLaunchTemplate",
                                        "{\"DeleteLaunchTemplateRequest\": {\"LaunchTemplateName\": \"nodes\"}}",
                                        "{\"DeleteLaunchTemplateResponse\": {\"launchTemplate\": {\"launchTemplateId\": \"lt-0a1\"}}}"))
                        .resourceIds())
                .containsExactly("lt-0a1");
        assertThat(call(
                        "ec2",
                        "DeleteLaunchTemplate",
                        "{\"DeleteLaunchTemplateRequest\": {\"LaunchTemplateName\": \"nodes\"}}",
                        "null"))
                .isInstanceOf(RegionChanged.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ec2, CreateRoute",
        "eks, UpdateClusterConfig",
        "autoscaling, CreateAutoScalingGroup",
        "ec2, CreateTags",
    })
    void callTooLargeForItsParametersWidensToTheRegion(String service, String call) {
        assertThat(call(service, call, "\"requestParameters\": null"))
                .isInstanceOfSatisfying(
                        RegionChanged.class, change -> assertThat(change.why()).contains("above 100 KB"));
    }

    @Test
    void callWithoutAnyIdWidensToTheRegion() {
        assertThat(call("ec2", "ReleaseAddress", "{\"publicIp\": \"198.51.100.7\"}", "{\"_return\": true}"))
                .isInstanceOf(RegionChanged.class);
    }

    @Test
    void failedCallChangedNothing() {
        assertThat(
                        call(
                                "ec2",
                                "DeleteRoute",
                                "\"errorCode\": \"Client.UnauthorizedOperation\", \"requestParameters\": {\"routeTableId\": \"rtb-0a1\"}"))
                .isInstanceOfSatisfying(
                        NotOurs.class,
                        change -> assertThat(change.why())
                                .isEqualTo(
                                        "DeleteRoute failed with Client.UnauthorizedOperation, so it changed nothing."));
    }

    @ParameterizedTest
    @CsvSource({"ec2, RunInstances", "ec2, DescribeSubnets", "ecs, DeleteCluster", "s3, CreateTags", "ec2, MadeUpCall"})
    void callThatChangesNothingWeReadIsNotOurs(String service, String call) {
        assertThat(call(service, call, "{\"subnetId\": \"subnet-0a1\"}", "null"))
                .isInstanceOfSatisfying(
                        NotOurs.class,
                        change -> assertThat(change.why())
                                .isEqualTo(service + ":" + call + " changes nothing that Nodepath reads."));
    }

    @Test
    void readOnlyCallIsNotOurs() {
        assertThat(call("ec2", "CreateRoute", "\"readOnly\": true")).isInstanceOf(NotOurs.class);
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes.io/role/elb, subnet-0a1, true",
        "kubernetes.io/cluster/demo, sg-0a1, true",
        "Name, subnet-0a1, false",
        "kubernetes.io/created-for/pvc/name, vol-0a1, false",
        "kubernetes.io/cluster/demo, i-0a1, false",
    })
    void onlyTagsThatClustersLookAtAreOurs(String key, String id, boolean ours) {
        Change change = call("ec2", "CreateTags", """
                {"resourcesSet": {"items": [{"resourceId": "%s"}]}, "tagSet": {"items": [{"key": "%s", "value": "1"}]}}""".formatted(id, key), "{\"_return\": true}");

        if (ours) {
            assertThat(network(change).resourceIds()).containsExactly(id);
        } else {
            assertThat(change).isInstanceOf(NotOurs.class);
        }
    }

    @Test
    void deleteTagsWithoutKeysRemovesEveryTag() {
        assertThat(network(call(
                                "ec2",
                                "DeleteTags",
                                "{\"resourcesSet\": {\"items\": [{\"resourceId\": \"subnet-0a1\"}]}, \"tagSet\": {}}",
                                "{\"_return\": true}"))
                        .resourceIds())
                .containsExactly("subnet-0a1");
    }

    @Test
    void callerIsRemembered() {
        assertThat(call("eks", "UpdateClusterConfig", "{\"name\": \"demo\"}", "null")
                        .origin()
                        .changedBy())
                .contains(new ChangedBy(
                        "UpdateClusterConfig",
                        "2026-03-02T10:11:07Z",
                        "arn:aws:sts::123456789012:assumed-role/operators/dana"));
    }

    @Test
    void serviceThatCalledOnItsOwnIsThePrincipal() {
        assertThat(call("ec2", "CreateRoute", """
                        "userIdentity": {"type": "AWSService", "invokedBy": "autoscaling.amazonaws.com"},
                        "requestParameters": {"routeTableId": "rtb-0a1"}""").origin().changedBy().map(ChangedBy::principal))
                .contains("autoscaling.amazonaws.com");
    }

    @Test
    void accountAndRegionAreThoseOfTheEnvelope() {
        assertThat(call("eks", "DeleteCluster", """
                        "awsRegion": "eu-west-1", "recipientAccountId": "999999999999",
                        "requestParameters": {"name": "demo"}""").origin().place()).isEqualTo(SampleEvent.PLACE);
    }

    /** Whatever row is added to {@link Need}, its calls lead somewhere. */
    @Test
    void everyCallThatChangesWhatWeReadIsOurs() {
        for (Need need : Need.values()) {
            String service = need.action().substring(0, need.action().indexOf(':'));
            for (String call : need.changedBy()) {
                assertThat(call(service, call, "{\"some\": \"parameter\"}", "null"))
                        .as(service + ":" + call)
                        .isNotInstanceOf(NotOurs.class);
            }
        }
        assertThat(Arrays.stream(Need.values()).flatMap(need -> need.changedBy().stream()))
                .hasSizeGreaterThan(70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"eventSource\": \"ec2.amazonaws.com\"}", "{}"})
    void callWithoutANameIsUnreadable(String detail) {
        assertThatThrownBy(() ->
                        SampleEvent.change(SampleEvent.envelope("aws.ec2", "AWS API Call via CloudTrail", detail)))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessage("Event e-1 reports an API call but has no \"eventName\" in its \"detail\" to say which.");
    }

    private static NetworkChanged network(Change change) {
        return assertThat(change)
                .asInstanceOf(InstanceOfAssertFactories.type(NetworkChanged.class))
                .actual();
    }
}
