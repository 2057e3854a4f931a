"""Tell the provider that we read: the customer sees it once somebody in charge has looked."""

from collections.abc import Sequence

from recado.desk.channels import registry
from recado.desk.channels.port import Ambiguous, Refused, Unreachable
from recado.desk.conversations.models import Direction, Message, Thread, ThreadKind
from recado.desk.core import doorbells
from recado.desk.core.sealing import WrongKey
from recado.desk.journal.events import Event


def order(seen: Sequence[Event]) -> None:
    """Ask for the threads of these events to be marked as read."""
    threads = dict.fromkeys(event.thread for event in seen if event.thread)
    doorbells.ring(doorbells.READ, [{"thread": thread} for thread in threads])


def mark(thread_id: int) -> None:
    """Mark the newest word of the customer, but for a group's. A receipt is a courtesy: if it fails, it is left."""
    thread = Thread.objects.select_related("channel").get(pk=thread_id)
    adapter = registry.adapter(thread.channel.kind)
    newest = Message.objects.filter(thread=thread, direction=Direction.IN, provider_id__isnull=False)
    last = newest.order_by("-at", "-pk").values_list("provider_id", flat=True).first()
    unmarked = thread.kind == ThreadKind.GROUP or not adapter.abilities.read_receipts
    if last is None or last.startswith("told:") or unmarked:
        return
    try:
        adapter.mark_read(registry.account(thread.channel), last)
    except (Refused, Unreachable, Ambiguous, WrongKey):
        return
