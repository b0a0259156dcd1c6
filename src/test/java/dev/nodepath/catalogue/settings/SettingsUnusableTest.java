package dev.nodepath.catalogue.settings;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.Resource;
import dev.nodepath.network.TestDeclared;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;

/** ST-001: The settings document can be used. */
class SettingsUnusableTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The settings document in the parameter has two mistakes.",
                TestNetwork.publicAndPrivate()
                        .declared(TestDeclared.fault(
                                "/nodepath/settings",
                                "/nodepath/settings, line 2: strictDNS is no key; did you mean strictDns?",
                                "/nodepath/settings, line 9: suppressions[0].until is missing; write the last day it holds,"
                                        + " as 2026-12-31.")));
    }

    @Override
    public Example right() {
        return new Example("There are no settings, or they have no mistake.", TestNetwork.publicAndPrivate());
    }

    @Test
    void documentWithMistakesIsAFindingWithAllOfThem() {
        compliant("ST-001", right().network());
        Result result = violation("ST-001", wrong().network());
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.resource()).isEqualTo(Resource.cluster(TestNetwork.CLUSTER_ARN));
        assertThat(result.others()).containsExactly(new Resource("AwsSsmParameter", "/nodepath/settings"));
        assertThat(result.reason())
                .isEqualTo(
                        "The settings in parameter /nodepath/settings cannot be used, so that the last ones that could"
                                + " hold: /nodepath/settings, line 2: strictDNS is no key; did you mean strictDns?");
        assertThat(result.evidence()).hasSize(2).last().asString().contains("line 9: suppressions[0].until");
    }
}
