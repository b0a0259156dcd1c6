package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Route;
import dev.nodepath.network.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What IPv6 has to do with a node subnet beside the paths that decide its verdict. */
public final class Ipv6Paths {

    private Ipv6Paths() {}

    /** EP-010: nodes reach a dual-stack endpoint by IPv4, but it refuses the IPv6 addresses a client may try first. */
    public static Optional<Cause> refusedByEndpoint(ClusterNetwork network, SubnetPaths node) {
        if (!onlyPublic(network)
                || !PublicEndpoint.isDualStack(network)
                || network.declared().isBehindProxy()
                || !node.apiServer().isReachable()) {
            return Optional.empty();
        }
        return node.subnet().flatMap(subnet -> {
            InternetPath path =
                    InternetPath.of(network, subnet, node.nodeSubnet(), Family.IPV6, InternetPath.Purpose.API_SERVER);
            boolean admitsAll =
                    network.cluster().endpointAccess().publicAccessCidrs().contains(Cidr.ALL_IPV6);
            List<Cause> causes = path.answer().isReachable()
                    ? PublicEndpoint.refusals(network, subnet, path)
                    : path.answer().causes().stream()
                            .filter(cause -> cause.isUnread() && !admitsAll)
                            .toList();
            return causes.stream()
                    .findFirst()
                    .map(cause -> new Cause(
                            "EP-010",
                            cause.unknown(),
                            Resource.ec2(subnet.id()),
                            Stream.concat(Stream.of(cause.resource()), cause.also().stream())
                                    .filter(resource -> !resource.id().equals(subnet.id()))
                                    .toList(),
                            cause.sentence(),
                            cause.opening()));
        });
    }

    /** EP-010: the only way out is IPv6, on which the endpoint does not answer. */
    public static Optional<Cause> noUseForEndpoint(ClusterNetwork network, SubnetPaths node) {
        boolean withoutIpv4 = node.egress() == Egress.LOCAL || node.egress() == Egress.BLACKHOLE;
        if (!onlyPublic(network)
                || PublicEndpoint.isDualStack(network)
                || network.declared().isBehindProxy()
                || !withoutIpv4) {
            return Optional.empty();
        }
        return defaultRoute(network, node)
                .map(route -> Cause.broken(
                        "EP-010",
                        Resource.ec2(node.subnetId()),
                        "Subnet " + node.subnetId() + " has a way out by IPv6 alone (" + route.destination() + " to "
                                + route.target().id() + "), but the public endpoint of cluster "
                                + network.cluster().name() + " answers on IPv4 only.",
                        Resource.ec2(route.target().id())));
    }

    /** What a node subnet of an IPv6 cluster lacks. */
    public enum Shortfall {
        NO_RANGE("has no IPv6 range."),
        NOT_ASSIGNED("does not assign IPv6 addresses to new nodes."),
        NO_ROUTE("has no route for ::/0, so that pods, which have IPv6 addresses only, do not leave the VPC."),
        MAY_LACK_ROUTE("may lack a working route for ::/0: which one its route table has, if any, cannot be told."),
        MAY_NEED_ROUTE("has no route for ::/0, and it cannot be told whether VPC endpoints spare its pods one."),
        DNS64("has DNS64 on, which turns the IPv4 way of pods to the internet into NAT64.");

        private final String words;

        Shortfall(String words) {
            this.words = words;
        }

        /** Whether it is there for sure. */
        public boolean isKnown() {
            return this != MAY_LACK_ROUTE && this != MAY_NEED_ROUTE;
        }

        /** How a sentence about the subnet ends. */
        public String words() {
            return words;
        }
    }

    /** The gravest shortfall of a node subnet; pods that live on VPC endpoints alone need no route. */
    public static Optional<Shortfall> shortfall(ClusterNetwork network, SubnetPaths node) {
        if (network.cluster().ipFamily() != Family.IPV6 || node.subnet().isEmpty()) {
            return Optional.empty();
        }
        Subnet subnet = node.subnet().get();
        if (subnet.ipv6Cidrs().isEmpty()) {
            return Optional.of(Shortfall.NO_RANGE);
        }
        if (!subnet.assignIpv6AddressOnCreation()) {
            return Optional.of(Shortfall.NOT_ASSIGNED);
        }
        if (defaultRoute(network, node).isEmpty()) {
            boolean needed =
                    !node.egress().isNone(network.declared()) || node.join().verdict() == Reachability.UNREACHABLE;
            if (needed || !node.join().isKnown()) {
                boolean told = toInternet(network, node)
                        .filter(outcome -> !(outcome instanceof RouteLookup.Outcome.Undecided))
                        .isPresent();
                return Optional.of(
                        !told ? Shortfall.MAY_LACK_ROUTE : needed ? Shortfall.NO_ROUTE : Shortfall.MAY_NEED_ROUTE);
            }
        }
        return subnet.enableDns64() ? Optional.of(Shortfall.DNS64) : Optional.empty();
    }

    /** The route IPv6 packets to the internet take, the first of several; empty where there is none or all drop them. */
    private static Optional<Route> defaultRoute(ClusterNetwork network, SubnetPaths node) {
        return toInternet(network, node).stream()
                .flatMap(outcome -> switch (outcome) {
                    case RouteLookup.Outcome.Found(Route route, Cidr _) -> Stream.of(route);
                    case RouteLookup.Outcome.Shared(List<Route> routes) -> routes.stream();
                    case RouteLookup.Outcome.None _, RouteLookup.Outcome.Partly _, RouteLookup.Outcome.Undecided _ ->
                        Stream.empty();
                })
                .filter(route -> route.state() != Route.State.BLACKHOLE)
                .findFirst();
    }

    private static Optional<RouteLookup.Outcome> toInternet(ClusterNetwork network, SubnetPaths node) {
        return node.routedBy().map(by -> new RouteLookup(network.vpc(), by.table()).toInternet(Family.IPV6));
    }

    private static boolean onlyPublic(ClusterNetwork network) {
        return network.cluster().endpointAccess().mode() == Mode.PUBLIC_ONLY;
    }
}
