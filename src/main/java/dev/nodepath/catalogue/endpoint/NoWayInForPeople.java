package dev.nodepath.catalogue.endpoint;

import dev.nodepath.network.EndpointAccess.Mode;
import dev.nodepath.network.Read;
import dev.nodepath.network.Resource;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.WaysIn;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** EP-008: A cluster with the private endpoint alone can be reached from somewhere. */
public final class NoWayInForPeople implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "EP-008",
            "A cluster with the private endpoint alone can be reached from somewhere",
            Severity.INFO,
            List.of(
                    Need.CLUSTER,
                    Need.SECURITY_GROUPS,
                    Need.TRANSIT_GATEWAY_ATTACHMENTS,
                    Need.VPN_GATEWAYS,
                    Need.PEERING_CONNECTIONS,
                    Need.CLIENT_VPN_ENDPOINTS,
                    Need.INSTANCE_CONNECT_ENDPOINTS),
            "With the public endpoint off, kubectl works only from inside the VPC or a network "
                    + "connected to it, and only from where the cluster's security groups admit port 443. "
                    + "Whether anyone uses such a way cannot be seen.",
            "Decide how people reach the VPC: connect it by a transit gateway, VPN or peering, or "
                    + "keep a host in it, and admit port 443 from there on the cluster's security groups.",
            List.of(
                    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        Resource cluster = Resource.cluster(paths.cluster().arn().toString());
        if (paths.cluster().endpointAccess().mode() != Mode.PRIVATE_ONLY) {
            return List.of(Result.notApplicable(cluster, "The public endpoint is on."));
        }
        WaysIn ways = WaysIn.of(paths.network());
        if (!ways.connections().isEmpty() || ways.admitsOthers()) {
            return List.of(Result.compliant(
                    cluster,
                    ways.connections().isEmpty()
                            ? "The cluster's security groups admit port 443 from others than its nodes."
                            : "The VPC is connected by " + String.join(", ", ways.connections()) + "."));
        }
        if (ways.unread().isPresent()) {
            Read.Failed<?> failed = ways.unread().get();
            return List.of(Result.unread(Severity.INFO, cluster, failed));
        }
        return List.of(Result.violation(
                CARD.severity(),
                cluster,
                List.of(Resource.ec2(paths.network().vpc().id())),
                "Cluster " + paths.cluster().name() + " has the private endpoint alone, and no way into VPC "
                        + paths.network().vpc().id() + " can be seen: no transit gateway, VPN, peering, Client VPN or"
                        + " Instance Connect endpoint, and its security groups admit only their own members.",
                Remedy.of(CARD.fix())));
    }
}
