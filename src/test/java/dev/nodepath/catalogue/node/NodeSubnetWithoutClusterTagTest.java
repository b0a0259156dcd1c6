package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;

/** ND-010: Node subnets are tagged like the cluster's own, where those are. */
class NodeSubnetWithoutClusterTagTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The cluster's own subnets carry its tag, and a further node subnet does not.",
                further().subnet("subnet-private-a", subnet -> subnet.tag("kubernetes.io/cluster/demo", "shared")));
    }

    @Override
    public Example right() {
        return new Example(
                "The cluster's own subnets carry its tag, and so does a further node subnet.",
                further().everySubnet(subnet -> subnet.tag("kubernetes.io/cluster/demo", "shared")));
    }

    private static TestNetwork further() {
        return TestNetwork.publicAndPrivate()
                .addSubnet("subnet-private-c", 'c', "10.0.12.0/24")
                .associate("subnet-private-c", "rtb-private-a")
                .nodesIn("subnet-private-a", "subnet-private-c");
    }

    @Test
    void onlyTheClustersOwnSubnetsAreTagged() {
        TestNetwork network =
                further().subnet("subnet-private-a", subnet -> subnet.tag("kubernetes.io/cluster/demo", "shared"));
        Result result = violation("ND-010", network);
        assertThat(result.severity()).isEqualTo(Severity.INFO);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-c"));
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-tags --region us-east-1 --resources subnet-private-c --tags"
                        + " Key=kubernetes.io/cluster/demo,Value=shared");
    }

    @Test
    void allAreTagged() {
        compliant("ND-010", further().everySubnet(subnet -> subnet.tag("kubernetes.io/cluster/demo", "shared")));
    }

    @Test
    void nobodyTagsSubnetsAnyMore() {
        notApplicable("ND-010", further());
    }

    @Test
    void tagsOfSharedSubnetsAreNotShown() {
        TestNetwork network = further()
                .subnet("subnet-private-a", subnet -> subnet.tag("kubernetes.io/cluster/demo", "shared"))
                .subnet("subnet-private-c", subnet -> subnet.ownedBy("999999999999"));
        assertThat(results("ND-010", network)).isEmpty();
    }
}
