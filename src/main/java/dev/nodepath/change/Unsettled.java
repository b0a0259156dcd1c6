package dev.nodepath.change;

import dev.nodepath.network.Cluster;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Read;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.VpcEndpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * What is on its way from one state to another. No event tells when it gets there (EKS user guide and CloudTrail know only
 * the call), so it has to be looked at again.
 */
public final class Unsettled {
    private Unsettled() {}

    /** A sentence for each; none where the network will stay as it is until somebody changes it. */
    public static List<String> in(ClusterNetwork network) {
        List<String> sentences = new ArrayList<>();
        Cluster cluster = network.cluster();
        switch (cluster.status()) {
            case CREATING, UPDATING, PENDING ->
                sentences.add("Cluster " + cluster.name() + " is " + cluster.status() + ".");
            // What is being deleted has nothing to come.
            case ACTIVE, DELETING, FAILED, OTHER -> {}
        }
        network.vpc().natGateways().orElse(List.of()).stream()
                .filter(nat -> nat.state() == NatGateway.State.PENDING)
                .forEach(nat -> sentences.add("NAT gateway " + nat.id() + " is pending."));
        network.vpc().vpcEndpoints().orElse(List.of()).stream()
                .filter(endpoint -> endpoint.state() == VpcEndpoint.State.PENDING)
                .forEach(endpoint -> sentences.add("VPC endpoint " + endpoint.id() + " is pending."));
        for (RouteTable table : network.vpc().routeTables().orElse(List.of())) {
            table.associations().stream()
                    .filter(association -> association.state() == RouteTable.Association.State.UNSETTLED)
                    .forEach(association -> sentences.add("Association " + association.id() + " of route table "
                            + table.id() + " is neither made nor dissolved."));
        }
        return sentences;
    }

    /** Reads that failed because AWS was busy or out of reach, a sentence each. */
    public static List<String> unreadIn(ClusterNetwork network) {
        return network.unread().stream()
                .filter(Read.Failed::passing)
                .map(failed -> failed.action() + ": " + failed.error() + ".")
                .toList();
    }
}
