package dev.nodepath.path;

import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.path.InternetPath.Purpose;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the paths of a cluster's node subnets. */
public final class Paths {

    private static final List<Mode> MODES = List.of(Mode.PUBLIC_ONLY, Mode.PUBLIC_AND_PRIVATE, Mode.PRIVATE_ONLY);

    private Paths() {}

    /** Of a cluster that runs elsewhere (registered, on Outposts) or is being deleted there are none. */
    public static ClusterPaths of(ClusterNetwork network) {
        Cluster cluster = network.cluster();
        if (cluster.kind() != Cluster.Kind.REGION || cluster.status() == Cluster.Status.DELETING) {
            return new ClusterPaths(network, List.of(), VpcPattern.UNKNOWN);
        }
        List<SubnetPaths> paths =
                NodeSubnets.of(network).stream().map(node -> of(network, node)).toList();
        return new ClusterPaths(network, paths, VpcPatterns.of(network, paths));
    }

    /** The paths of some node subnets in a network that differs from theirs in nothing that tells where nodes run. */
    public static List<SubnetPaths> of(ClusterNetwork network, List<SubnetPaths> nodes) {
        return nodes.stream().map(node -> of(network, node.nodeSubnet())).toList();
    }

    private static SubnetPaths of(ClusterNetwork network, NodeSubnet node) {
        Read<Optional<Subnet>> read = network.subnet(node.subnetId());
        Optional<Subnet> subnet = read.orElse(Optional.empty());
        Optional<Answer> unusable = unusable(network, node, read);
        if (unusable.isPresent() || subnet.isEmpty()) {
            Answer answer = unusable.orElseThrow();
            Map<Mode, Reachability> modes = new EnumMap<>(Mode.class);
            MODES.forEach(mode -> modes.put(mode, answer.verdict()));
            return new SubnetPaths(node, subnet, Optional.empty(), Egress.UNKNOWN, answer, answer, modes);
        }
        Subnet here = subnet.get();
        boolean publicOnly = network.cluster().endpointAccess().mode() == Mode.PUBLIC_ONLY;
        InternetPath internet = InternetPath.of(
                network, here, node, Family.IPV4, publicOnly ? Purpose.API_SERVER : Purpose.AWS_SERVICES);
        Map<Mode, Answer> byMode = apiServer(network, here, node, internet);
        Answer apiServer = Objects.requireNonNull(
                byMode.get(network.cluster().endpointAccess().mode()));
        Map<Mode, Reachability> modes = new EnumMap<>(Mode.class);
        byMode.forEach((mode, answer) -> modes.put(mode, answer.verdict()));
        return new SubnetPaths(
                node,
                subnet,
                network.vpc().routeTableOf(here.id()).orElse(Optional.empty()),
                internet.egress(),
                apiServer,
                Join.of(network, here, node, internet, apiServer),
                modes);
    }

    /** Why nothing can be said of the subnet's paths: the cluster is not settled, the subnet is not there or not its own. */
    private static Optional<Answer> unusable(ClusterNetwork network, NodeSubnet node, Read<Optional<Subnet>> read) {
        Cluster cluster = network.cluster();
        Resource clusterResource = Resource.cluster(cluster.arn().toString());
        Resource subnet = Resource.ec2(node.subnetId());
        Optional<Cause> cause = switch (cluster.status()) {
            case CREATING, PENDING, FAILED ->
                Optional.of(Cause.unknown(
                        "EP-011",
                        UnknownReason.UPDATE_IN_PROGRESS,
                        clusterResource,
                        "Cluster " + cluster.name() + " is " + cluster.status()
                                + ", so its configuration is not settled."));
            case OTHER ->
                Optional.of(Cause.unknown(
                        "EP-011",
                        UnknownReason.SDK_UNKNOWN_VALUE,
                        clusterResource,
                        "Cluster " + cluster.name() + " is in a status that Nodepath does not know."));
            case ACTIVE, UPDATING, DELETING -> Optional.empty();
        };
        if (cause.isEmpty() && cluster.endpointAccess().mode() == Mode.NEITHER) {
            cause = Optional.of(
                    Cause.unknown(
                            "EP-001",
                            UnknownReason.NOT_READ,
                            clusterResource,
                            "Cluster " + cluster.name()
                                    + " shows neither a public nor a private endpoint, which EKS does not allow: the answer is incomplete."));
        }
        if (cause.isEmpty() && node.onlyPossible()) {
            cause = NodeSubnets.unread(network);
        }
        if (cause.isEmpty()) {
            cause = switch (read) {
                case Read.Failed<Optional<Subnet>> failed -> Optional.of(Cause.unread("SN-003", failed, subnet));
                case Read.Done<Optional<Subnet>>(Optional<Subnet> found) -> misplaced(cluster, node, found);
            };
        }
        return cause.map(c -> Answer.stopped(c, List.of()));
    }

