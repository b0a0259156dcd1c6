package dev.nodepath.catalogue.tag;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.AutoScalingGroup;
import dev.nodepath.network.Instance;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** TG-003: Self-managed nodes are tagged as owned by the cluster. */
class SelfManagedNodesNotTaggedTest implements RuleExamples {

    private static final String TAG = "kubernetes.io/cluster/demo";

    private static TestNetwork group(String value, String... propagated) {
        return TestNetwork.publicAndPrivate()
                .launchTemplate("lt-1", template -> template.groups("sg-cluster"))
                .autoScalingGroup(new AutoScalingGroup(
                        "asg-1",
                        TestNetwork.autoScalingGroupArn("asg-1"),
                        List.of("subnet-private-a"),
                        Optional.of(new LaunchTemplateRef("lt-1", "1")),
                        Map.of(TAG, value),
                        List.of(propagated)));
    }

    @Override
    public Example wrong() {
        return new Example(
                "An Auto Scaling group carries the cluster's tag and does not pass it on to its instances.",
                group("owned"));
    }

    @Override
    public Example right() {
        return new Example("An Auto Scaling group passes the cluster's tag on to its instances.", group("owned", TAG));
    }

    @Test
    void tagIsNotPassedOn() {
        Result result = violation("TG-003", group("owned"));
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource())
                .isEqualTo(new Resource("AwsAutoScalingAutoScalingGroup", TestNetwork.autoScalingGroupArn("asg-1")));
        assertThat(result.reason()).contains("asg-1 carries tag kubernetes.io/cluster/demo but does not pass it on");
        assertThat(result.remedy().commands())
                .containsExactly("aws autoscaling create-or-update-tags --region us-east-1 --tags"
                        + " ResourceId=asg-1,ResourceType=auto-scaling-group,Key=kubernetes.io/cluster/demo,Value=owned,"
                        + "PropagateAtLaunch=true");
    }

    @Test
    void launchTemplateMayTagTheInstancesInstead() {
        TestNetwork network = group("owned")
                .instance(new Instance(
                        "i-1",
                        "subnet-private-a",
                        "running",
                        List.of(),
                        List.of("sg-cluster"),
                        Map.of(TAG, "owned", "aws:autoscaling:groupName", "asg-1")));
        compliant("TG-003", network);
    }

    @Test
    void instancesThatAreUnreadMayBeTagged() {
        assertThat(unknown("TG-003", group("owned").unread(Need.INSTANCES)).reason())
                .isEqualTo("ec2:DescribeInstances gave no answer: AccessDenied.");
        compliant("TG-003", group("owned", TAG).unread(Need.INSTANCES));
    }

    @Test
    void sharedIsNotOwned() {
        Result result = violation("TG-003", group("shared", TAG));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.reason()).contains("the value \"shared\" instead of owned");
    }

    @Test
    void managedNodeGroupsTagTheirNodesThemselves() {
        assertThat(results("TG-003", TestNetwork.publicAndPrivate())).isEmpty();
    }

    @Test
    void passedOnTagIsCompliant() {
        compliant("TG-003", group("owned", TAG));
    }
}
