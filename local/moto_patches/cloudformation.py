from moto.cloudformation import parsing
from moto.utilities.utils import get_partition
from moto_patches.patching import replaces


@replaces(parsing, "clean_json")
def a_list_is_without_what_is_no_value(original, resource_json, resources_map):
    cleaned = original(resource_json, resources_map)
    return [item for item in cleaned if item is not None] if isinstance(resource_json, list) else cleaned


@replaces(parsing.ResourceMap, "__init__")
def the_partition_is_the_regions(original, self, *args, **kwargs):
    original(self, *args, **kwargs)
    partition = get_partition(self["AWS::Region"])
    self._parsed_resources["AWS::Partition"] = partition
    self._parsed_resources["AWS::URLSuffix"] = "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com"
