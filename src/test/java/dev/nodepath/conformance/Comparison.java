package dev.nodepath.conformance;

import dev.nodepath.conformance.ConformanceCase.Answer;
import dev.nodepath.conformance.ConformanceCase.Finding;
import dev.nodepath.conformance.ConformanceCase.NodeSubnet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a report against a case: the comparison of {@code conformance/README.md}, step by step. */
final class Comparison {

    /** Said of a cluster whose verdict is compliant all the same: a public endpoint that admits everybody, advice. */
    private static final Set<String> BESIDE_THE_QUESTION = Set.of("EP-004", "CF-001");

    private static final Set<String> ADVICE = Set.of("LOW", "INFO");
    private static final Set<String> GOOD = Set.of("REACHABLE", "SUCCEEDS");

    private final ConformanceCase expected;
    private final Set<String> knownRules;
    private final List<Json> findings;
    private final Map<String, Json> nodeSubnets = new TreeMap<>();
    private final @Nullable Json cluster;
    private final List<String> disagreements = new ArrayList<>();
    private final List<String> pending = new ArrayList<>();

    /**
     * What differs, a sentence each, and what no rule of the catalogue can say yet.
     *
     * @param disagreements none where the report agrees with the case
     * @param pending findings expected of rules that the catalogue does not have
     */
    record Outcome(List<String> disagreements, List<String> pending) {}

    /**
     * @param report the JSON report on the case's snapshot
     * @param knownRules ids of the catalogue
     */
    static Outcome of(ConformanceCase expected, Json report, Set<String> knownRules) {
        return new Comparison(expected, report, knownRules).compare();
    }

    private Comparison(ConformanceCase expected, Json report, Set<String> knownRules) {
        this.expected = expected;
        this.knownRules = knownRules;
        this.cluster = report.objects("clusters")
                .filter(c -> c.text("arn").equals(expected.cluster()))
                .findFirst()
                .orElse(null);
        this.findings = report.objects("findings")
                .filter(f -> f.text("clusterArn").equals(expected.cluster()))
                .toList();
        if (cluster != null) {
            cluster.objects("nodeSubnets").forEach(subnet -> nodeSubnets.put(subnet.text("subnetId"), subnet));
        }
    }

    private Outcome compare() {
        if (cluster == null) {
            return new Outcome(List.of("cluster " + expected.cluster() + " is not in the report"), List.of());
        }
        nodeSubnets();
        findings();
        falseAlarms();
        overall();
        String pattern = expected.pattern();
        if (pattern != null) {
            same("pattern", pattern, cluster.text("pattern"));
        }
        return new Outcome(List.copyOf(disagreements), List.copyOf(pending));
    }

    private void nodeSubnets() {
        expected.nodeSubnets().forEach(this::nodeSubnet);
        Set<String> known = expected.nodeSubnets().stream().map(NodeSubnet::id).collect(Collectors.toSet());
        // Where nothing tells where nodes run, the cluster's own subnets are listed, and a case may leave them out.
        nodeSubnets.values().stream()
                .filter(subnet -> !subnet.texts("usedBy").equals(Set.of("cluster")))
                .map(subnet -> subnet.text("subnetId"))
                .filter(id -> !known.contains(id))
                .forEach(id -> disagreements.add(id + " holds no nodes, but is judged as if it did"));
    }

    private void nodeSubnet(NodeSubnet subnet) {
        Json actual = nodeSubnets.get(subnet.id());
        if (actual == null) {
            disagreements.add(subnet.name() + " holds nodes, but is not judged");
            return;
        }
        answer(subnet.name() + " apiServer", subnet.apiServer(), actual.object("apiServer"));
        answer(subnet.name() + " join", subnet.join(), actual.object("join"));
        String egress = subnet.egress();
        if (egress != null) {
            same(subnet.name() + " egress", egress, actual.text("egress"));
        }
        if (!subnet.usedBy().isEmpty()) {
            same(subnet.name() + " usedBy", subnet.usedBy(), actual.texts("usedBy"));
        }
        Json modes = subnet.modes();
        if (modes != null) {
            same(
                    subnet.name() + " modes",
                    modes.members(),
                    actual.object("modes").members());
        }
    }

