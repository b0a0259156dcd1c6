package dev.nodepath.catalogue.node;

import dev.nodepath.catalogue.LaunchTemplateUse;
import dev.nodepath.network.LaunchTemplateVersion;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Egress;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ND-003: A launch template leaves the public address to the subnet. */
public final class LaunchTemplateFightsSubnet implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-003",
            "A launch template leaves the public address to the subnet",
            Severity.HIGH,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES, Need.NODEGROUPS, Need.LAUNCH_TEMPLATES),
            "AssociatePublicIpAddress in a launch template overrides the subnet, and with several "
                    + "network interfaces EC2 assigns no public address at all. A subnet named in the template "
                    + "makes the node group fail.",
            "Decide when nodes may be replaced; then make a new version of the launch template "
                    + "without AssociatePublicIpAddress, SubnetId and further interfaces, and update the node "
                    + "group to it.",
            List.of(
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/",
                    "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>(OnPath.results(CARD, paths));
        for (LaunchTemplateUse use : LaunchTemplateUse.of(paths)) {
            if (results.stream()
                    .noneMatch(r -> r.resource().id().equals(use.template().id()))) {
                judge(use).ifPresent(results::add);
            }
        }
        return results;
    }

    private static Optional<Result> judge(LaunchTemplateUse use) {
        LaunchTemplateVersion template = use.template();
        String which =
                "Version " + template.version() + " of launch template " + template.name() + " (" + use.user() + ")";
        if (template.networkInterfaces().stream().anyMatch(i -> i.subnetId().isPresent())) {
            return Optional.of(
                    violation(use, CARD.severity(), which + " names a subnet, which node groups do not accept."));
        }
        boolean associates = template.networkInterfaces().stream()
                .anyMatch(i -> i.associatePublicIpAddress().orElse(false));
        return associates && use.egresses().stream().anyMatch(e -> e != Egress.INTERNET_GATEWAY && e != Egress.UNKNOWN)
                ? Optional.of(violation(
                        use,
                        Severity.LOW,
                        which + " gives nodes in private subnets a public IPv4 address, which is of no use there."))
                : Optional.empty();
    }

    private static Result violation(LaunchTemplateUse use, Severity severity, String reason) {
        List<Resource> others = new ArrayList<>(List.of(use.userResource()));
        use.subnetIds().forEach(id -> others.add(Resource.ec2(id)));
        return Result.violation(severity, Resource.ec2(use.template().id()), others, reason, Remedy.of(CARD.fix()));
    }
}
