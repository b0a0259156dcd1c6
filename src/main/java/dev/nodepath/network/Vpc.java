package dev.nodepath.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A VPC as {@code ec2:DescribeVpcs} answers.
 *
 * @param cidrs its associated IPv4 and IPv6 ranges; each has a {@code local} route
 * @param dhcpOptionsId {@code default} means that no option set is associated
 * @param internetGatewayBlockMode VPC Block Public Access as it applies here; empty where AWS did not say
 * @param encryptionControlMode {@code encryptionControl.mode}; empty where the VPC has none
 */
public record Vpc(
        String id,
        String ownerId,
        List<Cidr> cidrs,
        String dhcpOptionsId,
        Optional<InternetGatewayBlockMode> internetGatewayBlockMode,
        Optional<String> encryptionControlMode,
        Map<String, String> tags) {
    public Vpc {
        cidrs = InOrder.of(cidrs);
        tags = Map.copyOf(tags);
    }
}
