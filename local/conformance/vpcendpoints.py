"""VPC endpoints: there, available, taking the name over, admitting the nodes."""

from bases import BOTH, LOCAL, NAT, NODES, PRIVATE, SERVICES, endpoints, private_only, public_private, vpc
from suite import FAILS, REACHABLE, SUCCEEDS, UNKNOWN, case

for service in ("ec2", "ecr.dkr"):

    @case(
        f"endpoint-missing-{service.replace('.', '-')}",
        f"Private subnets without an endpoint for {service}",
        "There is no other way to it.",
        "private-clusters",
        "join-article",
    )
    def _(c, service=service):
        private_only(c)
        c.remove(service)
        c.expect(NODES, REACHABLE, join=FAILS, join_cause=f"missing-vpc-endpoint:{service}", join_at="vpc", **LOCAL)
        c.finding(f"missing-vpc-endpoint:{service}", severity="CRITICAL")


@case(
    "endpoint-missing-s3",
    "Private subnets without an endpoint for S3",
    "The registry's login works, and the layers of its images are in S3.",
    "ecr-endpoints",
    "private-clusters",
)
def _(c):
    private_only(c)
    c.remove("s3")
    c.unroute("private", "s3-ranges")
    del c.prefix_lists["s3-ranges"]
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="missing-vpc-endpoint:s3", join_at="vpc", **LOCAL)
    c.finding("missing-vpc-endpoint:s3", severity="CRITICAL")


@case(
    "endpoint-missing-sts",
    "Private subnets without an endpoint for STS",
    "A node becomes Ready without it. Pods with IAM roles for service accounts need it.",
    "private-clusters",
)
def _(c):
    private_only(c)
    c.remove("sts")
    c.expect(NODES, REACHABLE, join=SUCCEEDS, join_or=FAILS, **LOCAL)
    c.finding("missing-vpc-endpoint:sts", severity="LOW")


@case(
    "endpoint-of-another-region",
    "An endpoint for another Region's registry",
    "Its service is ecr.dkr of eu-west-1; nodes pull from their own Region.",
    "ecr-endpoints",
)
def _(c):
    private_only(c)
    c["ecr.dkr"]["ServiceName"] = "com.amazonaws.eu-west-1.ecr.dkr"
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="missing-vpc-endpoint:ecr.dkr", join_at="vpc", **LOCAL)


@case(
    "endpoints-behind-nat-not-needed",
    "No endpoints, but NAT",
    "AWS's services are reached over the internet.",
    "private-clusters",
)
def _(c):
    public_private(c, **PRIVATE)
    c.expect(NODES, REACHABLE, **NAT)
    c.never("VE-001", "VE-005")


# -------------------------------------------------------------------------------------------------------------- state


@case("endpoint-pending", "An endpoint that is still being created", "In a minute it is available.", "endpoint-api")
def _(c):
    private_only(c)
    c["ecr.dkr"]["State"] = "pending"
    c.expect(NODES, REACHABLE, join=UNKNOWN, join_cause="vpc-endpoint-not-available", join_at="ecr.dkr", **LOCAL)


for number, subnets in (("one", ["node-a"]), ("no", [])):

    @case(
        f"endpoint-{number}-subnet-shown",
        f"An endpoint of which {number} subnet is shown",
        "Whether what guards its other addresses lets nodes through is not known.",
        "endpoint-api",
    )
    def _(c, subnets=subnets):
        private_only(c)
        c["ec2"]["SubnetIds"] = [*(c.id(subnet) for subnet in subnets), "subnet-0feedfacefeedface"]
        c.expect(NODES, REACHABLE, join=UNKNOWN, join_cause="endpoint-subnet-unseen", join_at="ec2", **LOCAL)


for state in ("failed", "rejected"):

    @case(
        f"endpoint-{state}",
        f"An endpoint in state {state}",
        "It serves nobody.",
        "endpoint-api",
    )
    def _(c, state=state):
        private_only(c)
        c["ecr.api"]["State"] = state
        c.expect(
            NODES,
            REACHABLE,
            join=FAILS,
            join_cause=["missing-vpc-endpoint:ecr.api", "vpc-endpoint-not-available"],
            **LOCAL,
        )


