package dev.nodepath.catalogue.vpcendpoint;

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

/** VE-002: An interface endpoint that nodes need has private DNS on. */
public final class PrivateDnsOff implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "VE-002",
            "An interface endpoint that nodes need has private DNS on",
            Severity.HIGH,
            List.of(Need.CLUSTER, Need.SUBNETS, Need.ROUTE_TABLES, Need.VPC_ENDPOINTS),
            "Without private DNS, the name of the service still resolves to public addresses, to "
                    + "which a subnet without a way to the internet has no route.",
            "Turn private DNS on for the endpoint, unless a hosted zone of your own points the name " + "at it.",
            List.of(
                    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        List<Result> results = new ArrayList<>(OnPath.results(CARD, paths, (cause, subnet, all) -> remedy(cause, all)));
        for (SubnetPaths path : paths.nodeSubnets()) {
            if (OptionalServices.mattersFor(path, paths)) {
                results.addAll(CauseResults.of(
                        Severity.LOW,
                        OptionalServices.causes(CARD.id(), path, paths),
                        causes -> remedy(causes.getFirst(), paths)));
            }
        }
        return CauseResults.worst(results);
    }

    private static Remedy remedy(Cause cause, ClusterPaths paths) {
        return Remedy.of(
                CARD.fix(),
                "aws ec2 modify-vpc-endpoint --region " + paths.cluster().arn().region() + " --vpc-endpoint-id "
                        + cause.resource().id() + " --private-dns-enabled");
    }
}
