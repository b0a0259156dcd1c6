import json

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import dhcp_options, nat_gateways, network_acls, route_tables, security_groups, vpcs
from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.ec2.models.instances import InstanceBackend
from moto.ec2.models.subnets import Subnet, SubnetBackend
from moto.ec2.responses import EC2Response
from moto.ec2.responses.vpcs import VPCs
from moto.ec2.utils import random_resource_id
from moto_patches.patching import adds, replaces

# A tag of this key makes a NAT gateway answer the state it names: moto knows neither pending nor failed.
NAT_GATEWAY_STATE_TAG = "nodepath:nat-gateway-state"


# ---------------------------------------------------------------------------------------------------------- routes


def a_route_whose_target_is_gone_is_a_blackhole(route):
    return "active" if route.local or _target_is_there(route) else "blackhole"


def _target_is_there(route):
    backend = route.route_table.ec2_backend
    vpc_id = route.route_table.vpc_id
    if route.nat_gateway is not None:
        return route.nat_gateway.state not in ("deleting", "deleted")
    if route.gateway is not None and route.gateway.id.startswith("igw-"):
        gateway = backend.internet_gateways.get(route.gateway.id)
        return gateway is not None and gateway.vpc is not None and gateway.vpc.id == vpc_id
    if route.gateway is not None and route.gateway.id.startswith("vgw-"):
        gateway = backend.vpn_gateways.get(route.gateway.id)
        return gateway is not None and vpc_id in gateway.attachments
    if route.gateway is not None and route.gateway.id.startswith("vpce-"):
        return route.gateway.state != "deleted"
    if route.egress_only_igw is not None:
        return route.egress_only_igw.id in backend.egress_only_internet_gateways
    if route.transit_gateway is not None:
        return any(
            attachment.transit_gateway_id == route.transit_gateway.id
            and attachment.resource_id == vpc_id
            and attachment.state == "available"
            for attachment in backend.transit_gateway_attachments.values()
        )
    if route.vpc_pcx is not None:
        return route.vpc_pcx._status.code == "active"
    if route.vpc_endpoint_id is not None:
        endpoint = backend.vpc_end_points.get(route.vpc_endpoint_id)
        return endpoint is not None and endpoint.state != "deleted"
    if route.instance is not None:
        return route.instance.state == "running"
    if route.interface is not None:
        instance = route.interface.instance
        return route.interface.id in backend.enis and (instance is None or instance.state == "running")
    return True


route_tables.Route.state = property(a_route_whose_target_is_gone_is_a_blackhole)


# --------------------------------------------------------------------------------------------------- NAT gateways


@replaces(nat_gateways.NatGateway, "__init__")
def a_nat_gateway_is_public_unless_said_and_lives_in_its_subnet(
    original, self, backend, subnet_id, allocation_id, tags=None, connectivity_type=None
):
    original(self, backend, subnet_id, allocation_id, tags, connectivity_type or "public")
    address = backend.get_subnet(subnet_id).get_available_subnet_ip(self)
    self.private_ip = address
    self._eni.description = f"Interface for NAT Gateway {self.id}"
    self._eni.interface_type = "nat_gateway"
    self._eni.requester_managed = True
    _move(self._eni, address)


@replaces(nat_gateways.NatGatewayBackend, "create_nat_gateway")
def a_nat_gateways_address_says_its_status(original, self, *args, **kwargs):
    gateway = original(self, *args, **kwargs)
    for address in gateway.address_set:
        address.update(isPrimary=True, status="succeeded")
    return gateway


@replaces(nat_gateways.NatGatewayBackend, "describe_nat_gateways")
def an_unknown_nat_gateway_is_an_error(original, self, filters, nat_gateway_ids):
    for gateway_id in nat_gateway_ids or []:
        if gateway_id not in self.nat_gateways:
            raise EC2ClientError("NatGatewayNotFound", f"NAT gateway {gateway_id} was not found")
    return original(self, filters, nat_gateway_ids)


def a_nat_gateway_can_be_pending_or_failed(gateway):
    if gateway._state == "available" and hasattr(gateway, "ec2_backend"):
        for tag in gateway.get_tags():
            if tag["key"] == NAT_GATEWAY_STATE_TAG:
                return tag["value"]
    return gateway._state


nat_gateways.NatGateway.state = property(
    a_nat_gateway_can_be_pending_or_failed, lambda gateway, state: setattr(gateway, "_state", state)
)


# ------------------------------------------------------------------------------------------------- VPCs and subnets


@replaces(SubnetBackend, "create_subnet")
def a_new_subnet_assigns_no_public_addresses(original, self, vpc_id, *args, **kwargs):
    subnet = original(self, vpc_id, *args, **kwargs)
    if not self.get_vpc(vpc_id).is_default:
        subnet.default_for_az = False
        subnet.map_public_ip_on_launch = False
    return subnet


@replaces(Subnet, "attach_ipv6_cidr_block_associations")
def the_state_of_an_ipv6_range_is_a_word(original, self, ipv6_cidr_block):
    association = original(self, ipv6_cidr_block)
    association["ipv6CidrBlockState"] = _Associated(association["ipv6CidrBlockState"])
    return association


