"""Take in what customers said, once and only once, many messages at a time."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from recado.desk.channels import port
from recado.desk.channels.models import Channel
from recado.desk.conversations import addressing, threading
from recado.desk.conversations.models import Attachment, DeliveryRung, Direction, Message, Thread
from recado.desk.conversations.threading import Line
from recado.desk.core import bulk
from recado.desk.core.actors import HOUSE, Actor
from recado.desk.core.text import storable
from recado.desk.people import meeting
from recado.desk.people.meeting import Met, Party


@dataclass(frozen=True)
class Arrival:
    """A message as it came: on which channel, when the delivery reached us, and whether it is filed without alarm."""

    channel: Channel
    fact: port.Message
    received_at: datetime
    quiet: bool = False
    replayed: bool = False

    @property
    def at(self) -> datetime:
        """The provider's time, never later than our own (WA25: it opens the window, so it must not lie ahead)."""
        return min(self.fact.at or self.received_at, self.received_at)

    @property
    def person(self) -> port.Handle:
        """The customer: who wrote, or to whom the house wrote on its own phone."""
        return (self.fact.recipient or port.Handle()) if self.fact.echo else self.fact.sender

    @property
    def provider_id(self) -> str:
        """The provider's id; where it gave none, a hash of all that it told, so that twice is still once (WA1)."""
        if self.fact.id:
            return storable(self.fact.id)
        return "told:" + hashlib.sha256(repr(asdict(self.fact)).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Stored:
    """A message that was new, in its thread."""

    message: int
    thread: Thread
    arrival: Arrival
    author: Actor
    attachment: int | None = None


def receive(arrivals: Sequence[Arrival], *, at: datetime) -> list[Stored]:
    """Keep every message that is new, in its thread, and give back those.

    Runs inside the batch's transaction with a fixed number of statements; writes no event, for only the room that
    files the messages knows their cases.
    """
    if not arrivals:
        return []
    met = meeting.meet([_party(arrival) for arrival in arrivals], at=at)
    lines = [_line(arrival, who) for arrival, who in zip(arrivals, met, strict=True)]
    threads = threading.join(lines, at=at)
    rows = [_row(a, who, threads[line], at) for a, who, line in zip(arrivals, met, lines, strict=True)]
    kept = bulk.insert(Message, rows, skip_conflicts=True, returning=("channel", "provider_id", "id"))
    ids = {(channel, provider_id): id_ for channel, provider_id, id_ in kept}
    stored: dict[int, Stored] = {}
    for arrival, who, line in zip(arrivals, met, lines, strict=True):
        id_ = ids.get((arrival.channel.pk, arrival.provider_id))
        if id_ and id_ not in stored:
            stored[id_] = Stored(id_, threads[line], arrival, _author(arrival, who))
    _touch_threads(list(stored.values()))
    return attach(list(stored.values()), at)


def why_nameless(fact: port.Message) -> str:
    """Why a message cannot be kept: it names nobody. Empty if it does."""
    person = (fact.recipient or port.Handle()) if fact.echo else fact.sender
    return "" if person.phone or person.stable else "it names neither a number nor an id of its sender"


def _party(arrival: Arrival) -> Party:
    keys = addressing.keys(arrival.channel, arrival.person)
    return Party(keys, name=storable(arrival.person.name or arrival.person.username or ""), at=arrival.at)


def _line(arrival: Arrival, who: Met) -> Line:
    group = storable(arrival.fact.group or "")
    return Line(arrival.channel.pk, None if group else who.person, group)


def _author(arrival: Arrival, who: Met) -> Actor:
    return HOUSE if arrival.fact.echo else Actor("person", who.person)


def _row(arrival: Arrival, who: Met, thread: Thread, at: datetime) -> dict[str, object]:
    fact = arrival.fact
    return {
        "thread_id": thread.pk,
        "channel_id": arrival.channel.pk,
        "direction": Direction.OUT if fact.echo else Direction.IN,
        "author": _author(arrival, who),
        "sender_id": None if fact.echo else who.address,
        "provider_id": arrival.provider_id,
        "type": fact.type,
        "text": storable(fact.text or ""),
        "location": fact.location,
        "contacts": fact.contacts,
        "reply_to": storable(fact.reply_to) if fact.reply_to else None,
        "more": more(fact),
        "at": arrival.at,
        "kept_at": at,
        "rung": DeliveryRung.SENT if fact.echo else None,
    }


def more(fact: port.Message) -> dict[str, object]:
    """What only some types of messages have."""
    special = {
        "forwarded": fact.forwarded,
        "referral": fact.referral,
        "button": fact.button,
        "errors": fact.errors,
        "elsewhere": fact.echo,
        **fact.more,
    }
    return {name: value for name, value in special.items() if value}


def _touch_threads(stored: Sequence[Stored]) -> None:
    for one in stored:
        thread, arrival = one.thread, one.arrival
        thread.last_message_at = max(thread.last_message_at or arrival.at, arrival.at)
        thread.phone = arrival.person.phone or thread.phone
        thread.stable = arrival.person.stable or thread.stable
        if not arrival.fact.echo:
            thread.last_inbound_at = max(thread.last_inbound_at or arrival.at, arrival.at)
    threads = {one.thread.pk: one.thread for one in stored}
    names = ("last_message_at", "last_inbound_at", "phone", "stable")
    rows = [{"id": pk, **{name: getattr(thread, name) for name in names}} for pk, thread in threads.items()]
    bulk.update(Thread, rows)


def attach(stored: Sequence[Stored], at: datetime) -> list[Stored]:
    """Note the files that the provider keeps for us; fetching them is a job for later."""
    with_media = [(one, one.arrival.fact.media) for one in stored if one.arrival.fact.media]
    rows = [
        {
            "message_id": one.message,
            "name": storable(media.filename or ""),
            "mime": storable(media.mime or ""),
            "voice": media.voice,
            "source": {"id": media.id, "sha256": media.sha256, "url": media.url},
            "refusal": "",
            "place": 0,
            "made_at": at,
        }
        for one, media in with_media
        if media
    ]
    ids = {message: id_ for id_, message in bulk.insert(Attachment, rows, returning=("id", "message"))}
    return [Stored(one.message, one.thread, one.arrival, one.author, ids.get(one.message)) for one in stored]
