package dev.nodepath.catalogue.node;

import dev.nodepath.network.FargateProfile;
import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.NodeSource;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.CauseResults;
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

/** ND-007: Fargate profiles use private subnets. */
public final class FargateOnPublicSubnet implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-007",
            "Fargate profiles use private subnets",
            Severity.HIGH,
            List.of(Need.FARGATE_PROFILES, Need.SUBNETS, Need.ROUTE_TABLES),
            "Pods on Fargate get no public address, so a subnet whose route leads to an internet "
                    + "gateway takes them nowhere. EKS refuses such subnets when the profile is made; a route "
                    + "may be added later.",
            "Decide whether the pods move or the subnet becomes private: make a new profile in "
                    + "private subnets and delete this one, or take the route to the internet gateway off the "
                    + "subnet.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/fargate.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>(OnPath.results(CARD, paths));
        for (SubnetPaths path : paths.nodeSubnets()) {
            for (NodeSource source : path.nodeSubnet().usedBy()) {
                if (source instanceof NodeSource.Fargate(FargateProfile profile)) {
                    path.subnet()
                            .flatMap(subnet -> edge(subnet, paths))
                            .ifPresent(
                                    where -> results.add(
                                            Result.violation(
                                                    CARD.severity(),
                                                    Resource.fargateProfile(profile.arn()),
                                                    List.of(Resource.ec2(path.subnetId())),
                                                    "Fargate profile " + profile.name() + " uses subnet "
                                                            + path.subnetId() + ", which lies " + where
                                                            + ", where there is no Fargate.",
                                                    Remedy.of(
                                                            "Decide in which subnets of the Region's own zones the pods run; make a new profile there and delete this one."))));
                }
            }
        }
        return CauseResults.worst(results);
    }

    private static Optional<String> edge(Subnet subnet, ClusterPaths paths) {
        return subnet.outpostArn()
                .map(outpost -> "on Outpost " + outpost)
                .or(() -> paths.network()
                        .vpc()
                        .availabilityZone(subnet.availabilityZoneId())
                        .orElse(Optional.empty())
                        .filter(zone -> !zone.type().equals("availability-zone"))
                        .map(zone -> "in zone " + zone.name() + " of type " + zone.type()));
    }
}
