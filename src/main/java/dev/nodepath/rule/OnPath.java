package dev.nodepath.rule;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Hop;
import dev.nodepath.path.SubnetPaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The results of a rule that the path engine decides: one a resource at fault, however many node subnets suffer from it. It is
 * as severe as its card says where it cuts nodes off from the API server, and at most HIGH where they only miss something
 * else they need to become Ready.
 */
public final class OnPath {

    /** Says what to do about a cause. */
    @FunctionalInterface
    public interface Advice {
        Remedy about(Cause cause, SubnetPaths subnet, ClusterPaths paths);
    }

    private record Met(Cause cause, SubnetPaths subnet, boolean towardsApiServer) {}

    private OnPath() {}

    /** Of a rule whose card says what to do, whatever the cause. */
    public static List<Result> results(RuleCard card, ClusterPaths paths) {
        return results(card, paths, (cause, subnet, all) -> Remedy.of(card.fix()));
    }

    public static List<Result> results(RuleCard card, ClusterPaths paths, Advice advice) {
        return results(card, paths, Severity.HIGH, advice);
    }

    /** Of a rule about something without which no node becomes Ready, though it may reach the API server. */
    public static List<Result> joinBlocking(RuleCard card, ClusterPaths paths, Advice advice) {
        return results(card, paths, Severity.CRITICAL, advice);
    }

    /** What breaks paths by that rule at that resource, each once, for advice that mends all of it. */
    public static List<Cause> causes(RuleCard card, Resource resource, ClusterPaths paths) {
        return paths.nodeSubnets().stream()
                .flatMap(subnet -> met(card, subnet).stream())
                .map(Met::cause)
                .filter(cause -> cause.breaks() && cause.resource().equals(resource))
                .distinct()
                .toList();
    }

    /** Where nothing tells that nodes run in any of the subnets, a finding is advice. */
    public static Severity limited(Severity severity, List<SubnetPaths> subnets) {
        boolean onlyPossible = !subnets.isEmpty()
                && subnets.stream().allMatch(subnet -> subnet.nodeSubnet().onlyPossible());
        return onlyPossible ? severity.atMost(Severity.LOW) : severity;
    }

    private static List<Result> results(RuleCard card, ClusterPaths paths, Severity whenOnlyJoin, Advice advice) {
        Map<Resource, List<Met>> byResource = new LinkedHashMap<>();
        List<Result> results = new ArrayList<>();
        for (SubnetPaths subnet : paths.nodeSubnets()) {
            List<Met> met = met(card, subnet);
            met.forEach(m -> byResource
                    .computeIfAbsent(m.cause().resource(), r -> new ArrayList<>())
                    .add(m));
            if (met.isEmpty() && subnet.join().isReachable()) {
                results.add(Result.compliant(
                        Resource.ec2(subnet.subnetId()), subnet.join().reason()));
            }
        }
        byResource.forEach((resource, met) -> results.add(result(card, paths, resource, met, whenOnlyJoin, advice)));
        return CauseResults.worst(results);
    }

    private static List<Met> met(RuleCard card, SubnetPaths subnet) {
        List<Met> met = new ArrayList<>();
        Set<Cause> seen = new LinkedHashSet<>();
        for (Cause cause : subnet.apiServer().causes()) {
            if (cause.rule().equals(card.id()) && seen.add(cause)) {
                met.add(new Met(cause, subnet, true));
            }
        }
        for (Cause cause : subnet.join().causes()) {
            if (cause.rule().equals(card.id()) && seen.add(cause)) {
                met.add(new Met(cause, subnet, false));
            }
        }
        return met;
    }

