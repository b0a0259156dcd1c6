package dev.nodepath.path;

import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.BlockPublicAccess.Exclusion;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.Vpc;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
     * @param atGateway the subnet whose route leads to the internet gateway: the node's own, or a NAT gateway's
     * @param translated whether a NAT or egress-only gateway stands between
     */
    static Optional<Cause> blocks(ClusterNetwork network, Subnet atGateway, boolean translated) {
        Resource subnet = Resource.ec2(atGateway.id());
        Optional<InternetGatewayBlockMode> shown = shownMode(network, atGateway);
        if (shown.isEmpty() && network.isHidden(atGateway)) {
            return Optional.of(notShown(atGateway, "its mode"));
        }
        Read<InternetGatewayBlockMode> mode = shown.map(Read::of)
                .orElseGet(() -> network.vpc().blockPublicAccess().map(BlockPublicAccess::mode));
        return switch (mode) {
            case Read.Failed<InternetGatewayBlockMode> failed -> Optional.of(Cause.unread("RT-008", failed, subnet));
            case Read.Done<InternetGatewayBlockMode>(InternetGatewayBlockMode known) ->
                switch (known) {
                    case OFF -> Optional.empty();
                    case BLOCK_INGRESS -> translated ? Optional.empty() : unlessExcluded(network, atGateway, known);
                    case BLOCK_BIDIRECTIONAL -> unlessExcluded(network, atGateway, known);
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

    private static Optional<Cause> unlessExcluded(
            ClusterNetwork network, Subnet subnet, InternetGatewayBlockMode mode) {
        Resource resource = Resource.ec2(subnet.id());
        if (network.isHidden(subnet)) {
            return Optional.of(notShown(subnet, "whether an exclusion lifts it"));
        }
        return switch (network.vpc().blockPublicAccess()) {
            case Read.Failed<BlockPublicAccess> failed -> Optional.of(Cause.unread("RT-008", failed, resource));
            case Read.Done<BlockPublicAccess> done -> {
                List<Exclusion> exclusions = done.value().exclusions().stream()
                        .filter(e -> e.resourceId().equals(subnet.id())
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
                                + " through the internet gateway, and neither the subnet nor VPC " + subnet.vpcId()
                                + " is excluded from it.",
                        Resource.ec2(subnet.vpcId())));
            }
        };
    }
}
