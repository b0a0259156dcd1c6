package dev.nodepath.path;

/**
 * One thing on the way from a node to the API server, or on the way of the answer.
 *
 * @param id the resource's id, or what stands for it where it has none
 * @param detail what was found there, as a phrase; of a filter, the rule that decides
 */
public record Hop(Kind kind, String id, String detail, Direction direction) {

    /** In the words of VPC Reachability Analyzer, which has a forward path and a return path. */
    public enum Direction {
        FORWARD,
        RETURN
    }

    public Hop(Kind kind, String id, String detail) {
        this(kind, id, detail, Direction.FORWARD);
    }

    /** Whether it lets packets through or drops them by rules, which people write. */
    public boolean isFilter() {
        return kind == Kind.SECURITY_GROUP || kind == Kind.NETWORK_ACL;
    }

    /** What a hop can be. */
    public enum Kind {
        SUBNET("subnet"),
        ROUTE_TABLE("route table"),
        ROUTE("route"),
        PUBLIC_ADDRESS("public address"),
        SECURITY_GROUP("security group"),
        NETWORK_ACL("network ACL"),
        NAT_GATEWAY("NAT gateway"),
        NAT_INSTANCE("NAT instance"),
        INTERNET_GATEWAY("internet gateway"),
        EGRESS_ONLY_INTERNET_GATEWAY("egress-only internet gateway"),
        BLOCK_PUBLIC_ACCESS("VPC Block Public Access"),
        DNS("DNS"),
        CONTROL_PLANE_INTERFACES("cluster network interfaces"),
        VPC_ENDPOINT("VPC endpoint"),
        OUTSIDE("outside of the VPC"),
        API_SERVER("API server");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** {@code NAT gateway nat-0abc: available, public, 203.0.113.10}. */
    @Override
    public String toString() {
        return kind.words + " " + id + ": " + detail;
    }
}
