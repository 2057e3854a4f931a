"""Follow a case, to see it and hear of it though it is not one's own; and let it go again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from recado.desk.cases import receiving_cases
from recado.desk.cases.colleague_events import CaseFollowed, CaseUnfollowed
from recado.desk.cases.models import Case, Following
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.rules.card_events import CardChanged
from recado.desk.staff.events import TeamLeft
from recado.desk.staff.models import Agent
from recado.desk.staff.tending import AgentCard


@transaction.atomic
def follow(case: Case, agent: Agent, *, by: Actor) -> None:
    """Let the agent follow; who follows already goes on for the reason he began with."""
    enlist([(case, agent)], by=by, at=now())


@transaction.atomic
def unfollow(case: Case, agent: Agent, *, by: Actor) -> None:
    """Let the agent follow no more; he loses the case from sight unless something else gives it to him."""
    _forget(agent)
    if Following.objects.filter(case=case, agent=agent).delete()[0]:
        told = {**receiving_cases.told(case), "agent": agent.pk}
        telling.record(CaseUnfollowed(at=now(), by=by, **told))


def let_go(left: Sequence[TeamLeft]) -> None:
    """Who left a team follows no more, by his own wish alone, what nothing else lets him see."""
    for event in left:
        _let_go(event.agent or 0, event.by)


def let_go_by_role(changed: Sequence[CardChanged]) -> None:
    """Nor does he who saw everything until now, and sees less in another role."""
    for event in changed:
        if event.section == AgentCard.section:
            _let_go(int(event.scope.rpartition(":")[2]), event.by)


def _let_go(key: int, by: Actor) -> None:
    agent = Agent.objects.get(pk=key)
    own = Following.objects.filter(agent=agent, by=agent.actor).exclude(case__assignee=agent)
    hidden = own.none() if agent.sees_all else own.exclude(case__team__in=agent.teams.all())
    for one in hidden.select_related("case").order_by("case"):
        unfollow(one.case, agent, by=by)


def enlist(followers: Iterable[tuple[Case, Agent]], *, by: Actor, at: datetime) -> None:
    """Let each agent follow his case, in one statement; only what is new is told."""
    pairs = {(case.pk, agent.pk): (case, agent) for case, agent in followers}
    rows = [{"case_id": case, "agent_id": agent, "by": by, "at": at} for case, agent in sorted(pairs)]
    new = bulk.insert(Following, rows, returning=("case", "agent"), skip_conflicts=True)
    for _case, agent in pairs.values():
        _forget(agent)
    told = [{**receiving_cases.told(pairs[pair][0]), "agent": pair[1]} for pair in new if pair in pairs]
    telling.record(*(CaseFollowed(at=at, by=by, **one) for one in told))


def _forget(agent: Agent) -> None:
    """What a door read of him with his teams is no longer so."""
    agent.__dict__.get("_prefetched_objects_cache", {}).pop("followings", None)
