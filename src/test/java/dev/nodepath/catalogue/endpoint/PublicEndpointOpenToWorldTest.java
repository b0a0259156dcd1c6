package dev.nodepath.catalogue.endpoint;

import static dev.nodepath.catalogue.RuleTesting.compliant;
import static dev.nodepath.catalogue.RuleTesting.notApplicable;
import static dev.nodepath.catalogue.RuleTesting.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.RuleExamples;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import org.junit.jupiter.api.Test;

/** EP-004: The public endpoint does not admit every address. */
class PublicEndpointOpenToWorldTest implements RuleExamples {

    @Override
    public Example wrong() {
        return new Example(
                "The public endpoint is on with the publicAccessCidrs it has from the start.",
                TestNetwork.publicAndPrivate());
    }

    @Override
    public Example right() {
        return new Example(
                "The public endpoint is on for one network, beside the private one.",
                TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE, "203.0.113.0/24"));
    }

    @Test
    void wholeInternetIsAdmitted() {
        Result result = violation("EP-004", TestNetwork.publicAndPrivate());
        assertThat(result.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(result.reason()).isEqualTo("The public endpoint of cluster demo admits 0.0.0.0/0.");
        assertThat(result.remedy().commands()).isEmpty();
    }

    @Test
    void everyIpv6AddressIsTheWorldToo() {
        TestNetwork network =
                TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE, "203.0.113.0/24", "::/0");
        assertThat(violation("EP-004", network).reason()).endsWith("admits ::/0.");
    }

    @Test
    void listOfNetworksIsCompliant() {
        compliant("EP-004", TestNetwork.publicAndPrivate().endpoint(Mode.PUBLIC_AND_PRIVATE, "203.0.113.0/24"));
    }

    @Test
    void leftoverListOfAClosedEndpointIsNotJudged() {
        notApplicable("EP-004", TestNetwork.privateOnly().endpoint(Mode.PRIVATE_ONLY, "0.0.0.0/0"));
    }
}
