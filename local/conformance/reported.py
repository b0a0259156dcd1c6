"""Published templates and reports of real failures, in networks that were built from them.

Their snapshots are the answers of those networks and are kept as they were taken; words and expected answers are here.
"""

import json
import re
from pathlib import Path

from network import Network
from sources import template, thread
from suite import (
    FAILS,
    INSUFFICIENT_DATA,
    NON_COMPLIANT,
    NOT_APPLICABLE,
    REACHABLE,
    SUCCEEDS,
    UNKNOWN,
    UNREACHABLE,
    Case,
    case,
)

CASES_FOLDER = Path(__file__).parents[2] / "conformance" / "cases"
OWN_ID = {
    "Vpcs": "VpcId",
    "Subnets": "SubnetId",
    "InternetGateways": "InternetGatewayId",
    "NatGateways": "NatGatewayId",
    "RouteTables": "RouteTableId",
    "NetworkAcls": "NetworkAclId",
    "SecurityGroups": "GroupId",
    "VpcEndpoints": "VpcEndpointId",
}
PUBLIC_AND_PRIVATE = template(
    "gowriand/eks@dd9cc66", "a copy of AWS's CloudFormation template with private and public subnets"
)
PUBLIC_ONLY = template(
    "pmenghan/breaking-monolith-to-microservices@5d25634", "a copy of AWS's CloudFormation template with public subnets only"
)
CDK = {"text": "VPC and cluster as aws-cdk-lib 2.276.0 makes them", "url": "https://github.com/aws/aws-cdk/tree/v2.276.0"}
PRIVATE_1_2 = ("PrivateSubnet01", "PrivateSubnet02")
ISOLATED = ("VpcIsolatedSubnet1SubnetE48C5737", "VpcIsolatedSubnet2Subnet16364B91")
CDK_PRIVATE = ("VpcPrivateSubnet1Subnet536B997A", "VpcPrivateSubnet2Subnet3788AAA1")
NODES = ("node-a", "node-b")
NAT, IGW = {"egress": "NAT_GATEWAY"}, {"egress": "INTERNET_GATEWAY"}


def adopt(self: Case):
    """Takes names and node subnets from the snapshot as it lies there, which is not written anew."""
    self.adopted = True
    for path in sorted((CASES_FOLDER / self.case_id / "snapshot").glob("*.json")):
        content = json.loads(path.read_text())
        for key, id_field in OWN_ID.items():
            for record in content.get(key, []):
                self._name(record[id_field], record.get("Tags", []))
        for version in content.get("LaunchTemplateVersions", []):
            self.ids[version["LaunchTemplateName"].removeprefix("corpus-")] = version["LaunchTemplateId"]
        for reservation in content.get("Reservations", []):
            for instance in reservation["Instances"]:
                self._name(instance["InstanceId"], instance["Tags"])
        if "cluster" in content:
            self.cluster_name = content["cluster"]["name"]
            self.ids[self.cluster_name] = content["cluster"]["arn"]
    names = {id_: name for name, id_ in self.ids.items()}
    for path in sorted((CASES_FOLDER / self.case_id / "snapshot").glob("eks-*.json")):
        content = json.loads(path.read_text())
        for key, kind in (("nodegroup", "nodegroup"), ("fargateProfile", "fargate")):
            if key in content:
                name = content[key].get("nodegroupName") or content[key].get("fargateProfileName")
                self.ids[name] = content[key].get("nodegroupArn") or content[key].get("fargateProfileArn")
                self._runs_nodes(f"{kind}/{name}", [names[s] for s in content[key]["subnets"]])


def _name(self, id_, tags):
    name = next((tag["Value"] for tag in tags if tag["Key"] == "Name"), None)
    if name:
        self.ids.setdefault(name, id_)


Case.adopt, Network._name = adopt, _name


def reported(id_, title, network, *sources, grounding="reported"):
    """A case whose snapshot lies there already."""

    def register(describe):
        def described(c):
            c.adopt()
            describe(c)

        described.__module__ = describe.__module__
        case(id_, title, network, *sources, grounding=grounding)(described)
        return describe

    return register


def compliant(c, subnets, pattern, **more):
    c.pattern = pattern
    c.expect(subnets, REACHABLE, **more)


# ------------------------------------------------------------------------------------------------- compliant networks


