package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.results;
import static dev.nodepath.catalogue.RuleTesting.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import dev.nodepath.rule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** EP-001: The cluster has a supported endpoint mode. */
class EndpointModeUnsupportedTest implements RuleExamples {

    @Override
    public Verdict worst() {
        return Verdict.INSUFFICIENT_DATA;
    }

    @Override
    public Example wrong() {
        return new Example(
                "EKS answers that both endpoints are off, which it does not allow.",
                TestNetwork.publicAndPrivate().endpoint(Mode.NEITHER));
    }

    @Override
    public Example right() {
        return new Example("The public endpoint alone is on.", TestNetwork.publicAndPrivate());
    }

    @Test
    void neitherEndpointIsAMisreading() {
        Result result = unknown("EP-001", TestNetwork.publicAndPrivate().endpoint(Mode.NEITHER));
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).contains("neither a public nor a private endpoint");
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = "NEITHER", mode = EnumSource.Mode.EXCLUDE)
    void everyOtherModeIsSupported(Mode mode) {
        TestNetwork network = TestNetwork.publicAndPrivate().endpoint(mode);
        compliant("EP-001", network);
        assertThat(results("EP-001", network).getFirst().reason()).contains(mode.name());
    }
}
