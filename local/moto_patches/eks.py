import json
import uuid

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.eks import models, urls
from moto.eks.exceptions import InvalidParameterException
from moto.eks.responses import EKSResponse
from moto_patches.patching import adds, replaces

# moto makes clusters of version 1.19, which EKS no longer runs.
DEFAULT_VERSION = "1.33"
# A tag of this key makes a cluster answer the status it names: in moto an update is done at once.
CLUSTER_STATUS_TAG = "nodepath:cluster-status"
UPDATE_PARAMETERS = {
    "endpointPublicAccess": "EndpointPublicAccess",
    "endpointPrivateAccess": "EndpointPrivateAccess",
    "publicAccessCidrs": "PublicAccessCidrs",
    "subnetIds": "Subnets",
    "securityGroupIds": "SecurityGroups",
}


@replaces(models.EKSBackend, "create_cluster")
def a_cluster_knows_its_vpc_and_has_interfaces_in_its_subnets(original, self, name, role_arn, resources_vpc_config, **kwargs):
    network = {
        "securityGroupIds": [],
        "endpointPublicAccess": True,
        "endpointPrivateAccess": False,
        **{key: value for key, value in resources_vpc_config.items() if value is not None},
    }
    dual_stack = (kwargs.get("kubernetes_network_config") or {}).get("ipFamily") == "ipv6"
    if dual_stack:
        network["publicAccessCidrs"] = network.get("publicAccessCidrs") or ["0.0.0.0/0", "::/0"]
    _check_endpoint(network)
    kwargs["version"] = kwargs.get("version") or DEFAULT_VERSION
    kwargs["kubernetes_network_config"] = {
        "serviceIpv4Cidr": "172.20.0.0/16",
        "ipFamily": "ipv4",
        **(kwargs.get("kubernetes_network_config") or {}),
    }
    cluster = original(self, name, role_arn, network, **kwargs)
    host = uuid.uuid4().hex.upper()
    cluster.endpoint = (
        f"https://{host}.eks-cluster.{self.region_name}.api.aws"
        if dual_stack
        else f"https://{host}.gr7.{self.region_name}.eks.amazonaws.com"
    )

    ec2 = ec2_backends[self.account_id][self.region_name]
    subnets = ec2.describe_subnets(filters={"subnet-id": network["subnetIds"]})
    # No subnet: a cluster on shared subnets, which moto shows to their owner only. A group given: the caller, who knows
    # that AWS takes none here, has made group and interfaces.
    if subnets and "clusterSecurityGroupId" not in network:
        group = ec2.create_security_group(
            f"eks-cluster-sg-{name}-{uuid.uuid4().int % 10**9}",
            "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, "
            "as well as any managed workloads.",
            vpc_id=subnets[0].vpc_id,
            tags={"Name": f"eks-cluster-sg-{name}", "aws:eks:cluster-name": name, f"kubernetes.io/cluster/{name}": "owned"},
        )
        ec2.authorize_security_group_ingress(group.id, "-1", None, None, [], source_groups=[{"GroupId": group.id}])
        for subnet in subnets[:2]:
            ec2.create_network_interface(
                subnet,
                subnet.get_available_subnet_ip(cluster),
                group_ids=[group.id, *network["securityGroupIds"]],
                description=f"Amazon EKS {name}",
            ).requester_managed = True
        network["vpcId"] = subnets[0].vpc_id
        network["clusterSecurityGroupId"] = group.id
    return cluster


def a_cluster_can_be_updating(cluster):
    return (getattr(cluster, "tags", None) or {}).get(CLUSTER_STATUS_TAG) or cluster._status


models.Cluster.status = property(
    a_cluster_can_be_updating, lambda cluster, status: setattr(cluster, "_status", status)
)


@replaces(models.EKSBackend, "delete_cluster")
def a_deleted_cluster_takes_its_interfaces_along(original, self, name):
    cluster = original(self, name)
    cluster.status = "DELETING"
    ec2 = ec2_backends[self.account_id][self.region_name]
    for eni in list(ec2.enis.values()):
        if eni.description == f"Amazon EKS {name}":
            ec2.delete_network_interface(eni.id)
    group_id = cluster.resources_vpc_config.get("clusterSecurityGroupId")
    ec2.groups[cluster.resources_vpc_config.get("vpcId")].pop(group_id, None)
    return cluster


@replaces(models.EKSBackend, "update_cluster_config")
def an_update_changes_only_what_it_names(original, self, name, resources_vpc_config=None, **kwargs):
    if resources_vpc_config and name in self.clusters:
        named = {key: value for key, value in resources_vpc_config.items() if value is not None}
        resources_vpc_config = {**self.clusters[name].resources_vpc_config, **named}
        _check_endpoint(resources_vpc_config)
    return original(self, name, resources_vpc_config, **kwargs)


@replaces(EKSResponse, "update_cluster_config")
def an_update_is_answered_with_the_update(original, self):
    original(self)
    network = self._get_param("resourcesVpcConfig") or {}
    parameters = [
        {"type": type_, "value": json.dumps(network[key])} for key, type_ in UPDATE_PARAMETERS.items() if key in network
    ]
    endpoint = any(parameter["type"].startswith(("Endpoint", "Public")) for parameter in parameters)
    return ActionResult(
        {
            "update": {
                "id": str(uuid.uuid4()),
                "status": "InProgress",
                "type": "EndpointAccessUpdate" if endpoint else "VpcConfigUpdate" if parameters else "LoggingUpdate",
                "params": parameters,
                "createdAt": utcnow(),
                "errors": [],
            }
        }
    )


@replaces(models.Nodegroup, "__init__")
def remote_access_is_only_what_was_asked_for(original, self, *args, **kwargs):
    original(self, *args, **kwargs)
    if kwargs.get("remote_access") is None:
        self.remote_access = None
        del self.resources["remoteAccessSecurityGroup"]


# moto does not know the call; no cluster of it has associations.
urls.url_paths["{0}/clusters/(?P<name>[^/]+)/pod-identity-associations$"] = urls.response.dispatch


@adds(EKSResponse)
def list_pod_identity_associations(self):
    self.eks_backend.describe_cluster(name=self._get_param("name") or self._get_param("clusterName"))
    return ActionResult({"associations": []})


def _check_endpoint(network):
    if not network["endpointPublicAccess"] and not network["endpointPrivateAccess"]:
        raise InvalidParameterException(message="Private and public endpoint access cannot be false")
    if not network["endpointPublicAccess"]:
        network["publicAccessCidrs"] = []
    elif not network.get("publicAccessCidrs"):
        network["publicAccessCidrs"] = ["0.0.0.0/0"]