@reported(
    "public-only-public-endpoint",
    "Public subnets only, public endpoint",
    "Three subnets that route to the internet gateway and assign public addresses; the endpoint as EKS makes it: public, open.",
    PUBLIC_ONLY,
    "blog",
    grounding="template",
)
def _(c):
    compliant(c, ("Subnet01", "Subnet02", "Subnet03"), "PUBLIC_SUBNETS", **IGW)


@reported(
    "public-only-both-endpoints",
    "Public subnets only, both endpoints",
    "The public-only layout with private access on as well: nodes reach the API server inside the VPC.",
    PUBLIC_ONLY,
    "blog",
    grounding="template",
)
def _(c):
    compliant(c, ("Subnet01", "Subnet02", "Subnet03"), "PUBLIC_SUBNETS", **IGW)


@reported(
    "public-only-private-endpoint",
    "Public subnets only, private endpoint",
    "The public-only layout with public access off. Nodes in two of the three subnets; describe-cluster shows no CIDRs.",
    PUBLIC_ONLY,
    "blog",
    grounding="template",
)
def _(c):
    compliant(c, ("Subnet01", "Subnet02"), "PUBLIC_SUBNETS", **IGW)


@reported(
    "public-private-public-endpoint",
    "Public and private subnets, public endpoint",
    "Nodes in two private subnets, each behind a NAT gateway in a public subnet of its zone; the endpoint public and open.",
    PUBLIC_AND_PRIVATE,
    "blog",
    grounding="template",
)
def _(c):
    compliant(c, PRIVATE_1_2, "PUBLIC_AND_PRIVATE_SUBNETS", **NAT)


@reported(
    "public-private-private-endpoint-cdk",
    "Public and private subnets, private endpoint",
    "The CDK's VPC with one NAT gateway and a cluster with private access alone: the API inside the VPC, images through NAT.",
    CDK,
    "blog",
    grounding="template",
)
def _(c):
    compliant(c, CDK_PRIVATE, "PUBLIC_AND_PRIVATE_SUBNETS", **NAT)


@reported(
    "private-only-official-endpoints",
    "Private subnets only, with VPC endpoints",
    "No way to the internet; interface endpoints for ECR, EC2, STS and logs with private DNS in both node subnets, and the S3 "
    "gateway endpoint on their table. A third subnet without interface endpoints holds no nodes.",
    template("satyakumr/AWS-CloudFormation-Templates@bcd7106", "an edited copy of AWS's fully private template"),
    "blog",
    "private-clusters",
    grounding="template",
)
def _(c):
    compliant(c, PRIVATE_1_2, "PRIVATE_SUBNETS", egress="LOCAL")


@reported(
    "eksctl-default-public-nodes",
    "eksctl's default VPC with nodes in its public subnets",
    "Nodes in four public subnets that assign addresses; four private ones with a NAT gateway lie beside them, unused.",
    template("eksctl-io/eksctl@99984ad", "pkg/cfn/builder/testdata/vpc_public.json"),
    thread("eksctl-io/eksctl#2002", "since 0.17 eksctl's public subnets assign public addresses"),
    grounding="template",
)
def _(c):
    compliant(
        c, tuple(f"SubnetPublicUSWEST2{zone}" for zone in "ABCD"), "PUBLIC_AND_PRIVATE_SUBNETS", **IGW
    )


@reported(
    "public-subnets-without-auto-ip-not-used-by-nodes",
    "Public subnets that assign no addresses, but hold no nodes",
    "The cluster was given three public subnets without auto-assigned addresses and three private ones; nodes run in the private "
    "ones only, so what the public ones assign does not matter.",
    template("aws-cloudformation/aws-cloudformation-templates@142ce6f", "EKS/template.yaml"),
    "blog",
    grounding="template",
)
def _(c):
    compliant(c, ("PrivateSubnet1", "PrivateSubnet2", "PrivateSubnet3"), "PUBLIC_AND_PRIVATE_SUBNETS", **NAT)
    c.never("ND-001")


@reported(
    "restricted-public-endpoint-with-private-on",
    "publicAccessCidrs without the NAT address, private access on",
    "The public endpoint admits one office range and not the NAT gateway, but nodes use the private endpoint.",
    CDK,
    thread("terraform-aws-modules/terraform-aws-eks#2149", "switching private access on was the cure"),
    "config-endpoint",
)
def _(c):
    compliant(c, CDK_PRIVATE, "PUBLIC_AND_PRIVATE_SUBNETS", **NAT)
    c.never("EP-003")


