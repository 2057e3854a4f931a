"""A merge of persons is undone: the threads and messages that went over come back, later ones stay."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from recado.desk.conversations.events import ThreadsParted
from recado.desk.conversations.models import Draft, Thread
from recado.desk.core import bulk
from recado.desk.journal import telling
from recado.desk.people.events import MergeUndone
from recado.desk.people.models import Merge

RETELL = """
UPDATE conversations_thread AS t SET
    last_message_at = (SELECT max(at) FROM conversations_message WHERE thread_id = t.id AND direction <> 'note'),
    last_inbound_at = (SELECT max(at) FROM conversations_message WHERE thread_id = t.id AND direction = 'in')
WHERE t.id = ANY(%s)
"""
BRING = "UPDATE conversations_message SET thread_id = %s WHERE id = ANY(%s) AND thread_id = %s"


def part(undone: Sequence[MergeUndone]) -> None:
    """Exactly what the merge moved, as far as it is still there."""
    for event in undone:
        moved = Merge.objects.values_list("moved", flat=True).get(pk=event.merge)
        joined = moved.get("joined", [])
        concerned = [*moved.get("threads", []), *(id_ for one in joined for id_ in (one["from"], one["into"]))]
        threads = {one.pk: one for one in _held(concerned)}
        back = [threads[id_] for id_ in moved.get("threads", []) if threads[id_].person_id == event.person]
        bulk.update(Thread, [{"id": thread.pk, "person_id": event.gone} for thread in back])
        for one in joined:
            _part(one, threads[one["into"]])
        telling.record(*(_told(event, one) for one in joined))


def _held(threads: Sequence[int]) -> list[Thread]:
    return list(Thread.objects.filter(pk__in=threads).order_by("pk").select_for_update(no_key=True))


def _part(one: Mapping[str, Any], kept: Thread) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BRING, [one["from"], one["messages"], one["into"]])
        cursor.execute(RETELL, [[one["from"], one["into"]]])
    names = [name for name, value in one["after"].items() if getattr(kept, name) == value]
    if names:
        bulk.update(Thread, [{"id": kept.pk, **{name: one["before"][name] for name in names}}])
    drafts = Draft.objects.filter(pk__in=one["drafts"], thread=kept).order_by("pk")
    bulk.update(Draft, [{"id": draft.pk, "thread_id": one["from"]} for draft in drafts])


def _told(event: MergeUndone, one: Mapping[str, Any]) -> ThreadsParted:
    return ThreadsParted(at=event.at, by=event.by, thread=one["into"], before=one["from"], lost=event.lost)
