"""A replayed message that could not be read before replaces its placeholder."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.channels import port
from recado.desk.conversations import receiving
from recado.desk.conversations.arriving import Arrival, Stored
from recado.desk.conversations.events import MessageChanged
from recado.desk.conversations.models import Message
from recado.desk.core import bulk
from recado.desk.core.text import storable
from recado.desk.journal import telling

PLACEHOLDER = "unsupported"


def understand(arrivals: Sequence[Arrival], *, teams: dict[int, tuple[int, ...]], at: datetime) -> list[Stored]:
    """Fill in what the messages say now and give those back; what was understood already stays as it is."""
    better = {(a.channel.pk, a.provider_id): a for a in arrivals if a.fact.type != PLACEHOLDER}
    if not better:
        return []
    ids = {provider_id for _, provider_id in better}
    blank = Message.objects.filter(type=PLACEHOLDER, provider_id__in=ids).select_related("thread").order_by("pk")
    held = blank.select_for_update(of=("self",), no_key=True)
    found = [(m, better[key]) for m in held if (key := (m.channel_id, m.provider_id or "")) in better]
    bulk.update(Message, [_row(message, arrival.fact) for message, arrival in found])
    telling.record(*(_event(message, teams, at) for message, _ in found))
    return receiving.attach([Stored(m.pk, m.thread, arrival, m.author) for m, arrival in found], at)


def _row(message: Message, fact: port.Message) -> dict[str, object]:
    return {
        "id": message.pk,
        "type": fact.type,
        "text": storable(fact.text or ""),
        "location": fact.location,
        "contacts": fact.contacts,
        "reply_to": storable(fact.reply_to) if fact.reply_to else None,
        "more": receiving.more(fact),
    }


def _event(message: Message, teams: dict[int, tuple[int, ...]], at: datetime) -> MessageChanged:
    known = teams.get(message.channel_id, ())
    return MessageChanged(at=at, thread=message.thread_id, teams=known, message=message.pk, what="understood")