@reported(
    "nodes-outside-the-cluster-subnets",
    "Nodes in subnets that were not given to the cluster",
    "The cluster's own subnets are two /28 without any way out, for its interfaces alone. Nodes run elsewhere, behind NAT.",
    "blog",
    thread("eksctl-io/eksctl#3432", "small subnets for the EKS interfaces, nodes in others"),
)
def _(c):
    compliant(c, NODES, "PUBLIC_AND_PRIVATE_SUBNETS", **NAT)


@reported(
    "ipv6-cluster-dual-stack",
    "IPv6 cluster in a dual-stack VPC",
    "0.0.0.0/0 to NAT, ::/0 to an egress-only gateway, IPv6 addresses assigned; both endpoints on.",
    CDK,
    "network-reqs",
    template("aws-ia/terraform-aws-eks-blueprints@98d0eb4", "patterns/ipv6-eks-cluster"),
    grounding="template",
)
def _(c):
    compliant(c, CDK_PRIVATE, "PUBLIC_AND_PRIVATE_SUBNETS", **NAT)


@reported(
    "fargate-private-subnets",
    "Fargate profile on private subnets behind NAT",
    "No EC2 nodes; a Fargate profile in two private subnets with a NAT gateway, both endpoints on.",
    "fargate",
    template("bernardjason/aws-fargate@c9c5b5f", "AWS's template, extended for Fargate"),
    grounding="template",
)
def _(c):
    compliant(c, PRIVATE_1_2, "PUBLIC_AND_PRIVATE_SUBNETS", **NAT)


@reported(
    "real-template-with-cluster-and-node-group",
    "A found template that adds cluster and node group to AWS's VPC",
    "Public subnets that assign no addresses, cluster and nodes in the private ones, endpoint settings left at their defaults.",
    template("GadahOth/cap@18205f0", "amazon-eks-vpc-private-subnets.yaml"),
    grounding="template",
)
def _(c):
    compliant(c, PRIVATE_1_2, "PUBLIC_AND_PRIVATE_SUBNETS", **NAT)


@reported(
    "custom-dns-servers-public-endpoint-open",
    "Custom name servers, but only the public endpoint",
    "DHCP options name the company's servers. Whoever answers, the name has public addresses only, and NAT reaches them.",
    "cluster-endpoint",
    grounding="documented",
)
def _(c):
    compliant(c, PRIVATE_1_2, "PUBLIC_AND_PRIVATE_SUBNETS", api_or=UNKNOWN, **NAT)


# --------------------------------------------------------------------------------------------------- broken networks


@reported(
    "sample-template-before-2020-no-public-ip",
    "AWS's public-only template of 2019 under today's node groups",
    "Three subnets that route to the internet gateway and assign no public addresses, public endpoint alone. Until April 2020 "
    "EKS gave managed nodes an address itself; since then the gateway drops what they send.",
    template("sachinvmeshram/Amazon-EKS-Cloudformation-Templates@8b765a9", "AWS's template of 2019"),
    thread("aws/containers-roadmap#607", "managed node groups respect the subnet's setting since 2020-04-22"),
    thread("geerlingguy/ansible-for-kubernetes#52", "Ec2SubnetInvalidConfiguration"),
    thread("oomichi/try-kubernetes#136", "Ec2SubnetInvalidConfiguration"),
)
def _(c):
    subnets = ("Subnet01", "Subnet02", "Subnet03")
    c.expect(subnets, UNREACHABLE, "no-public-ip", at=subnets, **IGW)


@reported(
    "restricted-public-endpoint-without-nat-eip",
    "publicAccessCidrs holds the office alone, private access off",
    "The network is right, but the endpoint admits one office address only: it refuses the NAT gateways.",
    thread("terraform-aws-modules/terraform-aws-eks#2149", "nodes do not join with the office's range alone"),
    thread("eksctl-io/eksctl#2054", "privateNetworking and publicAccessCIDRs"),
    "config-endpoint",
)
def _(c):
    c.expect(PRIVATE_1_2, UNREACHABLE, "nat-eip-not-in-public-access-cidrs", at=PRIVATE_1_2, **NAT)


