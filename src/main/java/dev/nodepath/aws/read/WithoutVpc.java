package dev.nodepath.aws.read;

import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.Cluster;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.Read;
import dev.nodepath.network.Vpc;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.rule.Need;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network of a cluster for which EKS names no VPC. */
final class WithoutVpc {

    private WithoutVpc() {}

    static VpcNetwork of(Cluster cluster) {
        return cluster.kind() == Cluster.Kind.CONNECTED ? none() : unknown(cluster);
    }

    /** A cluster outside AWS has no VPC: nothing is there, and nothing was left unread. */
    private static VpcNetwork none() {
        Read<List<String>> noIds = Read.ofList(List.of());
        return new VpcNetwork(
                "",
                Read.of(new Vpc("", "", List.of(), "default", Optional.empty(), Optional.empty(), Map.of())),
                Read.of(false),
                Read.of(false),
                Read.of(Optional.empty()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.ofList(List.of()),
                Read.of(new BlockPublicAccess(InternetGatewayBlockMode.OFF, List.of())),
                Map.of(),
                new VpcNetwork.ManagementPaths(noIds, noIds, noIds, noIds, noIds),
                false);
    }

    /** One that is being created may not have its VPC in the answer yet: every part waits on the same missing piece. */
    private static VpcNetwork unknown(Cluster cluster) {
        Read.Failed<Object> why = new Read.Failed<>(
                Need.CLUSTER.action(),
                "EKS does not say which VPC cluster " + cluster.name() + " is in; its status is " + cluster.status());
        return new VpcNetwork(
                "",
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                why.as(),
                Map.of(),
                new VpcNetwork.ManagementPaths(why.as(), why.as(), why.as(), why.as(), why.as()),
                false);
    }
}
