package dev.nodepath.path;

import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.BlockPublicAccess.Exclusion;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.RouteTarget;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.Vpc;
import dev.nodepath.network.VpcEndpoint;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether VPC Block Public Access lets a subnet's traffic through the internet gateway (VPC user guide, "Block public access
 * to VPCs and subnets"). With {@code block-ingress}, connections that start inside pass only through NAT and egress-only
 * gateways; a public subnet is cut off both ways unless excluded with {@code allow-bidirectional}, since an
 * {@code allow-egress} exclusion is ignored in that mode. With {@code block-bidirectional}, nothing passes unless the subnet
 * at the internet gateway, or its VPC, is excluded.
 */
final class BlockPublicAccessCheck {

    private BlockPublicAccessCheck() {}

    /**
     * Why the traffic is blocked, or why that cannot be told; empty where it passes.
     *
     * @param atGateway the subnet whose route leads to the internet gateway: the node's own, or that of a NAT gateway or instance
     * @param translated whether a NAT or egress-only gateway stands between
     */
    static Optional<Cause> blocks(ClusterNetwork network, Subnet atGateway, boolean translated) {
        Resource subnet = Resource.ec2(atGateway.id());
        if (shownMode(network, atGateway).isEmpty() && network.isHidden(atGateway)) {
            return Optional.of(notShown(atGateway, "its mode"));
        }
        return switch (mode(network, atGateway)) {
            case Read.Failed<InternetGatewayBlockMode> failed -> Optional.of(Cause.unread("RT-008", failed, subnet));
            case Read.Done<InternetGatewayBlockMode>(InternetGatewayBlockMode known) ->
                switch (known) {
                    case OFF -> Optional.empty();
                    case BLOCK_INGRESS -> translated ? Optional.empty() : atInternetGateway(network, atGateway, known);
                    case BLOCK_BIDIRECTIONAL -> atInternetGateway(network, atGateway, known);
                    case OTHER ->
                        Optional.of(Cause.unknown(
                                "RT-008",
                                UnknownReason.SDK_UNKNOWN_VALUE,
                                subnet,
                                "VPC Block Public Access of " + atGateway.id()
                                        + " is in a mode that Nodepath does not know."));
                };
        };
    }

    private static Optional<Cause> atInternetGateway(
            ClusterNetwork network, Subnet atGateway, InternetGatewayBlockMode mode) {
        return unlessExcluded(network, atGateway, mode, Set.of(atGateway.id()), Optional.empty());
    }

    /**
     * Why another way out than an internet or a NAT gateway is blocked; empty where it may be open. Mode {@code
     * block-bidirectional} blocks carrier gateways, and firewall and Gateway Load Balancer endpoints even if their own subnets
     * are excluded.
     */
    static Optional<Cause> blocks(ClusterNetwork network, Subnet from, RouteTarget target) {
        InternetGatewayBlockMode mode = mode(network, from).orElse(InternetGatewayBlockMode.OTHER);
        if (mode != InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL) {
            return Optional.empty();
        }
        Optional<Cause> blocked = switch (target) {
            case RouteTarget.CarrierGateway(String id) ->
                unlessExcluded(network, from, mode, Set.of(from.id()), Optional.of(id));
            case RouteTarget.VpcEndpoint(String id) -> atEndpoint(network, from, mode, id);
            default -> Optional.empty();
        };
        return blocked.filter(Cause::breaks);
    }

    /** Which subnet's exclusion would help is not known, only that the endpoint's own does not. */
    private static Optional<Cause> atEndpoint(
            ClusterNetwork network, Subnet from, InternetGatewayBlockMode mode, String endpointId) {
        if (!(network.vpc().vpcEndpoint(endpointId) instanceof Read.Done<Optional<VpcEndpoint>> endpoint)) {
            return Optional.empty();
        }
        List<String> own = endpoint.value().map(VpcEndpoint::subnetIds).orElse(List.of());
        if (own.stream().anyMatch(subnetId -> mayLeaveOtherwise(network.vpc(), subnetId))) {
            return Optional.empty();
        }
        Set<String> others = network.vpc().subnets().orElse(List.of()).stream()
                .map(Subnet::id)
                .filter(id -> !own.contains(id))
                .collect(Collectors.toSet());
        return unlessExcluded(network, from, mode, others, Optional.of(endpointId));
    }

