"""The journal, in commit order, for programs that follow along."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from recado.desk.cases import access
from recado.desk.channels import wording_reasons
from recado.desk.channels.models import Channel
from recado.desk.conversations import naming
from recado.desk.core.actors import Actor
from recado.desk.core.time import iso
from recado.desk.journal import cursors, reading
from recado.desk.journal.cursors import Cursor
from recado.desk.journal.events import Names
from recado.desk.journal.models import Entry
from recado.desk.staff.models import Team
from recado.doors.api import answers, paging
from recado.doors.api.asks import EventFilters
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json, author

NAMED = {"agent": "agent", "person": "person"}
"""Fields of events that hold the key of somebody, and what kind of actor that is."""
KEYED = ("team", "channel")
NUMBERED = ("message", "token", "organisation", "gone", "other", "merge", "address", "before")
REASONED = ("reason", "detail")
"""Fields that may hold a reason as it is kept: it is said, here as in the sentence."""

router = Router(tags=["events"])


@router.get("/events", response=answers.Events, **needs("events:read"), summary="Follow the journal")
def list_events(request: HttpRequest, asked: Query[EventFilters]) -> Json:
    """The oldest first. An event stands here once all before it do, so that a slow one is never passed over."""
    after = _cursor(asked.after or asked.cursor)
    found = access.entries(agent_of(request)).extra(where=[cursors.AFTER], params=[str(after.tx), after.id])
    found = found.filter(name=asked.name) if asked.name else found
    rows = list(found.order_by("tx", "pk")[: asked.limit + 1])
    shown = show(rows[: asked.limit])
    return {"items": shown, "next": shown[-1]["cursor"] if len(rows) > asked.limit else None}


def show(rows: Sequence[Entry]) -> list[Json]:
    """Events as they speak to the reader, in his language."""
    who = naming.names(_actors(rows))
    keys = _keys(rows)
    return [_event(row, who, keys) for row in rows]


def _cursor(text: str) -> Cursor:
    try:
        return Cursor.parse(text or "0")
    except ValueError as wrong:
        raise paging.bad_cursor() from wrong


def _event(row: Entry, who: Names, keys: dict[tuple[str, int], str]) -> Json:
    event = reading.revive(row)
    fields = row.data | ({"agent": row.agent} if row.agent else {})
    return {name: _field(name, value, who, keys) for name, value in fields.items()} | {
        "id": str(row.pk),
        "name": row.name,
        "cursor": str(Cursor(row.tx, row.pk)),
        "at": iso(row.at),
        "actor": author(row.actor, who),
        "case": row.case,
        "thread": str(row.thread) if row.thread else None,
        "sentence": event.said(who) if event else row.name,
    }


def _field(name: str, value: Any, who: Names, keys: dict[tuple[str, int], str]) -> Any:
    if name in REASONED and isinstance(value, str):
        return wording_reasons.said(value)
    if type(value) is not int:
        return value
    if name in NAMED:
        return {"id": str(value), "name": who(Actor(NAMED[name], value))}
    if name in KEYED:
        return keys.get((name, value))
    return str(value) if name in NUMBERED else value


def _actors(rows: Sequence[Entry]) -> set[Actor]:
    meant = {Actor("agent", row.agent) for row in rows if row.agent}
    told = {Actor(NAMED[name], row.data[name]) for row in rows for name in NAMED if type(row.data.get(name)) is int}
    return {row.actor for row in rows} | meant | told


def _keys(rows: Sequence[Entry]) -> dict[tuple[str, int], str]:
    """The keys of teams and channels that these events name."""
    keys: dict[tuple[str, int], str] = {}
    for name, model in (("team", Team), ("channel", Channel)):
        wanted = {row.data[name] for row in rows if type(row.data.get(name)) is int}
        if wanted:
            found = model.objects.filter(pk__in=wanted).values_list("pk", "key")
            keys |= {(name, pk): key for pk, key in found}
    return keys
