"""Network ACLs, which are stateless: both ways on both sides."""

from bases import BOTH, NAT, NODES, PRIVATE, public_only, public_private
from suite import FAILS, REACHABLE, SUCCEEDS, UNKNOWN, UNREACHABLE, case

ALL = ["100 allow all"]
TIGHT_OUT = ["100 allow tcp 443 0.0.0.0/0"]
TIGHT_IN = ["100 allow tcp 1024-65535 0.0.0.0/0"]


def apart(c, **access):
    """Nodes and the cluster's interfaces in different subnets, nodes behind NAT."""
    public_private(c, cluster=False)
    c.subnet("cluster-a", "10.0.2.0/26", "a", "private")
    c.subnet("cluster-b", "10.0.2.64/26", "b", "private")
    c.cluster("cluster-a", "cluster-b", **(access or PRIVATE))
    c.nodegroup("workers", *NODES)


def nodes_behind(c, inbound=ALL, outbound=ALL):
    apart(c, public=True, private=False)
    c.acl("nodes", NODES, inbound=inbound, outbound=outbound)


# ----------------------------------------------------------------------------------------- node subnets, public endpoint


@case(
    "acl-least-that-joins",
    "Out 443, in 1024-65535, both anywhere, and nothing else",
    "What the reader of AWS's post found to be the least that works: nodes join, and the VPC's resolver needs no rule. Answers "
    "of the kubelets to the control plane may not leave, so that logs and exec do not work.",
    "blog-comment-acl",
    "acl-basics",
    "sec-groups",
)
def _(c):
    nodes_behind(c, TIGHT_IN, TIGHT_OUT)
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("nacl-blocks-10250", optional=True)


@case(
    "acl-least-around-the-interfaces-too",
    "The same on subnets that hold nodes and the cluster's interfaces alike",
    "Calls of the kubelets leave from there, and are not let out either: nodes join, logs and exec do not work.",
    "blog-comment-acl",
    "acl-basics",
    "sec-groups",
)
def _(c):
    public_private(c, public=True, private=False)
    c.acl("nodes", NODES, inbound=TIGHT_IN, outbound=TIGHT_OUT)
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("nacl-blocks-10250", severity="LOW")


@case(
    "acl-tight-but-right",
    "The same, and answers to the VPC may leave",
    "Out 443 anywhere and 1024-65535 to the VPC; in 1024-65535 from anywhere, which port 10250 is part of.",
    "blog-comment-acl",
    "acl-basics",
    "sec-groups",
)
def _(c):
    nodes_behind(c, TIGHT_IN, [*TIGHT_OUT, "110 allow tcp 1024-65535 10.0.0.0/16"])
    c.expect(NODES, REACHABLE, **NAT)
    c.never("NA-001", "NA-002", "NA-003")


