"""A merge of persons is undone: the cases that went over come back with their threads, later ones stay."""

from collections.abc import Mapping, Sequence
from typing import Any

from recado.desk.cases import receiving_cases
from recado.desk.cases.events import CasePersonChanged
from recado.desk.cases.models import Case
from recado.desk.core import bulk
from recado.desk.journal import telling
from recado.desk.people.events import MergeUndone
from recado.desk.people.models import Merge


def part(undone: Sequence[MergeUndone]) -> None:
    """Each case that the merge moved, if it is still the survivor's; what received before receives again."""
    for event in undone:
        moved = Merge.objects.values_list("moved", flat=True).get(pk=event.merge)
        cases = _held([*moved.get("cases", []), *moved.get("retired", [])])
        back = [case for case in cases if case.pk in moved.get("cases", []) and case.person_id == event.person]
        _bring(back, moved.get("threads_of_cases", {}), event)
        _receive_again(cases, [*moved.get("silenced", []), *moved.get("retired", [])])
        telling.record(*(_told(case, event) for case in back))


def _held(cases: Sequence[int]) -> list[Case]:
    return list(Case.objects.filter(pk__in=cases).order_by("pk").select_for_update(no_key=True))


def _bring(cases: Sequence[Case], threads: Mapping[str, int], event: MergeUndone) -> None:
    for case in cases:
        case.person_id, case.thread_id = event.gone, threads.get(str(case.pk), case.thread_id)
    rows: list[dict[str, Any]] = [
        {"id": c.pk, "person_id": c.person_id, "thread_id": c.thread_id, "updated_at": event.at} for c in cases
    ]
    bulk.update(Case, rows)


def _receive_again(cases: Sequence[Case], quiet: Sequence[int]) -> None:
    """Where nobody else receives the thread by now."""
    waiting = [case for case in cases if case.pk in quiet and not case.receives]
    taken = set(receiving_cases.of_threads([case.thread_id for case in waiting if case.thread_id]))
    bulk.update(Case, [{"id": case.pk, "receives": True} for case in waiting if case.thread_id not in taken])


def _told(case: Case, event: MergeUndone) -> CasePersonChanged:
    told = receiving_cases.told(case)
    return CasePersonChanged(
        at=event.at, by=event.by, person=event.gone, called=event.lost, before=event.person, lost=event.called,
        undone=True, **told,
    )  # fmt: skip
