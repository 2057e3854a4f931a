"""A case went to another team: its promise is that team's now, counted from the same word of the customer (DK5)."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.cases import timing
from recado.desk.cases.events import CaseMoved, CaseReopened
from recado.desk.cases.models import Case, DueState, State
from recado.desk.clock import promising
from recado.desk.clock.models import Deadline
from recado.desk.core import bulk


def recount(moved: Sequence[CaseMoved]) -> None:
    """Drop the running deadline of each case and set the new team's, since the same moment."""
    events = {event.case: event for event in moved if event.case}
    running = Deadline.objects.filter(case__in=events, met_at=None, dropped_at=None).order_by("pk")
    held = list(running.select_for_update(no_key=True))
    bulk.update(Deadline, [{"id": one.pk, "dropped_at": events[one.case_id].at} for one in held])
    none = {"due_at": None, "due_state": DueState.NONE}
    timing.show([{"id": one.case_id, "updated_at": events[one.case_id].at, **none} for one in held])
    promising.owe([_anew(events[case], since) for case, since in _owed(set(events)).items()])


def _owed(moved: set[int]) -> dict[int, datetime]:
    """Cases that wait for their first answer, and since when: a team on the way may have promised nothing."""
    waiting = promising.unanswered(moved)
    promised = Deadline.objects.filter(case__in=waiting).order_by("pk").values_list("case", "since_at")
    owed = dict(
        Case.objects.filter(pk__in=waiting, thread__isnull=False, state=State.NEW).values_list("pk", "opened_at")
    )
    ended = set(Case.objects.filter(pk__in=waiting, state=State.RESOLVED).values_list("pk", flat=True))
    return {case: since for case, since in (owed | dict(promised)).items() if case not in ended}


def _anew(event: CaseMoved, since: datetime) -> CaseReopened:
    common = {"case": event.case, "thread": event.thread, "teams": event.teams, "agent": event.agent}
    return CaseReopened(at=event.at, by=event.by, since=since.isoformat(), **common)  # type: ignore[arg-type]