@reported(
    "restricted-public-endpoint-one-of-two-nat-eips",
    "Two NAT gateways, one of their addresses in publicAccessCidrs",
    "The list holds the first gateway's address. What counts is the address each subnet leaves by, not that some NAT address "
    "is there.",
    "cluster-endpoint",
    thread("eksctl-io/eksctl#2054", "privateNetworking and publicAccessCIDRs"),
)
def _(c):
    c.expect("PrivateSubnet01", REACHABLE, **NAT)
    c.expect("PrivateSubnet02", UNREACHABLE, "nat-eip-not-in-public-access-cidrs", at="PrivateSubnet02", **NAT)


@reported(
    "one-subnet-forgotten-in-the-association",
    "Three subnets, two associated with the route table",
    "The third falls back to the main table, which has the local route alone. Node groups then fail now and then.",
    thread("awsdocs/amazon-eks-user-guide#275", "two of the subnets associated by mistake: sporadic behaviour"),
    PUBLIC_ONLY,
)
def _(c):
    c.expect(("Subnet01", "Subnet02"), REACHABLE, **IGW)
    c.expect("Subnet03", UNREACHABLE, "no-default-route", at="Subnet03", egress="LOCAL")


ALL_SERVICES = ("ec2", "ecr.api", "ecr.dkr", "s3")


@reported(
    "no-nat-no-endpoints-private-endpoint-on",
    "Private access on, no NAT, no VPC endpoints",
    "The API server is reached inside the VPC, and yet no node becomes Ready: EC2, ECR and S3 are out of reach.",
    thread("terraform-aws-modules/terraform-aws-eks#759", "private access on, no NAT: registration fails"),
    thread("terraform-aws-modules/terraform-aws-eks#2474", "the same with private access alone"),
    "private-clusters",
)
def _(c):
    c.expect(
        ISOLATED,
        REACHABLE,
        join=FAILS,
        join_cause=[f"missing-vpc-endpoint:{s}" for s in (*ALL_SERVICES, "sts")],
        join_at="Vpc8378EB38",
        egress="LOCAL",
    )
    for service in ALL_SERVICES:
        c.finding(f"missing-vpc-endpoint:{service}", at="Vpc8378EB38")
    c.finding("missing-vpc-endpoint:sts", at="Vpc8378EB38", optional=True)


@reported(
    "no-default-route-public-endpoint",
    "Private subnets without NAT, public endpoint",
    "The nodes' subnets have the local route alone, and the API server is outside.",
    thread("aws-samples/amazon-eks-cicd-codebuild#8", "no nodes until there was a NAT gateway with a route to it"),
    thread("terraform-aws-modules/terraform-aws-vpc#206", "private tables without a NAT route"),
)
def _(c):
    c.expect(ISOLATED, UNREACHABLE, "no-default-route", at=ISOLATED, egress="LOCAL")


@reported(
    "nat-gateway-in-a-private-subnet",
    "NAT gateways in the private subnets",
    "Each NAT gateway stands in the subnet it serves, whose default route leads back to the gateway itself. Its state is "
    "available and it has an address all the same.",
    thread("HHS/simpler-grants-gov#1062", "NAT gateways in private subnets, no internet"),
    "nat-troubleshooting",
)
def _(c):
    c.expect(PRIVATE_1_2, UNREACHABLE, "nat-in-private-subnet", at=("NatGateway01", "NatGateway02"), **NAT)


@reported(
    "nat-gateway-deleted-blackhole",
    "A NAT gateway was deleted, its route stayed behind",
    "The second private subnet's default route is a blackhole; the first subnet works.",
    thread("kubernetes/kops#16879", "a deleted NAT gateway leaves a blackhole route"),
    "nat-working",
)
def _(c):
    c.expect("PrivateSubnet01", REACHABLE, **NAT)
    c.expect("PrivateSubnet02", UNREACHABLE, "nat-blackhole", at="PrivateSubnet02")


@reported(
    "internet-gateway-detached",
    "The internet gateway is detached",
    "Public nodes and private ones behind NAT lose the internet alike; routes, addresses and NAT gateways look right.",
    thread("kubernetes-retired/kube-aws#121", "an existing VPC whose internet gateway was left detached"),
    "igw",
)
def _(c):
    c.expect(("PublicSubnet01", "PrivateSubnet02"), UNREACHABLE, "igw-detached", at="InternetGateway")


