package dev.nodepath.catalogue.vpcendpoint;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Instance;
import dev.nodepath.network.Read;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.path.AwsService;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Egress;
import dev.nodepath.path.EndpointZones;
import dev.nodepath.path.NodeSource;
import dev.nodepath.path.Reachability;
import dev.nodepath.path.ServicePath;
import dev.nodepath.path.SubnetPaths;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Services without which a node becomes Ready, but which something in this cluster uses as far as AWS can tell. */
final class OptionalServices {

    private static final List<String> PERHAPS = List.of("logs", "elasticloadbalancing", "autoscaling", "ssm", "sqs");

    private OptionalServices() {}

    /** What stops the nodes of a subnet on their way to them, by one rule. */
    static List<Cause> causes(String rule, SubnetPaths path, ClusterPaths paths) {
        Set<AwsService> services = isCutOffAnyway(path, paths) ? Set.of() : used(path, paths);
        return ServicePath.to(paths.network(), path, services).stream()
                .flatMap(answer -> answer.causes().stream())
                .filter(cause -> cause.rule().equals(rule))
                .toList();
    }

    /** Services that pods of many clusters use, without an endpoint here; nothing tells whether this cluster's do. */
    static List<String> perhapsMissed(ClusterPaths paths) {
        String region = paths.cluster().arn().region();
        if (paths.nodeSubnets().stream()
                .noneMatch(path -> mattersFor(path, paths) && !path.nodeSubnet().onlyPossible())) {
            return List.of();
        }
        return switch (paths.network().vpc().vpcEndpoints()) {
            case Read.Failed<List<VpcEndpoint>> failed -> List.of();
            case Read.Done<List<VpcEndpoint>>(List<VpcEndpoint> endpoints) ->
                PERHAPS.stream()
                        .filter(service -> endpoints.stream()
                                .noneMatch(endpoint -> endpoint.serviceName().endsWith("." + region + "." + service)))
                        .toList();
        };
    }

    /** The endpoint may be missing only where there is no other way. */
    static boolean mattersFor(SubnetPaths path, ClusterPaths paths) {
        return path.egress().isNone(paths.network().declared())
                && !isCutOffAnyway(path, paths)
                && path.apiServer().causes().stream().noneMatch(Cause::isUnread);
    }

    /** Whether it may, as far as AWS's answers tell. */
    static boolean mayMatterFor(SubnetPaths path, ClusterPaths paths) {
        return (path.egress().isNone(paths.network().declared()) || path.egress() == Egress.UNKNOWN)
                && !isCutOffAnyway(path, paths);
    }

    /** Why it cannot be told whether the endpoint is in every zone with nodes that depend on it. */
    static Optional<String> doubt(VpcEndpoint endpoint, EndpointZones zones, ClusterPaths paths) {
        if (!zones.hidden().isEmpty()) {
            return Optional.of("AWS did not show " + String.join(", ", zones.hidden()) + ", where VPC endpoint "
                    + endpoint.id() + " answers, so its zones are not known.");
        }
        if (!zones.missing().isEmpty()) {
            return Optional.empty();
        }
        List<SubnetPaths> perhaps = paths.nodeSubnets().stream()
                .filter(path -> mayMatterFor(path, paths))
                .toList();
        return paths.nodesNotRead()
                .map(Cause::sentence)
                .or(() -> EndpointZones.of(paths.network(), endpoint, perhaps).missing().values().stream()
                        .findFirst()
                        .map(subnet -> "Whether nodes of " + subnet + " depend on VPC endpoint " + endpoint.id()
                                + ", which has no subnet in their zone, cannot be told."));
    }

    /** Without any way to the only endpoint no pod starts that could miss anything else. */
    private static boolean isCutOffAnyway(SubnetPaths path, ClusterPaths paths) {
        return paths.cluster().endpointAccess().mode() == Mode.PUBLIC_ONLY
                && path.apiServer().verdict() == Reachability.UNREACHABLE
                && (path.egress().isNone(paths.network().declared())
                        || path.apiServer().causes().stream()
                                .anyMatch(cause -> cause.rule().equals("EP-007")));
    }

    private static Set<AwsService> used(SubnetPaths path, ClusterPaths paths) {
        Set<AwsService> used = EnumSet.of(AwsService.STS);
        if (!paths.network().podIdentityAssociations().orElse(List.of()).isEmpty()) {
            used.add(AwsService.EKS_AUTH);
        }
        boolean asksForCluster = path.nodeSubnet().usedBy().stream()
                .anyMatch(source -> source instanceof NodeSource.SelfManaged
                        || (source instanceof NodeSource.RunningInstances(List<Instance> instances)
                                && instances.stream().anyMatch(i -> i.tags().containsKey("karpenter.sh/nodepool"))));
        if (asksForCluster) {
            used.add(AwsService.EKS);
        }
        return used;
    }
}
