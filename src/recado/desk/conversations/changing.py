"""Reactions, edits and revocations: what people do to messages that were said already."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.channels import port
from recado.desk.conversations import parking
from recado.desk.conversations.events import MessageChanged
from recado.desk.conversations.models import Message, Reaction, Version
from recado.desk.conversations.parking import News
from recado.desk.core import bulk
from recado.desk.core.actors import HOUSE, Actor
from recado.desk.core.text import storable
from recado.desk.journal import telling


def change(news: Sequence[News], *, teams: dict[int, tuple[int, ...]], at: datetime) -> None:
    """Apply reactions, edits and revocations to their messages, in the provider's order; early ones are parked."""
    if not news:
        return
    found = Message.objects.filter(
        channel__in={one.channel for one in news}, provider_id__in={one.target for one in news}
    ).select_related("thread")
    messages = {
        (m.channel_id, m.provider_id): m for m in found.order_by("pk").select_for_update(of=("self",), no_key=True)
    }
    parking.park([one for one in news if (one.channel, one.target) not in messages])
    told: list[MessageChanged] = []
    for one in sorted(news, key=lambda one: one.fact.at or one.received_at):
        message = messages.get((one.channel, one.target))
        if message and (what := _apply(message, one)):
            by, thread = _author(message, one), message.thread_id
            told.append(
                MessageChanged(
                    at=at, by=by, thread=thread, teams=teams.get(one.channel, ()), message=message.pk, what=what
                )
            )
    telling.record(*told)


def _apply(message: Message, one: News) -> str:
    """What changed, as MessageChanged says it; empty where nothing did."""
    match one.fact:
        case port.Reaction():
            return _react(message, one, one.fact)
        case port.Edit():
            return _edit(message, one, one.fact)
        case _:
            return _revoke(message, one)


def _author(message: Message, one: News) -> Actor:
    if getattr(one.fact, "echo", False) or message.thread.person_id is None:
        return HOUSE
    return Actor("person", message.thread.person_id)


def _react(message: Message, one: News, fact: port.Reaction) -> str:
    author, at = _author(message, one), fact.at or one.received_at
    standing = Reaction.objects.filter(message=message, author=author)
    if standing.filter(at__gt=at).exists():
        return ""
    standing.delete()
    if fact.emoji:
        row = {"message_id": message.pk, "author": author, "emoji": storable(fact.emoji), "at": at}
        bulk.insert(Reaction, [row])
    return "reaction"


def _edit(message: Message, one: News, fact: port.Edit) -> str:
    at = fact.at or one.received_at
    text = storable(fact.text or "")
    if text == message.text or (message.edited_at and message.edited_at > at):
        return ""
    bulk.insert(Version, [{"message_id": message.pk, "text": message.text, "until": at}])
    bulk.update(Message, [{"id": message.pk, "text": text, "edited_at": at}])
    message.text, message.edited_at = text, at
    return "edited"


def _revoke(message: Message, one: News) -> str:
    if message.revoked_at:
        return ""
    message.revoked_at = one.fact.at or one.received_at
    bulk.update(Message, [{"id": message.pk, "revoked_at": message.revoked_at}])
    return "revoked"
