"""The networks of the demo: the two sample VPCs of AWS's blog post on EKS cluster networking, and one without internet.

Each holds an EKS cluster with a node group, and each is compliant.
"""

from dataclasses import dataclass

# What a company without internet access for its nodes needs for a node to become Ready.
ENDPOINTS = ("ec2", "ecr.api", "ecr.dkr", "eks", "sts")
OFFICE = "203.0.113.0/24"


@dataclass(frozen=True)
class Network:
    cluster: str
    subnets: list[str]
    tables: list[str]
    nat_gateways: list[str]


def public_only(ec2, eks):
    """Three public subnets; nodes get public addresses and talk to the API server inside the VPC."""
    vpc = _vpc(ec2, "192.168.0.0/16")
    gateway = _internet_gateway(ec2, vpc)
    subnets = _subnets(ec2, vpc, ["192.168.64.0/18", "192.168.128.0/18", "192.168.192.0/18"], public=True)
    table = _table(ec2, vpc, subnets, GatewayId=gateway)
    _cluster(eks, "public-only", subnets, subnets, public=[OFFICE], private=True)
    return Network("public-only", subnets, [table], [])


def public_and_private(ec2, eks):
    """Two public and two private subnets, a NAT gateway for each zone; only the office and the nodes reach the endpoint."""
    vpc = _vpc(ec2, "192.168.0.0/16")
    gateway = _internet_gateway(ec2, vpc)
    public = _subnets(ec2, vpc, ["192.168.0.0/18", "192.168.64.0/18"], public=True)
    private = _subnets(ec2, vpc, ["192.168.128.0/18", "192.168.192.0/18"], public=False)
    _table(ec2, vpc, public, GatewayId=gateway)
    nat_gateways, addresses, tables = [], [], []
    for number, (outside, inside) in enumerate(zip(public, private), 1):
        address = ec2.allocate_address(Domain="vpc", Address=f"198.51.100.{number}")
        nat = ec2.create_nat_gateway(SubnetId=outside, AllocationId=address["AllocationId"])["NatGateway"]["NatGatewayId"]
        nat_gateways.append(nat)
        addresses.append(f"{address['PublicIp']}/32")
        tables.append(_table(ec2, vpc, [inside], NatGatewayId=nat))
    _cluster(eks, "demo", public + private, private, public=[OFFICE, *addresses], private=False)
    return Network("demo", private, tables, nat_gateways)


def private_only(ec2, eks):
    """Three private subnets without a way out; AWS services are reached through VPC endpoints."""
    vpc = _vpc(ec2, "10.20.0.0/16")
    subnets = _subnets(ec2, vpc, ["10.20.0.0/20", "10.20.16.0/20", "10.20.32.0/20"], public=False)
    table = _table(ec2, vpc, subnets)
    group = ec2.create_security_group(GroupName="endpoints", Description="HTTPS from the VPC", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(
        GroupId=group,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.20.0.0/16"}]}],
    )
    for service in ENDPOINTS:
        ec2.create_vpc_endpoint(
            VpcId=vpc,
            ServiceName=f"com.amazonaws.{ec2.meta.region_name}.{service}",
            VpcEndpointType="Interface",
            SubnetIds=subnets,
            SecurityGroupIds=[group],
            PrivateDnsEnabled=True,
        )
    ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName=f"com.amazonaws.{ec2.meta.region_name}.s3",
        VpcEndpointType="Gateway",
        RouteTableIds=[table],
    )
    _cluster(eks, "private-only", subnets, subnets, public=None, private=True)
    return Network("private-only", subnets, [table], [])


def _vpc(ec2, cidr):
    vpc = ec2.create_vpc(CidrBlock=cidr)["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsSupport={"Value": True})
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    return vpc


def _internet_gateway(ec2, vpc):
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    return gateway


def _subnets(ec2, vpc, cidrs, public):
    subnets = []
    role = "kubernetes.io/role/elb" if public else "kubernetes.io/role/internal-elb"
    for cidr, zone in zip(cidrs, "abc"):
        subnet = ec2.create_subnet(
            VpcId=vpc,
            CidrBlock=cidr,
            AvailabilityZone=f"{ec2.meta.region_name}{zone}",
            TagSpecifications=[{"ResourceType": "subnet", "Tags": [{"Key": role, "Value": "1"}]}],
        )["Subnet"]["SubnetId"]
        ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": public})
        subnets.append(subnet)
    return subnets


def _table(ec2, vpc, subnets, **default_target):
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    if default_target:
        ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **default_target)
    for subnet in subnets:
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    return table


def _cluster(eks, name, subnets, node_subnets, public, private):
    endpoint = {"endpointPublicAccess": public is not None, "endpointPrivateAccess": private}
    if public:
        endpoint["publicAccessCidrs"] = public
    eks.create_cluster(
        name=name,
        roleArn="arn:aws:iam::123456789012:role/cluster",
        resourcesVpcConfig={"subnetIds": subnets, **endpoint},
    )
    eks.create_nodegroup(
        clusterName=name,
        nodegroupName="workers",
        subnets=node_subnets,
        nodeRole="arn:aws:iam::123456789012:role/nodes",
        scalingConfig={"minSize": 2, "desiredSize": 2, "maxSize": 4},
    )
