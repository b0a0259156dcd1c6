package dev.nodepath.change;

import static dev.nodepath.change.SampleEvent.configurationItem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodepath.change.Change.AutoScalingGroupChanged;
import dev.nodepath.change.Change.ClusterChanged;
import dev.nodepath.change.Change.NetworkChanged;
import dev.nodepath.change.Change.NotOurs;
import dev.nodepath.change.Change.RegionChanged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationItemTest {

    @Test
    void deletedRouteTableStillNamesItsVpc() {
        assertThat(configurationItem("""
                {"resourceType": "AWS::EC2::RouteTable", "resourceId": "rtb-0a1", "configurationItemStatus": "ResourceDeleted",
                 "configuration": null,
                 "relationships": [{"resourceType": "AWS::EC2::VPC", "resourceId": "vpc-0b2", "name": "Is contained in Vpc"}]}""")).isInstanceOfSatisfying(NetworkChanged.class, change -> {
            assertThat(change.vpcIds()).containsExactly("vpc-0b2");
            assertThat(change.resourceIds()).containsExactly("rtb-0a1");
            assertThat(change.origin().changedBy()).isEmpty();
        });
    }

    @Test
    void clusterIsNamedByItsArn() {
        assertThat(configurationItem("""
                {"resourceType": "AWS::EKS::Cluster", "resourceId": "demo", "resourceName": "demo",
                 "ARN": "arn:aws:eks:us-east-1:123456789012:cluster/demo"}""")).isInstanceOfSatisfying(ClusterChanged.class, change -> {
            assertThat(change.clusterName()).isEqualTo("demo");
            assertThat(change.settlesLater()).isTrue();
        });
    }

    @Test
    void clusterIsNamedByItsNameWhereThereIsNoArn() {
        assertThat(configurationItem("{\"resourceType\": \"AWS::EKS::Cluster\", \"resourceName\": \"demo\"}"))
                .isInstanceOf(ClusterChanged.class);
    }

    @Test
    void fargateProfileNamesItsClusterInItsArn() {
        assertThat(configurationItem("""
                {"resourceType": "AWS::EKS::FargateProfile", "resourceId": "default",
                 "ARN": "arn:aws:eks:us-east-1:123456789012:fargateprofile/demo/default/12ab34cd"}""")).isInstanceOfSatisfying(ClusterChanged.class, change -> {
            assertThat(change.clusterName()).isEqualTo("demo");
            assertThat(change.settlesLater()).isFalse();
        });
    }

    @Test
    void fargateProfileWithoutArnWidensToTheRegion() {
        assertThat(configurationItem("{\"resourceType\": \"AWS::EKS::FargateProfile\", \"resourceId\": \"default\"}"))
                .isInstanceOf(RegionChanged.class);
    }

    @Test
    void autoScalingGroupIsKnownByItsName() {
        assertThat(configurationItem(
                        "{\"resourceType\": \"AWS::AutoScaling::AutoScalingGroup\", \"resourceName\": \"demo-nodes\"}"))
                .isInstanceOfSatisfying(
                        AutoScalingGroupChanged.class,
                        change -> assertThat(change.groupName()).isEqualTo("demo-nodes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS::EC2::DHCPOptions",
                "AWS::EC2::VPCBlockPublicAccessOptions",
                "AWS::EC2::VPCBlockPublicAccessExclusion"
            })
    void whatBelongsToNoVpcCanTouchAnyClusterOfTheRegion(String type) {
        assertThat(configurationItem("{\"resourceType\": \"%s\", \"resourceId\": \"x\"}".formatted(type)))
                .isInstanceOfSatisfying(
                        RegionChanged.class, change -> assertThat(change.why()).contains(type));
    }

    @ParameterizedTest
    @CsvSource({"AWS::EC2::LaunchTemplate, lt-0a1", "AWS::EC2::PrefixList, pl-0a1"})
    void whatSeveralVpcsMayUseIsKnownByItsIdAlone(String type, String id) {
        assertThat(configurationItem("""
                {"resourceType": "%s", "resourceId": "%s", "configuration": {"groupId": "sg-0b2"},
                 "relationships": [{"resourceType": "AWS::EC2::VPC", "resourceId": "vpc-0b2"}]}""".formatted(type, id))).isInstanceOfSatisfying(NetworkChanged.class, change -> {
            assertThat(change.vpcIds()).isEmpty();
            assertThat(change.resourceIds()).containsExactly(id);
        });
    }

    @Test
    void itemTooLargeToSendComesAsASummary() {
        assertThat(SampleEvent.change(SampleEvent.envelope("aws.config", "Config Configuration Item Change", """
                        {"messageType": "OversizedConfigurationItemChangeNotification", "configurationItemSummary":
                         {"resourceType": "AWS::EC2::SecurityGroup", "resourceId": "sg-0a1"}}""")))
                .isInstanceOfSatisfying(
                        NetworkChanged.class,
                        change -> assertThat(change.resourceIds()).containsExactly("sg-0a1"));
    }

    @Test
    void typeThatIsNotReadIsNotOurs() {
        assertThat(configurationItem("{\"resourceType\": \"AWS::EC2::Volume\", \"resourceId\": \"vol-0a1\"}"))
                .isInstanceOfSatisfying(
                        NotOurs.class,
                        change ->
                                assertThat(change.why()).isEqualTo("AWS::EC2::Volume is nothing that Nodepath reads."));
    }

    @Test
    void itemWithoutTypeIsUnreadable() {
        assertThatThrownBy(() -> configurationItem("{\"resourceId\": \"rtb-0a1\"}"))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("configurationItem.resourceType");
    }
}
