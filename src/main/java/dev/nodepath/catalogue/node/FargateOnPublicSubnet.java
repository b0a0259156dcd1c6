package dev.nodepath.catalogue.node;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

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
            "Make a new profile in private subnets and delete this one, or take the route to the "
                    + "internet gateway off the subnet.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/fargate.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, (cause, subnet, all) -> Remedy.of(CARD.fix()));
    }
}
