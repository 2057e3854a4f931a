"""Two persons turned out to be one: the cases of both are the survivor's, and one of them receives each thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recado.desk.cases import receiving_cases
from recado.desk.cases.events import CasePersonChanged
from recado.desk.cases.models import Case
from recado.desk.core import bulk
from recado.desk.journal import telling
from recado.desk.people import uniting
from recado.desk.people.events import PersonsMerged
from recado.desk.people.models import Merge


@dataclass
class Going:
    """What goes over: all cases of the lost one, where their threads went, and which of them receive no more."""

    cases: list[Case]
    threads: Mapping[int, int]
    silenced: list[Case] = field(default_factory=list)
    retired: list[Case] = field(default_factory=list)


def unite(merged: Sequence[PersonsMerged]) -> None:
    """Filings stay. An open case goes on receiving unless the survivor has an open one in the same thread."""
    for event in merged:
        moved = Merge.objects.values_list("moved", flat=True).get(pk=event.merge)
        going = _going(event, {one["from"]: one["into"] for one in moved.get("joined", [])})
        receiving_cases.retire([*going.silenced, *going.retired])
        rows = [(case, going.threads.get(case.thread_id or 0, case.thread_id)) for case in going.cases]
        bulk.update(
            Case,
            [{"id": c.pk, "person_id": event.person, "thread_id": t, "updated_at": event.at} for c, t in rows],
        )
        uniting.note(event.merge, _listed(going))
        for case, thread in rows:
            case.thread_id = thread
        telling.record(*(_told(case, event, silent=case in going.silenced) for case in going.cases))


def _going(event: PersonsMerged, threads: Mapping[int, int]) -> Going:
    both = Case.objects.filter(person__in=(event.gone, event.person)).order_by("pk").select_for_update(no_key=True)
    held = list(both)
    going = Going([case for case in held if case.person_id == event.gone], threads)
    standing = {case.thread_id: case for case in held if case.receives and case.person_id == event.person}
    for case in going.cases:
        other = standing.get(threads.get(case.thread_id or 0))
        if case.receives and other:
            (going.retired if other.resolved_at and not case.resolved_at else going.silenced).append(
                other if other.resolved_at and not case.resolved_at else case
            )
    return going


def _listed(going: Going) -> dict[str, object]:
    return {
        "cases": [case.pk for case in going.cases],
        "threads_of_cases": {str(case.pk): case.thread_id for case in going.cases if case.thread_id in going.threads},
        "silenced": [case.pk for case in going.silenced],
        "retired": [case.pk for case in going.retired],
    }


def _told(case: Case, event: PersonsMerged, *, silent: bool) -> CasePersonChanged:
    told = receiving_cases.told(case)
    called, lost = event.called, event.lost
    return CasePersonChanged(
        at=event.at, by=event.by, person=event.person, called=called, before=event.gone, lost=lost,
        silent=silent, **told,
    )  # fmt: skip
