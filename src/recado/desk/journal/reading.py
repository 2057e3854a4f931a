"""Read the journal back: entries as the events they were."""

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
