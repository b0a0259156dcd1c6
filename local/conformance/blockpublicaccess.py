"""VPC Block Public Access: modes, paths, exclusions."""

from bases import BOTH, IGW, LOCAL, NAT, NODES, nat_instance, private_only, public_only, public_private, vpc
from suite import FAILS, REACHABLE, UNKNOWN, UNREACHABLE, case

ONLY_WITH_PRIVATE = (UNREACHABLE, REACHABLE, REACHABLE)


@case(
    "bpa-ingress-public-nodes",
    "block-ingress, public nodes",
    "A public subnet is cut off both ways in this mode, its own connections included.",
    "bpa",
    "bpa-example",
)
def _(c):
    public_only(c)
    c.public_access("block-ingress")
    c.expect(NODES, UNREACHABLE, "vpc-block-public-access", at=NODES, modes=ONLY_WITH_PRIVATE, **IGW)
    c.finding("vpc-block-public-access", severity="CRITICAL")


@case("bpa-ingress-nat", "block-ingress, nodes behind NAT", "What NAT opens from inside passes.", "bpa")
def _(c):
    public_private(c)
    c.public_access("block-ingress")
    c.expect(NODES, REACHABLE, **NAT)
    c.never("RT-008")


for what in ("subnets", "vpc"):

    @case(
        f"bpa-ingress-{what}-excluded",
        f"block-ingress, the {what} excluded both ways",
        "An allow-bidirectional exclusion lets traffic through.",
        "bpa",
    )
    def _(c, what=what):
        public_only(c)
        excluded = NODES if what == "subnets" else ["vpc"]
        c.public_access("block-ingress", *(f"{name} allow-bidirectional" for name in excluded))
        c.expect(NODES, REACHABLE, **IGW)


@case(
    "bpa-ingress-egress-exclusion",
    "block-ingress with allow-egress exclusions",
    "In this mode AWS ignores them.",
    "bpa-example",
)
def _(c):
    public_only(c)
    c.public_access("block-ingress", *(f"{name} allow-egress" for name in NODES))
    c.expect(NODES, UNREACHABLE, "vpc-block-public-access", at=NODES, **IGW)


@case("bpa-one-subnet-excluded", "block-ingress, one of two public subnets excluded", "The other is cut off.", "bpa")
def _(c):
    public_only(c)
    c.public_access("block-ingress", "node-a allow-bidirectional")
    c.expect("node-a", REACHABLE, **IGW)
    c.expect("node-b", UNREACHABLE, "vpc-block-public-access", at="node-b", **IGW)


for state, verdict in (("create-in-progress", UNKNOWN), ("delete-complete", UNREACHABLE)):

    @case(
        f"bpa-exclusion-{state}",
        f"block-ingress, exclusions in state {state}",
        "An exclusion counts once it is complete." if verdict == UNKNOWN else "The exclusions were taken back.",
        "bpa",
    )
    def _(c, state=state, verdict=verdict):
        public_only(c)
        c.public_access("block-ingress", f"vpc allow-bidirectional {state}")
        cause = "vpc-block-public-access-unsettled" if verdict == UNKNOWN else "vpc-block-public-access"
        c.expect(NODES, verdict, cause, at=NODES, **IGW)


@case("bpa-both-ways-nat", "block-bidirectional, nodes behind NAT", "Nothing passes the internet gateway, NAT neither.", "bpa")
def _(c):
    public_private(c)
    c.public_access("block-bidirectional")
    c.expect(NODES, UNREACHABLE, "vpc-block-public-access", modes=ONLY_WITH_PRIVATE, **NAT)
    c.finding("vpc-block-public-access", severity="CRITICAL")


@case(
    "bpa-both-ways-nat-private-access-on",
    "block-bidirectional, nodes behind NAT, private access on",
    "The way to the cluster's interfaces is not touched; EC2, ECR and S3 are out of reach.",
    "bpa",
    "private-clusters",
)
def _(c):
    public_private(c, **BOTH)
    c.public_access("block-bidirectional")
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="vpc-block-public-access", **NAT)
    c.finding("vpc-block-public-access", severity="HIGH")


@case(
    "bpa-both-ways-nat-subnet-excluded",
    "block-bidirectional, the NAT gateway's subnet excluded for egress",
    "It is the subnet at the internet gateway that counts.",
    "bpa",
    "bpa-example",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.public_access("block-bidirectional", "public-a allow-egress")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "bpa-both-ways-node-subnets-excluded",
    "block-bidirectional, the node subnets excluded and not the NAT gateway's",
    "Their exclusion is of no use: NAT's subnet is the one at the internet gateway.",
    "bpa",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.public_access("block-bidirectional", *(f"{name} allow-bidirectional" for name in NODES))
    c.expect(NODES, UNREACHABLE, "vpc-block-public-access", api_or=UNKNOWN, join_or=UNKNOWN, **NAT)


@case("bpa-both-ways-vpc-excluded", "block-bidirectional, the VPC excluded for egress", "Everything inside may go out.", "bpa")
def _(c):
    public_private(c)
    c.public_access("block-bidirectional", "vpc allow-egress")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "bpa-both-ways-regional-nat-excluded",
    "block-bidirectional, a regional NAT gateway, the VPC excluded",
    "A regional gateway has no subnet; the VPC's exclusion counts.",
    "bpa",
    "nat-regional",
    grounding="inferred",
)
def _(c):
    vpc(c)
    c.regional_nat("nat", {"a": "203.0.113.10", "b": "203.0.113.11"})
    c.route("private", "0.0.0.0/0", "nat")
    c.public_access("block-bidirectional", "vpc allow-egress")
    c.expect(NODES, REACHABLE, **NAT)


