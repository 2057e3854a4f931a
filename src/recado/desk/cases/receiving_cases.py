"""Which case receives the new messages of a thread, and how it is written back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from recado.desk.cases.models import Case, Resolution
from recado.desk.core import bulk
from recado.desk.core.actors import HOUSE

COLUMNS = (
    "state",
    "unseen",
    "last_words",
    "last_type",
    "last_direction",
    "last_message_at",
    "resolved_at",
    "closing_reason",
    "updated_at",
)


def of_threads(threads: Sequence[int]) -> dict[int, Case]:
    """The receiving case of each thread that has one, locked in the order of the keys."""
    cases = Case.objects.filter(thread__in=threads, receives=True).order_by("pk").select_for_update(no_key=True)
    return {case.thread_id: case for case in cases if case.thread_id}


def row(case: Case) -> dict[str, Any]:
    """What filing may change of a case, to be written in one statement with others."""
    return {"id": case.pk, **{name: getattr(case, name) for name in COLUMNS}}


def retire(cases: Sequence[Case]) -> None:
    """These cases receive no more: a new one takes their thread."""
    bulk.update(Case, [{"id": case.pk, "receives": False} for case in cases])


def undo_endings(cases: Iterable[Case], at: datetime) -> None:
    """The endings of these cases stand no more: the customer came back."""
    keys = [case.pk for case in cases]
    if keys:
        Resolution.objects.filter(case__in=keys, undone_at=None).update(undone_at=at, undone_by=HOUSE)


def told(case: Case) -> dict[str, Any]:
    """What every event of a case says: the case, its thread, and who may know."""
    return {
        "case": case.pk,
        "thread": case.thread_id,
        "teams": (case.team_id,) if case.team_id else (),
        "agent": case.assignee_id,
    }
