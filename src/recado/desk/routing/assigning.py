"""Give a case to somebody by hand: take it, hand it to a colleague, put it back, move it to another team."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from recado.desk.cases import owning, receiving_cases
from recado.desk.cases.models import Case
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.routing.events import CaseAssigned
from recado.desk.routing.judging import Step
from recado.desk.routing.models import Assignment
from recado.desk.staff.models import Agent, Team


@dataclass(frozen=True)
class Given:
    """A case, to whom and to which team it goes, and the steps that decided."""

    case: Case
    agent: Agent | None
    team: Team | None
    because: tuple[Step, ...]


@transaction.atomic
def assign(case: Case, *, to: Agent | None, by: Actor) -> None:
    """Give the case to an agent, or back to its team's queue. By hand beats any turn (DK9); twice is once."""
    case = owning.locked(case)
    if case.assignee_id == (to.pk if to else None):
        return
    verdict = "returned" if to is None else "taken" if to.actor == by else "given"
    write([Given(case, to, case.team, (Step("hand", verdict, to.name if to else ""),))], by=by, at=now())


@transaction.atomic
def move(case: Case, *, team: Team, by: Actor) -> None:
    """Move the case to another team; its assignee keeps it only if he is of that team."""
    case = owning.locked(case)
    if case.team_id == team.pk:
        return
    stays = case.assignee if case.assignee and case.assignee.teams.filter(pk=team.pk).exists() else None
    write([Given(case, stays, team, (Step("hand", "moved", team.name),))], by=by, at=now())


def write(given: Sequence[Given], *, by: Actor, at: datetime) -> None:
    """Write down all that was decided, and tell it."""
    owning.give([(one.case, one.agent, one.team) for one in given], by=by, at=at)
    bulk.insert(
        Assignment,
        [
            {
                "case_id": one.case.pk,
                "agent_id": one.agent.pk if one.agent else None,
                "team_id": one.team.pk if one.team else None,
                "by": by,
                "at": at,
                "because": [asdict(step) for step in one.because],
            }
            for one in given
        ],
    )
    telling.record(*(_event(one, by, at) for one in given))


def _event(one: Given, by: Actor, at: datetime) -> CaseAssigned:
    decided = one.because[-1]
    return CaseAssigned(
        at=at,
        by=by,
        **receiving_cases.told(one.case),
        team=one.team.pk if one.team else None,
        called=one.team.name if one.team else "",
        step=decided.step,
        verdict=decided.verdict,
        about=decided.about,
    )