@reported(
    "new-node-group-in-a-new-subnet-without-nat-route",
    "A later node group in a new subnet without a NAT route",
    "The cluster's subnets and the first node group are fine. The new group's subnet has an empty table of its own.",
    template("aws-samples/eks-workshop-v2@bb1b300", "manifests/modules/troubleshooting/workernodes, AWS's own exercise"),
)
def _(c):
    c.expect(("priv-a", "priv-b", "priv-c"), REACHABLE, **NAT)
    c.expect("new-subnet", UNREACHABLE, "no-default-route", at="new-subnet", egress="LOCAL")


@reported(
    "default-node-group-lands-in-isolated-subnets",
    "The default node group lands in the isolated database subnets",
    "The cluster was made in public subnets, which are perfect; the CDK put its default node group into the isolated ones.",
    thread("aws/aws-cdk#8520", "the default selection takes isolated subnets before public ones"),
)
def _(c):
    c.expect(("db-a", "db-b"), UNREACHABLE, "no-default-route", at=("db-a", "db-b"), egress="LOCAL")


@reported(
    "ecr-api-endpoint-missing",
    "Endpoints for S3 and ecr.dkr, but none for ecr.api",
    "Private-only network with endpoints for S3, ecr.dkr, EC2 and STS. Without ecr.api there is no login to the registry.",
    thread("awsdocs/amazon-eks-user-guide#110", "no basic auth credentials; cured by the endpoint for ecr.api"),
)
def _(c):
    c.expect(NODES, REACHABLE, join=FAILS, join_cause="missing-vpc-endpoint:ecr.api", join_at="vpc", egress="LOCAL")


@reported(
    "interface-endpoints-without-private-dns",
    "Every endpoint is there, private DNS is off",
    "Nodes use the services' public names, which resolve to public addresses, to which there is no route.",
    "private-clusters",
    CDK,
)
def _(c):
    c.expect(
        ("VpcisolatedSubnet1SubnetE62B1B9B", "VpcisolatedSubnet2Subnet39217055"),
        REACHABLE,
        join=FAILS,
        join_cause="vpc-endpoint-private-dns-off",
        join_at=("VpcECR28EFCC7A", "VpcECRDOCKERE6046633", "VpcEC221D01A5F"),
        egress="LOCAL",
    )


@reported(
    "endpoint-security-group-blocks-443",
    "Interface endpoints behind the VPC's default security group",
    "Endpoints made without naming a group got the default one, which admits itself alone; nodes carry the cluster's group.",
    thread("terraform-aws-modules/terraform-aws-eks#1476", "ECR endpoints: i/o timeout on 443"),
    "private-clusters",
)
def _(c):
    c.expect(
        NODES,
        REACHABLE,
        join=FAILS,
        join_cause="endpoint-sg-blocks-443",
        join_at=("ep.ecr.api", "ep.ecr.dkr", "ep.ec2"),
        egress="LOCAL",
    )


@reported(
    "nacl-inbound-vpc-cidr-only",
    "Private subnets whose ACL admits the VPC's range alone",
    "Everything may leave; answers of the public endpoint come from a public address, which NAT does not change, and are dropped.",
    "blog-comment-acl",
    "acl",
)
def _(c):
    c.expect(PRIVATE_1_2, UNREACHABLE, "nacl-blocks-ephemeral", at=PRIVATE_1_2, **NAT)


@reported(
    "nacl-inbound-vpc-cidr-only-private-endpoint-on",
    "The same ACL with private access on",
    "The API server answers from inside the VPC and is reached. ECR, S3 and EC2 answer from outside through NAT and are dropped.",
    "blog-comment-acl",
    thread("clouddrove/terraform-aws-subnet#103", "nodes behind a tight ACL register, but pull no images"),
)
def _(c):
    c.expect(
        PRIVATE_1_2, REACHABLE, join=FAILS, join_cause="nacl-blocks-ephemeral", join_at=PRIVATE_1_2, **NAT
    )


