"""IPv6 clusters and dual-stack endpoints."""

from bases import BOTH, NODES, PRIVATE
from suite import FAILS, INSUFFICIENT_DATA, REACHABLE, SUCCEEDS, UNKNOWN, UNREACHABLE, case

VPC6 = "2600:1f18:1234:5600::/56"


def dual_stack(c, ipv4="nat", ipv6="eigw", assign=True, ranges=True, public_ip=False, **access):
    """An IPv6 cluster's network; where 0.0.0.0/0 and ::/0 lead to, and whether subnets assign IPv6 addresses."""
    c.vpc(ipv6=VPC6)
    c.internet_gateway()
    c.egress_only_gateway()
    c.table("private")
    for number, (name, zone) in enumerate(zip(NODES, "ab")):
        c.subnet(
            name,
            f"10.0.{16 + 16 * number}.0/20",
            zone,
            "private",
            public_ip=public_ip,
            ipv6=f"2600:1f18:1234:56{number}0::/64" if ranges else None,
            assign_ipv6=assign,
        )
    if ipv4 == "nat":
        c.table("public", {"0.0.0.0/0": "igw", "::/0": "igw"})
        c.subnet("public-a", "10.0.0.0/24", "a", "public")
        c.nat("nat", "public-a", "203.0.113.10")
    if ipv4:
        c.route("private", "0.0.0.0/0", ipv4)
    if ipv6:
        c.route("private", "::/0", ipv6)
    access = {"ipv6": True, "cidrs": ("0.0.0.0/0", "::/0"), **access}
    c.cluster(*NODES, **access)
    c.nodegroup("workers", *NODES)


@case(
    "ipv6-both-families",
    "IPv6 cluster with a dual-stack endpoint, both families routed",
    "NAT for IPv4, an egress-only gateway for IPv6.",
    "network-reqs",
    "cluster-endpoint",
)
def _(c):
    dual_stack(c)
    c.expect(NODES, REACHABLE)
    c.never("EP-010", "ND-006", "SN-006")


@case(
    "ipv6-source-not-admitted",
    "IPv6 cluster, publicAccessCidrs admits IPv4 alone",
    "Over IPv4 nodes are let in; clients that try IPv6 first are refused.",
    "cluster-endpoint",
    "config-endpoint",
    grounding="inferred",
)
def _(c):
    dual_stack(c, cidrs=["0.0.0.0/0"])
    c.expect(NODES, REACHABLE)
    c.finding(["node-ipv6-not-in-public-access-cidrs"], severity="MEDIUM", rules=["EP-010", "EP-003"])


@case(
    "ipv6-only-way-out",
    "IPv6 cluster with a dual-stack endpoint, routed for IPv6 alone",
    "The endpoint answers over IPv6. Whether every service a node calls does is another question.",
    "cluster-endpoint",
    "network-reqs",
)
def _(c):
    dual_stack(c, ipv4=None)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause=["no-default-route", "missing-vpc-endpoint:ec2", "missing-vpc-endpoint:s3"], join_or=(UNKNOWN, SUCCEEDS))


@case(
    "ipv6-only-way-out-source-not-admitted",
    "IPv6 cluster routed for IPv6 alone, whose addresses the endpoint refuses",
    "publicAccessCidrs holds the office and no IPv6 range.",
    "cluster-endpoint",
    "config-endpoint",
)
def _(c):
    dual_stack(c, ipv4=None, cidrs=["198.51.100.0/24"])
    c.expect(NODES, UNREACHABLE, ["node-ipv6-not-in-public-access-cidrs", "no-default-route"])


@case(
    "ipv6-only-way-out-source-admitted",
    "IPv6 cluster routed for IPv6 alone, whose addresses the endpoint admits",
    "publicAccessCidrs holds the VPC's IPv6 range.",
    "cluster-endpoint",
    "config-endpoint",
)
def _(c):
    dual_stack(c, ipv4=None, cidrs=["198.51.100.0/24", VPC6])
    c.expect(NODES, REACHABLE, join=FAILS, join_cause=["no-default-route", "missing-vpc-endpoint:ec2", "missing-vpc-endpoint:s3"], join_or=(UNKNOWN, SUCCEEDS))