for mode in ("ingress", "bidirectional"):

    @case(
        f"bpa-{mode}-nat-instance",
        f"block-{mode}, nodes behind a NAT instance",
        "A NAT instance is no NAT gateway: its subnet is cut off both ways as public subnets are.",
        "bpa",
        "bpa-example",
    )
    def _(c, mode=mode):
        nat_instance(c)
        c.public_access(f"block-{mode}")
        c.expect(NODES, UNREACHABLE, "vpc-block-public-access", at="public-a", egress="APPLIANCE")


@case(
    "bpa-both-ways-firewall",
    "block-bidirectional, a firewall between nodes and internet gateway",
    "It stays blocked even though the subnet of the firewall endpoint is excluded.",
    "bpa",
    "firewall",
)
def _(c):
    vpc(c)
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("firewall-a", "10.0.0.0/24", "a", "public")
    service = "com.amazonaws.vpce.us-east-1.vpce-svc-0f12e0a110000000a"
    c.endpoint(service, "firewall-a", groups=(), private_dns=False, name="firewall")["VpcEndpointType"] = "GatewayLoadBalancer"
    c.route("private", "0.0.0.0/0", "firewall")
    c.public_access("block-bidirectional", "firewall-a allow-bidirectional")
    c.expect(NODES, UNREACHABLE, "vpc-block-public-access", at=NODES, modes=ONLY_WITH_PRIVATE, egress="APPLIANCE")


@case(
    "bpa-both-ways-nat-behind-firewall",
    "block-bidirectional, a firewall between NAT gateway and internet gateway",
    "Neither NAT gateways nor firewall endpoints pass anything in this mode.",
    "bpa",
    "firewall",
)
def _(c):
    public_private(c)
    c.reroute("public", "0.0.0.0/0", "vpce-0f12e0a110000000a")
    c.public_access("block-bidirectional")
    c.expect(NODES, UNREACHABLE, "vpc-block-public-access", **NAT)


@case(
    "bpa-both-ways-carrier-gateway",
    "block-bidirectional, a carrier gateway",
    "Carrier gateways are blocked as internet gateways are.",
    "bpa",
)
def _(c):
    vpc(c)
    c.route("private", "0.0.0.0/0", "cagw-0f12e0a110000000a")
    c.public_access("block-bidirectional")
    c.expect(NODES, UNREACHABLE, "vpc-block-public-access", at=NODES, egress="CARRIER_GATEWAY")


@case(
    "bpa-transit-gateway",
    "block-bidirectional, central egress",
    "A transit gateway is not affected; what is behind it is not seen.",
    "bpa",
    "tgw-egress",
)
def _(c):
    vpc(c)
    c.transit_gateway("tgw", *NODES)
    c.route("private", "0.0.0.0/0", "tgw")
    c.public_access("block-bidirectional")
    c.expect(NODES, UNKNOWN, "egress-through-transit-gateway", egress="TRANSIT_GATEWAY")
    c.never("RT-008")


@case("bpa-private-only", "block-bidirectional, private subnets with VPC endpoints", "Nothing here passes an internet gateway.", "bpa")
def _(c):
    private_only(c)
    c.public_access("block-bidirectional")
    c.expect(NODES, REACHABLE, **LOCAL)
    c.never("RT-008")


@case(
    "bpa-mode-unknown",
    "A mode that is newer than the checker",
    "What it blocks is not known.",
    "bpa",
    grounding="inferred",
)
def _(c):
    public_only(c)
    c.public_access("block-teleport")
    c.expect(NODES, UNKNOWN, "vpc-block-public-access-unsettled", **IGW)


@case(
    "bpa-subnet-says-off",
    "The account blocks, the subnets say off",
    "What AWS says of the subnet itself is what holds for it.",
    "bpa",
    grounding="inferred",
)
def _(c):
    public_only(c)
    c.public_access("block-ingress")
    for record in c.lists["Subnets"] + c.lists["Vpcs"]:
        record["BlockPublicAccessStates"] = {"InternetGatewayBlockMode": "off"}
    c.expect(NODES, REACHABLE, api_or=UNKNOWN, join_or=UNKNOWN, **IGW)


@case(
    "bpa-options-unread",
    "VPC Block Public Access could not be read",
    "Neither subnets nor VPC say anything of it, and the call was denied.",
    "bpa",
    "denied",
)
def _(c):
    public_only(c)
    for record in c.lists["Subnets"] + c.lists["Vpcs"]:
        record.pop("BlockPublicAccessStates", None)
    c.unread("VpcBlockPublicAccessOptions", "VpcBlockPublicAccessExclusions")
    c.expect(NODES, UNKNOWN, "vpc-block-public-access-unsettled", **IGW)


@case(
    "encryption-controls-enforced",
    "VPC encryption controls in enforce mode",
    "What there is was admitted when the mode was entered: worth a word, no more.",
    "encryption-controls",
)
def _(c):
    public_private(c)
    c["vpc"]["EncryptionControl"] = {"VpcId": c.id("vpc"), "Mode": "enforce", "State": "available"}
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("encryption-controls-enforced", severity="INFO", optional=True)
