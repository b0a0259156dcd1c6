"""The networks that `make bench` measures."""

import networks


def one(ec2, eks):
    """The demo's cluster with all that makes a reading long: option set, prefix list, a node group with a launch template."""
    network = networks.public_and_private(ec2, eks)
    vpc = ec2.describe_subnets(SubnetIds=network.subnets)["Subnets"][0]["VpcId"]
    servers = [{"Key": "domain-name-servers", "Values": ["AmazonProvidedDNS"]}]
    options = ec2.create_dhcp_options(DhcpConfigurations=servers)["DhcpOptions"]["DhcpOptionsId"]
    ec2.associate_dhcp_options(DhcpOptionsId=options, VpcId=vpc)
    offices = ec2.create_managed_prefix_list(
        PrefixListName="offices", MaxEntries=5, AddressFamily="IPv4", Entries=[{"Cidr": networks.OFFICE}]
    )["PrefixList"]["PrefixListId"]
    ec2.authorize_security_group_ingress(
        GroupId=eks.describe_cluster(name=network.cluster)["cluster"]["resourcesVpcConfig"]["clusterSecurityGroupId"],
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [{"PrefixListId": offices}]}],
    )
    template = ec2.create_launch_template(LaunchTemplateName="large", LaunchTemplateData={"InstanceType": "m7g.large"})
    _nodegroup(
        eks,
        network.cluster,
        "large",
        network.subnets,
        launchTemplate={"id": template["LaunchTemplate"]["LaunchTemplateId"], "version": "1"},
    )
    return network


def many(ec2, eks, clusters, subnets, vpcs):
    """Clusters with so many node subnets each, behind a NAT gateway for each VPC; the endpoints are open to the world."""
    tables = []
    for number in range(vpcs):
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        blocks = (f"10.0.{high}.{low}/26" for high in range(256) for low in range(0, 256, 64))
        outside = _subnet(ec2, vpc, next(blocks), "a")
        _table(ec2, vpc, [outside], GatewayId=gateway)
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        nat = ec2.create_nat_gateway(SubnetId=outside, AllocationId=address)["NatGateway"]["NatGatewayId"]
        for cluster in range(number, clusters, vpcs):
            inside = [_subnet(ec2, vpc, next(blocks), "abc"[index % 3]) for index in range(subnets)]
            tables.append(_table(ec2, vpc, inside, NatGatewayId=nat))
            name = f"cluster-{cluster:02}"
            eks.create_cluster(
                name=name,
                roleArn="arn:aws:iam::123456789012:role/cluster",
                resourcesVpcConfig={"subnetIds": inside[:2]},
            )
            _nodegroup(eks, name, "workers", inside)
    return tables


def _subnet(ec2, vpc, block, zone):
    zone = f"{ec2.meta.region_name}{zone}"
    return ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]


def _table(ec2, vpc, subnets, **target):
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **target)
    for subnet in subnets:
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
    return table


def _nodegroup(eks, cluster, name, subnets, **more):
    eks.create_nodegroup(
        clusterName=cluster, nodegroupName=name, subnets=subnets, nodeRole="arn:aws:iam::123456789012:role/nodes", **more
    )
