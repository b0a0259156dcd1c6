package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.Vpc;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.path.SecurityGroupCheck.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What stands between the cluster and nodes outside of AWS, by their remote networks (EKS user guide, "Prerequisite setup for
 * hybrid nodes").
 */
public final class HybridNodes {

    private static final String RULE = "EP-009";

    private final ClusterNetwork network;
    private final Cluster cluster;
    private final Resource clusterResource;

    private HybridNodes(ClusterNetwork network) {
        this.network = network;
        this.cluster = network.cluster();
        this.clusterResource = Resource.cluster(cluster.arn().toString());
    }

    /** None where the cluster has no remote networks, or nothing is wrong. */
    public static List<Cause> causes(ClusterNetwork network) {
        return network.cluster().remoteNodeNetworks().isEmpty() ? List.of() : new HybridNodes(network).causes();
    }

    /**
     * What does harm where the pods' own addresses reach the API server: a network plugin may put those of their nodes in their
     * place, which cannot be seen.
     */
    public static List<Cause> ofPods(ClusterNetwork network) {
        List<Cidr> pods = network.cluster().remotePodNetworks();
        return pods.isEmpty() || network.cluster().endpointAccess().mode() != Mode.PRIVATE_ONLY
                ? List.of()
                : new HybridNodes(network)
                                .groups(
                                        false,
                                        Ports.HTTPS,
                                        pods,
                                        "do not admit port 443 from the pods on the hybrid nodes")
                                .stream()
                                .toList();
    }

    private List<Cause> causes() {
        List<Cause> causes = new ArrayList<>();
        if (cluster.endpointAccess().mode() == Mode.PUBLIC_AND_PRIVATE) {
            causes.add(Cause.broken(
                    RULE,
                    clusterResource,
                    "Cluster " + cluster.name()
                            + " has hybrid nodes and both endpoints on: outside the VPC its name always resolves to the public"
                            + " addresses, which can keep hybrid nodes from joining."));
        }
        if (cluster.ipFamily() == Family.IPV6) {
            causes.add(Cause.broken(
                    RULE,
                    clusterResource,
                    "Cluster " + cluster.name() + " is an IPv6 one, which cannot have hybrid nodes."));
        }
        overlap().ifPresent(causes::add);
        overlapWithServices().ifPresent(causes::add);
        if (cluster.endpointAccess().mode() == Mode.PRIVATE_ONLY) {
            for (Subnet subnet : clusterSubnets()) {
                routes(subnet).ifPresent(causes::add);
            }
            groups(false, Ports.HTTPS, cluster.remoteNodeNetworks(), "do not admit port 443 from the hybrid nodes")
                    .ifPresent(causes::add);
        }
        groups(
                        true,
                        Ports.KUBELET,
                        cluster.remoteNodeNetworks(),
                        "do not let the API server reach port 10250 of the hybrid nodes")
                .ifPresent(causes::add);
        return causes;
    }

    private List<Subnet> clusterSubnets() {
        return cluster.subnetIds().stream()
                .flatMap(id -> network.vpc().subnet(id).orElse(Optional.empty()).stream())
                .toList();
    }

    private List<Cidr> remoteNetworks() {
        return Stream.concat(cluster.remoteNodeNetworks().stream(), cluster.remotePodNetworks().stream())
                .toList();
    }

    private Optional<Cause> overlap() {
        if (network.vpc().vpc() instanceof Read.Failed<Vpc> failed) {
            return Optional.of(Cause.unread(RULE, failed, clusterResource));
        }
        List<Cidr> own = network.vpc().vpc().map(Vpc::cidrs).orElse(List.of());
        return remoteNetworks().stream()
                .filter(remote -> own.stream().anyMatch(remote::overlaps))
                .findFirst()
                .map(remote -> Cause.broken(
                        RULE,
                        clusterResource,
                        "Remote network " + remote + " of cluster " + cluster.name() + " overlaps the range of VPC "
                                + cluster.vpcId() + ", whose local route keeps its packets.",
                        Resource.ec2(cluster.vpcId())));
    }

    private Optional<Cause> overlapWithServices() {
        return remoteNetworks().stream()
                .filter(remote ->
                        cluster.serviceIpv4Cidr().filter(remote::overlaps).isPresent())
                .findFirst()
                .map(remote -> Cause.broken(
                        RULE,
                        clusterResource,
                        "Remote network " + remote + " of cluster " + cluster.name() + " overlaps "
                                + cluster.serviceIpv4Cidr().orElseThrow()
                                + ", where the cluster's Kubernetes services have their addresses."));
    }

    private Optional<Cause> routes(Subnet subnet) {
        Optional<RoutedBy> by = network.vpc().routeTableOf(subnet.id()).orElse(Optional.empty());
        Resource resource = Resource.ec2(subnet.id());
        if (by.isEmpty()) {
            return Optional.of(Cause.unknown(
                    RULE,
                    UnknownReason.NOT_READ,
                    resource,
                    "The route table of cluster subnet " + subnet.id() + " could not be seen."));
        }
        RouteLookup lookup = new RouteLookup(network.vpc(), by.get().table());
        List<String> missing = new ArrayList<>();
        Optional<Cause> undecided = Optional.empty();
        for (Cidr remote : remoteNetworks()) {
            List<Cidr> routed = new ArrayList<>();
            for (Cidr part : lookup.parts(remote)) {
                RouteLookup.OfAddress outcome = lookup.to(part);
                if (outcome instanceof RouteLookup.Outcome.Undecided(UnknownReason reason, String sentence)) {
                    undecided = Optional.of(Cause.unknown(RULE, reason, resource, sentence));
                    routed.add(part);
                } else if (leadsThere(outcome)) {
                    routed.add(part);
                }
            }
            Remainder.of(remote, routed).forEach(part -> missing.add(part.toString()));
        }
        return missing.isEmpty()
                ? undecided
                : Optional.of(Cause.broken(
                        RULE,
                        resource,
                        "Route table " + by.get().table().id() + " of cluster subnet " + subnet.id()
                                + " has no route to " + String.join(", ", missing)
                                + " of the hybrid nodes, so that the API server's answers do not find them.",
                        Resource.ec2(by.get().table().id())));
    }

    /** A default route to the internet leads to no private network. */
    private static boolean leadsThere(RouteLookup.Outcome outcome) {
        return outcome instanceof RouteLookup.Outcome.Found(Route route, Cidr matched)
                && route.state() != Route.State.BLACKHOLE
                && !(route.target() instanceof RouteTarget.Local)
                && !(route.target() instanceof RouteTarget.InternetGateway)
                && !(route.target() instanceof RouteTarget.NatGateway)
                && !(route.target() instanceof RouteTarget.EgressOnlyInternetGateway);
    }

    private Optional<Cause> groups(boolean egress, int port, List<Cidr> remote, String what) {
        Set<String> groupIds = ControlPlane.of(network).groupIds();
        SecurityGroupCheck groups = new SecurityGroupCheck(network.vpc());
        Peer peer = new Peer(Set.of(), remote);
        Coverage coverage = egress
                ? groups.allowsEgress(groupIds, SecurityGroupCheck.TCP, port, peer)
                : groups.allowsIngress(groupIds, SecurityGroupCheck.TCP, port, peer);
        String sentence = "The security groups of the cluster's network interfaces (" + String.join(", ", groupIds)
                + ") " + what + " ("
                + String.join(", ", remote.stream().map(Cidr::toString).toList()) + ")";
        return switch (coverage) {
            case ALL -> Optional.empty();
            case SOME, NONE ->
                Optional.of(Cause.broken(RULE, clusterResource, sentence + ".")
                        .with(new Opening.GroupRule(
                                groupIds.stream().sorted().toList(),
                                egress,
                                SecurityGroupCheck.TCP,
                                port,
                                List.of(),
                                remote)));
            case UNKNOWN ->
                Optional.of(Cause.unknown(
                        RULE,
                        UnknownReason.NOT_READ,
                        clusterResource,
                        sentence + " as far as could be seen; not everything could."));
        };
    }
}
