"""The subnets given to the cluster, for its network interfaces."""

from bases import BOTH, IGW, NAT, NODES, public_only, public_private
from suite import INSUFFICIENT_DATA, REACHABLE, UNKNOWN, case


def cluster_in(c, *zones, **access):
    """Nodes behind NAT; the cluster's own subnets, one in each of these zones."""
    public_private(c, cluster=False)
    names = []
    for number, zone in enumerate(zones):
        names.append(f"cluster-{'abcd'[number]}")
        c.subnet(names[-1], f"10.0.2.{number * 64}/26", zone, "private")
    c.cluster(*names, **(access or BOTH))
    c.nodegroup("workers", *NODES)
    c.expect(NODES, REACHABLE, **NAT)


@case("cluster-in-two-zones", "A cluster in two zones", "What EKS asks for.", "network-reqs")
def _(c):
    cluster_in(c, "a", "b")
    c.never("SN-001", "SN-002", "SN-003", "SN-004", "SN-005")


@case("cluster-in-one-zone", "A cluster whose subnets are in one zone", "EKS asks for two.", "network-reqs")
def _(c):
    cluster_in(c, "a", "a")
    c.finding("cluster-in-one-zone", at="demo", severity="HIGH")


@case(
    "cluster-subnet-3-free",
    "A cluster subnet with 3 free addresses",
    "EKS needs six to make new interfaces: the next update fails, nodes join as before.",
    "network-reqs",
)
def _(c):
    cluster_in(c, "a", "b")
    c["cluster-a"]["AvailableIpAddressCount"] = 3
    c.finding("cluster-subnet-few-addresses", at="cluster-a", severity="HIGH")


@case(
    "cluster-subnet-11-free",
    "A cluster subnet with 11 free addresses",
    "Six are needed, sixteen advised. A /28 of its own is AWS's best practice, and has eleven.",
    "network-reqs",
    "practices",
)
def _(c):
    cluster_in(c, "a", "b")
    c["cluster-a"]["AvailableIpAddressCount"] = 11
    c.finding("cluster-subnet-few-addresses", at="cluster-a", severity="LOW")


@case("cluster-subnet-gone", "A cluster subnet that does not exist any more", "EKS calls it Ec2SubnetNotFound.", "health-issues")
def _(c):
    cluster_in(c, "a", "b", "c")
    c.remove("cluster-c")
    c.finding("subnet-gone", at="cluster-c", severity=("CRITICAL", "HIGH"))


@case(
    "cluster-subnet-in-other-vpc",
    "A cluster subnet of another VPC",
    "All have to be in the cluster's VPC.",
    "network-reqs",
    grounding="inferred",
)
def _(c):
    cluster_in(c, "a", "b")
    c.vpc("other", "10.1.0.0/16")
    c.subnet("stray", "10.1.0.0/24", "c", vpc="other")
    c["demo"]["resourcesVpcConfig"]["subnetIds"].append(c.id("stray"))
    c.finding("subnet-gone", at="stray", severity=("CRITICAL", "HIGH"))


@case("cluster-subnet-unavailable", "A cluster subnet in state unavailable", "It cannot take interfaces.", "network-reqs", grounding="inferred")
def _(c):
    cluster_in(c, "a", "b", "c")
    c["cluster-c"]["State"] = "unavailable"
    c.finding("subnet-unavailable", at="cluster-c")


@case(
    "cluster-subnet-in-refused-zone",
    "A cluster subnet in use1-az3",
    "EKS puts no control plane there. The zone's name differs by account, its id does not.",
    "network-reqs",
)
def _(c):
    cluster_in(c, "a", "b", "e")
    c.finding("cluster-subnet-in-refused-zone", at="cluster-c", severity="HIGH")


@case("nodes-in-refused-zone", "Nodes in use1-az3", "That holds for the cluster's subnets alone.", "network-reqs")
def _(c):
    cluster_in(c, "a", "b")
    c.subnet("node-e", "10.0.48.0/20", "e", "private")
    c.nodegroup("more", "node-e")
    c.expect("node-e", REACHABLE, **NAT)
    c.never("SN-004")


@case("cluster-subnet-in-local-zone", "A cluster subnet in a Local Zone", "AWS says not to.", "local-zones")
def _(c):
    public_private(c)
    c.zone("us-east-1-bos-1a", "use1-bos1-az1", "local-zone")
    c.subnet("boston", "10.0.48.0/20", "us-east-1-bos-1a", "private")
    c["demo"]["resourcesVpcConfig"]["subnetIds"].append(c.id("boston"))
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("cluster-subnet-at-the-edge", at="boston", severity="HIGH")


