package dev.nodepath.network;

import java.util.List;

/** A DHCP option set, as far as it decides about name resolution. */
public record DhcpOptions(String id, List<String> domainNameServers) {
    public DhcpOptions {
        domainNameServers = InOrder.of(domainNameServers);
    }
}
