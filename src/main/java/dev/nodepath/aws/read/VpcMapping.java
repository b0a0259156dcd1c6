package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.Values.cidr;
import static dev.nodepath.aws.read.Values.constant;
import static dev.nodepath.aws.read.Values.optional;
import static dev.nodepath.aws.read.Values.optionalCidr;
import static dev.nodepath.aws.read.Values.required;
import static dev.nodepath.aws.read.Values.tags;
import static dev.nodepath.aws.read.Values.text;

import dev.nodepath.network.AvailabilityZone;
import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.Cidr;
import dev.nodepath.network.DhcpOptions;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.NetworkInterface;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.BlockPublicAccessStates;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockState;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessExclusion;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessOptions;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockState;

/** What EC2 says about a VPC, its subnets and its network interfaces. */
final class VpcMapping {

    private static final Set<String> NOT_ASSOCIATED =
            Set.of("associating", "disassociating", "disassociated", "failing", "failed");

    private VpcMapping() {}

    static Vpc vpc(software.amazon.awssdk.services.ec2.model.Vpc vpc) {
        String id = required(vpc.vpcId(), "VpcId");
        List<Cidr> cidrs = new ArrayList<>();
        vpc.cidrBlockAssociationSet().stream()
                .filter(association -> associated(association.cidrBlockState()))
                .map(association -> cidr(association.cidrBlock(), "CidrBlockAssociationSet of " + id))
                .forEach(cidrs::add);
        if (cidrs.isEmpty()) {
            optionalCidr(vpc.cidrBlock(), "CidrBlock of " + id).ifPresent(cidrs::add);
        }
        vpc.ipv6CidrBlockAssociationSet().stream()
                .filter(association -> associated(association.ipv6CidrBlockState()))
                .map(association -> cidr(association.ipv6CidrBlock(), "Ipv6CidrBlockAssociationSet of " + id))
                .forEach(cidrs::add);
        return new Vpc(
                id,
                text(vpc.ownerId()),
                cidrs,
                optional(vpc.dhcpOptionsId()).orElse("default"),
                blockMode(vpc.blockPublicAccessStates()),
                Optional.ofNullable(vpc.encryptionControl()).flatMap(control -> optional(control.modeAsString())),
                tags(vpc.tags()));
    }

    private static boolean associated(@Nullable VpcCidrBlockState state) {
        return state == null || isAssociated(state.stateAsString());
    }

    private static boolean associated(@Nullable SubnetCidrBlockState state) {
        return state == null || isAssociated(state.stateAsString());
    }

    /** Also where the state is a word of its own: moto writes {@code {'State': 'associated'}} for a subnet's IPv6 range. */
    private static boolean isAssociated(@Nullable String state) {
        return state == null || !NOT_ASSOCIATED.contains(state);
    }

