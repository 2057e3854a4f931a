"""Two persons turned out to be one: their threads come together, one for each channel."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from recado.desk.channels.models import ChannelTeam
from recado.desk.conversations import drafting_together
from recado.desk.conversations.events import ThreadsJoined
from recado.desk.conversations.models import Thread, ThreadKind
from recado.desk.core import bulk
from recado.desk.journal import telling
from recado.desk.people import uniting
from recado.desk.people.events import PersonsMerged

# A browser's word for its message is unique in a thread; once the message is there, nobody asks for it again.
MOVE = """
UPDATE conversations_message AS m SET thread_id = %(into)s, client_id = CASE WHEN EXISTS (
    SELECT 1 FROM conversations_message AS o WHERE o.thread_id = %(into)s AND o.client_id = m.client_id
) THEN NULL ELSE m.client_id END
WHERE m.thread_id = %(gone)s RETURNING m.id
"""


def unite(merged: Sequence[PersonsMerged]) -> None:
    """The survivor has the threads of both; where both talked on one channel, in one thread, in the order of time."""
    for event in merged:
        lost, kept = _threads(event)
        mails = Thread.objects.filter(kind=ThreadKind.MAIL, person=event.gone).order_by("pk")
        alone = [thread for channel, thread in lost.items() if channel not in kept] + list(
            mails.select_for_update(no_key=True)
        )
        bulk.update(Thread, [{"id": thread.pk, "person_id": event.person} for thread in alone])
        drafting_together.gather_first(event.gone, event.person)
        joined = [_join(thread, kept[channel]) for channel, thread in lost.items() if channel in kept]
        uniting.note(event.merge, {"threads": [thread.pk for thread in alone], "joined": joined})
        telling.record(*(_told(event, one) for one in joined))


def _threads(event: PersonsMerged) -> tuple[dict[int, Thread], dict[int, Thread]]:
    """The threads of both by channel, held in the order of their keys."""
    found = Thread.objects.filter(kind=ThreadKind.PERSON, person__in=(event.gone, event.person))
    held = list(found.order_by("pk").select_for_update(no_key=True))
    lost = {thread.channel_id: thread for thread in held if thread.person_id == event.gone}
    return lost, {thread.channel_id: thread for thread in held if thread.person_id == event.person}


def _join(lost: Thread, kept: Thread) -> dict[str, Any]:
    """Move the words of one thread into the other; gives what moved, and what stood on both before."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE, {"gone": lost.pk, "into": kept.pk})
        messages = sorted(id_ for (id_,) in cursor.fetchall())
    before = {"phone": kept.phone, "stable": kept.stable}
    newer = lost if _place(lost) > _place(kept) else kept
    older = kept if newer is lost else lost
    after = {"phone": newer.phone or older.phone, "stable": newer.stable or older.stable}
    bulk.update(Thread, [{"id": kept.pk, **after, **_times(lost, kept)}])
    bulk.update(Thread, [{"id": lost.pk, "last_inbound_at": None, "last_message_at": None}])
    drafts = drafting_together.gather(lost, kept)
    return {
        "from": lost.pk, "into": kept.pk, "channel": kept.channel_id, "messages": messages,
        "before": before, "after": after, "drafts": drafts,
    }  # fmt: skip


def _place(thread: Thread) -> str:
    """When the customer spoke last: to that number the answers go."""
    return thread.last_inbound_at.isoformat() if thread.last_inbound_at else ""


def _times(lost: Thread, kept: Thread) -> dict[str, Any]:
    def newest(name: str) -> Any:
        known = [at for thread in (lost, kept) if (at := getattr(thread, name))]
        return max(known) if known else None

    return {name: newest(name) for name in ("last_inbound_at", "last_message_at")}


def _told(event: PersonsMerged, one: dict[str, Any]) -> ThreadsJoined:
    teams = ChannelTeam.objects.filter(channel=one["channel"]).order_by("place").values_list("team", flat=True)
    return ThreadsJoined(
        at=event.at, by=event.by, thread=one["into"], teams=tuple(teams), before=one["from"],
        lost=event.lost, messages=len(one["messages"]), because=event.because,
    )  # fmt: skip
