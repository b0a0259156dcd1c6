"""NAT gateways and NAT instances."""

from bases import BOTH, NAT, NODES, PRIVATE, behind_nat, nat_instance, public_private, vpc
from suite import FAILS, REACHABLE, UNKNOWN, UNREACHABLE, case

ONLY_WITH_PRIVATE = (UNREACHABLE, REACHABLE, REACHABLE)

# ------------------------------------------------------------------------------------------------ state and address

for state, text in (
    ("deleted", "was deleted, and the route still says active"),
    ("failed", "failed to be created"),
):

    @case(
        f"nat-{state}-route-active",
        f"A NAT gateway that {text}",
        "The gateway's state counts, whatever the route says.",
        "nat-troubleshooting",
        "consistency",
    )
    def _(c, state=state):
        public_private(c)
        c["nat-a"]["State"] = state
        if state == "failed":
            c["nat-a"].update(FailureCode="Gateway.NotAttached", FailureMessage="Network vpc has no Internet gateway attached")
        cause = "nat-failed" if state == "failed" else "nat-blackhole"
        c.expect(NODES, UNREACHABLE, cause, at="nat-a", modes=ONLY_WITH_PRIVATE)


@case(
    "nat-forgotten",
    "A NAT gateway that is not described any more",
    "An hour after its deletion AWS forgets it; the route stays.",
    "nat-working",
)
def _(c):
    public_private(c)
    c.blackhole("nat-a")
    c.remove("nat-a")
    c.expect(NODES, UNREACHABLE, "nat-blackhole", at="nat-a", egress="BLACKHOLE")


