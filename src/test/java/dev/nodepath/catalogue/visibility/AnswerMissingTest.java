package dev.nodepath.catalogue.visibility;

import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.catalogue.Rules;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SH-002: AWS answers every question the rules ask. */
class AnswerMissingTest implements RuleExamples {

    @Override
    public Verdict worst() {
        return Verdict.INSUFFICIENT_DATA;
    }

    @Override
    public Example wrong() {
        return new Example(
                "The role may not describe NAT gateways.",
                TestNetwork.publicAndPrivate().unread(Need.NAT_GATEWAYS));
    }

    @Override
    public Example right() {
        return new Example("Every call was answered.", TestNetwork.publicAndPrivate());
    }

    @Test
    void deniedCallIsNamedWithTheRulesThatNeedIt() {
        Result result = unknown("SH-002", TestNetwork.publicAndPrivate().unread(Need.NAT_GATEWAYS));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(new Resource("AwsIamAction", "ec2:DescribeNatGateways"));
        assertThat(result.others()).containsExactly(Resource.cluster(TestNetwork.CLUSTER_ARN));
        List<String> needing = Rules.all().stream()
                .filter(rule -> rule.card().needs().contains(Need.NAT_GATEWAYS))
                .map(rule -> rule.card().id())
                .toList();
        assertThat(needing).contains("EP-002", "RT-003").doesNotContain("EP-001");
        assertThat(result.reason())
                .isEqualTo(
                        "ec2:DescribeNatGateways gave no answer for cluster demo (AccessDenied); rules that need it: "
                                + String.join(", ", needing) + ".");
        assertThat(result.remedy().text()).startsWith("Allow the role the action");
    }

    @Test
    void eachCallIsNamedOnce() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .unread(Need.NODEGROUPS, Need.VPC_ATTRIBUTES)
                .nodegroup("others", group -> group.in("subnet-private-a"));
        assertThat(results("SH-002", network))
                .extracting(result -> result.resource().id())
                .containsExactly("ec2:DescribeVpcAttribute", "eks:DescribeNodegroup");
    }

    @Test
    void clusterOnAnOutpostIsAskedAboutToo() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .cluster(c -> c.kind(Cluster.Kind.OUTPOST))
                .unread(Need.DHCP_OPTIONS);
        assertThat(unknown("SH-002", network).resource().id()).isEqualTo("ec2:DescribeDhcpOptions");
    }

    @Test
    void whereAllIsAnsweredThereIsNothingToSay() {
        assertThat(results("SH-002", TestNetwork.publicAndPrivate())).isEmpty();
    }
}