@case(
    "ipv6-old-endpoint",
    "IPv6 cluster with an endpoint of before October 2024, routed for IPv6 alone",
    "Its name ends in eks.amazonaws.com and has IPv4 addresses alone.",
    "cluster-endpoint",
    "network-reqs",
)
def _(c):
    dual_stack(c, ipv4=None, dual_stack=False)
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES)


@case(
    "ipv6-old-endpoint-behind-nat",
    "IPv6 cluster with an endpoint of before October 2024, both families routed",
    "Nodes reach it over IPv4.",
    "cluster-endpoint",
    "network-reqs",
)
def _(c):
    dual_stack(c, dual_stack=False, cidrs=["0.0.0.0/0"])
    c.expect(NODES, REACHABLE)


@case(
    "ipv6-egress-only-gateway-gone",
    "IPv6 cluster whose egress-only gateway was deleted",
    "Over IPv4 nodes join; pods, which have IPv6 addresses alone, do not get out.",
    "eigw",
    "cni-ipv6",
)
def _(c):
    dual_stack(c)
    c.remove("eigw")
    c.blackhole("eigw")
    c.expect(NODES, REACHABLE, join_or=UNKNOWN)
    c.finding("no-ipv6-egress", severity=("MEDIUM", "HIGH"))


@case(
    "ipv6-no-route",
    "IPv6 cluster without a ::/0 route",
    "Nodes join over IPv4; pods do not get out.",
    "network-reqs",
    "cni-ipv6",
)
def _(c):
    dual_stack(c, ipv6=None)
    c.expect(NODES, REACHABLE, join_or=UNKNOWN)
    c.finding("no-ipv6-egress", severity=("MEDIUM", "HIGH"))


@case(
    "ipv6-not-assigned",
    "IPv6 cluster whose node subnets assign no IPv6 addresses",
    "EKS calls it Ec2SubnetMissingIpv6Assignment.",
    "network-reqs",
    "health-issues",
)
def _(c):
    dual_stack(c, assign=False, **PRIVATE)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="ipv6-not-assigned", join_at=NODES, join_or=(SUCCEEDS, UNKNOWN))
    c.finding("ipv6-not-assigned", at=NODES)


@case(
    "ipv6-cluster-without-ranges",
    "IPv6 cluster in subnets without an IPv6 range",
    "Each subnet of an IPv6 cluster has to have one.",
    "network-reqs",
)
def _(c):
    dual_stack(c, ranges=False, **PRIVATE)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause=["cluster-subnet-not-dual-stack"], join_or=(SUCCEEDS, UNKNOWN))
    c.finding("cluster-subnet-not-dual-stack", at=NODES, rules=["SN-006"], severity="HIGH")
    c.finding("no-ipv6-egress", optional=True)


@case(
    "ipv6-public-nodes",
    "IPv6 cluster with public nodes that have no public IPv4 address",
    "Over the internet gateway by IPv6; the endpoint answers both families.",
    "network-reqs",
    "cluster-endpoint",
)
def _(c):
    dual_stack(c, ipv4="igw", ipv6="igw")
    c.expect(
        NODES,
        REACHABLE,
        join=FAILS,
        join_cause="no-public-ip",
        join_or=(SUCCEEDS, UNKNOWN),
        egress="INTERNET_GATEWAY",
    )
    c.finding("no-public-ip", optional=True)


@case(
    "ipv6-acl-for-ipv4-only",
    "IPv6 cluster routed for IPv6 alone, behind an ACL for IPv4 alone",
    "Entries for IPv4 say nothing of IPv6: everything is denied.",
    "acl",
    "cluster-endpoint",
)
def _(c):
    dual_stack(c, ipv4=None)
    c.acl("nodes", NODES, inbound=["100 allow all"], outbound=["100 allow all"])
    c.expect(NODES, UNREACHABLE, ["nacl-blocks-443", "nacl-blocks-ephemeral", "no-default-route"])


