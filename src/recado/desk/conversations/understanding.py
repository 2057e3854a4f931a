"""A replayed message that could not be read before replaces its placeholder."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.conversations.events import MessageChanged
from recado.desk.conversations.models import Message
from recado.desk.conversations.receiving import Arrival
from recado.desk.core import bulk
from recado.desk.core.text import storable
from recado.desk.journal import telling

PLACEHOLDER = "unsupported"


def understand(arrivals: Sequence[Arrival], *, teams: dict[int, tuple[int, ...]], at: datetime) -> None:
    """Fill in what the messages say now; those that were understood already stay as they are."""
    better = {(a.channel.pk, a.provider_id): a for a in arrivals if a.fact.type != PLACEHOLDER}
    if not better:
        return
    ids = {provider_id for _, provider_id in better}
    blank = Message.objects.filter(type=PLACEHOLDER, provider_id__in=ids).order_by("pk").select_for_update(no_key=True)
    found = [(m, better[key]) for m in blank if (key := (m.channel_id, m.provider_id or "")) in better]
    bulk.update(
        Message,
        [
            {
                "id": message.pk,
                "type": arrival.fact.type,
                "text": storable(arrival.fact.text or ""),
                "location": arrival.fact.location,
                "contacts": arrival.fact.contacts,
            }
            for message, arrival in found
        ],
    )
    telling.record(*(_event(message, teams, at) for message, _ in found))


def _event(message: Message, teams: dict[int, tuple[int, ...]], at: datetime) -> MessageChanged:
    known = teams.get(message.channel_id, ())
    return MessageChanged(at=at, thread=message.thread_id, teams=known, message=message.pk, what="understood")
