"""Security groups, on the cluster's interfaces and on the nodes."""

from bases import BOTH, NAT, NODES, PRIVATE, public_private, vpc
from suite import FAILS, REACHABLE, SUCCEEDS, UNKNOWN, UNREACHABLE, case

OPEN = ("all to 0.0.0.0/0",)


def own_groups(c, inbound=(), outbound=OPEN, admitted=(), access=None, more=()):
    """Nodes behind NAT that carry a group of their own; what the cluster's group admits besides itself."""
    vpc(c, cluster=False)
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("public-a", "10.0.0.0/24", "a", "public")
    c.nat("nat-a", "public-a", "203.0.113.10")
    c.route("private", "0.0.0.0/0", "nat-a")
    c.group("nodes", inbound=inbound or ["all from nodes"], outbound=())
    c.cluster(*NODES, groups=more, **(access or PRIVATE))
    c["nodes"]["IpPermissionsEgress"] = [c._permission(rule) for rule in outbound]
    c.admit("demo-cluster", *admitted)
    c.template("own-groups", groups=["nodes"])
    c.nodegroup("workers", *NODES, template="own-groups")


# ------------------------------------------------------------------------------------------------- to the API server


@case(
    "cluster-group-on-both-sides",
    "The cluster security group on nodes and interfaces",
    "It admits itself: the way EKS sets it up.",
    "sec-groups",
)
def _(c):
    public_private(c, **PRIVATE)
    c.expect(NODES, REACHABLE, **NAT)
    c.never("SG-001", "SG-002", "SG-003", "SG-004", "SG-005")


@case(
    "node-group-not-admitted",
    "Nodes with a group of their own that the cluster does not admit",
    "Their launch template names a group, so EKS does not add the cluster's; that one admits itself alone.",
    "launch-templates",
    "sec-groups",
)
def _(c):
    own_groups(c)
    c.expect(NODES, UNREACHABLE, "cluster-sg-blocks-443", at="demo-cluster", modes=(REACHABLE, UNREACHABLE, UNREACHABLE), **NAT)
    c.finding("cluster-sg-blocks-443", severity="CRITICAL")
    # What else two strange groups cannot do to each other.
    c.finding("cluster-sg-blocks-10250", optional=True)


ADMITTED = {
    "by-group": ("the nodes' group", ["tcp 443 from nodes"]),
    "by-subnets": ("the node subnets' ranges", ["tcp 443 from 10.0.16.0/20", "tcp 443 from 10.0.32.0/20"]),
    "by-vpc-range": ("the VPC's range", ["tcp 443 from 10.0.0.0/16"]),
    "by-halves": (
        "the halves of each subnet's range",
        [f"tcp 443 from 10.0.{part}.0/21" for part in (16, 24, 32, 40)],
    ),
    "by-prefix-list": ("a prefix list with the VPC's range", ["tcp 443 from vpc-ranges"]),
}
for kind, (what, rules) in ADMITTED.items():

    @case(
        f"node-group-admitted-{kind}",
        f"Nodes with a group of their own, admitted {kind.replace('-', ' ')}",
        f"The cluster's group admits {what}.",
        "sec-groups",
        "sg-rules",
    )
    def _(c, rules=rules):
        c.prefix_list("vpc-ranges", "10.0.0.0/16")
        own_groups(c, inbound=["all from 10.0.0.0/16"], admitted=rules)
        if "vpc-ranges" not in rules[0]:
            del c.prefix_lists["vpc-ranges"]
        c.expect(NODES, REACHABLE, **NAT)
        c.never("SG-001")


REFUSED = {
    "other-group": ("another group", ["tcp 443 from vpc-default"]),
    "udp": ("UDP alone", ["udp 443 from nodes"]),
    "half-the-range": ("the lower half of each subnet's range alone", ["tcp 443 from 10.0.16.0/21", "tcp 443 from 10.0.32.0/21"]),
    "ipv6-only": ("IPv6 alone", ["tcp 443 from ::/0"]),
}
for kind, (what, rules) in REFUSED.items():

    @case(
        f"node-group-refused-{kind}",
        f"Nodes with a group of their own, the cluster admits {what}",
        "Groups only allow: what no rule matches is dropped.",
        "sg-rules",
        "sec-groups",
    )
    def _(c, rules=rules):
        own_groups(c, inbound=["all from 10.0.0.0/16"], admitted=rules)
        c.expect(NODES, UNREACHABLE, "cluster-sg-blocks-443", at="demo-cluster", **NAT)


@case(
    "one-subnet-admitted",
    "The cluster admits one node subnet's range and not the other's",
    "Nodes of the second subnet do not reach the API server.",
    "sg-rules",
)
def _(c):
    own_groups(c, inbound=["all from 10.0.0.0/16"], admitted=["tcp 443 from 10.0.16.0/20"])
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", UNREACHABLE, "cluster-sg-blocks-443", at="demo-cluster", **NAT)


