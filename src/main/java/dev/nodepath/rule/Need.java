package dev.nodepath.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * What Nodepath reads, a row each: the IAM action of the call that answers it and the API calls that change it. From these
 * rows come the names of failed reads, the IAM policy, the EventBridge patterns and the documentation; a test holds the
 * SAM template against them.
 */
public enum Need {
    CLUSTERS("eks:ListClusters", "the names of the clusters"),
    CLUSTER(
            "eks:DescribeCluster",
            "the cluster's endpoint, subnets and security groups",
            "CreateCluster",
            "UpdateClusterConfig",
            "UpdateClusterVersion",
            "DeleteCluster",
            "CancelUpdate"),
    NODEGROUP_NAMES("eks:ListNodegroups", "the names of the managed node groups"),
    NODEGROUPS(
            "eks:DescribeNodegroup",
            "the managed node groups",
            "CreateNodegroup",
            "UpdateNodegroupConfig",
            "UpdateNodegroupVersion",
            "DeleteNodegroup"),
    FARGATE_PROFILE_NAMES("eks:ListFargateProfiles", "the names of the Fargate profiles"),
    FARGATE_PROFILES(
            "eks:DescribeFargateProfile", "the Fargate profiles", "CreateFargateProfile", "DeleteFargateProfile"),
    POD_IDENTITY_ASSOCIATIONS(
            "eks:ListPodIdentityAssociations",
            "the EKS Pod Identity associations",
            "CreatePodIdentityAssociation",
            "CreateAddon",
            "CreateAccessEntry",
            "UpdateAccessEntry",
            "DeleteAccessEntry"),
    AUTO_SCALING_GROUPS(
            "autoscaling:DescribeAutoScalingGroups",
            "the Auto Scaling groups tagged for the cluster",
            "CreateAutoScalingGroup",
            "UpdateAutoScalingGroup",
            "DeleteAutoScalingGroup"),
    VPC("ec2:DescribeVpcs", "the VPC and its ranges", "AssociateVpcCidrBlock", "DisassociateVpcCidrBlock"),
    VPC_ATTRIBUTES("ec2:DescribeVpcAttribute", "the VPC's DNS attributes", "ModifyVpcAttribute"),
    DHCP_OPTIONS("ec2:DescribeDhcpOptions", "the VPC's DHCP option set", "AssociateDhcpOptions"),
    SUBNETS(
            "ec2:DescribeSubnets",
            "the subnets",
            "CreateSubnet",
            "DeleteSubnet",
            "ModifySubnetAttribute",
            "AssociateSubnetCidrBlock",
            "DisassociateSubnetCidrBlock",
            "CreateTags",
            "DeleteTags"),
    ROUTE_TABLES(
            "ec2:DescribeRouteTables",
            "the route tables and their associations",
            "CreateRoute",
            "ReplaceRoute",
            "DeleteRoute",
            "CreateRouteTable",
            "DeleteRouteTable",
            "AssociateRouteTable",
            "DisassociateRouteTable",
            "ReplaceRouteTableAssociation",
            "EnableVgwRoutePropagation",
            "DisableVgwRoutePropagation"),
    NAT_GATEWAYS(
            "ec2:DescribeNatGateways",
            "the NAT gateways and their addresses",
            "CreateNatGateway",
            "DeleteNatGateway",
            "AssociateNatGatewayAddress",
            "DisassociateNatGatewayAddress",
            "AssignPrivateNatGatewayAddress",
            "UnassignPrivateNatGatewayAddress",
            "AssociateAddress",
            "DisassociateAddress",
            "ReleaseAddress"),
    INTERNET_GATEWAYS(
            "ec2:DescribeInternetGateways",
            "the attached internet gateways",
            "AttachInternetGateway",
            "DetachInternetGateway",
            "DeleteInternetGateway"),
    EGRESS_ONLY_INTERNET_GATEWAYS(
            "ec2:DescribeEgressOnlyInternetGateways",
            "the egress-only internet gateways",
            "CreateEgressOnlyInternetGateway",
            "DeleteEgressOnlyInternetGateway"),
    NETWORK_ACLS(
            "ec2:DescribeNetworkAcls",
            "the network ACLs",
            "CreateNetworkAclEntry",
            "DeleteNetworkAclEntry",
            "ReplaceNetworkAclEntry",
            "ReplaceNetworkAclAssociation",
            "CreateNetworkAcl",
            "DeleteNetworkAcl"),
    SECURITY_GROUPS(
            "ec2:DescribeSecurityGroups",
            "the security groups",
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "ModifySecurityGroupRules",
            "CreateSecurityGroup",
            "DeleteSecurityGroup"),
    VPC_ENDPOINTS(
            "ec2:DescribeVpcEndpoints",
            "the VPC endpoints",
            "CreateVpcEndpoint",
            "ModifyVpcEndpoint",
            "DeleteVpcEndpoints"),
    NETWORK_INTERFACES(
            "ec2:DescribeNetworkInterfaces", "the cluster's network interfaces and those that routes lead to"),
    INSTANCES("ec2:DescribeInstances", "the running nodes"),
    LAUNCH_TEMPLATES(
            "ec2:DescribeLaunchTemplateVersions",
            "the launch templates of the nodes",
            "CreateLaunchTemplateVersion",
            "ModifyLaunchTemplate",
            "DeleteLaunchTemplate",
            "DeleteLaunchTemplateVersions"),
    PREFIX_LISTS(
            "ec2:GetManagedPrefixListEntries",
            "the prefix lists that routes and security groups name",
            "ModifyManagedPrefixList"),
    AVAILABILITY_ZONES("ec2:DescribeAvailabilityZones", "the kinds of the zones"),
    BLOCK_PUBLIC_ACCESS(
            "ec2:DescribeVpcBlockPublicAccessOptions",
            "the mode of VPC Block Public Access",
            "ModifyVpcBlockPublicAccessOptions"),
    BLOCK_PUBLIC_ACCESS_EXCLUSIONS(
            "ec2:DescribeVpcBlockPublicAccessExclusions",
            "the exclusions from VPC Block Public Access",
            "CreateVpcBlockPublicAccessExclusion",
            "ModifyVpcBlockPublicAccessExclusion",
            "DeleteVpcBlockPublicAccessExclusion"),
    TRANSIT_GATEWAY_ATTACHMENTS(
            "ec2:DescribeTransitGatewayVpcAttachments",
            "the VPC's transit gateway attachments",
            "CreateTransitGatewayVpcAttachment",
            "ModifyTransitGatewayVpcAttachment",
            "DeleteTransitGatewayVpcAttachment"),
    VPN_GATEWAYS(
            "ec2:DescribeVpnGateways", "the VPC's virtual private gateways", "AttachVpnGateway", "DetachVpnGateway"),
    PEERING_CONNECTIONS(
            "ec2:DescribeVpcPeeringConnections",
            "the VPC's peering connections",
            "CreateVpcPeeringConnection",
            "AcceptVpcPeeringConnection",
            "DeleteVpcPeeringConnection"),
    CLIENT_VPN_ENDPOINTS("ec2:DescribeClientVpnEndpoints", "the VPC's Client VPN endpoints"),
    INSTANCE_CONNECT_ENDPOINTS("ec2:DescribeInstanceConnectEndpoints", "the VPC's EC2 Instance Connect endpoints");

