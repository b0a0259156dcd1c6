"""Takes a captured network into the suite: python local/conformance/trim.py CAPTURED SNAPSHOT [NAMES]

CAPTURED is a folder of AWS CLI answers, such as `nodepath capture` writes; SNAPSHOT becomes a folder of the same answers
without what takes no part in a node's path: the default VPC, addresses, times, certificates, tags but for Name and those of
Kubernetes, interfaces that are neither the cluster's nor a route's target, prefix lists that nothing refers to. NAMES, a JSON
object {"name": "id"}, gives resources the Name tags that expectations speak of.

Anonymise account ids and names before you publish a network of your own.
"""

import json
import re
import sys
from pathlib import Path

from suite import snapshot_file

ONE_THING = {"cluster", "nodegroup", "fargateProfile"}
DROPPED_ANSWERS = {"Addresses", "PrefixLists"}
DROPPED_FIELDS = {
    "createdAt",
    "modifiedAt",
    "CreateTime",
    "CreatedTime",
    "CreationTimestamp",
    "CreatedBy",
    "certificateAuthority",
    "identity",
    "logging",
    "platformVersion",
    "encryptionConfig",
    "PrivateDnsNameOptionsOnLaunch",
    "SecurityGroupArn",
    "DnsEntries",
    "MacAddress",
    "PrivateDnsName",
    "PublicDnsName",
    "RequesterId",
    "Messages",
    "ResponseMetadata",
    "labels",
    "taints",
    "diskSize",
    "instanceTypes",
    "releaseVersion",
    "BlockDeviceMappings",
    "UserData",
    "UserId",
    "ImageId",
    "KeyName",
    "Monitoring",
    "Placement",
    "CpuOptions",
    "HibernationOptions",
    "MetadataOptions",
    "EnclaveOptions",
    "RootDeviceName",
    "RootDeviceType",
    "Hypervisor",
    "VirtualizationType",
    "ClientToken",
    "EbsOptimized",
    "EnaSupport",
    "ProductCodes",
    "AmiLaunchIndex",
    "Architecture",
    "KernelId",
    "LaunchTime",
    "StateReason",
    "StateTransitionReason",
    "UsageOperation",
    "CapacityReservationSpecification",
    "MaintenanceOptions",
    "AttachTime",
    "DeleteOnTermination",
    "PrivateIpAddresses",
    "InstanceTenancy",
    "SubnetArn",
    "Ipv6Addresses",
    "PrivateDnsEntries",
    "IpOwnerId",
    "AllocationId",
    "AssociationId",
    "NetworkInterfaceOwnerId",
    "RouteTableAssociationId",
    "NetworkAclAssociationId",
    "AwsAccountId",
    "ManagedBy",
    "ExclusionsAllowed",
    "roleArn",
    "nodeRole",
    "scalingConfig",
    "capacityType",
    "DefaultForAz",
}
# In this order: what comes later may be a reference in a record of what comes before.
OWN_ID = (
    "VpcEndpointId",
    "InstanceId",
    "NetworkInterfaceId",
    "NatGatewayId",
    "InternetGatewayId",
    "EgressOnlyInternetGatewayId",
    "RouteTableId",
    "NetworkAclId",
    "GroupId",
    "TransitGatewayAttachmentId",
    "VpcPeeringConnectionId",
    "VpnGatewayId",
    "LaunchTemplateId",
    "SubnetId",
    "VpcId",
    "DhcpOptionsId",
)
KEPT_TAGS = ("Name", "kubernetes.io/", "eks:", "aws:eks:", "aws:autoscaling:", "karpenter.sh/")


