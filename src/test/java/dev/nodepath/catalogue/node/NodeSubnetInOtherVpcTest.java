package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
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

/** ND-004: Node subnets are in the cluster's VPC. */
class NodeSubnetInOtherVpcTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "An Auto Scaling group of another VPC carries the cluster's tag.",
                TestNetwork.publicAndPrivate()
                        .subnetElsewhere("subnet-elsewhere", "10.9.0.0/24")
                        .launchTemplate("lt-1", template -> template.groups("sg-cluster"))
                        .autoScalingGroup("asg-1", "lt-1", "subnet-elsewhere"));
    }

    @Override
    public Example right() {
        return new Example("All nodes run in the cluster's VPC.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The node groups could not be read.",
                TestNetwork.publicAndPrivate().unread(Need.NODEGROUPS)));
    }

    @Test
    void autoScalingGroupOfAnotherVpcCarriesTheTag() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnetElsewhere("subnet-elsewhere", "10.9.0.0/24")
                .launchTemplate("lt-1", template -> template.groups("sg-cluster"))
                .autoScalingGroup("asg-1", "lt-1", "subnet-elsewhere");
        Result result = violation("ND-004", network);
        assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-elsewhere"));
        assertThat(result.reason()).contains("asg/asg-1", "vpc-2", "vpc-1");
    }

    @Test
    void nodesInTheClustersVpcAreCompliant() {
        compliant("ND-004", TestNetwork.publicAndPrivate());
    }
}
