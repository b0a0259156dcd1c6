package dev.nodepath.catalogue.tag;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TG-001: Role tags for load balancers are on subnets of the right kind. */
class LoadBalancerTagOnWrongSubnetTest implements RuleExamples {

    private static final String PUBLIC = "kubernetes.io/role/elb";
    private static final String INTERNAL = "kubernetes.io/role/internal-elb";

    private static TestNetwork tagged(String subnetId, String tag, String value) {
        return TestNetwork.publicAndPrivate().subnet(subnetId, subnet -> subnet.tag(tag, value));
    }

    @Override
    public Example wrong() {
        return new Example(
                "A private subnet carries the tag for internet-facing load balancers.",
                tagged("subnet-private-a", PUBLIC, "1"));
    }

    @Override
    public Example right() {
        return new Example(
                "A public subnet carries the tag for internet-facing load balancers, a private one that for internal ones.",
                tagged("subnet-public-a", PUBLIC, "1").subnet("subnet-private-a", subnet -> subnet.tag(INTERNAL, "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", ""})
    void privateSubnetIsTaggedForTheInternet(String value) {
        Result result = violation("TG-001", tagged("subnet-private-a", PUBLIC, value));
        assertThat(result.severity()).isEqualTo(Severity.LOW);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("rtb-private-a"));
        assertThat(result.reason())
                .isEqualTo(
                        "Subnet subnet-private-a carries tag kubernetes.io/role/elb, but route table rtb-private-a does"
                                + " not lead to an internet gateway.");
        assertThat(result.remedy().commands())
                .containsExactly("aws ec2 delete-tags --region us-east-1 --resources subnet-private-a"
                        + " --tags Key=kubernetes.io/role/elb");
    }

    @Test
    void publicSubnetIsTaggedForInternalBalancers() {
        Result result = violation("TG-001", tagged("subnet-public-a", INTERNAL, "1"));
        assertThat(result.reason()).contains("route table rtb-public leads to an internet gateway");
    }

    @Test
    void ofBothTagsOneIsWrong() {
        TestNetwork network =
                tagged("subnet-private-a", PUBLIC, "1").subnet("subnet-private-a", subnet -> subnet.tag(INTERNAL, "1"));
        assertThat(violation("TG-001", network).remedy().commands())
                .singleElement()
                .asString()
                .endsWith("Key=kubernetes.io/role/elb");
    }

    @Test
    void otherValuesAreNoRole() {
        assertThat(results("TG-001", tagged("subnet-private-a", PUBLIC, "0"))).isEmpty();
    }

    @Test
    void withoutTagsTheControllerLooksAtTheRoutes() {
        assertThat(results("TG-001", TestNetwork.publicAndPrivate())).isEmpty();
    }

    @Test
    void tagsOfSharedSubnetsAreNotShown() {
        assertThat(results("TG-001", tagged("subnet-private-a", PUBLIC, "1").sharedBy(TestNetwork.OTHER_ACCOUNT)))
                .isEmpty();
    }

    @Test
    void unreadTablesAreNotThoseOfAPrivateSubnet() {
        assertThat(results("TG-001", tagged("subnet-public-a", PUBLIC, "1").unread(Need.ROUTE_TABLES)))
                .isEmpty();
    }

    @Test
    void tagsThatFitTheRoutesAreCompliant() {
        compliant("TG-001", right().network());
    }
}
