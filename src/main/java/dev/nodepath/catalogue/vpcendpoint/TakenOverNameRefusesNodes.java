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

/** VE-007: A VPC endpoint that takes a service's name over admits the nodes of every subnet. */
public final class TakenOverNameRefusesNodes implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "VE-007",
            "A VPC endpoint that takes a service's name over admits the nodes of every subnet",
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
                    Need.PREFIX_LISTS,
                    Need.DHCP_OPTIONS),
            "With private DNS on, the public name of a service resolves to the endpoint everywhere in "
                    + "the VPC. Nodes behind a NAT gateway then no longer use it for that service: where the "
                    + "endpoint's group admits only others, they cannot reach EC2 or ECR at all and never "
                    + "become Ready.",
            "Let the endpoint's security group admit port 443 from the nodes' group.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
                    "https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3113",
                    "https://github.com/eksctl-io/eksctl/issues/3147"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>(OnPath.results(CARD, paths, TakenOverNameRefusesNodes::remedy));
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
