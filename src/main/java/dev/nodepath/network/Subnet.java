package dev.nodepath.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A subnet as {@code ec2:DescribeSubnets} answers.
 *
 * @param state {@code pending}, {@code available}, {@code unavailable}, {@code failed}, …
 * @param cidr its IPv4 range; empty for an IPv6-only subnet
 * @param ipv6Cidrs its associated IPv6 ranges
 * @param availableIpAddressCount unused IPv4 addresses
 * @param internetGatewayBlockMode VPC Block Public Access as it applies to it; empty where AWS did not say
 */
public record Subnet(
        String id,
        String vpcId,
        String ownerId,
        String availabilityZone,
        String availabilityZoneId,
        String state,
        Optional<Cidr> cidr,
        List<Cidr> ipv6Cidrs,
        boolean ipv6Native,
        int availableIpAddressCount,
        boolean mapPublicIpOnLaunch,
        boolean assignIpv6AddressOnCreation,
        boolean enableDns64,
        Optional<String> outpostArn,
        Optional<InternetGatewayBlockMode> internetGatewayBlockMode,
        Map<String, String> tags) {
    public Subnet {
        ipv6Cidrs = InOrder.of(ipv6Cidrs);
        tags = Map.copyOf(tags);
    }

    /** Its ranges of one family. */
    public List<Cidr> ranges(Cidr.Family family) {
        return family == Cidr.Family.IPV4 ? cidr.stream().toList() : ipv6Cidrs;
    }

    /** The same subnet with new nodes getting no public address in it, of neither family. */
    public Subnet withoutPublicAddresses() {
        return copy(false, false, internetGatewayBlockMode);
    }

    /** The same subnet under another mode of VPC Block Public Access. */
    public Subnet with(InternetGatewayBlockMode mode) {
        return copy(mapPublicIpOnLaunch, assignIpv6AddressOnCreation, Optional.of(mode));
    }

    private Subnet copy(boolean assignsIpv4, boolean assignsIpv6, Optional<InternetGatewayBlockMode> mode) {
        return new Subnet(
                id,
                vpcId,
                ownerId,
                availabilityZone,
                availabilityZoneId,
                state,
                cidr,
                ipv6Cidrs,
                ipv6Native,
                availableIpAddressCount,
                assignsIpv4,
                assignsIpv6,
                enableDns64,
                outpostArn,
                mode,
                tags);
    }
}