@case(
    "endpoint-states-in-capitals",
    "Endpoints in state Available",
    "The API's text has lower case, its model capitals.",
    "endpoint-api",
)
def _(c):
    private_only(c)
    for service in (*SERVICES, "s3"):
        c[service]["State"] = "Available"
    c.expect(NODES, REACHABLE, **LOCAL)


# --------------------------------------------------------------------------------------------------------- the name


@case(
    "endpoint-private-dns-off",
    "Private DNS of one endpoint is off",
    "Nodes ask for ecr.dkr's public name and get public addresses, to which there is no route.",
    "private-clusters",
    "interface-endpoints",
)
def _(c):
    private_only(c)
    c["ecr.dkr"]["PrivateDnsEnabled"] = False
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="vpc-endpoint-private-dns-off", join_at="ecr.dkr", **LOCAL)
    c.finding("vpc-endpoint-private-dns-off", severity="HIGH")


@case(
    "endpoint-private-dns-off-behind-nat",
    "Private DNS of an endpoint is off, nodes behind NAT",
    "The public name leads over NAT, and works.",
    "interface-endpoints",
)
def _(c):
    public_private(c, **BOTH)
    c.group("endpoints", inbound=["tcp 443 from 10.0.0.0/16"])
    c.endpoint("ecr.dkr", *NODES, private_dns=False)
    c.expect(NODES, REACHABLE, **NAT)
    c.never("VE-002", "VE-007")


# -------------------------------------------------------------------------------------------------- groups and subnets


@case(
    "endpoint-group-by-node-group",
    "Endpoints whose group admits the nodes' group",
    "No range, but the cluster's security group, which managed nodes carry.",
    "private-clusters",
)
def _(c):
    private_only(c)
    c["endpoints"]["IpPermissions"] = [c._permission("tcp 443 from demo-cluster")]
    c.expect(NODES, REACHABLE, **LOCAL)


@case(
    "endpoint-group-one-subnet",
    "Endpoints whose group admits one node subnet's range",
    "Nodes of the other are kept out.",
    "private-clusters",
)
def _(c):
    private_only(c)
    c["endpoints"]["IpPermissions"] = [c._permission("tcp 443 from 10.0.16.0/20")]
    c.expect("node-a", REACHABLE, **LOCAL)
    c.expect("node-b", REACHABLE, join=FAILS, join_cause="endpoint-sg-blocks-443", join_at=SERVICES[:3], **LOCAL)


@case(
    "endpoint-in-another-zone",
    "Endpoints in one zone, nodes in two",
    "The other zone's nodes reach them by the local route, and stand or fall with that zone.",
    "interface-endpoints",
    "network-reqs",
)
def _(c):
    private_only(c)
    for service in SERVICES:
        c[service]["SubnetIds"] = [c.id("node-a")]
    c.expect(NODES, REACHABLE, **LOCAL)
    c.finding("endpoint-not-in-node-subnet", severity=("LOW", "MEDIUM"), optional=True)
    c.overall = "COMPLIANT"


@case(
    "endpoint-in-other-subnets",
    "Endpoints in subnets of their own, in the nodes' zones",
    "They need not be in the node subnets themselves.",
    "interface-endpoints",
)
def _(c):
    private_only(c)
    c.subnet("ends-a", "10.0.2.0/26", "a", "private")
    c.subnet("ends-b", "10.0.2.64/26", "b", "private")
    for service in SERVICES:
        c[service]["SubnetIds"] = [c.id("ends-a"), c.id("ends-b")]
    c.expect(NODES, REACHABLE, **LOCAL)
    c.never("VE-004")


@case("endpoint-in-no-subnet", "An endpoint in no subnet", "It has no address.", "interface-endpoints")
def _(c):
    private_only(c)
    c["ec2"]["SubnetIds"] = []
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="endpoint-not-in-node-subnet", join_at="ec2", **LOCAL)


@case(
    "endpoint-acl-in",
    "The ACL of the endpoints' subnets admits no 443",
    "They are in subnets of their own, which admit answers alone.",
    "acl",
    "interface-endpoints",
)
def _(c):
    private_only(c)
    c.subnet("ends-a", "10.0.2.0/26", "a", "private")
    c.subnet("ends-b", "10.0.2.64/26", "b", "private")
    for service in SERVICES:
        c[service]["SubnetIds"] = [c.id("ends-a"), c.id("ends-b")]
    c.acl("ends", ["ends-a", "ends-b"], inbound=["100 allow tcp 1024-65535"], outbound=["100 allow all"])
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="nacl-blocks-endpoint", join_at="ends-a", **LOCAL)


