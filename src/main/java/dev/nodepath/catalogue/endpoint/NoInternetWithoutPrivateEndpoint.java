package dev.nodepath.catalogue.endpoint;

import dev.nodepath.catalogue.WaysOut;
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

/** EP-007: A node subnet without a way to the internet has the private endpoint. */
public final class NoInternetWithoutPrivateEndpoint implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-007",
            "A node subnet without a way to the internet has the private endpoint",
            Severity.CRITICAL,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES),
            "Nodes in a subnet without an internet path reach the API server only through the "
                    + "interfaces EKS places in the VPC, and those answer to its name only with private access "
                    + "on.",
            "Decide whether the subnet is meant to have a way to the internet: if so, give it a "
                    + "route to a NAT gateway; if not, turn the private endpoint on and add the VPC endpoints "
                    + "nodes need (EC2, ECR, S3, STS).",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, NoInternetWithoutPrivateEndpoint::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        return paths.network().declared().noInternet()
                ? Remedy.of(CARD.fix())
                : WaysOut.of(paths).addDefaultRoute(subnet).orElse(Remedy.of(CARD.fix()));
    }
}
