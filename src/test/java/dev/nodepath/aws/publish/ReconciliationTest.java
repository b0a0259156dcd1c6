package dev.nodepath.aws.publish;

import static dev.nodepath.aws.publish.Evaluated.DEMO;
import static dev.nodepath.aws.publish.Evaluated.SUBNET;
import static dev.nodepath.aws.publish.Evaluated.demo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    void whatCouldNotBeReadIsNotAvailable() {
        assertThat(only(demo().saying("RT-001", UNKNOWN).unread(Need.SUBNETS), List.of())
                        .compliance()
                        .status())
                .isEqualTo(ComplianceStatus.NOT_AVAILABLE);
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
    void whatIsWellAgainPassesAndIsToldWithTheReason() {
        Reconciliation reconciliation = reconcile(demo().saying("RT-001", FINE), held(ComplianceStatus.FAILED));

        assertThat(reconciliation.endings()).singleElement().satisfies(finding -> {
            assertThat(finding.compliance().status()).isEqualTo(ComplianceStatus.PASSED);
            assertThat(finding.recordState()).isEqualTo(RecordState.ACTIVE);
            assertThat(finding.updatedAt()).isEqualTo("2026-03-02T10:11:12.345Z");
        });
        assertThat(reconciliation.resolved()).singleElement().satisfies(transition -> {
            assertThat(transition.kind()).isEqualTo(Transition.Kind.RESOLVED);
            assertThat(transition.finding().id()).isEqualTo(Finding.id(DEMO, "RT-001", SUBNET));
            assertThat(transition.finding().severity()).isEqualTo(Severity.CRITICAL);
            assertThat(transition.finding().status()).isEqualTo(Finding.Status.NON_COMPLIANT);
            assertThat(transition.finding().resources()).containsExactly(SUBNET);
            assertThat(transition.finding().title())
                    .isEqualTo(Evaluated.card("RT-001").title());
            assertThat(transition.finding().description()).isEqualTo("The default route leads to nat-0d4.");
        });
    }

    @Test
    void whatPassedAlreadyIsLeftAlone() {
        assertThat(reconcile(demo().saying("RT-001", FINE), held(ComplianceStatus.PASSED)))
                .isEqualTo(new Reconciliation(List.of(), List.of(), List.of()));
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
            assertThat(reconcile(blind, held(ComplianceStatus.FAILED)))
                    .isEqualTo(new Reconciliation(List.of(), List.of(), List.of()));
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
        Reconciliation reconciliation = reconcile(demo().withoutSubnet(), held(ComplianceStatus.FAILED));

        assertThat(reconciliation.endings()).singleElement().satisfies(finding -> {
            assertThat(finding.recordState()).isEqualTo(RecordState.ARCHIVED);
            assertThat(finding.compliance().status()).isEqualTo(ComplianceStatus.FAILED);
        });
        assertThat(reconciliation.resolved()).hasSize(1);
    }

    @Test
    void findingWhoseRootCauseIsReportedInsteadIsArchived() {
        Reconciliation reconciliation = reconcile(
                demo().saying("RT-001", Evaluated.violation().withRelated(List.of("EP-002"))),
                held("EP-002", ComplianceStatus.FAILED));

        assertThat(written(reconciliation))
                .extracting(AwsSecurityFinding::generatorId, AwsSecurityFinding::recordState)
                .containsExactly(
                        tuple("nodepath/RT-001", RecordState.ACTIVE), tuple("nodepath/EP-002", RecordState.ARCHIVED));
        assertThat(reconciliation.resolved())
                .singleElement()
                .satisfies(transition -> assertThat(transition.finding().description())
                        .isEqualTo("Its root cause is now reported as RT-001."));
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
        Reconciliation reconciliation = Reconciliation.ofDeleted(
                List.of(held(ComplianceStatus.FAILED), held("SN-001", ComplianceStatus.PASSED)), NOW);

        assertThat(written(reconciliation))
                .extracting(AwsSecurityFinding::recordState)
                .containsExactly(RecordState.ARCHIVED, RecordState.ARCHIVED);
        assertThat(reconciliation.resolved())
                .singleElement()
                .satisfies(transition ->
                        assertThat(transition.finding().description()).isEqualTo("EKS cluster demo was deleted."));
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
        return written(Reconciliation.of(evaluated.assessment(), held, NOW)).getFirst();
    }

    private static List<AwsSecurityFinding> imports(Evaluated evaluated, HeldFinding... held) {
        return written(reconcile(evaluated, held));
    }

    private static List<AwsSecurityFinding> written(Reconciliation reconciliation) {
        return Stream.concat(reconciliation.imports().stream(), reconciliation.endings().stream())
                .toList();
    }

    private static Reconciliation reconcile(Evaluated evaluated, HeldFinding... held) {
        return Reconciliation.of(evaluated.assessment(), List.of(held), NOW);
    }
}
