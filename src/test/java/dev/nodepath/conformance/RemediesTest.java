package dev.nodepath.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.catalogue.Rules;
import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.rule.Remedy;
import dev.nodepath.snapshot.Snapshot;
import dev.nodepath.snapshot.UnreadableSnapshotException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The remedies of all violations in the suite: commands that run as they stand, or what to decide first. */
class RemediesTest {

    /** There the next step leaves no choice, and is no command on the network. */
    private static final Set<String> NOTHING_TO_DECIDE =
            Set.of("EP-001", "EP-011", "ND-011", "SN-008", "SH-002", "CF-001");

    private static final List<Finding> VIOLATIONS = new ArrayList<>();

    @BeforeAll
    static void violations() throws UnreadableSnapshotException, IOException {
        for (ConformanceCase c : ConformanceCase.all().toList()) {
            Snapshot.read(c.snapshot()).networks(List.of()).networks().stream()
                    .flatMap(network -> Assessment.of(Rules.evaluate(network), Optional.empty()).findings().stream())
                    .filter(finding -> finding.status() == Finding.Status.NON_COMPLIANT)
                    .forEach(VIOLATIONS::add);
        }
    }

    @Test
    void commandsLeaveNothingToFillIn() {
        List<Remedy> remedies = VIOLATIONS.stream().map(Finding::remediation).toList();
        assertThat(remedies.stream().flatMap(remedy -> remedy.commands().stream()))
                .hasSizeGreaterThan(100)
                .allMatch(command -> command.matches("aws [a-z0-9]+ [a-z0-9-]+ --region [a-z0-9-]+ --[^<>…|;&$`]+"))
                .noneMatch(command -> command.endsWith("s ") || command.contains("  ") || command.contains("=]"));
    }

    @Test
    void whereThereIsNoCommandTheTextSaysWhatToDecide() {
        assertThat(VIOLATIONS)
                .filteredOn(finding ->
                        finding.remediation().commands().isEmpty() && !NOTHING_TO_DECIDE.contains(finding.rule()))
                .hasSizeGreaterThan(100)
                .allSatisfy(finding -> assertThat(finding.remediation().text())
                        .as(finding.rule() + " " + finding.description())
                        .containsIgnoringCase("decide"));
        assertThat(VIOLATIONS)
                .allSatisfy(finding -> assertThat(finding.remediation().text())
                        .as(finding.description())
                        .endsWith("."));
    }
}
