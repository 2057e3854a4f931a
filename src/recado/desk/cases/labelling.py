"""Put labels on a case and take them off: words from the house's one flat list."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.cases import owning, receiving_cases
from recado.desk.cases.events import CaseLabelled, CaseUnlabelled
from recado.desk.cases.models import Case, Label, Labelling
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.statements import AnyOf, Statement
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection


@transaction.atomic
def label(case: Case, labels: Iterable[Label], *, by: Actor) -> None:
    """Let the case carry exactly these. Raises Objected for a retired label that it does not carry yet."""
    _carry(owning.locked(case), {one.pk: one for one in labels}, by)


@transaction.atomic
def add(case: Case, added: Label, *, by: Actor) -> None:
    """Put one more label on the case; one that is there already stays. Raises Objected if it is retired."""
    case = owning.locked(case)
    _carry(case, {one.pk: one for one in (*_carried(case), added)}, by)


@transaction.atomic
def remove(case: Case, removed: Label, *, by: Actor) -> None:
    """Take one label off the case; one that is not there stays away."""
    case = owning.locked(case)
    _carry(case, {one.pk: one for one in _carried(case) if one.pk != removed.pk}, by)


_OF_CASES = Statement(lambda: Labelling.objects.filter(case=AnyOf("cases")).select_related("label"))


def labels_of(cases: Iterable[Case]) -> dict[int, list[Label]]:
    """The labels of each case by name, in one statement; a case without any has no entry. Retired ones stay visible."""
    found: dict[int, list[Label]] = {}
    for one in sorted(_OF_CASES(cases=[case.pk for case in cases]), key=lambda one: one.label.name.casefold()):
        found.setdefault(one.case_id, []).append(one.label)
    return found


def choosable() -> list[Label]:
    """The labels that can be put on a case, by name."""
    return sorted(Label.objects.filter(retired_at=None), key=lambda one: one.name.casefold())


def _carried(case: Case) -> list[Label]:
    return labels_of([case]).get(case.pk, [])


def _carry(case: Case, wanted: dict[int, Label], by: Actor) -> None:
    carried = {one.pk: one for one in _carried(case)}
    added = [one for one in wanted.values() if one.pk not in carried]
    removed = [one for one in carried.values() if one.pk not in wanted]
    if retired := [one for one in added if one.retired_at]:
        said = _("The label %(label)s is retired: it stays on old cases and is put on no others.")
        raise Objected([Objection("label-retired", said % {"label": one.name}) for one in retired])
    if added or removed:
        _write(case, added, removed, by, now())


def _write(case: Case, added: Sequence[Label], removed: Sequence[Label], by: Actor, at: datetime) -> None:
    rows = [{"case_id": case.pk, "label_id": one.pk, "by": by, "at": at} for one in added]
    bulk.insert(Labelling, rows, skip_conflicts=True)
    if removed:
        Labelling.objects.filter(case=case, label__in=removed).delete()
    bulk.update(Case, [{"id": case.pk, "updated_at": at}])
    told = {"at": at, "by": by, **receiving_cases.told(case)}
    telling.record(
        *(CaseLabelled(label=one.pk, called=one.name, **told) for one in added),
        *(CaseUnlabelled(label=one.pk, called=one.name, **told) for one in removed),
    )
