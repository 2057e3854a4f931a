"""Read the journal back: events that can speak, and how those who acted are called."""

from collections.abc import Iterable

from recado.desk.journal import events
from recado.desk.journal.events import Event
from recado.desk.journal.models import Entry


def revive(entry: Entry) -> Event | None:
    """The event as it was told; None where its kind is no longer known."""
    common = {
        "at": entry.at,
        "by": entry.actor,
        "case": entry.case,
        "thread": entry.thread,
        "teams": tuple(entry.teams),
        "agent": entry.agent,
    }
    return events.revive(entry.name, common, entry.data)


def agents_in(entries: Iterable[Entry]) -> set[int]:
    """The agents who appear in these entries, to be named at once."""
    listed = list(entries)
    acted = {entry.actor.id for entry in listed if entry.actor.kind == "agent" and entry.actor.id}
    return acted | {entry.agent for entry in listed if entry.agent}
