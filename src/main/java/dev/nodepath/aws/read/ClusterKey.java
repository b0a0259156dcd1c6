package dev.nodepath.aws.read;

import org.jspecify.annotations.Nullable;

/**
 * What belongs to a cluster, as a key: {@code us-east-1/demo}, {@code us-east-1/demo/nodes}. Names are unique in a Region
 * only, and one snapshot may hold several Regions.
 *
 * @param child the name of a node group or Fargate profile; empty for the cluster
 */
public record ClusterKey(String region, String cluster, String child) {

    public static String of(String region, String cluster) {
        return region + "/" + cluster;
    }

    public static String of(String region, String cluster, String child) {
        return region + "/" + cluster + "/" + child;
    }

    public static ClusterKey parse(String key) {
        String[] parts = key.split("/", 3);
        return new ClusterKey(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    /** The Region in an ARN; empty where there is none. */
    static String regionOf(@Nullable String arn) {
        String[] parts = Values.text(arn).split(":", 5);
        return parts.length > 3 ? parts[3] : "";
    }
}
