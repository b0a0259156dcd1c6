package dev.nodepath.path;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.Optional;

/** A subnet whose route table could not be read, or is none of those that AWS shows: every subnet has one. */
final class UnseenTable {

    private UnseenTable() {}

    /**
     * Why something cannot be told of a subnet; nothing where its table is seen.
     *
     * @param then ends the sentence that says that no table is shown
     */
    static Optional<Cause> cause(
            ClusterNetwork network, Subnet subnet, String rule, Resource resource, String then, Resource... also) {
        return switch (network.vpc().routeTableOf(subnet.id())) {
            case Read.Failed<Optional<RoutedBy>> failed -> Optional.of(Cause.unread(rule, failed, resource, also));
            case Read.Done<Optional<RoutedBy>>(Optional<RoutedBy> by) ->
                by.isPresent()
                        ? Optional.empty()
                        : Optional.of(Cause.unknown(
                                rule,
                                network.isShared(subnet)
                                        ? UnknownReason.SHARED_VPC_NOT_VISIBLE
                                        : UnknownReason.NOT_READ,
                                resource,
                                "AWS shows no route table for subnet " + subnet.id() + then,
                                also));
        };
    }
}
