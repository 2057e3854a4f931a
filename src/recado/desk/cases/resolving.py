"""End a case with its reason, and undo the ending."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.cases import owning, receiving_cases
from recado.desk.cases.events import CaseReopened, CaseResolved
from recado.desk.cases.models import Case, Resolution, State
from recado.desk.conversations import window
from recado.desk.conversations.models import DeliveryRung, Message, ThreadKind
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objection

LONGEST_REASON = 500
UNDO = timedelta(minutes=10)


@dataclass(frozen=True)
class MayResolve:
    """Asked before a case ends, by every door: who objects, and what is missing?"""

    case: Case
    reason: str
    by: Actor


@dataclass(frozen=True)
class MayReopen:
    """Asked before an agent opens a case again."""

    case: Case
    by: Actor


@transaction.atomic
def resolve(case: Case, *, by: Actor, reason: str) -> Resolution:
    """End the case. A case that is resolved already keeps its ending. Raises Objected with all that is missing."""
    case = owning.locked(case)
    standing = Resolution.objects.filter(case=case, undone_at=None).first()
    if standing:
        return standing
    reason = storable(reason).strip()
    telling.insist(MayResolve(case, reason, by))
    at = now()
    [(id_,)] = bulk.insert(Resolution, [{"case_id": case.pk, "reason": reason, "by": by, "at": at}])
    _write(case, {"state": State.RESOLVED, "resolved_at": at, "closing_reason": reason, "updated_at": at})
    telling.record(CaseResolved(at=at, by=by, reason=reason, **receiving_cases.told(case)))
    return Resolution.objects.get(pk=id_)


@transaction.atomic
def reopen(case: Case, *, by: Actor) -> None:
    """Undo the ending; a case that is open stays as it is.

    Raises Objected where a newer case has the thread, or where the window has closed since (F5).
    """
    case = owning.locked(case)
    if case.state != State.RESOLVED:
        return
    telling.insist(MayReopen(case, by))
    at = now()
    bulk.update(
        Resolution,
        [{"id": one.pk, "undone_at": at, "undone_by": by} for one in case.resolutions.filter(undone_at=None)],
    )
    _write(case, {"state": State.OPEN, "resolved_at": None, "closing_reason": "", "updated_at": at})
    telling.record(CaseReopened(at=at, by=by, since=at.isoformat(), **receiving_cases.told(case)))


def needs_reason(question: MayResolve) -> list[Objection]:
    """No case ends without saying why."""
    if not question.reason:
        return [Objection("resolution-incomplete", _("Say why the case ends."), missing=("reason",))]
    if len(question.reason) > LONGEST_REASON:
        text = _("The reason has more than %(most)s characters.") % {"most": LONGEST_REASON}
        return [Objection("resolution-incomplete", text, missing=("reason",))]
    return []


def still_receives(question: MayReopen) -> list[Objection]:
    """A thread has one case that receives it, a group has none; what became part of another is opened there."""
    heir = receiving_cases.survivors([question.case.pk]).get(question.case.pk)
    if heir:
        said = _("It is part of case %(number)s now; go on there.") % {"number": heir}
        return [Objection("superseded", said)]
    thread = question.case.thread
    if thread and thread.kind != ThreadKind.GROUP and not question.case.receives:
        return [Objection("superseded", _("A newer case receives this conversation; go on there."))]
    return []


def window_is_open(question: MayReopen) -> list[Objection]:
    """Outside the window the customer or a template must begin anew; only a fresh ending can be undone (F5)."""
    case, at = question.case, now()
    if case.thread is None or window.is_open(case.thread, at) or (case.resolved_at and at - case.resolved_at < UNDO):
        return []
    begun = Message.objects.filter(thread=case.thread, template__isnull=False, kept_at__gte=case.resolved_at or at)
    if begun.exclude(rung=DeliveryRung.FAILED).exists():
        return []
    text = _("The 24-hour window is closed: the customer must write first, or an approved template.")
    return [Objection("window-closed", text)]


def _write(case: Case, changed: dict[str, object]) -> None:
    for name, value in changed.items():
        setattr(case, name, value)
    bulk.update(Case, [{"id": case.pk, **changed}])
