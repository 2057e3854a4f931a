"""Take the customer's new words as seen: by the assignee, or where there is none by anybody of the team (C8)."""

from django.db import transaction

from recado.desk.cases import owning, receiving_cases
from recado.desk.cases.events import CaseSeen
from recado.desk.cases.models import Case
from recado.desk.core import bulk
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.staff.models import Agent, Membership


@transaction.atomic
def see(case: Case, *, agent: Agent) -> bool:
    """Whether the look counted: that of others leaves the new words unseen."""
    if not case.unseen or not _counts(case, agent):
        return False
    case = owning.locked(case)
    if not case.unseen:
        return False
    bulk.update(Case, [{"id": case.pk, "unseen": False}])
    case.unseen = False
    telling.record(CaseSeen(at=now(), by=agent.actor, **receiving_cases.told(case)))
    return True


def _counts(case: Case, agent: Agent) -> bool:
    if case.assignee_id:
        return case.assignee_id == agent.pk
    return agent.may_write and (
        case.team_id is None or Membership.objects.filter(team=case.team_id, agent=agent).exists()
    )
