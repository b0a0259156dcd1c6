"""AWS answers from a compact description of a network.

A Network holds the answers of the describe calls as the AWS CLI prints them. Its methods add records in AWS's own shape, with
what AWS would fill in; `network["node-a"]` is the record of that name, to be changed field by field where a case needs an
answer that no method makes. Ids follow from the names, so the same network has the same ids in every case, and two cases
differ in nothing but what they are about.
"""

import hashlib
import ipaddress

ACCOUNT = "123456789012"
PREFIX = {
    "Vpcs": "vpc",
    "Subnets": "subnet",
    "RouteTables": "rtb",
    "InternetGateways": "igw",
    "EgressOnlyInternetGateways": "eigw",
    "NatGateways": "nat",
    "NetworkAcls": "acl",
    "SecurityGroups": "sg",
    "VpcEndpoints": "vpce",
    "NetworkInterfaces": "eni",
    "DhcpOptions": "dopt",
    "LaunchTemplateVersions": "lt",
    "PrefixLists": "pl",
    "TransitGatewayVpcAttachments": "tgw-attach",
    "VpnGateways": "vgw",
    "VpcPeeringConnections": "pcx",
    "ClientVpnEndpoints": "cvpn-endpoint",
    "InstanceConnectEndpoints": "eice",
    "VpcBlockPublicAccessExclusions": "vpcbpa-exclude",
    "Instances": "i",
}
# The lists whose answers belong to every snapshot, empty or not.
LISTS = [key for key in PREFIX if key not in ("PrefixLists", "LaunchTemplateVersions", "Instances")] + [
    "AvailabilityZones",
    "Reservations",
    "AutoScalingGroups",
]
ZONE_IDS = {
    "us-east-1": {"a": "use1-az6", "b": "use1-az1", "c": "use1-az2", "d": "use1-az4", "e": "use1-az3", "f": "use1-az5"},
    "eu-central-1": {"a": "euc1-az2", "b": "euc1-az3", "c": "euc1-az1"},
    "cn-north-1": {"a": "cnn1-az1", "b": "cnn1-az2"},
    "us-gov-west-1": {"a": "usgw1-az1", "b": "usgw1-az2", "c": "usgw1-az3"},
}
TARGET_FIELDS = {
    "nat": "NatGatewayId",
    "tgw": "TransitGatewayId",
    "pcx": "VpcPeeringConnectionId",
    "eni": "NetworkInterfaceId",
    "i": "InstanceId",
    "eigw": "EgressOnlyInternetGatewayId",
    "lgw": "LocalGatewayId",
    "cagw": "CarrierGatewayId",
}
PROTOCOLS = {"all": "-1", "tcp": "6", "udp": "17", "icmp": "1"}


def make_id(kind, name):
    """Of the short form, which AWS gave out until 2016."""
    return f"{kind}-{hashlib.sha256(f'{kind} {name}'.encode()).hexdigest()[:8]}"


