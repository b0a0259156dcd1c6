package dev.nodepath.aws.read;

import static dev.nodepath.aws.read.Values.cidr;
import static dev.nodepath.aws.read.Values.optional;
import static dev.nodepath.aws.read.Values.ports;
import static dev.nodepath.aws.read.Values.protocol;
import static dev.nodepath.aws.read.Values.required;
import static dev.nodepath.aws.read.Values.text;

import dev.nodepath.network.NetworkAcl;
import dev.nodepath.network.SecurityGroup;
import dev.nodepath.network.VpcEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;

/** What EC2 says about what lets packets through: network ACLs, security groups, and the endpoints they guard. */
final class FilterMapping {

    private FilterMapping() {}

    static NetworkAcl networkAcl(software.amazon.awssdk.services.ec2.model.NetworkAcl acl) {
        String id = required(acl.networkAclId(), "NetworkAclId");
        return new NetworkAcl(
                id,
                text(acl.vpcId()),
                Boolean.TRUE.equals(acl.isDefault()),
                acl.associations().stream()
                        .map(NetworkAclAssociation::subnetId)
                        .filter(Objects::nonNull)
                        .toList(),
                acl.entries().stream().map(entry -> entry(entry, id)).toList());
    }

    private static NetworkAcl.Entry entry(NetworkAclEntry entry, String aclId) {
        int number = required(entry.ruleNumber(), "RuleNumber of an entry of " + aclId);
        String where = "entry " + number + " of " + aclId;
        int protocol = protocol(entry.protocol(), where);
        return new NetworkAcl.Entry(
                number,
                Boolean.TRUE.equals(entry.egress()),
                protocol,
                switch (text(entry.ruleActionAsString())) {
                    case "allow" -> true;
                    case "deny" -> false;
                    default ->
                        throw new UnreadableRecord(
                                "the action \"" + entry.ruleActionAsString() + "\" of " + where + " is unknown");
                },
                cidr(optional(entry.cidrBlock()).orElse(entry.ipv6CidrBlock()), where),
                entry.portRange() == null
                        ? ports(protocol, null, null)
                        : ports(
                                protocol,
                                entry.portRange().from(),
                                entry.portRange().to()));
    }

    static SecurityGroup securityGroup(software.amazon.awssdk.services.ec2.model.SecurityGroup group) {
        String id = required(group.groupId(), "GroupId");
        return new SecurityGroup(
                id,
                text(group.groupName()),
                text(group.vpcId()),
                text(group.ownerId()),
                group.ipPermissions().stream()
                        .map(permission -> rule(permission, "a rule of " + id))
                        .toList(),
                group.ipPermissionsEgress().stream()
                        .map(permission -> rule(permission, "an egress rule of " + id))
                        .toList());
    }

    private static SecurityGroup.Rule rule(IpPermission permission, String where) {
        int protocol = protocol(permission.ipProtocol(), where);
        List<SecurityGroup.Peer> peers = new ArrayList<>();
        permission.ipRanges().forEach(range -> peers.add(new SecurityGroup.Peer.Range(cidr(range.cidrIp(), where))));
        permission
                .ipv6Ranges()
                .forEach(range -> peers.add(new SecurityGroup.Peer.Range(cidr(range.cidrIpv6(), where))));
        permission
                .userIdGroupPairs()
                .forEach(pair -> peers.add(
                        new SecurityGroup.Peer.Group(optional(pair.groupId()).orElse(text(pair.groupName())))));
        permission
                .prefixListIds()
                .forEach(list -> peers.add(new SecurityGroup.Peer.PrefixList(text(list.prefixListId()))));
        return new SecurityGroup.Rule(protocol, ports(protocol, permission.fromPort(), permission.toPort()), peers);
    }

    static VpcEndpoint vpcEndpoint(software.amazon.awssdk.services.ec2.model.VpcEndpoint endpoint) {
        return new VpcEndpoint(
                required(endpoint.vpcEndpointId(), "VpcEndpointId"),
                text(endpoint.vpcId()),
                text(endpoint.serviceName()),
                switch (text(endpoint.vpcEndpointTypeAsString())) {
                    case "Interface" -> VpcEndpoint.Type.INTERFACE;
                    case "Gateway" -> VpcEndpoint.Type.GATEWAY;
                    default -> VpcEndpoint.Type.OTHER;
                },
                // The API's model writes "Available", its answers say "available".
                switch (text(endpoint.stateAsString()).toLowerCase(Locale.ROOT)) {
                    case "available" -> VpcEndpoint.State.AVAILABLE;
                    case "pending", "pendingacceptance" -> VpcEndpoint.State.PENDING;
                    case "deleting", "deleted", "rejected", "failed", "expired" -> VpcEndpoint.State.GONE;
                    default -> VpcEndpoint.State.OTHER;
                },
                endpoint.subnetIds(),
                endpoint.groups().stream().map(SecurityGroupIdentifier::groupId).toList(),
                endpoint.routeTableIds(),
                Boolean.TRUE.equals(endpoint.privateDnsEnabled()) && !isForInboundResolverEndpointsOnly(endpoint),
                optional(endpoint.policyDocument()).map(PolicyMapping::policy));
    }

    /** Then the names lead to the gateway endpoint inside the VPC ({@code DnsOptions} of {@code ec2:DescribeVpcEndpoints}). */
    private static boolean isForInboundResolverEndpointsOnly(
            software.amazon.awssdk.services.ec2.model.VpcEndpoint endpoint) {
        return endpoint.dnsOptions() != null
                && Boolean.TRUE.equals(endpoint.dnsOptions().privateDnsOnlyForInboundResolverEndpoint());
    }
}