@case(
    "acl-answers-from-vpc-only",
    "In 1024-65535 from the VPC's range alone",
    "Answers of the public endpoint come from a public address.",
    "blog-comment-acl",
    "acl",
)
def _(c):
    nodes_behind(c, ["100 allow tcp 1024-65535 10.0.0.0/16"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-ephemeral", at=NODES, modes=(UNREACHABLE, REACHABLE, REACHABLE), **NAT)
    c.finding("nacl-blocks-ephemeral", severity="CRITICAL")


@case(
    "acl-answers-from-vpc-only-private-access-on",
    "The same with private access on",
    "The API answers from inside the VPC; EC2, ECR and S3 do not.",
    "blog-comment-acl",
    "acl",
)
def _(c):
    apart(c, **BOTH)
    c.acl("nodes", NODES, inbound=["100 allow tcp 1024-65535 10.0.0.0/16"], outbound=ALL)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="nacl-blocks-ephemeral", join_at=NODES, **NAT)
    c.finding("nacl-blocks-ephemeral", severity="HIGH")


@case("acl-443-out-denied", "Outbound 443 is denied", "HTTP may leave, HTTPS not.", "acl")
def _(c):
    nodes_behind(c, outbound=["100 allow tcp 80", "110 allow tcp 1024-65535"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-443", at=NODES, modes=(UNREACHABLE, UNREACHABLE, UNREACHABLE), **NAT)


@case("acl-deny-before-allow", "A deny with a lower number", "90 denies what 100 allows: the first match decides.", "acl")
def _(c):
    nodes_behind(c, ["90 deny tcp 0-65535", "100 allow all"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-ephemeral", at=NODES, **NAT)


@case("acl-deny-after-allow", "A deny with a higher number", "110 is never reached.", "acl")
def _(c):
    nodes_behind(c, ["100 allow all", "110 deny tcp 0-65535"], ["100 allow all", "110 deny all"])
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "acl-entries-unsorted",
    "Entries in no order",
    "The answer lists 110 before 90; the numbers count, not the places.",
    "acl",
)
def _(c):
    nodes_behind(c, ["110 deny all", "90 allow all"], ["120 deny all", "80 allow all"])
    c.expect(NODES, REACHABLE, **NAT)


@case("acl-deny-other-protocols", "Denies for UDP and ICMP", "TCP is not touched.", "acl")
def _(c):
    denied = ["80 deny udp 0-65535", "90 deny icmp", "100 allow all"]
    nodes_behind(c, denied, denied)
    c.expect(NODES, REACHABLE, **NAT)


@case("acl-empty", "An ACL without entries of one's own", "A new ACL denies everything.", "acl-basics", "acl")
def _(c):
    nodes_behind(c, [], [])
    c.expect(NODES, UNREACHABLE, ["nacl-blocks-443", "nacl-blocks-ephemeral"], at=NODES, modes=(UNREACHABLE, UNREACHABLE, UNREACHABLE), **NAT)


@case(
    "acl-half-of-all-addresses",
    "Answers from one half of all addresses",
    "0.0.0.0/1 may come in. Half of the API servers and services do not answer.",
    "acl",
    grounding="inferred",
)
def _(c):
    nodes_behind(c, ["100 allow tcp 1024-65535 0.0.0.0/1", "110 allow all 10.0.0.0/16"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-ephemeral", at=NODES, api_or=UNKNOWN, join_or=UNKNOWN, **NAT)


@case(
    "acl-linux-ports",
    "Answers to the ports Linux uses alone",
    "32768 to 61000 is what its kernel opens connections from.",
    "ephemeral",
)
def _(c):
    nodes_behind(c, ["100 allow tcp 32768-61000", "110 allow tcp 10250 10.0.0.0/16"])
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "acl-windows-ports-linux-nodes",
    "Answers to Windows' ports, Linux nodes",
    "49152 to 65535 is about half of the ports Linux uses; connections fail every other time.",
    "ephemeral",
)
def _(c):
    nodes_behind(c, ["100 allow tcp 49152-65535"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-ephemeral", at=NODES, **NAT)


@case("acl-windows-ports", "Answers to Windows' ports, Windows nodes", "49152 to 65535 is what Windows Server uses.", "ephemeral")
def _(c):
    nodes_behind(c, ["100 allow tcp 49152-65535", "110 allow tcp 10250 10.0.0.0/16"])
    c["workers"]["amiType"] = "WINDOWS_CORE_2022_x86_64"
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "acl-linux-ports-windows-nodes",
    "Answers to Linux' ports, Windows nodes",
    "Windows uses 61001 to 65535 too.",
    "ephemeral",
)
def _(c):
    nodes_behind(c, ["100 allow tcp 32768-61000"])
    c["workers"]["amiType"] = "WINDOWS_FULL_2022_x86_64"
    c.expect(NODES, UNREACHABLE, "nacl-blocks-ephemeral", at=NODES, **NAT)


@case(
    "acl-public-nodes",
    "Public nodes behind a tight ACL",
    "443 in and out, 1024-65535 in and out: right for public nodes and the cluster's interfaces among them.",
    "acl",
    "igw",
)
def _(c):
    public_only(c)
    c.acl(
        "nodes",
        NODES,
        inbound=[*TIGHT_IN, "110 allow tcp 443 10.0.0.0/16"],
        outbound=[*TIGHT_OUT, "110 allow tcp 1024-65535 10.0.0.0/16"],
    )
    c.expect(NODES, REACHABLE, egress="INTERNET_GATEWAY")


# -------------------------------------------------------------------------------------------- the NAT gateway's subnet


def nat_behind(c, inbound=ALL, outbound=ALL, **access):
    public_private(c, **access)
    c.acl("nat", ["public-a"], inbound=inbound, outbound=outbound)


@case(
    "acl-nat-right",
    "A tight ACL on the NAT gateway's subnet",
    "443 in from the VPC and out anywhere, 1024-65535 in from anywhere and out to the VPC.",
    "ephemeral",
    "nat-troubleshooting",
)
def _(c):
    nat_behind(
        c,
        ["100 allow tcp 443 10.0.0.0/16", "110 allow tcp 1024-65535"],
        ["100 allow tcp 443", "110 allow tcp 1024-65535 10.0.0.0/16"],
    )
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "acl-nat-linux-ports",
    "Answers to the NAT gateway on Linux' ports alone",
    "A NAT gateway uses 1024 to 65535.",
    "ephemeral",
)
def _(c):
    nat_behind(c, ["100 allow tcp 443 10.0.0.0/16", "110 allow tcp 32768-61000"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-nat-return", at="public-a", modes=(UNREACHABLE, REACHABLE, REACHABLE), **NAT)
    c.finding("nacl-blocks-nat-return", severity="CRITICAL")


@case(
    "acl-nat-rdp-denied",
    "Port 3389 alone is closed on the NAT gateway's subnet",
    "Ports 22 and 3389 are denied from anywhere, as Security Hub wants it. The gateway uses 64511 other ports; a connection for "
    "which it picks 3389 times out and is tried again.",
    "ec2-21",
    "ephemeral",
    grounding="inferred",
)
def _(c):
    nat_behind(c, ["80 deny tcp 22", "90 deny tcp 3389", "100 allow all"])
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("nacl-drops-nat-port", at="public-a", severity="LOW")


@case(
    "acl-nat-rdp-left-out",
    "Port 3389 is left out on the NAT gateway's subnet",
    "Answers come in to 1024-3388 and to 3390-65535, so that no entry opens 3389.",
    "ec2-21",
    "ephemeral",
    grounding="inferred",
)
def _(c):
    nat_behind(c, ["100 allow tcp 443", "110 allow tcp 1024-3388", "120 allow tcp 3390-65535"])
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("nacl-drops-nat-port", at="public-a", severity="LOW")


@case("acl-nat-443-out-denied", "Outbound 443 is denied to the NAT gateway", "It may send on port 80 alone.", "acl")
def _(c):
    nat_behind(c, outbound=["100 allow tcp 80", "110 allow tcp 1024-65535 10.0.0.0/16"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-nat-return", at="public-a", **NAT)


@case("acl-nat-443-in-denied", "Nodes may not reach the NAT gateway on 443", "Its subnet admits answers alone.", "acl")
def _(c):
    nat_behind(c, ["100 allow tcp 1024-65535"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-nat-return", at="public-a", **NAT)


@case(
    "acl-nat-answers-to-nodes-denied",
    "The NAT gateway may not answer the nodes",
    "Its subnet lets 443 out and nothing else.",
    "acl",
)
def _(c):
    nat_behind(c, outbound=["100 allow tcp 443"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-nat-return", at="public-a", **NAT)


@case(
    "acl-nat-answers-to-linux-nodes",
    "The NAT gateway may answer nodes on 32768 to 65535 alone",
    "32768 to 65535 may leave, as in the custom ACL of AWS's guide. Answers go to the ports Linux nodes opened their connections "
    "from; the gateway's own, 1024 to 65535, count where answers come in.",
    "acl-custom",
    "ephemeral",
)
def _(c):
    nat_behind(
        c,
        ["100 allow tcp 443", "110 allow tcp 1024-65535"],
        ["100 allow tcp 443", "110 allow tcp 32768-65535"],
    )
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "acl-nat-answers-to-windows-nodes",
    "The NAT gateway may answer nodes on Linux' ports alone, Windows nodes",
    "32768 to 61000 may leave; Windows nodes open connections from 49152 to 65535.",
    "ephemeral",
)
def _(c):
    nat_behind(c, outbound=["100 allow tcp 443", "110 allow tcp 32768-61000"])
    c["workers"]["amiType"] = "WINDOWS_CORE_2022_x86_64"
    c.expect(NODES, UNREACHABLE, "nacl-blocks-nat-return", at="public-a", **NAT)


@case(
    "acl-nat-one-node-subnet-forgotten",
    "The NAT gateway's subnet admits one node subnet and not the other",
    "Nodes of the second one are stopped in front of the gateway.",
    "acl",
)
def _(c):
    nat_behind(c, ["100 allow tcp 443 10.0.16.0/20", "110 allow tcp 1024-65535"])
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", UNREACHABLE, "nacl-blocks-nat-return", at="public-a", **NAT)


@case(
    "acl-nat-private-access-on",
    "A closed ACL on the NAT gateway's subnet, private access on",
    "The API is inside the VPC; the other services are out of reach.",
    "acl",
    "private-clusters",
)
def _(c):
    nat_behind(c, ["100 allow all 10.0.0.0/16"], **BOTH)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="nacl-blocks-nat-return", join_at="public-a", **NAT)
    c.finding("nacl-blocks-nat-return", severity="HIGH")


# ---------------------------------------------------------------------------------------------------- inside the VPC


CLUSTER = ("cluster-a", "cluster-b")


@case(
    "acl-node-443-to-cluster-denied",
    "Node subnets may not open connections to the cluster's interfaces",
    "A deny for 443 to the VPC's range, everything else allowed.",
    "acl",
    "sec-groups",
)
def _(c):
    apart(c)
    c.acl("nodes", NODES, inbound=ALL, outbound=["90 deny tcp 443 10.0.0.0/16", "100 allow all"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-443", at=NODES, modes=(REACHABLE, UNREACHABLE, UNREACHABLE), **NAT)


@case(
    "acl-node-answers-from-cluster-denied",
    "Answers of the cluster's interfaces may not come in",
    "A deny for everything from the cluster's subnets.",
    "acl",
)
def _(c):
    apart(c)
    c.acl("nodes", NODES, inbound=["90 deny all 10.0.2.0/24", "100 allow all"], outbound=ALL)
    c.expect(NODES, UNREACHABLE, "nacl-blocks-ephemeral", at=NODES, **NAT)
    c.finding("nacl-blocks-10250", optional=True)


@case(
    "acl-cluster-443-in-denied",
    "The cluster's subnets admit no 443",
    "They admit answers to the control plane's own connections alone.",
    "acl",
    "sec-groups",
)
def _(c):
    apart(c)
    c.acl("cluster", CLUSTER, inbound=["100 allow tcp 1024-65535"], outbound=ALL)
    c.expect(NODES, UNREACHABLE, "nacl-blocks-443", at=CLUSTER, **NAT)
    c.finding("nacl-blocks-443", severity="CRITICAL")


@case(
    "acl-cluster-answers-denied",
    "The cluster's interfaces may not answer",
    "Their subnets let 443 and 10250 out and nothing else.",
    "acl",
)
def _(c):
    apart(c)
    c.acl("cluster", CLUSTER, inbound=ALL, outbound=["100 allow tcp 443", "110 allow tcp 10250"])
    c.expect(NODES, UNREACHABLE, "nacl-blocks-ephemeral", at=CLUSTER, **NAT)


@case(
    "acl-cluster-kubelet-denied",
    "The control plane may not open connections to the kubelets",
    "Nodes join; logs, exec and webhooks do not work.",
    "acl",
    "sec-groups",
)
def _(c):
    apart(c)
    c.acl("cluster", CLUSTER, inbound=ALL, outbound=["90 deny tcp 10250 10.0.0.0/16", "100 allow all"])
    c.expect(NODES, REACHABLE, join=SUCCEEDS, **NAT)
    c.finding("nacl-blocks-10250", severity="HIGH")


@case(
    "acl-cluster-right",
    "A tight ACL on the cluster's subnets",
    "443 and answers in from the VPC, 10250 and answers out to it.",
    "acl",
    "sec-groups",
)
def _(c):
    apart(c)
    c.acl(
        "cluster",
        CLUSTER,
        inbound=["100 allow tcp 443 10.0.0.0/16", "110 allow tcp 1024-65535 10.0.0.0/16"],
        outbound=["100 allow tcp 10250 10.0.0.0/16", "110 allow tcp 1024-65535 10.0.0.0/16"],
    )
    c.expect(NODES, REACHABLE, **NAT)
    c.never("NA-001", "NA-002")


@case(
    "acl-within-a-subnet",
    "Nodes and the cluster's only interfaces in one subnet",
    "ACLs do not count for traffic inside a subnet.",
    "acl-basics",
)
def _(c):
    public_private(c, cluster=False)
    c.cluster("node-a", "node-b", **PRIVATE)
    c.remove("demo-eni-b")
    c.control_plane_interface("demo-eni-c", "node-a", "demo-cluster")
    c.nodegroup("workers", "node-a")
    c.acl("nodes", ["node-a"], inbound=["90 deny all 10.0.16.0/20", "100 allow all"], outbound=["90 deny all 10.0.16.0/20", "100 allow all"])
    c.expect("node-a", REACHABLE, **NAT)


@case(
    "acl-on-unused-cluster-subnet",
    "A closed ACL on a cluster subnet without interfaces",
    "EKS may put the interfaces there with the next update; today nothing is in the way.",
    "network-reqs",
    "acl",
    grounding="inferred",
)
def _(c):
    apart(c)
    c.subnet("cluster-c", "10.0.2.128/26", "c", "private")
    c["demo"]["resourcesVpcConfig"]["subnetIds"].append(c.id("cluster-c"))
    c.acl("closed", ["cluster-c"])
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("nacl-blocks-443", at="cluster-c", severity=("MEDIUM", "HIGH"))


@case(
    "acl-public-mode-ignores-cluster-subnets",
    "A closed ACL on the cluster's subnets, public endpoint alone",
    "Nodes come from outside; the control plane does not reach the kubelets.",
    "acl",
    "cluster-endpoint",
)
def _(c):
    apart(c, public=True, private=False)
    c.acl("closed", CLUSTER)
    c.expect(NODES, REACHABLE, join=SUCCEEDS, modes=(REACHABLE, UNREACHABLE, UNREACHABLE), **NAT)
    c.finding("nacl-blocks-10250", severity="HIGH")