    private static Result result(
            RuleCard card, ClusterPaths paths, Resource resource, List<Met> all, Severity whenOnlyJoin, Advice advice) {
        boolean broken = all.stream().anyMatch(m -> m.cause().breaks());
        List<Met> met = all.stream().filter(m -> m.cause().breaks() == broken).toList();
        Met first = met.getFirst();
        boolean towardsApiServer = met.stream().anyMatch(Met::towardsApiServer);
        List<Resource> others = Stream.concat(
                        met.stream().flatMap(m -> m.cause().also().stream()),
                        met.stream().map(m -> Resource.ec2(m.subnet().subnetId())))
                .filter(r -> !r.equals(resource))
                .distinct()
                .toList();
        return new Result(
                broken ? Verdict.NON_COMPLIANT : Verdict.INSUFFICIENT_DATA,
                severity(card, met, broken, towardsApiServer ? Severity.CRITICAL : whenOnlyJoin),
                resource,
                others,
                first.cause().sentence(),
                evidence(met),
                related(card, paths, broken, towardsApiServer),
                broken ? advice.about(first.cause(), first.subnet(), paths) : unknownRemedy(first.cause()));
    }

    private static Severity severity(RuleCard card, List<Met> met, boolean broken, Severity limit) {
        Severity severity = card.severity().atMost(limit);
        if (!broken) {
            severity = severity.atMost(Severity.MEDIUM);
        }
        boolean onlyPossible =
                met.stream().allMatch(m -> m.subnet().nodeSubnet().onlyPossible());
        return onlyPossible ? severity.atMost(Severity.LOW) : severity;
    }

    private static List<String> evidence(List<Met> met) {
        Set<String> facts = new LinkedHashSet<>();
        met.stream().skip(1).forEach(m -> facts.add(m.cause().sentence()));
        facts.remove(met.getFirst().cause().sentence());
        Met first = met.getFirst();
        List<Hop> hops = first.towardsApiServer()
                ? first.subnet().apiServer().hops()
                : first.subnet().join().hops();
        hops.stream().filter(hop -> !hop.isFilter() || isAtFault(hop, met)).forEach(hop -> facts.add(hop.toString()));
        return List.copyOf(facts);
    }

    /** Filters that let nodes through are no evidence of anything. */
    private static boolean isAtFault(Hop filter, List<Met> met) {
        return met.stream()
                .map(Met::cause)
                .anyMatch(cause -> cause.resource().id().equals(filter.id())
                        || cause.also().stream().anyMatch(r -> r.id().equals(filter.id())));
    }

    /** Rules broken by the same root cause, which are not reported on their own. */
    private static List<String> related(RuleCard card, ClusterPaths paths, boolean broken, boolean towardsApiServer) {
        if (!broken || !towardsApiServer) {
            return List.of();
        }
        String whole = paths.cluster().endpointAccess().mode() == Mode.PUBLIC_ONLY ? "EP-002" : "EP-006";
        List<String> related = card.id().equals("EP-007") ? List.of("EP-002", "RT-001") : List.of(whole);
        return related.stream().filter(id -> !id.equals(card.id())).toList();
    }

    /** What to do where it cannot be told. */
    static Remedy unknownRemedy(Cause cause) {
        return switch (cause.unknown().orElseThrow()) {
            case NOT_READ ->
                Remedy.of("Let the role make the call that failed, or add the missing answer, and check again.");
            case SHARED_VPC_NOT_VISIBLE ->
                Remedy.of("Give Nodepath a role in the account that owns the VPC, or ask the owner to check the path.");
            case PATH_LEAVES_VPC, APPLIANCE, PARTIAL_ROUTES, PARTIAL_FILTER, POLICY_NOT_EVALUATED ->
                Remedy.of("Follow the path behind " + cause.resource().id() + " by hand; Nodepath cannot see it.");
            case CUSTOM_DNS ->
                Remedy.of("Check on a node that the name servers forward the cluster's name to the VPC's resolver.");
            case PREFIX_LIST_UNREADABLE -> Remedy.of("Allow ec2:GetManagedPrefixListEntries on the list.");
            case UPDATE_IN_PROGRESS, EVENTUAL_CONSISTENCY ->
                Remedy.of("Wait until the change has settled; it is checked again.");
            case K8S_ONLY -> Remedy.of("Look at the node classes inside the cluster.");
            case SDK_UNKNOWN_VALUE -> Remedy.of("Update Nodepath; AWS answered with a value newer than this version.");
        };
    }
}