@reported(
    "dns-hostnames-disabled",
    "Private access on, but the VPC has DNS hostnames off",
    "The cluster's private zone is not used, so the name resolves to public addresses, to which isolated subnets have no route.",
    "cluster-endpoint",
    "network-reqs",
    thread("terraform-aws-modules/terraform-aws-eks#420", "DNS hostnames of the VPC"),
    thread("hashicorp/terraform-guides#157", "DNS hostnames of the VPC"),
)
def _(c):
    c.expect(ISOLATED, UNREACHABLE, "dns-hostnames-disabled", at="Vpc8378EB38", egress="LOCAL")
    c.finding("missing-vpc-endpoint:s3", at="Vpc8378EB38", optional=True)


@reported(
    "launch-template-denies-public-ip",
    "Public subnets assign addresses, the launch template denies them",
    "One node group's template says AssociatePublicIpAddress false, which overrides the subnet. Another without template works.",
    thread("terraform-aws-modules/terraform-aws-eks#3533", "the module hard-coded it for EFA; nodes did not join"),
    thread("terraform-aws-modules/terraform-aws-eks#175", "the same with a launch configuration"),
    "public-ip",
)
def _(c):
    c.expect("Subnet01", UNREACHABLE, "launch-template-denies-public-ip", at=("efa", "gpu"), **IGW)
    c.expect(("Subnet02", "Subnet03"), REACHABLE, **IGW)


@reported(
    "launch-template-associates-public-ip-in-private-subnets",
    "A launch template gives nodes in private subnets public addresses",
    "Traffic leaves by NAT as it should, and the addresses are of no use: advice is not followed, nothing is broken.",
    thread("aws-quickstart/quickstart-amazon-eks#33", "public addresses on workers in private subnets"),
    thread("aws/containers-roadmap#607", "a public address in a private subnet has no effect"),
    "blog",
)
def _(c):
    c.expect(("PrivateSubnet1", "PrivateSubnet2", "PrivateSubnet3"), REACHABLE, **NAT)
    c.finding("launch-template-associates-public-ip", at=("pub-lt", "ng-pub"))


@reported(
    "private-subnets-map-public-ip",
    "A private subnet assigns public addresses",
    "Somebody switched auto-assign on for one private subnet. Traffic still leaves by NAT; the advice is not followed.",
    thread("alonitac/DevOpsBootcampUPES#18", "describe-subnets of such subnets"),
    "blog",
)
def _(c):
    c.expect(PRIVATE_1_2, REACHABLE, **NAT)
    c.finding("private-subnet-maps-public-ip", at="PrivateSubnet01")


@reported(
    "fargate-profile-on-public-subnets",
    "Fargate profile on public subnets",
    "EKS refuses this when the profile is made, but routes can change later. Pods on Fargate never get a public address.",
    "fargate",
    thread("eksctl-io/eksctl#2746", "the subnet of a Fargate profile is not private"),
    thread("terraform-aws-modules/terraform-aws-eks#1170", "the same"),
)
def _(c):
    c.expect(("PublicSubnet01", "PublicSubnet02"), UNREACHABLE, "fargate-on-public-subnet", at="fp-default", **IGW)


@reported(
    "ipv6-egress-only-no-ipv4-default",
    "Only an IPv6 way out, and an IPv4 endpoint",
    "The node subnets send ::/0 to an egress-only gateway and have no IPv4 default; the cluster is an IPv4 one.",
    thread("awslabs/amazon-eks-ami#1380", "nodes with IPv6 egress alone cannot bootstrap"),
    "cluster-endpoint",
)
def _(c):
    c.expect(NODES, UNREACHABLE, "no-default-route", at=NODES)


@reported(
    "ipv6-cluster-without-ipv6-egress",
    "IPv6 cluster whose private subnets have no ::/0 route",
    "Nodes join over IPv4, NAT and the private endpoint; pods, which have IPv6 addresses alone, cannot leave the VPC.",
    thread("aws-ia/terraform-aws-eks-blueprints#1584", "the IPv6 pattern needs an egress-only gateway"),
    CDK,
)
def _(c):
    c.expect(CDK_PRIVATE, REACHABLE, join=UNKNOWN, join_cause="no-ipv6-egress", join_at=CDK_PRIVATE, join_or=SUCCEEDS, **NAT)
    c.finding("no-ipv6-egress", at=CDK_PRIVATE, optional=True)
    c.overall = NON_COMPLIANT


