package dev.nodepath.catalogue.subnet;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SN-007: The cluster's subnets are private. */
class ClusterSubnetPublicTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example("The cluster was given the VPC's public subnets.", TestNetwork.publicOnly());
    }

    @Override
    public Example right() {
        return new Example("The cluster was given the VPC's private subnets.", TestNetwork.publicAndPrivate());
    }

    @Override
    public List<Example> doubtful() {
        return List.of(
                new Example(
                        "The route tables could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.ROUTE_TABLES)),
                new Example(
                        "The subnets could not be read.",
                        TestNetwork.publicAndPrivate().unread(Need.SUBNETS)));
    }

    @Test
    void publicSubnetsWorkButPrivateOnesAreRecommended() {
        List<Result> results = results("SN-007", TestNetwork.publicOnly());
        assertThat(results)
                .hasSize(2)
                .allMatch(result -> result.verdict() == Verdict.NON_COMPLIANT && result.severity() == Severity.LOW);
        assertThat(results.getFirst().others()).containsExactly(Resource.ec2("igw-1"));
    }

    @Test
    void privateSubnetsAreRecommended() {
        compliant("SN-007", TestNetwork.publicAndPrivate());
    }
}
