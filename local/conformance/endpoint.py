"""The cluster's endpoint: modes, names, status, and what else its configuration asks of the network."""

from bases import BOTH, LOCAL, NAT, NODES, PRIVATE, PUBLIC, behind_nat, private_only, public_only, public_private, vpc
from suite import FAILS, INSUFFICIENT_DATA, NOT_APPLICABLE, REACHABLE, SUCCEEDS, UNKNOWN, UNREACHABLE, case

# ------------------------------------------------------------------------------------------------------------ modes


@case(
    "neither-endpoint",
    "Neither endpoint is on",
    "EKS refuses such a configuration, so the answer is not to be trusted.",
    "config-endpoint",
    "vpc-config-api",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.endpoint_access(False, False)
    c.expect(NODES, UNKNOWN, "endpoint-mode-invalid")


@case(
    "public-endpoint-restricted",
    "A public endpoint that admits the office and the NAT gateway",
    "Nobody else reaches it.",
    "config-endpoint",
    "practices",
)
def _(c):
    public_private(c, cidrs=["198.51.100.0/24", "203.0.113.10/32"])
    c.expect(NODES, REACHABLE, **NAT)
    c.never("EP-003", "EP-004")


@case(
    "ranges-left-over",
    "publicAccessCidrs of an endpoint that is off",
    "The list says 0.0.0.0/0, but the public endpoint is off.",
    "vpc-config-api",
    grounding="inferred",
)
def _(c):
    public_private(c, **PRIVATE)
    c["demo"]["resourcesVpcConfig"]["publicAccessCidrs"] = ["0.0.0.0/0"]
    c.expect(NODES, REACHABLE, **NAT)
    c.never("EP-003", "EP-004")


@case(
    "transit-gateway-restricted-endpoint",
    "Central egress and a restricted public endpoint",
    "Under which address nodes leave is decided behind the transit gateway.",
    "config-endpoint",
    "tgw-egress",
)
def _(c):
    vpc(c, cidrs=["198.51.100.0/24"])
    c.transit_gateway("tgw", *NODES)
    c.route("private", "0.0.0.0/0", "tgw")
    c.expect(NODES, UNKNOWN, ["egress-through-transit-gateway", "egress-address-unseen"])


# -------------------------------------------------------------------------------------------------------------- names


def dns(c, servers=None, **attributes):
    if servers:
        c.dhcp("company", servers, "corp.example", vpc="vpc")
    c.vpc_attributes[c.id("vpc")].update(attributes)


@case(
    "dns-support-off-public",
    "DNS support off, public endpoint",
    "The VPC's resolver is off, and nodes have no other: no name resolves.",
    "network-reqs",
    "vpc-dns",
)
def _(c):
    public_private(c)
    dns(c, EnableDnsSupport=False)
    c.expect(NODES, UNREACHABLE, "dns-support-disabled", at="vpc")


@case(
    "dns-support-off-private",
    "DNS support off, private access alone",
    "The cluster's private zone is of no use, and no other name resolves either.",
    "cluster-endpoint",
    "vpc-dns",
)
def _(c):
    private_only(c)
    dns(c, EnableDnsSupport=False)
    c.expect(NODES, UNREACHABLE, "dns-support-disabled", at="vpc")
    c.finding("dns-support-disabled", severity="CRITICAL")


@case(
    "dns-hostnames-off-public",
    "DNS hostnames off, public endpoint",
    "The API server's name resolves and NAT reaches it; but EKS wants hostnames, else nodes cannot register.",
    "network-reqs",
)
def _(c):
    public_private(c)
    dns(c, EnableDnsHostnames=False)
    c.expect(
        NODES,
        REACHABLE,
        api_or=UNREACHABLE,
        join=FAILS,
        join_cause="dns-hostnames-disabled",
        join_at="vpc",
    )
    c.finding("dns-hostnames-disabled", severity="HIGH")


@case(
    "dns-hostnames-off-private",
    "DNS hostnames off, private access alone",
    "The cluster's private zone is not used.",
    "cluster-endpoint",
)
def _(c):
    private_only(c)
    dns(c, EnableDnsHostnames=False)
    c.expect(NODES, UNREACHABLE, "dns-hostnames-disabled", at="vpc", **LOCAL)
    c.finding("dns-hostnames-disabled", severity="CRITICAL")


@case(
    "dns-hostnames-off-both",
    "DNS hostnames off, both endpoints, NAT",
    "The private zone is not used, so the name resolves to the public addresses, which NAT reaches. Nodes cannot register all the same.",
    "cluster-endpoint",
    "network-reqs",
    grounding="inferred",
)
def _(c):
    public_private(c, **BOTH)
    dns(c, EnableDnsHostnames=False)
    c.expect(
        NODES,
        REACHABLE,
        api_or=UNREACHABLE,
        join=FAILS,
        join_cause="dns-hostnames-disabled",
        join_at="vpc",
    )


RESOLVERS = {
    "base-plus-two": (["10.0.0.2"], "the VPC's base address plus two"),
    "link-local": (["169.254.169.253"], "169.254.169.253"),
    "second-in-list": (["10.0.0.10", "AmazonProvidedDNS"], "a server of one's own and AmazonProvidedDNS"),
}
for kind, (servers, text) in RESOLVERS.items():

    @case(
        f"resolver-{kind}",
        f"DHCP options name {text}",
        "Nodes can ask the VPC's resolver, which knows the cluster's private zone.",
        "dhcp",
        "cluster-endpoint",
    )
    def _(c, servers=servers):
        private_only(c)
        dns(c, servers)
        c.expect(NODES, REACHABLE, **LOCAL)
        c.never("EP-005")


@case(
    "custom-dns-private",
    "Name servers of one's own, private access alone",
    "Public DNS gives the private addresses too, but whether these servers ask it, or the VPC's resolver, is not known.",
    "cluster-endpoint",
    "join-article",
)
def _(c):
    public_private(c, **PRIVATE)
    dns(c, ["10.0.0.10"])
    c.expect(NODES, UNKNOWN, "custom-dns-servers", at="vpc", **NAT)


@case(
    "custom-dns-both-ways-work",
    "Name servers of one's own, both endpoints, both ways open",
    "Whatever the servers answer, nodes reach the API server: worth a word, and nobody's sleep.",
    "cluster-endpoint",
    grounding="inferred",
)
def _(c):
    public_private(c, **BOTH)
    dns(c, ["10.0.0.10"])
    c.expect(NODES, REACHABLE, api_or=UNKNOWN, join_or=UNKNOWN, **NAT)
    c.finding("custom-dns-servers", at="vpc", status=INSUFFICIENT_DATA, severity=("LOW", "INFO"))


@case(
    "custom-dns-no-way-works",
    "Name servers of one's own, both endpoints, neither way open",
    "The endpoint refuses the NAT gateway, and the ACL keeps the cluster's interfaces away.",
    "cluster-endpoint",
    grounding="inferred",
)
def _(c):
    public_private(c, private=True, cidrs=["198.51.100.0/24"])
    dns(c, ["10.0.0.10"])
    c.acl("closed", NODES, inbound=["100 allow all"], outbound=["90 deny tcp 443 10.0.0.0/16", "100 allow all"])
    c.expect(
        NODES, UNREACHABLE, ["nacl-blocks-443", "nat-eip-not-in-public-access-cidrs", "custom-dns-servers"], api_or=UNKNOWN, **NAT
    )
    for cause in ("nacl-blocks-443", "nat-eip-not-in-public-access-cidrs"):
        c.finding(cause, optional=True)
    c.finding("custom-dns-servers", status=INSUFFICIENT_DATA, optional=True)


@case(
    "custom-dns-and-endpoints",
    "Name servers of one's own in front of VPC endpoints",
    "Private subnets, private access. Without the VPC's resolver the services' private names are not known to resolve.",
    "interface-endpoints",
    "cluster-endpoint",
)
def _(c):
    private_only(c)
    dns(c, ["10.0.0.10"])
    c.expect(NODES, UNKNOWN, "custom-dns-servers", **LOCAL)


# ------------------------------------------------------------------------------------------------------------- status


@case(
    "cluster-updating",
    "A cluster that is being updated",
    "Its configuration is about to change; what AWS says now is judged, and will be again.",
    "update-api",
)
def _(c):
    public_private(c)
    c["demo"]["status"] = "UPDATING"
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("cluster-not-settled", at="demo", status=INSUFFICIENT_DATA, optional=True)
    c.overall = "COMPLIANT"


for status in ("CREATING", "FAILED"):

    @case(
        f"cluster-{status.lower()}",
        f"A cluster in status {status}",
        "Its configuration is not settled.",
        "cluster-api",
    )
    def _(c, status=status):
        public_private(c)
        c["demo"]["status"] = status
        c.expect(NODES, UNKNOWN, "cluster-not-settled", at="demo")


@case(
    "cluster-status-unknown",
    "A cluster in a status that is newer than the checker",
    "What holds in it is not known.",
    "cluster-api",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c["demo"]["status"] = "HIBERNATING"
    c.expect(NODES, UNKNOWN, "cluster-not-settled", at="demo")


@case("cluster-deleting", "A cluster that is being deleted", "There is nothing left to judge.", "cluster-api")
def _(c):
    vpc(c)
    c["demo"]["status"] = "DELETING"
    c.nodes = {}
    c.overall = NOT_APPLICABLE


@case(
    "cluster-connected",
    "A connected cluster",
    "It runs elsewhere and was registered with EKS, so it has no network here.",
    "connector",
    "cluster-api",
)
def _(c):
    c.vpc()
    c.ids["demo"] = "arn:aws:eks:us-east-1:123456789012:cluster/demo"
    c.cluster_name = "demo"
    c.files["eks-describe-cluster-demo"] = {
        "cluster": {
            "name": "demo",
            "arn": c.ids["demo"],
            "status": "ACTIVE",
            "connectorConfig": {"provider": "OTHER", "roleArn": "arn:aws:iam::123456789012:role/eks-connector"},
        }
    }
    c.overall = NOT_APPLICABLE


@case(
    "cluster-on-outposts",
    "A local cluster on an Outpost",
    "Its control plane is on the Outpost, and the rules for subnets are others.",
    "outposts-local",
)
def _(c):
    vpc(c, **PRIVATE)
    c["demo"]["outpostConfig"] = {
        "outpostArns": ["arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0"],
        "controlPlaneInstanceType": "m5.large",
    }
    for subnet in NODES:
        c[subnet]["OutpostArn"] = "arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0"
    c.nodes = {}
    c.overall = NOT_APPLICABLE


# ------------------------------------------------------------------------------------- administrators of private ones


@case(
    "private-with-transit-gateway",
    "A private cluster that a transit gateway leads to",
    "Administrators come by the transit gateway, and the cluster's group admits their range.",
    "cluster-endpoint",
    "blog",
)
def _(c):
    public_private(c, **PRIVATE)
    c.transit_gateway("tgw", *NODES)
    c.admit("demo-cluster", "tcp 443 from 10.8.0.0/16")
    c.expect(NODES, REACHABLE, **NAT)
    c.never("EP-008")


# ------------------------------------------------------------------------------------------------------- hybrid nodes


def hybrid(c, remote="192.168.0.0/24", route=True, group=True, **access):
    public_private(c, **access)
    c["demo"]["remoteNetworkConfig"] = {"remoteNodeNetworks": [{"cidrs": [remote]}]}
    c.transit_gateway("tgw", *NODES)
    if route:
        c.route("private", remote, "tgw")
    if group:
        c.admit("demo-cluster", f"tcp 443 from {remote}")


@case("hybrid-both-endpoints", "Hybrid nodes, both endpoints", "Outside the VPC the name always resolves to the public addresses.", "hybrid-prereqs")
def _(c):
    hybrid(c, **BOTH)
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("hybrid-both-endpoints", at="demo", severity="HIGH")


@case(
    "hybrid-private",
    "Hybrid nodes, private access, route and group right",
    "The cluster's subnets route to the remote range and its group admits it.",
    "hybrid-networking",
)
def _(c):
    hybrid(c, **PRIVATE)
    c.expect(NODES, REACHABLE, **NAT)
    c.never("EP-009")


@case(
    "hybrid-private-two-routes",
    "Hybrid nodes, private access, two routes share their range",
    "Each takes a half of 192.168.0.0/23.",
    "hybrid-networking",
)
def _(c):
    hybrid(c, remote="192.168.0.0/23", route=False, **PRIVATE)
    c.route("private", "192.168.0.0/24", "tgw")
    c.route("private", "192.168.1.0/24", "tgw")
    c.expect(NODES, REACHABLE, **NAT)
    c.never("EP-009")


@case("hybrid-public", "Hybrid nodes, public endpoint alone", "They come over the internet.", "hybrid-prereqs")
def _(c):
    hybrid(c, route=False, group=False, **PUBLIC)
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "hybrid-private-no-route",
    "Hybrid nodes, private access, no route to them",
    "Answers to the remote range have no way back.",
    "hybrid-networking",
)
def _(c):
    hybrid(c, route=False, **PRIVATE)
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("hybrid-no-route", severity="HIGH")


@case(
    "hybrid-private-group-closed",
    "Hybrid nodes, private access, not admitted by the cluster's groups",
    "Nothing allows 443 from the remote range.",
    "hybrid-networking",
)
def _(c):
    hybrid(c, group=False, **PRIVATE)
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("hybrid-sg-blocks-443", severity="HIGH")


@case("hybrid-ranges-overlap", "A remote range inside the VPC's", "Traffic to it never leaves the VPC.", "hybrid-networking")
def _(c):
    hybrid(c, remote="10.0.128.0/24", route=False, **PRIVATE)
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("hybrid-ranges-overlap", severity="HIGH")


# ------------------------------------------------------------------------------------------- the control plane's egress


def routed(c, mode="CUSTOMER_ROUTED"):
    """Cluster subnets of their own, without nodes; nodes elsewhere behind NAT."""
    c.vpc()
    c.internet_gateway()
    c.table("private")
    c.subnet("node-a", "10.0.16.0/20", "a", "private")
    c.subnet("node-b", "10.0.32.0/20", "b", "private")
    behind_nat(c)
    c.table("cluster")
    c.subnet("cluster-a", "10.0.2.0/26", "a", "cluster")
    c.subnet("cluster-b", "10.0.2.64/26", "b", "cluster")
    c.cluster("cluster-a", "cluster-b", **BOTH)
    c.nodegroup("workers", *NODES)
    c["demo"]["resourcesVpcConfig"]["controlPlaneEgressMode"] = mode
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "control-plane-egress-aws",
    "Control plane egress managed by AWS, cluster subnets without a way out",
    "The control plane leaves by a way of AWS's own.",
    "control-plane-egress",
)
def _(c):
    routed(c, "AWS_MANAGED")
    c.never("EP-012")