class Network:
    def __init__(self, region="us-east-1", account=ACCOUNT, partition="aws", salt=""):
        """With a salt, ids differ from those of other networks with the same names."""
        self.salt = salt
        self.region, self.account, self.partition = region, account, partition
        self.lists = {key: [] for key in LISTS}
        self.vpc_attributes, self.prefix_lists, self.files = {}, {}, {}
        self.named, self.ids = {}, {}
        self.nodes = {}  # subnet name -> labels of what runs nodes there
        self.block_public_access = {
            "AwsRegion": region,
            "InternetGatewayBlockMode": "off",
        }
        self.cluster_name = None

    def __getitem__(self, name):
        return self.named[name]

    def id(self, name):
        """The id of a record, an ARN where EKS has only that; what is no name is an id or a fixed word already."""
        return self.ids.get(name, name)

    def _add(self, key, name, record, id_field, id_=None, to=None):
        if name in self.named:
            raise ValueError(f"{name} is there already")
        id_ = id_ or make_id(PREFIX[key], self.salt + name)
        record = {id_field: id_, **record}
        self.named[name], self.ids[name] = record, id_
        (self.lists[key] if to is None else to).append(record)
        return record

    def remove(self, name):
        """As if it had been deleted and forgotten: AWS answers without it."""
        record = self.named[name]
        for records in self.lists.values():
            if record in records:
                records.remove(record)

    def unread(self, *keys):
        """As if the calls had been denied: the snapshot has no answer of theirs."""
        for key in keys:
            if key == "VpcBlockPublicAccessOptions":
                self.block_public_access = None
            else:
                del self.lists[key]

    @staticmethod
    def _tags(name, more=None):
        return [{"Key": key, "Value": value} for key, value in {"Name": name, **(more or {})}.items()]

    # ------------------------------------------------------------------------------------------------ VPC and subnets

    def issue(self, name, code, message, *resources):
        """A health issue of the cluster or of a node group."""
        health = self[name].setdefault("health", {"issues": []})
        health["issues"].append({"code": code, "message": message, "resourceIds": [self.id(r) for r in resources]})

    def zone(self, name, id_, kind="availability-zone"):
        self.lists["AvailabilityZones"].append(
            {"RegionName": self.region, "ZoneName": name, "ZoneId": id_, "ZoneType": kind}
        )

    def vpc(self, name="vpc", cidr="10.0.0.0/16", more_cidrs=(), ipv6=None, dns_support=True, dns_hostnames=True, owner=None):
        owner = owner or self.account
        record = self._add(
            "Vpcs",
            name,
            {
                "OwnerId": owner,
                "State": "available",
                "IsDefault": False,
                "CidrBlock": cidr,
                "CidrBlockAssociationSet": [
                    {
                        "CidrBlock": c,
                        "CidrBlockState": {"State": "associated"},
                    }
                    for c in (cidr, *more_cidrs)
                ],
                "Ipv6CidrBlockAssociationSet": [
                    {
                        "Ipv6CidrBlock": ipv6,
                        "Ipv6CidrBlockState": {"State": "associated"},
                    }
                ]
                if ipv6
                else [],
                "Tags": self._tags(name),
            },
            "VpcId",
        )
        record["DhcpOptionsId"] = self.dhcp(f"{name}-dhcp")["DhcpOptionsId"]
        self.vpc_attributes[record["VpcId"]] = {"EnableDnsSupport": dns_support, "EnableDnsHostnames": dns_hostnames}
        self.table(f"{name}-main", vpc=name, main=True)
        everything = ["100 allow all", *(["101 allow all ::/0"] if ipv6 else [])]
        self.acl(f"{name}-acl", vpc=name, inbound=everything, outbound=everything, default=True)
        self.group(f"{name}-default", vpc=name, inbound=[f"all from {name}-default"], group_name="default")
        return record

    def dhcp(self, name, servers=("AmazonProvidedDNS",), domain=None, vpc=None):
        record = self._add(
            "DhcpOptions",
            name,
            {
                "DhcpConfigurations": [
                    *([{"Key": "domain-name", "Values": [{"Value": domain}]}] if domain else []),
                    {"Key": "domain-name-servers", "Values": [{"Value": server} for server in servers]},
                ],
            },
            "DhcpOptionsId",
        )
        if vpc:
            self[vpc]["DhcpOptionsId"] = record["DhcpOptionsId"]
        return record

    def _zone(self, zone):
        """The full name of a zone given by its letter, which is described from then on."""
        if len(zone) == 1:
            name, id_ = self.region + zone, ZONE_IDS[self.region][zone]
            if all(z["ZoneName"] != name for z in self.lists["AvailabilityZones"]):
                self.zone(name, id_)
            return name
        return zone

    def subnet(
        self, name, cidr, zone="a", table=None, public_ip=False, ipv6=None, assign_ipv6=False, vpc="vpc", free=None, tags=None
    ):
        zone = self._zone(zone)
        zone_id = next(z["ZoneId"] for z in self.lists["AvailabilityZones"] if z["ZoneName"] == zone)
        owner = self[vpc]["OwnerId"]
        record = self._add(
            "Subnets",
            name,
            {
                "VpcId": self.id(vpc),
                "OwnerId": owner,
                "State": "available",
                "AvailabilityZone": zone,
                "AvailabilityZoneId": zone_id,
                "CidrBlock": cidr,
                "AvailableIpAddressCount": ipaddress.ip_network(cidr).num_addresses - 10 if free is None else free,
                "MapPublicIpOnLaunch": public_ip,
                "Ipv6CidrBlockAssociationSet": [
                    {
                        "Ipv6CidrBlock": ipv6,
                        "Ipv6CidrBlockState": {"State": "associated"},
                    }
                ]
                if ipv6
                else [],
                "Tags": self._tags(name, tags),
            },
            "SubnetId",
        )
        if ipv6:
            record.update(AssignIpv6AddressOnCreation=assign_ipv6, Ipv6Native=False, EnableDns64=False)
        self._guard(self.id(name), f"{vpc}-acl")
        if table:
            self.associate(table, name)
        return record

    # ---------------------------------------------------------------------------------------------------------- routes

    def table(self, name, routes=None, vpc="vpc", main=False):
        """Routes by destination: {"0.0.0.0/0": "nat-a"}; the local ones are there by themselves."""
        owner = self[vpc]
        self._add(
            "RouteTables",
            name,
            {
                "VpcId": self.id(vpc),
                "Associations": [],
                "Routes": [],
                "Tags": self._tags(name),
            },
            "RouteTableId",
        )
        if main:
            self._associate(name, {"Main": True})
        for block in owner["CidrBlockAssociationSet"]:
            self.route(name, block["CidrBlock"], "local", origin="CreateRouteTable")
        for block in owner["Ipv6CidrBlockAssociationSet"]:
            self.route(name, block["Ipv6CidrBlock"], "local", origin="CreateRouteTable")
        for destination, target in (routes or {}).items():
            self.route(name, destination, target)
        return self[name]

    def route(self, table, destination, target, state="active", origin="CreateRoute"):
        id_ = self.id(target)
        kind = "pl" if destination in self.prefix_lists else "6" if ":" in destination else "4"
        field = {"pl": "DestinationPrefixListId", "6": "DestinationIpv6CidrBlock", "4": "DestinationCidrBlock"}[kind]
        by = "CoreNetworkArn" if ":core-network/" in id_ else "OdbNetworkArn" if ":odb-network/" in id_ else None
        by = by or TARGET_FIELDS.get(id_.rsplit("-", 1)[0], "GatewayId")
        record = {field: self.id(destination), by: id_, "Origin": origin, "State": state}
        if by == "InstanceId":
            record["NetworkInterfaceId"] = self.id(f"{target}-eni")
        self[table]["Routes"].append(record)
        return record

    def unroute(self, table, destination):
        self[table]["Routes"] = [r for r in self[table]["Routes"] if self.id(destination) not in r.values()]

    def reroute(self, table, destination, target, **more):
        self.unroute(table, destination)
        return self.route(table, destination, target, **more)

    def blackhole(self, target):
        """The target is gone or detached: AWS marks every route to it."""
        for table in self.lists["RouteTables"]:
            for route in table["Routes"]:
                if self.id(target) in route.values():
                    route["State"] = "blackhole"

    def associate(self, table, *subnets):
        for subnet in subnets:
            self.disassociate(subnet)
            self._associate(table, {"SubnetId": self.id(subnet), "Main": False})

    def disassociate(self, subnet):
        """The subnet follows the main table."""
        for table in self.lists["RouteTables"]:
            table["Associations"] = [a for a in table["Associations"] if a.get("SubnetId") != self.id(subnet)]

    def _associate(self, table, what):
        self[table]["Associations"].append(what)

    def prefix_list(self, name, *cidrs):
        """A customer-managed one; its id can stand for its ranges in routes and groups."""
        self.ids[name] = make_id("pl", self.salt + name)
        self.prefix_lists[name] = [{"Cidr": cidr} for cidr in cidrs]

    # -------------------------------------------------------------------------------------------------------- gateways

    def internet_gateway(self, name="igw", vpc="vpc"):
        return self._add(
            "InternetGateways",
            name,
            {
                "Attachments": [{"State": "available", "VpcId": self.id(vpc)}],
                "Tags": self._tags(name),
            },
            "InternetGatewayId",
        )

    def egress_only_gateway(self, name="eigw", vpc="vpc"):
        return self._add(
            "EgressOnlyInternetGateways",
            name,
            {"Attachments": [{"State": "attached", "VpcId": self.id(vpc)}], "Tags": self._tags(name)},
            "EgressOnlyInternetGatewayId",
        )

    def nat(self, name, subnet, *public_ips, private=False):
        """Zonal; public with these addresses, the first of them primary."""
        addresses = [self._nat_address(name, n, ip, subnet) for n, ip in enumerate(public_ips or [None])]
        return self._add(
            "NatGateways",
            name,
            {
                "VpcId": self[subnet]["VpcId"],
                "SubnetId": self.id(subnet),
                "State": "available",
                "ConnectivityType": "private" if private else "public",
                "AvailabilityMode": "zonal",
                "NatGatewayAddresses": addresses,
                "Tags": self._tags(name),
            },
            "NatGatewayId",
        )

    def regional_nat(self, name, zones, vpc="vpc", auto=True):
        """Addresses by zone: {"a": "203.0.113.1"}. A regional gateway stands in no subnet and has a route table of its own."""
        addresses = []
        for n, (zone, ip) in enumerate(zones.items()):
            address = self._nat_address(name, n, ip)
            address["AvailabilityZone"] = self.region + zone
            address["AvailabilityZoneId"] = ZONE_IDS[self.region][zone]
            addresses.append(address)
        return self._add(
            "NatGateways",
            name,
            {
                "VpcId": self.id(vpc),
                "State": "available",
                "ConnectivityType": "public",
                "AvailabilityMode": "regional",
                "AutoScalingIps": "enabled" if auto else "disabled",
                "AutoProvisionZones": "enabled" if auto else "disabled",
                "NatGatewayAddresses": addresses,
                "Tags": self._tags(name),
            },
            "NatGatewayId",
        )

    def _nat_address(self, nat, number, public_ip, subnet=None):
        address = {
            "PrivateIp": self._host(subnet, 20 + number) if subnet and not public_ip else None,
            "IsPrimary": number == 0,
            "Status": "succeeded",
        }
        if public_ip:
            address["PublicIp"] = public_ip
        return address

    def _host(self, subnet, number):
        return str(ipaddress.ip_network(self[subnet]["CidrBlock"])[number])

    def transit_gateway(self, name, *subnets):
        """The gateway itself is another's; what this VPC sees is its attachment."""
        self.ids[name] = make_id("tgw", name)
        return self._add(
            "TransitGatewayVpcAttachments",
            f"{name}-attachment",
            {
                "TransitGatewayId": self.id(name),
                "VpcId": self[subnets[0]]["VpcId"],
                "VpcOwnerId": self.account,
                "State": "available",
                "SubnetIds": [self.id(subnet) for subnet in subnets],
                "Tags": self._tags(f"{name}-attachment"),
            },
            "TransitGatewayAttachmentId",
        )

    def vpn_gateway(self, name="vgw", vpc="vpc"):
        return self._add(
            "VpnGateways",
            name,
            {
                "State": "available",
                "Type": "ipsec.1",
                "VpcAttachments": [{"State": "attached", "VpcId": self.id(vpc)}],
                "Tags": self._tags(name),
            },
            "VpnGatewayId",
        )

    def peering(self, name, other_vpc="vpc-0123456789abcdef0", other_cidr="172.31.0.0/16", vpc="vpc"):
        def side(id_, cidr, owner):
            return {"VpcId": id_, "CidrBlock": cidr, "OwnerId": owner, "Region": self.region}

        return self._add(
            "VpcPeeringConnections",
            name,
            {
                "RequesterVpcInfo": side(self.id(vpc), self[vpc]["CidrBlock"], self.account),
                "AccepterVpcInfo": side(other_vpc, other_cidr, "210987654321"),
                "Status": {"Code": "active", "Message": "Active"},
                "Tags": self._tags(name),
            },
            "VpcPeeringConnectionId",
        )

    # --------------------------------------------------------------------------------------------------------- filters

    def acl(self, name, subnets=(), inbound=(), outbound=(), vpc="vpc", default=False):
        """Entries as "100 allow tcp 443 10.0.0.0/16"; ports and range default to all. The last one, which denies, is AWS's; the
        default ACL's is left out, since nothing gets that far."""
        entries = [
            self._entry(entry, egress)
            for egress, those in ((False, inbound), (True, outbound))
            for entry in (*those, *([] if default else ["32767 deny all"]))
        ]
        self._add(
            "NetworkAcls",
            name,
            {
                "VpcId": self.id(vpc),
                "IsDefault": default,
                "Associations": [],
                "Entries": entries,
                "Tags": [] if default else self._tags(name),
            },
            "NetworkAclId",
        )
        for subnet in subnets:
            self._guard(self.id(subnet), name)

    def _guard(self, subnet_id, acl):
        for other in self.lists["NetworkAcls"]:
            other["Associations"] = [a for a in other["Associations"] if a["SubnetId"] != subnet_id]
        self[acl]["Associations"].append({"SubnetId": subnet_id})

    @staticmethod
    def _entry(text, egress):
        number, action, protocol, *rest = text.split()
        entry = {
            "RuleNumber": int(number),
            "RuleAction": action,
            "Protocol": PROTOCOLS.get(protocol, protocol),
            "Egress": egress,
        }
        if rest and "." not in rest[0] and ":" not in rest[0]:
            entry["PortRange"] = _ports(rest.pop(0), "From", "To")
        cidr = rest[0] if rest else "0.0.0.0/0"
        entry["Ipv6CidrBlock" if ":" in cidr else "CidrBlock"] = cidr
        return entry

    def group(self, name, inbound=(), outbound=None, vpc="vpc", group_name=None, tags=None):
        """Rules as "tcp 443 from sg-nodes", "all to 0.0.0.0/0"; the other side is a range, a group or a prefix list.

        Without further word everything may go out, by IPv6 as well where the VPC has it, as AWS sets a new group up.
        """
        if outbound is None:
            outbound = ["all to 0.0.0.0/0", *(["all to ::/0"] if self[vpc]["Ipv6CidrBlockAssociationSet"] else [])]
        record = self._add(
            "SecurityGroups",
            name,
            {
                "GroupName": group_name or name,
                "VpcId": self.id(vpc),
                "IpPermissions": [],
                "IpPermissionsEgress": [],
                "Tags": self._tags(name, tags),
            },
            "GroupId",
        )
        record["IpPermissions"] = [self._permission(rule) for rule in inbound]
        record["IpPermissionsEgress"] = [self._permission(rule) for rule in outbound]
        return record

    def admit(self, group, *rules):
        self[group]["IpPermissions"] += [self._permission(rule) for rule in rules]

    def _permission(self, rule):
        protocol, *ports, _, peer = rule.split()
        permission = {
            "IpProtocol": "-1" if protocol == "all" else protocol,
            "UserIdGroupPairs": [],
            "IpRanges": [],
            "Ipv6Ranges": [],
            "PrefixListIds": [],
        }
        if ports:
            permission.update(_ports(ports[0], "FromPort", "ToPort"))
        if self.id(peer).startswith("sg-"):
            permission["UserIdGroupPairs"] = [{"GroupId": self.id(peer)}]
        elif self.id(peer).startswith("pl-"):
            permission["PrefixListIds"] = [{"PrefixListId": self.id(peer)}]
        elif ":" in peer:
            permission["Ipv6Ranges"] = [{"CidrIpv6": peer}]
        else:
            permission["IpRanges"] = [{"CidrIp": peer}]
        return permission

    def public_access(self, mode, *exclusions):
        """VPC Block Public Access; exclusions as "node-a allow-egress", "vpc allow-bidirectional create-in-progress"."""
        self.block_public_access["InternetGatewayBlockMode"] = mode
        for record in self.lists["Vpcs"] + self.lists["Subnets"]:
            record["BlockPublicAccessStates"] = {"InternetGatewayBlockMode": mode}
        for exclusion in exclusions:
            resource, allowed, *state = exclusion.split()
            id_ = self.id(resource)
            kind = "vpc" if id_.startswith("vpc-") else "subnet"
            self._add(
                "VpcBlockPublicAccessExclusions",
                f"exclusion of {resource}",
                {
                    "InternetGatewayExclusionMode": allowed,
                    "ResourceArn": f"arn:{self.partition}:ec2:{self.region}:{self.account}:{kind}/{id_}",
                    "State": state[0] if state else "create-complete",
                },
                "ExclusionId",
            )

    # --------------------------------------------------------------------------------------------------- VPC endpoints

    def endpoint(self, service, *subnets, groups=("endpoints",), private_dns=True, vpc="vpc", name=None):
        """An interface endpoint; of a service named in full where it holds a "." and begins with com or cn."""
        first = self[subnets[0]] if subnets else None
        return self._add(
            "VpcEndpoints",
            name or service,
            {
                "VpcEndpointType": "Interface",
                "VpcId": first["VpcId"] if first else self.id(vpc),
                "OwnerId": self.account,
                "ServiceName": self.service(service),
                "State": "available",
                "SubnetIds": [self.id(subnet) for subnet in subnets],
                "Groups": [{"GroupId": self.id(group)} for group in groups],
                "PrivateDnsEnabled": private_dns,
                "RouteTableIds": [],
                "PolicyDocument": FULL_ACCESS,
                "Tags": self._tags(name or service),
            },
            "VpcEndpointId",
        )

    def service(self, service):
        if service.startswith(("com.", "cn.")):
            return service
        chinese = self.region.startswith("cn-") and service in ("ec2", "ecr.api", "ecr.dkr", "sts")
        return f"{'cn.' if chinese else ''}com.amazonaws.{self.region}.{service}"

    def s3_gateway(self, *tables, name="s3", vpc="vpc"):
        """A gateway endpoint for S3, with the route it puts into its tables."""
        self.prefix_lists.setdefault(f"{name}-ranges", [{"Cidr": "52.216.0.0/15"}, {"Cidr": "3.5.0.0/19"}])
        self.ids[f"{name}-ranges"] = make_id("pl", self.salt + "s3")
        record = self._add(
            "VpcEndpoints",
            name,
            {
                "VpcEndpointType": "Gateway",
                "VpcId": self.id(vpc),
                "OwnerId": self.account,
                "ServiceName": self.service("s3"),
                "State": "available",
                "SubnetIds": [],
                "Groups": [],
                "PrivateDnsEnabled": False,
                "RouteTableIds": [self.id(table) for table in tables],
                "PolicyDocument": FULL_ACCESS,
                "Tags": self._tags(name),
            },
            "VpcEndpointId",
        )
        for table in tables:
            self.route(table, f"{name}-ranges", name)
        return record

    # ---------------------------------------------------------------------------------------------- cluster and nodes

    def cluster(
        self, *subnets, name="demo", public=True, private=False, cidrs=("0.0.0.0/0",), groups=(), ipv6=False, dual_stack=None
    ):
        """With its security group and, in its first two subnets, its network interfaces."""
        vpc = next(v for v in self.lists["Vpcs"] if v["VpcId"] == self[subnets[0]]["VpcId"])
        vpc_name = next(n for n, record in self.named.items() if record is vpc)
        self.cluster_name = name
        self.group(
            f"{name}-cluster", vpc=vpc_name, group_name=f"eks-cluster-sg-{name}-1234567", tags={f"kubernetes.io/cluster/{name}": "owned"}
        )
        self.admit(f"{name}-cluster", f"all from {name}-cluster")
        for number, subnet in enumerate(subnets[:2]):
            self.control_plane_interface(f"{name}-eni-{'ab'[number]}", subnet, f"{name}-cluster", *groups)
        dual_stack = ipv6 if dual_stack is None else dual_stack
        host = f"eks-cluster.{self.region}.api.aws" if dual_stack else f"{self.region}.eks.amazonaws.com"
        if self.partition == "aws-cn":
            host = f"{self.region}.eks.amazonaws.com.cn"
        self.ids[name] = f"arn:{self.partition}:eks:{self.region}:{self.account}:cluster/{name}"
        self.named[name] = {
            "name": name,
            "arn": self.ids[name],
            "endpoint": f"https://{hashlib.sha256(name.encode()).hexdigest()[:8].upper()}.gr7.{host}",
            "resourcesVpcConfig": {
                "subnetIds": [self.id(subnet) for subnet in subnets],
                "securityGroupIds": [self.id(group) for group in groups],
                "clusterSecurityGroupId": self.id(f"{name}-cluster"),
                "vpcId": vpc["VpcId"],
                "endpointPublicAccess": public,
                "endpointPrivateAccess": private,
                "publicAccessCidrs": list(cidrs) if public else [],
            },
            "kubernetesNetworkConfig": {"ipFamily": "ipv6"}
            if ipv6
            else {"ipFamily": "ipv4"},
            "status": "ACTIVE",
        }
        self.files[f"eks-describe-cluster-{name}"] = {"cluster": self.named[name]}
        return self.named[name]

    def endpoint_access(self, public, private, cidrs=("0.0.0.0/0",)):
        self[self.cluster_name]["resourcesVpcConfig"].update(
            endpointPublicAccess=public, endpointPrivateAccess=private, publicAccessCidrs=list(cidrs) if public else []
        )

    def control_plane_interface(self, name, subnet, *groups):
        return self.interface(name, subnet, f"Amazon EKS {self.cluster_name}", *groups)

    def interface(self, name, subnet, description, *groups, **more):
        number = 10 + sum(1 for e in self.lists["NetworkInterfaces"] if e["SubnetId"] == self.id(subnet))
        record = {
            "VpcId": self[subnet]["VpcId"],
            "SubnetId": self.id(subnet),
            "Description": description,
            "SourceDestCheck": True,
            "PrivateIpAddress": self._host(subnet, number),
            "Groups": [{"GroupId": self.id(group)} for group in groups],
            **({} if description.startswith("Amazon EKS") else {"TagSet": self._tags(name)}),
            **more,
        }
        return self._add("NetworkInterfaces", name, record, "NetworkInterfaceId")

    def _runs_nodes(self, label, subnets):
        for subnet in subnets:
            self.nodes.setdefault(subnet, []).append(label)

    def nodegroup(self, name, *subnets, template=None, version="1", ami="AL2023_x86_64_STANDARD"):
        cluster = self.cluster_name
        self.ids[name] = (
            f"arn:{self.partition}:eks:{self.region}:{self.account}:nodegroup/{cluster}/{name}/"
            f"{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        )
        self.named[name] = {
            "nodegroupName": name,
            "nodegroupArn": self.ids[name],
            "clusterName": cluster,
            "status": "ACTIVE",
            "subnets": [self.id(subnet) for subnet in subnets],
            "amiType": ami,
        }
        if template:
            self.named[name]["launchTemplate"] = {"id": self.id(template), "name": template, "version": version}
        self.files[f"eks-describe-nodegroup-{cluster}-{name}"] = {"nodegroup": self.named[name]}
        self._runs_nodes(f"nodegroup/{name}", subnets)
        return self.named[name]

    def fargate(self, name, *subnets):
        cluster = self.cluster_name
        self.ids[name] = f"arn:{self.partition}:eks:{self.region}:{self.account}:fargateprofile/{cluster}/{name}/f00d"
        self.named[name] = {
            "fargateProfileName": name,
            "fargateProfileArn": self.ids[name],
            "clusterName": cluster,
            "podExecutionRoleArn": f"arn:{self.partition}:iam::{self.account}:role/eks-fargate",
            "subnets": [self.id(subnet) for subnet in subnets],
            "selectors": [{"namespace": "default"}],
            "status": "ACTIVE",
        }
        self.files[f"eks-describe-fargate-profile-{cluster}-{name}"] = {"fargateProfile": self.named[name]}
        self._runs_nodes(f"fargate/{name}", subnets)
        return self.named[name]

    def template(self, name, version=1, default=True, groups=(), interfaces=()):
        """One version of a launch template; interfaces as dicts of AWS's fields, Groups by name."""
        data = {"MetadataOptions": {"HttpTokens": "required"}}
        if groups:
            data["SecurityGroupIds"] = [self.id(group) for group in groups]
        if interfaces:
            data["NetworkInterfaces"] = [
                {"DeviceIndex": n, **i, **({"Groups": [self.id(g) for g in i["Groups"]]} if "Groups" in i else {})}
                for n, i in enumerate(interfaces)
            ]
        record = {
            "LaunchTemplateName": name,
            "VersionNumber": version,
            "DefaultVersion": default,
            "LaunchTemplateData": data,
        }
        versions = self.lists.setdefault("LaunchTemplateVersions", [])
        if version == 1:
            return self._add("LaunchTemplateVersions", name, record, "LaunchTemplateId", to=versions)
        versions.append({"LaunchTemplateId": self.id(name), **record})
        return versions[-1]

    def auto_scaling_group(self, name, *subnets, template=None, version="$Default", tags=None):
        """Self-managed nodes."""
        tags = {f"kubernetes.io/cluster/{self.cluster_name}": "owned", **(tags or {})}
        record = {
            "AutoScalingGroupName": name,
            "AutoScalingGroupARN": f"arn:{self.partition}:autoscaling:{self.region}:{self.account}:autoScalingGroup:"
            f"00000000-0000-4000-8000-000000000000:autoScalingGroupName/{name}",
            "MinSize": 1,
            "MaxSize": 3,
            "DesiredCapacity": 2,
            "VPCZoneIdentifier": ",".join(self.id(subnet) for subnet in subnets),
            "Instances": [],
            "Tags": [
                {
                    "Key": key,
                    "Value": value,
                    "PropagateAtLaunch": True,
                    "ResourceId": name,
                    "ResourceType": "auto-scaling-group",
                }
                for key, value in tags.items()
            ],
        }
        if template:
            record["LaunchTemplate"] = {"LaunchTemplateId": self.id(template), "LaunchTemplateName": template, "Version": version}
        self.lists["AutoScalingGroups"].append(record)
        self.named[name], self.ids[name] = record, name
        self._runs_nodes(f"asg/{name}", subnets)
        return record

    def instance(self, name, subnet, *groups, public_ip=None, state="running", source_dest_check=True, tags=None):
        interface = self.interface(f"{name}-eni", subnet, "", *groups, SourceDestCheck=source_dest_check)
        record = self._add(
            "Instances",
            name,
            {
                "State": {"Code": {"running": 16, "stopped": 80, "pending": 0}.get(state, 48), "Name": state},
                "InstanceType": "m7g.large",
                "VpcId": self[subnet]["VpcId"],
                "SubnetId": self.id(subnet),
                "PrivateIpAddress": interface["PrivateIpAddress"],
                "SourceDestCheck": source_dest_check,
                "SecurityGroups": interface["Groups"],
                "NetworkInterfaces": [
                    {
                        "NetworkInterfaceId": interface["NetworkInterfaceId"],
                        "SubnetId": self.id(subnet),
                        "PrivateIpAddress": interface["PrivateIpAddress"],
                        "SourceDestCheck": source_dest_check,
                        "Attachment": {"DeviceIndex": 0, "Status": "attached"},
                        "Groups": interface["Groups"],
                    }
                ],
                "Tags": self._tags(name, tags),
            },
            "InstanceId",
            to=[],
        )
        interface["Attachment"] = {"InstanceId": record["InstanceId"], "DeviceIndex": 0, "Status": "attached"}
        if public_ip:
            association = {"PublicIp": public_ip, "IpOwnerId": "amazon"}
            interface["Association"] = association
            record["PublicIpAddress"] = public_ip
            record["NetworkInterfaces"][0]["Association"] = association
        self.lists["Reservations"].append(
            {"ReservationId": make_id("r", self.salt + name), "OwnerId": self.account, "Instances": [record]}
        )
        return record

    def node(self, name, subnet, public_ip=None, tags=None, state="running", cluster=None):
        """A running instance that says by its tag that it is a node."""
        cluster = cluster or self.cluster_name
        tags = {f"kubernetes.io/cluster/{cluster}": "owned", **(tags or {})}
        self.instance(name, subnet, f"{self.cluster_name}-cluster", public_ip=public_ip, tags=tags, state=state)
        if cluster == self.cluster_name and state in ("running", "pending"):
            if "instances" not in self.nodes.get(subnet, []):
                self._runs_nodes("instances", [subnet])
        return self[name]

    # ---------------------------------------------------------------------------------------------------------- answers

    def answers(self):
        """The snapshot: file name -> content."""
        files = {"answers": dict(self.lists)}
        if "SecurityGroups" in self.lists:
            files["answers"]["SecurityGroups"] = [g for g in self.lists["SecurityGroups"] if self._matters(g)]
        if self.block_public_access is not None:
            files["answers"]["VpcBlockPublicAccessOptions"] = self.block_public_access
        for vpc_id, attributes in self.vpc_attributes.items():
            values = {key: {"Value": value} for key, value in attributes.items() if value is not None}
            if values:
                files[f"ec2-describe-vpc-attribute-{vpc_id}"] = {"VpcId": vpc_id, **values}
        for name, entries in self.prefix_lists.items():
            if entries is not None:
                files[f"ec2-get-managed-prefix-list-entries-{self.id(name)}"] = {"Entries": entries}
        return {**files, **self.files}


    def _matters(self, group):
        """A VPC's default group that nothing carries is left out beside others, though AWS has it."""
        others = [r for records in self.lists.values() for r in records if r is not group]
        alone = all(g["VpcId"] != group["VpcId"] for g in self.lists["SecurityGroups"] if g is not group)
        return group["GroupName"] != "default" or alone or group["GroupId"] in str(others)


FULL_ACCESS = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}'


def _ports(text, first, last):
    low, _, high = text.partition("-")
    return {first: int(low), last: int(high or low)}
