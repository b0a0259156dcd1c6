package dev.nodepath.report;

import dev.nodepath.finding.Comparison;
import dev.nodepath.finding.Comparison.SubnetPair;
import dev.nodepath.finding.Finding;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.path.Reachability;
import dev.nodepath.path.SubnetPaths;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change of a cluster's endpoint would change: for its node subnets, and in its findings. */
public record WhatIf(Comparison comparison) {

    public static final String SCHEMA = "nodepath/what-if/1";

    /** Writes UTF-8 text and leaves {@code out} open. */
    public void writeText(Ink ink, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.append("endpoint  " + words(before()) + "\n");
        text.append("     then " + words(after()) + "\n\n");
        List<SubnetPair> told = pairs().stream().filter(WhatIf::isWorthTelling).toList();
        if (told.isEmpty()) {
            text.append("No node subnet would change.\n");
        }
        for (SubnetPair pair : told) {
            SubnetPaths before = pair.before();
            SubnetPaths after = pair.after();
            text.append(ink.strong(after.subnetId()) + "\n");
            text.append("  API server  "
                    + change(
                            Words.of(before.apiServer().verdict()),
                            Words.of(after.apiServer().verdict())));
            text.append("  join        "
                    + change(
                            Words.join(before.join().verdict()),
                            Words.join(after.join().verdict())));
            text.append("  " + after.join().reason() + "\n");
        }
        findings(text, "Findings that would open", comparison.opened());
        findings(text, "Findings that would change", comparison.changed());
        findings(text, "Findings that would be resolved", comparison.resolved());
        text.flush();
    }

    /** What would change, and what might: where one side is unknown, nobody can tell. */
    private static boolean isWorthTelling(SubnetPair pair) {
        return pair.differs()
                || pair.after().apiServer().verdict() == Reachability.UNKNOWN
                || pair.after().join().verdict() == Reachability.UNKNOWN;
    }

    private static String change(String before, String after) {
        return before.equals(after) ? after + "\n" : before + " -> " + after + "\n";
    }

    private static void findings(Writer text, String heading, List<Finding> findings) throws IOException {
        if (!findings.isEmpty()) {
            text.append("\n" + heading + "\n");
            for (Finding finding : findings) {
                text.append("  " + finding.severity() + "  " + finding.rule() + "  " + finding.description() + "\n");
            }
        }
    }

    private static String words(EndpointAccess access) {
        return Words.of(access.mode())
                + (access.publicAccess()
                        ? ", open to "
                                + String.join(
                                        ", ",
                                        access.publicAccessCidrs().stream()
                                                .map(Cidr::toString)
                                                .toList())
                        : "");
    }

    private EndpointAccess before() {
        return comparison.before().evaluation().paths().cluster().endpointAccess();
    }

    private EndpointAccess after() {
        return comparison.after().evaluation().paths().cluster().endpointAccess();
    }

    private List<SubnetPair> pairs() {
        return comparison.subnets().stream()
                .sorted(Comparator.comparing(pair -> pair.before().subnetId()))
                .toList();
    }

    /** Writes UTF-8 JSON and leaves {@code out} open. */
    public void writeJson(OutputStream out) throws IOException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema", SCHEMA);
        json.put(
                "clusterArn",
                comparison.before().evaluation().paths().cluster().arn().toString());
        json.put("endpoint", beforeAndAfter(ClusterJson.endpoint(before()), ClusterJson.endpoint(after())));
        json.put("nodeSubnets", pairs().stream().map(WhatIf::subnet).toList());
        json.put("opened", comparison.opened().stream().map(FindingJson::of).toList());
        json.put("changed", comparison.changed().stream().map(FindingJson::of).toList());
        json.put("resolved", comparison.resolved().stream().map(FindingJson::of).toList());
        Json.write(out, members -> json.forEach(members::member));
    }

    private static Map<String, @Nullable Object> subnet(SubnetPair pair) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("subnetId", pair.before().subnetId());
        json.put("changes", pair.differs());
        json.put("before", verdicts(pair.before()));
        json.put("after", verdicts(pair.after()));
        return json;
    }

    private static Map<String, @Nullable Object> verdicts(SubnetPaths subnet) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("apiServer", ClusterJson.apiServer(subnet.apiServer()));
        json.put("join", ClusterJson.join(subnet.join()));
        return json;
    }

    private static Map<String, @Nullable Object> beforeAndAfter(Object before, Object after) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("before", before);
        json.put("after", after);
        return json;
    }
}
