package dev.nodepath.aws.publish;

import dev.nodepath.finding.FindingState;
import dev.nodepath.network.ClusterArn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.Compliance;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Severity;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;

/** A finding of ours as Security Hub holds it. */
public record HeldFinding(AwsSecurityFinding asff) {

    static List<HeldFinding> of(ClusterArn cluster, List<HeldFinding> all) {
        return all.stream()
                .filter(finding -> finding.id().startsWith(cluster + "/"))
                .toList();
    }

    String id() {
        return asff.id();
    }

    String rule() {
        return asff.generatorId().substring(Asff.GENERATOR_PREFIX.length());
    }

    /** The end of the id. */
    String resourceId() {
        return id().split("/", 4)[3];
    }

    boolean isActive() {
        return asff.recordState() != RecordState.ARCHIVED;
    }

    boolean isPassed() {
        return isActive() && compliance().orElse(null) == ComplianceStatus.PASSED;
    }

    /** Whether an import would change nothing but the time, and that time is not long ago. */
    boolean saysTheSame(AwsSecurityFinding other, Instant now) {
        return isActive()
                && compliance().equals(new HeldFinding(other).compliance())
                && severity().equals(new HeldFinding(other).severity())
                && Objects.equals(asff.title(), other.title())
                && Objects.equals(asff.description(), other.description())
                && now.isBefore(Instant.parse(asff.updatedAt()).plus(FindingState.REFRESH));
    }

    private Optional<SeverityLabel> severity() {
        return Optional.ofNullable(asff.severity()).map(Severity::label);
    }

    Optional<ComplianceStatus> compliance() {
        return Optional.ofNullable(asff.compliance()).map(Compliance::status);
    }

    Instant created() {
        return Instant.parse(asff.createdAt());
    }

    AwsSecurityFinding passed(Instant seen) {
        return Asff.ended(asff, Optional.of(ComplianceStatus.PASSED), RecordState.ACTIVE, seen);
    }

    AwsSecurityFinding archived(Instant seen) {
        return Asff.ended(asff, compliance(), RecordState.ARCHIVED, seen);
    }
}
