package dev.nodepath.change;

import dev.nodepath.network.Cluster;
import java.util.Set;

/** Which clusters of a place a change can touch. */
public sealed interface Concern {

    /**
     * Whether a change can touch a cluster.
     *
     * @param vpcId the VPC that it is in, as long as it exists
     */
    boolean covers(String clusterName, String vpcId);

    default boolean covers(Cluster cluster) {
        return covers(cluster.name(), cluster.vpcId());
    }

    /** These, by name; none where there is nothing to look at. */
    record Named(Set<String> clusterNames) implements Concern {
        public Named {
            clusterNames = Set.copyOf(clusterNames);
        }

        @Override
        public boolean covers(String clusterName, String vpcId) {
            return clusterNames.contains(clusterName);
        }
    }

    /** Those in these VPCs. */
    record InVpcs(Set<String> vpcIds) implements Concern {
        public InVpcs {
            vpcIds = Set.copyOf(vpcIds);
        }

        @Override
        public boolean covers(String clusterName, String vpcId) {
            return vpcIds.contains(vpcId);
        }
    }

    /**
     * All of them.
     *
     * @param why as a sentence
     */
    record WholeRegion(String why) implements Concern {
        @Override
        public boolean covers(String clusterName, String vpcId) {
            return true;
        }
    }

    static Concern nothing() {
        return new Named(Set.of());
    }
}
