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
        Read<InternetGatewayBlockMode> mode = modeOf(network, atGateway);
        Resource subnet = Resource.ec2(atGateway.id());
        return switch (mode) {
            case Read.Failed<InternetGatewayBlockMode> failed -> Optional.of(Cause.unread("RT-008", failed, subnet));
            case Read.Done<InternetGatewayBlockMode> done ->
                switch (done.value()) {
                    case OFF -> Optional.empty();
                    case BLOCK_INGRESS ->
                        translated ? Optional.empty() : unlessExcluded(network, atGateway, done.value());
                    case BLOCK_BIDIRECTIONAL -> unlessExcluded(network, atGateway, done.value());
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
    private static Read<InternetGatewayBlockMode> modeOf(ClusterNetwork network, Subnet subnet) {
        if (subnet.internetGatewayBlockMode().isPresent()) {
            return Read.of(subnet.internetGatewayBlockMode().get());
        }
        Optional<InternetGatewayBlockMode> ofVpc =
                network.vpc().vpc().map(Vpc::internetGatewayBlockMode).orElse(Optional.empty());
        if (ofVpc.isPresent()) {
            return Read.of(ofVpc.get());
        }
        if (network.isShared(subnet)) {
            return Read.failed(
                    "ec2:DescribeSubnets",
                    "the owner's VPC Block Public Access applies and is not shown to this account");
        }
        return network.vpc().blockPublicAccess().map(BlockPublicAccess::mode);
    }

    private static Optional<Cause> unlessExcluded(
            ClusterNetwork network, Subnet subnet, InternetGatewayBlockMode mode) {
        Resource resource = Resource.ec2(subnet.id());
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
                            "The exclusion of " + subnet.id() + " from VPC Block Public Access is not settled yet."));
                }
                yield Optional.of(Cause.broken(
                        "RT-008",
                        resource,
                        "VPC Block Public Access ("
                                + mode.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
                                + ") drops the traffic of subnet " + subnet.id()
                                + " through the internet gateway, and neither the subnet nor VPC " + subnet.vpcId()
                                + " is excluded from it.",
                        Resource.ec2(subnet.vpcId())));
            }
        };
    }
}
