package dev.nodepath.catalogue;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterArn;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.RuleCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** Of all node subnets that suffer from a rule, so that repairing one does not undo another. */
    public static List<Cidr> refusedNatAddresses(RuleCard card, ClusterPaths paths) {
        return paths.nodeSubnets().stream()
                .flatMap(subnet -> subnet.apiServer().causes().stream())
                .filter(cause -> cause.rule().equals(card.id()))
                .flatMap(cause -> cause.also().stream())
                .flatMap(r -> paths.network().vpc().natGateway(r.id()).orElse(Optional.empty()).stream())
                .flatMap(nat -> nat.publicIps().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static String command(ClusterPaths paths) {
        ClusterArn cluster = paths.cluster().arn();
        return "aws eks update-cluster-config --region " + cluster.region() + " --name " + cluster.name()
                + " --resources-vpc-config ";
    }
}
