package dev.nodepath.catalogue.node;

import dev.nodepath.network.Resource;
import dev.nodepath.network.Subnet;
import dev.nodepath.path.ClusterPaths;
import dev.nodepath.path.Egress;
import dev.nodepath.path.SubnetPaths;
import dev.nodepath.rule.Need;
import dev.nodepath.rule.Remedy;
import dev.nodepath.rule.Result;
import dev.nodepath.rule.Rule;
import dev.nodepath.rule.RuleCard;
import dev.nodepath.rule.Severity;
import java.util.List;

/** ND-002: A private node subnet assigns no public IPv4 addresses. */
public final class PrivateNodeSubnetAssignsPublicAddresses implements Rule {

    private static final RuleCard CARD = new RuleCard(
            "ND-002",
            "A private node subnet assigns no public IPv4 addresses",
            Severity.LOW,
            List.of(Need.SUBNETS, Need.ROUTE_TABLES),
            "A public address in a subnet that does not route to an internet gateway carries nothing "
                    + "and costs money; it hints that the subnet was meant to be public.",
            "Turn MapPublicIpOnLaunch off for the subnet.",
            List.of(
                    "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/",
                    "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"));

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public List<Result> evaluate(ClusterPaths paths) {
        return paths.nodeSubnets().stream()
                .filter(path -> path.subnet().isPresent())
                .map(path -> judge(
                        path, path.subnet().orElseThrow(), paths.cluster().arn().region()))
                .toList();
    }

    private static Result judge(SubnetPaths path, Subnet subnet, String region) {
        Resource resource = Resource.ec2(subnet.id());
        if (path.egress() == Egress.INTERNET_GATEWAY || path.egress() == Egress.UNKNOWN) {
            return Result.notApplicable(resource, "Subnet " + subnet.id() + " is not known to be private.");
        }
        if (!subnet.mapPublicIpOnLaunch()) {
            return Result.compliant(resource, "Subnet " + subnet.id() + " assigns no public addresses.");
        }
        return Result.violation(
                CARD.severity(),
                resource,
                "Subnet " + subnet.id() + " assigns public IPv4 addresses to its nodes, but its default route leads to "
                        + path.egress() + ", where they are of no use.",
                Remedy.of(
                        CARD.fix(),
                        "aws ec2 modify-subnet-attribute --region " + region + " --subnet-id " + subnet.id()
                                + " --no-map-public-ip-on-launch"));
    }
}
