package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ND-003: A launch template leaves the public address to the subnet. */
class LaunchTemplateFightsSubnetTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The launch template of a node group in public subnets asks for no public address.",
                withTemplate(TestNetwork.publicOnly())
                        .launchTemplate("lt-1", template -> template.associatesPublicIp(false, "sg-cluster")));
    }

    @Override
    public Example right() {
        return new Example(
                "The launch template of a node group in public subnets leaves the public address to them.",
                withTemplate(TestNetwork.publicOnly())
                        .launchTemplate("lt-1", template -> template.networkInterface("sg-cluster")));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The launch template could not be read.",
                withTemplate(TestNetwork.publicOnly())
                        .launchTemplate("lt-1", template -> template.networkInterface("sg-cluster"))
                        .unread(Need.LAUNCH_TEMPLATES)));
    }

    private static TestNetwork withTemplate(TestNetwork network) {
        return network.nodegroup("workers", group -> group.launchTemplate("lt-1"));
    }

    @Test
    void templateDeniesThePublicAddress() {
        TestNetwork network = withTemplate(TestNetwork.publicOnly())
                .launchTemplate("lt-1", template -> template.associatesPublicIp(false, "sg-cluster"));
        Result result = violation("ND-003", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("lt-1"));
        assertThat(result.others())
                .contains(
                        Resource.nodegroup(TestNetwork.nodegroupArn("workers")),
                        Resource.ec2("subnet-public-a"),
                        Resource.ec2("subnet-public-b"));
    }

    @Test
    void severalInterfacesGetNoPublicAddress() {
        TestNetwork network = withTemplate(TestNetwork.publicOnly())
                .launchTemplate(
                        "lt-1",
                        template -> template.networkInterface("sg-cluster").networkInterface("sg-cluster"));
        assertThat(violation("ND-003", network).reason()).contains("has 2 network interfaces");
    }

    @Test
    void templateNamesASubnet() {
        TestNetwork network = withTemplate(TestNetwork.publicAndPrivate())
                .launchTemplate("lt-1", template -> template.namesSubnet("subnet-private-a"));
        Result result = violation("ND-003", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.reason()).contains("names a subnet");
        assertThat(result.others())
                .containsExactly(
                        Resource.nodegroup(TestNetwork.nodegroupArn("workers")),
                        Resource.ec2("subnet-private-a"),
                        Resource.ec2("subnet-private-b"));
    }

    @Test
    void templateIsFoundFaultWithOnce() {
        TestNetwork network = withTemplate(TestNetwork.publicOnly())
                .launchTemplate(
                        "lt-1",
                        template ->
                                template.associatesPublicIp(false, "sg-cluster").namesSubnet("subnet-public-a"));
        assertThat(violation("ND-003", network).reason()).contains("new nodes get no public IPv4 address");
    }

    @Test
    void templateGivesAddressesThatAreOfNoUse() {
        TestNetwork network = withTemplate(TestNetwork.publicAndPrivate())
                .launchTemplate("lt-1", template -> template.associatesPublicIp(true, "sg-cluster"));
        assertThat(violation("ND-003", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void templateGivesAddressesThatTheSubnetDenies() {
        TestNetwork network = withTemplate(TestNetwork.publicOnly())
                .everySubnet(subnet -> subnet.assignsPublicIps(false))
                .launchTemplate("lt-1", template -> template.associatesPublicIp(true, "sg-cluster"));
        compliant("ND-003", network);
    }

    @Test
    void selfManagedNodesFollowTheirTemplateToo() {
        TestNetwork network = TestNetwork.publicOnly()
                .withoutNodegroups()
                .autoScalingGroup("asg-1", "lt-1", "subnet-public-a")
                .launchTemplate("lt-1", template -> template.associatesPublicIp(false, "sg-cluster"));
        assertThat(violation("ND-003", network).others())
                .contains(new Resource("AwsAutoScalingAutoScalingGroup", TestNetwork.autoScalingGroupArn("asg-1")));
    }

    @Test
    void unreadTemplateDecidesNothing() {
        TestNetwork network = withTemplate(TestNetwork.publicOnly())
                .launchTemplate("lt-1", template -> template.networkInterface("sg-cluster"))
                .unread(Need.LAUNCH_TEMPLATES);
        assertThat(unknown("ND-003", network).reason()).contains("lt-1");
    }

    @Test
    void templateThatLeavesItToTheSubnetIsCompliant() {
        compliant(
                "ND-003",
                withTemplate(TestNetwork.publicOnly())
                        .launchTemplate("lt-1", template -> template.networkInterface("sg-cluster")));
    }

    @Test
    void nodesOfPrivateSubnetsMayHaveATemplateThatLeavesItToThem() {
        compliant(
                "ND-003",
                withTemplate(TestNetwork.publicAndPrivate())
                        .launchTemplate("lt-1", template -> template.networkInterface("sg-cluster")));
    }

    @Test
    void selfManagedNodesHaveNoUseForAddressesInPrivateSubnetsEither() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutNodegroups()
                .autoScalingGroup("asg-1", "lt-1", "subnet-private-a")
                .launchTemplate("lt-1", template -> template.associatesPublicIp(true, "sg-cluster"));
        Result result = violation("ND-003", network);
        assertThat(result.reason()).contains("(Auto Scaling group asg-1) gives nodes in private subnets");
        assertThat(result.others())
                .containsExactly(
                        new Resource("AwsAutoScalingAutoScalingGroup", TestNetwork.autoScalingGroupArn("asg-1")),
                        Resource.ec2("subnet-private-a"));
    }
}
