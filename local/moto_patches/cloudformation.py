from moto.cloudformation import parsing
from moto.cloudwatch.models import cloudwatch_backends
from moto.core.common_models import CloudFormationModel
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


class AlarmOfAStack(CloudFormationModel):
    """An alarm is a resource with an ARN, which a dashboard names; moto finds this class among its models by itself."""

    def __init__(self, alarm):
        self.alarm = alarm

    physical_resource_id = property(lambda self: self.alarm.name)

    @staticmethod
    def cloudformation_name_type():
        return "AlarmName"

    @staticmethod
    def cloudformation_type():
        return "AWS::CloudWatch::Alarm"

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name):
        return self.alarm.alarm_arn

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        return cls(
            cloudwatch_backends[account_id][region_name].put_metric_alarm(
                name=resource_name,
                namespace=properties.get("Namespace"),
                metric_name=properties.get("MetricName"),
                comparison_operator=properties["ComparisonOperator"],
                evaluation_periods=int(properties["EvaluationPeriods"]),
                period=int(properties.get("Period") or 0),
                threshold=float(properties["Threshold"]),
                statistic=properties.get("Statistic"),
                description=properties["AlarmDescription"],
                dimensions=properties.get("Dimensions", []),
                alarm_actions=properties["AlarmActions"],
                ok_actions=properties["OKActions"],
                treat_missing_data=properties["TreatMissingData"],
            )
        )
