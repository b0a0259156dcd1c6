package dev.nodepath.catalogue.node;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ND-007: Fargate profiles use private subnets. */
class FargateOnPublicSubnetTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "A route to the internet gateway was added to the table of a Fargate subnet.",
                TestNetwork.publicAndPrivate()
                        .withoutNodegroups()
                        .fargateProfile("fp", "subnet-private-a")
                        .withRoute("rtb-private-a", "0.0.0.0/0", "igw-1"));
    }

    @Override
    public Example right() {
        return new Example(
                "A Fargate profile in a subnet behind a NAT gateway.",
                TestNetwork.publicAndPrivate().fargateProfile("fp", "subnet-private-a"));
    }

    @Test
    void podsOnFargateNeverGetAPublicAddress() {
        TestNetwork network = TestNetwork.publicOnly().withoutNodegroups().fargateProfile("fp", "subnet-public-a");
        Result result = violation("ND-007", network);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
        assertThat(result.resource()).isEqualTo(Resource.fargateProfile(TestNetwork.fargateArn("fp")));
        assertThat(result.others()).contains(Resource.ec2("subnet-public-a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local-zone", "wavelength-zone"})
    void thereIsNoFargateAtTheEdge(String type) {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .zone("use1-bos1-az1", "us-east-1-bos-1a", type)
                .subnet("subnet-private-a", subnet -> subnet.inZone("us-east-1-bos-1a", "use1-bos1-az1"))
                .fargateProfile("fp", "subnet-private-a");
        Result result = violation("ND-007", network);
        assertThat(result.reason()).contains("in zone us-east-1-bos-1a of type " + type);
        assertThat(result.severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void thereIsNoFargateOnOutposts() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .subnet("subnet-private-a", subnet -> subnet.onOutpost("arn:op"))
                .fargateProfile("fp", "subnet-private-a");
        assertThat(violation("ND-007", network).reason()).contains("on Outpost arn:op");
    }

    @Test
    void nodeGroupsMayRunAtTheEdge() {
        TestNetwork network = TestNetwork.publicAndPrivate()
                .zone("use1-bos1-az1", "us-east-1-bos-1a", "local-zone")
                .subnet("subnet-private-a", subnet -> subnet.inZone("us-east-1-bos-1a", "use1-bos1-az1"));
        compliant("ND-007", network);
    }

    @Test
    void privateSubnetsAreCompliant() {
        compliant("ND-007", TestNetwork.publicAndPrivate().fargateProfile("fp", "subnet-private-a"));
    }
}
