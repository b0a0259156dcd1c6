"""Fills the embedded AWS with an organization, in one request instead of the tens of thousands of calls it would take.

POST /moto-api/organization {"accounts": 3, "regions": ["us-east-1"], "clusters": 2, "broken": 1} creates the organization of
account 123456789012 with that many members. Each member has a VPC in each Region, with that many clusters whose nodes run in
private subnets behind a NAT gateway; in the first `broken` members the route to the gateway is missing. The answer lists the
ids of the members. POST /moto-api/organization/share makes such a VPC in one account and a cluster in its subnets in another.
"""

import json
import os

from moto.ec2.models import ec2_backends
from moto.eks import models as eks_models
from moto.eks.models import eks_backends
from moto.moto_api._internal import urls
from moto.organizations.models import organizations_backends
from moto.securityhub.models import securityhub_backends

MANAGEMENT = "123456789012"

# Loads the endpoints of all AWS services at each call; roles here have the right form.
eks_models.validate_role_arn = lambda arn: None


def create_organization(request, full_url, headers):
    wanted = json.loads(request.get_data())
    organization = organizations_backends[MANAGEMENT]["aws"]
    if organization.org is None:
        organization.create_organization(region="us-east-1", FeatureSet="ALL")
    for region in wanted["regions"]:
        securityhub_backends[MANAGEMENT][region].enabled = True
    members = []
    # 1,300 images for each account and Region, of which nobody needs one.
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
    for number in range(wanted["accounts"]):
        created = organization.create_account(AccountName=f"member-{number}", Email=f"member-{number}@example.com")
        account = created["CreateAccountStatus"]["AccountId"]
        members.append(account)
        for region in wanted["regions"]:
            _network(account, region, wanted["clusters"], broken=number < wanted.get("broken", 0))
    del os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"]
    return 200, {}, json.dumps({"members": members})


def suspend_account(request, full_url, headers):
    account = json.loads(request.get_data())["account"]
    organizations_backends[MANAGEMENT]["aws"].get_account_by_id(account).close()
    return 200, {}, ""


def remove_account(request, full_url, headers):
    account = json.loads(request.get_data())["account"]
    organizations_backends[MANAGEMENT]["aws"].remove_account_from_organization(AccountId=account)
    return 200, {}, ""


def share_vpc(request, full_url, headers):
    wanted = json.loads(request.get_data())
    owner, participant = (ec2_backends[wanted[who]][wanted["region"]] for who in ("owner", "participant"))
    vpc, table, nat, subnets = _vpc(owner, wanted["region"], broken=False)
    _show(owner, participant, vpc)
    _cluster(wanted["participant"], wanted["region"], "shared", subnets)
    return 200, {}, json.dumps({"vpc": vpc, "routeTable": table, "natGateway": nat})


def _show(owner, participant, vpc_id):
    """What participants see of a shared VPC; these are the owner's own, so that both see them as they are.

    NAT gateways, egress-only internet gateways, VPC endpoints and the owner's security groups are not among them (VPC user
    guide, "Responsibilities and permissions for owners and participants").
    """
    vpc = owner.vpcs[vpc_id]
    participant.vpcs[vpc_id] = vpc
    for zone, subnets in owner.subnets.items():
        participant.subnets[zone].update({id: subnet for id, subnet in subnets.items() if subnet.vpc_id == vpc_id})
    for kind in ("route_tables", "network_acls"):
        seen = {id: one for id, one in getattr(owner, kind).items() if one.vpc_id == vpc_id}
        getattr(participant, kind).update(seen)
    participant.internet_gateways.update(
        {id: gateway for id, gateway in owner.internet_gateways.items() if gateway.vpc is vpc}
    )
    (options,) = owner.describe_dhcp_options([vpc.dhcp_options_id])
    participant.dhcp_options_sets[options.id] = options


def _network(account, region, clusters, broken):
    securityhub_backends[account][region].enabled = True
    _, _, _, inside = _vpc(ec2_backends[account][region], region, broken)
    for number in range(clusters):
        _cluster(account, region, f"cluster-{number}", inside)


def _vpc(ec2, region, broken):
    """(id, private route table, NAT gateway, private subnets)"""
    vpc = ec2.create_vpc("10.0.0.0/16").id
    ec2.modify_vpc_attribute(vpc, "enable_dns_hostnames", True)
    gateway = ec2.create_internet_gateway().id
    ec2.attach_internet_gateway(gateway, vpc)
    outside = ec2.create_subnet(vpc, "10.0.0.0/24", availability_zone=f"{region}a").id
    inside = [ec2.create_subnet(vpc, f"10.0.{n}.0/24", availability_zone=f"{region}{zone}").id for n, zone in ((1, "a"), (2, "b"))]
    _table(ec2, vpc, [outside], gateway_id=gateway)
    nat = ec2.create_nat_gateway(outside, ec2.allocate_address("vpc").allocation_id).id
    table = _table(ec2, vpc, inside, **({} if broken else {"nat_gateway_id": nat}))
    return vpc, table, nat, inside


def _cluster(account, region, name, subnets):
    eks = eks_backends[account][region]
    eks.create_cluster(name, f"arn:aws:iam::{account}:role/cluster", {"subnetIds": subnets})
    eks.create_nodegroup(
        cluster_name=name, nodegroup_name="workers", node_role=f"arn:aws:iam::{account}:role/node", subnets=subnets
    )


def _table(ec2, vpc, subnets, **target):
    table = ec2.create_route_table(vpc).id
    for subnet in subnets:
        ec2.associate_route_table(table, subnet_id=subnet)
    if target:
        ec2.create_route(table, "0.0.0.0/0", **target)
    return table


urls.url_paths["{0}/moto-api/organization$"] = create_organization
urls.url_paths["{0}/moto-api/organization/share$"] = share_vpc
urls.url_paths["{0}/moto-api/organization/suspend$"] = suspend_account
urls.url_paths["{0}/moto-api/organization/remove$"] = remove_account
