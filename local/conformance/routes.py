"""Which route decides: tables, prefixes, origins, targets."""

from bases import BOTH, IGW, LOCAL, NAT, NODES, PRIVATE, behind_nat, private_only, public_only, public_private, vpc
from suite import FAILS, REACHABLE, SUCCEEDS, UNKNOWN, UNREACHABLE, case

# ------------------------------------------------------------------------------------------- the table of a subnet


@case(
    "follows-main-table",
    "Node subnets without a table of their own",
    "They follow the main table, which leads to NAT: nodes join, and whoever changes that table moves them.",
    "route-tables",
)
def _(c):
    public_private(c)
    for subnet in NODES:
        c.disassociate(subnet)
    c.route("vpc-main", "0.0.0.0/0", "nat-a")
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("follows-main-route-table", at=NODES, severity="LOW")


@case(
    "explicit-table-beats-main",
    "The main table leads out, the subnets' own does not",
    "Once a subnet has a table of its own, the main one says nothing about it.",
    "route-tables",
)
def _(c):
    public_private(c)
    c.unroute("private", "0.0.0.0/0")
    c.route("vpc-main", "0.0.0.0/0", "nat-a")
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES, **LOCAL)


@case(
    "public-by-main-table",
    "Subnets made public by the main table",
    "Meant to be private and forgotten in the associations; the main table leads to the internet gateway. They assign no addresses.",
    "route-tables",
    "igw",
)
def _(c):
    public_private(c)
    for subnet in NODES:
        c.disassociate(subnet)
    c.route("vpc-main", "0.0.0.0/0", "igw")
    c.expect(NODES, UNREACHABLE, "subnet-is-public-through-main-route-table", at=NODES, **IGW)


@case(
    "main-table-is-public-and-nodes-are",
    "The main table leads to the internet gateway, and nodes get addresses",
    "Two public subnets without a table of their own.",
    "route-tables",
    "igw",
)
def _(c):
    public_only(c)
    for subnet in NODES:
        c.disassociate(subnet)
    c.route("vpc-main", "0.0.0.0/0", "igw")
    c.expect(NODES, REACHABLE, **IGW)
    c.finding("follows-main-route-table", at=NODES, severity="LOW")


@case(
    "main-table-of-another-vpc",
    "Another VPC's main table leads out",
    "The account has a second VPC. Only the main table of the subnet's own VPC counts, and that one leads nowhere.",
    "route-tables",
)
def _(c):
    vpc(c)
    for subnet in NODES:
        c.disassociate(subnet)
    c.vpc("other", "10.1.0.0/16")
    c.internet_gateway("other-igw", "other")
    c.subnet("other-a", "10.1.0.0/24", vpc="other")
    c.route("other-main", "0.0.0.0/0", "other-igw")
    c.nat("other-nat", "other-a", "203.0.113.99")
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES, **LOCAL)


@case(
    "tables-read-by-subnet",
    "Route tables read by a filter that misses the main one",
    "The answer has the explicitly associated table alone. The subnet that is not in it follows a table nobody has read: that is "
    "not the same as having no routes.",
    "filters",
    "route-tables",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.disassociate("node-b")
    c.remove("vpc-main")
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", UNKNOWN, "route-table-unseen", at="node-b")


@case(
    "association-unsettled",
    "A route table association in state associating",
    "Which table holds is not settled for one subnet.",
    "consistency",
    "route-tables",
    grounding="inferred",
)
def _(c):
    public_private(c)
    association = next(a for a in c["private"]["Associations"] if a.get("SubnetId") == c.id("node-b"))
    association["AssociationState"] = {"State": "associating"}
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", UNKNOWN, "association-unsettled", at="node-b")


@case(
    "edge-association",
    "A gateway route table",
    "A table associated with the internet gateway routes traffic that comes in. It is nobody's subnet table, nor the main one.",
    "route-tables",
)
def _(c):
    public_private(c)
    c.table("edge")
    c["edge"]["Associations"] = [
        {"Main": False, "GatewayId": c.id("igw"), "AssociationState": {"State": "associated"}}
    ]
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "one-of-two-subnets-without-route",
    "A node group over two subnets, one of them without a way out",
    "Its nodes join or not, depending on the zone they are started in.",
    "managed-nodes",
    "route-tables",
)
def _(c):
    public_private(c)
    c.table("empty")
    c.associate("empty", "node-b")
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", UNREACHABLE, "no-default-route", at="node-b", **LOCAL)
    c.finding("nodes-mixed-egress", severity="LOW")


