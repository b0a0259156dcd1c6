package dev.nodepath.catalogue.route;

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

/** RT-009: VPC encryption controls leave room for gateways that nodes may need. */
class EncryptionEnforcedTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The VPC's encryption controls are in mode enforce.",
                TestNetwork.publicAndPrivate().encryptionControl("enforce"));
    }

    @Override
    public Example right() {
        return new Example(
                "The VPC's encryption controls are in mode monitor.",
                TestNetwork.publicAndPrivate().encryptionControl("monitor"));
    }

    @Override
    public List<Example> doubtful() {
        return List.of(new Example(
                "The VPC could not be read.", TestNetwork.publicAndPrivate().unread(Need.VPC)));
    }

    @Test
    void enforcedEncryptionKeepsNewGatewaysOut() {
        Result result = violation("RT-009", TestNetwork.publicAndPrivate().encryptionControl("enforce"));
        assertThat(result.severity()).isEqualTo(Severity.INFO);
        assertThat(result.resource()).isEqualTo(Resource.ec2("vpc-1"));
        assertThat(result.reason()).contains("VPC vpc-1 enforces encryption");
        assertThat(result.remedy().commands()).isEmpty();
    }

    @Test
    void monitoredEncryptionKeepsNothingOut() {
        compliant("RT-009", TestNetwork.publicAndPrivate().encryptionControl("monitor"));
    }

    @Test
    void mostVpcsHaveNoEncryptionControls() {
        compliant("RT-009", TestNetwork.publicAndPrivate());
    }

    @Test
    void unreadVpcDecidesNothing() {
        Result result = unknown("RT-009", TestNetwork.publicAndPrivate().unread(Need.VPC));
        assertThat(result.severity()).isEqualTo(Severity.INFO);
        assertThat(result.reason()).contains("ec2:DescribeVpcs");
    }
}