@case(
    "endpoint-acl-out",
    "The ACL of the endpoints' subnets lets no answer out",
    "443 may come in, and only 443 may leave.",
    "acl",
    "interface-endpoints",
)
def _(c):
    private_only(c)
    c.subnet("ends-a", "10.0.2.0/26", "a", "private")
    c.subnet("ends-b", "10.0.2.64/26", "b", "private")
    for service in SERVICES:
        c[service]["SubnetIds"] = [c.id("ends-a"), c.id("ends-b")]
    c.acl("ends", ["ends-a", "ends-b"], inbound=["100 allow all"], outbound=["100 allow tcp 443"])
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="nacl-blocks-endpoint", join_at="ends-a", **LOCAL)


# ----------------------------------------------------------------------------------------------------------------- S3


@case(
    "s3-gateway-on-other-table",
    "The S3 gateway endpoint is on another table",
    "It serves the subnets of the tables it is associated with, and no others.",
    "gateway-endpoints",
)
def _(c):
    private_only(c)
    c.table("other")
    c.unroute("private", "s3-ranges")
    c.route("other", "s3-ranges", "s3")
    c["s3"]["RouteTableIds"] = [c.id("other")]
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="s3-endpoint-not-on-route-table", join_at="s3", **LOCAL)
    c.finding("s3-endpoint-not-on-route-table", severity="CRITICAL")


@case(
    "s3-gateway-not-on-main-table",
    "The S3 gateway endpoint is not on the main table, which nodes follow",
    "Associated with a table that no subnet uses.",
    "gateway-endpoints",
    "route-tables",
)
def _(c):
    private_only(c)
    for subnet in NODES:
        c.disassociate(subnet)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="s3-endpoint-not-on-route-table", join_at="s3", **LOCAL)


@case(
    "s3-gateway-on-main-table",
    "The S3 gateway endpoint is on the main table, which nodes follow",
    "No table of their own is needed.",
    "gateway-endpoints",
    "route-tables",
)
def _(c):
    private_only(c)
    for subnet in NODES:
        c.disassociate(subnet)
    c.unroute("private", "s3-ranges")
    c.route("vpc-main", "s3-ranges", "s3")
    c["s3"]["RouteTableIds"] = [c.id("vpc-main")]
    c.expect(NODES, REACHABLE, **LOCAL)
    c.never("VE-005")


@case(
    "s3-gateway-on-one-table",
    "The S3 gateway endpoint is on one of two tables",
    "Nodes of the other subnet pull no images.",
    "gateway-endpoints",
)
def _(c):
    private_only(c)
    c.table("private-b")
    c.associate("private-b", "node-b")
    c.expect("node-a", REACHABLE, **LOCAL)
    c.expect("node-b", REACHABLE, join=FAILS, join_cause="s3-endpoint-not-on-route-table", join_at="s3", **LOCAL)


def s3_interface(c, private_dns):
    private_only(c)
    c.remove("s3")
    c.unroute("private", "s3-ranges")
    del c.prefix_lists["s3-ranges"]
    c.endpoint("s3", *NODES, private_dns=private_dns, name="s3-interface")


@case("s3-interface", "An interface endpoint for S3 with private DNS", "It takes the gateway endpoint's place.", "gateway-endpoints")
def _(c):
    s3_interface(c, True)
    c.expect(NODES, REACHABLE, **LOCAL)


@case(
    "s3-interface-private-dns-off",
    "An interface endpoint for S3 without private DNS",
    "Nodes ask for S3's public name.",
    "gateway-endpoints",
)
def _(c):
    s3_interface(c, False)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="vpc-endpoint-private-dns-off", join_at="s3-interface", **LOCAL)


def s3_interface_beside_gateway(c, **dns_options):
    private_only(c)
    c.group("closed")
    c.endpoint("s3", *NODES, groups=["closed"], name="s3-interface")
    c["s3-interface"]["DnsOptions"] = {"DnsRecordIpType": "ipv4", **dns_options}


