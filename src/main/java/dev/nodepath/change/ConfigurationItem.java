package dev.nodepath.change;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A resource's state as AWS Config recorded it. Unlike a call it names what the resource belongs to, after its deletion
 * too, but neither the call nor who made it.
 */
record ConfigurationItem(Envelope envelope, String type, Tree item) {

    /** Every ARN of EKS has the cluster's name after the kind: {@code …:fargateprofile/demo/default/12ab…}. */
    private static final Pattern EKS_ARN = Pattern.compile("arn:[^:]+:eks:[^:]+:[^:]+:[a-z-]+/(?<cluster>[^/]+).*");

    private static final Set<String> OF_A_VPC = Set.of(
            "AWS::EC2::VPC",
            "AWS::EC2::Subnet",
            "AWS::EC2::SubnetCidrBlock",
            "AWS::EC2::RouteTable",
            "AWS::EC2::SubnetRouteTableAssociation",
            "AWS::EC2::InternetGateway",
            "AWS::EC2::VPCGatewayAttachment",
            "AWS::EC2::NatGateway",
            "AWS::EC2::EgressOnlyInternetGateway",
            "AWS::EC2::NetworkAcl",
            "AWS::EC2::SubnetNetworkAclAssociation",
            "AWS::EC2::SecurityGroup",
            "AWS::EC2::VPCEndpoint",
            "AWS::EC2::EIP",
            "AWS::EC2::TransitGatewayAttachment",
            "AWS::EC2::VPCPeeringConnection",
            "AWS::EC2::VPNGateway");

    /** In no VPC, and maybe used in several. */
    private static final Set<String> SHARED = Set.of("AWS::EC2::LaunchTemplate", "AWS::EC2::PrefixList");

    private static final Set<String> OF_NO_VPC = Set.of(
            "AWS::EC2::DHCPOptions",
            "AWS::EC2::VPCBlockPublicAccessOptions",
            "AWS::EC2::VPCBlockPublicAccessExclusion");

    static ConfigurationItem in(Envelope envelope) {
        Tree detail = envelope.detailObject();
        Tree item = detail.at("configurationItem");
        if (item.isEmpty()) {
            // Above 256 KB AWS Config sends the summary alone.
            item = detail.at("configurationItemSummary");
        }
        String type = item.at("resourceType")
                .text()
                .orElseThrow(
                        () -> new UnreadableEvent(
                                "Event " + envelope.id()
                                        + " reports a configuration item but has no \"configurationItem.resourceType\" in its \"detail\"."));
        return new ConfigurationItem(envelope, type, item);
    }

    Change change() {
        if (type.startsWith("AWS::EKS::")) {
            return ofCluster();
        }
        if (type.equals("AWS::AutoScaling::AutoScalingGroup")) {
            return item.at("resourceName")
                    .text()
                    .<Change>map(group -> new Change.AutoScalingGroupChanged(origin(), group))
                    .orElseGet(() -> ofRegion("AWS Config does not name the Auto Scaling group."));
        }
        if (OF_A_VPC.contains(type)) {
            return ofNetwork(ResourceIds.in(
                    item.at("resourceId"),
                    item.at("relationships"),
                    item.at("configuration"),
                    item.at("resourceName")));
        }
        if (SHARED.contains(type)) {
            return ofNetwork(ResourceIds.in(item.at("resourceId")));
        }
        if (OF_NO_VPC.contains(type)) {
            return ofRegion("A change of " + type + " can touch any cluster of the Region.");
        }
        return envelope.notOurs(type + " is nothing that Nodepath reads.");
    }

    private Change ofCluster() {
        return item.at("ARN")
                .text()
                .or(() -> item.at("arn").text())
                .map(EKS_ARN::matcher)
                .filter(Matcher::matches)
                .map(arn -> arn.group("cluster"))
                .or(() -> type.equals("AWS::EKS::Cluster")
                        ? item.at("resourceName")
                                .text()
                                .or(() -> item.at("resourceId").text())
                        : Optional.empty())
                .<Change>map(cluster -> new Change.ClusterChanged(origin(), cluster, type.equals("AWS::EKS::Cluster")))
                .orElseGet(() -> ofRegion("AWS Config does not say which cluster the " + type + " belongs to."));
    }

    private Change ofNetwork(Set<String> ids) {
        Predicate<String> vpc = ResourceIds::isVpc;
        return ids.isEmpty()
                ? ofRegion("AWS Config names no resource.")
                : new Change.NetworkChanged(
                        origin(),
                        ids.stream().filter(vpc).collect(Collectors.toUnmodifiableSet()),
                        ids.stream().filter(vpc.negate()).collect(Collectors.toUnmodifiableSet()));
    }

    private Change ofRegion(String why) {
        return new Change.RegionChanged(origin(), why);
    }

    private Origin origin() {
        return envelope.origin(Optional.empty());
    }
}
