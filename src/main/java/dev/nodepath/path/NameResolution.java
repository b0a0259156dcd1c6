package dev.nodepath.path;

import dev.nodepath.network.Cidr;
import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.DhcpOptions;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Vpc;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the name of the API server resolves to inside the VPC. With private access on, EKS answers for it in a private hosted
 * zone, which counts only if {@code enableDnsSupport} and {@code enableDnsHostnames} are true and nodes ask the VPC's resolver
 * (EKS user guide, "Cluster API server endpoint").
 *
 * @param attributes what is wrong with the VPC's DNS attributes, or could not be read of them
 * @param resolver why the resolver's answer is not known; empty where nodes ask the VPC's own
 */
public record NameResolution(List<Cause> attributes, Optional<Cause> resolver) {

    public NameResolution {
        attributes = List.copyOf(attributes);
    }

    public static NameResolution of(ClusterNetwork network) {
        Resource vpc = Resource.ec2(network.vpc().id());
        List<Cause> attributes = new ArrayList<>();
        attribute(network.vpc().dnsSupport(), vpc, "enableDnsSupport").ifPresent(attributes::add);
        attribute(network.vpc().dnsHostnames(), vpc, "enableDnsHostnames").ifPresent(attributes::add);
        return new NameResolution(attributes, resolver(network, vpc));
    }

    private static Optional<Cause> attribute(Read<Boolean> read, Resource vpc, String name) {
        return switch (read) {
            case Read.Failed<Boolean> failed -> Optional.of(Cause.unread("EP-005", failed, vpc));
            case Read.Done<Boolean> done ->
                done.value()
                        ? Optional.empty()
                        : Optional.of(
                                Cause.broken(
                                        "EP-005",
                                        vpc,
                                        "VPC " + vpc.id() + " has " + name
                                                + " off: the cluster's private DNS zone is not used and nodes cannot register."));
        };
    }

    private static Optional<Cause> resolver(ClusterNetwork network, Resource vpc) {
        return switch (network.vpc().dhcpOptions()) {
            case Read.Failed<Optional<DhcpOptions>> failed -> Optional.of(Cause.unread("EP-005", failed, vpc));
            case Read.Done<Optional<DhcpOptions>> done -> {
                // "default" instead of an id: AWS's default options, whose name server is AmazonProvidedDNS.
                List<String> servers =
                        done.value().map(DhcpOptions::domainNameServers).orElse(List.of("AmazonProvidedDNS"));
                if (servers.stream().anyMatch(server -> isVpcResolver(network, server))) {
                    yield Optional.empty();
                }
                if (network.vpc().vpc() instanceof Read.Failed<Vpc> failed) {
                    yield Optional.of(Cause.unread("EP-005", failed, vpc));
                }
                String nodes = "Nodes of VPC " + vpc.id()
                        + (servers.isEmpty()
                                ? " have no name server from their DHCP options"
                                : " ask name servers outside AWS (" + String.join(", ", servers) + ")");
                yield network.declared().strictDns()
                        ? Optional.of(Cause.broken(
                                "EP-005",
                                vpc,
                                nodes
                                        + ", which do not give the private addresses of the API server, as the settings say"
                                        + " (strictDns)."))
                        : Optional.of(Cause.unknown(
                                "EP-005",
                                UnknownReason.CUSTOM_DNS,
                                vpc,
                                nodes + "; whether those give the private addresses of the API server is not known."));
            }
        };
    }

    /** The VPC's resolver by any of its names (VPC user guide, "Understanding Amazon DNS"). */
    private static boolean isVpcResolver(ClusterNetwork network, String server) {
        return server.equals("AmazonProvidedDNS")
                || server.equals("169.254.169.253")
                || server.equals("fd00:ec2::253")
                || network.vpc().vpc().map(Vpc::cidrs).orElse(List.of()).stream()
                        .filter(cidr -> cidr.family() == Cidr.Family.IPV4)
                        .anyMatch(cidr -> new Cidr(cidr.family(), cidr.high() + (2L << 32), 0, 32)
                                .address()
                                .equals(server));
    }

    boolean isPrivateZoneUsed() {
        return attributes.isEmpty() && resolver.isEmpty();
    }

    /** Why no name at all can be resolved, or why that cannot be told: the VPC's resolver is off and nodes have no other. */
    List<Cause> withoutAny(ClusterNetwork network) {
        boolean on = network.vpc().dnsSupport().orElse(false);
        boolean others = resolver.filter(cause -> !cause.isUnread()).isPresent();
        if (on || others) {
            return List.of();
        }
        if (resolver.isPresent()) {
            return List.of(resolver.get());
        }
        return network.vpc().dnsSupport() instanceof Read.Failed<Boolean>
                ? attributes.stream().filter(Cause::isUnread).toList()
                : attributes;
    }
}
