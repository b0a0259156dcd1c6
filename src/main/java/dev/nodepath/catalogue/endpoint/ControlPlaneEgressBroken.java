package dev.nodepath.catalogue.endpoint;

import dev.nodepath.catalogue.ClusterSubnets;
import dev.nodepath.network.Resource;
import dev.nodepath.path.Cause;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.ControlPlaneEgress;
import dev.nodepath.rule.CauseResults;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** EP-012: Where the customer routes the control plane's own connections, they get out. */
public final class ControlPlaneEgressBroken implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-012",
            "Where the customer routes the control plane's own connections, they get out",
            Severity.HIGH,
            List.of(
                    Need.CLUSTER,
                    Need.SUBNETS,
                    Need.ROUTE_TABLES,
                    Need.NAT_GATEWAYS,
                    Need.INTERNET_GATEWAYS,
                    Need.NETWORK_ACLS,
                    Need.SECURITY_GROUPS,
                    Need.NETWORK_INTERFACES,
                    Need.VPC_ENDPOINTS,
                    Need.PREFIX_LISTS,
                    Need.DHCP_OPTIONS,
                    Need.BLOCK_PUBLIC_ACCESS),
            "With controlPlaneEgressMode CUSTOMER_ROUTED, the API server calls webhooks and identity "
                    + "providers through the cluster's subnets. Without a default route to something that "
                    + "carries them, admission of pods fails; nodes join all the same. The mode cannot be taken "
                    + "back.",
            "Decide where the control plane's own connections leave: route the cluster's subnets to "
                    + "a NAT gateway or an egress device of your own, let the cluster's security groups out to "
                    + "port 443, and keep AmazonProvidedDNS among the name servers.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-egress.html",
                    "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-egress-troubleshooting.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        return switch (paths.cluster().controlPlaneEgressMode()) {
            case AWS_MANAGED ->
                List.of(Result.notApplicable(cluster, "AWS routes the control plane's own connections."));
            case CUSTOMER_ISOLATED, OTHER ->
                List.of(Result.unknown(
                        Severity.LOW,
                        cluster,
                        "What controlPlaneEgressMode " + paths.cluster().controlPlaneEgressMode()
                                + " asks of the VPC is not documented."));
            case CUSTOMER_ROUTED ->
                ClusterSubnets.of(paths).each(CARD, subnet -> {
                    List<Cause> causes = ControlPlaneEgress.causes(paths.network(), subnet);
                    return causes.isEmpty()
                            ? Result.compliant(
                                    Resource.ec2(subnet.id()), "Cluster subnet " + subnet.id() + " has a way out.")
                            : CauseResults.of(CARD.severity(), causes, found -> Remedy.of(CARD.fix()))
                                    .getFirst();
                });
        };
    }
}
