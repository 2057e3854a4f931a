"""Delete a case, and bring it back: what was said stays, is not imported again, and nobody sees it (EM9)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.cases import merging, owning, receiving_cases
from recado.desk.cases.departed import Deletion
from recado.desk.cases.departure_events import CaseDeleted, CaseRestored
from recado.desk.cases.models import Case, Filing, Resolution, State
from recado.desk.cases.sections import Deleting
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objection
from recado.desk.rules import reading
from recado.desk.staff.models import Agent, Role

RANKS = {Role.AGENT: 1, Role.LEAD: 2, Role.ADMIN: 3, Role.HEAD: 3}


@dataclass(frozen=True)
class MayDelete:
    """Asked before a case is deleted or brought back, by every door: who objects?"""

    case: Case
    by: Actor


@transaction.atomic
def delete(case: Case, *, by: Actor, reason: str = "") -> Deletion:
    """It is in no list and receives no more, nor does what is part of it: a later word opens a new case. Twice is once.

    Raises Objected: ``delete-refused``, ``superseded``.
    """
    case = owning.locked(case)
    telling.insist(MayDelete(case, by))
    standing = Deletion.objects.filter(case=case, undone_at=None).first()
    if standing:
        return standing
    return write(case, by=by, reason=storable(reason).strip()[:500])


def write(case: Case, *, by: Actor, reason: str = "", freed: Sequence[int] = ()) -> Deletion:
    """What was asked and held before is written down; `freed` are messages that lie in it no more."""
    at = now()
    row = {"case_id": case.pk, "reason": reason, "freed": list(freed), "by": by, "at": at}
    [(id_,)] = bulk.insert(Deletion, [row])
    ended = {"state": State.RESOLVED, "resolved_at": case.resolved_at or at, "deleted_at": at, "receives": False}
    bulk.update(Case, [{"id": case.pk, "updated_at": at, **ended}])
    receiving_cases.retire(Case.objects.filter(pk__in=receiving_cases.parts(case.pk)).order_by("pk"))
    telling.record(CaseDeleted(at=at, by=by, reason=reason, freed=len(freed), **receiving_cases.told(case)))
    return Deletion.objects.get(pk=id_)


@transaction.atomic
def undo(deletion: Deletion, *, by: Actor) -> None:
    """The case is there again, open unless it had ended before; it receives its thread unless a newer one does.

    Messages that had gone back to their group lie in it once more, but for those of which another case was opened.
    Raises Objected: ``delete-refused``.
    """
    case = owning.locked(deletion.case)
    telling.insist(MayDelete(case, by))
    deletion = Deletion.objects.select_for_update().get(pk=deletion.pk)
    if deletion.undone_at:
        return
    at = now()
    ended = Resolution.objects.filter(case=case, undone_at=None).exists()
    state = {} if ended else {"state": State.OPEN, "resolved_at": None}
    bulk.update(Deletion, [{"id": deletion.pk, "undone_at": at, "undone_by": by}])
    bulk.update(Case, [{"id": case.pk, "deleted_at": None, "updated_at": at, **state}])
    filed = [{"message_id": key, "case_id": case.pk} for key in deletion.freed]
    bulk.insert(Filing, filed, returning=("message",), skip_conflicts=True)
    receiving_cases.take_up([case.pk, *receiving_cases.parts(case.pk)])
    telling.record(CaseRestored(at=at, by=by, **receiving_cases.told(case)))


def may(agent: Agent) -> bool:
    """Whether the house lets somebody of this role delete, and bring back, what he sees."""
    least = Role(reading.read(Deleting).least)
    return RANKS.get(Role(agent.role), 0) >= RANKS[least]


def standing(case: Case) -> Deletion | None:
    """Who deleted it, when and why, if it is deleted."""
    return Deletion.objects.filter(case=case, undone_at=None).first()


def is_allowed(question: MayDelete) -> Iterator[Objection]:
    """The house says who deletes. Yields ``delete-refused``."""
    if question.by.kind == "agent" and not may(Agent.objects.get(pk=question.by.id or 0)):
        yield Objection("delete-refused", _("Your role does not let you delete cases. Ask a lead."))


def stands_for_itself(question: MayDelete) -> Iterator[Objection]:
    """What is part of another case is deleted with that one only. Yields ``superseded``."""
    if merge := merging.standing(question.case):
        said = _("It is part of case %(number)s now; go on there.") % {"number": merge.into_id}
        yield Objection("superseded", said)
