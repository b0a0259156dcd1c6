"""Public nodes: who gives them an address, and whether the endpoint admits it."""

from bases import BOTH, IGW, NODES, PRIVATE, endpoints, public_only
from suite import FAILS, REACHABLE, SUCCEEDS, UNKNOWN, UNREACHABLE, case


def group_with(c, *interfaces, subnet_assigns=True, **access):
    """The public layout, its nodes started from a launch template with these interfaces."""
    c.vpc()
    c.internet_gateway()
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("node-a", "10.0.16.0/20", "a", "public", public_ip=subnet_assigns)
    c.subnet("node-b", "10.0.32.0/20", "b", "public", public_ip=subnet_assigns)
    c.cluster(*NODES, **access)
    c.template("nodes", interfaces=interfaces)
    c.nodegroup("workers", *NODES, template="nodes")


@case(
    "template-without-interfaces",
    "A launch template that says nothing of interfaces",
    "The subnets decide, and they assign addresses.",
    "launch-templates",
    "public-ip",
)
def _(c):
    group_with(c)
    c.expect(NODES, REACHABLE, **IGW)
    c.never("ND-001", "ND-003")


@case(
    "template-associates-addresses",
    "The launch template asks for an address the subnets do not assign",
    "What is said at launch overrides the subnet.",
    "public-ip",
)
def _(c):
    group_with(c, {"AssociatePublicIpAddress": True}, subnet_assigns=False)
    c.expect(NODES, REACHABLE, **IGW)
    c.never("ND-001")


@case(
    "template-with-two-interfaces",
    "A launch template with two interfaces",
    "EC2 then assigns no address, even though the subnets say so.",
    "create-nodes",
)
def _(c):
    group_with(c, {}, {})
    c.expect(NODES, UNREACHABLE, "launch-template-several-interfaces", at="nodes", **IGW)


@case(
    "template-with-two-interfaces-private-access-on",
    "A launch template with two interfaces, private access on",
    "Nodes reach the API inside the VPC, but the internet gateway drops what they send to EC2, ECR and S3.",
    "create-nodes",
    "private-clusters",
)
def _(c):
    group_with(c, {}, {}, **BOTH)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="launch-template-several-interfaces", join_at="nodes", **IGW)


@case(
    "template-names-a-subnet",
    "A launch template whose interface names a subnet",
    "Node groups refuse it when they are made or changed.",
    "launch-templates",
)
def _(c):
    group_with(c, {"SubnetId": "subnet-0123456789abcdef0"})
    c.expect(NODES, REACHABLE, **IGW)
    c.finding("launch-template-names-subnet", at="nodes")


@case(
    "template-unread",
    "A launch template that could not be read",
    "Whether its nodes get an address, and which groups they carry, is not known.",
    "denied",
    "launch-templates",
)
def _(c):
    group_with(c)
    c.unread("LaunchTemplateVersions")
    c.expect(NODES, UNKNOWN, "launch-template-unread")


@case(
    "template-another-version",
    "The node group uses another version than the default",
    "Version 1, the default, denies an address; the node group uses version 2, which does not.",
    "launch-templates",
)
def _(c):
    group_with(c, {"AssociatePublicIpAddress": False})
    c.template("nodes", 2, default=False, interfaces=[{}])
    c["workers"]["launchTemplate"]["version"] = "2"
    c.expect(NODES, REACHABLE, **IGW)
    c.never("ND-003")


@case(
    "two-groups-one-template-denies",
    "Two node groups in one subnet, one template denies addresses",
    "Nodes of one group join there, those of the other do not.",
    "public-ip",
    "managed-nodes",
)
def _(c):
    public_only(c)
    c.template("gpu", interfaces=[{"AssociatePublicIpAddress": False, "InterfaceType": "efa"}])
    c.nodegroup("gpu-workers", "node-a", template="gpu")
    c.expect("node-a", UNREACHABLE, "launch-template-denies-public-ip", at="gpu", **IGW)
    c.expect("node-b", REACHABLE, **IGW)


@case(
    "self-managed-latest-version",
    "A self-managed group on the template's latest version",
    "Version 1 denies an address, version 2 does not; $Latest is 2.",
    "public-ip",
)
def _(c):
    public_only(c)
    c.template("self", interfaces=[{"AssociatePublicIpAddress": False, "Groups": ["demo-cluster"]}])
    c.template("self", 2, default=False, interfaces=[{"Groups": ["demo-cluster"]}])
    c.auto_scaling_group("self-managed", "node-a", template="self", version="$Latest")
    c.expect(NODES, REACHABLE, **IGW)


@case(
    "self-managed-default-version",
    "A self-managed group on the template's default version",
    "Version 1, the default, denies an address.",
    "public-ip",
)
def _(c):
    public_only(c)
    c.template("self", interfaces=[{"AssociatePublicIpAddress": False, "Groups": ["demo-cluster"]}])
    c.template("self", 2, default=False, interfaces=[{"Groups": ["demo-cluster"]}])
    c.auto_scaling_group("self-managed", "node-a", template="self", version="$Default")
    c.expect("node-a", UNREACHABLE, "launch-template-denies-public-ip", at="self", **IGW)
    c.expect("node-b", REACHABLE, **IGW)


