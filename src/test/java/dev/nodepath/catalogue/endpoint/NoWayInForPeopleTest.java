package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EP-008: A cluster with the private endpoint alone can be reached from somewhere. */
class NoWayInForPeopleTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The private endpoint alone is on, and nothing connects the VPC to another network.",
                TestNetwork.privateOnly());
    }

    @Override
    public Example right() {
        return new Example(
                "The private endpoint alone is on, and the VPC is attached to a transit gateway.",
                TestNetwork.privateOnly().transitGatewayAttachment("tgw-attach-1"));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The VPC's virtual private gateways could not be read, and there is no other way in.",
                TestNetwork.privateOnly().unread(Need.VPN_GATEWAYS)));
    }

    @Test
    void vpcWithoutAnyConnectionKeepsPeopleOut() {
        Result result = violation("EP-008", TestNetwork.privateOnly());
        assertThat(result.severity()).isEqualTo(Severity.INFO);
        assertThat(result.reason()).contains("no way into VPC vpc-1 can be seen");
    }

    @Test
    void everyKindOfConnectionIsAWayIn() {
        compliant("EP-008", TestNetwork.privateOnly().transitGatewayAttachment("tgw-attach-1"));
        compliant("EP-008", TestNetwork.privateOnly().vpnGateway("vgw-1"));
        compliant("EP-008", TestNetwork.privateOnly().peeringConnection("pcx-1"));
        compliant("EP-008", TestNetwork.privateOnly().clientVpnEndpoint("cvpn-endpoint-1"));
        compliant("EP-008", TestNetwork.privateOnly().instanceConnectEndpoint("eice-1"));
    }

    @Test
    void groupThatAdmitsOthersLetsABastionIn() {
        compliant(
                "EP-008",
                TestNetwork.privateOnly().securityGroup("sg-cluster", group -> group.admits(443, "sg-bastion")));
        compliant(
                "EP-008",
                TestNetwork.privateOnly().securityGroup("sg-cluster", group -> group.admits(443, "10.0.0.0/16")));
    }

    @Test
    void itIsSaidWhatLetsPeopleIn() {
        TestNetwork network =
                TestNetwork.privateOnly().securityGroup("sg-cluster", group -> group.admits(443, "10.0.0.0/16"));
        assertThat(results("EP-008", network))
                .extracting(Result::reason)
                .containsExactly("The cluster's security groups admit port 443 from others than its nodes.");
        assertThat(results("EP-008", network.peeringConnection("pcx-1").vpnGateway("vgw-1")))
                .extracting(Result::reason)
                .containsExactly("The VPC is connected by vgw-1, pcx-1.");
    }

    @Test
    void anotherPortIsNoWayIn() {
        TestNetwork network =
                TestNetwork.privateOnly().securityGroup("sg-cluster", group -> group.admits(22, "10.0.0.0/16"));
        assertThat(violation("EP-008", network).severity()).isEqualTo(Severity.INFO);
        network.securityGroup("sg-cluster", group -> group.admits(17, PortRange.of(443), "10.0.0.0/16"));
        violation("EP-008", network);
    }

    @Test
    void unreadConnectionsMayBeThere() {
        TestNetwork network = TestNetwork.privateOnly().unread(Need.VPN_GATEWAYS);
        assertThat(unknown("EP-008", network).reason()).contains("ec2:DescribeVpnGateways");
    }

    @Test
    void publicEndpointNeedsNoConnection() {
        notApplicable("EP-008", TestNetwork.publicAndPrivate());
    }
}
