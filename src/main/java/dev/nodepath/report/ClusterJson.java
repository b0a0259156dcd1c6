package dev.nodepath.report;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Answer;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Hop;
import dev.nodepath.path.Reachability;
import dev.nodepath.path.SubnetPaths;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster and the paths of its node subnets as the JSON object of the report. */
final class ClusterJson {
    private ClusterJson() {}

    static Map<String, @Nullable Object> of(ClusterPaths paths) {
        Cluster cluster = paths.cluster();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("arn", cluster.arn().toString());
        json.put("name", cluster.name());
        json.put("accountId", cluster.arn().accountId());
        json.put("region", cluster.arn().region());
        json.put("vpcId", cluster.vpcId());
        json.put("status", cluster.status().name());
        json.put("endpoint", endpoint(cluster.endpointAccess()));
        json.put("pattern", paths.pattern().name());
        json.put(
                "nodeSubnets",
                Report.nodeSubnets(paths).stream().map(ClusterJson::nodeSubnet).toList());
        return json;
    }

    static Map<String, Object> endpoint(EndpointAccess access) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mode", access.mode().name());
        json.put(
                "publicAccessCidrs",
                access.publicAccessCidrs().stream().sorted().map(Cidr::toString).toList());
        return json;
    }

    static Map<String, @Nullable Object> nodeSubnet(SubnetPaths paths) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("subnetId", paths.subnetId());
        json.put(
                "availabilityZone", paths.subnet().map(Subnet::availabilityZone).orElse(null));
        json.put("usedBy", Report.usedBy(paths));
        json.put("egress", paths.egress().name());
        json.put("apiServer", apiServer(paths.apiServer()));
        json.put("join", join(paths.join()));
        json.put("modes", modes(paths.modes()));
        return json;
    }

    static Map<String, Object> apiServer(Answer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", answer.verdict().name());
        json.put("decidedBy", answer.decidedBy());
        json.put("reason", answer.reason());
        json.put("hops", answer.hops().stream().map(ClusterJson::hop).toList());
        return json;
    }

    static Map<String, Object> join(Answer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", joinVerdict(answer.verdict()));
        json.put("decidedBy", answer.decidedBy());
        json.put("reason", answer.reason());
        return json;
    }

    static String joinVerdict(Reachability verdict) {
        return switch (verdict) {
            case REACHABLE -> "SUCCEEDS";
            case UNREACHABLE -> "FAILS";
            case UNKNOWN -> "UNKNOWN";
        };
    }

    static Map<String, Object> hop(Hop hop) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", hop.kind().name());
        json.put("id", hop.id());
        json.put("detail", hop.detail());
        json.put("direction", hop.direction().name());
        return json;
    }

    private static Map<String, Object> modes(Map<EndpointAccess.Mode, Reachability> modes) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (EndpointAccess.Mode mode : EndpointAccess.Mode.values()) {
            Reachability verdict = modes.get(mode);
            if (verdict != null && mode != EndpointAccess.Mode.NEITHER) {
                json.put(mode.name(), verdict.name());
            }
        }
        return json;
    }
}
