"""Whom can a note name, and where does it? For the picker of the note box, and for the chips in a note."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from recado.desk.cases import mentioned, mentions
from recado.desk.cases.mentions import Name
from recado.desk.conversations.models import Direction, Message
from recado.desk.core import time
from recado.desk.staff import presence
from recado.desk.staff.models import Agent, Team
from recado.doors.web.sight import faces


@dataclass(frozen=True)
class Piece:
    """A stretch of a note: plain, or somebody's name; `is_me` where it is who reads."""

    text: str
    is_name: bool = False
    is_me: bool = False


@dataclass(frozen=True)
class Named:
    """Who can be meant in one note, and who reads it."""

    names: Sequence[Name] = ()
    mine: frozenset[str] = frozenset()


def offered(agent: Agent) -> list[dict[str, Any]]:
    """Colleagues and teams with key, name, hint and face; those who are here first, then by name."""
    agents = list(Agent.objects.filter(is_active=True).exclude(pk=agent.pk).prefetch_related("teams").order_by("name"))
    here = presence.present_among([one.pk for one in agents], time.now())
    people = [_agent(one, one.pk in here) for one in agents]
    teams = [_team(one) for one in Team.objects.order_by("name")]
    return [*sorted(people, key=lambda one: not one["here"]), *teams]


def _agent(one: Agent, is_here: bool) -> dict[str, Any]:
    face = faces.of_agent(one)
    hint = ", ".join(sorted(team.name for team in one.teams.all()))
    known = {"key": f"agent:{one.pk}", "name": one.name, "hint": hint, "email": one.email}
    return {**known, "initials": face.initials, "tint": face.tint, "here": is_here}


def _team(one: Team) -> dict[str, Any]:
    return {
        "key": f"team:{one.pk}",
        "name": one.name,
        "hint": "",
        "email": "",
        "initials": "",
        "tint": 0,
        "here": False,
    }


def of_notes(messages: Iterable[Message], agent: Agent) -> dict[int, Named]:
    """Who is named in which of these notes; nothing is asked where no note holds an @."""
    notes = [one.pk for one in messages if one.direction == Direction.NOTE and "@" in one.text]
    if not notes:
        return {}
    found = mentioned.named_in(notes)
    agents = Agent.objects.filter(pk__in={id_ for ids in found.values() for id_ in ids}).only("name")
    called = {one.pk: Name(f"agent:{one.pk}", one.name) for one in agents}
    teams = [Name(f"team:{one.pk}", one.name) for one in Team.objects.only("name")]
    mine = frozenset({f"agent:{agent.pk}", *(f"team:{team.pk}" for team in agent.teams.all())})
    return {note: Named([*(called[id_] for id_ in sorted(found.get(note, ()))), *teams], mine) for note in notes}


def pieces(text: str, named: Named | None) -> list[Piece]:
    """The text cut at its names."""
    cut, at = [], 0
    for span in mentions.spans(text, named.names) if named else ():
        cut += [Piece(text[at : span.start])] if span.start > at else []
        cut.append(Piece(text[span.start : span.end], True, bool(named and named.mine & set(span.keys))))
        at = span.end
    return [*cut, Piece(text[at:])] if at < len(text) else cut
