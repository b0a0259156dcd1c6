package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.PortRange;
import java.util.List;

/** What a filter would have to let through for a path to work; a remedy adds it. */
public sealed interface Opening {

    /** An entry of a network ACL for TCP. */
    record AclEntry(String aclId, boolean egress, PortRange ports, Cidr peer) implements Opening {}

    /**
     * A rule of one of the security groups on an interface.
     *
     * @param groupIds those on the interface, the one to change first
     * @param protocol IP protocol number
     * @param peerGroupIds groups on the other side; empty where it is outside the VPC
     * @param peerRanges where the other side's addresses lie
     */
    record GroupRule(
            List<String> groupIds,
            boolean egress,
            int protocol,
            int port,
            List<String> peerGroupIds,
            List<Cidr> peerRanges)
            implements Opening {
        public GroupRule {
            groupIds = List.copyOf(groupIds);
            peerGroupIds = List.copyOf(peerGroupIds);
            peerRanges = List.copyOf(peerRanges);
        }
    }
}