@case(
    "prefix-list-in-group-unread",
    "The cluster admits a prefix list that could not be read",
    "Whether the nodes' addresses are in it is not known.",
    "prefix-lists",
    "denied",
)
def _(c):
    c.prefix_list("vpc-ranges", "10.0.0.0/16")
    own_groups(c, inbound=["all from 10.0.0.0/16"], admitted=["tcp 443 from vpc-ranges"])
    c.prefix_lists["vpc-ranges"] = None
    c.expect(NODES, UNKNOWN, "cluster-sg-unread", **NAT)


@case(
    "additional-group-admits",
    "An additional security group of the cluster admits the nodes",
    "It is on the cluster's interfaces besides the cluster's own group; rules of all groups count together.",
    "sec-groups",
)
def _(c):
    vpc(c, cluster=False)
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("public-a", "10.0.0.0/24", "a", "public")
    c.nat("nat-a", "public-a", "203.0.113.10")
    c.route("private", "0.0.0.0/0", "nat-a")
    c.group("nodes", inbound=["all from 10.0.0.0/16"])
    c.group("additional", inbound=["tcp 443 from nodes"])
    c.cluster(*NODES, groups=["additional"], **PRIVATE)
    c.template("own-groups", groups=["nodes"])
    c.nodegroup("workers", *NODES, template="own-groups")
    c.expect(NODES, REACHABLE, **NAT)
    c.never("SG-001")


@case(
    "node-egress-closed-to-cluster",
    "Nodes whose group lets nothing out to the cluster's interfaces",
    "The cluster admits them, but their own outbound rules know HTTP and DNS alone.",
    "sec-groups",
    "sg-rules",
)
def _(c):
    own_groups(
        c,
        inbound=["all from 10.0.0.0/16"],
        outbound=["tcp 80 to 0.0.0.0/0", "udp 53 to 10.0.0.0/16", "tcp 53 to 10.0.0.0/16"],
        admitted=["tcp 443 from nodes"],
    )
    c.expect(NODES, UNREACHABLE, "cluster-sg-blocks-443", at="nodes", **NAT)
    c.finding("node-sg-blocks-443", optional=True)


@case(
    "node-egress-to-cluster-only",
    "Nodes whose group lets them out to the cluster's interfaces alone",
    "They reach the API server, but neither EC2 nor ECR nor S3 through NAT.",
    "sec-groups",
)
def _(c):
    own_groups(
        c,
        inbound=["all from 10.0.0.0/16"],
        outbound=["tcp 443 to 10.0.0.0/16", "all to nodes"],
        admitted=["tcp 443 from nodes"],
    )
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="node-sg-blocks-443", join_at=NODES, **NAT)
    c.finding("node-sg-blocks-443", severity="HIGH")


# ---------------------------------------------------------------------------------------- to the public endpoint (443)


def public_mode(c, *outbound):
    own_groups(c, inbound=["all from 10.0.0.0/16"], outbound=outbound, access={"public": True})


@case(
    "egress-private-ranges-only",
    "Nodes that may reach private ranges alone, public endpoint",
    "Outbound rules allow 10.0.0.0/8; the API server is outside.",
    "sec-groups",
)
def _(c):
    public_mode(c, "all to 10.0.0.0/8")
    c.expect(NODES, UNREACHABLE, "node-sg-blocks-443", at=NODES, modes=(UNREACHABLE, UNREACHABLE, UNREACHABLE), **NAT)
    c.finding("node-sg-blocks-443", severity="CRITICAL")


@case("egress-https-only", "Nodes that may reach 443 everywhere", "And DNS inside the VPC: enough.", "sec-groups")
def _(c):
    public_mode(c, "tcp 443 to 0.0.0.0/0", "udp 53 to 10.0.0.0/16", "tcp 53 to 10.0.0.0/16")
    c.expect(NODES, REACHABLE, **NAT)
    c.never("SG-005")


@case(
    "egress-some-public-ranges",
    "Outbound 443 to some public ranges",
    "Whether the API server and AWS's services stay within them is not known.",
    "sec-groups",
    "sg-rules",
    grounding="inferred",
)
def _(c):
    public_mode(c, "tcp 443 to 54.0.0.0/8", "tcp 443 to 3.0.0.0/8", "all to 10.0.0.0/16")
    c.expect(NODES, UNKNOWN, "node-sg-partial", at=NODES, api_or=UNREACHABLE, join_or=FAILS, **NAT)


@case("egress-nothing", "A node group without outbound rules", "Nothing leaves.", "sg-rules", "sec-groups")
def _(c):
    own_groups(c, inbound=["all from 10.0.0.0/16"], outbound=(), access={"public": True})
    c.expect(NODES, UNREACHABLE, "node-sg-blocks-443", at=NODES, **NAT)
    c.finding("node-sg-blocks-dns", optional=True)


