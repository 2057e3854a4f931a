"""Is a mailbox well? Remember what is wrong with it, raise the alarm when that lasts, and give the all-clear (EM5)."""

from datetime import datetime, timedelta

from django.db import transaction

from recado.desk.channels.events import ChannelStateChanged
from recado.desk.channels.mailboxes import Mailbox
from recado.desk.channels.models import Channel, ChannelState
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling

ALARM_AFTER = timedelta(minutes=5)
"""One log-in that fails is no news: providers hiccup."""
SEEN_EVERY = timedelta(seconds=30)


@transaction.atomic
def fails(channel: Channel, folder: str, why: str) -> bool:
    """A look into the mailbox failed, `why` as `reasons` keeps it; says whether the channel counts as failing now.

    It is never switched off.
    """
    at, said = now(), storable(why)
    box, _made = Mailbox.objects.select_for_update().get_or_create(channel=channel, folder=folder)
    box.trouble, box.trouble_since = said, box.trouble_since or at
    box.save(update_fields=["trouble", "trouble_since"])
    if at - box.trouble_since < ALARM_AFTER:
        return False
    _become(channel, ChannelState.FAILING, said, at)
    return True


@transaction.atomic
def works(channel: Channel, folder: str) -> None:
    """The mailbox was looked into; ends the alarm that was its own."""
    at = now()
    box, _made = Mailbox.objects.get_or_create(channel=channel, folder=folder)
    if box.trouble or box.seen_at is None or at - box.seen_at > SEEN_EVERY:
        was = box.trouble
        box.seen_at, box.trouble, box.trouble_since = at, "", None
        box.save(update_fields=["seen_at", "trouble", "trouble_since"])
        kept = Channel.objects.get(pk=channel.pk)
        if kept.state == ChannelState.NEW or (was and kept.state == ChannelState.FAILING and kept.state_reason == was):
            _become(kept, ChannelState.WORKING, "", at)


def _become(channel: Channel, state: ChannelState, why: str, at: datetime) -> None:
    kept = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    if kept.state == ChannelState.STOPPED:
        return
    changed = kept.state != state
    kept.state, kept.state_reason, kept.state_at = state, why, at if changed else kept.state_at
    kept.save(update_fields=["state", "state_reason", "state_at"])
    if changed:
        telling.record(ChannelStateChanged(at=at, channel=kept.pk, called=kept.name, state=state.value, reason=why))
