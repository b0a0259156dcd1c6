package dev.nodepath.catalogue.route;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import org.junit.jupiter.api.Test;

/** RT-006: A node subnet routes all of the internet, not parts of it. */
class OnlyPartOfInternetRoutedTest implements RuleExamples {

    private static TestNetwork partly() {
        return TestNetwork.publicAndPrivate()
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .withRoute("rtb-private-a", "52.94.0.0/16", "nat-a");
    }

    @Override
    public Verdict worst() {
        return Verdict.INSUFFICIENT_DATA;
    }

    @Override
    public Example wrong() {
        return new Example("A private node subnet routes one public range to its NAT gateway and no other.", partly());
    }

    @Override
    public Example right() {
        return new Example("A private node subnet routes both halves of all addresses to its NAT gateway.", inHalves());
    }

    private static TestNetwork inHalves() {
        return TestNetwork.publicAndPrivate()
                .withoutRoute("rtb-private-a", "0.0.0.0/0")
                .withRoute("rtb-private-a", "0.0.0.0/1", "nat-a")
                .withRoute("rtb-private-a", "128.0.0.0/1", "nat-a");
    }

    @Test
    void onePublicRangeMayOrMayNotBeEnough() {
        Result result = unknown("RT-006", partly());
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.others()).containsExactly(Resource.ec2("rtb-private-a"));
        assertThat(result.reason()).contains("routes part of the public addresses (52.94.0.0/16 to nat-a)");
    }

    @Test
    void withThePrivateEndpointTheSameGoesForTheRest() {
        assertThat(unknown("RT-006", partly().endpoint(Mode.PUBLIC_AND_PRIVATE)).severity())
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void possibleNodeSubnetsMakeItAdvice() {
        assertThat(unknown("RT-006", partly().withoutNodegroups()).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void twoHalvesAreAll() {
        compliant("RT-006", inHalves());
    }

    @Test
    void prefixListMayHoldAll() {
        compliant(
                "RT-006",
                TestNetwork.publicAndPrivate()
                        .withoutRoute("rtb-private-a", "0.0.0.0/0")
                        .prefixList("pl-1", "0.0.0.0/0")
                        .withRoute("rtb-private-a", "pl-1", "nat-a"));
    }

    @Test
    void routeToS3AloneIsNoPartOfIt() {
        compliant("RT-006", TestNetwork.privateOnly());
    }
}
