package dev.nodepath.catalogue.subnet;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SN-002: The cluster's subnets have room for the control plane's interfaces. */
class TooFewFreeAddressesForControlPlaneTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A subnet of the cluster has three free addresses.",
                TestNetwork.publicAndPrivate().subnet("subnet-private-a", subnet -> subnet.freeAddresses(3)));
    }

    @Override
    public Example right() {
        return new Example("The subnets of the cluster have 200 free addresses each.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The subnets could not be read.", TestNetwork.publicAndPrivate().unread(Need.SUBNETS)));
    }

    @ParameterizedTest
    @CsvSource({"0, HIGH, needs 6", "5, HIGH, needs 6", "6, LOW, recommends 16", "15, LOW, recommends 16"})
    void fewAddressesAreLeft(int free, Severity severity, String what) {
        TestNetwork network =
                TestNetwork.publicAndPrivate().subnet("subnet-private-a", subnet -> subnet.freeAddresses(free));
        Result result = violation("SN-002", network);
        assertThat(result.severity()).isEqualTo(severity);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).endsWith("has " + free + " free IPv4 addresses; EKS " + what + ".");
    }

    @Test
    void sixteenAddressesAreEnough() {
        compliant("SN-002", TestNetwork.publicAndPrivate().everySubnet(subnet -> subnet.freeAddresses(16)));
    }

    @Test
    void otherSubnetsOfTheVpcAreNotAsked() {
        compliant(
                "SN-002", TestNetwork.publicAndPrivate().subnet("subnet-public-a", subnet -> subnet.freeAddresses(0)));
    }

    @Test
    void unreadSubnetsDecideNothing() {
        assertThat(unknown("SN-002", TestNetwork.publicAndPrivate().unread(Need.SUBNETS))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
    }

    @ParameterizedTest
    @CsvSource({"16, true", "19, true", "20, false"})
    void fewMoreThanEnoughDoNotEndWhatWasFoundBefore(int free, boolean justSo) {
        TestNetwork network = TestNetwork.publicAndPrivate().everySubnet(subnet -> subnet.freeAddresses(free));
        assertThat(results("SN-002", network)).hasSize(2).allMatch(result -> result.justSo() == justSo);
    }
}