# ------------------------------------------------------------------------------------------------ the deciding route


@case("two-halves", "0.0.0.0/1 and 128.0.0.0/1 in place of a default", "Together they cover every address.", "route-priority")
def _(c):
    public_private(c)
    c.unroute("private", "0.0.0.0/0")
    c.route("private", "0.0.0.0/1", "nat-a")
    c.route("private", "128.0.0.0/1", "nat-a")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "two-halves-one-blackhole",
    "Two halves, one of them a blackhole",
    "Half of all public addresses are cut off, and nobody knows in which half tomorrow's API server is. The worse half counts.",
    "route-priority",
    "nat-working",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.nat("nat-x", "public-a", "203.0.113.11")
    c.unroute("private", "0.0.0.0/0")
    c.route("private", "0.0.0.0/1", "nat-a")
    c.route("private", "128.0.0.0/1", "nat-x")
    c["nat-x"]["State"] = "deleted"
    c.blackhole("nat-x")
    c.expect(NODES, UNREACHABLE, "nat-blackhole", at="nat-x", api_or=UNKNOWN)


@case(
    "half-the-internet",
    "Only 0.0.0.0/1 is routed",
    "Half of the public addresses have a way, the others none: whether the API server's do is not known.",
    "route-priority",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.unroute("private", "0.0.0.0/0")
    c.route("private", "0.0.0.0/1", "nat-a")
    c.expect(NODES, UNKNOWN, "routes-partial", at=NODES)


@case(
    "narrow-internet-route",
    "A route to one public range in place of a default",
    "AWS allows a public subnet's route to be narrower than everything. Whether the API server lies in that range is not known.",
    "igw",
    grounding="inferred",
)
def _(c):
    public_only(c)
    c.reroute("public", "52.94.0.0/16", "igw")
    c.unroute("public", "0.0.0.0/0")
    c.expect(NODES, UNKNOWN, "routes-partial", at=NODES)


@case(
    "narrow-internet-route-blackhole",
    "A blackhole for one public range in place of a default",
    "Nothing can leave: the only route outward drops what it takes.",
    "route-api",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.unroute("private", "0.0.0.0/0")
    c.route("private", "52.0.0.0/8", "nat-0f12e0a110000000a", state="blackhole")
    c.expect(NODES, UNREACHABLE, "route-blackhole", at=NODES, egress="BLACKHOLE")


@case(
    "narrow-internet-route-private-access-on",
    "The same with private access on",
    "The API is inside the VPC; whether the range holds EC2, ECR and S3 is not known.",
    "igw",
    "private-clusters",
    grounding="inferred",
)
def _(c):
    public_only(c, **BOTH)
    c.reroute("public", "52.94.0.0/16", "igw")
    c.unroute("public", "0.0.0.0/0")
    c.expect(NODES, REACHABLE, join=UNKNOWN, join_cause="routes-partial", join_at=NODES)


@case(
    "private-ranges-elsewhere",
    "Routes to private ranges beside the default",
    "10.0.0.0/8 goes to a transit gateway and 192.168.0.0/16 to a VPN. No public address is among them.",
    "route-priority",
)
def _(c):
    public_private(c)
    c.transit_gateway("tgw", *NODES)
    c.vpn_gateway()
    c.route("private", "10.0.0.0/8", "tgw")
    c.route("private", "192.168.0.0/16", "vgw")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "only-private-ranges-routed",
    "Routes to private ranges, no default",
    "A transit gateway takes 10.0.0.0/8 alone: the API server is not there.",
    "route-priority",
)
def _(c):
    vpc(c)
    c.transit_gateway("tgw", *NODES)
    c.route("private", "10.0.0.0/8", "tgw")
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES)


