"""All that happened on a case, in order: what was said and noted, and events with their sentences."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router

from recado.desk.cases.timeline import SPOKEN_FOR
from recado.desk.conversations.models import Message
from recado.desk.journal.models import Entry
from recado.doors.api import answers, events, finding, paging, showing_threads
from recado.doors.api.asks import Number, Paged
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

SAID, HAPPENED = 0, 1

type Place = tuple[int, int, int]
"""Microseconds, whether said or happened, and the id: the order of the line of time."""

router = Router(tags=["cases"])


@router.get("/cases/{number}/timeline", response=answers.Moments, **needs("cases:read"), summary="Read a case's story")
def read_timeline(request: HttpRequest, number: Number, page: Query[Paged]) -> Json:
    """The oldest first. Each moment is either a `message` (a note too) or an `event`."""
    case = finding.case(agent_of(request), number)
    after = _place(page.cursor)
    said = showing_threads.whole(Message.objects.filter(filing__case=case))
    happened = Entry.objects.filter(case=case.pk).exclude(name__in=SPOKEN_FOR)
    rows = [
        *_behind(said, after, SAID, page.limit + 1),
        *_behind(happened, after, HAPPENED, page.limit + 1),
    ]
    rows = sorted(rows, key=_order)[: page.limit + 1]
    shown = rows[: page.limit]
    more = paging.write(_order(shown[-1])) if len(rows) > page.limit else None
    return {"items": _shown(shown, request), "next": more}


def _place(cursor: str) -> Place | None:
    if not cursor:
        return None
    micros, kind, last = paging.read(cursor, 3)
    paging.moment(micros)
    return micros, kind, last


def _behind(found: QuerySet[Any], after: Place | None, kind: int, most: int) -> list[Any]:
    if after:
        at: datetime = paging.moment(after[0])
        same = Q(at=at, pk__gt=after[2]) if kind == after[1] else Q(at=at) if kind > after[1] else Q(pk=None)
        found = found.filter(at__gte=at).filter(Q(at__gt=at) | same)
    return list(found.order_by("at", "pk")[:most])


def _order(row: Message | Entry) -> Place:
    return paging.micros_of(row.at), SAID if isinstance(row, Message) else HAPPENED, row.pk


def _shown(rows: list[Any], request: HttpRequest) -> list[Json]:
    said = iter(showing_threads.messages([row for row in rows if isinstance(row, Message)], request))
    happened = iter(events.show([row for row in rows if isinstance(row, Entry)]))
    return [
        {"at": (one := next(said))["at"], "message": one, "event": None}
        if isinstance(row, Message)
        else {"at": (one := next(happened))["at"], "message": None, "event": one}
        for row in rows
    ]