@case(
    "public-subnets-without-addresses-private-access-on",
    "Public node subnets that assign no addresses, private access on",
    "Nodes reach the API inside the VPC; the internet gateway drops what they send to EC2, ECR and S3.",
    "network-reqs",
    "private-clusters",
)
def _(c):
    public_only(c, **BOTH)
    for subnet in NODES:
        c[subnet]["MapPublicIpOnLaunch"] = False
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="no-public-ip", join_at=NODES, **IGW)
    c.finding("no-public-ip", severity="HIGH")


@case(
    "public-subnets-without-addresses-but-endpoints",
    "Public node subnets that assign no addresses, private access and VPC endpoints",
    "Everything a node needs is inside the VPC.",
    "private-clusters",
    "create-nodes",
    grounding="inferred",
)
def _(c):
    c.vpc()
    c.internet_gateway()
    c.table("private", {"0.0.0.0/0": "igw"})
    c.subnet("node-a", "10.0.16.0/20", "a", "private")
    c.subnet("node-b", "10.0.32.0/20", "b", "private")
    endpoints(c)
    c.cluster(*NODES, **PRIVATE)
    c.nodegroup("workers", *NODES)
    c.expect(NODES, REACHABLE, join=SUCCEEDS, **IGW)
    c.finding("no-public-ip", optional=True)
    c.overall = "COMPLIANT"


@case(
    "running-nodes-without-address",
    "Nodes of Karpenter in a public subnet that assigns no addresses",
    "A running node there has none.",
    "karpenter",
    "igw",
)
def _(c):
    public_only(c)
    c.subnet("extra", "10.0.48.0/20", "a", "public")
    c.node("i-karpenter", "extra", tags={"karpenter.sh/nodepool": "default"})
    c.expect(NODES, REACHABLE, **IGW)
    c.expect("extra", UNREACHABLE, "no-public-ip", at="extra", used_by="instances", **IGW)


@case(
    "running-nodes-with-address",
    "Nodes of Karpenter with addresses, in a public subnet that assigns none",
    "Today's nodes have one; what the next ones get is decided by the node class, inside Kubernetes.",
    "karpenter",
)
def _(c):
    public_only(c)
    c.subnet("extra", "10.0.48.0/20", "a", "public")
    c.node("i-karpenter", "extra", public_ip="203.0.113.77")
    c.expect(NODES, REACHABLE, **IGW)
    c.expect("extra", UNKNOWN, "public-ip-decided-in-kubernetes", at="extra", api_or=REACHABLE, join_or=SUCCEEDS, **IGW)


# ------------------------------------------------------------------------------------------------- publicAccessCidrs


@case(
    "public-nodes-restricted-endpoint",
    "Public nodes and an endpoint that admits the office alone",
    "New nodes draw their address from Amazon's pool, which no list of the user's holds.",
    "config-endpoint",
)
def _(c):
    public_only(c, cidrs=["198.51.100.0/24"])
    c.expect(NODES, UNREACHABLE, "node-public-ip-not-in-public-access-cidrs", at=NODES, **IGW)


@case(
    "public-nodes-address-not-admitted",
    "A running public node whose address is not in publicAccessCidrs",
    "The list holds one node's address and not the other's.",
    "config-endpoint",
)
def _(c):
    public_only(c, cidrs=["203.0.113.50/32"])
    c.node("i-first", "node-a", public_ip="203.0.113.50", tags={"eks:nodegroup-name": "workers"})
    c.node("i-second", "node-b", public_ip="203.0.113.51", tags={"eks:nodegroup-name": "workers"})
    c.nodes = {subnet: ["nodegroup/workers"] for subnet in NODES}
    c.expect("node-a", REACHABLE, api_or=(UNREACHABLE, UNKNOWN), join_or=(FAILS, UNKNOWN), **IGW)
    c.expect("node-b", UNREACHABLE, "node-public-ip-not-in-public-access-cidrs", at="node-b", **IGW)
    c.finding("egress-addresses-may-change", at="node-a", severity="MEDIUM", optional=True)


@case(
    "endpoint-admits-a-wide-range",
    "Public nodes and an endpoint that admits half of all addresses",
    "Whether the next node's address is in 0.0.0.0/1 cannot be told.",
    "config-endpoint",
    grounding="inferred",
)
def _(c):
    public_only(c, cidrs=["0.0.0.0/1"])
    c.expect(
        NODES, UNKNOWN, ["node-public-ip-not-in-public-access-cidrs"], api_or=UNREACHABLE, join_or=FAILS, **IGW
    )


@case(
    "endpoint-admits-both-halves",
    "Public nodes and an endpoint that admits 0.0.0.0/1 and 128.0.0.0/1",
    "Together they are all addresses.",
    "config-endpoint",
    grounding="inferred",
)
def _(c):
    public_only(c, cidrs=["0.0.0.0/1", "128.0.0.0/1"])
    c.expect(NODES, REACHABLE, **IGW)
    c.never("EP-003")
