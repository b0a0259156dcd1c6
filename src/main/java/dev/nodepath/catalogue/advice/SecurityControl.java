package dev.nodepath.catalogue.advice;

import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Paths;
import dev.nodepath.path.Reachability;
import dev.nodepath.path.SubnetPaths;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The controls of AWS Security Hub whose standard fix takes something away that nodes may depend on. */
enum SecurityControl {
    EKS_1(
            "EKS.1",
            "eks-endpoint-no-public-access",
            "turns the public endpoint off",
            "turn the private endpoint on and wait until the update has succeeded; see that its DNS, security group and"
                    + " network ACL findings are gone."),
    EC2_9(
            "EC2.9",
            "ec2-instance-no-public-ip",
            "takes the public addresses from nodes",
            "route the node subnets to a NAT gateway, or turn the private endpoint on and create the VPC endpoints nodes need."),
    EC2_15(
            "EC2.15",
            "subnet-auto-assign-public-ip-disabled",
            "turns off that subnets assign public addresses",
            "route the node subnets to a NAT gateway, or turn the private endpoint on and create the VPC endpoints nodes need."),
    EC2_25(
            "EC2.25",
            "ec2-launch-template-public-ip-disabled",
            "takes the public addresses out of launch templates",
            "route the node subnets to a NAT gateway, or turn the private endpoint on and create the VPC endpoints nodes need."),
    EC2_172(
            "EC2.172",
            "ec2-vpc-bpa-internet-gateway-blocked",
            "sets VPC Block Public Access to block-bidirectional",
            "exclude the subnets at the internet gateway (those of NAT gateways, or of nodes with public addresses) with"
                    + " allow-egress.");

    private final String id;
    private final String configRule;
    private final String effect;
    private final String first;

    SecurityControl(String id, String configRule, String effect, String first) {
        this.id = id;
        this.configRule = configRule;
        this.effect = effect;
        this.first = first;
    }

    String id() {
        return id;
    }

    /** What following it would do to new nodes of these subnets. */
    String sentence(List<String> cutOff) {
        return "Following Security Hub control " + id + " (AWS Config rule " + configRule + ") " + effect
                + ", which would keep new nodes of " + String.join(", ", cutOff) + " from becoming Ready.";
    }

    /**
     * Whether new nodes no longer reach the API server, or lose with their public addresses what else they need; without an
     * answer there is no endpoint left. What needs the internet at all is lost to EC2.172 by its very meaning.
     */
    boolean cutsOff(SubnetPaths now, Optional<SubnetPaths> after) {
        boolean losesApiServer = now.apiServer().isReachable()
                && after.filter(then -> then.apiServer().verdict() != Reachability.UNREACHABLE)
                        .isEmpty();
        boolean losesServices = now.join().isReachable()
                && after.filter(then -> then.join().verdict() == Reachability.UNREACHABLE)
                        .isPresent();
        return losesApiServer || (losesServices && this != EC2_172);
    }

    /** What has to be done before, as the end of a sentence. */
    String first() {
        return first;
    }

    /** Whether there is anything for it to change here. */
    boolean isViolatedBy(ClusterNetwork network) {
        List<Subnet> subnets = network.vpc().subnets().orElse(List.of());
        boolean subnetsAssign = subnets.stream().anyMatch(Subnet::mapPublicIpOnLaunch);
        boolean templatesAssign = network.launchTemplates().values().stream()
                .flatMap(read -> read.map(LaunchTemplateVersion::networkInterfaces).orElse(List.of()).stream())
                .anyMatch(i -> i.associatePublicIpAddress().orElse(false));
        return switch (this) {
            case EKS_1 -> network.cluster().endpointAccess().publicAccess();
            case EC2_9 -> subnetsAssign || templatesAssign;
            case EC2_15 -> subnetsAssign;
            case EC2_25 -> templatesAssign;
            case EC2_172 ->
                network.vpc().blockPublicAccess().map(BlockPublicAccess::mode).orElse(InternetGatewayBlockMode.OTHER)
                        == InternetGatewayBlockMode.OFF;
        };
    }

    /** Each of these node subnets as if it had been followed; none where no endpoint would be left. */
    Map<String, SubnetPaths> followed(ClusterNetwork network, List<SubnetPaths> nodes) {
        return changed(network)
                .map(then ->
                        Paths.of(then, nodes).stream().collect(Collectors.toMap(SubnetPaths::subnetId, path -> path)))
                .orElse(Map.of());
    }

    private Optional<ClusterNetwork> changed(ClusterNetwork network) {
        return switch (this) {
            case EKS_1 ->
                network.cluster().endpointAccess().privateAccess()
                        ? Optional.of(
                                network.with(network.cluster().endpointAccess().in(Mode.PRIVATE_ONLY)))
                        : Optional.empty();
            case EC2_9 ->
                Optional.of(network.withSubnetsWithoutPublicAddresses().withTemplatesWithoutPublicAddresses());
            case EC2_15 -> Optional.of(network.withSubnetsWithoutPublicAddresses());
            case EC2_25 -> Optional.of(network.withTemplatesWithoutPublicAddresses());
            case EC2_172 -> Optional.of(network.with(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL));
        };
    }
}
