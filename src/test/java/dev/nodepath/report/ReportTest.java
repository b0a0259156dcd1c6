package dev.nodepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodepath.Golden;
import dev.nodepath.finding.Assessment;
import dev.nodepath.rule.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.jr.ob.JSON;

class ReportTest {

    @ParameterizedTest
    // SARIF repeats the whole catalogue, which changes more often than the format.
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SARIF")
    void isAsInTheGoldenFile(ReportFormat format) throws IOException {
        String extension = format == ReportFormat.TEXT ? "txt" : format.name().toLowerCase(Locale.ROOT);
        Golden.assertMatches("report/sample." + extension, written(format, Ink.PLAIN, Sample.report()));
    }

    @Test
    void sarifIsValidAgainstTheStandardsSchema() throws IOException {
        String report = written(ReportFormat.SARIF, Ink.PLAIN, Sample.report());
        assertThat(ReportSchema.sarifErrors(report)).isEmpty();
        assertThat(ReportSchema.sarifErrors(report.replace("\"message\"", "\"massage\"")))
                .isNotEmpty();
    }

    @Test
    void sarifTellsViolationsFromWhatIsOpenOrSuppressed() throws IOException {
        String report = written(ReportFormat.SARIF, Ink.PLAIN, Sample.report());
        Map<String, Object> run = JSON.std.beanFrom(Sarif.class, report).runs().getFirst();
        assertThat(run.get("results"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(result -> List.of(
                        result.get("ruleId"),
                        result.get("kind"),
                        result.get("level"),
                        result.containsKey("suppressions")))
                .containsExactly(
                        List.of("RT-004", "fail", "error", false),
                        List.of("VE-001", "open", "none", false),
                        List.of("EP-004", "fail", "warning", true));
    }

    record Sarif(List<Map<String, Object>> runs) {}

    @Test
    void htmlIsWellFormedAndLoadsNothing() throws Exception {
        String page = written(ReportFormat.HTML, Ink.PLAIN, Sample.report());
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
        assertThat(document.getElementsByTagName("article").getLength())
                .isEqualTo(Sample.report().findings().size());
        assertThat(page).doesNotContain("<script", "src=", "url(", "@import", "<link");
    }

    @Test
    void whatAwsSaysNeverBecomesMarkup() {
        StringBuilder page = new StringBuilder();
        new Html(page).element("p", "<b>&\u001b[31m", "title", "\" onload=\"x");
        assertThat(page).hasToString("<p title=\"&quot; onload=&quot;x\">&lt;b&gt;&amp;\uFFFD[31m</p>\n");
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