@case(
    "control-plane-egress-nat",
    "Customer-routed control plane egress through NAT",
    "The cluster's subnets lead to a NAT gateway.",
    "control-plane-egress",
)
def _(c):
    routed(c)
    c.route("cluster", "0.0.0.0/0", "nat-a")
    c.never("EP-012")


@case(
    "control-plane-egress-transit-gateway",
    "Customer-routed control plane egress through a transit gateway",
    "Which device it leaves by is the customer's choice.",
    "control-plane-egress",
)
def _(c):
    routed(c)
    c.transit_gateway("tgw", "cluster-a", "cluster-b")
    c.route("cluster", "0.0.0.0/0", "tgw")
    c.overall = "COMPLIANT"


@case(
    "control-plane-egress-nowhere",
    "Customer-routed control plane egress without a way out",
    "Nodes join; webhooks and identity providers outside are out of the control plane's reach.",
    "control-plane-egress",
)
def _(c):
    routed(c)
    c.finding("control-plane-egress-broken", severity="HIGH")


@case(
    "control-plane-egress-internet-gateway",
    "Customer-routed control plane egress to an internet gateway",
    "The cluster's interfaces have no public address, so the gateway drops what they send.",
    "control-plane-egress",
    "igw",
    grounding="inferred",
)
def _(c):
    routed(c)
    c.route("cluster", "0.0.0.0/0", "igw")
    c.finding("control-plane-egress-broken", severity="HIGH")


@case(
    "control-plane-egress-isolated",
    "Control plane egress mode CUSTOMER_ISOLATED",
    "The API knows it, the user guide does not say what it asks.",
    "vpc-config-api",
    grounding="inferred",
)
def _(c):
    routed(c, "CUSTOMER_ISOLATED")
    c.finding("control-plane-egress-unknown", status=INSUFFICIENT_DATA, severity=("LOW", "INFO"))


# ----------------------------------------------------------------------------------------------- advice against advice


@case(
    "advice-public-endpoint-off",
    "Switching the public endpoint off would cut nodes off",
    "Security Hub's EKS.1 wants the public endpoint off. Here it is the only one: private access has to come first.",
    "security-hub-eks",
    "config-endpoint",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("fix-would-cut-nodes-off", severity="INFO")


@case(
    "advice-no-public-addresses",
    "Taking public addresses away would cut nodes off",
    "Security Hub's EC2.15 wants no subnet to assign public addresses. These nodes leave by theirs.",
    "security-hub-ec2",
    "igw",
    grounding="inferred",
)
def _(c):
    public_only(c)
    c.expect(NODES, REACHABLE, egress="INTERNET_GATEWAY")
    c.finding("fix-would-cut-nodes-off", severity="INFO")
