package dev.nodepath.catalogue.vpcendpoint;

import dev.nodepath.catalogue.Openings;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
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

/** VE-003: The security groups of a VPC endpoint admit port 443 from the nodes. */
public final class EndpointGroupsRefuseNodes implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "VE-003",
            "The security groups of a VPC endpoint admit port 443 from the nodes",
            Severity.HIGH,
            List.of(
                    Need.CLUSTER,
                    Need.NODEGROUPS,
                    Need.INSTANCES,
                    Need.LAUNCH_TEMPLATES,
                    Need.SUBNETS,
                    Need.ROUTE_TABLES,
                    Need.VPC_ENDPOINTS,
                    Need.SECURITY_GROUPS,
                    Need.PREFIX_LISTS),
            "A new interface endpoint carries the VPC's default security group, which admits only its "
                    + "own members. Nodes without another way then wait for EC2, ECR or STS until they give up.",
            "Let the endpoint's security group admit port 443 from the nodes' group.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
                    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>(OnPath.results(CARD, paths, EndpointGroupsRefuseNodes::remedy));
        for (SubnetPaths path : paths.nodeSubnets()) {
            results.addAll(CauseResults.of(
                    OnPath.limited(CARD.severity(), List.of(path)),
                    OptionalServices.causes(CARD.id(), path, paths),
                    causes -> Openings.remedy(CARD.fix(), causes, paths)));
        }
        return CauseResults.worst(results);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return Openings.remedy(CARD.fix(), OnPath.causes(CARD, cause.resource(), paths), paths);
    }
}
