package dev.nodepath.path;

/**
 * One thing on the way from a node to the API server.
 *
 * @param id the resource's id, or what stands for it where it has none
 * @param detail what was found there, as a phrase
 */
public record Hop(Kind kind, String id, String detail) {
    public enum Kind {
        SUBNET,
        ROUTE_TABLE,
        ROUTE,
        PUBLIC_ADDRESS,
        SECURITY_GROUP,
        NETWORK_ACL,
        NAT_GATEWAY,
        NAT_INSTANCE,
        INTERNET_GATEWAY,
        EGRESS_ONLY_INTERNET_GATEWAY,
        BLOCK_PUBLIC_ACCESS,
        DNS,
        CONTROL_PLANE_INTERFACES,
        VPC_ENDPOINT,
        OUTSIDE,
        API_SERVER
    }
}
