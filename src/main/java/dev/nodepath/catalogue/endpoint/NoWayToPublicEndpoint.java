package dev.nodepath.catalogue.endpoint;

import dev.nodepath.catalogue.WaysOut;
import dev.nodepath.network.Resource;
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

/** EP-002: Where the public endpoint is the only one, every node subnet has a working path to it. */
public final class NoWayToPublicEndpoint implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-002",
            "Where the public endpoint is the only one, every node subnet has a working path to it",
            Severity.CRITICAL,
            List.of(
                    Need.CLUSTER,
                    Need.SUBNETS,
                    Need.ROUTE_TABLES,
                    Need.NAT_GATEWAYS,
                    Need.INTERNET_GATEWAYS,
                    Need.NETWORK_INTERFACES,
                    Need.PREFIX_LISTS),
            "With private access off, a node reaches the API server over the internet: with a public "
                    + "address of its own and an internet gateway, or through a NAT gateway with one. A default "
                    + "route to anything else does not carry it, or hides whether it does.",
            "Decide whether nodes reach the API server inside the VPC or over the internet: turn the "
                    + "private endpoint on, or route the node subnets to a NAT gateway with a public address.",
            List.of(
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/",
                    "https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html#worker-node-fail"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, NoWayToPublicEndpoint::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return cause.also().stream()
                .filter(r ->
                        r.type().equals("AwsEc2Instance") && cause.sentence().contains("source/destination check"))
                .findFirst()
                .map(instance -> uncheck(instance, paths))
                .or(() -> WaysOut.of(paths).replaceDefaultRoute(subnet))
                .orElse(Remedy.of(CARD.fix()));
    }

    private static Remedy uncheck(Resource instance, ClusterPaths paths) {
        return Remedy.of(
                "Turn the source/destination check of the NAT instance off.",
                "aws ec2 modify-instance-attribute --region "
                        + paths.cluster().arn().region() + " --instance-id " + instance.id()
                        + " --no-source-dest-check");
    }
}
