import json

from moto.iam import models
from moto.utilities.utils import get_partition
from moto_patches.patching import replaces


@replaces(models.Role, "put_policy")
def a_policy_from_a_template_is_json(original, self, policy_name, policy_json):
    original(self, policy_name, policy_json if isinstance(policy_json, str) else json.dumps(policy_json))


@replaces(models.Role, "create_from_cloudformation_json")
def a_role_from_a_template_has_its_managed_policies(original, resource_name, cloudformation_json, account_id, region_name, **more):
    role = original(resource_name, cloudformation_json, account_id, region_name, **more)
    iam = models.iam_backends[account_id][get_partition(region_name)]
    for policy in cloudformation_json["Properties"].get("ManagedPolicyArns", []):
        if policy not in role.managed_policies:
            iam.attach_role_policy(role_name=role.name, policy_arn=policy)
    return role