@reported(
    "nat-instance-source-dest-check-on",
    "NAT instance with its source/destination check on",
    "Public subnet, public address, open group, but EC2 drops every packet that is not addressed to the instance.",
    "nat-instance",
    thread("aws/aws-cdk#7459", "private subnets behind a NAT instance are not connected"),
    grounding="documented",
)
def _(c):
    c.expect(NODES, UNREACHABLE, "nat-instance-source-dest-check", at="natbox", api_or=UNKNOWN, egress="APPLIANCE")


@reported(
    "nat-instance-terminated",
    "The NAT instance was terminated, its route stayed behind",
    "The default route is a blackhole.",
    "route-tables",
    thread("kubernetes/kops#16879", "the same with NAT gateways"),
    grounding="documented",
)
def _(c):
    c.expect("node-a", UNREACHABLE, "route-blackhole", at="node-a", egress="BLACKHOLE")


@reported(
    "public-access-cidrs-hold-the-vpc-range",
    "publicAccessCidrs holds the VPC's own range",
    "The VPC's second range is a public one, so EKS accepts it in the list, and the nodes' own addresses are in it. But they "
    "leave by NAT, from an address that is not.",
    thread("hashicorp/terraform#28261", "a public range as secondary range and in public_access_cidrs"),
    thread("sassoftware/viya4-iac-aws#272", "a restricted endpoint keeps nodes out"),
    "cluster-endpoint",
)
def _(c):
    c.expect(NODES, UNREACHABLE, "nat-eip-not-in-public-access-cidrs", at=NODES, **NAT)


# ------------------------------------------------------------------------------------------------- what cannot be told


@reported(
    "transit-gateway-egress-public-endpoint",
    "Default route to a transit gateway, public endpoint",
    "Central egress is a documented design; whether packets reach the internet is decided in a VPC that is not seen.",
    "tgw-egress",
    thread("eksctl-io/eksctl#5335", "egress through a transit gateway"),
    thread("eksctl-io/eksctl#1684", "a VPC without NAT and internet gateway, routed through the company's network"),
    grounding="documented",
)
def _(c):
    c.expect(NODES, UNKNOWN, "egress-through-transit-gateway", egress="TRANSIT_GATEWAY")
    c.pattern = "UNKNOWN"


@reported(
    "nat-instance",
    "Default route to a NAT instance that is set up right",
    "Public address, check off, group open, running. Whether its operating system forwards cannot be seen through the API.",
    "nat-instance",
    thread("opendatacube/datacube-k8s-eks#16", "NAT instances in place of gateways"),
    grounding="documented",
)
def _(c):
    c.expect(NODES, UNKNOWN, "egress-through-nat-instance", api_or=REACHABLE, egress="APPLIANCE")


@reported(
    "shared-vpc-participant-account",
    "Subnets shared from another account",
    "The participant sees the shared subnets and their routes, but not the owner's NAT gateways.",
    "sharing",
    thread("hashicorp/terraform-provider-aws#31168", "subnets shared by RAM, for EKS"),
    thread("aws/aws-eks-best-practices#388", "shared subnets for EKS"),
)
def _(c):
    c.expect(PRIVATE_1_2, UNKNOWN, "subnet-owned-by-another-account", api_or=REACHABLE)


@reported(
    "cluster-without-nodes",
    "A cluster without node groups, Fargate profiles or instances",
    "VPC with NAT and a private cluster, and nothing that runs nodes; the one instance is a bastion. There is nothing to judge.",
    template("dteimuno/aws-cloudformation-pickup-exercise@2ff7c9d", "deploy.yaml"),
    grounding="template",
)
def _(c):
    c.overall = NOT_APPLICABLE


@reported(
    "custom-dns-servers",
    "DHCP options with the company's name servers, both endpoints",
    "Nodes ask 10.0.0.10. If that forwards to the VPC's resolver they get the private addresses; if not, the public ones, which "
    "refuse them since the list holds the office alone.",
    thread("awsdocs/amazon-eks-user-guide#385", "AmazonProvidedDNS, or forwarding to the VPC's resolver"),
    thread("aws/containers-roadmap#22", "custom name servers"),
    thread("aws/containers-roadmap#509", "the private endpoint cannot be resolved"),
    "cluster-endpoint",
)
def _(c):
    c.expect(PRIVATE_1_2, UNKNOWN, "custom-dns-servers", **NAT)
    c.finding("custom-dns-servers", at="VPC", status=INSUFFICIENT_DATA, optional=True)