class _Associated(dict):
    """moto reads the state out of it and writes it into the answer as a whole."""

    def __str__(self):
        return self["State"]


def _default_dhcp_options(backend):
    if not hasattr(backend, "default_dhcp_options"):
        region = backend.region_name
        domain = "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"
        backend.default_dhcp_options = backend.create_dhcp_options(["AmazonProvidedDNS"], [domain])
    return backend.default_dhcp_options


def a_vpc_starts_with_dhcp_options_that_can_be_described(vpc):
    return (vpc.dhcp_options or _default_dhcp_options(vpc.ec2_backend)).id


vpcs.VPC.dhcp_options_id = property(a_vpc_starts_with_dhcp_options_that_can_be_described)


@replaces(dhcp_options.DHCPOptionsSetBackend, "describe_dhcp_options")
def the_default_dhcp_options_are_listed(original, self, *args, **kwargs):
    _default_dhcp_options(self)
    return original(self, *args, **kwargs)


# ------------------------------------------------------------------------------------------- security groups and ACLs


@replaces(security_groups.SecurityGroupBackend, "create_security_group")
def a_default_security_group_admits_its_own_members(original, self, *args, **kwargs):
    group = original(self, *args, **kwargs)
    if group.is_default:
        self.authorize_security_group_ingress(group.id, "-1", None, None, [], source_groups=[{"GroupId": group.id}])
    return group


@replaces(network_acls.NetworkAcl, "get_filter_value")
def a_network_acl_is_found_by_its_id(original, self, filter_name, method_name=None):
    return self.id if filter_name == "network-acl-id" else original(self, filter_name, method_name)


@replaces(network_acls.NetworkAclBackend, "create_network_acl")
def a_new_network_acl_denies_what_no_entry_allows(original, self, vpc_id, tags=None, default=False):
    acl = original(self, vpc_id, tags=tags, default=default)
    if not default:
        for egress in (True, False):
            self.create_network_acl_entry(
                network_acl_id=acl.id,
                rule_number=32767,
                protocol="-1",
                rule_action="deny",
                egress=egress,
                cidr_block="0.0.0.0/0",
                icmp_code=None,
                icmp_type=None,
                port_range_from=None,
                port_range_to=None,
                ipv6_cidr_block=None,
            )
    return acl


# ---------------------------------------------------------------------------------------------------- VPC endpoints


@replaces(vpcs.VPCEndPoint, "get_filter_value")
def an_endpoint_is_found_by_its_id(original, self, filter_name, method_name=None):
    return self.id if filter_name == "vpc-endpoint-id" else original(self, filter_name, method_name)


@replaces(vpcs.VPCBackend, "create_vpc_endpoint")
def a_vpc_endpoint_has_a_default_group_and_lives_in_its_subnets(
    original, self, vpc_id, service_name, endpoint_type, *args, **kwargs
):
    endpoint = original(self, vpc_id, service_name, endpoint_type, *args, **kwargs)
    endpoint.ip_address_type = "ipv4"
    if (endpoint_type or "Gateway").lower() != "interface":
        endpoint.private_dns_enabled = False
        return endpoint
    if not endpoint.security_group_ids:
        endpoint.security_group_ids = [self.get_default_security_group(vpc_id).id]
    groups = [self.get_security_group_from_id(group_id) for group_id in endpoint.security_group_ids]
    for eni_id in endpoint.network_interface_ids:
        eni = self.enis[eni_id]
        eni.description = f"VPC Endpoint Interface {endpoint.id}"
        eni.interface_type = "vpc_endpoint"
        eni.requester_managed = True
        eni._group_set = groups
        _move(eni, eni.subnet.get_available_subnet_ip(endpoint))
    suffix = service_name.removeprefix(f"com.amazonaws.{self.region_name}.")
    endpoint.dns_entries = [
        {
            "DnsName": f"{endpoint.id}-{random_resource_id(8)}.{suffix}.{self.region_name}.vpce.amazonaws.com",
            "HostedZoneId": "Z7HUB22UULQXV",
        }
    ]
    return endpoint


@replaces(VPCs, "modify_vpc_endpoint")
def modifying_an_endpoint_changes_private_dns_its_policy_and_its_routes(original, self):
    endpoint = self.ec2_backend.describe_vpc_endpoints([self._get_param("VpcEndpointId")])[0]
    before = list(endpoint.route_table_ids or [])
    result = original(self)
    private_dns = self._get_bool_param("PrivateDnsEnabled")
    if private_dns is not None:
        endpoint.private_dns_enabled = private_dns
    if self._get_bool_param("ResetPolicy"):
        endpoint.policy_document = json.dumps(endpoint.DEFAULT_POLICY)
    if endpoint.destination_prefix_list_id:
        for table_id in set(endpoint.route_table_ids) - set(before):
            self.ec2_backend.create_route(
                table_id, None, gateway_id=endpoint.id, destination_prefix_list_id=endpoint.destination_prefix_list_id
            )
        for table_id in set(before) - set(endpoint.route_table_ids):
            self.ec2_backend.delete_route(table_id, endpoint.destination_prefix_list_id)
    return result


