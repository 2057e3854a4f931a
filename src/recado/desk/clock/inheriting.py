"""Whose promise holds when a case becomes part of another, or is deleted, and whose when that is undone?

A promise stays with its case, dropped in the moment of the merge or the deletion: by that moment the undo finds it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from recado.desk.cases import timing
from recado.desk.cases.departed import CaseMerge, Deletion
from recado.desk.cases.departure_events import CaseMerged, CaseMergeUndone, CaseRestored
from recado.desk.cases.models import DueState, Filing
from recado.desk.clock.models import Deadline
from recado.desk.core import bulk

SAME = ("kind", "promised_for", "since_at", "warn_at", "due_at", "hours")


def inherit(merged: Sequence[CaseMerged]) -> None:
    """What the one promised and has not kept, the other owes; where both promised, the earlier promise holds."""
    for event in merged:
        gone, into = event.case or 0, event.into
        held = _held(case__in=[gone, into], met_at=None, dropped_at=None)
        first = {one.kind: one for one in held}
        taken = [one for one in first.values() if one.case_id == gone]
        lost = [one for one in held if one in taken or one is not first[one.kind]]
        bulk.update(Deadline, [{"id": one.pk, "dropped_at": event.at} for one in lost])
        copies = bulk.insert(Deadline, [{"case_id": into, "told": one.told} | _same(one) for one in taken])
        timing.lend(gone, [key for (key,) in copies])
        if held:
            _show([gone, into], event.at)


def hand_back(undone: Sequence[CaseMergeUndone]) -> None:
    """Each owes again what it had promised itself, unless an answer that lies in it met that in the meantime."""
    for event in undone:
        gone, into = event.case or 0, event.into
        merge = CaseMerge.objects.get(gone=gone, into=into, undone_at=event.at)
        own = _held(case__in=[gone, into], dropped_at=merge.at)
        since = {one.kind: one for one in _held(case=into, dropped_at=None)}
        lent = [one for one in since.values() if one.pk in merge.moved.get("promises", [])]
        bulk.update(Deadline, [{"id": one.pk, "dropped_at": event.at} for one in lent])
        _revive([(one, since.get(one.kind)) for one in own if one.case_id == gone or one.kind in since])
        _show([gone, into], event.at)


def bring_back(restored: Sequence[CaseRestored]) -> None:
    """A case that is there again owes what it owed when it was deleted."""
    for event in restored:
        case = event.case or 0
        deletion = Deletion.objects.filter(case=case, undone_at=event.at).latest("pk")
        _revive([(one, None) for one in _held(case=case, dropped_at=deletion.at)])
        _show([case], event.at)


def _held(**which: Any) -> list[Deadline]:
    """The earliest promise last, so that a dictionary by kind keeps that one."""
    return list(Deadline.objects.filter(**which).order_by("-due_at", "-pk").select_for_update(no_key=True))


def _same(deadline: Deadline) -> dict[str, Any]:
    return {name: getattr(deadline, name) for name in SAME}


def _revive(found: Sequence[tuple[Deadline, Deadline | None]]) -> None:
    rows = [{"id": own.pk, "dropped_at": None} | _met(own, since) for own, since in found]
    bulk.update(Deadline, rows)


def _met(own: Deadline, since: Deadline | None) -> dict[str, Any]:
    """How what held in the meantime was met, where that answer lies in this case."""
    answer = since.met_by if since else None
    if since and answer and Filing.objects.filter(message=answer, case=own.case_id).exists():
        return {"met_at": since.met_at, "met_by": answer}
    return {"met_at": None, "met_by": None}


def _show(cases: Sequence[int], at: datetime) -> None:
    """What the lists say of each case: its nearest promise, else how one was kept."""
    kept = sorted(_held(case__in=cases, dropped_at=None), key=lambda one: one.met_at is None)
    held = {one.case_id: one for one in kept}
    timing.show([{"id": case, "updated_at": at} | _said(held.get(case), at) for case in cases])


def _said(deadline: Deadline | None, at: datetime) -> dict[str, Any]:
    if deadline is None:
        return {"due_at": None, "due_state": DueState.NONE}
    if deadline.met_at:
        late = deadline.met_at > deadline.due_at
        return {"due_at": None, "due_state": DueState.LATE if late else DueState.MET}
    warned = DueState.WARNING if at >= deadline.warn_at else DueState.FINE
    return {"due_at": deadline.due_at, "due_state": DueState.LATE if at > deadline.due_at else warned}
