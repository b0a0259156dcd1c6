"""Where nodes run, and what their subnets must be."""

from bases import BOTH, IGW, LOCAL, NAT, NODES, PRIVATE, behind_nat, public_only, public_private, vpc
from suite import INSUFFICIENT_DATA, NOT_APPLICABLE, REACHABLE, SUCCEEDS, UNKNOWN, UNREACHABLE, case


def workers_elsewhere(c, **access):
    """Cluster subnets without nodes; beside them node-a and node-b behind NAT, not yet used."""
    c.vpc()
    c.internet_gateway()
    c.table("private")
    c.subnet("node-a", "10.0.16.0/20", "a", "private")
    c.subnet("node-b", "10.0.32.0/20", "b", "private")
    behind_nat(c)
    c.subnet("cluster-a", "10.0.2.0/26", "a", "private")
    c.subnet("cluster-b", "10.0.2.64/26", "b", "private")
    c.cluster("cluster-a", "cluster-b", **(access or BOTH))


# ------------------------------------------------------------------------------------------------- who says where


@case(
    "self-managed-nodes",
    "Nodes of an Auto Scaling group",
    "Its tag says whose nodes it starts; its subnets are those of its definition.",
    "eks-troubleshooting",
)
def _(c):
    workers_elsewhere(c)
    c.template("self", interfaces=[{"Groups": ["demo-cluster"]}])
    c.auto_scaling_group("self-managed", *NODES, template="self")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "self-managed-nodes-isolated",
    "An Auto Scaling group in subnets without a way out",
    "Its tag makes it the cluster's, its subnets cut it off.",
    "eks-troubleshooting",
    "private-clusters",
)
def _(c):
    vpc(c, cluster=False)
    c.cluster(*NODES)
    c.template("self", interfaces=[{"Groups": ["demo-cluster"]}])
    c.auto_scaling_group("self-managed", *NODES, template="self")
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES, **LOCAL)


def launch_configuration(c, group):
    """Which groups it names is not among the answers; its running node shows them."""
    workers_elsewhere(c)
    c.group("nodes", inbound=["all from nodes", "all from demo-cluster"])
    c.auto_scaling_group("self-managed", *NODES)
    c["self-managed"]["LaunchConfigurationName"] = "self-managed"
    tags = {"kubernetes.io/cluster/demo": "owned", "aws:autoscaling:groupName": "self-managed"}
    c.instance("running", "node-a", group, tags=tags)


@case(
    "self-managed-launch-configuration",
    "An Auto Scaling group with a launch configuration",
    "It has no launch template, and its running node carries the cluster security group.",
    "eks-troubleshooting",
    "sec-groups",
)
def _(c):
    launch_configuration(c, "demo-cluster")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "self-managed-launch-configuration-closed",
    "An Auto Scaling group with a launch configuration, its group not admitted",
    "Its running node carries a group of its own, which the cluster security group does not admit.",
    "eks-troubleshooting",
    "sec-groups",
)
def _(c):
    launch_configuration(c, "nodes")
    c.expect(NODES, UNREACHABLE, "cluster-sg-blocks-443", at="demo-cluster", **NAT)
    c.finding("cluster-sg-blocks-443", at="demo-cluster", severity="CRITICAL")


@case(
    "group-of-another-cluster",
    "An Auto Scaling group of another cluster",
    "Its tag names another cluster, so its subnets say nothing about this one.",
    "eks-troubleshooting",
)
def _(c):
    public_private(c)
    c.table("empty")
    c.subnet("foreign", "10.0.48.0/20", "a", "empty")
    c.auto_scaling_group("foreign-nodes", "foreign", tags={"kubernetes.io/cluster/other": "owned"})
    c["foreign-nodes"]["Tags"] = c["foreign-nodes"]["Tags"][1:]
    del c.nodes["foreign"]
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "group-made-by-eks",
    "The Auto Scaling group that EKS made for a node group",
    "It is the node group's, not another one beside it.",
    "managed-nodes",
)
def _(c):
    public_private(c)
    c.auto_scaling_group("eks-workers", *NODES, tags={"eks:nodegroup-name": "workers", "eks:cluster-name": "demo"})
    c.nodes = {subnet: ["nodegroup/workers"] for subnet in NODES}
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "running-nodes",
    "Nodes that something inside Kubernetes started",
    "Karpenter's: no group says where they run, the instances' tags do.",
    "karpenter",
    "eks-troubleshooting",
)
def _(c):
    workers_elsewhere(c)
    c.node("i-karpenter", "node-a", tags={"karpenter.sh/nodepool": "default"})
    c.expect("node-a", REACHABLE, used_by="instances", **NAT)
    c.finding("nodes-placed-in-kubernetes", status=INSUFFICIENT_DATA, optional=True)
    c.overall = "COMPLIANT"


