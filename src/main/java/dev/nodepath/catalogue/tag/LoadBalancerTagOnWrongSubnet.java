package dev.nodepath.catalogue.tag;

import dev.nodepath.network.Resource;
import dev.nodepath.network.RouteTable;
import dev.nodepath.network.Subnet;
import dev.nodepath.network.VpcNetwork.RoutedBy;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;
import java.util.Optional;

/** TG-001: Role tags for load balancers are on subnets of the right kind. */
public final class LoadBalancerTagOnWrongSubnet implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "TG-001",
            "Role tags for load balancers are on subnets of the right kind",
            Severity.LOW,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES),
            "The load balancer controller places internet-facing load balancers in subnets tagged "
                    + "kubernetes.io/role/elb and internal ones in those tagged kubernetes.io/role/internal-elb. A "
                    + "tag on the wrong kind of subnet puts a load balancer where nobody reaches it, and hides the "
                    + "untagged subnets.",
            "Move the tag to a subnet of the right kind. Without any role tag the controller finds the subnets itself.",
            List.of(
                    "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/",
                    "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"));

    private static final String PUBLIC = "kubernetes.io/role/elb";
    private static final String INTERNAL = "kubernetes.io/role/internal-elb";

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return paths.network().vpc().subnets().orElse(List.of()).stream()
                .filter(subnet -> !paths.network().isShared(subnet))
                .flatMap(subnet -> judge(subnet, paths).stream())
                .toList();
    }

    private static Optional<Result> judge(Subnet subnet, ClusterPaths paths) {
        Optional<RouteTable> table = paths.network()
                .vpc()
                .routeTableOf(subnet.id())
                .orElse(Optional.empty())
                .map(RoutedBy::table);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        boolean isPublic = table.get().internetGatewayId().isPresent();
        String wrong = isPublic ? INTERNAL : PUBLIC;
        Resource resource = Resource.ec2(subnet.id());
        if (!hasRole(subnet, wrong)) {
            return hasRole(subnet, isPublic ? PUBLIC : INTERNAL)
                    ? Optional.of(
                            Result.compliant(resource, "The role tag of subnet " + subnet.id() + " fits its routes."))
                    : Optional.empty();
        }
        return Optional.of(Result.violation(
                CARD.severity(),
                resource,
                List.of(Resource.ec2(table.get().id())),
                "Subnet " + subnet.id() + " carries tag " + wrong + ", but route table "
                        + table.get().id() + (isPublic ? " leads" : " does not lead") + " to an internet gateway.",
                Remedy.of(
                        "Take the tag off the subnet, if its routes are as they should be.",
                        "aws ec2 delete-tags --region " + paths.cluster().arn().region() + " --resources " + subnet.id()
                                + " --tags Key=" + wrong)));
    }

    /** The controller knows no other values. */
    private static boolean hasRole(Subnet subnet, String tag) {
        return List.of("1", "").contains(subnet.tags().getOrDefault(tag, "none"));
    }
}
