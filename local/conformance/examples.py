"""Two snapshots under examples/: `everything-wrong`, of which every rule of Nodepath has something to say, and `reference`, of
which none has.

Rules exclude each other within one cluster, so what is wrong is spread over several, each in a VPC of its own.
"""

from bases import OFFICE, endpoints, private_only, public_only, vpc
from network import Network

OTHER_ACCOUNT = "210987654321"
GONE = {"tgw": "tgw-0dead00000000000d", "eni": "eni-0dead00000000000d", "igw": "igw-0dead00000000000d"}


def reference():
    """Private node subnets with a NAT gateway a zone; both endpoints, the public one for the office alone."""
    c = Network()
    c.vpc()
    c.internet_gateway()
    c.table("public", {"0.0.0.0/0": "igw"})
    for number, zone in enumerate("ab"):
        c.subnet(f"public-{zone}", f"10.0.{number}.0/24", zone, "public", tags={"kubernetes.io/role/elb": "1"})
        c.nat(f"nat-{zone}", f"public-{zone}", f"203.0.113.1{number}")
        c.table(f"private-{zone}", {"0.0.0.0/0": f"nat-{zone}"})
        c.subnet(
            f"node-{zone}", f"10.0.{16 * (number + 1)}.0/20", zone, f"private-{zone}", tags={"kubernetes.io/role/internal-elb": "1"}
        )
    c.cluster("node-a", "node-b", name="reference", private=True, cidrs=[OFFICE])
    c.nodegroup("workers", "node-a", "node-b")
    return [c]


def everything_wrong():
    networks = [routes(), nodes(), control_plane(), dual_stack(), no_internet(), no_endpoint(), shared(), advice()]
    for network in networks:
        network.unread("EgressOnlyInternetGateways")
    return networks


def routes():
    """What stands on the way to the public endpoint, which admits the office alone."""
    c = Network(salt="routes")
    vpc(c, cluster=False)
    c["vpc"]["EncryptionControl"] = {"VpcId": c.id("vpc"), "Mode": "enforce", "State": "available"}
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("public-a", "10.0.0.0/24", "a", "public")
    c.nat("nat-a", "public-a", "203.0.113.10")
    c.subnet("public-closed", "10.0.1.0/24", "a", "public")
    c.acl("acl-nat", ["public-closed"])
    c.nat("nat-closed", "public-closed", "203.0.113.11")
    c.nat("nat-deleted", "public-a", "203.0.113.12")
    c["nat-deleted"]["State"] = "deleted"
    ways = {
        "refused": "nat-a",
        "blackhole": GONE["tgw"],
        "detached": GONE["igw"],
        "deleted": "nat-deleted",
        "misplaced": "nat-misplaced",
        "peered": "pcx-0123456789abcdef0",
        "blocked": "igw",
        "acl": "nat-a",
        "nat-acl": "nat-closed",
        "group": "nat-a",
    }
    for number, (name, target) in enumerate(ways.items()):
        c.table(f"way-{name}")
        c.subnet(f"node-{name}", f"10.0.{100 + number}.0/24", "b", f"way-{name}", public_ip=name in ("detached", "blocked"))
        if name == "misplaced":
            c.nat("nat-misplaced", "node-misplaced", "203.0.113.13")
        c.route(f"way-{name}", "0.0.0.0/0", target)
    c.blackhole(GONE["tgw"])
    c["node-blocked"]["BlockPublicAccessStates"] = {"InternetGatewayBlockMode": "block-ingress"}
    c.acl("acl-node", ["node-acl"], outbound=["100 allow tcp 443"], inbound=["100 allow tcp 1024-65535 10.0.0.0/16"])
    c.table("way-part", {"52.94.0.0/16": "nat-a"})
    c.subnet("node-part", "10.0.120.0/24", "b", "way-part")
    c.subnet("node-main", "10.0.121.0/24", "b")
    c.cluster("node-a", "node-b", name="routes", cidrs=[OFFICE])
    c.nodegroup("workers", *[f"node-{name}" for name in (*ways, "part", "main") if name != "group"])
    c.group("sg-node", outbound=["tcp 443 to 10.0.0.0/8"])
    c.template("own-group-template", groups=["sg-node"])
    c.nodegroup("own-group", "node-group", template="own-group-template")
    return c