@case(
    "s3-interface-beside-gateway",
    "S3 has a gateway endpoint on the table and an interface endpoint with private DNS that admits nobody",
    "The name leads to the interface endpoint; the gateway endpoint's route is not used for it.",
    "gateway-endpoints",
    "private-clusters",
)
def _(c):
    s3_interface_beside_gateway(c, PrivateDnsOnlyForInboundResolverEndpoint=False)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="endpoint-sg-blocks-443", join_at="s3-interface", **LOCAL)


@case(
    "s3-interface-for-inbound-resolvers",
    "The same, with private DNS for inbound Resolver endpoints alone",
    "Inside the VPC the name leads to the gateway endpoint.",
    "gateway-endpoints",
)
def _(c):
    s3_interface_beside_gateway(c, PrivateDnsOnlyForInboundResolverEndpoint=True)
    c.expect(NODES, REACHABLE, **LOCAL)
    c.never("VE-002", "VE-003", "VE-007")


@case(
    "s3-gateway-on-other-table-beside-interface",
    "The S3 gateway endpoint is on another table, and the interface endpoint has no private DNS",
    "What is missing is the gateway endpoint on the nodes' table.",
    "gateway-endpoints",
)
def _(c):
    private_only(c)
    c.unroute("private", "s3-ranges")
    c["s3"]["RouteTableIds"] = []
    c.endpoint("s3", *NODES, private_dns=False, name="s3-interface")
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="s3-endpoint-not-on-route-table", join_at="s3", **LOCAL)


# ------------------------------------------------------------------------------------------------------------ policies

POLICIES = {
    "denies-pull": (
        "ecr.dkr",
        '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},'
        '{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","Resource":"*"}]}',
        "An explicit deny of what every pull calls.",
        FAILS,
    ),
    "other-bucket": (
        "s3",
        '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::my-bucket/*"}]}',
        "It allows one's own bucket; what a policy does not allow it denies, the bucket with the registry's layers too.",
        FAILS,
    ),
    "layer-bucket": (
        "s3",
        '{"Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],'
        '"Resource":["arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*"]}]}',
        "It allows just the bucket with the registry's layers.",
        SUCCEEDS,
    ),
}
for kind, (service, policy, text, verdict) in POLICIES.items():

    @case(f"endpoint-policy-{kind}", f"A policy on the endpoint for {service}", text, "endpoint-policies", "ecr-endpoints")
    def _(c, kind=kind, service=service, policy=policy, verdict=verdict):
        private_only(c)
        c[service]["PolicyDocument"] = policy
        if verdict == SUCCEEDS:
            c.expect(NODES, REACHABLE, **LOCAL)
        else:
            c.expect(
                NODES,
                REACHABLE,
                join=FAILS,
                join_cause="endpoint-policy-denies",
                join_at=service,
                join_or=UNKNOWN if kind == "other-bucket" else (),
                **LOCAL,
            )


# -------------------------------------------------------------------------------------------------------- other ways in


@case(
    "endpoints-in-a-hub",
    "No endpoints, but a way to another network",
    "Private ranges go to a transit gateway; central endpoints may be behind it, with names shared into this VPC.",
    "interface-endpoints",
    "tgw-egress",
    grounding="inferred",
)
def _(c):
    vpc(c, **PRIVATE)
    c.transit_gateway("tgw", *NODES)
    c.route("private", "10.0.0.0/8", "tgw")
    c.expect(NODES, REACHABLE, join=UNKNOWN, join_cause="central-endpoints-possible", **LOCAL)


@case(
    "endpoints-and-central-egress",
    "Endpoints for everything, the default route to a transit gateway",
    "What nodes need is inside; what else there is behind the gateway does not matter to them.",
    "private-clusters",
    "interface-endpoints",
)
def _(c):
    private_only(c)
    c.transit_gateway("tgw", *NODES)
    c.route("private", "0.0.0.0/0", "tgw")
    c.expect(NODES, REACHABLE, join=SUCCEEDS, egress="TRANSIT_GATEWAY")


# ------------------------------------------------------------------------------------------------------ the taken name


def taken(c, service="ec2", inbound=(), **access):
    """Nodes behind NAT, and an endpoint with private DNS for one service."""
    public_private(c, **(access or BOTH))
    c.group("app")
    c.group("endpoints", inbound=inbound or ["tcp 443 from app"])
    c.subnet("ends-a", "10.0.2.0/26", "a", "private")
    c.endpoint(service, "ends-a")


