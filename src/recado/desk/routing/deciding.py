"""Decide whose new and returning cases are, many at a time, and remember whose turn it was."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from recado.desk.cases.events import CaseOpened, CaseReopened
from recado.desk.cases.models import Case
from recado.desk.core import bulk
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.routing.assigning import Given, write
from recado.desk.routing.judging import Candidate, Step, judge
from recado.desk.staff import presence
from recado.desk.staff.models import Agent, Membership, Role, Team


def decide(events: Sequence[CaseOpened | CaseReopened]) -> None:
    """Give each case its assignee or its place in the queue, with the reason (N1).

    The team's row is locked, so two batches at once cannot give two cases the same turn, nor one case to two (DK9).
    """
    cases = {case.pk: case for case in Case.objects.filter(pk__in=[event.case for event in events]).order_by("pk")}
    first = {event.case: event.by.id for event in events if isinstance(event, CaseOpened) and not event.is_owed}
    desk = _desk(list(cases.values()))
    given = [desk.give(case, first.get(case.pk)) for event in events if (case := _open(event, cases))]
    write(given, by=HOUSE, at=now())
    desk.remember()


def again(cases: Sequence[Case]) -> int:
    """Decide anew on cases that wait in a queue; those that would wait on stay untold. Gives how many went out."""
    desk = _desk(cases)
    given = [one for case in cases if (one := desk.give(case, None)).agent]
    write(given, by=HOUSE, at=now())
    desk.remember()
    return len(given)


def _open(event: CaseOpened | CaseReopened, cases: dict[int, Case]) -> Case | None:
    """The case, if the question is open: an ending that was only undone by hand leaves it whose it was."""
    case = cases.get(event.case or 0)
    undone = isinstance(event, CaseReopened) and event.by.kind == "agent"
    return None if case and undone and case.assignee_id else case


def _desk(cases: Sequence[Case]) -> "_Desk":
    teams = _teams({case.team_id for case in cases if case.team_id})
    agents = _agents(teams, {case.assignee_id for case in cases if case.assignee_id})
    return _Desk(teams, agents, _candidates(teams, agents))


class _Desk:
    """The turns of a batch as they go round."""

    def __init__(self, teams: dict[int, Team], agents: dict[int, Agent], candidates: list[Candidate]) -> None:
        self.teams, self.agents, self.candidates = teams, agents, candidates
        self.turned: set[int] = set()
        self.at = now()

    def give(self, case: Case, first: int | None) -> Given:
        """Whose the case is; `first` is the agent who opened it."""
        team = self.teams.get(case.team_id or 0)
        if first is not None:
            agent = Agent.objects.get(pk=first)
            return Given(case, agent, team, (Step("first", "wrote", agent.name),))
        former = str(case.assignee_id) if case.assignee_id else None
        last = str(team.last_in_turn_id) if team and team.last_in_turn_id else None
        verdict = judge(str(team.pk) if team else None, self.candidates, now=self.at, former=former, last_in_turn=last)
        chosen = self.agents[int(verdict.assignee)] if verdict.assignee else None
        if team and chosen and verdict.because[-1].step == "turn":
            team.last_in_turn = chosen
            self.turned.add(team.pk)
        return Given(case, chosen, team, self._named(verdict.because))

    def _named(self, steps: Iterable[Step]) -> tuple[Step, ...]:
        return tuple(
            Step(step.step, step.verdict, self.agents[int(step.about)].name if step.about.isdigit() else "")
            for step in steps
        )

    def remember(self) -> None:
        rows = [{"id": pk, "last_in_turn_id": self.teams[pk].last_in_turn_id} for pk in sorted(self.turned)]
        bulk.update(Team, rows)


def _teams(keys: set[int]) -> dict[int, Team]:
    teams = Team.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    return {team.pk: team for team in teams}


def _agents(teams: dict[int, Team], assignees: set[int]) -> dict[int, Agent]:
    wanted = Agent.objects.filter(Q(membership__team__in=teams) | Q(pk__in=assignees)).distinct()
    return {agent.pk: agent for agent in wanted.order_by("name", "pk")}


def _candidates(teams: dict[int, Team], agents: dict[int, Agent]) -> list[Candidate]:
    here = presence.present_among(agents, now())
    of: dict[int, set[str]] = {}
    for agent, team in Membership.objects.filter(agent__in=agents).values_list("agent", "team"):
        of.setdefault(agent, set()).add(str(team))
    return [
        Candidate(
            id=str(pk),
            teams=frozenset(of.get(pk, ())),
            present=pk in here,
            may_answer=agent.is_active and agent.role != Role.VIEWER,
        )
        for pk, agent in agents.items()
    ]
