package dev.nodepath.path;

import dev.nodepath.network.PortRange;

/**
 * The TCP ports of the ways a node takes. A connection comes back to an ephemeral port, which a stateless ACL has to admit as
 * well: Linux uses 32768-60999, Windows 49152-65535, a NAT gateway 1024-65535 (VPC user guide, "Ephemeral ports").
 */
final class Ports {

    static final int HTTPS = 443;
    static final int KUBELET = 10250;
    static final PortRange LINUX_EPHEMERAL = new PortRange(32768, 60999);
    static final PortRange WINDOWS_EPHEMERAL = new PortRange(49152, 65535);
    static final PortRange NAT_EPHEMERAL = new PortRange(1024, 65535);

    private Ports() {}

    /** Those from which nodes of a subnet start connections; Windows nodes use others than Linux ones. */
    static PortRange ephemeral(NodeSubnet nodeSubnet) {
        boolean windows = nodeSubnet.usedBy().stream().anyMatch(Ports::isWindows);
        boolean linux = nodeSubnet.usedBy().stream().anyMatch(source -> !isWindows(source));
        if (windows && linux) {
            return new PortRange(LINUX_EPHEMERAL.from(), WINDOWS_EPHEMERAL.to());
        }
        return windows ? WINDOWS_EPHEMERAL : LINUX_EPHEMERAL;
    }

    private static boolean isWindows(NodeSource source) {
        return source instanceof NodeSource.ManagedNodegroup managed
                && managed.nodegroup().amiType().startsWith("WINDOWS");
    }
}
