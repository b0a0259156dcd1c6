package dev.nodepath.catalogue.vpcendpoint;

import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.OnPath;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** VE-006: The policy of a VPC endpoint allows what nodes call there. */
public final class EndpointPolicyDenies implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "VE-006",
            "The policy of a VPC endpoint allows what nodes call there",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.VPC_ENDPOINTS),
            "An endpoint passes on only what its policy allows. One that was narrowed to the buckets "
                    + "or repositories of an application keeps nodes from the layers of every image, which lie "
                    + "in a bucket of ECR's own.",
            "Allow the calls nodes make in the endpoint's policy: s3:GetObject on ECR's layer bucket, "
                    + "the pull actions of ECR, ec2:DescribeInstances. Resetting the policy allows everything.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
                    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, EndpointPolicyDenies::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return Remedy.of(
                CARD.fix() + " Where the policy is meant to restrict, add a statement to it instead.",
                "aws ec2 modify-vpc-endpoint --region " + paths.cluster().arn().region() + " --vpc-endpoint-id "
                        + cause.resource().id() + " --reset-policy");
    }
}