@case(
    "running-nodes-isolated",
    "A running node in a subnet without a way out",
    "It runs in an isolated subnet; the public endpoint is out of its reach.",
    "karpenter",
    "private-clusters",
)
def _(c):
    workers_elsewhere(c, public=True)
    c.table("empty")
    c.associate("empty", "node-b")
    c.node("i-karpenter", "node-b")
    c.expect("node-b", UNREACHABLE, "no-default-route", at="node-b", used_by="instances", **LOCAL)


@case(
    "stopped-and-foreign-instances",
    "Instances that are no nodes of this cluster",
    "One was stopped and terminated, one is another cluster's, one is a bastion without tag.",
    "eks-troubleshooting",
)
def _(c):
    public_private(c)
    c.table("empty")
    c.subnet("foreign", "10.0.48.0/20", "a", "empty")
    c.node("i-gone", "foreign", state="terminated")
    c.node("i-foreign", "foreign", cluster="other")
    c.instance("i-bastion", "foreign", "vpc-default")
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "node-group-being-deleted",
    "A node group that is being deleted",
    "It starts no nodes any more, so its isolated subnet does not matter.",
    "managed-nodes",
)
def _(c):
    public_private(c)
    c.table("empty")
    c.subnet("old", "10.0.48.0/20", "a", "empty")
    c.nodegroup("old-workers", "old")["status"] = "DELETING"
    del c.nodes["old"]
    c.expect(NODES, REACHABLE, **NAT)


@case(
    "auto-mode",
    "EKS Auto Mode with its built-in pools",
    "Nodes are started in the cluster's own subnets.",
    "auto-mode",
)
def _(c):
    vpc(c, cluster=False)
    behind_nat(c)
    c.cluster(*NODES, **BOTH)
    c["demo"]["computeConfig"] = {"enabled": True, "nodePools": ["general-purpose", "system"]}
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("nodes-placed-in-kubernetes", status=INSUFFICIENT_DATA, optional=True)
    c.overall = "COMPLIANT"


@case(
    "auto-mode-isolated",
    "EKS Auto Mode in subnets without a way out, public endpoint",
    "The built-in pools' nodes are started in the cluster's subnets and do not get out.",
    "auto-mode",
    "private-clusters",
)
def _(c):
    vpc(c, cluster=False)
    c.cluster(*NODES)
    c["demo"]["computeConfig"] = {"enabled": True, "nodePools": ["general-purpose"]}
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES, **LOCAL)
    c.finding("nodes-placed-in-kubernetes", status=INSUFFICIENT_DATA, optional=True)


@case(
    "nothing-runs-nodes",
    "A cluster that nothing runs nodes for",
    "Its own subnets have no way out; as long as there are no nodes nothing is broken.",
    "blog",
)
def _(c):
    vpc(c, cluster=False)
    c.cluster(*NODES)
    c.overall = NOT_APPLICABLE


@case(
    "node-groups-unread",
    "A node group that could not be read",
    "Its name is known, its subnets are not.",
    "denied",
)
def _(c):
    public_private(c)
    del c.files["eks-describe-nodegroup-demo-workers"]
    c.files["eks-list-nodegroups-demo"] = {"nodegroups": ["workers"]}
    c.nodes = {}
    c.overall = None


# ---------------------------------------------------------------------------------------------- what node subnets are