@case(
    "public-range-blackhole",
    "A blackhole beside a working default",
    "One public range goes nowhere since its peering connection is gone. The API server is not known to be in it.",
    "route-priority",
    "route-api",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.peering("pcx")
    c.route("private", "18.32.0.0/12", "pcx", state="blackhole")
    c.expect(NODES, REACHABLE, api_or=UNKNOWN, join_or=UNKNOWN, **NAT)
    c.finding("public-destination-blackhole", optional=True)


@case(
    "default-in-prefix-list",
    "The default route is a prefix list",
    "A customer-managed list with 0.0.0.0/0 leads to NAT.",
    "prefix-lists",
    "route-priority",
)
def _(c):
    public_private(c)
    c.prefix_list("everywhere", "0.0.0.0/0")
    c.reroute("private", "everywhere", "nat-a")
    c.unroute("private", "0.0.0.0/0")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "prefix-list-unreadable",
    "A prefix list that could not be read",
    "The only way out is a list whose entries were denied.",
    "prefix-lists",
    "denied",
)
def _(c):
    public_private(c)
    c.prefix_list("everywhere", "0.0.0.0/0")
    c.reroute("private", "everywhere", "nat-a")
    c.unroute("private", "0.0.0.0/0")
    c.prefix_lists["everywhere"] = None
    c.expect(NODES, UNKNOWN, "prefix-list-unreadable", at=NODES)


@case(
    "prefix-list-unreadable-private-endpoint",
    "A prefix list that could not be read, to a transit gateway, private endpoint",
    "No route to a transit gateway is more specific than the local one, whatever the list holds.",
    "prefix-lists",
    "denied",
    "route-priority",
)
def _(c):
    private_only(c)
    c.transit_gateway("tgw", *NODES)
    c.prefix_list("corporate", "192.168.0.0/16")
    c.route("private", "corporate", "tgw")
    c.prefix_lists["corporate"] = None
    c.expect(NODES, REACHABLE)
    c.never("EP-006")


@case(
    "prefix-list-unreadable-to-endpoint-not-shown",
    "A prefix list that could not be read, to an endpoint that AWS does not show, beside a default route",
    "It may be a gateway endpoint's, or take the internet to a firewall.",
    "prefix-lists",
    "firewall",
    "denied",
)
def _(c):
    public_private(c)
    c.prefix_list("halves", "0.0.0.0/1", "128.0.0.0/1")
    c.route("private", "halves", "vpce-0f12e0a110000000a")
    c.prefix_lists["halves"] = None
    c.expect(NODES, UNKNOWN, "prefix-list-unreadable", at=NODES)


@case(
    "prefix-list-inside-the-vpc",
    "A prefix list with a part of the VPC leads to a transit gateway",
    "No route to a transit gateway is more specific than the local one.",
    "prefix-lists",
    "route-priority",
)
def _(c):
    private_only(c)
    c.transit_gateway("tgw", *NODES)
    c.prefix_list("ten", "10.0.0.0/8", "10.0.0.0/20", "10.0.16.0/20")
    c.route("private", "ten", "tgw")
    c.expect(NODES, REACHABLE)
    c.never("EP-006")


@case(
    "prefix-list-to-firewall",
    "A prefix list of two halves leads to a firewall endpoint",
    "It is no gateway endpoint's list, which would hold the addresses of S3: all of the internet is behind the firewall.",
    "prefix-lists",
    "firewall",
)
def _(c):
    public_private(c)
    c.prefix_list("halves", "0.0.0.0/1", "128.0.0.0/1")
    c.route("private", "halves", "vpce-0f12e0a110000000a")
    c.unroute("private", "0.0.0.0/0")
    c.expect(NODES, UNKNOWN, "egress-through-firewall", at=NODES, egress="APPLIANCE")


