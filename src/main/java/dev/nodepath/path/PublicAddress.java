package dev.nodepath.path;

import dev.nodepath.network.ClusterNetwork;
import dev.nodepath.network.Instance;
import dev.nodepath.network.LaunchTemplateRef;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.Cause.UnknownReason;
import java.util.List;
import java.util.Optional;

/**
 * Whether a new node of a subnet gets a public IPv4 address, without which an internet gateway carries none of its packets.
 * The first that speaks decides: the launch template's interface, several interfaces in it (EC2 then assigns none), the
 * subnet's {@code MapPublicIpOnLaunch}.
 */
final class PublicAddress {

    private PublicAddress() {}

    /** Why nodes of this source get no public address, or why that cannot be told; empty where they get one. */
    static Optional<Cause> missing(ClusterNetwork network, Subnet subnet, NodeSource source) {
        return switch (source) {
            case NodeSource.ManagedNodegroup managed -> {
                Resource nodegroup = Resource.nodegroup(managed.nodegroup().arn());
                yield managed.nodegroup().launchTemplate().isPresent()
                        ? byTemplate(
                                network,
                                subnet,
                                managed.nodegroup().launchTemplate().get(),
                                "node group " + managed.nodegroup().name(),
                                nodegroup)
                        : bySubnet(subnet);
            }
            case NodeSource.SelfManaged selfManaged -> {
                Resource group = new Resource(
                        "AwsAutoScalingAutoScalingGroup", selfManaged.group().arn());
                yield selfManaged.group().launchTemplate().isPresent()
                        ? byTemplate(
                                network,
                                subnet,
                                selfManaged.group().launchTemplate().get(),
                                "Auto Scaling group " + selfManaged.group().name(),
                                group)
                        : Optional.of(Cause.unknown(
                                "ND-001",
                                UnknownReason.NOT_READ,
                                Resource.ec2(subnet.id()),
                                "Auto Scaling group " + selfManaged.group().name()
                                        + " has no launch template, so it is not known whether its nodes in "
                                        + subnet.id() + " get a public IPv4 address.",
                                group));
            }
            case NodeSource.Fargate fargate ->
                Optional.of(Cause.broken(
                        "ND-007",
                        Resource.fargateProfile(fargate.profile().arn()),
                        "Fargate profile " + fargate.profile().name() + " uses subnet " + subnet.id()
                                + ", which routes to an internet gateway; pods on Fargate never get a public address.",
                        Resource.ec2(subnet.id())));
            case NodeSource.RunningInstances running -> byInstances(subnet, running.instances());
            case NodeSource.AutoModePool pool -> bySubnet(subnet);
            case NodeSource.ClusterItself cluster -> bySubnet(subnet);
        };
    }

    private static Optional<Cause> bySubnet(Subnet subnet) {
        return subnet.mapPublicIpOnLaunch()
                ? Optional.empty()
                : Optional.of(Cause.broken(
                        "ND-001",
                        Resource.ec2(subnet.id()),
                        "Subnet " + subnet.id()
                                + " routes to an internet gateway, but MapPublicIpOnLaunch is false: new nodes get no public"
                                + " IPv4 address, and the gateway drops their packets."));
    }

    private static Optional<Cause> byTemplate(
            ClusterNetwork network, Subnet subnet, LaunchTemplateRef ref, String user, Resource userResource) {
        Read<LaunchTemplateVersion> read = network.launchTemplates().get(ref);
        if (!(read instanceof Read.Done<LaunchTemplateVersion> done)) {
            return Optional.of(Cause.unknown(
                    "ND-003",
                    UnknownReason.NOT_READ,
                    userResource,
                    "Launch template " + ref.idOrName() + " (version " + ref.version() + ") of " + user
                            + " could not be read, so it is not known whether its nodes in " + subnet.id()
                            + " get a public IPv4 address.",
                    Resource.ec2(subnet.id())));
        }
        LaunchTemplateVersion template = done.value();
        List<LaunchTemplateVersion.Interface> interfaces = template.networkInterfaces();
        String which = "Version " + template.version() + " of launch template " + template.name() + " (" + user + ")";
        Optional<Boolean> explicit = interfaces.stream()
                .flatMap(i -> i.associatePublicIpAddress().stream())
                .reduce(Boolean::logicalOr);
        if (explicit.isPresent()) {
            return explicit.get()
                    ? Optional.empty()
                    : Optional.of(Cause.broken(
                            "ND-003",
                            Resource.ec2(template.id()),
                            which + " sets AssociatePublicIpAddress to false, which overrides subnet " + subnet.id()
                                    + ": new nodes get no public IPv4 address, and the internet gateway drops their packets.",
                            userResource,
                            Resource.ec2(subnet.id())));
        }
        if (interfaces.size() > 1) {
            return Optional.of(Cause.broken(
                    "ND-003",
                    Resource.ec2(template.id()),
                    which + " has " + interfaces.size()
                            + " network interfaces; EC2 then assigns no public IPv4 address in subnet " + subnet.id()
                            + ", whatever the subnet says.",
                    userResource,
                    Resource.ec2(subnet.id())));
        }
        return bySubnet(subnet);
    }

    /** Nodes started by something only Kubernetes knows, such as Karpenter, whose node class may override the subnet. */
    private static Optional<Cause> byInstances(Subnet subnet, List<Instance> instances) {
        if (subnet.mapPublicIpOnLaunch()) {
            return Optional.empty();
        }
        List<Instance> without =
                instances.stream().filter(i -> i.publicIps().isEmpty()).toList();
        if (without.isEmpty()) {
            return Optional.of(Cause.unknown(
                    "ND-001",
                    UnknownReason.K8S_ONLY,
                    Resource.ec2(subnet.id()),
                    "Subnet " + subnet.id()
                            + " assigns no public IPv4 addresses; its running nodes have one, but whether the next ones will is"
                            + " decided inside Kubernetes (Karpenter's or Auto Mode's node class)."));
        }
        return Optional.of(Cause.broken(
                "ND-001",
                Resource.ec2(subnet.id()),
                "Subnet " + subnet.id() + " routes to an internet gateway and assigns no public IPv4 addresses; node "
                        + without.getFirst().id() + " there has none, so the gateway drops its packets.",
                Resource.ec2(without.getFirst().id())));
    }
}
