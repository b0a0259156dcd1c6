"""The pages that cases rest on, by a short name. What stands in quotation marks is quoted; the rest is told in our own words."""

EKS = "https://docs.aws.amazon.com/eks/latest/userguide/"
VPC = "https://docs.aws.amazon.com/vpc/latest/userguide/"
EC2_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"

_PAGES = {
    # ------------------------------------------------------------------------------------------------------------- EKS
    "blog": (
        "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/",
        "AWS blog, De-mystifying cluster networking for Amazon EKS worker nodes (2020): the endpoint modes and three VPC layouts",
    ),
    "blog-comment-acl": (
        "https://aws.amazon.com/blogs/containers/de-mystifying-cluster-networking-for-amazon-eks-worker-nodes/",
        "Comment by Mikkel Vesterdahl on that post: admitting only the VPC's range into a private subnet \"breaks the "
        'communication between worker nodes and the API server"; out TCP 443 and in TCP 1024-65535, both anywhere, works',
    ),
    "network-reqs": (
        EKS + "network-reqs.html",
        "EKS user guide, network requirements: zones, free addresses, refused zones, DNS (\"Otherwise, nodes can't register\"), "
        "shared subnets, subnets by kind of cluster",
    ),
    "cluster-endpoint": (
        EKS + "cluster-endpoint.html",
        "EKS user guide, cluster API server endpoint: what the name resolves to under each mode, and what the private zone "
        "needs of the VPC's DNS",
    ),
    "config-endpoint": (
        EKS + "config-cluster-endpoint.html",
        'EKS user guide, endpoint access: without the private endpoint the CIDR sources "must include the egress sources from '
        'your VPC"',
    ),
    "private-clusters": (
        EKS + "private-clusters.html",
        "EKS user guide, private clusters with limited internet access: private access is required, and the VPC endpoints",
    ),
    "eks-troubleshooting": (
        EKS + "troubleshooting.html",
        "EKS user guide, troubleshooting: a private subnet needs a route to a NAT gateway \"that has a public IP address\"; tags",
    ),
    "managed-nodes": (
        EKS + "managed-node-groups.html",
        "EKS user guide, managed node groups: public subnets must have MapPublicIpOnLaunch; a group spans every subnet given",
    ),
    "create-nodes": (
        EKS + "create-managed-node-group.html",
        "EKS user guide, create a managed node group: with several network interfaces in the launch template EC2 assigns no "
        "public IPv4 address, even if MapPublicIpOnLaunch is true",
    ),
    "launch-templates": (
        EKS + "launch-templates.html",
        "EKS user guide, managed nodes with launch templates: groups named there replace the cluster security group",
    ),
    "sec-groups": (
        EKS + "sec-group-reqs.html",
        "EKS user guide, security group requirements: 443 and 10250 between nodes and control plane, 53 between nodes",
    ),
    "fargate": (
        EKS + "fargate-profile.html",
        "EKS user guide, Fargate profiles: \"only private subnets with no direct route to an Internet Gateway are accepted\"",
    ),
    "control-plane-egress": (
        EKS + "control-plane-egress.html",
        "EKS user guide, control plane egress: what CUSTOMER_ROUTED asks of the cluster's subnets",
    ),
    "hybrid-prereqs": (
        EKS + "hybrid-nodes-prereqs.html",
        "EKS user guide, hybrid nodes: with both endpoints on the name \"will always resolve to the public IPs for hybrid nodes "
        'running outside of your VPC"',
    ),
    "hybrid-networking": (
        EKS + "hybrid-nodes-networking.html",
        "EKS user guide, hybrid networking: routes for the remote ranges and 443 from them",
    ),
    "auto-mode": (
        EKS + "automode-get-started-cli.html",
        "EKS user guide, Auto Mode: the cluster's subnets are those \"where the nodes will be deployed\"",
    ),
    "local-zones": (EKS + "local-zones.html", "EKS user guide, Local Zones: not for the subnets of the cluster itself"),
    "outposts-local": (
        EKS + "eks-outposts-local-cluster-overview.html",
        "EKS user guide, local clusters on Outposts: their own rules for subnets",
    ),
    "connector": (EKS + "eks-connector.html", "EKS user guide, connected clusters: registered, run elsewhere"),
    "cni-ipv6": (EKS + "cni-ipv6.html", "EKS user guide, IPv6 addresses for clusters, pods and services"),
    "health-issues": (
        "https://docs.aws.amazon.com/eks/latest/APIReference/API_Issue.html",
        "EKS API, health issues of node groups and their codes",
    ),
    "cluster-api": (
        "https://docs.aws.amazon.com/eks/latest/APIReference/API_Cluster.html",
        "EKS API, Cluster: status, connectorConfig, outpostConfig, computeConfig, remoteNetworkConfig",
    ),
    "vpc-config-api": (
        "https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigResponse.html",
        "EKS API, VpcConfigResponse: endpoint access, publicAccessCidrs, security groups of the interfaces",
    ),
    "update-api": (
        "https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html",
        "EKS API, UpdateClusterConfig is asynchronous; the old values hold until the update ends",
    ),
    "practices": (
        "https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html",
        "EKS best practices, VPC and subnets: dedicated cluster subnets, a NAT gateway a zone, limit the public endpoint",
    ),
    "practices-ipv6": ("https://docs.aws.amazon.com/eks/latest/best-practices/ipv6.html", "EKS best practices, IPv6 clusters"),
    "join-article": (
        "https://repost.aws/knowledge-center/eks-worker-nodes-cluster",
        "AWS re:Post, how to get worker nodes to join: routes, blackholes, ACLs, VPC endpoints, DNS, tags",
    ),
    # ------------------------------------------------------------------------------------------------------------- VPC
    "route-tables": (
        VPC + "subnet-route-tables.html",
        "VPC user guide, subnet route tables: a subnet without its own table uses the main one, and a change there moves it",
    ),
    "route-priority": (
        VPC + "route-tables-priority.html",
        "VPC user guide, route priority: longest prefix, then static, prefix list, propagated",
    ),
    "route-options": (
        VPC + "route-table-options.html",
        "VPC user guide, routing options: internet gateway, NAT, virtual private and transit gateway, peering, appliances",
    ),
    "route-api": (EC2_API + "API_Route.html", "EC2 API, Route: target fields, origin and state (\"blackhole\")"),
    "igw": (
        VPC + "VPC_Internet_Gateway.html",
        "VPC user guide, internet gateways: attached to the VPC, routed to, and a public address on the instance",
    ),
    "nat": (
        VPC + "vpc-nat-gateway.html",
        "VPC user guide, NAT gateways: public and private ones; the internet gateway drops what a private one sends",
    ),
    "nat-basics": (
        VPC + "nat-gateway-basics.html",
        "VPC user guide, NAT gateway basics: zones, addresses; traffic cannot be routed to one through a VPC peering connection",
    ),
    "nat-working": (
        VPC + "nat-gateway-working-with.html",
        "VPC user guide, work with NAT gateways: after deletion routes stay behind as blackholes; secondary addresses",
    ),
    "nat-regional": (
        VPC + "nat-gateways-regional.html",
        "VPC user guide, regional NAT gateways: no subnet, a route table of their own, addresses by zone",
    ),
    "nat-troubleshooting": (
        VPC + "nat-gateway-troubleshooting.html",
        "VPC user guide, troubleshoot NAT gateways: states; \"must be in a public subnet with a route table that routes internet "
        'traffic to an internet gateway"',
    ),
    "nat-instance": (
        VPC + "work-with-nat-instances.html",
        "VPC user guide, NAT instances: source/destination checks must be off; group rules; public address",
    ),
    "eigw": (VPC + "egress-only-internet-gateway.html", "VPC user guide, egress-only internet gateways: IPv6 only"),
    "prefix-lists": (VPC + "managed-prefix-lists.html", "VPC user guide, managed prefix lists in routes and security groups"),
    "public-ip": (
        VPC + "vpc-ip-addressing.html",
        "VPC user guide, IP addressing: what is said of public addresses at launch overrides the subnet's attribute",
    ),
    "acl": (
        VPC + "nacl-rules.html",
        "VPC user guide, network ACL rules: by ascending number, first match decides, none denies; stateless",
    ),
    "acl-basics": (
        VPC + "nacl-basics.html",
        "VPC user guide, network ACL basics: not for traffic inside a subnet; cannot block the VPC's resolver",
    ),
    "ephemeral": (
        VPC + "nacl-ephemeral-ports.html",
        "VPC user guide, ephemeral ports: Linux 32768-61000, NAT gateways 1024-65535, Windows Server 49152-65535",
    ),
    "acl-custom": (
        VPC + "custom-network-acl.html",
        "VPC user guide, custom network ACLs: in the example answers leave for ports 32768-65535",
    ),
    "sg-rules": (VPC + "security-group-rules.html", "VPC user guide, security group rules: allow only, stateful, by range or group"),
    "bpa": (
        VPC + "security-vpc-bpa-basics.html",
        "VPC user guide, VPC Block Public Access: modes and what exclusions allow; transit gateways and VPNs are not affected",
    ),
    "bpa-example": (
        VPC + "security-vpc-bpa-example.html",
        "VPC user guide, VPC Block Public Access, advanced example: a public subnet is cut off both ways by block-ingress",
    ),
    "encryption-controls": (
        VPC + "vpc-encryption-controls.html",
        "VPC user guide, VPC encryption controls: enforce mode and its exclusions",
    ),
    "dhcp": (
        VPC + "DHCPOptionSetConcepts.html",
        "VPC user guide, DHCP option sets: AmazonProvidedDNS, the resolver at the VPC's base address plus two and at 169.254.169.253",
    ),
    "vpc-dns": (VPC + "vpc-dns.html", "VPC user guide, DNS attributes: enableDnsSupport turns the VPC's resolver on and off"),
    "sharing": (
        VPC + "vpc-share-limitations.html",
        "VPC user guide, shared subnets: participants cannot describe the owner's NAT gateways, egress-only gateways and endpoints",
    ),
    "peering": (
        "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
        "VPC peering guide: no edge to edge routing through the peer's internet gateway or NAT device",
    ),
    "tgw-egress": (
        "https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/"
        "centralized-egress-to-internet.html",
        "AWS whitepaper, multi-VPC networks: central egress behind a transit gateway",
    ),
    "cloud-wan": ("https://docs.aws.amazon.com/network-manager/latest/cloudwan/what-is-cloudwan.html", "AWS Cloud WAN guide"),
    "firewall": (
        "https://docs.aws.amazon.com/network-firewall/latest/developerguide/route-tables.html",
        "AWS Network Firewall guide: routes through a firewall endpoint",
    ),
    "outposts-lgw": (
        "https://docs.aws.amazon.com/outposts/latest/userguide/outposts-local-gateways.html",
        "AWS Outposts guide, local gateways",
    ),
    "wavelength": (
        "https://docs.aws.amazon.com/wavelength/latest/developerguide/how-wavelengths-work.html",
        "AWS Wavelength guide: carrier gateways and carrier addresses",
    ),
    # ----------------------------------------------------------------------------------------------- endpoints of a VPC
    "interface-endpoints": (
        "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
        "PrivateLink guide, interface endpoints: private DNS names, security groups, one subnet a zone",
    ),
    "gateway-endpoints": (
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
        "PrivateLink guide, gateway endpoints for S3: by the route tables they are associated with",
    ),
    "endpoint-policies": (
        "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
        "PrivateLink guide, endpoint policies",
    ),
    "endpoint-api": (EC2_API + "API_VpcEndpoint.html", "EC2 API, VpcEndpoint: state, policy, subnets, groups"),
    "ecr-endpoints": (
        "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
        "ECR user guide, VPC endpoints: ecr.api, ecr.dkr, and S3 for the layers (prod-REGION-starport-layer-bucket)",
    ),
    "taken-over-1": (
        "https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3113",
        "terraform-aws-modules/terraform-aws-eks#3113: an endpoint with private DNS that does not admit the nodes",
    ),
    "taken-over-2": (
        "https://github.com/eksctl-io/eksctl/issues/3147",
        "eksctl-io/eksctl#3147: an endpoint with private DNS that does not admit the nodes",
    ),
    # ---------------------------------------------------------------------------------------------------------- others
    "karpenter": ("https://karpenter.sh/docs/concepts/nodeclasses/", "Karpenter, node classes: associatePublicIPAddress, subnets"),
    "lb-controller": (
        "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/",
        "AWS Load Balancer Controller, subnet discovery: role tags",
    ),
    "security-hub-eks": (
        "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
        "Security Hub, EKS controls: EKS.1 wants the public endpoint off",
    ),
    "ec2-21": (
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
        'Security Hub, EC2 controls: EC2.21, "Network ACLs should not allow ingress from 0.0.0.0/0 to port 22 or port 3389"',
    ),
    "security-hub-ec2": (
        "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
        "Security Hub, EC2 controls: EC2.9, EC2.15, EC2.25 want no public addresses, EC2.172 wants internet gateways blocked",
    ),
    "denied": (
        EC2_API + "errors-overview.html",
        "EC2 API, errors: UnauthorizedOperation; an answer that was denied says nothing about what is there",
    ),
    "consistency": (EC2_API + "query-api-troubleshooting.html", "EC2 API: answers are eventually consistent"),
    "filters": (
        EC2_API + "API_DescribeRouteTables.html",
        "EC2 API, DescribeRouteTables: the filter association.subnet-id finds explicit associations only",
    ),
}

SOURCES = {name: {"text": text, "url": url} for name, (url, text) in _PAGES.items()}


def thread(reference, says):
    """A GitHub issue or pull request: thread("aws/containers-roadmap#607", "...")."""
    repository, number = reference.split("#")
    return {"text": f"{reference}: {says}", "url": f"https://github.com/{repository}/issues/{number}"}


def template(reference, says):
    """A published template: template("owner/repository@commit", "...")."""
    repository, commit = reference.split("@")
    return {"text": f"{reference}: {says}", "url": f"https://github.com/{repository}/tree/{commit}"}
