"""What is not shown: subnets of another account, calls that were denied."""

from bases import BOTH, IGW, LOCAL, NAT, NODES, PRIVATE, private_only, public_only, public_private
from suite import REACHABLE, SUCCEEDS, UNKNOWN, UNREACHABLE, case

OWNER = "210987654321"


def shared(c, default=None, public_ip=False, **access):
    """Two subnets of the owner's VPC; the owner's NAT gateways, egress-only gateways and endpoints are not shown."""
    c.vpc(owner=OWNER)
    c.internet_gateway()
    c.table("private")
    c.subnet("node-a", "10.0.16.0/20", "a", "private", public_ip=public_ip)
    c.subnet("node-b", "10.0.32.0/20", "b", "private", public_ip=public_ip)
    for subnet in NODES:
        c[subnet]["BlockPublicAccessStates"] = {"InternetGatewayBlockMode": "off"}
    if default:
        c.route("private", "0.0.0.0/0", default)
    c.cluster(*NODES, **access)
    c.nodegroup("workers", *NODES)


@case(
    "shared-vpc-nat",
    "Subnets of another account behind a NAT gateway, public endpoint",
    "The route says nat-…, and the gateway is not shown: not gone, but the owner's.",
    "sharing",
)
def _(c):
    shared(c, "nat-0feedfacefeedface")
    c.expect(NODES, UNKNOWN, "subnet-owned-by-another-account", modes=(UNKNOWN, REACHABLE, REACHABLE), **NAT)


@case(
    "shared-vpc-nat-blackhole",
    "Subnets of another account, the route to NAT a blackhole",
    "Routes are shown to participants, and this one leads nowhere.",
    "sharing",
    "route-api",
)
def _(c):
    shared(c)
    c.route("private", "0.0.0.0/0", "nat-0feedfacefeedface", state="blackhole")
    c.expect(NODES, UNREACHABLE, ["nat-blackhole", "route-blackhole"], egress="BLACKHOLE")


@case(
    "shared-vpc-internet-gateway",
    "Public subnets of another account",
    "Internet gateways, routes and subnets are shown, so everything that decides is.",
    "sharing",
    "igw",
)
def _(c):
    shared(c, "igw", public_ip=True)
    c.expect(NODES, REACHABLE, api_or=UNKNOWN, join_or=UNKNOWN, **IGW)


@case(
    "shared-vpc-isolated-private",
    "Subnets of another account without a way out, private access",
    "VPC endpoints are the owner's and not shown.",
    "sharing",
    "private-clusters",
)
def _(c):
    shared(c, **PRIVATE)
    c.expect(NODES, REACHABLE, join=UNKNOWN, join_cause="subnet-owned-by-another-account", **LOCAL)


@case(
    "shared-vpc-isolated-public",
    "Subnets of another account without a way out, public endpoint",
    "Route tables are shown, and this one has no way out.",
    "sharing",
    "private-clusters",
)
def _(c):
    shared(c)
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES, **LOCAL)


@case(
    "shared-vpc-no-tables",
    "Subnets of another account without any route table in sight",
    "That is not the same as having no routes.",
    "sharing",
    grounding="inferred",
)
def _(c):
    shared(c, "nat-0feedfacefeedface")
    c.lists["RouteTables"].clear()
    c.expect(NODES, UNKNOWN, ["route-table-unseen", "subnet-owned-by-another-account"])


@case(
    "shared-vpc-block-public-access",
    "Public subnets of another account, whose blocking is not shown",
    "The owner's mode counts, and the subnets say nothing of it.",
    "sharing",
    "bpa",
    grounding="inferred",
)
def _(c):
    shared(c, "igw", public_ip=True)
    for record in c.lists["Subnets"] + c.lists["Vpcs"]:
        record.pop("BlockPublicAccessStates", None)
    c.expect(NODES, UNKNOWN, ["vpc-block-public-access-unsettled", "subnet-owned-by-another-account"], **IGW)


# -------------------------------------------------------------------------------------------------- calls not answered


def unread(keys, base, network, api, cause, join=None, join_cause=None, api_or=(), join_or=()):
    """A case with one answer missing."""

    @case(
        f"unread-{'-'.join(k.lower() for k in keys)}{'-' + network.replace(' ', '-') if network else ''}",
        f"{' and '.join(keys)} could not be read" + (f", {network}" if network else ""),
        "The call was denied. What depends on it is unknown: neither right nor wrong.",
        "denied",
    )
    def _(c):
        base(c)
        c.unread(*keys)
        c.expect(
            NODES, api, cause, join=join, join_cause=join_cause, api_or=api_or, join_or=join_or
        )
        c.overall = "INSUFFICIENT_DATA"


def private_behind_nat(c):
    public_private(c, **PRIVATE)


unread(["RouteTables"], public_private, "public endpoint", UNKNOWN, "route-table-unseen")
unread(["NatGateways"], public_private, "", UNKNOWN, "nat-unread")
unread(["InternetGateways"], public_only, "", UNKNOWN, "igw-unread")
unread(["Subnets"], public_private, "", UNKNOWN, "subnet-unread")
unread(["NetworkAcls"], public_private, "", UNKNOWN, "nacl-unread")
unread(["SecurityGroups"], private_behind_nat, "", UNKNOWN, "cluster-sg-unread")
unread(
    ["RouteTables"], private_behind_nat, "private endpoint", UNKNOWN, ["private-path-unseen", "route-table-unseen"], api_or=REACHABLE
)
unread(["VpcEndpoints"], private_only, "", REACHABLE, None, join=UNKNOWN, join_cause="vpc-endpoints-unread")
unread(["DhcpOptions"], private_only, "", UNKNOWN, "dns-unread")
unread(["NatGateways"], private_behind_nat, "private endpoint", REACHABLE, None, join=UNKNOWN, join_cause="nat-unread")


@case(
    "unread-dns-attributes",
    "The VPC's DNS attributes could not be read",
    "Whether the cluster's private zone is used is not known.",
    "denied",
    "cluster-endpoint",
)
def _(c):
    private_only(c)
    c.vpc_attributes[c.id("vpc")] = {}
    c.expect(NODES, UNKNOWN, "dns-unread", at="vpc")


@case(
    "unread-network-acls-one-subnet",
    "No ACL is shown for one of two node subnets",
    "Every subnet has one, so the answer is not whole.",
    "acl-basics",
    "denied",
    grounding="inferred",
)
def _(c):
    public_private(c)
    acl = c["vpc-acl"]
    acl["Associations"] = [a for a in acl["Associations"] if a["SubnetId"] != c.id("node-b")]
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", UNKNOWN, "nacl-unread", **NAT)


@case(
    "unread-nat-beside-a-blackhole",
    "NAT gateways could not be read, and the route is a blackhole",
    "The route's own state says enough.",
    "denied",
    "route-api",
)
def _(c):
    public_private(c)
    c.blackhole("nat-a")
    c.unread("NatGateways")
    c.expect(NODES, UNREACHABLE, ["nat-blackhole", "route-blackhole"], egress="BLACKHOLE")


@case(
    "unread-endpoints-behind-nat",
    "VPC endpoints could not be read, nodes behind NAT",
    "An endpoint that takes a name over and refuses nodes may be among them; the API server is reached all the same.",
    "denied",
    "interface-endpoints",
    grounding="inferred",
)
def _(c):
    public_private(c, **BOTH)
    c.unread("VpcEndpoints")
    c.expect(NODES, REACHABLE, join=UNKNOWN, join_cause="vpc-endpoints-unread", join_or=SUCCEEDS, **NAT)
    c.overall = "INSUFFICIENT_DATA"
