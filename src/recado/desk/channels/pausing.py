"""Stop sending on a channel that the provider no longer lets speak, and say so; what is written waits."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from recado.desk.channels import reasons
from recado.desk.channels.events import ChannelStateChanged
from recado.desk.channels.models import Channel, ChannelState
from recado.desk.core import bulk
from recado.desk.core.time import now
from recado.desk.journal import telling

BREATH = timedelta(minutes=10)
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Paused by a person, until a person says otherwise."""


@transaction.atomic
def stop(channel: Channel, *, code: str, detail: str) -> None:
    """Hold the channel's messages for a while; it is tried again by itself, and at once after a good probe."""
    at = now()
    kept = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    why = reasons.kept("stopped", kind=kept.kind, error=code, detail=detail)
    bulk.update(
        Channel,
        [
            {
                "id": kept.pk,
                "state": ChannelState.STOPPED,
                "state_reason": why,
                "state_at": at,
                "paused_until": max(kept.paused_until or at, at + BREATH),
            }
        ],
    )
    if kept.state != ChannelState.STOPPED:
        told = ChannelStateChanged(at=at, channel=kept.pk, called=kept.name, state=ChannelState.STOPPED, reason=why)
        telling.record(told)


@transaction.atomic
def go_on(channel: Channel) -> None:
    """Something left through it again: it works. What a person paused stays paused."""
    kept = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    if kept.state != ChannelState.STOPPED or kept.paused_until == FOR_EVER:
        return
    at, state = now(), ChannelState.WORKING
    bulk.update(Channel, [{"id": kept.pk, "state": state, "state_reason": "", "state_at": at, "paused_until": None}])
    telling.record(ChannelStateChanged(at=at, channel=kept.pk, called=kept.name, state=state))
