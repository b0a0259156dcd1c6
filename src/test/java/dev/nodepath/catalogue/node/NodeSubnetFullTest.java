package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ND-005: Node subnets have free addresses. */
class NodeSubnetFullTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A node subnet has no free address.",
                TestNetwork.publicAndPrivate()
                        .addSubnet("subnet-private-c", 'c', "10.0.12.0/24")
                        .subnet("subnet-private-c", subnet -> subnet.freeAddresses(0))
                        .nodesIn("subnet-private-a", "subnet-private-c"));
    }

    @Override
    public Example right() {
        return new Example(
                "Every node subnet has 16 free addresses.",
                TestNetwork.publicAndPrivate().everySubnet(subnet -> subnet.freeAddresses(16)));
    }

    @ParameterizedTest
    @CsvSource({"0, MEDIUM, : no more nodes can start there.", "1, LOW, .", "15, LOW, ."})
    void fewAddressesAreLeft(int free, Severity severity, String end) {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .addSubnet("subnet-private-c", 'c', "10.0.12.0/24")
                .subnet("subnet-private-c", subnet -> subnet.freeAddresses(free))
                .nodesIn("subnet-private-a", "subnet-private-c");
        Result result = violation("ND-005", network);
        assertThat(result.severity()).isEqualTo(severity);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-c"));
        assertThat(result.reason()).endsWith("has " + free + " free IPv4 addresses" + end);
    }

    @Test
    void fullSubnetThatMayHoldNodesIsAdvice() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .withoutNodegroups()
                .subnet("subnet-private-a", subnet -> subnet.freeAddresses(0));
        assertThat(violation("ND-005", network).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void sixteenAddressesAreEnough() {
        compliant("ND-005", TestNetwork.publicAndPrivate().everySubnet(subnet -> subnet.freeAddresses(16)));
    }

    @ParameterizedTest
    @CsvSource({"16, true", "19, true", "20, false"})
    void fewMoreThanEnoughDoNotEndWhatWasFoundBefore(int free, boolean justSo) {
        TestNetwork network = TestNetwork.publicAndPrivate().everySubnet(subnet -> subnet.freeAddresses(free));
        assertThat(results("ND-005", network)).hasSize(2).allMatch(result -> result.justSo() == justSo);
    }
}