def nodes():
    """Subnets, launch templates and tags of nodes."""
    c = Network(salt="nodes")
    tag = {"kubernetes.io/cluster/nodes": "shared"}
    vpc(c, cluster=False)
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("public-a", "10.0.0.0/24", "a", "public")
    c.nat("nat-a", "public-a", "203.0.113.20")
    c.route("private", "0.0.0.0/0", "nat-a")
    for subnet in ("node-a", "node-b"):
        c[subnet]["Tags"] += [{"Key": key, "Value": value} for key, value in tag.items()]
    c.subnet("node-public", "10.0.2.0/24", "a", "public")
    c.subnet("node-template", "10.0.3.0/24", "a", "public", public_ip=True)
    c.subnet("node-full", "10.0.4.0/24", "a", "private", public_ip=True, free=0)
    c.subnet("node-balancers", "10.0.5.0/24", "a", "private", tags={"kubernetes.io/role/elb": "1"})
    c.subnet("node-other", "10.0.6.0/24", "a", "private", tags={"kubernetes.io/cluster/other": "shared"})
    c.zone("us-east-1-wl1-bos-wlz-1", "use1-wl1-bos-wlz1", "wavelength-zone")
    c.subnet("node-edge", "10.0.7.0/24", "us-east-1-wl1-bos-wlz-1", "private")
    c.vpc("vpc-other", "172.16.0.0/16")
    c.subnet("node-elsewhere", "172.16.0.0/24", "a", vpc="vpc-other")
    c.cluster("node-a", "node-b", name="nodes", cidrs=["203.0.113.0/24"])
    c["nodes-cluster"]["IpPermissions"] = []
    c.nodegroup("mixed", "node-public", "node-full", "node-balancers", "node-other", "node-edge")
    c.template("no-address-template", interfaces=[{"AssociatePublicIpAddress": False, "Groups": ["nodes-cluster"]}])
    c.nodegroup("no-address", "node-template", template="no-address-template")
    c.issue("mixed", "Ec2SubnetInvalidConfiguration", "One or more subnets do not assign public IP addresses", "node-public")
    c.fargate("pods", "node-public")
    c.template("plain", groups=["nodes-cluster"])
    c.auto_scaling_group("elsewhere", "node-elsewhere", template="plain")
    for entry in c["elsewhere"]["Tags"]:
        entry["PropagateAtLaunch"] = False
    c.node("unexplained", "node-a")
    return c


def control_plane():
    """The cluster's own subnets and settings."""
    c = Network(salt="control-plane")
    vpc(c, cluster=False)
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("refused-a", "10.0.1.0/24", "e", "public", free=3)
    c.subnet("refused-b", "10.0.2.0/24", "e", "public", free=3)
    c.zone("us-east-1-bos-1a", "use1-bos1-az1", "local-zone")
    c.subnet("edge", "10.0.3.0/24", "us-east-1-bos-1a", "private")
    c.cluster("refused-a", "refused-b", name="one-zone")
    c["one-zone"]["resourcesVpcConfig"]["subnetIds"].append("subnet-0dead00000000000d")
    c["one-zone"]["resourcesVpcConfig"]["controlPlaneEgressMode"] = "CUSTOMER_ROUTED"
    c.cluster("node-a", "edge", name="hybrid", private=True)
    c["hybrid"]["status"] = "UPDATING"
    c["hybrid"]["remoteNetworkConfig"] = {"remoteNodeNetworks": [{"cidrs": ["192.168.0.0/24"]}]}
    return c


