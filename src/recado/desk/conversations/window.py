"""Until when may the house answer freely? The provider's time of the customer's last word plus the channel's hours."""

from datetime import datetime, timedelta

from recado.desk.channels import registry
from recado.desk.conversations.models import Thread, ThreadKind


def closes_at(thread: Thread) -> datetime | None:
    """When the window closes or closed; None where the channel has none, the thread's beginning where nobody wrote."""
    hours = registry.adapter(thread.channel.kind).abilities.window_hours
    if hours is None or thread.kind == ThreadKind.GROUP:
        return None
    return thread.last_inbound_at + timedelta(hours=hours) if thread.last_inbound_at else thread.begun_at


def is_open(thread: Thread, at: datetime) -> bool:
    """Whether a free answer may leave at that moment."""
    closes = closes_at(thread)
    return closes is None or at < closes
