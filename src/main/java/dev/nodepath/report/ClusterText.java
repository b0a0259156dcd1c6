package dev.nodepath.report;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.ChangedBy;
import dev.nodepath.finding.Finding;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Answer;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.report.Table.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One cluster's section of the text report. */
final class ClusterText {

    private final Assessment assessment;
    private final Ink ink;
    private final List<String> lines = new ArrayList<>();

    ClusterText(Assessment assessment, Ink ink) {
        this.assessment = assessment;
        this.ink = ink;
    }

    List<String> lines() {
        ClusterPaths paths = assessment.evaluation().paths();
        head(paths);
        lines.add("");
        nodeSubnets(Report.nodeSubnets(paths));
        if (assessment.findings().isEmpty()) {
            lines.add("");
            lines.add("  No findings.");
        }
        assessment.findings().forEach(this::finding);
        return lines;
    }

    private void head(ClusterPaths paths) {
        Cluster cluster = paths.cluster();
        lines.add(ink.strong(cluster.name()) + "  " + place(cluster));
        lines.add("  endpoint  " + endpoint(cluster.endpointAccess()));
        lines.add("  pattern   " + Words.of(paths.pattern()));
    }

    static String place(Cluster cluster) {
        return "%s in %s, account %s, %s"
                .formatted(
                        cluster.status(), cluster.arn().region(), cluster.arn().accountId(), cluster.vpcId());
    }

    static String endpoint(EndpointAccess access) {
        String cidrs =
                access.publicAccessCidrs().stream().sorted().map(Cidr::toString).collect(Collectors.joining(", "));
        return Words.of(access.mode())
                + switch (access.mode()) {
                    case PUBLIC_ONLY -> ", open to " + cidrs;
                    case PUBLIC_AND_PRIVATE -> ", the public one open to " + cidrs;
                    case PRIVATE_ONLY, NEITHER -> "";
                };
    }

    private void nodeSubnets(List<SubnetPaths> subnets) {
        if (subnets.isEmpty()) {
            lines.add("  No node subnets.");
            return;
        }
        Table table = new Table();
        table.add(
                heading("NODE SUBNET"),
                heading("ZONE"),
                heading("USED BY"),
                heading("EGRESS"),
                heading("API SERVER"),
                heading("JOIN"));
        for (SubnetPaths subnet : subnets) {
            table.add(
                    Cell.of(subnet.subnetId()),
                    Cell.of(subnet.subnet().map(Subnet::availabilityZone).orElse("?")),
                    Cell.of(String.join(", ", Report.usedBy(subnet))),
                    Cell.of(Words.of(subnet.egress())),
                    verdict(subnet.apiServer(), Words.of(subnet.apiServer().verdict())),
                    verdict(subnet.join(), Words.join(subnet.join().verdict())));
        }
        List<String> rows = table.lines();
        lines.add("  " + rows.getFirst());
        for (int i = 0; i < subnets.size(); i++) {
            lines.add("  " + rows.get(i + 1));
            reasons(subnets.get(i)).forEach(reason -> lines.add("    " + reason));
        }
    }

    private Cell heading(String text) {
        return new Cell(text, ink::faint);
    }

    private Cell verdict(Answer answer, String word) {
        String by = answer.decidedBy().isEmpty() ? "" : " (" + String.join(", ", answer.decidedBy()) + ")";
        return new Cell(word + by, text -> switch (answer.verdict()) {
            case REACHABLE -> ink.good(text);
            case UNREACHABLE -> ink.bad(text);
            case UNKNOWN -> ink.unsure(text);
        });
    }

    /** Why a path does not work or is not known to, where no finding says the same. */
    private Set<String> reasons(SubnetPaths subnet) {
        Set<String> reasons = new LinkedHashSet<>();
        for (Answer answer : List.of(subnet.apiServer(), subnet.join())) {
            if (!answer.isReachable()) {
                reasons.add(answer.reason());
            }
        }
        assessment.findings().forEach(finding -> reasons.remove(finding.description()));
        return reasons;
    }

    private void finding(Finding finding) {
        lines.add("");
        lines.add("  " + ink.severity(finding.severity(), finding.severity().name()) + status(finding) + "  "
                + ink.strong(finding.rule()) + "  " + finding.description());
        detail("expected", finding.title());
        detail("resource", finding.resources().stream().map(Resource::id).collect(Collectors.joining(", ")));
        String label = "evidence";
        for (String fact : finding.evidence()) {
            detail(label, fact);
            label = "";
        }
        if (!finding.related().isEmpty()) {
            detail("explains", String.join(", ", finding.related()));
        }
        finding.changedBy().ifPresent(change -> detail("since", since(change)));
        if (!finding.remediation().text().isEmpty()) {
            detail("fix", finding.remediation().text());
        }
        finding.remediation().commands().forEach(command -> lines.add("      " + command));
    }

    static String status(Finding finding) {
        return switch (finding.status()) {
            case NON_COMPLIANT -> "";
            case INSUFFICIENT_DATA -> ", cannot be told";
            case SUPPRESSED -> ", suppressed";
        };
    }

    static String since(ChangedBy change) {
        return "%s by %s at %s".formatted(change.eventName(), change.principal(), change.eventTime());
    }

    private void detail(String label, String text) {
        lines.add("    " + ink.faint("%-8s".formatted(label)) + "  " + text);
    }
}
