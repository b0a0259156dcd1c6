package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.List;
import java.util.Optional;

/**
 * The way to the public endpoint: out to the internet, from an address the endpoint admits (EKS user guide, "Cluster API
 * server endpoint": the CIDR sources "must include the egress sources from your VPC").
 */
final class PublicEndpoint {

    /** A range this wide may hold the pool AWS assigns public addresses from. */
    private static final int MAY_HOLD_AMAZONS_POOL = 16;

    private PublicEndpoint() {}

    static Answer reach(ClusterNetwork network, Subnet subnet, NodeSubnet nodeSubnet, InternetPath ipv4) {
        Answer overIpv4 = admitted(network, subnet, ipv4);
        Answer answer = isDualStack(network)
                ? overIpv4.or(admitted(
                        network,
                        subnet,
                        InternetPath.of(network, subnet, nodeSubnet, Family.IPV6, InternetPath.Purpose.API_SERVER)))
                : overIpv4;
        NameResolution names = NameResolution.of(network);
        return names.isOff(network) ? answer.and(Answer.stopped(names.attributes(), List.of())) : answer;
    }

    /** IPv6 clusters made since October 2024 answer on both families; all others on IPv4 alone. */
    static boolean isDualStack(ClusterNetwork network) {
        String endpoint = network.cluster().apiServerEndpoint();
        String host = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        return network.cluster().ipFamily() == Family.IPV6
                && (host.endsWith(".api.aws") || host.endsWith(".api.amazonwebservices.com.cn"));
    }

    /** EP-003: every address nodes may appear under is in the endpoint's list. */
    private static Answer admitted(ClusterNetwork network, Subnet subnet, InternetPath path) {
        EndpointAccess access = network.cluster().endpointAccess();
        Walk walk = new Walk();
        String list = String.join(
                ", ", access.publicAccessCidrs().stream().map(Cidr::toString).toList());
        walk.pass(Hop.Kind.API_SERVER, "public endpoint", "admits " + (list.isEmpty() ? "nobody" : list));
        refusal(network, subnet, path.sources(), access.publicAccessCidrs()).ifPresent(walk::stop);
        return path.answer().and(walk.end("The public endpoint admits them."));
    }

    /** Why the endpoint does not admit those who come by that path; empty where it does. */
    static Optional<Cause> refusal(ClusterNetwork network, Subnet subnet, InternetPath path) {
        return refusal(
                network,
                subnet,
                path.sources(),
                network.cluster().endpointAccess().publicAccessCidrs());
    }

    private static Optional<Cause> refusal(
            ClusterNetwork network, Subnet subnet, Sources sources, List<Cidr> admitted) {
        Resource subnetResource = Resource.ec2(subnet.id());
        Resource cluster = Resource.cluster(network.cluster().arn().toString());
        String list = String.join(", ", admitted.stream().map(Cidr::toString).toList());
        return switch (sources) {
            case Sources.NatGateway nat -> {
                List<String> missing = nat.publicIps().stream()
                        .filter(ip -> !isIn(admitted, ip))
                        .map(ip -> ip.address() + "/32")
                        .toList();
                yield missing.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Cause.broken(
                                "EP-003",
                                subnetResource,
                                "Nodes of " + subnet.id() + " appear as " + String.join(", ", missing)
                                        + " (NAT gateway " + nat.natGatewayId()
                                        + "), which the public endpoint does not admit: publicAccessCidrs is " + list
                                        + ".",
                                Resource.ec2(nat.natGatewayId()),
                                cluster));
            }
            case Sources.OwnPublicIps own -> ownPublicIps(own, admitted, list, subnetResource, cluster);
            case Sources.OwnIpv6 own ->
                own.ranges().stream().allMatch(range -> isIn(admitted, range))
                        ? Optional.empty()
                        : Optional.of(Cause.broken(
                                "EP-003",
                                subnetResource,
                                "Nodes of " + subnet.id() + " appear from "
                                        + String.join(
                                                ", ",
                                                own.ranges().stream()
                                                        .map(Cidr::toString)
                                                        .toList())
                                        + ", which the public endpoint does not admit: publicAccessCidrs is " + list
                                        + ".",
                                cluster));
            case Sources.Unseen unseen -> unseen(admitted, list, subnetResource, cluster);
        };
    }

    /** New nodes draw their address from Amazon's pool, which no list of single addresses can hold. */
    private static Optional<Cause> ownPublicIps(
            Sources.OwnPublicIps own, List<Cidr> admitted, String list, Resource subnet, Resource cluster) {
        if (admitted.stream().anyMatch(cidr -> cidr.family() == Family.IPV4 && cidr.isAll())) {
            return Optional.empty();
        }
        Optional<Cidr> refused =
                own.ofRunningNodes().stream().filter(ip -> !isIn(admitted, ip)).findFirst();
        if (refused.isPresent()) {
            return Optional.of(Cause.broken(
                    "EP-003",
                    subnet,
                    "A running node of " + subnet.id() + " has the public address "
                            + refused.get().address()
                            + ", which the public endpoint does not admit: publicAccessCidrs is " + list + ".",
                    cluster));
        }
        if (!own.ofRunningNodes().isEmpty()) {
            return Optional.empty(); // EP-003 warns that the next address may be another
        }
        if (admitted.stream()
                .anyMatch(cidr -> cidr.family() == Family.IPV4 && cidr.prefixLength() <= MAY_HOLD_AMAZONS_POOL)) {
            return Optional.of(Cause.unknown(
                    "EP-003",
                    UnknownReason.PARTIAL_FILTER,
                    subnet,
                    "New nodes of " + subnet.id()
                            + " get public addresses from Amazon's pool; whether publicAccessCidrs (" + list
                            + ") holds the next one cannot be told.",
                    cluster));
        }
        return Optional.of(Cause.broken(
                "EP-003",
                subnet,
                "New nodes of " + subnet.id() + " get public addresses from Amazon's pool, which publicAccessCidrs ("
                        + list + ") does not hold.",
                cluster));
    }

    private static Optional<Cause> unseen(List<Cidr> admitted, String list, Resource subnet, Resource cluster) {
        return admitted.stream().anyMatch(Cidr::isAll)
                ? Optional.empty()
                : Optional.of(Cause.unknown(
                        "EP-003",
                        UnknownReason.PATH_LEAVES_VPC,
                        subnet,
                        "Under which address nodes of " + subnet.id()
                                + " leave cannot be seen, so it is not known whether publicAccessCidrs (" + list
                                + ") admits it.",
                        cluster));
    }

    private static boolean isIn(List<Cidr> admitted, Cidr source) {
        return admitted.stream().anyMatch(cidr -> cidr.contains(source));
    }
}
