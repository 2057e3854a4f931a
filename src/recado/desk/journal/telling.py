"""Say what happened, and ask before it does: the two calls between rooms that may not know each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from recado.desk.core import bulk
from recado.desk.journal import whispering
from recado.desk.journal.announcing import Change
from recado.desk.journal.events import Event
from recado.desk.journal.models import Entry

type Listener = Callable[[Sequence[Any]], None]
type Later = Callable[[list[int]], None]
type Answerer = Callable[[Any], Iterable["Objection"]]


@dataclass(frozen=True)
class Objection:
    """Why not: a code for programs, a sentence for persons, and what is missing, if that is it."""

    code: str
    text: str
    missing: tuple[str, ...] = ()


class Objected(Exception):
    """Somebody objected; all objections are told at once."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(" ".join(objection.text for objection in objections))
        self.objections = tuple(objections)


@dataclass(frozen=True)
class Reactions:
    """Who hears one kind of event: `now` in the same transaction, `later` in a job given journal ids."""

    now: tuple[Listener, ...] = ()
    later: tuple[Later, ...] = ()


@dataclass
class _Table:
    questions: Mapping[type, tuple[Answerer, ...]] = field(default_factory=dict)
    events: Mapping[type[Event], Reactions] = field(default_factory=dict)


_table = _Table()


def adopt(questions: Mapping[type, tuple[Answerer, ...]], events: Mapping[type[Event], Reactions]) -> None:
    """Take over the house's table of reactions; called once when the house opens."""
    _table.questions, _table.events = questions, events


def ask(question: object) -> list[Objection]:
    """Every objection to what is about to be done; an empty list means go ahead."""
    return [objection for answerer in _table.questions.get(type(question), ()) for objection in answerer(question)]


def insist(question: object) -> None:
    """Ask, and raise Objected if anybody objects."""
    if objections := ask(question):
        raise Objected(objections)


def record(*events: Event) -> list[int]:
    """Write the events down in their order and tell those who react, one call a kind; gives their journal keys."""
    if not events:
        return []
    kept = _keep(events)
    _announce(events)
    for kind in dict.fromkeys(type(event) for event in events):
        reactions = _table.events.get(kind, Reactions())
        alike = [event for event in events if type(event) is kind]
        for listener in reactions.now:
            listener(alike)
        ids = [id_ for event, id_ in zip(events, kept, strict=True) if type(event) is kind]
        for later in reactions.later:
            later(ids)
    return kept


def _keep(events: Sequence[Event]) -> list[int]:
    kept = bulk.insert(
        Entry,
        [
            {
                "name": event.name,
                "at": event.at,
                "actor": event.by,
                "case": event.case,
                "thread": event.thread,
                "teams": event.teams,
                "agent": event.agent,
                "data": event.data,
            }
            for event in events
        ],
    )
    return [id_ for (id_,) in kept]


def _announce(events: Sequence[Event]) -> None:
    whispering.whisper(
        *(Change(event.case, event.thread, sorted(event.teams), event.agent, event.name) for event in events)
    )
