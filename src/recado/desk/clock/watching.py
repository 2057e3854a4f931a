"""Watch the deadlines: say once when time runs short, and once when it is over."""

from datetime import datetime

from django.db import transaction

from recado.desk.cases import receiving_cases, timing
from recado.desk.cases.models import DueState
from recado.desk.clock.events import DeadlineMissed, DeadlineNear
from recado.desk.clock.models import Deadline
from recado.desk.core import bulk
from recado.desk.journal import telling

BATCH = 500


def watch(at: datetime) -> int:
    """Warn of and call late what is due; gives how many.

    Deadlines lie in working hours, so no night is disturbed (DK7).
    """
    return _tell(at, "warn_at", DueState.FINE, DueState.WARNING) + _tell(at, "due_at", DueState.WARNING, DueState.LATE)


@transaction.atomic
def _tell(at: datetime, column: str, before: str, after: str) -> int:
    due = Deadline.objects.filter(met_at=None, dropped_at=None, told=before, **{f"{column}__lte": at})
    # Who answers holds the case before its deadline: whoever is held is left for the next second, or both would wait.
    free = due.select_related("case").select_for_update(of=("self", "case"), skip_locked=True, no_key=True)
    deadlines = list(free.order_by("pk")[:BATCH])
    bulk.update(Deadline, [{"id": one.pk, "told": after} for one in deadlines])
    timing.show([{"id": one.case_id, "due_state": after, "updated_at": at} for one in deadlines])
    kind = DeadlineMissed if after == DueState.LATE else DeadlineNear
    telling.record(
        *(
            kind(at=at, kind=one.kind, due=one.due_at.isoformat(), **receiving_cases.told(one.case))
            for one in deadlines
            if kind is DeadlineMissed or one.due_at > at
        )
    )
    return len(deadlines)
