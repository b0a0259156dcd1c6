import copy
import threading

from moto.dynamodb.models import DynamoDBBackend, Table
from moto.dynamodb.responses import DynamoHandler

from moto_patches.patching import adds, replaces

_ONE_AT_A_TIME = threading.Lock()


@replaces(DynamoHandler, "call_action")
def requests_are_serialized(original, self):
    """A transaction is isolated from every other request; moto copies its tables while others write them, and breaks off."""
    with _ONE_AT_A_TIME:
        return original(self)


@replaces(DynamoDBBackend, "transact_write_items")
def transactions_put_back_only_what_they_change(original, self, transact_items):
    """moto copies the whole table once for each item of a transaction, in case that it has to be put back."""
    before = []
    for operation in (operation for item in transact_items for operation in item.values()):
        table = self.tables.get(operation.get("TableName"))
        if table is not None:
            keys = self.get_keys_value(table, operation.get("Item") or operation["Key"])
            before.append((table, keys, copy.deepcopy(table.get_item(*keys))))
    try:
        return original(self, transact_items)
    except Exception:
        for table, (hash_key, range_key), item in before:
            items, key = (table.items, hash_key) if range_key is None else (table.items[hash_key], range_key)
            items.pop(key, None)
            if item is not None:
                items[key] = item
        raise


@adds(Table)
def __deepcopy__(self, _memo):
    """A transaction no longer needs the copy of a table; nothing here makes a backup, which would."""
    return self
