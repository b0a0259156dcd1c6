"""The networks that cases start from: AWS's three layouts, each without a fault."""

OFFICE = "198.51.100.0/24"
SERVICES = ("ec2", "ecr.api", "ecr.dkr", "sts")


def vpc(c, cluster=True, **access):
    """A VPC with an internet gateway and two empty node subnets on one table, which routes nowhere."""
    c.vpc()
    c.internet_gateway()
    c.table("private")
    c.subnet("node-a", "10.0.16.0/20", "a", "private")
    c.subnet("node-b", "10.0.32.0/20", "b", "private")
    if cluster:
        c.cluster("node-a", "node-b", **access)
        c.nodegroup("workers", "node-a", "node-b")


def public_only(c, **access):
    """Nodes in two subnets that route to the internet gateway and assign public addresses."""
    c.vpc()
    c.internet_gateway()
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("node-a", "10.0.16.0/20", "a", "public", public_ip=True)
    c.subnet("node-b", "10.0.32.0/20", "b", "public", public_ip=True)
    c.cluster("node-a", "node-b", **access)
    c.nodegroup("workers", "node-a", "node-b")


def public_private(c, cluster=True, **access):
    """Nodes in two private subnets on one table, behind a NAT gateway in a public subnet of the first one's zone."""
    vpc(c, cluster, **access)
    behind_nat(c)


def behind_nat(c, *addresses):
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("public-a", "10.0.0.0/24", "a", "public")
    c.nat("nat-a", "public-a", *(addresses or ["203.0.113.10"]))
    c.route("private", "0.0.0.0/0", "nat-a")


def nat_instance(
    c, source_dest_check=False, inbound=("all from 10.0.0.0/16",), outbound=None, public_ip="203.0.113.20", **access
):
    vpc(c, **access)
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("public-a", "10.0.0.0/24", "a", "public", public_ip=True)
    c.group("nat", inbound=inbound, outbound=outbound)
    c.instance("natbox", "public-a", "nat", public_ip=public_ip, source_dest_check=source_dest_check)
    c.route("private", "0.0.0.0/0", "natbox")


def private_only(c, public=False, private=True, **access):
    """No way out; nodes reach AWS's services through VPC endpoints."""
    c.vpc()
    c.table("private")
    c.subnet("node-a", "10.0.16.0/20", "a", "private")
    c.subnet("node-b", "10.0.32.0/20", "b", "private")
    endpoints(c)
    c.cluster("node-a", "node-b", public=public, private=private, **access)
    c.nodegroup("workers", "node-a", "node-b")


def endpoints(c, *subnets, services=SERVICES):
    c.group("endpoints", inbound=["tcp 443 from 10.0.0.0/16"])
    for service in services:
        c.endpoint(service, *(subnets or ("node-a", "node-b")))
    c.s3_gateway("private")


NODES = ("node-a", "node-b")
NAT, IGW, LOCAL = {"egress": "NAT_GATEWAY"}, {"egress": "INTERNET_GATEWAY"}, {"egress": "LOCAL"}
PUBLIC = {"public": True, "private": False}
BOTH = {"public": True, "private": True}
PRIVATE = {"public": False, "private": True}
