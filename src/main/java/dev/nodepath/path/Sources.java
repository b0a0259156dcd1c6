package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.Read;
import java.util.List;

/** The addresses under which nodes of a subnet appear on the internet. */
sealed interface Sources {

    /** Those of a NAT gateway; any of them may be used. */
    record NatGateway(String natGatewayId, List<Cidr> publicIps) implements Sources {
        public NatGateway {
            publicIps = List.copyOf(publicIps);
        }
    }

    /** Each node's own, assigned at launch from Amazon's pool. */
    record OwnPublicIps(Read<List<Cidr>> ofRunningNodes) implements Sources {}

    /** Each node's own, out of the subnet's IPv6 ranges. */
    record OwnIpv6(List<Cidr> ranges) implements Sources {
        public OwnIpv6 {
            ranges = List.copyOf(ranges);
        }
    }

    /** Decided outside of what can be seen. */
    record Unseen() implements Sources {}

    /** Those the operator says, where they cannot be seen; any of them may be used. */
    record Expected(List<Cidr> egressCidrs) implements Sources {
        public Expected {
            egressCidrs = List.copyOf(egressCidrs);
        }
    }
}
