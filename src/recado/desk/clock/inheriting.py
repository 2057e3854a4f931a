"""Whose promise holds when a case becomes part of another? The earlier one of both."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.cases import timing
from recado.desk.cases.departure_events import CaseMerged
from recado.desk.cases.models import DueState
from recado.desk.clock.models import Deadline
from recado.desk.core import bulk


def inherit(merged: Sequence[CaseMerged]) -> None:
    """What the one promised and has not kept, the other owes; where both promised, the later promise is dropped."""
    for event in merged:
        running = Deadline.objects.filter(case__in=[event.case, event.into], met_at=None, dropped_at=None)
        held = list(running.order_by("due_at", "pk").select_for_update(no_key=True))
        first = {one.kind: one for one in reversed(held)}
        bulk.update(Deadline, [{"id": one.pk, "dropped_at": event.at} for one in held if one is not first[one.kind]])
        bulk.update(Deadline, [{"id": one.pk, "case_id": event.into} for one in first.values()])
        if held:
            timing.show([_shown(held[0], event.into, event.at), _cleared(event.case or 0, event.at)])


def _shown(deadline: Deadline, case: int, at: datetime) -> dict[str, object]:
    warned = DueState.WARNING if at >= deadline.warn_at else DueState.FINE
    state = DueState.LATE if at > deadline.due_at else warned
    return {"id": case, "due_at": deadline.due_at, "due_state": state, "updated_at": at}


def _cleared(case: int, at: datetime) -> dict[str, object]:
    return {"id": case, "due_at": None, "due_state": DueState.NONE, "updated_at": at}
