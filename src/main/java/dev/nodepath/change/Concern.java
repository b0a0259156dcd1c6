package dev.nodepath.change;

import dev.nodepath.network.Cluster;
import java.util.Set;

/** Which clusters of a place a change can touch. */
public sealed interface Concern {

    boolean covers(Cluster cluster);

    /** These, by name; none where there is nothing to look at. */
    record Named(Set<String> clusterNames) implements Concern {
        public Named {
            clusterNames = Set.copyOf(clusterNames);
        }

        @Override
        public boolean covers(Cluster cluster) {
            return clusterNames.contains(cluster.name());
        }
    }

    /** Those in these VPCs. */
    record InVpcs(Set<String> vpcIds) implements Concern {
        public InVpcs {
            vpcIds = Set.copyOf(vpcIds);
        }

        @Override
        public boolean covers(Cluster cluster) {
            return vpcIds.contains(cluster.vpcId());
        }
    }

    /**
     * All of them.
     *
     * @param why as a sentence
     */
    record WholeRegion(String why) implements Concern {
        @Override
        public boolean covers(Cluster cluster) {
            return true;
        }
    }

    static Concern nothing() {
        return new Named(Set.of());
    }
}
