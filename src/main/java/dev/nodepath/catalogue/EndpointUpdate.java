package dev.nodepath.catalogue;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Remedy;
import java.util.ArrayList;
import java.util.List;

/** The commands that change the settings of a cluster's endpoint. */
public final class EndpointUpdate {

    private EndpointUpdate() {}

    public static Remedy privateAccessOn(String text, ClusterPaths paths) {
        return Remedy.of(text, command(paths) + "endpointPrivateAccess=true");
    }

    /** Adds to publicAccessCidrs what it does not hold. */
    public static Remedy admit(String text, List<Cidr> sources, ClusterPaths paths) {
        List<Cidr> admitted = new ArrayList<>(paths.cluster().endpointAccess().publicAccessCidrs());
        sources.stream()
                .filter(source -> admitted.stream().noneMatch(cidr -> cidr.contains(source)))
                .forEach(admitted::add);
        return Remedy.of(
                text,
                command(paths) + "publicAccessCidrs="
                        + String.join(",", admitted.stream().map(Cidr::toString).toList()));
    }

    private static String command(ClusterPaths paths) {
        ClusterArn cluster = paths.cluster().arn();
        return "aws eks update-cluster-config --region " + cluster.region() + " --name " + cluster.name()
                + " --resources-vpc-config ";
    }
}
