package dev.nodepath.aws.publish;

import dev.nodepath.catalogue.AccountNotRead;
import dev.nodepath.finding.Finding;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Vpc;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import dev.nodepath.sweep.Account;
import dev.nodepath.sweep.AccountSweep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.securityhub.model.AwsEksClusterDetails;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.Partition;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.ResourceDetails;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;

/**
 * A finding in the AWS Security Finding Format. Lengths are cut to what Security Hub takes, so that a finding stays well
 * below 240 KB and a hundred of them below 6 MB. {@code Workflow}, {@code Note} and what else belongs to people is never
 * sent.
 */
final class Asff {

    static final String GENERATOR_PREFIX = "nodepath/";

    private static final String TYPE =
            "Software and Configuration Checks/AWS Security Best Practices/Network Reachability";
    private static final int RESOURCES = 32;
    private static final int FIELD_LIMIT = 2048;
    private static final int LISTED = 10;

    /** The types Security Hub has details for, which are those it knows: {@code AwsEc2Subnet}, … */
    private static final Set<String> KNOWN_TYPES = ResourceDetails.builder().build().sdkFields().stream()
            .map(SdkField::memberName)
            .collect(Collectors.toUnmodifiableSet());

    /** What the owner of a shared VPC owns in it; the rest is the participant's. */
    private static final Set<String> OF_THE_VPC_OWNER = Set.of(
            "AwsEc2Vpc",
            "AwsEc2Subnet",
            "AwsEc2RouteTable",
            "AwsEc2NetworkAcl",
            "AwsEc2NatGateway",
            "AwsEc2InternetGateway",
            "AwsEc2EgressOnlyInternetGateway");

    private Asff() {}

    /** Where an account's own findings stand in Security Hub: the product every account has without registering one. */
    static String productArn(String partition, String region, String accountId) {
        return "arn:%s:securityhub:%s:%s:product/%s/default".formatted(partition, region, accountId, accountId);
    }

    static AwsSecurityFinding of(
            Finding finding, ComplianceStatus compliance, ClusterNetwork network, Instant created, Instant seen) {
        ClusterArn cluster = finding.cluster();
        return active(cluster.partition(), cluster.accountId(), cluster.region(), finding.rule(), finding.severity())
                .id(finding.id())
                .title(Limit.characters(finding.rule() + " " + finding.title(), 256))
                .description(Limit.characters(finding.description(), 1024))
                .remediation(remediation -> remediation.recommendation(
                        recommendation -> recommendation.text(Limit.characters(recommendation(finding), 512))))
                .productFields(productFields(finding))
                .resources(resources(finding, network))
                .compliance(status -> status.status(compliance))
                .createdAt(time(created))
                .firstObservedAt(time(created))
                .updatedAt(time(seen))
                .lastObservedAt(time(seen))
                .build();
    }

    /** That an account could not be read (SW-001), as a finding of the functions' own account, which is the one that noticed. */
    static AwsSecurityFinding of(
            AccountSweep unread, String partition, String ownAccountId, String region, Instant created, Instant seen) {
        RuleCard card = AccountNotRead.CARD;
        Account account = unread.account();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("nodepath/rule", card.id());
        number(fields, "nodepath/evidence/", Announcement.sentences(unread.allUnread()));
        fields.replaceAll((name, value) -> Limit.characters(value, FIELD_LIMIT));
        return active(partition, ownAccountId, region, card.id(), card.severity())
                .id(Announcement.findingId(account.id(), partition))
                .title(Limit.characters(card.id() + " " + card.title(), 256))
                .description(Limit.characters(Announcement.description(account, unread.allUnread()), 1024))
                .remediation(
                        remediation -> remediation.recommendation(what -> what.text(Limit.characters(card.fix(), 512))))
                .productFields(fields)
                .resources(software.amazon.awssdk.services.securityhub.model.Resource.builder()
                        .type("AwsAccount")
                        .id(Announcement.accountId(account))
                        .partition(Partition.fromValue(partition))
                        .region(region)
                        .build())
                .compliance(status -> status.status(ComplianceStatus.FAILED))
                .createdAt(time(created))
                .firstObservedAt(time(created))
                .updatedAt(time(seen))
                .lastObservedAt(time(seen))
                .build();
    }

    /** What any finding of a rule has in the Security Hub of an account. */
    private static AwsSecurityFinding.Builder active(
            String partition, String accountId, String region, String rule, Severity severity) {
        return AwsSecurityFinding.builder()
                .schemaVersion("2018-10-08")
                .productArn(productArn(partition, region, accountId))
                .generatorId(GENERATOR_PREFIX + rule)
                .awsAccountId(accountId)
                .types(TYPE)
                .severity(level -> level.label(label(severity)).original(severity.name()))
                .findingProviderFields(fields -> fields.types(TYPE)
                        .severity(level -> level.label(label(severity)).original(severity.name())))
                .recordState(RecordState.ACTIVE);
    }

