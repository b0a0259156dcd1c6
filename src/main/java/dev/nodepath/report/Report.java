package dev.nodepath.report;

import dev.nodepath.finding.Assessment;
import dev.nodepath.finding.Finding;
import dev.nodepath.finding.Unread;
import dev.nodepath.network.Read;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.NodeSource;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one run found, in an order that depends on nothing but what was found: the same network gives the same report.
 *
 * @param clusters by ARN
 * @param unread what could not be read, by call, each once
 */
public record Report(List<Assessment> clusters, List<Unread> unread) {

    private static final Comparator<Assessment> BY_ARN =
            Comparator.comparing(a -> a.evaluation().paths().cluster().arn().toString());
    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity).thenComparing(Finding::rule).thenComparing(Finding::id);

    public Report {
        clusters = clusters.stream().sorted(BY_ARN).toList();
        unread = unread.stream()
                .distinct()
                .sorted(Comparator.comparing(Unread::call).thenComparing(Unread::reason))
                .toList();
    }

    /**
     * A report with everything the assessed networks miss among its unread parts.
     *
     * @param unreadBefore reads that failed before it was known which cluster they belong to
     */
    public static Report of(List<Assessment> clusters, Collection<Read.Failed<?>> unreadBefore) {
        Set<Read.Failed<?>> failed = new LinkedHashSet<>(unreadBefore);
        clusters.forEach(
                cluster -> failed.addAll(cluster.evaluation().paths().network().unread()));
        List<Unread> unread = new ArrayList<>();
        failed.forEach(read -> unread.add(new Unread(read.action(), read.error())));
        return new Report(clusters, unread);
    }

    /** The findings of all clusters, worst first. */
    public List<Finding> findings() {
        return clusters.stream()
                .flatMap(cluster -> cluster.findings().stream())
                .sorted(WORST_FIRST)
                .toList();
    }

    /** Whether something is wrong for certain, at least as bad as that, and not suppressed. */
    public boolean hasViolation(Severity atLeast) {
        return clusters.stream()
                .flatMap(cluster -> cluster.findings().stream())
                .anyMatch(finding -> finding.status() == Finding.Status.NON_COMPLIANT
                        && finding.severity().atLeast(atLeast));
    }

    /** A cluster's node subnets by id, in whatever order AWS named them. */
    static List<SubnetPaths> nodeSubnets(ClusterPaths paths) {
        return paths.nodeSubnets().stream()
                .sorted(Comparator.comparing(SubnetPaths::subnetId))
                .toList();
    }

    /** What tells that nodes run in a subnet, as reports name it. */
    static List<String> usedBy(SubnetPaths paths) {
        return paths.nodeSubnet().usedBy().stream()
                .map(NodeSource::label)
                .distinct()
                .sorted()
                .toList();
    }
}
