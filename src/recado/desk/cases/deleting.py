"""Delete a case, and bring it back: what was said stays, is not imported again, and nobody sees it (EM9)."""

from django.db import transaction

from recado.desk.cases import owning, receiving_cases
from recado.desk.cases.departed import Deletion
from recado.desk.cases.departure_events import CaseDeleted, CaseRestored
from recado.desk.cases.models import Case, Resolution, State
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling


@transaction.atomic
def delete(case: Case, *, by: Actor, reason: str = "") -> Deletion:
    """It is in no list and receives no more: a later word opens a new case. Twice is once."""
    case = owning.locked(case)
    standing = Deletion.objects.filter(case=case, undone_at=None).first()
    if standing:
        return standing
    at, why = now(), storable(reason).strip()[:500]
    [(id_,)] = bulk.insert(Deletion, [{"case_id": case.pk, "reason": why, "by": by, "at": at}])
    ended = {"state": State.RESOLVED, "resolved_at": case.resolved_at or at, "deleted_at": at, "receives": False}
    bulk.update(Case, [{"id": case.pk, "updated_at": at, **ended}])
    telling.record(CaseDeleted(at=at, by=by, reason=why, **receiving_cases.told(case)))
    return Deletion.objects.get(pk=id_)


@transaction.atomic
def undo(deletion: Deletion, *, by: Actor) -> None:
    """The case is there again, open unless it had ended before; it receives its thread unless a newer one does."""
    case = owning.locked(deletion.case)
    deletion = Deletion.objects.select_for_update().get(pk=deletion.pk)
    if deletion.undone_at:
        return
    at = now()
    taken = case.thread_id and Case.objects.filter(thread=case.thread_id, receives=True).exists()
    receives = bool(case.thread_id) and not taken
    ended = Resolution.objects.filter(case=case, undone_at=None).exists()
    state = {} if ended else {"state": State.OPEN, "resolved_at": None}
    bulk.update(Deletion, [{"id": deletion.pk, "undone_at": at, "undone_by": by}])
    bulk.update(Case, [{"id": case.pk, "deleted_at": None, "receives": receives, "updated_at": at, **state}])
    telling.record(CaseRestored(at=at, by=by, **receiving_cases.told(case)))
