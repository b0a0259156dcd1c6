package dev.nodepath.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.finding.Finding.Status;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.TestNetwork;
import dev.nodepath.rule.Severity;
import dev.nodepath.settings.Settings;
import dev.nodepath.settings.document.Reading;
import dev.nodepath.settings.document.SettingsDocument;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings make of findings. The network: nat-b's address is not admitted, and the endpoint is open to a /4. */
class AssessmentTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
    private static final TestNetwork NETWORK = TestNetwork.publicAndPrivate()
            .endpoint(Mode.PUBLIC_ONLY, TestNetwork.NAT_A_IP + "/32", "16.0.0.0/4")
            .nameServers("10.0.0.10");

    private static Settings settings(String yaml) {
        Reading reading = SettingsDocument.read("schema: nodepath/settings/1\n" + yaml, "settings.yaml", TODAY);
        assertThat(reading).isInstanceOf(Reading.Usable.class);
        return ((Reading.Usable) reading).settings();
    }

    private static List<Finding> findings(String yaml) {
        return findings(yaml, TODAY);
    }

    private static List<Finding> findings(String yaml, LocalDate today) {
        return Assessment.of(NETWORK.build(), settings(yaml), today, Optional.empty())
                .findings();
    }

    private static Finding of(String rule, List<Finding> findings) {
        List<Finding> ofRule =
                findings.stream().filter(f -> f.rule().equals(rule)).toList();
        assertThat(ofRule).as("findings of %s", rule).hasSize(1);
        return ofRule.getFirst();
    }

    @Test
    void withoutSettingsItIsWhatTheRulesFound() {
        assertThat(findings(""))
                .isEqualTo(Assessment.of(Rules.evaluate(NETWORK.build()), Optional.empty())
                        .findings())
                .extracting(Finding::rule)
                .contains("EP-003", "EP-004", "EP-005");
    }

    @Test
    void ruleThatIsOffFindsNothing() {
        assertThat(findings("rules: {EP-003: {enabled: false}}"))
                .isEqualTo(findings("").stream()
                        .filter(finding -> !finding.rule().equals("EP-003"))
                        .toList());
    }

    @Test
    void severityThatIsSetHidesNothing() {
        Finding found = of("EP-003", findings(""));
        Finding mild = of("EP-003", findings("rules: {EP-003: {severity: INFO}}"));
        assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(mild.severity()).isEqualTo(Severity.INFO);
        assertThat(mild.status()).isEqualTo(Status.NON_COMPLIANT);
        assertThat(mild.description()).isEqualTo(found.description());
        assertThat(mild.id()).isEqualTo(found.id());
    }

    @Test
    void severityThatIsSetMayBeGraver() {
        assertThat(of("EP-004", findings("")).severity()).isNotEqualTo(Severity.CRITICAL);
        assertThat(of("EP-004", findings("rules: {EP-004: {severity: CRITICAL}}"))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void whatCannotBeToldIsNeverRaised() {
        Finding untold = of("EP-005", findings(""));
        assertThat(untold.status()).isEqualTo(Status.INSUFFICIENT_DATA);
        assertThat(of("EP-005", findings("rules: {EP-005: {severity: CRITICAL}}"))
                        .severity())
                .isEqualTo(untold.severity());
        assertThat(of("EP-005", findings("rules: {EP-005: {severity: INFO}}")).severity())
                .isEqualTo(Severity.INFO);
    }

    @Test
    void worstByTheSettingsComesFirst() {
        assertThat(findings("rules: {EP-004: {severity: CRITICAL}, EP-003: {severity: LOW}}"))
                .extracting(Finding::rule)
                .startsWith("EP-004");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rule: EP-003, reason: known, until: 2026-11-26}",
                "{cluster: demo, reason: known, until: 2026-11-26}",
                "{cluster: 'arn:aws:eks:us-east-1:123456789012:cluster/*', reason: known, until: 2026-11-26}",
                "{resource: subnet-private-b, reason: known, until: 2026-11-26}",
                "{rule: EP-003, cluster: de*, resource: subnet-*, reason: known, until: 2026-11-26}",
            })
    void suppressedFindingIsStillThereWithReasonAndEnd(String suppression) {
        Finding found = of("EP-003", findings(""));
        Finding accepted = of("EP-003", findings("suppressions: [" + suppression + "]"));
        assertThat(accepted.status()).isEqualTo(Status.SUPPRESSED);
        assertThat(accepted.evidence())
                .startsWith("suppressed until 2026-11-26: known")
                .containsAll(found.evidence());
        assertThat(accepted.severity()).isEqualTo(found.severity());
        assertThat(accepted.id()).isEqualTo(found.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rule: EP-004, reason: known, until: 2026-11-26}",
                "{rule: EP-003, cluster: shop, reason: known, until: 2026-11-26}",
                "{rule: EP-003, resource: subnet-private-a, reason: known, until: 2026-11-26}",
                "{rule: EP-003, resource: nat-b, reason: known, until: 2026-11-26}",
            })
    void suppressionOfSomethingElseChangesNothing(String suppression) {
        assertThat(of("EP-003", findings("suppressions: [" + suppression + "]")))
                .isEqualTo(of("EP-003", findings("")));
    }

    @Test
    void suppressionEndsWithItsLastDay() {
        String yaml = "suppressions: [{rule: EP-003, reason: known, until: 2026-11-26}]";
        assertThat(of("EP-003", findings(yaml, TODAY)).status()).isEqualTo(Status.SUPPRESSED);
        assertThat(of("EP-003", findings(yaml, TODAY.plusDays(1)))).isEqualTo(of("EP-003", findings("")));
    }

    @Test
    void whatCannotBeToldCanBeAcceptedToo() {
        assertThat(of("EP-005", findings("suppressions: [{rule: EP-005, reason: known, until: 2026-11-26}]"))
                        .status())
                .isEqualTo(Status.SUPPRESSED);
    }

    @Test
    void findingsOfARuleThatIsTurnedOffAreOverAsWhatIsNoMore() {
        Finding before = of("EP-003", findings(""));
        Assessment after =
                Assessment.of(NETWORK.build(), settings("rules: {EP-003: {enabled: false}}"), TODAY, Optional.empty());
        assertThat(new Sight(after)
                        .ending(
                                before.id(),
                                before.rule(),
                                before.resources().getFirst().id()))
                .hasValue(new Sight.Ending(true, "The settings turn EP-003 off."));
    }

    /** Below 16 it is a finding; up to 20 it may be one again with the next pods. */
    @ParameterizedTest
    @CsvSource({"16, false", "19, false", "20, true"})
    void aFewFreeAddressesMoreEndNothing(int free, boolean over) {
        TestNetwork network = TestNetwork.publicAndPrivate().everySubnet(subnet -> subnet.freeAddresses(free));
        Assessment assessment = Assessment.of(network.build(), settings(""), TODAY, Optional.empty());
        assertThat(assessment.findings())
                .noneMatch(finding ->
                        finding.rule().equals("SN-002") || finding.rule().equals("ND-005"));
        for (String rule : List.of("SN-002", "ND-005")) {
            String id = TestNetwork.CLUSTER_ARN + "/" + rule + "/subnet-private-a";
            assertThat(new Sight(assessment)
                            .ending(id, rule, "subnet-private-a")
                            .isPresent())
                    .as(rule)
                    .isEqualTo(over);
        }
    }

    @Test
    void whatIsDeclaredIsPartOfTheNetworkThatIsJudged() {
        assertThat(findings("noInternet: true")).extracting(Finding::rule).contains("EP-007");
        assertThat(of("EP-005", findings("strictDns: true")).status()).isEqualTo(Status.NON_COMPLIANT);
        assertThat(findings("thresholds: {publicAccessPrefixLength: 4}"))
                .extracting(Finding::rule)
                .doesNotContain("EP-004");
    }
}