# ----------------------------------------------------------------------------------------------------- instances


@replaces(InstanceBackend, "run_instances")
def an_instance_shows_the_groups_of_its_interface(original, self, *args, **kwargs):
    reservation = original(self, *args, **kwargs)
    for instance in reservation.instances:
        if not instance.security_groups and 0 in instance.nics:
            instance.security_groups = list(instance.nics[0]._group_set)
    return reservation


@replaces(InstanceBackend, "modify_instance_attribute")
def an_instances_source_dest_check_is_its_interfaces(original, self, instance_id, key, value):
    instance = original(self, instance_id, key, value)
    if key == "source_dest_check" and 0 in instance.nics:
        instance.nics[0].source_dest_check = value
    return instance


@replaces(NetworkInterfaceBackend, "modify_network_interface_attribute")
def an_interfaces_source_dest_check_is_its_instances(original, self, eni_id, group_ids, source_dest_check=None, description=None):
    original(self, eni_id, group_ids, source_dest_check, description)
    instance = self.get_network_interface(eni_id).instance
    if source_dest_check is not None and instance is not None:
        instance.source_dest_check = source_dest_check


# -------------------------------------------------------------------------------------------- Block Public Access
# moto has none of these calls: it answers 500 and an HTML page. State lives on the backend, so a reset clears it.


def _block_mode(backend):
    return getattr(backend, "internet_gateway_block_mode", "off")


def _exclusions(backend):
    if not hasattr(backend, "block_public_access_exclusions"):
        backend.block_public_access_exclusions = {}
    return backend.block_public_access_exclusions


def _options(self, state):
    return ActionResult(
        {
            "VpcBlockPublicAccessOptions": {
                "AwsAccountId": self.current_account,
                "AwsRegion": self.region,
                "State": state,
                "InternetGatewayBlockMode": _block_mode(self.ec2_backend),
                "ManagedBy": "account",
                "ExclusionsAllowed": "allowed",
            }
        }
    )


def _exclusion(self):
    exclusion_id = self._get_param("ExclusionId")
    exclusion = _exclusions(self.ec2_backend).get(exclusion_id)
    if exclusion is None:
        raise EC2ClientError(
            "InvalidVpcBlockPublicAccessExclusionId.NotFound", f"The exclusion '{exclusion_id}' does not exist"
        )
    return exclusion


@adds(EC2Response)
def describe_vpc_block_public_access_options(self):
    changed = hasattr(self.ec2_backend, "internet_gateway_block_mode")
    return _options(self, "update-complete" if changed else "default-state")


@adds(EC2Response)
def modify_vpc_block_public_access_options(self):
    self.ec2_backend.internet_gateway_block_mode = self._get_param("InternetGatewayBlockMode")
    return _options(self, "update-in-progress")


@adds(EC2Response)
def describe_vpc_block_public_access_exclusions(self):
    return ActionResult({"VpcBlockPublicAccessExclusions": list(_exclusions(self.ec2_backend).values())})


@adds(EC2Response)
def create_vpc_block_public_access_exclusion(self):
    subnet_id, vpc_id = self._get_param("SubnetId"), self._get_param("VpcId")
    exclusion = {
        "ExclusionId": f"vpcbpa-exclude-{random_resource_id(17)}",
        "InternetGatewayExclusionMode": self._get_param("InternetGatewayExclusionMode"),
        "ResourceArn": f"arn:{self.partition}:ec2:{self.region}:{self.current_account}:"
        + (f"subnet/{subnet_id}" if subnet_id else f"vpc/{vpc_id}"),
        "State": "create-complete",
        "CreationTimestamp": utcnow(),
    }
    _exclusions(self.ec2_backend)[exclusion["ExclusionId"]] = exclusion
    return ActionResult({"VpcBlockPublicAccessExclusion": exclusion})


@adds(EC2Response)
def modify_vpc_block_public_access_exclusion(self):
    exclusion = _exclusion(self)
    exclusion["InternetGatewayExclusionMode"] = self._get_param("InternetGatewayExclusionMode")
    exclusion["State"] = "update-complete"
    exclusion["LastUpdateTimestamp"] = utcnow()
    return ActionResult({"VpcBlockPublicAccessExclusion": exclusion})


@adds(EC2Response)
def delete_vpc_block_public_access_exclusion(self):
    exclusion = _exclusions(self.ec2_backend).pop(_exclusion(self)["ExclusionId"])
    return ActionResult({"VpcBlockPublicAccessExclusion": {**exclusion, "State": "delete-in-progress"}})


# --------------------------------------------------------------------------- ways into a VPC that moto has no calls for


@adds(EC2Response)
def describe_client_vpn_endpoints(self):
    return ActionResult({"ClientVpnEndpoints": []})


@adds(EC2Response)
def describe_instance_connect_endpoints(self):
    return ActionResult({"InstanceConnectEndpoints": []})


def _move(eni, address):
    """Gives an interface the address that its owner has in the subnet; moto makes up one outside of it."""
    eni.private_ip_address = address
    eni.private_ip_addresses = [{"Primary": True, "PrivateIpAddress": address}]
