package dev.nodepath.aws.publish;

import static dev.nodepath.finding.Evaluated.SUBNET;
import static dev.nodepath.finding.Evaluated.demo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.Evaluated;
import dev.nodepath.network.Resource;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;

class AsffTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:11:12Z");
    private static final String CLUSTER = "arn:aws:eks:us-east-1:123456789012:cluster/demo";

    @Test
    void findingStandsInTheProductOfItsAccount() {
        AwsSecurityFinding finding = asff(demo().violating("RT-001"));

        assertThat(finding.id()).isEqualTo(CLUSTER + "/RT-001/subnet-private-a");
        assertThat(finding.productArn())
                .isEqualTo("arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default");
        assertThat(finding.generatorId()).isEqualTo("nodepath/RT-001");
        assertThat(finding.awsAccountId()).isEqualTo("123456789012");
        assertThat(finding.title()).isEqualTo("RT-001 The default route of a node subnet leads somewhere");
        assertThat(finding.description()).isEqualTo("Route table rtb-private-a has no default route.");
        assertThat(finding.remediation().recommendation().text())
                .isEqualTo("Give it one.\naws ec2 create-route --route-table-id rtb-private-a");
    }

    @Test
    void resourceAtFaultComesFirstAndTheClusterIsAlwaysThere() {
        assertThat(asff(demo().violating("RT-001")).resources())
                .extracting(resource -> resource.type(), resource -> resource.id())
                .containsExactly(
                        tuple("AwsEc2Subnet", "arn:aws:ec2:us-east-1:123456789012:subnet/subnet-private-a"),
                        tuple("AwsEksCluster", CLUSTER),
                        tuple("AwsEc2RouteTable", "arn:aws:ec2:us-east-1:123456789012:route-table/rtb-private-a"));
    }

    @Test
    void findingAboutTheClusterNamesItOnce() {
        Result result = Result.violation(
                Severity.MEDIUM, Resource.cluster(CLUSTER), List.of(), "Open to the world.", Remedy.NONE);

        assertThat(asff(demo().saying("EP-004", result)).resources())
                .singleElement()
                .satisfies(cluster -> {
                    assertThat(cluster.id()).isEqualTo(CLUSTER);
                    assertThat(cluster.partitionAsString()).isEqualTo("aws");
                    assertThat(cluster.details().awsEksCluster().name()).isEqualTo("demo");
                });
    }

    @ParameterizedTest
    @CsvSource({"aws, eu-central-1", "aws-cn, cn-north-1", "aws-us-gov, us-gov-west-1"})
    void everyArnIsOfTheClustersPartitionAndRegion(String partition, String region) {
        String cluster = "arn:%s:eks:%s:123456789012:cluster/demo".formatted(partition, region);

        AwsSecurityFinding finding = asff(
                demo().with(network -> network.cluster(c -> c.arn(cluster))).violating("RT-001"));

        assertThat(finding.productArn())
                .isEqualTo(
                        "arn:%s:securityhub:%s:123456789012:product/123456789012/default".formatted(partition, region));
        assertThat(finding.id()).startsWith(cluster + "/");
        assertThat(finding.resources()).hasSize(3).allSatisfy(resource -> {
            assertThat(resource.partitionAsString()).isEqualTo(partition);
            assertThat(resource.region()).isEqualTo(region);
            assertThat(resource.id()).matches("arn:" + partition + ":e(c2|ks):" + region + ":123456789012:.+");
        });
    }

    /** Security Hub takes "Other" for what it has no type for. */
    @ParameterizedTest
    @CsvSource({
        "nat-0a1, Other, natgateway/nat-0a1",
        "igw-0a1, Other, internet-gateway/igw-0a1",
        "acl-0a1, AwsEc2NetworkAcl, network-acl/acl-0a1",
        "lt-0a1, AwsEc2LaunchTemplate, launch-template/lt-0a1",
        "vpce-0a1, Other, vpc-endpoint/vpce-0a1",
    })
    void ec2ResourcesAreNamedByTheirArn(String id, String type, String arn) {
        Result result = Result.violation(Severity.LOW, Resource.ec2(id), List.of(), "Wrong.", Remedy.NONE);

        assertThat(asff(demo().saying("RT-001", result)).resources().getFirst()).satisfies(resource -> {
            assertThat(resource.type()).isEqualTo(type);
            assertThat(resource.id()).isEqualTo("arn:aws:ec2:us-east-1:123456789012:" + arn);
        });
    }

    @Test
    void subnetOfASharedVpcBelongsToTheVpcsOwner() {
        assertThat(asff(demo().violating("RT-001").with(network -> network.vpcOwnedBy("210987654321")))
                        .resources()
                        .getFirst()
                        .id())
                .isEqualTo("arn:aws:ec2:us-east-1:210987654321:subnet/subnet-private-a");
    }

    @Test
    void whoChangedItIsKept() {
        assertThat(asff(demo().violating("RT-001").after(new ChangedBy("DeleteRoute", "2026-03-02T10:11:07Z", "dana")))
                        .productFields())
                .containsEntry("nodepath/changedBy/eventName", "DeleteRoute")
                .containsEntry("nodepath/changedBy/principal", "dana")
                .containsEntry("nodepath/evidence/1", "rtb-private-a holds 10.0.0.0/16 -> local")
                .containsEntry("nodepath/command/1", "aws ec2 create-route --route-table-id rtb-private-a")
                .doesNotContainKey("nodepath/related");
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL, CRITICAL", "HIGH, HIGH", "MEDIUM, MEDIUM", "LOW, LOW", "INFO, INFORMATIONAL"})
    void severityIsSecurityHubs(Severity severity, String label) {
        Result result = Result.violation(severity, SUBNET, List.of(), "Wrong.", Remedy.NONE);
        AwsSecurityFinding finding = asff(demo().saying("RT-001", result));

        assertThat(finding.severity().labelAsString()).isEqualTo(label);
        assertThat(finding.findingProviderFields().severity().labelAsString()).isEqualTo(label);
    }

    @Test
    void theLongestFindingStaysBelow240KilobytesAndACallBelowSixMegabytes() {
        // Of all letters, these are the longest for a limit that counts characters.
        String endless = "語".repeat(100_000);
        List<String> many = Collections.nCopies(200, endless);
        List<Resource> resources = IntStream.range(0, 200)
                .mapToObj(i -> Resource.ec2("subnet-" + i))
                .toList();
        Result result = Result.violation(Severity.HIGH, SUBNET, resources, endless, new Remedy(endless, many))
                .withEvidence(many);
        AwsSecurityFinding finding = asff(
                demo().saying("RT-001", result).after(new ChangedBy("DeleteRoute", "2026-03-02T10:11:07Z", endless)));

        assertThat(finding.description()).hasSize(1024);
        assertThat(finding.remediation().recommendation().text()).hasSize(512);
        assertThat(finding.resources()).hasSize(32);
        assertThat(finding.productFields()).hasSizeLessThanOrEqualTo(50);
        assertThat(finding.productFields().values())
                .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(2048));
        assertThat(size(finding)).isLessThan(240 * 1024);
        assertThat(SecurityHub.batches(Collections.nCopies(150, finding)))
                .hasSizeGreaterThan(2)
                .allSatisfy(batch -> assertThat(
                                batch.stream().mapToInt(AsffTest::size).sum())
                        .isLessThan(5 * 1024 * 1024));
        assertThat(SecurityHub.batches(Collections.nCopies(150, asff(demo().violating("RT-001")))))
                .extracting(List::size)
                .containsExactly(100, 50);
    }

    /** Names and values; quotes come on top. */
    private static int size(AwsSecurityFinding finding) {
        return finding.toString().getBytes(UTF_8).length;
    }

    private static AwsSecurityFinding asff(Evaluated evaluated) {
        Assessment assessment = evaluated.assessment();
        return Asff.of(assessment.findings().getFirst(), ComplianceStatus.FAILED, evaluated.network(), NOW, NOW);
    }
}
