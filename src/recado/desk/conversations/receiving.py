"""Take in what customers said, once and only once, many messages at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from recado.desk.channels import port, reasons
from recado.desk.channels.models import Channel
from recado.desk.conversations import addressing, corresponding, enclosing, threading
from recado.desk.conversations.arriving import Arrival, Stored
from recado.desk.conversations.models import Attachment, DeliveryRung, Direction, Message, Thread, ThreadKind
from recado.desk.conversations.threading import Line
from recado.desk.core import bulk
from recado.desk.core.text import storable
from recado.desk.files.models import Blob
from recado.desk.people import meeting
from recado.desk.people.meeting import Met, Party


def receive(arrivals: Sequence[Arrival], *, channels: Iterable[Channel] = (), at: datetime) -> list[Stored]:
    """Keep every message that is new, in its thread, and give back those.

    Runs inside the batch's transaction with a fixed number of statements; writes no event, for only the room that
    files the messages knows their cases. `channels` are all of the house: their addresses are nobody's copies.
    """
    if not arrivals:
        return []
    copies = corresponding.copied(arrivals, channels)
    named = [(key, Party((("email", "", one.address),), one.name, at)) for key, each in copies.items() for one in each]
    met = meeting.meet([*map(_party, arrivals), *(party for _, party in named)], at=at)
    came = list(zip(arrivals, met, strict=False))
    threads = _threads(came, at)
    rows = [_row(a, who, thread, at) for (a, who), thread in zip(came, threads, strict=True)]
    kept = bulk.insert(Message, rows, skip_conflicts=True, returning=("channel", "provider_id", "id"))
    ids = {(channel, provider_id): id_ for channel, provider_id, id_ in kept}
    stored: dict[int, Stored] = {}
    for (arrival, who), thread in zip(came, threads, strict=True):
        id_ = ids.get((arrival.channel.pk, arrival.provider_id))
        if id_ and id_ not in stored:
            stored[id_] = Stored(id_, thread, arrival, arrival.author(who.person))
    _touch_threads(list(stored.values()))
    parts: dict[str, list[int]] = {}
    for (key, _), who in zip(named, met[len(arrivals) :], strict=True):
        parts.setdefault(key, []).append(who.address)
    writers = {arrival.provider_id: who.address for arrival, who in came}
    _keep_mails([one for one in stored.values() if one.arrival.fact.mail], parts, writers, threads, at)
    return attach(list(stored.values()), at)


def _threads(came: Sequence[tuple[Arrival, Met]], at: datetime) -> list[Thread]:
    """The thread of each, in order: a mail's by its place, a chat's by its line."""
    lines = {_line(one, who) for one, who in came if one.place is None}
    chats = threading.join(list(lines), at=at) if lines else {}
    mails = corresponding.join([(one, who.person) for one, who in came if one.place], at=at)
    return [mails[one.place.key] if one.place else chats[_line(one, who)] for one, who in came]


def _keep_mails(
    stored: Sequence[Stored],
    copies: Mapping[str, Sequence[int]],
    writers: Mapping[str, int],
    threads: Sequence[Thread],
    at: datetime,
) -> None:
    enclosing.enclose([(one, one.arrival.fact.mail) for one in stored if one.arrival.fact.mail], at=at)
    corresponding.take_part(stored, copies, writers, at=at)
    begun = {thread.pk for thread in threads if thread.begun_at == at and thread.kind == ThreadKind.MAIL}
    corresponding.forget(begun - {one.thread.pk for one in stored})


def why_nameless(fact: port.Message) -> str:
    """Why a message cannot be kept: it names nobody. Empty if it does."""
    person = (fact.recipient or port.Handle()) if fact.echo else fact.sender
    return "" if person.phone or person.stable or person.email else reasons.kept("nameless")


def _party(arrival: Arrival) -> Party:
    keys = addressing.keys(arrival.channel, arrival.person)
    return Party(keys, name=storable(arrival.person.name or arrival.person.username or ""), at=arrival.at)


def _line(arrival: Arrival, who: Met) -> Line:
    group = storable(arrival.fact.group or "")
    return Line(arrival.channel.pk, None if group else who.person, group)


def _row(arrival: Arrival, who: Met, thread: Thread, at: datetime) -> dict[str, object]:
    fact = arrival.fact
    return {
        "thread_id": thread.pk,
        "channel_id": arrival.channel.pk,
        "direction": Direction.OUT if fact.echo else Direction.IN,
        "author": arrival.author(who.person),
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
        if thread.kind == ThreadKind.PERSON:  # a mail conversation stays with whoever began it, a group is nobody's
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
    here = _blobs([media.kept for _, media in with_media if media.kept])
    rows = [
        {
            "message_id": one.message,
            "name": storable(media.filename or ""),
            "mime": storable(media.mime or ""),
            "voice": media.voice,
            "blob_id": here.get(media.kept or ""),
            "source": {"id": media.id, "sha256": media.sha256, "url": media.url},
            "refusal": "",
            "place": 0,
            "made_at": at,
        }
        for one, media in with_media
    ]
    awaited = {one.message for one, media in with_media if media.kept not in here}
    kept = bulk.insert(Attachment, rows, returning=("id", "message"))
    ids = {message: id_ for id_, message in kept if message in awaited}
    return [Stored(one.message, one.thread, one.arrival, one.author, ids.get(one.message)) for one in stored]


def _blobs(hashes: Sequence[str]) -> dict[str, int]:
    """The files of these hashes that are in the house already."""
    return dict(Blob.objects.filter(sha256__in=hashes).values_list("sha256", "pk")) if hashes else {}
