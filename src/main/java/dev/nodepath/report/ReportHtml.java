package dev.nodepath.report;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Unread;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Answer;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The report as one HTML file that needs no other: nothing is loaded, nothing is executed. */
public final class ReportHtml {

    private static final String STYLE = """
            :root { color-scheme: light dark; --bad: #b3261e; --unsure: #8a5a00; --good: #1b6e3c; --line: #8884; }
            @media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --unsure: #ffc46b; --good: #7fd6a0; } }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
            th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); }
            section { margin-top: 2.5rem; } article { border-left: 4px solid var(--line); padding-left: 1rem; margin: 1.5rem 0; }
            article.violation.CRITICAL, article.violation.HIGH { border-color: var(--bad); }
            article.violation.MEDIUM { border-color: var(--unsure); }
            .REACHABLE { color: var(--good); } .UNREACHABLE { color: var(--bad); } .UNKNOWN { color: var(--unsure); }
            dt { font-weight: 600; } dd { margin: 0 0 .4rem; }
            pre { overflow-x: auto; background: #8882; padding: .6rem; } code, pre { font-family: ui-monospace, monospace; }
            """;

    private final Html html;

    private ReportHtml(Html html) {
        this.html = html;
    }

    /** Writes UTF-8 and leaves {@code out} open. */
    public static void write(Report report, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try {
            new ReportHtml(new Html(writer)).page(report);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }

    private void page(Report report) {
        html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").raw("\n").open("head");
        html.raw(
                "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.element("title", "Nodepath").open("style").raw(STYLE).close().close();
        html.open("body").element("h1", "Nodepath").element("p", ReportText.summary(report));
        report.clusters().forEach(this::cluster);
        if (!report.unread().isEmpty()) {
            html.open("section").element("h2", "Not read").open("ul");
            for (Unread unread : report.unread()) {
                html.open("li")
                        .element("code", unread.call())
                        .text(" " + unread.reason() + ".")
                        .close();
            }
            html.close().close();
        }
        html.close().close();
    }

    private void cluster(Assessment assessment) {
        ClusterPaths paths = assessment.evaluation().paths();
        Cluster cluster = paths.cluster();
        html.open("section").element("h2", cluster.name()).element("p", ClusterText.place(cluster));
        html.open("dl");
        entry("Endpoint", ClusterText.endpoint(cluster.endpointAccess()));
        entry("Pattern", Words.of(paths.pattern()));
        html.close();
        nodeSubnets(Report.nodeSubnets(paths));
        assessment.findings().forEach(this::finding);
        if (assessment.findings().isEmpty()) {
            html.element("p", "No findings.");
        }
        html.close();
    }

    private void nodeSubnets(List<SubnetPaths> subnets) {
        if (subnets.isEmpty()) {
            html.element("p", "No node subnets.");
            return;
        }
        html.open("div", "class", "wide").open("table").open("thead").open("tr");
        for (String heading : List.of("Node subnet", "Zone", "Used by", "Egress", "API server", "Join")) {
            html.element("th", heading);
        }
        html.close().close().open("tbody");
        for (SubnetPaths subnet : subnets) {
            html.open("tr").open("td").element("code", subnet.subnetId()).close();
            html.element("td", subnet.subnet().map(Subnet::availabilityZone).orElse("?"));
            html.element("td", String.join(", ", Report.usedBy(subnet)));
            html.element("td", Words.of(subnet.egress()));
            verdict(subnet.apiServer(), Words.of(subnet.apiServer().verdict()));
            verdict(subnet.join(), Words.join(subnet.join().verdict()));
            html.close();
        }
        html.close().close().close();
    }

    private void verdict(Answer answer, String word) {
        html.open("td")
                .open("strong", "class", answer.verdict().name())
                .text(word)
                .close();
        if (!answer.isReachable()) {
            html.text(" " + String.join(", ", answer.decidedBy()) + ": " + answer.reason());
        }
        html.close();
    }

    private void finding(Finding finding) {
        String kind = finding.status() == Finding.Status.NON_COMPLIANT ? "violation" : "other";
        html.open("article", "class", kind + " " + finding.severity(), "id", finding.id());
        html.element("h3", finding.severity() + ClusterText.status(finding) + " " + finding.rule());
        html.element("p", finding.description()).open("dl");
        entry("Expected", finding.title());
        entry("Resource", finding.resources().stream().map(Resource::id).collect(Collectors.joining(", ")));
        finding.evidence().forEach(fact -> entry("Evidence", fact));
        if (!finding.related().isEmpty()) {
            entry("Explains", String.join(", ", finding.related()));
        }
        finding.changedBy().ifPresent(change -> entry("Since", ClusterText.since(change)));
        if (!finding.remediation().text().isEmpty()) {
            entry("Fix", finding.remediation().text());
        }
        html.close();
        if (!finding.remediation().commands().isEmpty()) {
            html.element("pre", String.join("\n", finding.remediation().commands()));
        }
        html.close();
    }

    private void entry(String term, String text) {
        html.element("dt", term).element("dd", text);
    }
}
