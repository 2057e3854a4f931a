"""Which case receives the new messages of a thread, and how it is written back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from recado.desk.cases.models import Case, Resolution
from recado.desk.conversations.models import ThreadKind
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
    "action_id",
    "updated_at",
)
CHAIN = """
WITH RECURSIVE chain AS (
    SELECT gone_id AS first, into_id AS last, 1 AS long FROM cases_merge WHERE gone_id = ANY(%s) AND undone_at IS NULL
    UNION ALL
    SELECT c.first, m.into_id, c.long + 1 FROM chain AS c
    JOIN cases_merge AS m ON m.gone_id = c.last AND m.undone_at IS NULL WHERE c.long < 100
)
SELECT DISTINCT ON (first) first, last FROM chain ORDER BY first, long DESC
"""

PARTS = """
WITH RECURSIVE part AS (
    SELECT gone_id AS key FROM cases_merge WHERE into_id = %s AND undone_at IS NULL
    UNION SELECT m.gone_id FROM part JOIN cases_merge AS m ON m.into_id = part.key AND m.undone_at IS NULL
)
SELECT key FROM part ORDER BY key
"""


def of_threads(threads: Sequence[int]) -> dict[int, Case]:
    """The receiving case of each thread that has one, locked in the order of the keys.

    Where that one became part of another, the other receives in its place, through every merge (EM12). What is merged
    is resolved, so only such are asked for; and only once they are locked, since a merge may have been under way.
    """
    cases = Case.objects.filter(thread__in=threads, receives=True)
    found = list(cases.order_by("pk").select_for_update(no_key=True))
    heirs = _heirs([case.pk for case in found if case.resolved_at])
    return {case.thread_id: heirs.get(case.pk, case) for case in found if case.thread_id}


def survivors(cases: Sequence[int]) -> dict[int, int]:
    """What each of these cases became part of in the end; those that stand for themselves are left out."""
    if not cases:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, [list(cases)])
        return dict(cursor.fetchall())


def parts(case: int) -> list[int]:
    """Every case that is part of this one, through every merge."""
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [case])
        return [key for (key,) in cursor.fetchall()]


def _heirs(gone: Sequence[int]) -> dict[int, Case]:
    """Asked again where an heir, by the time it is ours, is part of another itself."""
    ends = survivors(gone)
    held = Case.objects.filter(pk__in=ends.values()).order_by("pk").select_for_update(no_key=True)
    kept = {case.pk: case for case in held} if ends else {}
    further = _heirs([case.pk for case in kept.values() if case.resolved_at]) if kept else {}
    return {case: further.get(end, kept[end]) for case, end in ends.items()}


def row(case: Case) -> dict[str, Any]:
    """What filing may change of a case, to be written in one statement with others."""
    return {"id": case.pk, **{name: getattr(case, name) for name in COLUMNS}}


def retire(cases: Iterable[Case]) -> None:
    """These cases receive no more: a new one takes their thread."""
    bulk.update(Case, [{"id": case.pk, "receives": False} for case in cases])


def take_up(cases: Iterable[int]) -> None:
    """These cases receive their threads again, but for a thread that another one receives by now; the newest first.

    No case receives a group: what is said there joins by hand alone (W8).
    """
    silent = Case.objects.filter(pk__in=list(cases), receives=False, thread__isnull=False, deleted_at=None)
    silent = silent.exclude(thread__kind=ThreadKind.GROUP)
    held = {case.thread_id: case.pk for case in silent.order_by("pk").select_for_update(no_key=True)}
    taken = set(Case.objects.filter(thread__in=held, receives=True).values_list("thread", flat=True))
    bulk.update(Case, [{"id": key, "receives": True} for thread, key in held.items() if thread not in taken])


def vacate(threads: Sequence[int]) -> None:
    """Whatever received these threads does so no more, even where it is part of another case."""
    if threads:
        retire(Case.objects.filter(thread__in=threads, receives=True).order_by("pk"))


def held(cases: Iterable[int]) -> dict[int, Case]:
    """Each of these cases, or the one that it became part of, locked in the order of the keys."""
    keys = set(cases)
    ends = survivors(sorted(keys))
    found = Case.objects.filter(pk__in={ends.get(key, key) for key in keys}).order_by("pk")
    kept = {case.pk: case for case in found.select_for_update(no_key=True)} if keys else {}
    return {key: kept[ends.get(key, key)] for key in keys}


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
