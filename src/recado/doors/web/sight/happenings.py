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
    "case.action_set": "list-checks",
    "case.unlabelled": "tag",
    "case.merged": "merge",
    "case.merge_undone": "split",
    "case.joined": "merge",
    "case.parted": "split",
    "case.deleted": "trash-2",
    "case.restored": "undo-2",
    "agent.named": "at-sign",
    "team.named": "at-sign",
    "deadline.set": "timer",
    "deadline.met": "check",
    "deadline.near": "alarm-clock",
    "deadline.missed": "alarm-clock",
    "person.identity_changed": "phone",
}

ROUTINE = frozenset(
    {
        "case.opened",
        "case.assigned",
        "case.labelled",
        "case.unlabelled",
        "deadline.set",
        "deadline.met",
        "deadline.near",
    }
)
"""What every case goes through: of these many in a row are folded."""


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

    @property
    def is_routine(self) -> bool:
        return self.name in ROUTINE


def told(entries: Iterable[Entry]) -> list[Happening]:
    """The entries as lines, those left out that a thread shows in another form."""
    rows = [entry for entry in entries if entry.name not in timeline.SPOKEN_FOR]
    who = naming.names([entry.actor for entry in rows] + [Actor("agent", entry.agent) for entry in rows if entry.agent])
    return lines(rows, who)


def lines(rows: Iterable[Entry], who: Names) -> list[Happening]:
    """The same for entries that are chosen already, with the names that are known already."""
    return [line for entry in _standing(list(rows)) if (line := _line(entry, who))]


def _standing(rows: list[Entry]) -> list[Entry]:
    """Without what an answer brought about that was taken back before it left: nothing of it happened."""
    gone: set[int] = set()
    for entry in sorted(rows, key=lambda one: one.pk):
        if entry.name == "case.unanswered" and entry.data.get("recalled"):
            met = [one.pk for one in rows if (one.name, one.case) == ("deadline.met", entry.case)]
            gone |= {entry.pk, *[pk for pk in met if pk < entry.pk]}
    return [entry for entry in rows if entry.pk not in gone]


def _line(entry: Entry, who: Names) -> Happening | None:
    event = reading.revive(entry)
    if event is None:
        return None
    what, colon, why = event.said(who).partition(": ")
    return Happening(entry.pk, entry.at, entry.name, what + (":" if colon else ""), why)
