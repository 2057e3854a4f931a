"""Which cases belong to each view of the inbox? Each view as its ways: querysets that each follow one index.

One question with OR would make PostgreSQL read all open cases of an agent to find the top forty; the top of each way is
the top of an index, and the ways meet in `ranking`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from recado.desk.cases import access
from recado.desk.cases.models import Case, Mention, State
from recado.desk.core.statements import Blank, Statement
from recado.desk.staff.models import Agent, Team

type Way = QuerySet[Case]

UNSEEN_MOST = 100
OPEN = ~Q(state=State.RESOLVED)


@dataclass(frozen=True)
class Ways:
    """What leads to the cases of a view. `overlap`: the same case may be found by two of them.

    `leading` columns come first in the index and are the same for all: to name them makes PostgreSQL take it.
    """

    ways: tuple[Way, ...]
    overlap: bool = False
    leading: tuple[str, ...] = ()


def mine(agent: Agent) -> Ways:
    return Ways((Case.objects.filter(OPEN, assignee=agent),))


_UNSEEN = Statement(
    lambda: Case.objects.filter(OPEN, assignee=Blank("agent"), unseen=True).values_list("pk")[:UNSEEN_MOST]
)


def unseen(agent: Agent) -> int:
    """How many are his and hold words of the customer that he has not looked at (C8); counted to a hundred."""
    return len(_UNSEEN(agent=agent.pk))


def unassigned(agent: Agent) -> Ways:
    """What nobody has: of the whole house for who sees all, else of the agent's teams."""
    if agent.sees_all:
        return Ways((Case.objects.filter(OPEN, assignee__isnull=True),), leading=("assignee_id",))
    return Ways(tuple(Case.objects.filter(OPEN, team=team, assignee__isnull=True) for team in agent.teams.all()))


def of_teams(teams: Sequence[Team]) -> Ways:
    """The open cases of teams that the agent is in."""
    return Ways(tuple(Case.objects.filter(OPEN, team=team) for team in teams))


def named(agent: Agent) -> Ways:
    """The open cases where a note named the agent, and others as long as he has not looked."""
    mentions = Mention.objects.filter(agent=agent)
    unseen = Q(pk__in=mentions.filter(seen_at=None).values("case"))
    return Ways((access.visible(agent).filter(OPEN | unseen, pk__in=mentions.values("case")),))


def everything(agent: Agent) -> Ways:
    """All open cases that the agent sees."""
    return _seen(agent, OPEN)


def ended(agent: Agent) -> Ways:
    """The resolved cases that the agent sees."""
    return _seen(agent, Q(state=State.RESOLVED, deleted_at=None))


def _seen(agent: Agent, wanted: Q) -> Ways:
    ways = tuple(Case.objects.filter(wanted, way) for way in access.ways(agent))
    return Ways(ways, overlap=len(ways) > 1)
