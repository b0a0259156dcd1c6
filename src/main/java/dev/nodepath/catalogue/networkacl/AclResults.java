package dev.nodepath.catalogue.networkacl;

import dev.nodepath.catalogue.Openings;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.PortRange;
import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.KubeletPath;
import dev.nodepath.path.LaterPaths;
import dev.nodepath.path.Opening;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.CauseResults.Weighed;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What network ACLs drop: what decides a path as severe as that; the API server's way to kubelets HIGH; what would matter
 * once EKS moves its interfaces MEDIUM; what is enough for the nodes there now, or for all connections but a few, LOW.
 */
final class AclResults {

    private static final int TCP = 6;
    private static final PortRange HTTPS = PortRange.of(443);

    private AclResults() {}

    /** Of what decides paths, keeps the API server from kubelets, and will matter later. */
    static List<Result> of(RuleCard card, ClusterPaths paths) {
        List<Weighed> beside = new ArrayList<>();
        for (SubnetPaths path : paths.nodeSubnets()) {
            for (Cause cause : KubeletPath.causes(paths.network(), path)) {
                beside.add(new Weighed(OnPath.limited(kubelet(cause, paths), List.of(path)), cause));
            }
            for (Cause cause : LaterPaths.toUnusedClusterSubnets(paths.network(), path)) {
                beside.add(new Weighed(OnPath.limited(Severity.MEDIUM, List.of(path)), cause));
            }
        }
        beside.addAll(ofOtherNodes(paths));
        return results(card, paths, beside);
    }

    /** Of what decides paths and of what will matter to other nodes. */
    static List<Result> ofPathsNowAndLater(RuleCard card, ClusterPaths paths) {
        return results(card, paths, ofOtherNodes(paths));
    }

    /** Of those and of connections through NAT gateways that are tried again. */
    static List<Result> ofNatGateways(RuleCard card, ClusterPaths paths) {
        List<Result> all = new ArrayList<>(ofPathsNowAndLater(card, paths));
        for (SubnetPaths path : paths.nodeSubnets()) {
            all.addAll(CauseResults.of(
                    OnPath.limited(Severity.LOW, List.of(path)),
                    LaterPaths.triedAgain(paths.network(), path).stream().toList(),
                    causes ->
                            Remedy.of("Decide whether the ACL may admit port 3389 from anywhere. Security Hub's control"
                                    + " EC2.21 asks to keep it closed; then suppress this finding.")));
        }
        return CauseResults.worst(all);
    }

    private static List<Weighed> ofOtherNodes(ClusterPaths paths) {
        List<Weighed> beside = new ArrayList<>();
        for (SubnetPaths path : paths.nodeSubnets()) {
            for (Cause cause : LaterPaths.ofOtherNodes(paths.network(), path)) {
                beside.add(new Weighed(OnPath.limited(Severity.LOW, List.of(path)), cause));
            }
        }
        return beside;
    }

    /** One result an ACL, whose remedy opens it for all that it drops. */
    private static List<Result> results(RuleCard card, ClusterPaths paths, List<Weighed> all) {
        List<Weighed> beside =
                all.stream().filter(b -> b.cause().rule().equals(card.id())).toList();
        Function<Resource, Remedy> remedy = acl -> Openings.remedy(
                card.fix(),
                Stream.concat(
                                OnPath.causes(card, acl, paths).stream(),
                                beside.stream()
                                        .map(Weighed::cause)
                                        .filter(cause -> cause.breaks()
                                                && cause.resource().equals(acl)))
                        .toList(),
                paths);
        List<Result> results =
                new ArrayList<>(OnPath.results(card, paths, (cause, subnet, same) -> remedy.apply(cause.resource())));
        results.addAll(
                CauseResults.of(beside, causes -> remedy.apply(causes.getFirst().resource())));
        return CauseResults.worst(results);
    }

    /**
     * With the public endpoint alone, people are known to run on an ACL that lets out 443 and nothing else (comments on the
     * AWS blog about worker node networking): logs and exec do not work there, nodes do.
     */
    private static Severity kubelet(Cause cause, ClusterPaths paths) {
        boolean known = cause.opening().stream()
                .anyMatch(opening -> opening instanceof Opening.AclEntry entry
                        && entry.egress()
                        && (entry.ports().from() < entry.ports().to() || letsOutHttpsAlone(entry.aclId(), paths)));
        return known && paths.cluster().endpointAccess().mode() == Mode.PUBLIC_ONLY ? Severity.LOW : Severity.HIGH;
    }

    private static boolean letsOutHttpsAlone(String aclId, ClusterPaths paths) {
        List<NetworkAcl.Entry> out = paths.network().vpc().networkAcls().orElse(List.of()).stream()
                .filter(acl -> acl.id().equals(aclId))
                .flatMap(acl -> acl.entries().stream())
                .filter(entry -> entry.egress() && entry.allow())
                .toList();
        return !out.isEmpty()
                && out.stream()
                        .allMatch(entry ->
                                entry.protocol() == TCP && entry.ports().equals(HTTPS));
    }
}
