package dev.nodepath.aws.publish;

import static dev.nodepath.finding.Evaluated.DEMO;
import static dev.nodepath.finding.Evaluated.SUBNET;
import static dev.nodepath.finding.Evaluated.demo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Evaluated;
import dev.nodepath.finding.Finding;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

class ReconciliationTest {

    private static final Instant BEFORE = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-02T10:11:12.345678Z");
    private static final Result UNKNOWN = Result.unknown(Severity.CRITICAL, SUBNET, "It cannot be told.");
    private static final Result FINE = Result.compliant(SUBNET, "The default route leads to nat-0d4.");

    @Test
    void violationIsImportedAsFailed() {
        AwsSecurityFinding finding = only(demo().violating("RT-001"), List.of());

        assertThat(finding.compliance().status()).isEqualTo(ComplianceStatus.FAILED);
        assertThat(finding.recordState()).isEqualTo(RecordState.ACTIVE);
        assertThat(finding.createdAt()).isEqualTo(finding.updatedAt()).isEqualTo("2026-03-02T10:11:12.345Z");
    }

    @Test
    void creationTimeIsKept() {
        AwsSecurityFinding finding = only(demo().violating("RT-001"), List.of(held(ComplianceStatus.FAILED)));

        assertThat(finding.createdAt()).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(finding.updatedAt()).isEqualTo("2026-03-02T10:11:12.345Z");
    }

    @Test
    void whatAwsAnswersDoNotTellIsAWarning() {
        assertThat(only(demo().saying("RT-001", UNKNOWN), List.of())
                        .compliance()
                        .status())
                .isEqualTo(ComplianceStatus.WARNING);
    }

    @Test
    void whatCouldNotBeReadIsNotImported() {
        assertThat(reconcile(demo().saying("RT-001", UNKNOWN).unread(Need.SUBNETS)))
                .isEmpty();
    }

    @Test
    void unknownNeverReplacesAPass() {
        for (Evaluated evaluated : List.of(
                demo().saying("RT-001", UNKNOWN),
                demo().saying("RT-001", UNKNOWN).unread(Need.SUBNETS))) {
            assertThat(imports(evaluated, held(ComplianceStatus.PASSED))).isEmpty();
        }
    }

    @Test
    void whatCouldNotBeReadReplacesNoFailureEither() {
        assertThat(imports(demo().saying("RT-001", UNKNOWN).unread(Need.SUBNETS), held(ComplianceStatus.FAILED)))
                .isEmpty();
    }

    @Test
    void whatAwsAnswersNoLongerTellReplacesAFailure() {
        assertThat(imports(demo().saying("RT-001", UNKNOWN), held(ComplianceStatus.FAILED)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.compliance().status()).isEqualTo(ComplianceStatus.WARNING));
    }