for service in ("ec2", "ecr.dkr"):

    @case(
        f"taken-name-{service.replace('.', '-')}",
        f"Nodes behind NAT, an endpoint for {service} that does not admit them",
        "With private DNS the name leads to the endpoint from everywhere in the VPC, so NAT is of no use.",
        "taken-over-1",
        "taken-over-2",
        "interface-endpoints",
    )
    def _(c, service=service):
        taken(c, service)
        c.expect(NODES, REACHABLE, join=FAILS, join_cause="endpoint-sg-blocks-443", join_at=service, **NAT)
        c.finding("endpoint-sg-blocks-443", severity="HIGH", rules=["VE-007"])


@case(
    "taken-name-sts",
    "Nodes behind NAT, an endpoint for STS that does not admit them",
    "Nodes become Ready; pods with IAM roles for service accounts get no credentials.",
    "taken-over-1",
    "private-clusters",
)
def _(c):
    taken(c, "sts")
    c.expect(NODES, REACHABLE, join=SUCCEEDS, join_or=FAILS, **NAT)
    c.finding("endpoint-sg-blocks-443", at="sts")


@case(
    "taken-name-admitted",
    "Nodes behind NAT, an endpoint that admits them",
    "The name leads to the endpoint, and the endpoint lets them in.",
    "interface-endpoints",
)
def _(c):
    taken(c, inbound=["tcp 443 from 10.0.0.0/16"])
    c.expect(NODES, REACHABLE, **NAT)
    c.never("VE-003", "VE-007")


@case(
    "taken-name-one-subnet",
    "Nodes behind NAT, an endpoint that admits one node subnet",
    "The other subnet's nodes lose EC2.",
    "interface-endpoints",
    "taken-over-1",
)
def _(c):
    taken(c, inbound=["tcp 443 from 10.0.16.0/20"])
    c.expect("node-a", REACHABLE, **NAT)
    c.expect("node-b", REACHABLE, join=FAILS, join_cause="endpoint-sg-blocks-443", join_at="ec2", **NAT)


@case(
    "taken-name-public-endpoint",
    "The same with the public endpoint alone",
    "The API server's name is not taken over: nodes reach it through NAT.",
    "taken-over-1",
    "cluster-endpoint",
)
def _(c):
    taken(c, public=True, private=False)
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="endpoint-sg-blocks-443", join_at="ec2", **NAT)


@case(
    "taken-name-acl",
    "Nodes behind NAT, an endpoint behind a closed ACL",
    "Its group admits them, its subnet's ACL does not.",
    "acl",
    "interface-endpoints",
)
def _(c):
    taken(c, inbound=["tcp 443 from 10.0.0.0/16"])
    c.acl("ends", ["ends-a"], inbound=["100 allow tcp 1024-65535"], outbound=["100 allow all"])
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="nacl-blocks-endpoint", join_at="ends-a", **NAT)


@case(
    "taken-name-custom-dns",
    "Nodes behind NAT with name servers of their own, an endpoint that does not admit them",
    "Whether the name leads to the endpoint depends on those servers.",
    "interface-endpoints",
    "cluster-endpoint",
    grounding="inferred",
)
def _(c):
    taken(c, public=True, private=False)
    c.dhcp("company", ["10.0.0.10"], "corp.example", vpc="vpc")
    c.expect(NODES, REACHABLE, join=UNKNOWN, join_cause=["custom-dns-servers", "endpoint-sg-blocks-443"], join_or=FAILS, **NAT)


@case(
    "endpoint-for-logs-closed",
    "Nodes behind NAT, an endpoint for logs that does not admit them",
    "A node becomes Ready without it.",
    "private-clusters",
)
def _(c):
    taken(c, "logs")
    c.expect(NODES, REACHABLE, join=SUCCEEDS, **NAT)


@case(
    "fargate-private-only",
    "Fargate in private subnets with VPC endpoints",
    "Pods on Fargate need the registry and S3; the endpoint for EC2 is nodes' business.",
    "fargate",
    "private-clusters",
)
def _(c):
    c.vpc()
    c.table("private")
    c.subnet("node-a", "10.0.16.0/20", "a", "private")
    c.subnet("node-b", "10.0.32.0/20", "b", "private")
    endpoints(c)
    c.cluster(*NODES, **PRIVATE)
    c.fargate("default", *NODES)
    c.expect(NODES, REACHABLE, **LOCAL)
