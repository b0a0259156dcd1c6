import threading

from moto.dynamodb.responses import DynamoHandler

from moto_patches.patching import replaces

_ONE_AT_A_TIME = threading.Lock()


@replaces(DynamoHandler, "call_action")
def requests_are_serialized(original, self):
    """A transaction is isolated from every other request; moto copies its tables while others write them, and breaks off."""
    with _ONE_AT_A_TIME:
        return original(self)
