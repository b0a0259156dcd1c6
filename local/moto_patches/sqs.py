from moto.sqs.models import SQSBackend

from moto_patches.patching import replaces


@replaces(SQSBackend, "receive_message")
@replaces(SQSBackend, "delete_message")
@replaces(SQSBackend, "change_message_visibility")
def requests_to_a_queue_are_serialized(original, self, queue_name, *args, **kwargs):
    """A message that is sent stays until it is deleted; moto loses one that is sent while another is deleted.

    Sending takes the same lock, and whoever waits for messages lets go of it.
    """
    with self.get_queue(queue_name)._messages_lock:
        return original(self, queue_name, *args, **kwargs)
