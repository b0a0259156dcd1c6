package dev.nodepath.catalogue.node;

import dev.nodepath.network.AvailabilityZone;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.NodeSource;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ND-008: Managed node groups run in zones of the Region or in Local Zones. */
public final class NodeGroupAtTheEdge implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-008",
            "Managed node groups run in zones of the Region or in Local Zones",
            Severity.HIGH,
            List.of(Need.NODEGROUPS, Need.SUBNETS, Need.AVAILABILITY_ZONES),
            "EKS does not run managed node groups on Outposts or in Wavelength Zones.",
            "Decide whether to start self-managed nodes there instead or to move the node group to " + "other subnets.",
            List.of("https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>();
        for (SubnetPaths path : paths.nodeSubnets()) {
            List<NodeSource.ManagedNodegroup> groups = path.nodeSubnet().usedBy().stream()
                    .filter(NodeSource.ManagedNodegroup.class::isInstance)
                    .map(NodeSource.ManagedNodegroup.class::cast)
                    .toList();
            if (!groups.isEmpty()) {
                path.subnet().map(subnet -> judge(subnet, groups, paths)).ifPresent(results::add);
            }
        }
        return results;
    }

    private static Result judge(Subnet subnet, List<NodeSource.ManagedNodegroup> groups, ClusterPaths paths) {
        Resource resource = Resource.ec2(subnet.id());
        Read<Optional<AvailabilityZone>> zone = paths.network().vpc().availabilityZone(subnet.availabilityZoneId());
        if (subnet.outpostArn().isEmpty() && zone instanceof Read.Failed<?> failed) {
            return Result.unread(Severity.MEDIUM, resource, failed);
        }
        String type = zone.orElse(Optional.empty()).map(AvailabilityZone::type).orElse("");
        if (subnet.outpostArn().isEmpty() && !type.equals("wavelength-zone")) {
            return type.equals("availability-zone") || type.equals("local-zone")
                    ? Result.compliant(resource, "Subnet " + subnet.id() + " may hold managed node groups.")
                    : Result.unknown(
                            Severity.MEDIUM,
                            resource,
                            "AWS does not tell of what kind zone " + subnet.availabilityZoneId() + " is.");
        }
        return Result.violation(
                CARD.severity(),
                resource,
                groups.stream()
                        .map(group -> Resource.nodegroup(group.nodegroup().arn()))
                        .toList(),
                "Node group " + groups.getFirst().nodegroup().name() + " uses subnet " + subnet.id() + ", which lies "
                        + subnet.outpostArn()
                                .map(outpost -> "on Outpost " + outpost)
                                .orElse("in Wavelength Zone " + subnet.availabilityZone())
                        + ", where EKS runs no managed nodes.",
                Remedy.of(CARD.fix()));
    }
}
