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

/** VE-005: Node subnets without a way to the internet route S3 to its gateway endpoint. */
public final class S3GatewayNotOnRouteTable implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "VE-005",
            "Node subnets without a way to the internet route S3 to its gateway endpoint",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.VPC_ENDPOINTS),
            "The layers of every image in ECR lie in S3. A gateway endpoint serves only the subnets "
                    + "whose route tables it is associated with; a subnet that follows the main table needs the "
                    + "main table there.",
            "Associate the S3 gateway endpoint with the route table of the subnet, or create one.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
                    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.joinBlocking(CARD, paths, (cause, subnet, all) -> remedy(cause, all));
    }

    private static Remedy remedy(Cause cause, ClusterPaths paths) {
        List<SubnetPaths> nodes = NewEndpoint.affected(CARD.id(), cause.resource(), paths);
        if (!cause.resource().type().equals("AwsEc2VpcEndpoint")) {
            return NewEndpoint.ofGateway(cause.resource().id(), nodes, paths);
        }
        return Remedy.of(
                "Put the endpoint on the route tables of the node subnets.",
                "aws ec2 modify-vpc-endpoint --region " + paths.cluster().arn().region() + " --vpc-endpoint-id "
                        + cause.resource().id() + " --add-route-table-ids "
                        + String.join(" ", NewEndpoint.tables(nodes)));
    }
}
