package dev.nodepath.catalogue.subnet;

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
    @CsvSource({"0, HIGH", "5, HIGH", "6, LOW", "15, LOW"})
    void fewAddressesAreLeft(int free, Severity severity) {
        TestNetwork network =
                TestNetwork.publicAndPrivate().subnet("subnet-private-a", subnet -> subnet.freeAddresses(free));
        Result result = violation("SN-002", network);
        assertThat(result.severity()).isEqualTo(severity);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).contains("has " + free + " free IPv4 addresses");
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
}
