package dev.nodepath.catalogue.tag;

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

/** TG-002: A subnet tagged for other clusters is tagged for this one too. */
class SubnetTaggedForOtherClustersTest implements RuleExamples {

    private static TestNetwork taggedFor(String... clusters) {
        TestNetwork network = TestNetwork.publicAndPrivate();
        for (String cluster : clusters) {
            network.subnet("subnet-private-a", subnet -> subnet.tag("kubernetes.io/cluster/" + cluster, "shared"));
        }
        return network;
    }

    @Override
    public Example wrong() {
        return new Example(
                "A node subnet carries the tag of another cluster, and none of this one's.", taggedFor("other"));
    }

    @Override
    public Example right() {
        return new Example("A node subnet carries the tags of both clusters.", taggedFor("other", "demo"));
    }

    @Test
    void onlyAnotherClusterIsNamed() {
        Result result = violation("TG-002", taggedFor("other"));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.reason())
                .contains("carries kubernetes.io/cluster/other but not kubernetes.io/cluster/demo", "cluster demo");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 create-tags --region us-east-1 --resources subnet-private-a"
                        + " --tags Key=kubernetes.io/cluster/demo,Value=shared");
    }

    @Test
    void bothClustersAreNamed() {
        compliant("TG-002", taggedFor("other", "demo"));
    }

    @Test
    void nobodyTagsSubnetsAnyMore() {
        notApplicable("TG-002", taggedFor());
    }

    @Test
    void subnetsWithoutNodesOrControlPlaneAreNotJudged() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnet("subnet-public-a", subnet -> subnet.tag("kubernetes.io/cluster/other", "shared"));
        notApplicable("TG-002", network);
    }

    @Test
    void tagsOfSharedSubnetsAreNotShown() {
        assertThat(results("TG-002", taggedFor("other").sharedBy(TestNetwork.OTHER_ACCOUNT)))
                .isEmpty();
    }
}