@case(
    "static-beats-prefix-list",
    "A static default and one in a prefix list",
    "For the same destination the static route is taken, and that one leads to NAT.",
    "route-priority",
)
def _(c):
    public_private(c)
    c.transit_gateway("tgw", *NODES)
    c.prefix_list("everywhere", "0.0.0.0/0")
    c.route("private", "everywhere", "tgw")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "prefix-lists-overlap",
    "Two prefix lists with the same range and different targets",
    "AWS picks one at random.",
    "route-priority",
)
def _(c):
    public_private(c)
    c.transit_gateway("tgw", *NODES)
    c.prefix_list("everywhere", "0.0.0.0/0")
    c.prefix_list("everywhere-too", "0.0.0.0/0")
    c.unroute("private", "0.0.0.0/0")
    c.route("private", "everywhere", "nat-a")
    c.route("private", "everywhere-too", "tgw")
    c.expect(NODES, UNKNOWN, ["routes-ambiguous", "egress-through-transit-gateway"])


@case(
    "static-beats-propagated",
    "A static default and a propagated one",
    "A VPN propagates 0.0.0.0/0 as well; the static route is taken.",
    "route-priority",
)
def _(c):
    public_private(c)
    c.vpn_gateway()
    c.route("private", "0.0.0.0/0", "vgw", origin="EnableVgwRoutePropagation")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "prefix-list-beats-propagated",
    "A default in a prefix list and a propagated one",
    "The list is taken before what a VPN propagates.",
    "route-priority",
)
def _(c):
    public_private(c)
    c.vpn_gateway()
    c.prefix_list("everywhere", "0.0.0.0/0")
    c.unroute("private", "0.0.0.0/0")
    c.route("private", "everywhere", "nat-a")
    c.route("private", "0.0.0.0/0", "vgw", origin="EnableVgwRoutePropagation")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "longer-propagated-beats-default",
    "Propagated halves beside a static default",
    "A VPN propagates 0.0.0.0/1 and 128.0.0.0/1: longer prefixes win, whatever their origin, so nothing goes to NAT.",
    "route-priority",
)
def _(c):
    public_private(c)
    c.vpn_gateway()
    c.route("private", "0.0.0.0/1", "vgw", origin="EnableVgwRoutePropagation")
    c.route("private", "128.0.0.0/1", "vgw", origin="EnableVgwRoutePropagation")
    c.expect(NODES, UNKNOWN, "egress-through-vpn-gateway")