    static Subnet subnet(software.amazon.awssdk.services.ec2.model.Subnet subnet) {
        String id = required(subnet.subnetId(), "SubnetId");
        boolean ipv6Native = Boolean.TRUE.equals(subnet.ipv6Native());
        return new Subnet(
                id,
                required(subnet.vpcId(), "VpcId of " + id),
                text(subnet.ownerId()),
                text(subnet.availabilityZone()),
                text(subnet.availabilityZoneId()),
                text(subnet.stateAsString()),
                optionalCidr(subnet.cidrBlock(), "CidrBlock of " + id),
                subnet.ipv6CidrBlockAssociationSet().stream()
                        .filter(association -> associated(association.ipv6CidrBlockState()))
                        .map(association -> cidr(association.ipv6CidrBlock(), "Ipv6CidrBlockAssociationSet of " + id))
                        .toList(),
                ipv6Native,
                subnet.availableIpAddressCount() == null && ipv6Native
                        ? 0
                        : required(subnet.availableIpAddressCount(), "AvailableIpAddressCount of " + id),
                Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch()),
                Boolean.TRUE.equals(subnet.assignIpv6AddressOnCreation()),
                Boolean.TRUE.equals(subnet.enableDns64()),
                optional(subnet.outpostArn()),
                blockMode(subnet.blockPublicAccessStates()),
                tags(subnet.tags()));
    }

    private static Optional<InternetGatewayBlockMode> blockMode(@Nullable BlockPublicAccessStates states) {
        return Optional.ofNullable(states)
                .flatMap(s -> optional(s.internetGatewayBlockModeAsString()))
                .map(mode -> constant(InternetGatewayBlockMode.class, mode, InternetGatewayBlockMode.OTHER));
    }

    /** The options alone; the exclusions come from a call of their own. */
    static InternetGatewayBlockMode blockMode(VpcBlockPublicAccessOptions options) {
        return constant(
                InternetGatewayBlockMode.class,
                options.internetGatewayBlockModeAsString(),
                InternetGatewayBlockMode.OTHER);
    }

    static BlockPublicAccess.Exclusion exclusion(VpcBlockPublicAccessExclusion exclusion) {
        String arn = required(exclusion.resourceArn(), "ResourceArn of exclusion " + exclusion.exclusionId());
        return new BlockPublicAccess.Exclusion(
                text(exclusion.exclusionId()),
                arn.substring(arn.lastIndexOf('/') + 1),
                constant(
                        BlockPublicAccess.Exclusion.Mode.class,
                        exclusion.internetGatewayExclusionModeAsString(),
                        BlockPublicAccess.Exclusion.Mode.OTHER),
                switch (text(exclusion.stateAsString())) {
                    case "create-complete", "update-complete" -> BlockPublicAccess.Exclusion.State.ACTIVE;
                    case "delete-complete", "create-failed", "disable-complete" ->
                        BlockPublicAccess.Exclusion.State.INACTIVE;
                    default -> BlockPublicAccess.Exclusion.State.OTHER;
                });
    }

    static Boolean attribute(@Nullable AttributeBooleanValue attribute, String what) {
        if (attribute == null || attribute.value() == null) {
            throw new UnreadableRecord("the answer does not say " + what);
        }
        return attribute.value();
    }

    static DhcpOptions dhcpOptions(software.amazon.awssdk.services.ec2.model.DhcpOptions options) {
        return new DhcpOptions(
                required(options.dhcpOptionsId(), "DhcpOptionsId"),
                options.dhcpConfigurations().stream()
                        .filter(configuration -> "domain-name-servers".equals(configuration.key()))
                        .flatMap(configuration -> configuration.values().stream())
                        .map(value -> text(value.value()))
                        .toList());
    }

    static AvailabilityZone zone(software.amazon.awssdk.services.ec2.model.AvailabilityZone zone) {
        return new AvailabilityZone(
                text(zone.zoneId()),
                text(zone.zoneName()),
                optional(zone.zoneType()).orElse("availability-zone"));
    }

    static NetworkInterface networkInterface(software.amazon.awssdk.services.ec2.model.NetworkInterface nic) {
        String id = required(nic.networkInterfaceId(), "NetworkInterfaceId");
        return new NetworkInterface(
                id,
                text(nic.vpcId()),
                text(nic.subnetId()),
                text(nic.description()),
                optionalCidr(nic.privateIpAddress(), "PrivateIpAddress of " + id),
                nic.association() == null
                        ? Optional.empty()
                        : optionalCidr(nic.association().publicIp(), "the public address of " + id),
                // "Source/destination checking is enabled by default" (EC2 API, NetworkInterface).
                !Boolean.FALSE.equals(nic.sourceDestCheck()),
                nic.groups().stream().map(GroupIdentifier::groupId).toList(),
                Optional.ofNullable(nic.attachment()).map(NetworkInterfaceAttachment::instanceId),
                nic.association() == null
                        ? List.of()
                        : Values.present(
                                nic.association().allocationId(),
                                nic.association().associationId()));
    }
}
