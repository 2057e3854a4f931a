"""Say what has to be done next on a case: set its action, or leave it without one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.cases import owning, receiving_cases
from recado.desk.cases.actions import Action
from recado.desk.cases.events import CaseActionSet
from recado.desk.cases.models import Case
from recado.desk.core import bulk
from recado.desk.core.actors import HOUSE, Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection


@transaction.atomic
def act(case: Case, action: Action | None, *, by: Actor) -> None:
    """The same one again changes nothing. Raises Objected for a retired one that the case does not have."""
    case = owning.locked(case)
    key = action.pk if action else None
    if case.action_id == key:
        return
    if action and action.retired_at:
        said = _("The action %(action)s is retired: it stays on old cases and is set on no others.")
        raise Objected([Objection("action-retired", said % {"action": action.name})])
    at = now()
    bulk.update(Case, [{"id": case.pk, "action_id": key, "updated_at": at}])
    called = action.name if action else ""
    telling.record(CaseActionSet(at=at, by=by, action=key, called=called, **receiving_cases.told(case)))


def told(cases: Sequence[tuple[Case, str]], at: datetime) -> list[CaseActionSet]:
    """What an agreement about mail set by itself (C18, C19): each case with the name of its action."""
    return [
        CaseActionSet(at=at, by=HOUSE, action=case.action_id, called=called, **receiving_cases.told(case))
        for case, called in cases
    ]
