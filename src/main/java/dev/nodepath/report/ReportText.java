package dev.nodepath.report;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Unread;
import dev.nodepath.rule.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report for people: a section a cluster, then what could not be read, then a line that sums up. */
public final class ReportText {
    private ReportText() {}

    /** Writes UTF-8 and leaves {@code out} open. */
    public static void write(Report report, Ink ink, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        for (Assessment cluster : report.clusters()) {
            for (String line : new ClusterText(cluster, ink).lines()) {
                text.append(line).append('\n');
            }
            text.append('\n');
        }
        if (!report.unread().isEmpty()) {
            text.append(ink.strong("Not read")).append('\n');
            for (Unread unread : report.unread()) {
                text.append("  ").append(unread.call()).append(": ").append(unread.reason());
                text.append(".\n");
            }
            text.append('\n');
        }
        text.append(summary(report)).append('\n');
        text.flush();
    }

    /** {@code 2 clusters: 1 CRITICAL, 3 LOW; 1 cannot be told; 2 calls not read.} */
    static String summary(Report report) {
        List<Finding> findings = report.findings();
        List<String> parts = new ArrayList<>();
        if (!report.clusters().isEmpty()) {
            parts.add(violations(findings));
        }
        long unknown = findings.stream()
                .filter(finding -> finding.status() == Finding.Status.INSUFFICIENT_DATA)
                .count();
        if (unknown > 0) {
            parts.add(unknown + " cannot be told");
        }
        long suppressed = findings.stream()
                .filter(finding -> finding.status() == Finding.Status.SUPPRESSED)
                .count();
        if (suppressed > 0) {
            parts.add(suppressed + " suppressed");
        }
        if (!report.unread().isEmpty()) {
            parts.add(Words.count(report.unread().size(), "call") + " not read");
        }
        String clusters = Words.count(report.clusters().size(), "cluster");
        return (parts.isEmpty() ? clusters : clusters + ": " + String.join("; ", parts)) + ".";
    }

    private static String violations(List<Finding> findings) {
        List<Finding> violations = findings.stream()
                .filter(finding -> finding.status() == Finding.Status.NON_COMPLIANT)
                .toList();
        if (violations.isEmpty()) {
            return "no violations";
        }
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = violations.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                counts.add(count + " " + severity);
            }
        }
        return counts.stream().collect(Collectors.joining(", "));
    }
}