@case(
    "ipv6-kubelets-behind-acl-for-ipv4-only",
    "IPv6 cluster, both families routed, behind an ACL for IPv4 alone",
    "Nodes join by IPv4. Their kubelets have IPv6 addresses, at which the control plane does not reach them.",
    "acl",
    "cni-ipv6",
    grounding="inferred",
)
def _(c):
    dual_stack(c)
    c.acl("nodes", NODES, inbound=["100 allow all"], outbound=["100 allow all"])
    c.expect(NODES, REACHABLE)
    c.finding("nacl-blocks-10250", severity="HIGH")


@case(
    "ipv6-kubelets-not-admitted",
    "IPv6 cluster whose nodes admit port 10250 from the VPC's IPv4 range alone",
    "Kubelets have IPv6 addresses, and rules for IPv4 say nothing of those.",
    "sec-groups",
    "cni-ipv6",
    grounding="inferred",
)
def _(c):
    dual_stack(c)
    c.group("sg-nodes", ["tcp 10250 from 10.0.0.0/16", "all from sg-nodes"])
    c.template("lt", groups=["sg-nodes"])
    c.nodegroup("workers", *NODES, template="lt")
    c.expect(NODES, REACHABLE)
    c.finding("cluster-sg-blocks-10250", severity="HIGH")


@case(
    "ipv6-block-ingress",
    "IPv6 cluster routed for IPv6 alone, block-ingress",
    "What an egress-only gateway lets out passes.",
    "bpa",
    "eigw",
)
def _(c):
    dual_stack(c, ipv4=None)
    c.public_access("block-ingress")
    c.expect(NODES, REACHABLE, join=FAILS, join_cause=["no-default-route", "missing-vpc-endpoint:ec2", "missing-vpc-endpoint:s3"], join_or=(UNKNOWN, SUCCEEDS))


@case(
    "ipv6-block-bidirectional",
    "IPv6 cluster routed for IPv6 alone, block-bidirectional",
    "Egress-only gateways are blocked too.",
    "bpa",
    "eigw",
)
def _(c):
    dual_stack(c, ipv4=None)
    c.public_access("block-bidirectional")
    c.expect(NODES, UNREACHABLE, ["vpc-block-public-access", "no-default-route"])


@case(
    "ipv6-private-endpoint",
    "IPv6 cluster, private access alone",
    "The API inside the VPC, the rest through NAT.",
    "cluster-endpoint",
    "network-reqs",
)
def _(c):
    dual_stack(c, **PRIVATE)
    c.expect(NODES, REACHABLE, egress="NAT_GATEWAY")


@case(
    "ipv4-cluster-in-dual-stack-vpc",
    "IPv4 cluster in a dual-stack VPC, routed for IPv6 alone",
    "An IPv4 cluster's endpoint has IPv4 addresses alone.",
    "cluster-endpoint",
    "eigw",
)
def _(c):
    dual_stack(c, ipv4=None, ipv6="eigw")
    c["demo"]["kubernetesNetworkConfig"] = {"ipFamily": "ipv4", "serviceIpv4Cidr": "172.20.0.0/16"}
    c["demo"]["endpoint"] = "https://2A97516C.gr7.us-east-1.eks.amazonaws.com"
    c["demo"]["resourcesVpcConfig"]["publicAccessCidrs"] = ["0.0.0.0/0"]
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES)


@case(
    "ipv6-native-subnet",
    "IPv6 cluster over an IPv6-only subnet",
    "Subnets of EKS clusters need an IPv4 range as well.",
    "network-reqs",
)
def _(c):
    dual_stack(c, **BOTH)
    c.subnet("native", "10.0.64.0/20", "a", "private", ipv6="2600:1f18:1234:5630::/64", assign_ipv6=True)
    c["native"]["Ipv6Native"] = True
    del c["native"]["CidrBlock"]
    c["native"]["AvailableIpAddressCount"] = 0
    c["demo"]["resourcesVpcConfig"]["subnetIds"].append(c.id("native"))
    c.expect(NODES, REACHABLE)
    c.finding("cluster-subnet-not-dual-stack", at="native", rules=["SN-006"], severity="HIGH")
    c.finding("cluster-subnet-few-addresses", optional=True)
    c.finding("cluster-interfaces-missing", status=INSUFFICIENT_DATA, optional=True)