    @Test
    void whatIsWellAgainPasses() {
        assertThat(reconcile(demo().saying("RT-001", FINE), held(ComplianceStatus.FAILED)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.compliance().status()).isEqualTo(ComplianceStatus.PASSED);
                    assertThat(finding.recordState()).isEqualTo(RecordState.ACTIVE);
                    assertThat(finding.updatedAt()).isEqualTo("2026-03-02T10:11:12.345Z");
                });
    }

    @Test
    void whatSecurityHubHoldsAlreadyIsImportedAgainOnlyAfterADay() {
        HeldFinding today = new HeldFinding(only(demo().violating("RT-001"), List.of()));
        HeldFinding yesterday = new HeldFinding(today.asff().toBuilder()
                .updatedAt(NOW.minusSeconds(86_401).toString())
                .build());

        assertThat(reconcile(demo().violating("RT-001"), today)).isEmpty();
        assertThat(reconcile(demo().violating("RT-001"), yesterday)).hasSize(1);
    }

    @Test
    void whatIsDifferentIsImportedAtOnce() {
        HeldFinding today = new HeldFinding(only(demo().violating("RT-001"), List.of()));

        assertThat(reconcile(
                        demo().saying(
                                        "RT-001",
                                        Result.violation(
                                                Severity.HIGH,
                                                SUBNET,
                                                List.of(),
                                                Evaluated.violation().reason(),
                                                Evaluated.violation().remedy())),
                        today))
                .hasSize(1);
    }

    @Test
    void suppressedFindingIsArchived() {
        Assessment suppressed = demo().violating("RT-001").accepted();

        assertThat(Reconciliation.of(suppressed, List.of(held(ComplianceStatus.FAILED)), NOW))
                .singleElement()
                .satisfies(archived -> assertThat(archived.recordState()).isEqualTo(RecordState.ARCHIVED));
        assertThat(Reconciliation.of(suppressed, List.of(), NOW)).isEmpty();
    }

    @Test
    void whatPassedAlreadyIsLeftAlone() {
        assertThat(reconcile(demo().saying("RT-001", FINE), held(ComplianceStatus.PASSED)))
                .isEmpty();
    }

    @Test
    void silenceOfTheRulePassesWhereEverythingWasRead() {
        assertThat(imports(demo(), held(ComplianceStatus.FAILED)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.compliance().status()).isEqualTo(ComplianceStatus.PASSED));
    }

    @Test
    void silenceOfTheRuleSaysNothingWhereSomethingWasNotRead() {
        for (Evaluated blind : List.of(demo().unread(Need.SUBNETS), demo().unread(Need.AUTO_SCALING_GROUPS))) {
            assertThat(reconcile(blind, held(ComplianceStatus.FAILED))).isEmpty();
        }
    }

    @Test
    void verdictOnTheResourceCountsWhateverElseWasNotRead() {
        assertThat(imports(
                        demo().saying("RT-001", FINE).unread(Need.AUTO_SCALING_GROUPS), held(ComplianceStatus.FAILED)))
                .hasSize(1);
    }

    @Test
    void findingOfADeletedResourceIsArchived() {
        assertThat(reconcile(demo().withoutSubnet(), held(ComplianceStatus.FAILED)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.recordState()).isEqualTo(RecordState.ARCHIVED);
                    assertThat(finding.compliance().status()).isEqualTo(ComplianceStatus.FAILED);
                });
    }

    @Test
    void findingWhoseRootCauseIsReportedInsteadIsArchived() {
        assertThat(reconcile(
                        demo().saying("RT-001", Evaluated.violation().withRelated(List.of("EP-002"))),
                        held("EP-002", ComplianceStatus.FAILED)))
                .extracting(AwsSecurityFinding::generatorId, AwsSecurityFinding::recordState)
                .containsExactly(
                        tuple("nodepath/RT-001", RecordState.ACTIVE), tuple("nodepath/EP-002", RecordState.ARCHIVED));
    }

    @Test
    void findingOfARuleThatIsNoMoreIsArchived() {
        assertThat(imports(demo(), held("XX-999", ComplianceStatus.FAILED)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.recordState()).isEqualTo(RecordState.ARCHIVED));
    }

    @Test
    void archivedFindingStaysArchived() {
        HeldFinding archived = new HeldFinding(held(ComplianceStatus.FAILED).asff().toBuilder()
                .recordState(RecordState.ARCHIVED)
                .build());

        assertThat(imports(demo(), archived)).isEmpty();
        assertThat(only(demo().violating("RT-001"), List.of(archived)).recordState())
                .isEqualTo(RecordState.ACTIVE);
    }

    @Test
    void deletedClusterArchivesAllOfItsFindings() {
        assertThat(Reconciliation.ofDeleted(
                        List.of(held(ComplianceStatus.FAILED), held("SN-001", ComplianceStatus.PASSED)), NOW))
                .extracting(AwsSecurityFinding::recordState)
                .containsExactly(RecordState.ARCHIVED, RecordState.ARCHIVED);
    }

    @Test
    void whatBelongsToPeopleIsNeverSent() {
        HeldFinding written = new HeldFinding(held(ComplianceStatus.FAILED).asff().toBuilder()
                .workflow(workflow -> workflow.status(WorkflowStatus.SUPPRESSED))
                .note(note -> note.text("known").updatedBy("dana").updatedAt(NOW.toString()))
                .userDefinedFields(Map.of("ticket", "42"))
                .criticality(3)
                .build());

        for (AwsSecurityFinding sent : List.of(
                only(demo().violating("RT-001"), List.of(written)),
                only(demo().saying("RT-001", FINE), List.of(written)),
                only(demo().withoutSubnet(), List.of(written)))) {
            assertThat(sent.workflow()).isNull();
            assertThat(sent.note()).isNull();
            assertThat(sent.hasUserDefinedFields()).isFalse();
            assertThat(sent.criticality()).isNull();
            assertThat(sent.verificationState()).isNull();
        }
    }

    @Test
    void findingOfAnotherClusterIsNotTouched() {
        HeldFinding demo2 = new HeldFinding(held(ComplianceStatus.FAILED).asff().toBuilder()
                .id("arn:aws:eks:us-east-1:123456789012:cluster/demo2/RT-001/subnet-private-a")
                .build());

        assertThat(HeldFinding.of(DEMO, List.of(demo2, held(ComplianceStatus.FAILED))))
                .containsExactly(held(ComplianceStatus.FAILED));
    }

    private static HeldFinding held(ComplianceStatus compliance) {
        return held("RT-001", compliance);
    }

    /** As Security Hub holds it since yesterday. */
    private static HeldFinding held(String rule, ComplianceStatus compliance) {
        AwsSecurityFinding finding = only(demo().violating("RT-001"), List.of()).toBuilder()
                .id(Finding.id(DEMO, rule, new Resource("AwsEc2Subnet", "subnet-private-a")))
                .generatorId("nodepath/" + rule)
                .createdAt(BEFORE.toString())
                .updatedAt(BEFORE.toString())
                .compliance(status -> status.status(compliance))
                .build();
        return new HeldFinding(finding);
    }

    private static AwsSecurityFinding only(Evaluated evaluated, List<HeldFinding> held) {
        return Reconciliation.of(evaluated.assessment(), held, NOW).getFirst();
    }

    private static List<AwsSecurityFinding> imports(Evaluated evaluated, HeldFinding... held) {
        return reconcile(evaluated, held);
    }

    private static List<AwsSecurityFinding> reconcile(Evaluated evaluated, HeldFinding... held) {
        return Reconciliation.of(evaluated.assessment(), List.of(held), NOW);
    }
}
