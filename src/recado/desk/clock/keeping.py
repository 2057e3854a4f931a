"""Keep promises: the first answer meets its deadline, an ending drops it."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.cases import timing
from recado.desk.cases.departure_events import CaseDeleted
from recado.desk.cases.events import CaseAnswered, CaseMoved, CaseResolved, CaseUnanswered
from recado.desk.cases.models import DueState
from recado.desk.clock.events import DeadlineMet
from recado.desk.clock.models import Deadline
from recado.desk.core import bulk
from recado.desk.journal import telling
from recado.desk.rules import reading
from recado.desk.staff.sections import OpeningHours
from recado.desk.worktime import durations, measuring


def keep(answered: Sequence[CaseAnswered]) -> None:
    """The house answered: running deadlines of these cases are met, at the time of the answer itself."""
    running = _running([event.case for event in answered if event.case])
    kept = [(one, event) for one in running if (event := _first(one, answered))]
    met = [{"id": one.pk, "met_at": event.answered_at, "met_by": event.message} for one, event in kept]
    bulk.update(Deadline, met)
    timing.show([_shown(one, event) for one, event in kept])
    telling.record(*(_met(one, event) for one, event in kept))


def _first(deadline: Deadline, answered: Sequence[CaseAnswered]) -> CaseAnswered | None:
    """The first answer since the deadline runs: one from the phone may reach us late and be older."""
    since = [event for event in answered if event.case == deadline.case_id and event.answered_at >= deadline.since_at]
    return min(since, key=lambda event: event.answered_at, default=None)


def run_on(unanswered: Sequence[CaseUnanswered]) -> None:
    """The answer that met a deadline never arrived: the deadline runs on as if nobody had answered."""
    at = {event.message: event.at for event in unanswered}
    met = Deadline.objects.filter(met_by__in=at, dropped_at=None).order_by("pk").select_for_update(no_key=True)
    found = [(one, at[one.met_by]) for one in met if one.met_by]
    bulk.update(Deadline, [{"id": one.pk, "met_at": None, "met_by": None} for one, _ in found])
    timing.show([_running_on(one, now) for one, now in found])


def _running_on(deadline: Deadline, at: datetime) -> dict[str, object]:
    warned = DueState.WARNING if at >= deadline.warn_at else DueState.FINE
    state = DueState.LATE if at > deadline.due_at else warned
    return {"id": deadline.case_id, "due_at": deadline.due_at, "due_state": state, "updated_at": at}


def drop(events: Sequence[CaseResolved | CaseMoved | CaseDeleted]) -> None:
    """No answer is due any more from those who promised it: the case ended, or went to another team."""
    running = _running([event.case for event in events if event.case])
    at = {event.case: event.at for event in events}
    bulk.update(Deadline, [{"id": one.pk, "dropped_at": at[one.case_id]} for one in running])
    timing.show(
        [
            {"id": one.case_id, "due_at": None, "due_state": DueState.NONE, "updated_at": at[one.case_id]}
            for one in running
        ]
    )


def _running(cases: Sequence[int]) -> list[Deadline]:
    running = Deadline.objects.filter(case__in=cases, met_at=None, dropped_at=None)
    return list(running.order_by("pk").select_for_update(no_key=True))


def _shown(deadline: Deadline, event: CaseAnswered) -> dict[str, object]:
    state = DueState.LATE if event.answered_at > deadline.due_at else DueState.MET
    return {"id": deadline.case_id, "due_at": None, "due_state": state, "updated_at": event.at}


def _met(deadline: Deadline, event: CaseAnswered) -> DeadlineMet:
    calendar = reading.as_of(OpeningHours, deadline.hours).calendar
    after = measuring.worked(calendar, deadline.since_at, event.answered_at)
    return DeadlineMet(
        at=event.at,
        by=event.by,
        **event.concerns,
        kind=deadline.kind,
        after=durations.iso(after),
        late=event.answered_at > deadline.due_at,
    )
