import json

from moto.iam import models
from moto_patches.patching import replaces


@replaces(models.Role, "put_policy")
def a_policy_from_a_template_is_json(original, self, policy_name, policy_json):
    original(self, policy_name, policy_json if isinstance(policy_json, str) else json.dumps(policy_json))
