package dev.nodepath.report;

import dev.nodepath.path.Answer;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Hop;
import dev.nodepath.path.SubnetPaths;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a cluster's node subnets, hop by hop, with what was found at each and what decides.
 *
 * @param subnets those to explain, by id
 */
public record Explanation(ClusterPaths paths, List<SubnetPaths> subnets) {

    public static final String SCHEMA = "nodepath/explanation/1";

    public Explanation {
        subnets = List.copyOf(subnets);
    }

    /** Of every node subnet. */
    public static Explanation of(ClusterPaths paths) {
        return new Explanation(paths, Report.nodeSubnets(paths));
    }

    /** The same for one subnet; of none where it is no node subnet of the cluster. */
    public Explanation of(String subnetId) {
        return new Explanation(
                paths,
                subnets.stream().filter(s -> s.subnetId().equals(subnetId)).toList());
    }

    /** Writes UTF-8 text and leaves {@code out} open. */
    public void writeText(Ink ink, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        for (SubnetPaths subnet : subnets) {
            text.append(ink.strong(subnet.subnetId()) + "  " + String.join(", ", Report.usedBy(subnet)) + "\n");
            way(
                    text,
                    "API server",
                    verdict(ink, subnet.apiServer(), Words.of(subnet.apiServer().verdict())));
            steps(text, subnet.apiServer());
            String join = verdict(ink, subnet.join(), Words.join(subnet.join().verdict()));
            if (decidedAlike(subnet)) {
                way(text, "join", join + ", for the same reason");
            } else {
                way(text, "join", join);
                steps(text, subnet.join());
            }
            text.append("  in other endpoint modes: " + modes(subnet) + "\n\n");
        }
        text.flush();
    }

    /** Whether what keeps a node from the API server is also what keeps it from becoming Ready. */
    private static boolean decidedAlike(SubnetPaths subnet) {
        return !subnet.join().isReachable()
                && subnet.join().causes().equals(subnet.apiServer().causes());
    }

    private static String verdict(Ink ink, Answer answer, String word) {
        return switch (answer.verdict()) {
            case REACHABLE -> ink.good(word);
            case UNREACHABLE -> ink.bad(word);
            case UNKNOWN -> ink.unsure(word);
        };
    }

    private static void way(Writer text, String way, String verdict) throws IOException {
        text.append("  " + way + ": " + verdict + "\n");
    }

    private static void steps(Writer text, Answer answer) throws IOException {
        int step = 1;
        Hop.Direction direction = Hop.Direction.FORWARD;
        for (Hop hop : answer.hops()) {
            if (hop.direction() != direction) {
                text.append("    and back\n");
                direction = hop.direction();
            }
            text.append("    " + step++ + ". " + hop + "\n");
        }
        if (answer.isReachable()) {
            text.append("    => " + answer.reason() + "\n");
        }
        for (Cause cause : answer.causes()) {
            text.append("    => " + cause.rule() + ": " + cause.sentence() + "\n");
        }
    }

    private static String modes(SubnetPaths subnet) {
        List<String> modes = new ArrayList<>();
        subnet.modes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> modes.add(Words.of(entry.getKey()) + " " + Words.of(entry.getValue())));
        return String.join(", ", modes);
    }

    /** Writes UTF-8 JSON and leaves {@code out} open. */
    public void writeJson(OutputStream out) throws IOException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema", SCHEMA);
        json.put("clusterArn", paths.cluster().arn().toString());
        json.put("nodeSubnets", subnets.stream().map(Explanation::subnet).toList());
        Json.write(out, members -> json.forEach(members::member));
    }

    private static Map<String, @Nullable Object> subnet(SubnetPaths subnet) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>(ClusterJson.nodeSubnet(subnet));
        json.put("apiServer", answer(ClusterJson.apiServer(subnet.apiServer()), subnet.apiServer()));
        json.put("join", answer(ClusterJson.join(subnet.join()), subnet.join()));
        return json;
    }

    private static Map<String, @Nullable Object> answer(Map<String, Object> report, Answer answer) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>(report);
        json.put("hops", answer.hops().stream().map(ClusterJson::hop).toList());
        json.put("causes", answer.causes().stream().map(Explanation::cause).toList());
        return json;
    }

    private static Map<String, @Nullable Object> cause(Cause cause) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rule", cause.rule());
        json.put("unknown", cause.unknown().map(Enum::name).orElse(null));
        json.put("resource", cause.resource().id());
        json.put("sentence", cause.sentence());
        return json;
    }
}