@case(
    "route-state-filtered",
    "A default route in state filtered",
    "A state that AWS's documentation does not explain.",
    "route-api",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.unroute("private", "0.0.0.0/0")
    c.route("private", "0.0.0.0/0", "nat-a", state="filtered")
    c.expect(NODES, UNKNOWN, "route-target-unknown")


# --------------------------------------------------------------------------------------------- targets of the default

ELSEWHERE = {
    "vpn-gateway": ("a virtual private gateway", "vgw", "VIRTUAL_PRIVATE_GATEWAY", "route-options"),
    "core-network": (
        "a Cloud WAN core network",
        "arn:aws:networkmanager::123456789012:core-network/core-network-0fab1c0fab1c00001",
        "CORE_NETWORK",
        "cloud-wan",
    ),
    "odb-network": (
        "an Oracle Database@AWS network",
        "arn:aws:odb:us-east-1:123456789012:odb-network/odbnet_0fab1c0001",
        None,
        "route-api",
    ),
    "local-gateway": ("an Outposts local gateway", "lgw-0fab1c0fab1c00001", "LOCAL_GATEWAY", "outposts-lgw"),
    "carrier-gateway": ("a Wavelength carrier gateway", "cagw-0fab1c0fab1c00001", "CARRIER_GATEWAY", "wavelength"),
}
for kind, (what, target, egress, source) in ELSEWHERE.items():

    @case(
        f"default-to-{kind}",
        f"Default route to {what}",
        "The path leaves what can be seen from the VPC.",
        source,
        "route-api",
    )
    def _(c, kind=kind, target=target, egress=egress):
        vpc(c)
        if target == "vgw":
            c.vpn_gateway()
        c.route("private", "0.0.0.0/0", target)
        c.expect(
            NODES,
            UNKNOWN,
            f"egress-through-{kind}",
            at=NODES,
            modes=(UNKNOWN, REACHABLE, REACHABLE),
            egress=egress,
        )


@case(
    "default-to-transit-gateway-private-endpoint",
    "Central egress, private access alone",
    "The API is inside the VPC; ECR, EC2 and S3 are behind the transit gateway.",
    "tgw-egress",
    "cluster-endpoint",
)
def _(c):
    vpc(c, **PRIVATE)
    c.transit_gateway("tgw", *NODES)
    c.route("private", "0.0.0.0/0", "tgw")
    c.expect(NODES, REACHABLE, join=UNKNOWN, join_cause="egress-through-transit-gateway", egress="TRANSIT_GATEWAY")


@case(
    "default-to-peering",
    "Default route to a peering connection",
    "A peering connection takes nothing on to the other VPC's internet gateway or NAT gateway.",
    "peering",
    "nat-basics",
)
def _(c):
    vpc(c)
    c.peering("pcx")
    c.route("private", "0.0.0.0/0", "pcx")
    c.expect(NODES, UNREACHABLE, "default-route-to-peering", at="pcx", egress="PEERING")


@case(
    "default-to-peering-private-endpoint",
    "Default route to a peering connection, private access alone",
    "The API is inside the VPC; the other services are out of reach.",
    "peering",
    "private-clusters",
)
def _(c):
    vpc(c, **PRIVATE)
    c.peering("pcx")
    c.route("private", "0.0.0.0/0", "pcx")
    c.expect(
        NODES,
        REACHABLE,
        join=FAILS,
        join_cause="default-route-to-peering",
        join_at="pcx",
        join_or=UNKNOWN,
        egress="PEERING",
    )


@case(
    "internet-gateway-gone",
    "The internet gateway was deleted",
    "The route is a blackhole, and the gateway is not described any more.",
    "route-api",
    "igw",
)
def _(c):
    public_only(c)
    c.blackhole("igw")
    c.remove("igw")
    c.expect(NODES, UNREACHABLE, "igw-detached", at=c.id("igw"))
    c.finding("igw-detached", severity="CRITICAL")


@case(
    "internet-gateway-of-another-vpc",
    "The route leads to an internet gateway of another VPC",
    "It was detached from here and attached there.",
    "igw",
)
def _(c):
    public_only(c)
    c.vpc("other", "10.1.0.0/16")
    c["igw"]["Attachments"][0]["VpcId"] = c.id("other")
    c.blackhole("igw")
    c.expect(NODES, UNREACHABLE, "igw-detached", at="igw")


@case(
    "internet-gateway-route-still-active",
    "Detached a moment ago, the route still says active",
    "EC2's answers are eventually consistent: the attachment decides.",
    "igw",
    "consistency",
    grounding="inferred",
)
def _(c):
    public_only(c)
    c["igw"]["Attachments"] = []
    c.expect(NODES, UNREACHABLE, "igw-detached", at="igw", api_or=UNKNOWN)


@case(
    "internet-gateway-attached",
    "An attachment in state attached",
    "EC2 says available of an attached internet gateway; its model also knows attached.",
    "igw",
)
def _(c):
    public_only(c)
    c["igw"]["Attachments"][0]["State"] = "attached"
    c.expect(NODES, REACHABLE, **IGW)


BLACKHOLES = {
    "transit-gateway": ("transit gateway's attachment", "tgw"),
    "peering": ("peering connection", "pcx"),
    "appliance": ("network interface", "eni-0a881a9ce00000001"),
}
for kind, (what, target) in BLACKHOLES.items():

    @case(
        f"{kind}-gone",
        f"Default route to a {what} that is gone",
        "The route stayed behind as a blackhole and drops everything.",
        "route-api",
    )
    def _(c, kind=kind, target=target):
        vpc(c)
        if kind == "transit-gateway":
            c.transit_gateway("tgw", *NODES)
            c.remove("tgw-attachment")
        if kind == "peering":
            c.peering("pcx")
            c["pcx"]["Status"] = {"Code": "deleted"}
        c.route("private", "0.0.0.0/0", target, state="blackhole")
        c.expect(NODES, UNREACHABLE, "route-blackhole", at=NODES, egress="BLACKHOLE")


@case(
    "blackhole-private-access-on",
    "A blackhole as default, private access on",
    "The API is inside the VPC; the other services are out of reach.",
    "route-api",
    "private-clusters",
)
def _(c):
    vpc(c, **BOTH)
    c.route("private", "0.0.0.0/0", "eni-0a881a9ce00000001", state="blackhole")
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="route-blackhole", join_at=NODES, egress="BLACKHOLE")
    c.finding("route-blackhole", severity="HIGH")