    /** A finding that Security Hub holds, with another end. What people may have written on it is left out. */
    static AwsSecurityFinding ended(
            AwsSecurityFinding held, Optional<ComplianceStatus> compliance, RecordState record, Instant seen) {
        return AwsSecurityFinding.builder()
                .schemaVersion(held.schemaVersion())
                .id(held.id())
                .productArn(held.productArn())
                .generatorId(held.generatorId())
                .awsAccountId(held.awsAccountId())
                .types(TYPE)
                .createdAt(held.createdAt())
                .updatedAt(time(seen))
                .firstObservedAt(held.firstObservedAt())
                .lastObservedAt(held.lastObservedAt())
                .severity(held.severity())
                .findingProviderFields(held.findingProviderFields())
                .title(held.title())
                .description(held.description())
                .remediation(held.remediation())
                .productFields(ours(held.productFields()))
                .resources(held.resources())
                .compliance(status -> compliance.ifPresent(status::status))
                .recordState(record)
                .build();
    }

    /** Security Hub adds fields of its own, under names nobody else may send. */
    private static Map<String, String> ours(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().startsWith(GENERATOR_PREFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Security Hub reads milliseconds. */
    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static SeverityLabel label(Severity severity) {
        return switch (severity) {
            case CRITICAL -> SeverityLabel.CRITICAL;
            case HIGH -> SeverityLabel.HIGH;
            case MEDIUM -> SeverityLabel.MEDIUM;
            case LOW -> SeverityLabel.LOW;
            case INFO -> SeverityLabel.INFORMATIONAL;
        };
    }

    private static String recommendation(Finding finding) {
        List<String> lines = new ArrayList<>();
        if (!finding.remediation().text().isEmpty()) {
            lines.add(finding.remediation().text());
        }
        lines.addAll(finding.remediation().commands());
        return lines.isEmpty()
                ? "Read what the finding says; there is no single command that mends it."
                : String.join("\n", lines);
    }

    private static Map<String, String> productFields(Finding finding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("nodepath/clusterArn", finding.cluster().toString());
        fields.put("nodepath/rule", finding.rule());
        fields.put("nodepath/related", String.join(",", finding.related()));
        if (finding.predicted()) {
            fields.put("nodepath/predicted", "true");
        }
        number(fields, "nodepath/evidence/", finding.evidence());
        number(fields, "nodepath/command/", finding.remediation().commands());
        finding.changedBy().ifPresent(by -> {
            fields.put("nodepath/changedBy/eventName", by.eventName());
            fields.put("nodepath/changedBy/eventTime", by.eventTime());
            fields.put("nodepath/changedBy/principal", by.principal());
        });
        fields.values().removeIf(String::isEmpty);
        fields.replaceAll((name, value) -> Limit.characters(value, FIELD_LIMIT));
        return fields;
    }

    private static void number(Map<String, String> fields, String name, List<String> values) {
        for (String value : Limit.first(values, LISTED)) {
            fields.put(
                    name
                            + (1
                                    + fields.keySet().stream()
                                            .filter(key -> key.startsWith(name))
                                            .count()),
                    value);
        }
    }

    /** The resource at fault first, as Security Hub shows it; the cluster always among them. */
    private static List<software.amazon.awssdk.services.securityhub.model.Resource> resources(
            Finding finding, ClusterNetwork network) {
        Resource cluster = Resource.cluster(finding.cluster().toString());
        List<Resource> named = new ArrayList<>(finding.resources());
        named.remove(cluster);
        if (finding.resources().isEmpty() || finding.resources().getFirst().equals(cluster)) {
            named.addFirst(cluster);
        } else {
            named.add(1, cluster);
        }
        return Limit.first(named, RESOURCES).stream()
                .map(resource -> resource(resource, finding.cluster(), network))
                .toList();
    }

    private static software.amazon.awssdk.services.securityhub.model.Resource resource(
            Resource resource, ClusterArn cluster, ClusterNetwork network) {
        var asff = software.amazon.awssdk.services.securityhub.model.Resource.builder()
                .type(KNOWN_TYPES.contains(resource.type()) ? resource.type() : "Other")
                .id(arn(resource, cluster, network))
                .partition(Partition.fromValue(cluster.partition()))
                .region(cluster.region());
        if (resource.id().equals(cluster.toString())) {
            asff.details(details -> details.awsEksCluster(AwsEksClusterDetails.builder()
                    .name(cluster.name())
                    .arn(cluster.toString())
                    .build()));
        }
        return asff.build();
    }

    /** Security Hub wants ARNs; EC2's differ from its ids by what the type says. */
    private static String arn(Resource resource, ClusterArn cluster, ClusterNetwork network) {
        if (!resource.type().startsWith("AwsEc2") || resource.id().startsWith("arn:")) {
            return resource.id();
        }
        String owner = OF_THE_VPC_OWNER.contains(resource.type())
                ? network.vpc().vpc().map(Vpc::ownerId).orElse(cluster.accountId())
                : cluster.accountId();
        return "arn:%s:ec2:%s:%s:%s/%s"
                .formatted(cluster.partition(), cluster.region(), owner, kind(resource.type()), resource.id());
    }

    /** {@code AwsEc2RouteTable} is {@code route-table} in an ARN. */
    private static String kind(String type) {
        return type.equals("AwsEc2NatGateway")
                ? "natgateway"
                : type.substring("AwsEc2".length())
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT);
    }
}
