package dev.nodepath.finding;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.NatGateway;
import dev.nodepath.network.Read;
import dev.nodepath.network.VpcNetwork;
import java.util.List;
import java.util.function.Function;

/** Whether a resource that a finding was about is still in the cluster's network. */
final class Presence {
    private Presence() {}

    /** True only where AWS was asked for all resources of its kind, answered, and it is not among them. */
    static boolean isGone(String id, ClusterNetwork network) {
        VpcNetwork vpc = network.vpc();
        String kind = id.startsWith("arn:")
                ? id.replaceFirst("(?:[^:]*:){5}", "").replaceFirst("/.*", "")
                : id.replaceFirst("-.*", "");
        return switch (kind) {
            case "subnet" -> !network.subnet(id).map(found -> found.isPresent()).orElse(true);
            case "rtb" -> lacks(vpc.routeTables(), table -> table.id(), id);
            case "nat" ->
                lacks(
                        vpc.natGateways()
                                .map(all -> all.stream()
                                        .filter(nat -> nat.state() != NatGateway.State.DELETED)
                                        .toList()),
                        NatGateway::id,
                        id);
            case "igw" -> lacks(vpc.internetGateways(), gateway -> gateway.id(), id);
            case "eigw" -> lacks(vpc.egressOnlyInternetGateways(), gateway -> gateway.id(), id);
            case "acl" -> lacks(vpc.networkAcls(), acl -> acl.id(), id);
            case "sg" -> lacks(vpc.securityGroups(), group -> group.id(), id);
            case "vpce" -> lacks(vpc.vpcEndpoints(), endpoint -> endpoint.id(), id);
            case "nodegroup" -> noneIs(network.nodegroups(), nodegroup -> nodegroup.arn(), id);
            case "fargateprofile" -> noneIs(network.fargateProfiles(), profile -> profile.arn(), id);
            default -> false;
        };
    }

    private static <T> boolean lacks(Read<List<T>> all, Function<T, String> idOf, String id) {
        return all.map(values -> values.stream().map(idOf).noneMatch(id::equals))
                .orElse(false);
    }

    private static <T> boolean noneIs(List<Read<T>> all, Function<T, String> arnOf, String arn) {
        return all.stream()
                .noneMatch(read ->
                        read.map(value -> arnOf.apply(value).equals(arn)).orElse(true));
    }
}