    /** What tells where nodes run, and what decides about their paths to the API server. */
    public static final List<Need> OF_PATHS_TO_API_SERVER = List.of(
            CLUSTER,
            NODEGROUP_NAMES,
            NODEGROUPS,
            FARGATE_PROFILE_NAMES,
            FARGATE_PROFILES,
            AUTO_SCALING_GROUPS,
            VPC,
            VPC_ATTRIBUTES,
            DHCP_OPTIONS,
            SUBNETS,
            ROUTE_TABLES,
            NAT_GATEWAYS,
            INTERNET_GATEWAYS,
            EGRESS_ONLY_INTERNET_GATEWAYS,
            NETWORK_ACLS,
            SECURITY_GROUPS,
            NETWORK_INTERFACES,
            INSTANCES,
            LAUNCH_TEMPLATES,
            PREFIX_LISTS,
            BLOCK_PUBLIC_ACCESS,
            BLOCK_PUBLIC_ACCESS_EXCLUSIONS);

    /** The same, and what decides about the paths to the services that a node needs to become Ready. */
    public static final List<Need> OF_PATHS = Stream.concat(OF_PATHS_TO_API_SERVER.stream(), Stream.of(VPC_ENDPOINTS))
            .toList();

    private final String action;
    private final String what;
    private final List<String> changedBy;

    Need(String action, String what, String... changedBy) {
        this.action = action;
        this.what = what;
        this.changedBy = List.of(changedBy);
    }

    /** The IAM action of the call that answers it, such as {@code ec2:DescribeSubnets}. */
    public String action() {
        return action;
    }

    /** What it is, to be read in a sentence. */
    public String what() {
        return what;
    }

    /** Names of the API calls, as CloudTrail has them, after which it may be different. */
    public List<String> changedBy() {
        return changedBy;
    }
}
