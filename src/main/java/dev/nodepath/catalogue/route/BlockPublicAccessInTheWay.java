package dev.nodepath.catalogue.route;

import dev.nodepath.network.BlockPublicAccess;
import dev.nodepath.network.InternetGatewayBlockMode;
import dev.nodepath.network.Subnet;
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
import java.util.Optional;

/** RT-008: VPC Block Public Access lets the path of the nodes through. */
public final class BlockPublicAccessInTheWay implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "RT-008",
            "VPC Block Public Access lets the path of the nodes through",
            Severity.CRITICAL,
            List.of(Need.SUBNETS, Need.VPC, Need.BLOCK_PUBLIC_ACCESS, Need.BLOCK_PUBLIC_ACCESS_EXCLUSIONS),
            "VPC Block Public Access drops what passes an internet gateway, whatever routes and "
                    + "groups say. In mode block-ingress NAT gateways keep working, but nodes with public "
                    + "addresses of their own are cut off both ways; in mode block-bidirectional everything is, "
                    + "unless the subnet at the internet gateway or its VPC is excluded.",
            "Exclude the subnet at the internet gateway, or let nodes leave through a NAT gateway or "
                    + "use the private endpoint.",
            List.of("https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return OnPath.results(CARD, paths, BlockPublicAccessInTheWay::remedy);
    }

    private static Remedy remedy(Cause cause, SubnetPaths subnet, ClusterPaths paths) {
        Optional<Subnet> atGateway =
                paths.network().subnet(cause.resource().id()).orElse(Optional.empty());
        if (atGateway.isEmpty() || paths.network().isShared(atGateway.get())) {
            return Remedy.of("Let the owner of the VPC decide whether subnet "
                    + cause.resource().id() + " is excluded from VPC Block Public Access.");
        }
        InternetGatewayBlockMode mode = atGateway
                .get()
                .internetGatewayBlockMode()
                .orElse(paths.network()
                        .vpc()
                        .blockPublicAccess()
                        .map(BlockPublicAccess::mode)
                        .orElse(InternetGatewayBlockMode.BLOCK_INGRESS));
        boolean egressSuffices = mode == InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL;
        boolean atEndpoint = cause.also().stream().anyMatch(other -> other.id().startsWith("vpce-"));
        return Remedy.of(
                atEndpoint
                        ? "Exclude the VPC from VPC Block Public Access, if its traffic is meant to pass: behind a firewall or"
                                + " Gateway Load Balancer endpoint the exclusion of a subnet does not suffice."
                        : "Exclude the subnet at the internet gateway from VPC Block Public Access, if its traffic is meant to"
                                + " pass.",
                "aws ec2 create-vpc-block-public-access-exclusion --region "
                        + paths.cluster().arn().region()
                        + (atEndpoint
                                ? " --vpc-id " + atGateway.get().vpcId()
                                : " --subnet-id " + atGateway.get().id())
                        + " --internet-gateway-exclusion-mode "
                        + (egressSuffices ? "allow-egress" : "allow-bidirectional"));
    }
}
