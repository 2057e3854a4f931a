"""What happened on a case, as slim lines with their reason: the journal's entries made readable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from recado.desk.cases import timeline
from recado.desk.conversations import naming
from recado.desk.core.actors import Actor
from recado.desk.journal import reading
from recado.desk.journal.events import Names
from recado.desk.journal.models import Entry

ICONS = {
    "case.opened": "inbox",
    "case.reopened": "undo-2",
    "case.resolved": "circle-check",
    "case.assigned": "user-round",
    "case.labelled": "tag",
    "case.unlabelled": "tag",
    "agent.named": "at-sign",
    "team.named": "at-sign",
    "deadline.set": "timer",
    "deadline.met": "check",
    "deadline.near": "alarm-clock",
    "deadline.missed": "alarm-clock",
    "person.identity_changed": "phone",
}


@dataclass(frozen=True)
class Happening:
    """One line: what happened in bold, why in plain, when."""

    id: int
    at: datetime
    name: str
    what: str
    why: str

    @property
    def icon(self) -> str:
        return ICONS.get(self.name, "history")


def told(entries: Iterable[Entry]) -> list[Happening]:
    """The entries as lines, those left out that a thread shows in another form."""
    rows = [entry for entry in entries if entry.name not in timeline.SPOKEN_FOR]
    who = naming.names([entry.actor for entry in rows] + [Actor("agent", entry.agent) for entry in rows if entry.agent])
    return lines(rows, who)


def lines(rows: Iterable[Entry], who: Names) -> list[Happening]:
    """The same for entries that are chosen already, with the names that are known already."""
    return [line for entry in rows if (line := _line(entry, who))]


def _line(entry: Entry, who: Names) -> Happening | None:
    event = reading.revive(entry)
    if event is None:
        return None
    what, colon, why = event.said(who).partition(": ")
    return Happening(entry.pk, entry.at, entry.name, what + (":" if colon else ""), why)