def main(captured, snapshot, names=None):
    names = json.loads(Path(names).read_text()) if names else {}
    answers, files = {}, {}
    for path in sorted(Path(captured).rglob("*.json")):
        content = json.loads(path.read_text())
        key = next(k for k in content if k not in ("NextToken", "VpcId", "ResponseMetadata"))
        if key in ONE_THING or key == "Entries":
            files[path.stem] = {key: content[key]}
        elif "VpcId" in content:
            files.setdefault(f"ec2-describe-vpc-attribute-{content['VpcId']}", {}).update(content)
        elif key not in DROPPED_ANSWERS:
            kept = answers.get(key)
            answers[key] = kept + content[key] if isinstance(kept, list) else content[key]
    of_clusters = {c["cluster"]["resourcesVpcConfig"].get("vpcId") for c in files.values() if "cluster" in c}
    noise = {v["VpcId"] for v in answers.get("Vpcs", []) if v.get("IsDefault") and v["VpcId"] not in of_clusters}
    files = {name: content for name, content in files.items() if content.get("VpcId") not in noise}
    _only_interfaces_that_matter(answers)
    by_id = {id_: name for name, id_ in names.items() if "." not in name or name.startswith("ep.")}
    for key, value in answers.items():
        if isinstance(value, list):
            records = (r for r in value if not (isinstance(r, dict) and r.get("VpcId") in noise))
            answers[key] = [_named(_of_list(key, _trimmed(r)), by_id) for r in records]
    for acl in answers.get("NetworkAcls", []):
        acl["Associations"] = [{"SubnetId": a["SubnetId"]} for a in acl["Associations"]]
    used = set(re.findall(r"pl-[0-9a-f]+", json.dumps(answers)))
    out = Path(snapshot)
    out.mkdir(parents=True, exist_ok=True)
    for name, content in {"answers": answers, **files}.items():
        if "Entries" in content and not any(name.endswith(id_) for id_ in used):
            continue
        (out / f"{name}.json").write_text(snapshot_file(_trimmed(content) if name != "answers" else content))


def _only_interfaces_that_matter(answers):
    targets = {r.get("NetworkInterfaceId") for t in answers.get("RouteTables", []) for r in t["Routes"]}
    instances = {r.get("InstanceId") for t in answers.get("RouteTables", []) for r in t["Routes"]} - {None}
    answers["NetworkInterfaces"] = [
        i
        for i in answers.get("NetworkInterfaces", [])
        if i.get("Description", "").startswith("Amazon EKS ")
        or i["NetworkInterfaceId"] in targets
        or i.get("Attachment", {}).get("InstanceId") in instances
    ]


def _trimmed(value):
    if isinstance(value, list):
        return [_trimmed(v) for v in value]
    if not isinstance(value, dict):
        return value
    kept = {k: _trimmed(v) for k, v in value.items() if k not in DROPPED_FIELDS}
    if kept.get("BlockPublicAccessStates") == {"InternetGatewayBlockMode": "off"}:
        del kept["BlockPublicAccessStates"]
    if not kept.get("Ipv6CidrBlockAssociationSet"):
        for key in ("AssignIpv6AddressOnCreation", "Ipv6Native", "EnableDns64"):
            kept.pop(key, None)
    for key in ("Tags", "TagSet"):
        if isinstance(kept.get(key), list):
            kept[key] = [t for t in kept[key] if t["Key"].startswith(KEPT_TAGS)]
    return kept


def _of_list(key, record):
    """Without what only takes place in records of this kind."""
    if key not in ("Vpcs", "Subnets", "VpcEndpoints") and isinstance(record, dict):
        record.pop("OwnerId", None)
    if key == "NetworkInterfaces":
        for field in ("AvailabilityZone", "InterfaceType", "RequesterManaged", "Status"):
            record.pop(field, None)
        record["Groups"] = [{"GroupId": group["GroupId"]} for group in record.get("Groups", [])]
    if key == "RouteTables":
        record["Associations"] = [
            {k: v for k, v in a.items() if k != "RouteTableId" and v != {"State": "associated"}} for a in record["Associations"]
        ]
    if key == "SecurityGroups":
        record.pop("Description", None)
    return record


def _named(record, names):
    """With its name as Name tag. A record's own id is that of its kind, not that of the VPC or the subnet it is in."""
    own = [k for k in OWN_ID if k in record]
    if own and record[own[0]] in names:
        tags = "TagSet" if "TagSet" in record else "Tags"
        others = [t for t in record.get(tags, []) if t["Key"] != "Name"]
        record[tags] = [{"Key": "Name", "Value": names[record[own[0]]]}, *others]
    return record


if __name__ == "__main__":
    main(*sys.argv[1:])
