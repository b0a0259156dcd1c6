package dev.nodepath.path;

import dev.nodepath.network.Declared;

/** What a subnet's default route for IPv4 leads to. */
public enum Egress {
    INTERNET_GATEWAY,
    NAT_GATEWAY,
    EGRESS_ONLY_INTERNET_GATEWAY,
    TRANSIT_GATEWAY,
    VIRTUAL_PRIVATE_GATEWAY,
    PEERING,
    /** A NAT instance, firewall or Gateway Load Balancer endpoint. */
    APPLIANCE,
    LOCAL_GATEWAY,
    CARRIER_GATEWAY,
    CORE_NETWORK,
    /** There is no default route. */
    LOCAL,
    BLACKHOLE,
    UNKNOWN;

    /** Whether nodes that leave so have no way to the internet at all, the operator's word included. */
    public boolean isNone(Declared declared) {
        return declared.noInternet() || (this == LOCAL && !declared.isBehindProxy());
    }
}
