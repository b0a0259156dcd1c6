import copy

from moto.events import models
from moto.events.utils import EventTemplateParser
from moto_patches.patching import adds, replaces

# The envelope of a delivered event says whose it is.
EventTemplateParser.DEFAULT_EVENT_INPUT_TEMPLATE = EventTemplateParser.DEFAULT_EVENT_INPUT_TEMPLATE.replace(
    '"region":', '"account": "<account>", "region":'
)


@replaces(models.Rule, "send_to_targets")
def an_event_keeps_its_account_and_region_on_another_bus(original, self, event, transform_input=True):
    """EventBridge user guide, "Sending and receiving events between accounts": account and region are the sender's."""
    if not self.event_pattern.matches_event(event):
        return
    targets = self.targets
    for target in targets:
        _, _, service, region, account, resource = target["Arn"].split(":", 5)
        if service == "events" and resource.startswith("event-bus/"):
            bus = models.events_backends[account][region].describe_event_bus(resource.removeprefix("event-bus/"))
            for rule in bus.rules.values():
                rule.send_to_targets(copy.deepcopy(event))
    self.targets = [target for target in targets if ":event-bus/" not in target["Arn"]]
    try:
        original(self, event, transform_input)
    finally:
        self.targets = targets


@replaces(models.EventPattern, "matches_event")
def a_pattern_holds_for_any_object_of_an_array(original, self, event):
    return original(self, _flat(event))


def _flat(value):
    if isinstance(value, dict):
        return {key: _flat(inner) for key, inner in value.items()}
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return {key: [_flat(item[key]) for item in value if key in item] for item in value for key in item}
    return value


@replaces(models.EventPattern, "_does_item_match_filters")
def a_filter_holds_for_any_value_of_an_array(original, self, item, filters):
    values = item if isinstance(item, list) else []
    return original(self, item, filters) or any(original(self, value, filters) for value in values)


@adds(models.EventBus)
@property
def physical_resource_id(self):
    """CloudFormation's Ref of an event bus is its name."""
    return self.name
