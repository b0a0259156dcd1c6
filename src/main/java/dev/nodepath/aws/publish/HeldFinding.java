package dev.nodepath.aws.publish;

import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Transition;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.Compliance;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.RecordState;
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

    /** The start of the id: {@code arn:…:cluster/demo} of {@code arn:…:cluster/demo/RT-004/nat-0abc}. */
    ClusterArn cluster() {
        String[] parts = id().split("/", 3);
        return ClusterArn.parse(parts[0] + "/" + parts[1]);
    }

    /** The end of the id. */
    String resourceId() {
        return id().split("/", 4)[3];
    }

    boolean isActive() {
        return asff.recordState() != RecordState.ARCHIVED;
    }

    /** Active, and not known to be well. */
    boolean isOpen() {
        return isActive() && compliance().orElse(null) != ComplianceStatus.PASSED;
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

    /** That it is over, to be told to people. */
    Transition resolved(String why) {
        String title =
                asff.title().startsWith(rule() + " ") ? asff.title().substring(rule().length() + 1) : asff.title();
        return Transition.resolved(new Finding(
                id(),
                rule(),
                severity(),
                compliance().orElse(null) == ComplianceStatus.FAILED
                        ? Finding.Status.NON_COMPLIANT
                        : Finding.Status.INSUFFICIENT_DATA,
                cluster(),
                List.of(resource()),
                title,
                why,
                List.of(),
                List.of(),
                Remedy.NONE,
                Optional.empty()));
    }

    private Resource resource() {
        return resourceId().startsWith("arn:")
                ? new Resource(asff.resources().getFirst().type(), resourceId())
                : Resource.ec2(resourceId());
    }

    private Severity severity() {
        SeverityLabel label = asff.severity() == null
                ? SeverityLabel.INFORMATIONAL
                : asff.severity().label();
        return switch (label) {
            case CRITICAL -> Severity.CRITICAL;
            case HIGH -> Severity.HIGH;
            case MEDIUM -> Severity.MEDIUM;
            case LOW -> Severity.LOW;
            case INFORMATIONAL, UNKNOWN_TO_SDK_VERSION -> Severity.INFO;
        };
    }
}