    /** Whether what comes out of a firewall may go on by a transit gateway or the like, which is not blocked. */
    private static boolean mayLeaveOtherwise(VpcNetwork vpc, String subnetId) {
        return vpc.routeTableOf(subnetId)
                .orElse(Optional.empty())
                .map(by -> new RouteLookup(vpc, by.table()).toInternet(Cidr.Family.IPV4))
                .filter(outcome -> !(outcome instanceof RouteLookup.Outcome.Undecided)
                        && outcome.routes().stream()
                                .flatMap(route -> Beyond.of(route.target()).stream())
                                .noneMatch(beyond -> beyond.reason() == UnknownReason.PATH_LEAVES_VPC))
                .isEmpty();
    }

    private static Read<InternetGatewayBlockMode> mode(ClusterNetwork network, Subnet subnet) {
        return shownMode(network, subnet)
                .map(Read::of)
                .orElseGet(() -> network.vpc().blockPublicAccess().map(BlockPublicAccess::mode));
    }

    /** The subnet's own word first: it is the owner's mode that applies to shared subnets. */
    private static Optional<InternetGatewayBlockMode> shownMode(ClusterNetwork network, Subnet subnet) {
        return subnet.internetGatewayBlockMode()
                .or(() -> network.vpc().vpc().map(Vpc::internetGatewayBlockMode).orElse(Optional.empty()));
    }

    private static Cause notShown(Subnet subnet, String what) {
        return Cause.unknown(
                "RT-008",
                UnknownReason.SHARED_VPC_NOT_VISIBLE,
                Resource.ec2(subnet.id()),
                "The VPC Block Public Access of account " + subnet.ownerId() + " applies to its subnet " + subnet.id()
                        + ", and " + what + " is not shown to participants.");
    }

    /** Unless the VPC or one of the subnets is excluded. */
    private static Optional<Cause> unlessExcluded(
            ClusterNetwork network,
            Subnet subnet,
            InternetGatewayBlockMode mode,
            Set<String> subnetIds,
            Optional<String> otherGateway) {
        Resource resource = Resource.ec2(subnet.id());
        if (network.isHidden(subnet)) {
            return Optional.of(notShown(subnet, "whether an exclusion lifts it"));
        }
        return switch (network.vpc().blockPublicAccess()) {
            case Read.Failed<BlockPublicAccess> failed -> Optional.of(Cause.unread("RT-008", failed, resource));
            case Read.Done<BlockPublicAccess> done -> {
                List<Exclusion> exclusions = done.value().exclusions().stream()
                        .filter(e -> subnetIds.contains(e.resourceId())
                                || e.resourceId().equals(subnet.vpcId()))
                        .filter(e -> mode == InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL
                                || e.mode() != Exclusion.Mode.ALLOW_EGRESS)
                        .toList();
                if (exclusions.stream()
                        .anyMatch(e -> e.state() == Exclusion.State.ACTIVE && e.mode() != Exclusion.Mode.OTHER)) {
                    yield Optional.empty();
                }
                if (exclusions.stream().anyMatch(e -> e.state() != Exclusion.State.INACTIVE)) {
                    yield Optional.of(Cause.unknown(
                            "RT-008",
                            UnknownReason.EVENTUAL_CONSISTENCY,
                            resource,
                            "Whether the exclusion of " + subnet.id()
                                    + " from VPC Block Public Access is in force is not settled yet."));
                }
                yield Optional.of(Cause.broken(
                        "RT-008",
                        resource,
                        "VPC Block Public Access ("
                                + mode.name().toLowerCase(Locale.ROOT).replace('_', '-')
                                + ") drops the traffic of subnet " + subnet.id()
                                + " through " + otherGateway.orElse("the internet gateway")
                                + ", and neither the subnet nor VPC " + subnet.vpcId()
                                + " is excluded from it.",
                        Stream.concat(Stream.of(subnet.vpcId()), otherGateway.stream())
                                .map(Resource::ec2)
                                .toArray(Resource[]::new)));
            }
        };
    }
}
