package dev.nodepath.catalogue.vpcendpoint;

import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** VE-001: Nodes without a way to the internet have VPC endpoints for the services they need. */
public final class RequiredEndpointMissing implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "VE-001",
            "Nodes without a way to the internet have VPC endpoints for the services they need",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.VPC_ENDPOINTS, Need.POD_IDENTITY_ASSOCIATIONS),
            "A node calls EC2, pulls images from ECR and their layers from S3 before it is Ready. In "
                    + "a subnet without a way to the internet each of them needs a VPC endpoint; pods that take "
                    + "IAM roles need STS as well.",
            "Create the missing VPC endpoints in the VPC, with private DNS on and a security group "
                    + "that admits port 443 from the nodes.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.joinBlocking(CARD, paths, (cause, subnet, all) -> Remedy.of(CARD.fix()));
    }
}