@case(
    "nat-forgotten-route-active",
    "A route to a NAT gateway that does not exist",
    "In one's own account an id that is not described is gone, even where the route has not noticed.",
    "nat-working",
    "consistency",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.remove("nat-a")
    c.expect(NODES, UNREACHABLE, "nat-blackhole", at="nat-a")


@case(
    "nat-pending",
    "A NAT gateway that is still being created",
    "In a minute it works or has failed.",
    "nat-troubleshooting",
)
def _(c):
    public_private(c)
    c["nat-a"]["State"] = "pending"
    c.expect(NODES, UNKNOWN, "nat-pending", at="nat-a", modes=(UNKNOWN, REACHABLE, REACHABLE))


@case(
    "nat-state-unknown",
    "A NAT gateway in a state that is newer than the checker",
    "Neither right nor wrong.",
    "nat-troubleshooting",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c["nat-a"]["State"] = "hibernating"
    c.expect(NODES, UNKNOWN, "nat-state-unknown", at="nat-a")


@case(
    "nat-connectivity-not-said",
    "A NAT gateway whose connectivity type is not said",
    "Answers of before 2021 have no ConnectivityType; such a gateway is a public one.",
    "nat",
    grounding="inferred",
)
def _(c):
    public_private(c)
    del c["nat-a"]["ConnectivityType"]
    del c["nat-a"]["AvailabilityMode"]
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "nat-without-address",
    "A public NAT gateway none of whose addresses was associated",
    "Its one address failed to be associated.",
    "nat-troubleshooting",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c["nat-a"]["NatGatewayAddresses"][0].update(Status="failed", FailureMessage="Elastic IP address could not be associated")
    c.expect(NODES, UNREACHABLE, "nat-without-public-ip", at="nat-a")


# ------------------------------------------------------------------------------------------------ private NAT gateways


def private_nat(c, routes, **access):
    vpc(c, **access)
    c.table("onward", routes)
    c.subnet("nat-subnet", "10.0.0.0/24", "a", "onward")
    c.nat("nat-a", "nat-subnet", private=True)
    c.route("private", "0.0.0.0/0", "nat-a")


@case(
    "private-nat-to-transit-gateway",
    "A private NAT gateway in front of a transit gateway",
    "A documented design for overlapping ranges; what follows is not seen.",
    "nat",
    "tgw-egress",
)
def _(c):
    private_nat(c, {})
    c.transit_gateway("tgw", "nat-subnet")
    c.route("onward", "0.0.0.0/0", "tgw")
    c.expect(NODES, UNKNOWN, "egress-through-transit-gateway")


@case(
    "private-nat-to-nowhere",
    "A private NAT gateway whose subnet leads nowhere",
    "It serves the VPC's own traffic alone.",
    "nat",
)
def _(c):
    private_nat(c, {})
    c.expect(NODES, UNREACHABLE, "nat-private-connectivity", at="nat-a")


# ------------------------------------------------------------------------------------------- the NAT gateway's subnet


@case(
    "nat-subnet-isolated",
    "A NAT gateway in a subnet that leads nowhere",
    "Public, available, with an address, and without a way to the internet gateway.",
    "nat-troubleshooting",
)
def _(c):
    public_private(c)
    c.unroute("public", "0.0.0.0/0")
    c.expect(NODES, UNREACHABLE, "nat-in-private-subnet", at="nat-a", modes=ONLY_WITH_PRIVATE)
    c.finding("nat-in-private-subnet", severity="CRITICAL")


@case(
    "nat-behind-nat",
    "A NAT gateway behind another one",
    "Its own subnet routes to a second NAT gateway.",
    "nat-troubleshooting",
)
def _(c):
    public_private(c)
    c.table("private-nat", {"0.0.0.0/0": "nat-a"})
    c.subnet("middle", "10.0.2.0/24", "b", "private-nat")
    c.nat("nat-b", "middle", "203.0.113.11")
    c.reroute("private", "0.0.0.0/0", "nat-b")
    c.expect(NODES, UNREACHABLE, "nat-in-private-subnet", at="nat-b")


@case(
    "nat-subnet-on-main-table",
    "A NAT gateway in a subnet that follows the main table",
    "The main table leads to the internet gateway, so the subnet is public.",
    "nat-troubleshooting",
    "route-tables",
)
def _(c):
    public_private(c)
    c.disassociate("public-a")
    c.route("vpc-main", "0.0.0.0/0", "igw")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "nat-subnet-behind-firewall",
    "A firewall between NAT gateway and internet gateway",
    "The NAT gateway's subnet routes to a firewall endpoint.",
    "firewall",
)
def _(c):
    public_private(c)
    c.reroute("public", "0.0.0.0/0", "vpce-0f12e0a110000000a")
    c.expect(NODES, UNKNOWN, "egress-through-firewall")


@case(
    "nat-internet-gateway-detached",
    "A NAT gateway whose internet gateway is detached",
    "Nodes behind it lose the internet like everybody else.",
    "igw",
    "nat-troubleshooting",
)
def _(c):
    public_private(c)
    c["igw"]["Attachments"] = []
    c.blackhole("igw")
    c.expect(NODES, UNREACHABLE, "igw-detached", at="igw")


@case(
    "nat-subnet-narrow-route",
    "A NAT gateway whose subnet routes a part of the internet",
    "Whether the API server is in that part is not known.",
    "nat-troubleshooting",
    "igw",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.reroute("public", "52.94.0.0/16", "igw")
    c.unroute("public", "0.0.0.0/0")
    c.expect(NODES, UNKNOWN, ["routes-partial", "nat-in-private-subnet"])


@case("nat-in-another-zone", "A NAT gateway in another zone", "It works until that zone does not.", "nat-basics", "practices")
def _(c):
    public_private(c)
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("nat-in-another-zone", at="node-b", severity="LOW")


# ----------------------------------------------------------------------------------------------- regional NAT gateways


def regional(c, table=None, auto=True, zones=None, **access):
    vpc(c, **access)
    c.regional_nat("nat", zones or {"a": "203.0.113.10", "b": "203.0.113.11"}, auto=auto)
    c.route("private", "0.0.0.0/0", "nat")
    if table is not None:
        c.table("nat-table", table)
        c["nat"]["RouteTableId"] = c.id("nat-table")


@case(
    "regional-nat-own-table",
    "A regional NAT gateway and its route table",
    "AWS made the table with a route to the internet gateway. It is no subnet's.",
    "nat-regional",
)
def _(c):
    regional(c, {"0.0.0.0/0": "igw"})
    c.expect(NODES, REACHABLE, **NAT)
    c.never("RT-004", "RT-005")


@case(
    "regional-nat-own-table-edited",
    "A regional NAT gateway whose table lost its way out",
    "Somebody deleted the route to the internet gateway.",
    "nat-regional",
    grounding="inferred",
)
def _(c):
    regional(c, {})
    c.expect(NODES, UNREACHABLE, "nat-route-edited", at="nat")


@case(
    "regional-nat-zone-without-address",
    "A regional NAT gateway in manual mode, without an address in one zone",
    "Whether nodes of that zone are served from another one is not documented in what we read.",
    "nat-regional",
    grounding="inferred",
)
def _(c):
    regional(c, auto=False, zones={"a": "203.0.113.10"})
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", REACHABLE, api_or=UNKNOWN, join_or=UNKNOWN, **NAT)
    c.finding("nat-zone-unserved", at="node-b", status="INSUFFICIENT_DATA", severity="LOW", optional=True)


@case(
    "regional-nat-addresses-admitted",
    "A regional NAT gateway, both addresses in publicAccessCidrs",
    "Today's addresses are admitted; AWS may add others as zones come into use.",
    "nat-regional",
    "config-endpoint",
)
def _(c):
    regional(c, cidrs=["203.0.113.10/32", "203.0.113.11/32"])
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("egress-addresses-may-change", severity="LOW")


@case(
    "regional-nat-one-address-missing",
    "A regional NAT gateway, the address of one zone missing in publicAccessCidrs",
    "Nodes leave by their zone's address, and by others when zones come into use.",
    "nat-regional",
    "config-endpoint",
    grounding="inferred",
)
def _(c):
    regional(c, cidrs=["203.0.113.10/32"])
    c.expect("node-a", UNREACHABLE, "nat-eip-not-in-public-access-cidrs", api_or=(REACHABLE, UNKNOWN), join_or=("SUCCEEDS", UNKNOWN))
    c.expect("node-b", UNREACHABLE, "nat-eip-not-in-public-access-cidrs", at="node-b")


@case(
    "nat-availability-mode-unknown",
    "A NAT gateway of an availability mode that is newer than the checker",
    "Neither zonal nor regional.",
    "nat-regional",
    grounding="inferred",
)
def _(c):
    regional(c)
    c["nat"]["AvailabilityMode"] = "global"
    c.expect(NODES, UNKNOWN, "nat-state-unknown", at="nat")


# --------------------------------------------------------------------------------- its addresses in publicAccessCidrs


@case(
    "nat-addresses-all-admitted",
    "Primary and secondary addresses of the NAT gateway in publicAccessCidrs",
    "Every address nodes may leave by is in the list.",
    "config-endpoint",
    "nat-working",
)
def _(c):
    vpc(c, cidrs=["198.51.100.0/24", "203.0.113.10/32", "203.0.113.12/31"])
    behind_nat(c, "203.0.113.10", "203.0.113.12")
    c.expect(NODES, REACHABLE, **NAT)
    c.never("EP-003", "EP-004")


@case(
    "nat-secondary-address-missing",
    "A secondary address of the NAT gateway is not in publicAccessCidrs",
    "Some connections leave by it, and those are refused.",
    "config-endpoint",
    "nat-working",
    grounding="inferred",
)
def _(c):
    vpc(c, cidrs=["203.0.113.10/32"])
    behind_nat(c, "203.0.113.10", "203.0.113.12")
    c.expect(NODES, UNREACHABLE, "nat-eip-not-in-public-access-cidrs", at=NODES)


@case(
    "nat-secondary-address-failed",
    "A secondary address that failed to be associated",
    "Nothing leaves by it, so it may be missing in the list.",
    "config-endpoint",
    "nat-working",
    grounding="inferred",
)
def _(c):
    vpc(c, cidrs=["203.0.113.10/32"])
    behind_nat(c, "203.0.113.10", "203.0.113.12")
    c["nat-a"]["NatGatewayAddresses"][1]["Status"] = "failed"
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "nat-address-by-halves",
    "publicAccessCidrs of two halves",
    "0.0.0.0/1 and 128.0.0.0/1 admit everybody.",
    "config-endpoint",
)
def _(c):
    public_private(c, cidrs=["0.0.0.0/1", "128.0.0.0/1"])
    c.expect(NODES, REACHABLE, **NAT)


# --------------------------------------------------------------------------------------------------- NAT instances


@case(
    "nat-instance-group-closed",
    "A NAT instance whose group admits nothing from the nodes",
    "It admits SSH from the office alone.",
    "nat-instance",
)
def _(c):
    nat_instance(c, inbound=["tcp 22 from 198.51.100.0/24"])
    c.expect(NODES, UNREACHABLE, "nat-instance-sg-blocks", at="natbox", api_or=UNKNOWN, egress="APPLIANCE")


@case(
    "nat-instance-group-closed-outward",
    "A NAT instance whose group lets nothing out to the internet",
    "It admits the nodes, and lets connections out to the VPC alone: what it forwards counts as its own.",
    "nat-instance",
)
def _(c):
    nat_instance(c, outbound=["all to 10.0.0.0/16"])
    c.expect(NODES, UNREACHABLE, "nat-instance-sg-blocks", at="natbox", egress="APPLIANCE")


@case(
    "nat-instance-admits-https",
    "A NAT instance whose group admits HTTP and HTTPS from the node subnets",
    "As AWS's guide has it. Whether its operating system forwards cannot be seen.",
    "nat-instance",
)
def _(c):
    nat_instance(
        c,
        inbound=[f"tcp {port} from {cidr}" for port in (80, 443) for cidr in ("10.0.16.0/20", "10.0.32.0/20")],
    )
    c.expect(NODES, UNKNOWN, "egress-through-nat-instance", api_or=REACHABLE, egress="APPLIANCE")


@case(
    "nat-instance-route-to-interface",
    "A route to the NAT instance's interface, its check on",
    "The route names the interface and no instance; its check drops what is not addressed to it.",
    "nat-instance",
)
def _(c):
    nat_instance(c, source_dest_check=True)
    c.reroute("private", "0.0.0.0/0", "natbox-eni")
    c.expect(NODES, UNREACHABLE, "nat-instance-source-dest-check", at="natbox-eni", api_or=UNKNOWN, egress="APPLIANCE")


@case(
    "nat-instance-stopped",
    "The NAT instance is stopped",
    "Its route is a blackhole.",
    "route-api",
    "nat-instance",
)
def _(c):
    nat_instance(c)
    c["natbox"]["State"] = {"Code": 80, "Name": "stopped"}
    c.blackhole("natbox")
    c.expect(NODES, UNREACHABLE, "route-blackhole", at=NODES, egress="BLACKHOLE")


@case(
    "appliance-without-public-address",
    "An appliance without a public address",
    "A firewall in a private subnet, check off. How it sends traffic on is not seen.",
    "route-options",
)
def _(c):
    vpc(c)
    c.subnet("inspection", "10.0.2.0/24", "a", "private")
    c.group("firewall", inbound=["all from 10.0.0.0/16"])
    c.interface("firewall-eni", "inspection", "firewall", "firewall", SourceDestCheck=False)
    c.table("inspected", {"0.0.0.0/0": "firewall-eni"})
    c.associate("inspected", *NODES)
    c.expect(NODES, UNKNOWN, "egress-through-nat-instance", api_or=UNREACHABLE, join_or=FAILS, egress="APPLIANCE")


@case(
    "appliance-not-described",
    "A route to an interface that was not described",
    "An active route to an interface that the answers do not hold.",
    "route-options",
    "denied",
    grounding="inferred",
)
def _(c):
    vpc(c)
    c.route("private", "0.0.0.0/0", "eni-0a881a9ce00000001")
    c.expect(NODES, UNKNOWN, "egress-through-nat-instance", egress="APPLIANCE")
