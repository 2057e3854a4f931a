"""A case went to another team: its promise is that team's now, counted from the same word of the customer (DK5)."""

from collections.abc import Sequence

from recado.desk.cases import timing
from recado.desk.cases.events import CaseMoved, CaseReopened
from recado.desk.cases.models import DueState
from recado.desk.clock import promising
from recado.desk.clock.models import Deadline
from recado.desk.core import bulk


def recount(moved: Sequence[CaseMoved]) -> None:
    """Drop the running deadline of each case and set the new team's, since the same moment."""
    events = {event.case: event for event in moved}
    running = Deadline.objects.filter(case__in=events, met_at=None, dropped_at=None).order_by("pk")
    held = list(running.select_for_update(no_key=True))
    bulk.update(Deadline, [{"id": one.pk, "dropped_at": events[one.case_id].at} for one in held])
    none = {"due_at": None, "due_state": DueState.NONE}
    timing.show([{"id": one.case_id, "updated_at": events[one.case_id].at, **none} for one in held])
    promising.renew([_anew(events[one.case_id], one) for one in held])


def _anew(event: CaseMoved, deadline: Deadline) -> CaseReopened:
    since = deadline.since_at.isoformat()
    common = {"case": event.case, "thread": event.thread, "teams": event.teams, "agent": event.agent}
    return CaseReopened(at=event.at, by=event.by, since=since, **common)  # type: ignore[arg-type]
