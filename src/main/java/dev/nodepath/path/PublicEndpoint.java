package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.Arrays;
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
        List<Cause> withoutNames = NameResolution.of(network).withoutAny(network);
        return withoutNames.isEmpty() ? answer : answer.and(Answer.stopped(withoutNames, List.of()));
    }

    /** IPv6 clusters made since October 2024 answer on both families; all others on IPv4 alone. */
    static boolean isDualStack(ClusterNetwork network) {
        String endpoint = network.cluster().apiServerEndpoint();
        String host = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        return network.cluster().ipFamily() == Family.IPV6
                && (host.endsWith(".api.aws") || host.endsWith(".api.amazonwebservices.com.cn"));
    }

    /** Whether a list holds every address of a family, be it in parts, as {@code 0.0.0.0/1} and {@code 128.0.0.0/1} are. */
    static boolean admitEveryone(List<Cidr> publicAccessCidrs) {
        return Arrays.stream(Family.values()).anyMatch(family -> admitAllOf(family, publicAccessCidrs));
    }

    private static boolean admitAllOf(Family family, List<Cidr> publicAccessCidrs) {
        return Remainder.of(Cidr.all(family), publicAccessCidrs).stream().noneMatch(PublicSpace::touches);
    }

    private static Answer admitted(ClusterNetwork network, Subnet subnet, InternetPath path) {
        Admission admission = new Admission(network, subnet);
        Walk walk = new Walk();
        walk.pass(
                Hop.Kind.API_SERVER,
                "public endpoint",
                admission.list().isEmpty() ? "publicAccessCidrs not told" : "admits " + admission.list());
        walk.stopAll(admission.refusals(path));
        return path.answer().and(walk.end("The public endpoint admits them."));
    }

    /** Why the endpoint does not admit those who come by that path; empty where it does. */
    static List<Cause> refusals(ClusterNetwork network, Subnet subnet, InternetPath path) {
        return new Admission(network, subnet).refusals(path);
    }

    /** EP-003: every address under which nodes of a subnet may appear is in the endpoint's list. */
    private record Admission(String subnetId, Resource subnet, Resource cluster, List<Cidr> cidrs, String list) {

        Admission(ClusterNetwork network, Subnet subnet) {
            List<Cidr> cidrs = network.cluster().endpointAccess().publicAccessCidrs();
            this(
                    subnet.id(),
                    Resource.ec2(subnet.id()),
                    Resource.cluster(network.cluster().arn().toString()),
                    cidrs,
                    joined(cidrs));
        }

        private static String joined(List<Cidr> cidrs) {
            return String.join(", ", cidrs.stream().map(Cidr::toString).toList());
        }

        List<Cause> refusals(InternetPath path) {
            if (cidrs.isEmpty()) {
                return List.of(Cause.unknown(
                        "EP-003",
                        UnknownReason.NOT_READ,
                        subnet,
                        "EKS did not tell publicAccessCidrs of the cluster, so it is not known whether the public endpoint"
                                + " admits nodes of " + subnetId + ".",
                        cluster));
            }
            return path.sources().stream()
                    .map(sources -> switch (sources) {
                        case Sources.NatGateway nat -> natGateway(nat);
                        case Sources.OwnPublicIps own -> ownPublicIps(own);
                        case Sources.OwnIpv6 own -> ownIpv6(own);
                        case Sources.Unseen _ -> unseen();
                        case Sources.Expected expected -> expected(expected);
                    })
                    .flatMap(Optional::stream)
                    .toList();
        }

        private Optional<Cause> natGateway(Sources.NatGateway nat) {
            List<Cidr> missing =
                    nat.publicIps().stream().filter(ip -> !admits(ip)).toList();
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Cause.broken(
                            "EP-003",
                            subnet,
                            "Nodes of " + subnetId + " appear as " + joined(missing) + " (NAT gateway "
                                    + nat.natGatewayId()
                                    + "), which the public endpoint does not admit: publicAccessCidrs is " + list + ".",
                            Resource.ec2(nat.natGatewayId()),
                            cluster));
        }

        private Optional<Cause> ownIpv6(Sources.OwnIpv6 own) {
            return own.ranges().stream().allMatch(this::admits)
                    ? Optional.empty()
                    : Optional.of(Cause.broken(
                            "EP-003",
                            subnet,
                            "Nodes of " + subnetId + " appear from " + joined(own.ranges())
                                    + ", which the public endpoint does not admit: publicAccessCidrs is " + list + ".",
                            cluster));
        }

        /** New nodes draw their address from Amazon's pool, which no list of single addresses can hold. */
        private Optional<Cause> ownPublicIps(Sources.OwnPublicIps own) {
            if (admitAllOf(Family.IPV4, cidrs)) {
                return Optional.empty();
            }
            return switch (own.ofRunningNodes()) {
                case Read.Failed<List<Cidr>> failed -> Optional.of(Cause.unread("EP-003", failed, subnet, cluster));
                case Read.Done<List<Cidr>>(List<Cidr> running) -> running.isEmpty() ? poolAddress() : running(running);
            };
        }

        /** That the next node's address may be another than those of running ones is for EP-003 to warn of. */
        private Optional<Cause> running(List<Cidr> running) {
            return running.stream()
                    .filter(ip -> !admits(ip))
                    .findFirst()
                    .map(refused -> Cause.broken(
                            "EP-003",
                            subnet,
                            "A running node of " + subnetId + " has the public address " + refused.address()
                                    + ", which the public endpoint does not admit: publicAccessCidrs is " + list + ".",
                            cluster));
        }

        private Optional<Cause> poolAddress() {
            String newNodes = "New nodes of " + subnetId + " get public addresses from Amazon's pool";
            return Optional.of(
                    cidrs.stream().anyMatch(Admission::mayHoldAmazonsPool)
                            ? Cause.unknown(
                                    "EP-003",
                                    UnknownReason.PARTIAL_FILTER,
                                    subnet,
                                    newNodes + "; whether publicAccessCidrs (" + list
                                            + ") holds the next one cannot be told.",
                                    cluster)
                            : Cause.broken(
                                    "EP-003",
                                    subnet,
                                    newNodes + ", which publicAccessCidrs (" + list + ") does not hold.",
                                    cluster));
        }

        private static boolean mayHoldAmazonsPool(Cidr cidr) {
            return cidr.family() == Family.IPV4
                    && cidr.prefixLength() <= MAY_HOLD_AMAZONS_POOL
                    && PublicSpace.touches(cidr);
        }

        private Optional<Cause> unseen() {
            return admitEveryone(cidrs)
                    ? Optional.empty()
                    : Optional.of(Cause.unknown(
                            "EP-003",
                            UnknownReason.PATH_LEAVES_VPC,
                            subnet,
                            "Under which address nodes of " + subnetId
                                    + " leave cannot be seen, so it is not known whether publicAccessCidrs (" + list
                                    + ") admits it.",
                            cluster));
        }

        private Optional<Cause> expected(Sources.Expected expected) {
            List<Cidr> missing = expected.egressCidrs().stream()
                    .filter(source -> !admits(source))
                    .toList();
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Cause.broken(
                            "EP-003",
                            subnet,
                            "Nodes of " + subnetId + " appear from " + joined(missing)
                                    + ", as the settings say (expectedEgressCidrs), which the public endpoint does not admit:"
                                    + " publicAccessCidrs is " + list + ".",
                            cluster));
        }

        private boolean admits(Cidr source) {
            return Remainder.of(source, cidrs).isEmpty();
        }
    }
}
