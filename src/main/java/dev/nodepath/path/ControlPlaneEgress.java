package dev.nodepath.path;

import dev.nodepath.network.Cidr.Family;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork;
import dev.nodepath.path.Cause.UnknownReason;
import dev.nodepath.path.SecurityGroupCheck.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way of the control plane's own connections out of a cluster subnet, which the customer routes where {@code
 * controlPlaneEgressMode} is {@code CUSTOMER_ROUTED}. Its interfaces never have a public address, so an internet gateway
 * takes them nowhere; what stands behind a transit gateway or an appliance is the customer's choice.
 */
public final class ControlPlaneEgress {

    private static final String RULE = "EP-012";

    private ControlPlaneEgress() {}

    /** Why it does not work, or why that cannot be told. */
    public static List<Cause> causes(ClusterNetwork network, Subnet subnet) {
        List<Cause> causes = new ArrayList<>();
        Stream.of(Family.IPV4, Family.IPV6)
                .filter(family -> family == Family.IPV4 || network.cluster().ipFamily() == Family.IPV6)
                .forEach(family -> causes.addAll(out(network, subnet, family)));
        groups(network, subnet).ifPresent(causes::add);
        NameResolution names = NameResolution.of(network);
        names.resolver().ifPresent(cause -> causes.add(of(subnet, cause)));
        return causes;
    }

    private static List<Cause> out(ClusterNetwork network, Subnet subnet, Family family) {
        InternetPath path = InternetPath.byRoutes(
                network, subnet, new NodeSubnet(subnet.id(), List.of()), family, InternetPath.Purpose.CONTROL_PLANE);
        if (path.egress() == Egress.INTERNET_GATEWAY && family == Family.IPV4) {
            return List.of(Cause.broken(
                    RULE,
                    Resource.ec2(subnet.id()),
                    "Cluster subnet " + subnet.id()
                            + " routes to an internet gateway, but the control plane's interfaces have no public address: the"
                            + " gateway drops their packets."));
        }
        return path.answer().causes().stream()
                .flatMap(cause -> isTheCustomersChoice(cause)
                        ? mayBeShut(network.vpc(), subnet, cause)
                        : Stream.of(of(subnet, cause)))
                .toList();
    }

    private static boolean isTheCustomersChoice(Cause cause) {
        return cause.unknown()
                .filter(reason -> reason == UnknownReason.PATH_LEAVES_VPC || reason == UnknownReason.APPLIANCE)
                .isPresent();
    }

    /** Where everything was read, nothing shuts it that AWS knows of. */
    private static Stream<Cause> mayBeShut(VpcNetwork vpc, Subnet subnet, Cause choice) {
        return Stream.concat(
                        Stream.of(
                                vpc.networkInterfaces(),
                                vpc.securityGroups(),
                                vpc.vpcEndpoints(),
                                vpc.blockPublicAccess()),
                        vpc.prefixLists().values().stream())
                .flatMap(read -> read instanceof Read.Failed<?> failed
                        ? Stream.of(Cause.unread(RULE, failed, Resource.ec2(subnet.id()), choice.resource()))
                        : Stream.empty());
    }

    private static Optional<Cause> groups(ClusterNetwork network, Subnet subnet) {
        ControlPlane controlPlane = ControlPlane.of(network);
        String sentence = "The security groups of the cluster's network interfaces ("
                + String.join(", ", controlPlane.groupIds()) + ")";
        Resource resource = Resource.ec2(subnet.id());
        return switch (new SecurityGroupCheck(network.vpc())
                .allowsEgress(
                        controlPlane.groupIds(), SecurityGroupCheck.TCP, Ports.HTTPS, Peer.internet(Family.IPV4))) {
            case ALL -> Optional.empty();
            case SOME -> Optional.empty(); // the customer decides where the control plane may go
            case NONE ->
                Optional.of(
                        Cause.broken(RULE, resource, sentence + " let nothing out to port 443 of public addresses."));
            case UNKNOWN ->
                Optional.of(
                        Cause.unknown(RULE, UnknownReason.NOT_READ, resource, sentence + " could not all be read."));
        };
    }

    private static Cause of(Subnet subnet, Cause cause) {
        Resource resource = Resource.ec2(subnet.id());
        List<Resource> also = Stream.concat(Stream.of(cause.resource()), cause.also().stream())
                .filter(other -> !other.equals(resource))
                .distinct()
                .toList();
        return new Cause(RULE, cause.unknown(), resource, also, cause.sentence(), cause.opening());
    }
}
