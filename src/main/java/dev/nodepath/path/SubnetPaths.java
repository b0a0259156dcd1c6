package dev.nodepath.path;

import dev.nodepath.network.EndpointAccess;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of a node subnet.
 *
 * @param subnet empty where AWS does not know the subnet or could not be asked
 * @param routedBy empty where no route table could be seen for it
 * @param apiServer does the network take a new node to the API server endpoint and its answer back
 * @param join does a new node become Ready: the API server, and the AWS services a node needs on its way there
 * @param modes the {@code apiServer} verdict under each endpoint mode
 */
public record SubnetPaths(
        NodeSubnet nodeSubnet,
        Optional<Subnet> subnet,
        Optional<RoutedBy> routedBy,
        Egress egress,
        Answer apiServer,
        Answer join,
        Map<EndpointAccess.Mode, Reachability> modes) {
    public SubnetPaths {
        modes = Map.copyOf(modes);
    }

    public String subnetId() {
        return nodeSubnet.subnetId();
    }

    /** With what sets it apart from others in a sentence. */
    public String inShort() {
        String wayOut = egress.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String verdict = apiServer.verdict().name().toLowerCase(Locale.ROOT);
        return subnetId() + " (way out: " + wayOut + ", API server: " + verdict + ")";
    }
}