@case(
    "node-subnet-in-other-vpc",
    "An Auto Scaling group in another VPC",
    "Nodes have to be in the cluster's VPC.",
    "blog",
    "network-reqs",
)
def _(c):
    public_private(c)
    c.vpc("other", "10.1.0.0/16")
    c.subnet("elsewhere", "10.1.0.0/24", "a", vpc="other")
    c.template("self", interfaces=[{"Groups": ["demo-cluster"]}])
    c.auto_scaling_group("self-managed", "elsewhere", template="self")
    c.expect(NODES, REACHABLE, **NAT)
    c.expect("elsewhere", UNREACHABLE, "node-subnet-in-other-vpc", at="elsewhere")
    c.finding("node-subnet-in-other-vpc", severity="CRITICAL")


@case(
    "node-subnet-gone",
    "A node group over a subnet that does not exist any more",
    "EKS calls it Ec2SubnetNotFound.",
    "health-issues",
)
def _(c):
    public_private(c)
    c.remove("node-b")
    c["demo"]["resourcesVpcConfig"]["subnetIds"] = [c.id("node-a")]
    c["workers"]["subnets"] = [c.id("node-a"), c.id("node-b")]
    c.remove("demo-eni-b")
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", UNREACHABLE, "subnet-gone", at="node-b")
    c.finding("cluster-in-one-zone", severity="HIGH")


