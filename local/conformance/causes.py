"""The vocabulary of causes: what each means, and which of Nodepath's rules may say it. Of several rules any one will do."""


def _cause(meaning, *rules):
    return {"meaning": meaning, "rules": list(rules)}


CAUSES = {
    # ---------------------------------------------------------------------------------------------- the way out: routes
    "no-default-route": _cause(
        "The subnet's effective route table has no route to the internet.", "RT-001", "EP-002", "EP-007", "RT-006"
    ),
    "route-blackhole": _cause("The target of the deciding route is gone or detached.", "RT-001", "EP-002"),
    "public-destination-blackhole": _cause("A route to some public addresses beside the default one is a blackhole.", "RT-001"),
    "routes-partial": _cause("Routes cover part of the public addresses, and there is no default.", "RT-006", "EP-002", "RT-001"),
    "routes-ambiguous": _cause(
        "Two prefix lists overlap and lead to different targets: AWS picks one at random.", "RT-006", "EP-002", "RT-001"
    ),
    "prefix-list-unreadable": _cause("The entries of a prefix list that decides could not be read.", "RT-006", "EP-002", "RT-001"),
    "route-table-unseen": _cause(
        "No route table was shown for the subnet, neither its own nor a main one.", "EP-002", "RT-001", "SH-001", "SH-002"
    ),
    "association-unsettled": _cause("The subnet's route table association is changing.", "EP-002", "RT-001"),
    "route-target-unknown": _cause("The route's target or state is of a kind the checker does not know.", "EP-002", "RT-001"),
    "follows-main-route-table": _cause("The subnet uses the VPC's main table because it has none of its own.", "RT-007"),
    "subnet-is-public-through-main-route-table": _cause(
        "The main table makes a subnet public that was not meant to be.", "ND-001", "RT-007"
    ),
    "egress-through-transit-gateway": _cause("The default route leads to a transit gateway.", "EP-002", "RT-001", "SH-001"),
    "egress-through-vpn-gateway": _cause("The default route leads to a virtual private gateway.", "EP-002", "RT-001"),
    "egress-through-core-network": _cause("The default route leads to a Cloud WAN core network.", "EP-002", "RT-001"),
    "egress-through-odb-network": _cause("The default route leads to an Oracle Database@AWS network.", "EP-002", "RT-001"),
    "egress-through-local-gateway": _cause("The default route leads to an Outposts local gateway.", "EP-002", "RT-001"),
    "egress-through-carrier-gateway": _cause("The default route leads to a Wavelength carrier gateway.", "EP-002", "RT-001"),
    "egress-through-firewall": _cause("The default route leads to a firewall or load balancer endpoint.", "EP-002", "RT-001"),
    "egress-through-nat-instance": _cause("The default route leads to an instance or appliance.", "EP-002", "RT-001"),
    "nat-instance-source-dest-check": _cause("The NAT instance drops what is not addressed to it.", "EP-002", "RT-001"),
    "nat-instance-sg-blocks": _cause(
        "The NAT instance's security groups admit nothing from the nodes, or let nothing out.", "EP-002", "RT-001"
    ),
    "default-route-to-peering": _cause(
        "The default route leads to a peering connection, which carries no traffic to the peer's way out.", "EP-002", "RT-001"
    ),
    # ------------------------------------------------------------------------------------------------ internet gateways
    "igw-detached": _cause("The internet gateway is not attached to this VPC.", "RT-002", "RT-001"),
    "igw-unread": _cause("The internet gateways could not be read.", "RT-002"),
    "no-public-ip": _cause("Nodes of a subnet that routes to the internet gateway get no public address.", "ND-001"),
    "public-ip-decided-in-kubernetes": _cause("Whether new nodes get a public address is decided in Kubernetes.", "ND-001", "ND-011"),
    "launch-template-denies-public-ip": _cause("The launch template says no public address.", "ND-003", "ND-001"),
    "launch-template-several-interfaces": _cause(
        "The launch template has several interfaces, so EC2 assigns no public address.", "ND-003", "ND-001"
    ),
    "launch-template-associates-public-ip": _cause("The launch template asks for public addresses in a private subnet.", "ND-003"),
    "launch-template-names-subnet": _cause("The launch template names a subnet, which node groups refuse.", "ND-003"),
    "launch-template-unread": _cause("The launch template could not be read.", "ND-003", "ND-001", "SG-001", "SG-005"),
    "private-subnet-maps-public-ip": _cause("A private subnet assigns public addresses.", "ND-002"),
    # ---------------------------------------------------------------------------------------------------- NAT gateways
    "nat-blackhole": _cause("The NAT gateway was deleted; the route stayed behind.", "RT-003", "RT-001"),
    "nat-failed": _cause("The NAT gateway failed.", "RT-003", "RT-001"),
    "nat-pending": _cause("The NAT gateway is still being created.", "RT-003", "EP-002", "RT-001"),
    "nat-state-unknown": _cause("The NAT gateway is in a state or mode the checker does not know.", "RT-003", "EP-002", "RT-001"),
    "nat-unread": _cause("The NAT gateways could not be read.", "RT-003", "EP-002", "RT-001"),
    "nat-private-connectivity": _cause("The NAT gateway is a private one.", "RT-003", "RT-001"),
    "nat-without-public-ip": _cause("The NAT gateway has no public address.", "RT-003"),
    "nat-in-private-subnet": _cause("The NAT gateway's own subnet does not lead to an internet gateway.", "RT-004", "RT-003"),
    "nat-route-edited": _cause("A regional NAT gateway's own table no longer leads out.", "RT-003", "RT-004"),
    "nat-in-another-zone": _cause("The NAT gateway stands in another zone than the subnet.", "RT-005"),
    "nat-zone-unserved": _cause("A regional NAT gateway in manual mode has no address in the subnet's zone.", "RT-005"),
    # ---------------------------------------------------------------------------------------------- the public endpoint
    "nat-eip-not-in-public-access-cidrs": _cause("The endpoint's list lacks an address of the NAT gateway.", "EP-003"),
    "node-public-ip-not-in-public-access-cidrs": _cause("The endpoint's list lacks the nodes' own public addresses.", "EP-003"),
    "node-ipv6-not-in-public-access-cidrs": _cause("The endpoint's list lacks the nodes' IPv6 addresses.", "EP-003", "EP-010"),
    "egress-address-unseen": _cause("Under which address nodes leave cannot be seen.", "EP-003", "EP-002"),
    "egress-addresses-may-change": _cause("Addresses that nodes may leave by later are not in the list.", "EP-003"),
    "public-endpoint-open-to-world": _cause("The public endpoint admits everybody.", "EP-004"),
    "vpc-block-public-access": _cause("VPC Block Public Access drops the traffic.", "RT-008"),
    "vpc-block-public-access-unsettled": _cause("Whether VPC Block Public Access lets it pass cannot be told.", "RT-008"),
    "no-ipv6-egress": _cause("An IPv6 cluster's subnet has no IPv6 way out, or no IPv6 addresses.", "EP-010", "ND-006"),
    "ipv6-not-assigned": _cause("The subnet assigns no IPv6 addresses.", "ND-006", "SN-006"),
    # --------------------------------------------------------------------------------------------------- endpoint, DNS
    "endpoint-mode-invalid": _cause("Neither endpoint is on, which EKS does not allow.", "EP-001"),
    "cluster-not-settled": _cause("The cluster is being made, changed or is in an unknown status.", "EP-011"),
    "dns-support-disabled": _cause("enableDnsSupport of the VPC is off.", "EP-005"),
    "dns-hostnames-disabled": _cause("enableDnsHostnames of the VPC is off.", "EP-005"),
    "dns-unread": _cause("The VPC's DNS settings could not be read.", "EP-005"),
    "custom-dns-servers": _cause("Nodes ask name servers other than the VPC's.", "EP-005", "VE-007"),
    "private-path-through-appliance": _cause("A route inside the VPC leads past an appliance.", "EP-006"),
    "private-path-unseen": _cause("What the way to the cluster's interfaces depends on could not be read.", "EP-006", "SG-001", "NA-001", "NA-002"),
    "cluster-interfaces-missing": _cause("The cluster has no network interfaces in the VPC.", "EP-006"),
    "no-management-path": _cause("Nothing visible leads from outside to a private-only endpoint.", "EP-008"),
    "public-endpoint-not-needed": _cause("No node needs the public endpoint.", "EP-007"),
    "hybrid-both-endpoints": _cause("Hybrid nodes with both endpoints on.", "EP-009"),
    "hybrid-no-route": _cause("The cluster's subnets have no route to the hybrid nodes.", "EP-009"),
    "hybrid-sg-blocks-443": _cause("The cluster's groups do not admit the hybrid nodes.", "EP-009"),
    "hybrid-ranges-overlap": _cause("The hybrid nodes' range overlaps the VPC's.", "EP-009"),
    "control-plane-egress-broken": _cause("CUSTOMER_ROUTED egress without a way out of the cluster's subnets.", "EP-012"),
    "control-plane-egress-unknown": _cause("An egress mode that the documentation does not describe.", "EP-012"),
    # ------------------------------------------------------------------------------------------------- cluster subnets
    "cluster-in-one-zone": _cause("The cluster's subnets are in fewer than two zones.", "SN-001"),
    "cluster-subnet-few-addresses": _cause("A cluster subnet has fewer free addresses than EKS needs or recommends.", "SN-002"),
    "subnet-gone": _cause("A subnet does not exist.", "SN-003"),
    "subnet-unavailable": _cause("A subnet is not in state available.", "SN-003"),
    "subnet-unread": _cause("The subnets could not be read.", "SN-003"),
    "cluster-subnet-in-refused-zone": _cause("A cluster subnet is in a zone where EKS puts no control plane.", "SN-004"),
    "cluster-subnet-at-the-edge": _cause("A cluster subnet is on an Outpost or in a Local or Wavelength Zone.", "SN-005"),
    "cluster-subnet-not-dual-stack": _cause("A subnet of an IPv6 cluster lacks one of the families.", "SN-006", "ND-006"),
    "cluster-subnet-public": _cause("A cluster subnet is public.", "SN-007"),
    "health-issue": _cause("EKS itself reports a network problem.", "SN-008"),
    # --------------------------------------------------------------------------------------------------- node subnets
    "node-subnet-in-other-vpc": _cause("Nodes are to run in another VPC than the cluster's.", "ND-004"),
    "node-subnet-full": _cause("A node subnet has no or few free addresses.", "ND-005"),
    "fargate-on-public-subnet": _cause("A Fargate profile uses a subnet that routes to an internet gateway.", "ND-007"),
    "nodes-at-the-edge": _cause("A managed node group is on an Outpost or in a Wavelength Zone.", "ND-008"),
    "nodes-mixed-egress": _cause("Subnets of one node group leave in different ways.", "ND-009"),
    "nodes-placed-in-kubernetes": _cause("Where new nodes run is decided in Kubernetes.", "ND-011"),
    "encryption-controls-enforced": _cause("VPC encryption controls are enforced.", "RT-009"),
    # ------------------------------------------------------------------------------------- security groups, network ACLs
    "cluster-sg-blocks-443": _cause("Security groups do not let nodes reach the cluster's interfaces.", "SG-001"),
    "cluster-sg-unread": _cause("Security groups or their prefix lists could not be read.", "SG-001", "SG-005"),
    "cluster-sg-blocks-10250": _cause("Security groups do not let the control plane reach the kubelets.", "SG-002"),
    "node-sg-blocks-dns": _cause("Security groups do not let nodes ask each other's CoreDNS.", "SG-003"),
    "cluster-sg-drift": _cause("The cluster security group lacks the rule from itself, or is gone.", "SG-004"),
    "node-sg-blocks-443": _cause("Security groups do not let nodes out on 443.", "SG-005"),
    "node-sg-partial": _cause("Security groups let nodes reach some public addresses only.", "SG-005"),
    "nacl-blocks-443": _cause("A network ACL stops connections to port 443.", "NA-001", "NA-002"),
    "nacl-blocks-ephemeral": _cause("A network ACL stops the answers.", "NA-001", "NA-002"),
    "nacl-blocks-10250": _cause("A network ACL stops the control plane's connections to the kubelets.", "NA-001", "NA-002"),
    "nacl-blocks-nat-return": _cause("The ACL of the NAT gateway's subnet stops traffic through it.", "NA-003"),
    "nacl-drops-nat-port": _cause("The ACL of the NAT gateway's subnet drops answers to one of the gateway's ports.", "NA-003"),
    "nacl-blocks-endpoint": _cause("A network ACL stops traffic to a VPC endpoint.", "NA-004", "NA-001", "VE-007"),
    "nacl-unread": _cause("The network ACLs could not be read.", "NA-001", "NA-002", "NA-003"),
    # --------------------------------------------------------------------------------------------------- VPC endpoints
    "missing-vpc-endpoint": _cause("There is no endpoint for a service that nodes have no other way to.", "VE-001"),
    "missing-vpc-endpoint:s3": _cause("There is no endpoint for S3, and nodes have no other way to it.", "VE-005", "VE-001"),
    "vpc-endpoint-not-available": _cause("An endpoint is not available (yet).", "VE-001"),
    "vpc-endpoints-unread": _cause("The VPC endpoints could not be read.", "VE-001"),
    "vpc-endpoint-private-dns-off": _cause("An endpoint does not take the service's name over.", "VE-002"),
    "endpoint-sg-blocks-443": _cause("The endpoint's groups do not admit the nodes.", "VE-003", "VE-007"),
    "endpoint-subnet-unseen": _cause("A subnet of the endpoint is not shown.", "VE-004"),
    "endpoint-not-in-node-subnet": _cause("An endpoint is in no subnet, or in none of the nodes' zone.", "VE-004"),
    "s3-endpoint-not-on-route-table": _cause("The S3 gateway endpoint is not on the subnet's table.", "VE-005"),
    "endpoint-policy-denies": _cause("The endpoint's policy denies, or may deny, what nodes do.", "VE-006"),
    "central-endpoints-possible": _cause("Endpoints may be in another network that the subnet routes to.", "VE-001"),
    # ------------------------------------------------------------------------------------------------------ the others
    "subnet-owned-by-another-account": _cause(
        "The VPC's owner does not show what decides.", "EP-002", "SH-001", "RT-003", "VE-001", "EP-010", "RT-008"
    ),
    "load-balancer-tags": _cause("Subnet tags lead load balancers astray.", "TG-001"),
    "cluster-tags": _cause("Subnet tags hide the subnet from this cluster's load balancers.", "TG-002"),
    "node-tags": _cause("Nodes are not tagged as the cluster's.", "TG-003"),
    "fix-would-cut-nodes-off": _cause("Following a security control would cut nodes off here.", "CF-001"),
}