@case(
    "cluster-group-egress-closed",
    "The cluster security group's outbound rule was taken away",
    "Nodes carry that group, so nothing leaves them either.",
    "sec-groups",
)
def _(c):
    public_private(c)
    c["demo-cluster"]["IpPermissionsEgress"] = []
    c.expect(NODES, UNREACHABLE, "node-sg-blocks-443", at=NODES, **NAT)
    c.finding("cluster-sg-blocks-10250", optional=True)
    c.finding("node-sg-blocks-dns", optional=True)


# ----------------------------------------------------------------------------------- what no node needs to become Ready


@case(
    "kubelet-unreachable",
    "The cluster's interfaces may not reach the kubelets",
    "Nodes join; logs, exec and webhooks do not work.",
    "sec-groups",
)
def _(c):
    own_groups(c, inbound=["all from nodes"], admitted=["tcp 443 from nodes"])
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("cluster-sg-blocks-10250", severity="HIGH")


@case(
    "cluster-egress-closed",
    "The cluster's group may open no connections, nodes have groups of their own",
    "Answers pass, since groups are stateful: nodes join. The control plane does not reach the kubelets.",
    "sec-groups",
    "sg-rules",
)
def _(c):
    own_groups(c, inbound=["all from 10.0.0.0/16"], admitted=["tcp 443 from nodes"])
    c["demo-cluster"]["IpPermissionsEgress"] = []
    c.expect(NODES, REACHABLE, join=SUCCEEDS, **NAT)
    c.finding("cluster-sg-blocks-10250", severity="HIGH")


@case(
    "two-node-groups-no-dns-between",
    "Two node groups that may not ask each other's CoreDNS",
    "Each group admits itself and the control plane; names resolve for pods that happen to be beside CoreDNS.",
    "sec-groups",
)
def _(c):
    vpc(c, cluster=False)
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("public-a", "10.0.0.0/24", "a", "public")
    c.nat("nat-a", "public-a", "203.0.113.10")
    c.route("private", "0.0.0.0/0", "nat-a")
    c.cluster(*NODES, **PRIVATE)
    for name, subnet in (("red", "node-a"), ("blue", "node-b")):
        c.group(f"{name}-nodes")
        c.admit(f"{name}-nodes", f"all from {name}-nodes", "tcp 10250 from demo-cluster")
        c.admit("demo-cluster", f"tcp 443 from {name}-nodes")
        c.template(f"{name}-template", groups=[f"{name}-nodes"])
        c.nodegroup(name, subnet, template=f"{name}-template")
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("node-sg-blocks-dns", severity=("MEDIUM", "LOW"))


@case(
    "cluster-group-without-self",
    "The cluster security group lost its rule from itself",
    "It admits 443 from the nodes' own group alone. EKS puts the rule back with the next update.",
    "sec-groups",
)
def _(c):
    own_groups(c, inbound=["all from 10.0.0.0/16"], admitted=["tcp 443 from nodes"])
    c["demo-cluster"]["IpPermissions"] = c["demo-cluster"]["IpPermissions"][1:]
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("cluster-sg-drift", at="demo-cluster", severity=("MEDIUM", "LOW"))


@case(
    "cluster-group-gone",
    "The cluster security group does not exist any more",
    "EKS calls it Ec2SecurityGroupNotFound: the cluster has to be made anew.",
    "health-issues",
    "sec-groups",
)
def _(c):
    public_private(c)
    c.remove("demo-cluster")
    c.issue("demo", "Ec2SecurityGroupNotFound", "We couldn't find the cluster security group.", "demo-cluster")
    c.expect(NODES, UNKNOWN, ["cluster-sg-unread", "cluster-sg-drift"], api_or=(REACHABLE, UNREACHABLE), join_or=(SUCCEEDS, FAILS))
    c.finding("cluster-sg-drift", severity="CRITICAL")
    c.finding("health-issue", at="demo", optional=True)
    c.overall = "NON_COMPLIANT"


@case(
    "remote-access-group",
    "A node group with remote access",
    "Besides the cluster's group its nodes carry the one that admits SSH.",
    "launch-templates",
    "sec-groups",
)
def _(c):
    public_private(c, **PRIVATE)
    c.group("remote", inbound=["tcp 22 from 198.51.100.0/24"])
    c["workers"]["resources"] = {"remoteAccessSecurityGroup": c.id("remote")}
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "running-nodes-with-closed-group",
    "Self-started nodes that carry a closed group",
    "Their primary interface carries a group without outbound rules.",
    "sec-groups",
    "sg-rules",
)
def _(c):
    public_private(c, **BOTH)
    c.group("closed", inbound=["all from 10.0.0.0/16"], outbound=())
    c.subnet("extra", "10.0.48.0/20", "a", "private")
    c.instance("i-lonely", "extra", "closed", tags={"kubernetes.io/cluster/demo": "owned"})
    c._runs_nodes("instances", ["extra"])
    c.expect(NODES, REACHABLE, **NAT)
    c.expect("extra", UNREACHABLE, ["cluster-sg-blocks-443", "node-sg-blocks-443"], **NAT)
    for cause in ("node-sg-blocks-443", "node-sg-blocks-dns"):
        c.finding(cause, optional=True)
