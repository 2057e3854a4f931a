"""Let a case become part of another, and undo it: filings move, the one that is gone leads to the other (EM12)."""

from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from recado.desk.cases import carrying, owning, receiving_cases
from recado.desk.cases.departed import CaseMerge
from recado.desk.cases.departure_events import CaseJoined, CaseMerged, CaseMergeUndone, CaseParted
from recado.desk.cases.models import Case, Filing, Resolution, State
from recado.desk.channels import reasons
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection

TURN = 0x43415345  # any number that is nobody else's advisory lock
KEPT = ("state", "unseen", "closing_reason")


@transaction.atomic
def merge(gone: Case, into: Case, *, by: Actor) -> CaseMerge:
    """Move all that lies in `gone`; what is written in its thread from now on goes to `into`.

    Where `into` became part of another, that one is meant. Labels and followers go over, the earlier promise holds.
    Raises Objected: ``merge-circle``, ``merge-resolved``, ``merge-deleted``.
    """
    _take_turns()
    into = _survivor(into)
    bulk.lock(Case, [gone.pk, into.pk])
    gone, into = owning.locked(gone), owning.locked(into)
    standing = CaseMerge.objects.filter(gone=gone, undone_at=None).first()
    if standing:
        return standing
    _insist(gone, into)
    at = now()
    moved = _move(gone.pk, into.pk)
    kept = {name: getattr(gone, name) for name in KEPT}
    kept |= {
        "messages": moved,
        "lent": into.thread_id is None,
        "resolved_at": gone.resolved_at.isoformat() if gone.resolved_at else None,
    }
    row = {"gone_id": gone.pk, "into_id": into.pk, "moved": kept, "by": by, "at": at}
    [(id_,)] = bulk.insert(CaseMerge, [row])
    kept |= carrying.over(gone, into, moved, by=by)
    bulk.update(CaseMerge, [{"id": id_, "moved": kept}])
    _end(gone, into, by)
    _take_over(gone, into)
    telling.record(
        CaseMerged(at=at, by=by, into=into.pk, messages=len(moved), **receiving_cases.told(gone)),
        CaseJoined(at=at, by=by, gone=gone.pk, **receiving_cases.told(into)),
    )
    return CaseMerge.objects.get(pk=id_)


@transaction.atomic
def undo(merge: CaseMerge, *, by: Actor) -> None:
    """The case stands for itself again, with what lay in it and what was written in its thread since."""
    _take_turns()
    bulk.lock(Case, [merge.gone_id, merge.into_id])
    merge = CaseMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        return
    gone, at = owning.locked(merge.gone), now()
    came = Filing.objects.filter(
        case=merge.into_id, message__thread=gone.thread_id or 0, message__kept_at__gte=merge.at
    )
    back = {*merge.moved["messages"], *came.values_list("message", flat=True)}
    still = Filing.objects.filter(case=merge.into_id, message__in=back).values_list("message", flat=True)
    bulk.update(Filing, [{"message_id": key, "case_id": gone.pk} for key in still], key="message_id")
    carrying.back(gone, merge.into, list(back), merge.moved, by=by)
    bulk.update(CaseMerge, [{"id": merge.pk, "undone_at": at, "undone_by": by}])
    before = {name: merge.moved[name] for name in KEPT} | {"resolved_at": merge.moved["resolved_at"], "updated_at": at}
    bulk.update(Case, [{"id": gone.pk, **before}])
    if merge.moved.get("lent") and merge.into.thread_id == gone.thread_id:
        bulk.update(Case, [{"id": merge.into_id, "thread_id": None, "channel_id": None}])
    if not merge.moved["resolved_at"]:
        receiving_cases.undo_endings([gone], at)
    telling.record(
        CaseMergeUndone(at=at, by=by, into=merge.into_id, **receiving_cases.told(gone)),
        CaseParted(at=at, by=by, gone=gone.pk, **receiving_cases.told(merge.into)),
    )


def standing(case: Case) -> CaseMerge | None:
    """The merge by which the case is part of another now."""
    return CaseMerge.objects.filter(gone=case, undone_at=None).select_related("into", "gone").first()


def _take_turns() -> None:
    """One merge after the other: what two of them at once see of each other's circles would be old."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _survivor(case: Case) -> Case:
    return Case.objects.get(pk=receiving_cases.survivors([case.pk]).get(case.pk, case.pk))


def _insist(gone: Case, into: Case) -> None:
    if gone.deleted_at or into.deleted_at:
        said = _("A deleted case cannot be merged. Bring it back first.")
        raise Objected([Objection("merge-deleted", said, missing=("into",))])
    if gone.pk == into.pk:
        said = _("A case cannot become part of itself, nor of what is part of it.")
        raise Objected([Objection("merge-circle", said, missing=("into",))])
    if into.state == State.RESOLVED and gone.state != State.RESOLVED:
        said = _("Case %(number)s is resolved. Open it again before an open case becomes part of it.")
        raise Objected([Objection("merge-resolved", said % {"number": into.pk}, missing=("into",))])


def _move(gone: int, into: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_filing SET case_id = %s WHERE case_id = %s RETURNING message_id", [into, gone])
        return sorted(key for (key,) in cursor.fetchall())


def _end(gone: Case, into: Case, by: Actor) -> None:
    """It is resolved by this: no list of open cases holds it any more."""
    at = now()
    reason = reasons.kept("part", number=str(into.pk))
    if gone.state != State.RESOLVED:
        bulk.insert(Resolution, [{"case_id": gone.pk, "reason": reason, "by": by, "at": at}])
    changed = {"state": State.RESOLVED, "resolved_at": gone.resolved_at or at, "closing_reason": reason}
    bulk.update(Case, [{"id": gone.pk, "unseen": False, "updated_at": at, **changed}])


def _take_over(gone: Case, into: Case) -> None:
    """The other shows the newest words of both, and waits for us where one of them did.

    One that was opened by hand is answered by the way of the one that is gone.
    """
    changed: dict[str, Any] = {"unseen": into.unseen or gone.unseen, "updated_at": now()}
    if gone.last_message_at > into.last_message_at:
        names = ("last_words", "last_type", "last_direction", "last_message_at")
        changed |= {name: getattr(gone, name) for name in names}
    if into.thread_id is None and gone.thread_id:
        changed |= {"thread_id": gone.thread_id, "channel_id": gone.channel_id}
    if into.state == State.WAITING_CUSTOMER and gone.state in (State.NEW, State.OPEN):
        changed["state"] = State.OPEN
    bulk.update(Case, [{"id": into.pk, **changed}])