def dual_stack():
    """An IPv6 cluster whose endpoint admits IPv4 addresses alone."""
    c = Network(salt="dual-stack")
    c.vpc(ipv6="2600:1f14:1::/56")
    c.internet_gateway()
    c.table("public", {"0.0.0.0/0": "igw", "::/0": "igw"})
    c.subnet("node-a", "10.0.16.0/20", "a", "public", public_ip=True, ipv6="2600:1f14:1::/64", assign_ipv6=True)
    c.subnet("node-b", "10.0.32.0/20", "b", "public", public_ip=True, ipv6="2600:1f14:1:1::/64")
    c.subnet("ipv4", "10.0.48.0/20", "b", "public")
    c.cluster("node-a", "ipv4", name="dual-stack", ipv6=True, cidrs=["0.0.0.0/0"])
    c.nodegroup("workers", "node-a", "node-b")
    return c


def no_internet():
    """Nodes without a way to the internet, with the private endpoint and VPC endpoints that do not serve them."""
    c = Network(salt="no-internet")
    c.vpc(dns_hostnames=False)
    c.internet_gateway()
    c.table("private")
    c.table("other")
    c.table("public", {"0.0.0.0/0": "igw"})
    c.subnet("node-a", "10.0.16.0/20", "a", "private")
    c.subnet("node-b", "10.0.32.0/20", "b", "other")
    c.subnet("endpoints-a", "10.0.1.0/24", "a", "private")
    c.subnet("public-a", "10.0.0.0/24", "a", "public")
    c.nat("nat-a", "public-a", "203.0.113.30")
    c.table("out", {"0.0.0.0/0": "nat-a"})
    c.subnet("node-nat", "10.0.48.0/20", "a", "out")
    c.subnet("cluster-b", "10.0.2.0/24", "b", "private")
    c.acl("acl-cluster", ["cluster-b"])
    c.acl("acl-endpoints", ["endpoints-a"])
    c.group("closed")
    c.endpoint("ec2", "endpoints-a", groups=["closed"])
    c.endpoint("ecr.api", "node-a", "node-b", groups=["closed"], private_dns=False)
    c.endpoint("sts", groups=["closed"])
    c.s3_gateway("private")
    c["s3"]["PolicyDocument"] = (
        '{"Statement":[{"Action":"s3:*","Effect":"Allow","Principal":"*","Resource":"arn:aws:s3:::my-bucket/*"}]}'
    )
    c.route("other", "10.0.2.0/24", GONE["eni"], state="blackhole")
    c.cluster("node-a", "cluster-b", name="no-internet", public=False, private=True)
    c.group("sg-node", inbound=["tcp 443 from 10.0.0.0/16"])
    c.template("own-group-template", groups=["sg-node"])
    c.nodegroup("own-group", "node-a", "node-b", template="own-group-template")
    c.nodegroup("workers", "node-nat")
    return c


def no_endpoint():
    c = Network(salt="no-endpoint")
    private_only(c, name="no-endpoint", private=False)
    return c


def shared():
    """Of the VPC's owner EKS's account sees neither NAT gateways nor VPC endpoints."""
    c = Network(salt="shared")
    c.vpc(owner=OTHER_ACCOUNT)
    c.table("private")
    c.subnet("node-a", "10.0.16.0/20", "a", "private")
    c.subnet("node-b", "10.0.32.0/20", "b", "private")
    c.route("private", "0.0.0.0/0", "nat-0123456789abcdef0")
    c.cluster("node-a", "node-b", name="shared", cidrs=[OFFICE])
    c.nodegroup("workers", "node-a", "node-b")
    return c


def advice():
    """Nothing is wrong with these nodes, until somebody follows a security control."""
    c = Network(salt="advice")
    public_only(c, name="advice")
    return c


def files(networks):
    """One account's answers: file name -> content."""
    merged = {"answers": {}}
    for network in networks:
        for name, content in network.answers().items():
            if name != "answers":
                merged[name] = content
                continue
            for key, value in content.items():
                if isinstance(value, list):
                    there = merged["answers"].setdefault(key, [])
                    there += [record for record in value if record not in there]
                else:
                    merged["answers"][key] = value
    return merged