@case(
    "node-subnet-pending",
    "A node subnet that is still being created",
    "In a moment it is available.",
    "network-reqs",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c["node-b"]["State"] = "pending"
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", UNKNOWN, "subnet-unavailable", at="node-b")


for free, severity in ((0, "MEDIUM"), (9, "LOW")):

    @case(
        f"node-subnet-{free}-free",
        f"A node subnet with {free} free addresses",
        "New nodes and pods find no address there." if not free else "Few addresses are left for nodes and pods.",
        "network-reqs",
        "health-issues",
    )
    def _(c, free=free, severity=severity):
        public_private(c, cluster=False)
        c.subnet("cluster-a", "10.0.2.0/26", "a", "private")
        c.subnet("cluster-b", "10.0.2.64/26", "b", "private")
        c.cluster("cluster-a", "cluster-b")
        c.nodegroup("workers", *NODES)
        c["node-b"]["AvailableIpAddressCount"] = free
        c.expect(NODES, REACHABLE, **NAT)
        c.finding("node-subnet-full", at="node-b", severity=severity)


@case(
    "fargate-public",
    "Fargate in subnets that became public",
    "EKS refuses that at creation, but a route can come later. Pods on Fargate never get a public address.",
    "fargate",
)
def _(c):
    vpc(c, cluster=False)
    c.route("private", "0.0.0.0/0", "igw")
    c.cluster(*NODES)
    c.fargate("default", *NODES)
    c.expect(NODES, UNREACHABLE, "fargate-on-public-subnet", at="default", **IGW)
    c.finding("no-public-ip", optional=True)


@case(
    "fargate-narrow-public-route",
    "Fargate behind NAT, with one route to the internet gateway",
    "A direct route to an internet gateway, however narrow, is one too many for EKS.",
    "fargate",
    grounding="inferred",
)
def _(c):
    vpc(c, cluster=False)
    behind_nat(c)
    c.route("private", "52.94.0.0/16", "igw")
    c.cluster(*NODES)
    c.fargate("default", *NODES)
    c.expect(
        NODES,
        REACHABLE,
        api_or=(UNREACHABLE, UNKNOWN),
        join="FAILS",
        join_cause="fargate-on-public-subnet",
        join_at="default",
        join_or=(SUCCEEDS, UNKNOWN),
        **NAT,
    )
    c.finding("fargate-on-public-subnet", at="default")


@case(
    "fargate-private-access-on",
    "Fargate in subnets that became public, private access on",
    "Pods reach the API inside the VPC; the registry is out of their reach.",
    "fargate",
    "private-clusters",
)
def _(c):
    vpc(c, cluster=False)
    c.route("private", "0.0.0.0/0", "igw")
    c.cluster(*NODES, **BOTH)
    c.fargate("default", *NODES)
    c.expect(NODES, REACHABLE, join="FAILS", join_cause="fargate-on-public-subnet", join_at="default", **IGW)
    c.finding("no-public-ip", optional=True)


@case(
    "node-group-over-public-and-private",
    "One node group over a public and a private subnet",
    "Its nodes leave in two ways, depending on the zone.",
    "managed-nodes",
    grounding="inferred",
)
def _(c):
    public_private(c)
    c.associate("public", "node-b")
    c["node-b"]["MapPublicIpOnLaunch"] = True
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", REACHABLE, **IGW)
    c.finding("nodes-mixed-egress", severity="LOW")


@case(
    "node-group-in-local-zone",
    "A managed node group in a Local Zone",
    "AWS allows it.",
    "managed-nodes",
    "local-zones",
)
def _(c):
    public_private(c)
    c.zone("us-east-1-bos-1a", "use1-bos1-az1", "local-zone")
    c.subnet("boston", "10.0.48.0/20", "us-east-1-bos-1a", "private")
    c.nodegroup("edge", "boston")
    c.expect((*NODES, "boston"), REACHABLE, **NAT)
    c.never("ND-008")


@case(
    "node-group-in-wavelength-zone",
    "A managed node group in a Wavelength Zone",
    "AWS does not allow it.",
    "managed-nodes",
)
def _(c):
    public_private(c)
    c.zone("us-east-1-wl1-bos-wlz-1", "use1-wl1-bos-wlz1", "wavelength-zone")
    c.subnet("boston", "10.0.48.0/20", "us-east-1-wl1-bos-wlz-1", "private")
    c.nodegroup("edge", "boston")
    c.expect((*NODES, "boston"), REACHABLE, **NAT)
    c.finding("nodes-at-the-edge", at="boston", severity="HIGH")


@case(
    "node-group-on-outpost",
    "A managed node group on an Outpost",
    "AWS does not allow it.",
    "managed-nodes",
)
def _(c):
    public_private(c)
    c.subnet("outpost", "10.0.48.0/20", "a", "private")
    c["outpost"]["OutpostArn"] = "arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0"
    c.nodegroup("edge", "outpost")
    c.expect((*NODES, "outpost"), REACHABLE, **NAT)
    c.finding("nodes-at-the-edge", at="outpost", severity="HIGH")


@case(
    "node-group-health-issue",
    "A node group that EKS calls degraded",
    "Its nodes do not join, for a reason that the network does not show.",
    "health-issues",
)
def _(c):
    public_private(c)
    c["workers"]["status"] = "DEGRADED"
    c.issue("workers", "NodeCreationFailure", "Unhealthy nodes in the kubernetes cluster")
    c.expect(NODES, REACHABLE, **NAT)
    c.finding("health-issue", at="workers", severity="HIGH")


@case(
    "health-issue-and-its-cause",
    "EKS reports the public subnets that assign no addresses",
    "Ec2SubnetInvalidConfiguration names the subnet that is at fault.",
    "health-issues",
    "managed-nodes",
)
def _(c):
    public_only(c)
    c["node-a"]["MapPublicIpOnLaunch"] = False
    c["workers"]["status"] = "CREATE_FAILED"
    c.issue("workers", "Ec2SubnetInvalidConfiguration", "Subnets do not automatically assign public IP addresses", "node-a")
    c.expect("node-a", UNREACHABLE, "no-public-ip", at="node-a", **IGW)
    c.expect("node-b", REACHABLE, **IGW)
    c.finding("health-issue", at="node-a", severity="HIGH")


@case(
    "private-cluster-in-china",
    "A private cluster in China",
    "Some services have names with cn in front of com there, and the API server another domain.",
    "private-clusters",
    region="cn-north-1",
    partition="aws-cn",
)
def _(c):
    from bases import private_only

    private_only(c)
    c.expect(NODES, REACHABLE, **LOCAL)


@case(
    "private-cluster-in-govcloud",
    "A cluster behind NAT in GovCloud",
    "Another partition and Region, the same rules.",
    "private-clusters",
    region="us-gov-west-1",
    partition="aws-us-gov",
)
def _(c):
    public_private(c, **PRIVATE)
    c.expect(NODES, REACHABLE, **NAT)
