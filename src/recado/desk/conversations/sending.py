"""Let a written message leave: marked before the call, so that a crash in between is seen and never sent twice."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from recado.desk.channels import lookup, pausing, registry
from recado.desk.channels.models import ChannelState
from recado.desk.channels.port import Accepted, Ambiguous, Refused, Unreachable
from recado.desk.conversations import ladder, ordering, pacing, window
from recado.desk.conversations.events import MessageMoved
from recado.desk.conversations.models import DeliveryRung, Message, Thread
from recado.desk.conversations.ordering import Unsendable
from recado.desk.core import bulk, doorbells, sealing
from recado.desk.core.time import now
from recado.desk.journal import telling


@dataclass(frozen=True)
class Later(Exception):
    """Not yet: ask again at this moment."""

    at: datetime


def queue(message_id: int, *, thread: int, at: datetime | None = None) -> None:
    """Let the message leave in the background, not before `at`, behind what was written before it here (WA22)."""
    doorbells.ring(doorbells.SEND, [{"message": message_id}], lock=f"thread:{thread}", at=at)


def send(message_id: int) -> None:
    """Send one message. May be called twice for the same one. Raises Later."""
    message = _begin(message_id)
    if message is None:
        return
    try:
        account = registry.account(message.channel)
        accepted = registry.adapter(message.channel.kind).send(account, ordering.order(message))
    except Ambiguous as wrong:
        _end(message, DeliveryRung.UNKNOWN, code="ambiguous", detail=str(wrong))
    except (Refused, Unsendable) as wrong:
        _refused(message, wrong.code, wrong.detail)
    except Unreachable as wrong:
        if later := _again(message, wrong):
            raise later from wrong
    except sealing.WrongKey as wrong:
        _end(message, DeliveryRung.FAILED, code="wrong-key", detail=str(wrong))
    else:
        _accepted(message, accepted)
        _address(message, accepted)


@transaction.atomic
def _begin(message_id: int) -> Message | None:
    """Mark the message as leaving; None where there is nothing to do."""
    found = Message.objects.filter(pk=message_id).select_related("thread", "channel")
    message = found.select_for_update(of=("self", "thread"), no_key=True).first()
    if message is None or message.rung not in (DeliveryRung.QUEUED, DeliveryRung.SENDING):
        return None
    if message.rung == DeliveryRung.SENDING:
        _move(message, DeliveryRung.UNKNOWN, code="interrupted")
        return None
    at = now()
    if message.leaves_at and message.leaves_at > at and not message.tries:
        raise Later(message.leaves_at)
    if not message.template and not window.is_open(message.thread, at):
        _move(message, DeliveryRung.FAILED, code="window-closed")
        return None
    if wait := pacing.hold(message.thread, at=at):
        raise Later(wait)
    _move(message, DeliveryRung.SENDING, tries=message.tries + 1)
    return message


@transaction.atomic
def _accepted(message: Message, accepted: Accepted) -> None:
    """The provider has it: keep its id."""
    fresh = Message.objects.select_for_update(no_key=True).get(pk=message.pk)
    if fresh.provider_id is None:
        bulk.update(Message, [{"id": message.pk, "provider_id": accepted.id}])
    if ladder.higher(fresh.rung, DeliveryRung.ACCEPTED):
        _move(fresh, DeliveryRung.ACCEPTED)
    if accepted.turned:
        more = {**fresh.more, "turned": [asdict(one) for one in accepted.turned]}
        bulk.update(Message, [{"id": message.pk, "more": more}])
    if message.channel.state == ChannelState.STOPPED:
        pausing.go_on(message.channel)


def _address(message: Message, accepted: Accepted) -> None:
    """How the provider names the person, to whom answers go from now on.

    In a transaction of its own: sorters hold a thread before its messages, and nobody may wait in a ring.
    """
    names = {"phone": accepted.phone, "stable": accepted.stable}
    known = {name: value for name, value in names.items() if value and value != getattr(message.thread, name)}
    if known:
        bulk.update(Thread, [{"id": message.thread_id, **known}])


def _refused(message: Message, code: str, detail: str) -> None:
    """For ever: said on the message; where it is the channel's trouble, the channel pauses and says so."""
    adapter = registry.adapter(message.channel.kind)
    _end(message, DeliveryRung.FAILED, code=code, detail=detail)
    if adapter.consequence(code) == "pause_channel":
        pausing.stop(message.channel, code=code, detail=detail)


@transaction.atomic
def _again(message: Message, wrong: Unreachable) -> Later | None:
    """Not now: back into the queue, with the provider's own patience.

    None when it was tried as long as its kind of channel allows, or when a receipt came meanwhile: then it did leave.
    """
    at = now()
    adapter = registry.adapter(message.channel.kind)
    if at - message.kept_at > timedelta(hours=adapter.abilities.give_up_hours):
        _end(message, DeliveryRung.FAILED, code=wrong.code, detail=wrong.detail)
        return None
    fresh = Message.objects.select_for_update(no_key=True).get(pk=message.pk)
    if fresh.rung != DeliveryRung.SENDING:
        return None
    _move(fresh, DeliveryRung.QUEUED, code=wrong.code, detail=wrong.detail)
    if adapter.consequence(wrong.code) == "wait":
        pausing.stop(message.channel, code=wrong.code, detail=wrong.detail)
    wait = wrong.after or adapter.wait(wrong.code, fresh.tries)
    return Later(at + timedelta(seconds=wait))


@transaction.atomic
def _end(message: Message, rung: DeliveryRung, *, code: str, detail: str) -> None:
    fresh = Message.objects.select_for_update(no_key=True).get(pk=message.pk)
    if fresh.rung == DeliveryRung.SENDING:
        _move(fresh, rung, code=code, detail=detail)


def _move(message: Message, rung: DeliveryRung, *, code: str = "", detail: str = "", tries: int | None = None) -> None:
    at = now()
    failure = {"code": code, "detail": detail} if code else None
    message.rung, message.rung_at, message.failure = rung, at, failure
    message.tries = message.tries if tries is None else tries
    row = {"id": message.pk, "rung": rung, "rung_at": at, "failure": failure, "tries": message.tries}
    bulk.update(Message, [row])
    teams = lookup.teams_of(message.channel_id)
    telling.record(MessageMoved(at=at, thread=message.thread_id, teams=teams, message=message.pk, rung=rung, code=code))