    private static Optional<Cause> misplaced(Cluster cluster, NodeSubnet node, Optional<Subnet> found) {
        Resource subnet = Resource.ec2(node.subnetId());
        if (found.isEmpty()) {
            return Optional.of(Cause.broken(
                    "SN-003",
                    subnet,
                    "Subnet " + node.subnetId() + " (" + labels(node) + ") does not exist any more."));
        }
        if (!found.get().vpcId().equals(cluster.vpcId())) {
            return Optional.of(Cause.broken(
                    "ND-004",
                    subnet,
                    "Subnet " + node.subnetId() + " (" + labels(node) + ") is in VPC "
                            + found.get().vpcId() + ", but cluster " + cluster.name() + " is in VPC "
                            + cluster.vpcId() + "."));
        }
        return switch (found.get().state()) {
            case "available" -> Optional.empty();
            case "pending" ->
                Optional.of(Cause.unknown(
                        "SN-003",
                        UnknownReason.EVENTUAL_CONSISTENCY,
                        subnet,
                        "Subnet " + node.subnetId() + " is still being created."));
            case "unavailable", "failed", "failed-insufficient-capacity" ->
                Optional.of(Cause.broken(
                        "SN-003",
                        subnet,
                        "Subnet " + node.subnetId() + " is " + found.get().state() + "."));
            default ->
                Optional.of(Cause.unknown(
                        "SN-003",
                        UnknownReason.SDK_UNKNOWN_VALUE,
                        subnet,
                        "Subnet " + node.subnetId() + " is in state "
                                + found.get().state() + ", which Nodepath does not know."));
        };
    }

    private static String labels(NodeSubnet node) {
        return String.join(", ", node.usedBy().stream().map(NodeSource::label).toList());
    }

    /**
     * Does the network take a new node to the API server, in each mode of the endpoint. With private access on, the name
     * resolves inside the VPC to the cluster's network interfaces, and no internet path counts; where it may resolve to the
     * public addresses instead, both ways have to be asked.
     */
    private static Map<Mode, Answer> apiServer(
            ClusterNetwork network, Subnet subnet, NodeSubnet node, InternetPath internet) {
        EndpointAccess access = network.cluster().endpointAccess();
        ClusterNetwork open = network.with(access.in(Mode.PUBLIC_ONLY));
        Answer outside = PublicEndpoint.reach(
                open,
                subnet,
                node,
                access.mode() == Mode.PUBLIC_ONLY
                        ? internet
                        : InternetPath.of(open, subnet, node, Family.IPV4, Purpose.API_SERVER));
        Answer inside = PrivateEndpoint.reach(network, subnet, node);
        NameResolution names = NameResolution.of(network);
        Map<Mode, Answer> answers = new EnumMap<>(Mode.class);
        answers.put(Mode.PUBLIC_ONLY, outside);
        answers.put(Mode.PUBLIC_AND_PRIVATE, bothEndpoints(names, inside, outside));
        answers.put(Mode.PRIVATE_ONLY, privateEndpoint(names, inside));
        return answers;
    }

    private static Answer privateEndpoint(NameResolution names, Answer inside) {
        if (!names.attributes().isEmpty()) {
            return Answer.stopped(names.attributes(), List.of()).and(inside);
        }
        return names.resolver()
                .map(cause -> Answer.stopped(cause, List.of()).and(inside))
                .orElse(inside);
    }

    private static Answer bothEndpoints(NameResolution names, Answer inside, Answer outside) {
        if (names.isPrivateZoneUsed()) {
            return inside;
        }
        List<Cause> zoneUnused = Stream.concat(names.attributes().stream(), names.resolver().stream())
                .filter(Cause::breaks)
                .toList();
        if (!zoneUnused.isEmpty()) {
            // Without the private zone the name resolves to the public addresses, so only the public way is left.
            return outside.verdict() == Reachability.UNREACHABLE ? Answer.stopped(zoneUnused, outside.hops()) : outside;
        }
        if (inside.verdict() == outside.verdict()) {
            return inside.isReachable() ? inside : inside.and(outside);
        }
        List<Cause> why = names.resolver().map(List::of).orElse(names.attributes());
        return Answer.stopped(why, inside.hops());
    }
}
