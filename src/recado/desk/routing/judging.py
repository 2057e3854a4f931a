"""Whose a case is, decided from what is known alone: no database, so that a draft rule can be rehearsed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Candidate:
    """An agent as routing sees him. `capacity` None: no limit; `absent_until` later than now: away until then."""

    id: str
    teams: frozenset[str]
    present: bool = True
    load: int = 0
    capacity: int | None = None
    absent_until: datetime | None = None
    substitute: str | None = None
    may_answer: bool = True

    def is_away(self, now: datetime) -> bool:
        return self.absent_until is not None and self.absent_until > now

    def is_full(self) -> bool:
        return self.capacity is not None and self.load >= self.capacity


@dataclass(frozen=True)
class Step:
    """One thing that was looked at, what came out of it, and about whom."""

    step: str
    verdict: str
    about: str = ""


@dataclass(frozen=True)
class Verdict:
    """Who has it (None: the team's queue) and the steps that led there; the last one decided."""

    assignee: str | None
    team: str | None
    because: tuple[Step, ...] = field(default=())


def judge(
    team: str | None,
    agents: Sequence[Candidate],
    *,
    now: datetime,
    former: str | None = None,
    last_in_turn: str | None = None,
) -> Verdict:
    """The former assignee if he can, else his substitute, else the next in turn, else the queue (F4, N1).

    `agents` stand in the order of turns; whoever is absent, not present, full or not of the team is passed over.
    """
    steps: list[Step] = []
    if former is not None:
        chosen, seen = _former(former, team, agents, now)
        steps.extend(seen)
        if chosen is not None:
            return Verdict(chosen, team, tuple(steps))
    if team is None:
        return Verdict(None, None, (*steps, Step("team", "missing")))
    members = [agent for agent in agents if team in agent.teams and agent.may_answer]
    if not members:
        return Verdict(None, team, (*steps, Step("team", "empty")))
    ready = [agent for agent in members if agent.present and not agent.is_away(now)]
    free = [agent for agent in ready if not agent.is_full()]
    if not free:
        return Verdict(None, team, (*steps, Step("turn", "full" if ready else "nobody")))
    chosen = _next(members, free, last_in_turn)
    verdict = "only" if len(ready) == 1 else "chosen"
    return Verdict(chosen, team, (*steps, Step("turn", verdict, chosen)))


def _former(former: str, team: str | None, agents: Sequence[Candidate], now: datetime) -> tuple[str | None, list[Step]]:
    known = {agent.id: agent for agent in agents}
    agent = known.get(former)
    if agent is None or not agent.may_answer:
        return None, [Step("former", "unknown", former)]
    if team is not None and team not in agent.teams:
        return None, [Step("former", "left the team", former)]
    if not agent.is_away(now) and agent.present:
        return former, [Step("former", "chosen", former)]
    steps = [Step("former", "absent" if agent.is_away(now) else "not present", former)]
    stand_in = known.get(agent.substitute or "") if agent.is_away(now) else None
    if stand_in and stand_in.may_answer and stand_in.present and not stand_in.is_away(now):
        return stand_in.id, [*steps, Step("former", "substituted", former)]
    return None, steps


def _next(members: Sequence[Candidate], free: Sequence[Candidate], last: str | None) -> str:
    """The first who is free after the one whose turn was last, going round."""
    order = [agent.id for agent in members]
    start = order.index(last) + 1 if last in order else 0
    can = {agent.id for agent in free}
    return next(id_ for id_ in order[start:] + order[:start] if id_ in can)
