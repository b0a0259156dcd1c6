package dev.nodepath.catalogue.subnet;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.network.TestSubnet;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SN-006: The subnets of an IPv6 cluster have IPv4 and IPv6 ranges. */
class ClusterSubnetWithoutBothFamiliesTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A subnet of an IPv6 cluster has no IPv6 range.",
                TestNetwork.publicAndPrivate().dualStack().subnet("subnet-private-a", TestSubnet::withoutIpv6));
    }

    @Override
    public Example right() {
        return new Example(
                "Every subnet of an IPv6 cluster has ranges of both families.",
                TestNetwork.publicAndPrivate().dualStack());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The subnets could not be read.",
                TestNetwork.publicAndPrivate().dualStack().unread(Need.SUBNETS)));
    }

    @Test
    void subnetWithoutIpv6Range() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().dualStack().subnet("subnet-private-a", TestSubnet::withoutIpv6);
        Result result = violation("SN-006", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.ec2("subnet-private-a"));
        assertThat(result.reason()).isEqualTo("Subnet subnet-private-a of IPv6 cluster demo has no IPv6 range.");
    }

    @Test
    void subnetOfIpv6Alone() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().dualStack().subnet("subnet-private-a", TestSubnet::withoutIpv4);
        assertThat(violation("SN-006", network).reason()).endsWith("has no IPv4 range.");
    }

    @Test
    void bothFamiliesAreThere() {
        compliant("SN-006", TestNetwork.publicAndPrivate().dualStack());
    }

    @Test
    void ipv4ClusterNeedsNoIpv6() {
        notApplicable("SN-006", TestNetwork.publicAndPrivate());
    }

    @Test
    void unreadSubnetsDecideNothing() {
        TestNetwork network = TestNetwork.publicAndPrivate().dualStack().unread(Need.SUBNETS);
        assertThat(unknown("SN-006", network).severity()).isEqualTo(Severity.MEDIUM);
    }
}
