"""Promise an answer by a certain time, when a case begins and its team has agreed to one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from recado.desk.cases import timing
from recado.desk.cases.events import CaseOpened, CaseReopened
from recado.desk.cases.models import DueState, Filing
from recado.desk.clock.events import DeadlineSet
from recado.desk.clock.models import Deadline
from recado.desk.clock.sections import Promises
from recado.desk.conversations.models import Direction
from recado.desk.core import bulk
from recado.desk.journal import telling
from recado.desk.rules import reading
from recado.desk.staff.sections import OpeningHours, scope
from recado.desk.worktime import durations, measuring

FIRST_ANSWER = "first_answer"
WARN_LEFT = 3
"""A warning comes when one part in so many of the promised time is left."""


def promise(opened: Sequence[CaseOpened]) -> None:
    """Set the deadline of each case that a customer began; none where the team promised nothing (F11)."""
    owe([event for event in opened if event.is_owed and not event.quiet])


def renew(reopened: Sequence[CaseReopened]) -> None:
    """A case that was resolved before anybody answered owes its first answer anew; an answered one owes none (DK13)."""
    dropped = Deadline.objects.filter(case__in=[event.case for event in reopened], dropped_at__isnull=False)
    owed = unanswered(set(dropped.values_list("case", flat=True)))
    owe([event for event in reopened if event.case in owed])


def unanswered(cases: set[int]) -> set[int]:
    """Those of the cases in which the house has said nothing to the customer yet."""
    said = Filing.objects.filter(case__in=cases, message__direction=Direction.OUT)
    return cases - set(said.values_list("case", flat=True))


def owe(events: Sequence[CaseOpened | CaseReopened]) -> None:
    """Set a deadline for each case whose team promised a first answer, counted from the event's `since`."""
    scopes = {scope(event.teams[0]) for event in events if event.teams}
    if not scopes:
        return
    promises, hours = reading.held_by(Promises, scopes), reading.held_by(OpeningHours, scopes)
    rows: list[dict[str, Any]] = []
    told: list[DeadlineSet] = []
    for event in events:
        team = scope(event.teams[0]) if event.teams else ""
        length = promises[team].value.first_answer_within if team else None
        if length is not None:
            row = _row(event, length, hours[team])
            rows.append(row)
            told.append(_event(event, row))
    bulk.insert(Deadline, rows, skip_conflicts=True)
    at = {event.case: event.at for event in events}
    shown = {"due_state": DueState.FINE}
    timing.show([{"id": r["case_id"], "due_at": r["due_at"], "updated_at": at[r["case_id"]], **shown} for r in rows])
    telling.record(*told)


def _row(event: CaseOpened | CaseReopened, length: timedelta, hours: reading.Held[OpeningHours]) -> dict[str, Any]:
    calendar, since = hours.value.calendar, event.since_at
    return {
        "case_id": event.case,
        "kind": FIRST_ANSWER,
        "promised_for": length,
        "since_at": since,
        "warn_at": measuring.due(calendar, since, length - length / WARN_LEFT),
        "due_at": measuring.due(calendar, since, length),
        "told": "fine",
        "hours": hours.revision,
    }


def _event(event: CaseOpened | CaseReopened, row: dict[str, Any]) -> DeadlineSet:
    due: datetime = row["due_at"]
    return DeadlineSet(
        at=event.at,
        **event.concerns,
        kind=FIRST_ANSWER,
        due=due.isoformat(),
        promised=durations.iso(row["promised_for"]),
    )
