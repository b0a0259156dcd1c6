package dev.nodepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.Golden;
import dev.nodepath.finding.Assessment;
import dev.nodepath.rule.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {

    @Test
    void textIsAsInTheGoldenFile() throws IOException {
        Golden.assertMatches("report/sample.txt", written(ReportFormat.TEXT, Ink.PLAIN, Sample.report()));
    }

    @Test
    void jsonIsAsInTheGoldenFile() throws IOException {
        Golden.assertMatches("report/sample.json", written(ReportFormat.JSON, Ink.PLAIN, Sample.report()));
    }

    @Test
    void jsonIsValidAgainstThePublishedSchema() throws IOException {
        assertThat(ReportSchema.errors(written(ReportFormat.JSON, Ink.PLAIN, Sample.report())))
                .isEmpty();
    }

    @Test
    void schemaRefusesAReportWithoutAKeyOfTheContract() throws IOException {
        String report = written(ReportFormat.JSON, Ink.PLAIN, Sample.report());
        for (String key :
                List.of("schema", "clusters", "arn", "mode", "usedBy", "hops", "join", "rule", "changedBy", "call")) {
            assertThat(ReportSchema.errors(report.replace("\"" + key + "\"", "\"other\"")))
                    .as(key)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void orderOfClustersAndUnreadPartsDoesNotMatter(ReportFormat format) throws IOException {
        Report report = Sample.report();
        List<Assessment> reversed = new ArrayList<>(report.clusters()).reversed();
        Report same = new Report(reversed, report.unread().reversed());
        assertThat(written(format, Ink.PLAIN, same)).isEqualTo(written(format, Ink.PLAIN, report));
    }

    @Test
    void coloursChangeNothingButColours() throws IOException {
        String coloured = written(ReportFormat.TEXT, Ink.ANSI, Sample.report());
        assertThat(coloured).contains("\u001b[");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(written(ReportFormat.TEXT, Ink.PLAIN, Sample.report()));
    }

    @Test
    void whatTheNetworksMissIsUnreadOnce() {
        assertThat(Sample.report().unread())
                .extracting(unread -> unread.call())
                .containsExactly("ec2:DescribeVpcEndpoints", "ec2:DescribeVpcs", "eks:DescribeCluster");
    }

    @Test
    void onlyAViolationOfThatSeverityOrWorseCounts() {
        Report report = Sample.report();
        assertThat(report.hasViolation(Severity.CRITICAL)).isTrue();
        assertThat(report.hasViolation(Severity.INFO)).isTrue();
        Report uncertain = new Report(
                report.clusters().stream()
                        .map(cluster -> new Assessment(
                                cluster.evaluation(),
                                cluster.findings().stream()
                                        .filter(finding -> finding.severity() != Severity.CRITICAL)
                                        .toList()))
                        .toList(),
                report.unread());
        assertThat(uncertain.findings()).hasSize(2);
        assertThat(uncertain.hasViolation(Severity.INFO))
                .as("what cannot be told and what is suppressed are no violations")
                .isFalse();
    }

    private static String written(ReportFormat format, Ink ink, Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(report, ink, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
