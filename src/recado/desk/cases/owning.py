"""Write on cases whose they are; routing decides, this only keeps it."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.cases import receiving_cases
from recado.desk.cases.events import CaseMoved
from recado.desk.cases.models import Case
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.journal import telling
from recado.desk.staff.models import Agent, Team


def locked(case: Case) -> Case:
    """The case as it is now, held until the transaction ends."""
    return Case.objects.select_related("assignee", "team").select_for_update(of=("self",), no_key=True).get(pk=case.pk)


def give(given: Sequence[tuple[Case, Agent | None, Team | None]], *, by: Actor, at: datetime) -> None:
    """Set assignee and team of each case, in one statement; a change of team is told."""
    moved = [(case, team) for case, _, team in given if team and case.team_id != team.pk]
    for case, agent, team in given:
        case.assignee, case.team, case.updated_at = agent, team, at
    rows = [
        {"id": case.pk, "assignee_id": case.assignee_id, "team_id": case.team_id, "updated_at": at}
        for case, _, _ in sorted(given, key=lambda row: int(row[0].pk))
    ]
    bulk.update(Case, rows)
    told = (CaseMoved(at=at, by=by, called=team.name, **receiving_cases.told(case)) for case, team in moved)
    telling.record(*told)
