package dev.nodepath.change;

import dev.nodepath.network.Cluster;

/** An account's part of a Region: what one set of AWS calls can see. */
public record Place(String accountId, String region) {

    public boolean holds(Cluster cluster) {
        return cluster.arn().accountId().equals(accountId)
                && cluster.arn().region().equals(region);
    }

    @Override
    public String toString() {
        return "account " + accountId + ", Region " + region;
    }
}
