"""A case went to another team: its promise is that team's now, counted from the same word of the customer (DK5)."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.cases.events import CaseMoved, CaseReopened
from recado.desk.cases.models import Case, State
from recado.desk.clock import keeping, promising
from recado.desk.clock.models import Deadline


def recount(moved: Sequence[CaseMoved]) -> None:
    """Drop the running deadline of each case and set the new team's, since the same moment."""
    keeping.drop(moved)
    events = {event.case: event for event in moved if event.case}
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
    return CaseReopened(at=event.at, by=event.by, since=since.isoformat(), **event.concerns)
