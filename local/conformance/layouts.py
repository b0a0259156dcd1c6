"""AWS's layouts, and the classic mistakes."""

from bases import BOTH, IGW, LOCAL, NAT, NODES, PRIVATE, behind_nat, private_only, public_only, public_private, vpc
from suite import FAILS, REACHABLE, SUCCEEDS, UNKNOWN, UNREACHABLE, case

EVERY_MODE = (REACHABLE, REACHABLE, REACHABLE)
ONLY_WITH_PRIVATE = (UNREACHABLE, REACHABLE, REACHABLE)


@case("layout-public", "Public subnets only", "Nodes in subnets that route to the internet gateway and assign public addresses.", "blog")
def _(c):
    public_only(c)
    c.pattern = "PUBLIC_SUBNETS"
    c.expect(NODES, REACHABLE, modes=EVERY_MODE, **IGW)
    c.finding("public-endpoint-open-to-world", severity="MEDIUM")
    c.finding("cluster-subnet-public", severity="LOW")


@case(
    "layout-public-private",
    "Public and private subnets, a NAT gateway a zone",
    "Nodes in private subnets. The public ones hold the NAT gateways alone, so it does not matter that they assign no addresses.",
    "blog",
    "practices",
)
def _(c):
    vpc(c)
    behind_nat(c)
    c.subnet("public-b", "10.0.1.0/24", "b", "public")
    c.nat("nat-b", "public-b", "203.0.113.11")
    c.table("private-b", {"0.0.0.0/0": "nat-b"})
    c.associate("private-b", "node-b")
    c.pattern = "PUBLIC_AND_PRIVATE_SUBNETS"
    c.expect(NODES, REACHABLE, modes=EVERY_MODE, **NAT)
    c.finding("public-endpoint-open-to-world", severity="MEDIUM")
    c.never("ND-001", "RT-005", "SN-007", "VE-001")


@case(
    "layout-private",
    "Private subnets only, with the VPC endpoints nodes need",
    "No way out. EC2, ECR and STS are interface endpoints with private DNS, S3 a gateway endpoint on the nodes' table.",
    "blog",
    "private-clusters",
)
def _(c):
    private_only(c)
    c.pattern = "PRIVATE_SUBNETS"
    c.expect(NODES, REACHABLE, modes=ONLY_WITH_PRIVATE, **LOCAL)
    c.finding("no-management-path", severity="INFO")
    c.never("EP-004", "VE-002", "VE-003", "VE-004", "VE-005")


@case(
    "layout-private-public-endpoint",
    "Private subnets only, public endpoint alone",
    "Every VPC endpoint is there, but there is none for the Kubernetes API: it is outside, and there is no way out.",
    "blog",
    "private-clusters",
    "cluster-endpoint",
)
def _(c):
    private_only(c, public=True, private=False)
    c.endpoint("eks", *NODES)
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES, modes=ONLY_WITH_PRIVATE, **LOCAL)
    c.finding("no-default-route", severity="CRITICAL")
    c.never("VE-002", "VE-003", "VE-005")


@case(
    "nat-address-not-admitted",
    "publicAccessCidrs without the NAT gateway's address",
    "Everything is right but the endpoint's list.",
    "config-endpoint",
)
def _(c):
    public_private(c, cidrs=["198.51.100.10/32"])
    c.expect(
        NODES, UNREACHABLE, "nat-eip-not-in-public-access-cidrs", at=NODES, modes=ONLY_WITH_PRIVATE, **NAT
    )
    c.finding("nat-eip-not-in-public-access-cidrs", severity="CRITICAL")
    c.never("EP-004")


@case(
    "nat-address-not-admitted-private-access-on",
    "The same list with private access on",
    "The list counts for the public endpoint alone, which nodes do not use.",
    "config-endpoint",
    "cluster-endpoint",
)
def _(c):
    public_private(c, private=True, cidrs=["198.51.100.10/32"])
    c.expect(NODES, REACHABLE, modes=ONLY_WITH_PRIVATE, **NAT)
    c.never("EP-003", "EP-004")


@case(
    "nat-deleted",
    "The NAT gateway was deleted",
    "AWS leaves the route behind as a blackhole; the gateway is still described, as deleted.",
    "nat-working",
)
def _(c):
    public_private(c)
    c["nat-a"]["State"] = "deleted"
    c.blackhole("nat-a")
    c.expect(NODES, UNREACHABLE, "nat-blackhole", at="nat-a", modes=ONLY_WITH_PRIVATE, egress="BLACKHOLE")
    c.finding("nat-blackhole", severity="CRITICAL")


@case(
    "nat-deleted-private-access-on",
    "The NAT gateway was deleted, private access on",
    "Nodes reach the API server inside the VPC, but neither EC2 nor ECR nor S3.",
    "nat-working",
    "private-clusters",
)
def _(c):
    public_private(c, **BOTH)
    c["nat-a"]["State"] = "deleted"
    c.blackhole("nat-a")
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="nat-blackhole", join_at="nat-a", egress="BLACKHOLE")


