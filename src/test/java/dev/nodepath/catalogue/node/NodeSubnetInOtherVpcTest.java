package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;

/** ND-004: Node subnets are in the cluster's VPC. */
class NodeSubnetInOtherVpcTest {

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