@case("cluster-subnet-in-wavelength-zone", "A cluster subnet in a Wavelength Zone", "EKS refuses it.", "network-reqs")
def _(c):
    public_private(c)
    c.zone("us-east-1-wl1-bos-wlz-1", "use1-wl1-bos-wlz1", "wavelength-zone")
    c.subnet("boston", "10.0.48.0/20", "us-east-1-wl1-bos-wlz-1", "private")
    c["demo"]["resourcesVpcConfig"]["subnetIds"].append(c.id("boston"))
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("cluster-subnet-at-the-edge", at="boston", severity="HIGH")


@case("cluster-subnet-on-outpost", "A cluster subnet on an Outpost", "EKS refuses it for clusters in the Region.", "network-reqs")
def _(c):
    cluster_in(c, "a", "b", "c")
    c["cluster-c"]["OutpostArn"] = "arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0"
    c.finding("cluster-subnet-at-the-edge", at="cluster-c", severity="HIGH")


@case("cluster-subnets-public", "Public cluster subnets", "AWS advises private ones, no more.", "network-reqs")
def _(c):
    public_only(c)
    c.expect(NODES, REACHABLE, **IGW)
    c.finding("cluster-subnet-public", at=NODES, severity="LOW")


@case(
    "interfaces-not-shown",
    "A cluster whose interfaces were not read",
    "They are in the cluster's subnets, wherever exactly; both lead to the same.",
    "network-reqs",
    "denied",
    grounding="inferred",
)
def _(c):
    cluster_in(c, "a", "b")
    c.unread("NetworkInterfaces")
    c.subnets.clear()
    c.expect(NODES, REACHABLE, api_or=UNKNOWN, join_or=UNKNOWN, **NAT)
    c.finding("private-path-unseen", status=INSUFFICIENT_DATA, optional=True, rules=["EP-006"])
    c.overall = None


@case(
    "interfaces-missing",
    "An active cluster without interfaces in the VPC",
    "EKS makes two to four; none is there.",
    "network-reqs",
    grounding="inferred",
)
def _(c):
    cluster_in(c, "a", "b")
    c.remove("demo-eni-a")
    c.remove("demo-eni-b")
    c.subnets.clear()
    c.expect(NODES, REACHABLE, api_or=("UNREACHABLE", UNKNOWN), join_or=("FAILS", UNKNOWN), **NAT)
    c.finding("cluster-interfaces-missing", at="demo", severity="MEDIUM")


# --------------------------------------------------------------------------------------------------------------- tags


@case(
    "load-balancer-tag-on-private-subnet",
    "A private subnet tagged for public load balancers",
    "kubernetes.io/role/elb on a subnet behind NAT: the controller puts internet-facing balancers there.",
    "lb-controller",
)
def _(c):
    public_private(c)
    c["node-a"]["Tags"].append({"Key": "kubernetes.io/role/elb", "Value": "1"})
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("load-balancer-tags", at="node-a", severity="LOW")


@case(
    "load-balancer-tag-on-public-subnet",
    "A public subnet tagged for internal load balancers",
    "kubernetes.io/role/internal-elb on a subnet that routes to the internet gateway.",
    "lb-controller",
)
def _(c):
    public_only(c)
    c["node-a"]["Tags"].append({"Key": "kubernetes.io/role/internal-elb", "Value": "1"})
    c.expect(NODES, REACHABLE, **IGW)
    c.finding("load-balancer-tags", at="node-a", severity="LOW")


@case("load-balancer-tags-right", "Role tags where they belong", "elb on the public subnet, internal-elb on the private ones.", "lb-controller")
def _(c):
    public_private(c)
    c["public-a"]["Tags"].append({"Key": "kubernetes.io/role/elb", "Value": "1"})
    for subnet in NODES:
        c[subnet]["Tags"].append({"Key": "kubernetes.io/role/internal-elb", "Value": ""})
    c.expect(NODES, REACHABLE, **NAT)
    c.never("TG-001")


@case(
    "cluster-tag-of-another",
    "Subnets tagged for another cluster",
    "The load balancer controller leaves them out for this one.",
    "lb-controller",
)
def _(c):
    public_private(c)
    c["node-a"]["Tags"].append({"Key": "kubernetes.io/cluster/other", "Value": "owned"})
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("cluster-tags", at="node-a", severity="LOW")


@case(
    "node-tag-not-propagated",
    "A self-managed group whose tag its instances do not get",
    "kubernetes.io/cluster/demo is on the group with PropagateAtLaunch off.",
    "eks-troubleshooting",
)
def _(c):
    public_private(c)
    c.template("self", interfaces=[{"Groups": ["demo-cluster"]}])
    c.auto_scaling_group("self-managed", "node-a", template="self")
    c["self-managed"]["Tags"][0]["PropagateAtLaunch"] = False
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("node-tags", severity="HIGH")