@case(
    "public-subnets-without-addresses",
    "Public node subnets that assign no public addresses",
    "The internet gateway drops what comes from an instance without one. EKS says Ec2SubnetInvalidConfiguration.",
    "managed-nodes",
    "igw",
)
def _(c):
    public_only(c)
    for subnet in NODES:
        c[subnet]["MapPublicIpOnLaunch"] = False
    c.expect(NODES, UNREACHABLE, "no-public-ip", at=NODES, modes=ONLY_WITH_PRIVATE, **IGW)
    c.finding("no-public-ip", severity="CRITICAL")


@case(
    "central-egress",
    "Central egress behind a transit gateway",
    "What happens behind the gateway cannot be seen from this VPC.",
    "tgw-egress",
)
def _(c):
    vpc(c)
    c.transit_gateway("tgw", *NODES)
    c.route("private", "0.0.0.0/0", "tgw")
    c.expect(
        NODES,
        UNKNOWN,
        "egress-through-transit-gateway",
        at=NODES,
        modes=(UNKNOWN, REACHABLE, REACHABLE),
        egress="TRANSIT_GATEWAY",
    )


@case(
    "shared-vpc-both-endpoints",
    "Subnets of another account, both endpoints",
    "The participant sees the subnets and their routes, but not the NAT gateway the default route leads to. The API is inside.",
    "sharing",
)
def _(c):
    c.vpc(owner="210987654321")
    c.internet_gateway()
    c.table("private")
    c.subnet("node-a", "10.0.16.0/20", "a", "private")
    c.subnet("node-b", "10.0.32.0/20", "b", "private")
    behind_nat(c)
    c.remove("nat-a")
    c.remove("public-a")
    c.cluster(*NODES, **BOTH)
    c.nodegroup("workers", *NODES)
    c.expect(
        NODES,
        REACHABLE,
        join=UNKNOWN,
        join_cause="subnet-owned-by-another-account",
        modes=(UNKNOWN, REACHABLE, REACHABLE),
        **NAT,
    )


@case(
    "main-table-replaced",
    "Subnets that follow the main table, which was replaced",
    "The new main table has the local route alone, and every subnet without a table of its own moved with it.",
    "route-tables",
)
def _(c):
    public_private(c)
    for subnet in NODES:
        c.disassociate(subnet)
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES, modes=ONLY_WITH_PRIVATE, **LOCAL)


@case(
    "private-nat-to-internet-gateway",
    "A private NAT gateway in front of an internet gateway",
    "It has no public address: the internet gateway drops what it sends.",
    "nat",
)
def _(c):
    vpc(c)
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("public-a", "10.0.0.0/24", "a", "public")
    c.nat("nat-a", "public-a", private=True)
    c.route("private", "0.0.0.0/0", "nat-a")
    c.expect(NODES, UNREACHABLE, "nat-private-connectivity", at="nat-a", modes=ONLY_WITH_PRIVATE, **NAT)
    c.finding("nat-private-connectivity", severity="CRITICAL")


@case(
    "regional-nat",
    "A regional NAT gateway and no public subnet",
    "It stands in no subnet and has a route table of its own, so neither its subnet nor its zone can be wrong.",
    "nat-regional",
)
def _(c):
    vpc(c)
    c.regional_nat("nat", {"a": "203.0.113.10", "b": "203.0.113.11"})
    c.route("private", "0.0.0.0/0", "nat")
    c.expect(NODES, REACHABLE, modes=EVERY_MODE, **NAT)
    c.never("RT-003", "RT-004", "RT-005")


@case(
    "firewall-endpoint",
    "Default route to a firewall endpoint",
    "The firewall decides what passes, and how it sends it on is not seen.",
    "firewall",
)
def _(c):
    vpc(c)
    c.route("private", "0.0.0.0/0", "vpce-0f12e0a110000000a")
    c.expect(NODES, UNKNOWN, "egress-through-firewall", at=NODES, modes=(UNKNOWN, REACHABLE, REACHABLE), egress="APPLIANCE")


@case(
    "private-only-no-endpoints",
    "Private subnets only, private access, no VPC endpoints",
    "The API server is reached, EC2, ECR and S3 are not.",
    "private-clusters",
    "join-article",
)
def _(c):
    vpc(c, **PRIVATE)
    c.remove("igw")
    services = ("ec2", "ecr.api", "ecr.dkr", "s3")
    c.expect(
        NODES, REACHABLE, join=FAILS, join_cause=[f"missing-vpc-endpoint:{s}" for s in services], join_at="vpc", **LOCAL
    )
    for service in services:
        c.finding(f"missing-vpc-endpoint:{service}", at="vpc", severity="CRITICAL")
    c.pattern = "PRIVATE_SUBNETS"


@case(
    "all-nodes-isolated-both-endpoints",
    "Private subnets only with VPC endpoints, both endpoints",
    "It works; AWS's advice for this layout is to switch the public endpoint off.",
    "blog",
    "private-clusters",
)
def _(c):
    private_only(c, **BOTH)
    c.expect(NODES, REACHABLE, modes=ONLY_WITH_PRIVATE, **LOCAL)
    c.finding("public-endpoint-not-needed", severity="INFO", optional=True)