    private void answer(String what, Answer answer, Json actual) {
        String verdict = actual.text("verdict");
        Set<String> decidedBy = actual.texts("decidedBy");
        if (!answer.verdicts().contains(verdict)) {
            disagreements.add("%s is %s %s, expected %s: %s"
                    .formatted(
                            what, verdict, decidedBy, String.join(" or ", answer.verdicts()), actual.text("reason")));
        } else if (!GOOD.contains(verdict)
                && !answer.rules().isEmpty()
                && Collections.disjoint(answer.rules(), decidedBy)) {
            disagreements.add("%s is %s by %s, expected by any of %s: %s"
                    .formatted(what, verdict, decidedBy, answer.rules(), actual.text("reason")));
        }
    }

    /** Each expected finding is there, and names each of its resources somewhere. */
    private void findings() {
        for (Finding finding : expected.findings()) {
            if (finding.optional()) {
                continue;
            }
            if (Collections.disjoint(finding.rules(), knownRules)) {
                pending.add(finding.cause() + " (" + String.join(", ", finding.rules()) + ")");
                continue;
            }
            List<Json> matching =
                    findings.stream().filter(f -> matches(finding, f)).toList();
            if (matching.isEmpty()) {
                disagreements.add("no finding for %s: expected %s of any of %s%s"
                        .formatted(
                                finding.cause(),
                                finding.status(),
                                finding.rules(),
                                finding.severities().isEmpty() ? "" : " as " + finding.severities()));
            }
            for (String resource : finding.resources()) {
                if (!matching.isEmpty()
                        && matching.stream().noneMatch(f -> resources(f).contains(resource))) {
                    disagreements.add("no finding for %s names %s".formatted(finding.cause(), resource));
                }
            }
        }
    }

    private static boolean matches(Finding expected, Json actual) {
        return expected.rules().contains(actual.text("rule"))
                && expected.status().equals(actual.text("status"))
                && (expected.severities().isEmpty() || expected.severities().contains(actual.text("severity")));
    }

    private static Set<String> resources(Json finding) {
        return finding.objects("resources").map(resource -> resource.text("id")).collect(Collectors.toSet());
    }

    /** Nothing above advice is called wrong that the case does not name, nor anything at all that it names as absent. */
    private void falseAlarms() {
        Set<String> named = expected.namedRules();
        for (Json finding : findings) {
            String rule = finding.text("rule");
            boolean wrong = finding.text("status").equals("NON_COMPLIANT");
            if (expected.absent().contains(rule)) {
                disagreements.add("%s must not be found: %s".formatted(rule, finding.text("description")));
            } else if (wrong
                    && !ADVICE.contains(finding.text("severity"))
                    && !BESIDE_THE_QUESTION.contains(rule)
                    && !named.contains(rule)) {
                disagreements.add(
                        "false alarm %s %s: %s".formatted(finding.text("severity"), rule, finding.text("description")));
            }
        }
    }

    private void overall() {
        List<Json> grave = findings.stream()
                .filter(f -> !ADVICE.contains(f.text("severity")) && !BESIDE_THE_QUESTION.contains(f.text("rule")))
                .toList();
        boolean pathUnknown = nodeSubnets.values().stream()
                .anyMatch(s -> s.object("apiServer").text("verdict").equals("UNKNOWN")
                        || s.object("join").text("verdict").equals("UNKNOWN"));
        boolean violated = grave.stream().anyMatch(f -> f.text("status").equals("NON_COMPLIANT"));
        switch (expected.overall()) {
            case "COMPLIANT", "NOT_APPLICABLE" ->
                grave.forEach(f -> disagreements.add("%s, but %s %s %s: %s"
                        .formatted(
                                expected.overall(),
                                f.text("severity"),
                                f.text("rule"),
                                f.text("status"),
                                f.text("description"))));
            case "NON_COMPLIANT" -> {
                if (findings.stream().noneMatch(f -> f.text("status").equals("NON_COMPLIANT")) && pending.isEmpty()) {
                    disagreements.add("NON_COMPLIANT, but nothing is found wrong");
                }
            }
            case "INSUFFICIENT_DATA" -> {
                if (violated) {
                    disagreements.add("INSUFFICIENT_DATA, but something is called wrong");
                } else if (!pathUnknown && grave.isEmpty() && pending.isEmpty()) {
                    disagreements.add("INSUFFICIENT_DATA, but everything is called right");
                }
            }
            default -> throw new IllegalArgumentException("overall: " + expected.overall());
        }
    }

    private void same(String what, Object wanted, Object actual) {
        if (!wanted.equals(actual)) {
            disagreements.add("%s is %s, expected %s".formatted(what, actual, wanted));
        }
    }
}
