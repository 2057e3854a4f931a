"""When may the next message leave? The provider's limits for a number and for one person, kept between all workers."""

from datetime import datetime, timedelta

from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Thread
from recado.desk.core import bulk

SMOOTH = timedelta(seconds=1)
"""How far a number may run ahead of its even pace."""
LOOK_AGAIN = timedelta(minutes=1)
"""How soon a message asks again whether its channel is still paused."""


def hold(thread: Thread, *, at: datetime) -> datetime | None:
    """Take a place in the number's and the person's pace; or say when to ask again, having taken none.

    Each pace is a time to which it has been used up; a message moves it on by its share (a virtual schedule). Runs in
    a transaction: the channel's row is held for the moment of the question.
    """
    channel = Channel.objects.select_for_update(no_key=True).get(pk=thread.channel_id)
    if channel.paused_until and channel.paused_until > at:
        return min(channel.paused_until, at + LOOK_AGAIN)
    abilities = registry.adapter(channel.kind).abilities
    number = _next(channel.paced_to, 1 / abilities.per_second if abilities.per_second else 0, SMOOTH, at)
    every = abilities.pair_every or 0
    pair = _next(thread.paced_to, every, timedelta(seconds=every * (abilities.pair_burst - 1)), at)
    waits = [wait for wait, _ in (number, pair) if wait]
    if waits:
        return max(waits)
    bulk.update(Channel, [{"id": channel.pk, "paced_to": number[1]}])
    bulk.update(Thread, [{"id": thread.pk, "paced_to": pair[1]}])
    return None


def _next(used: datetime | None, every: float, ahead: timedelta, at: datetime) -> tuple[datetime | None, datetime]:
    """When to ask again (None: now), and to where the pace is used up then."""
    start = max(used or at, at)
    if start - at > ahead:
        return start - ahead, start
    return None, start + timedelta(seconds=every)