@case(
    "unknown-target",
    "A target of a kind that is newer than the checker",
    "The default route leads to an id with a prefix nobody knows.",
    "route-api",
    grounding="inferred",
)
def _(c):
    vpc(c)
    c.route("private", "0.0.0.0/0", "xgw-0fab1c0fab1c00001")
    c.expect(NODES, UNKNOWN, "route-target-unknown")


@case(
    "unknown-target-field",
    "A target in a field that is newer than the checker",
    "The default route names its target in a field the checker does not read. That is not a route to nowhere.",
    "route-api",
    grounding="inferred",
)
def _(c):
    vpc(c)
    c.route("private", "0.0.0.0/0", "local")
    route = c["private"]["Routes"][-1]
    del route["GatewayId"]
    route["TeleportGatewayId"] = "tpgw-0fab1c0fab1c00001"
    c.expect(NODES, UNKNOWN, "route-target-unknown")


# ------------------------------------------------------------------------------------------------- inside the VPC


@case(
    "middlebox-inside-the-vpc",
    "A route more specific than the local one, through a firewall",
    "Traffic from one node subnet to the other, where a cluster interface is, goes through an appliance.",
    "route-options",
    "route-priority",
)
def _(c):
    public_private(c, **PRIVATE)
    c.table("inspected", {"0.0.0.0/0": "nat-a"})
    c.associate("inspected", "node-a")
    c.subnet("firewall-a", "10.0.2.0/24", "a", "public")
    c.interface("firewall", "firewall-a", "firewall", "vpc-default", SourceDestCheck=False)
    c.route("inspected", "10.0.32.0/20", "firewall")
    c.expect("node-a", UNKNOWN, "private-path-through-appliance", at="node-a")
    c.expect("node-b", REACHABLE)


@case(
    "local-route-replaced",
    "The local route's target was replaced by an appliance",
    "All traffic between subnets goes through it.",
    "route-options",
)
def _(c):
    public_private(c, **PRIVATE)
    c.subnet("firewall-a", "10.0.2.0/24", "a", "public")
    c.interface("firewall", "firewall-a", "firewall", "vpc-default", SourceDestCheck=False)
    c.reroute("private", "10.0.0.0/16", "firewall", origin="CreateRouteTable")
    c.expect(NODES, UNKNOWN, "private-path-through-appliance", at=NODES)


@case(
    "middlebox-elsewhere-in-the-vpc",
    "A middlebox in front of a subnet without cluster interfaces",
    "The way to the API server does not pass it.",
    "route-options",
)
def _(c):
    public_private(c, **PRIVATE)
    c.subnet("database", "10.0.3.0/24", "b", "private")
    c.interface("firewall", "public-a", "firewall", "vpc-default", SourceDestCheck=False)
    c.route("private", "10.0.3.0/24", "firewall")
    c.expect(NODES, REACHABLE, join=SUCCEEDS, **NAT)


@case(
    "second-vpc-range",
    "Nodes in a second range of the VPC",
    "100.64.0.0/16 was added to the VPC; every table has a local route for it.",
    "network-reqs",
    "route-tables",
)
def _(c):
    c.vpc(more_cidrs=["100.64.0.0/16"])
    c.internet_gateway()
    c.table("private")
    c.subnet("cluster-a", "10.0.16.0/28", "a", "private")
    c.subnet("cluster-b", "10.0.32.0/28", "b", "private")
    c.subnet("node-a", "100.64.0.0/18", "a", "private")
    c.subnet("node-b", "100.64.64.0/18", "b", "private")
    behind_nat(c)
    c.cluster("cluster-a", "cluster-b", **PRIVATE)
    c.nodegroup("workers", *NODES)
    c.expect(NODES, REACHABLE, **NAT)
