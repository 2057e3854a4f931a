"""Say whose a case would be, from a description alone (`recado explain routing`)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from recado.desk.core import time
from recado.desk.routing.judging import Candidate, Step, judge

REASONS = {
    ("former", "chosen"): "returning to {about}, who had it and is present",
    ("former", "unknown"): "{about}, who had it, is not among the agents",
    ("former", "left the team"): "{about}, who had it, is no longer of the team",
    ("former", "not present"): "{about}, who had it, is not present",
    ("former", "absent"): "{about}, who had it, is absent",
    ("former", "substituted"): "the substitute of {about} stands in",
    ("turn", "chosen"): "{about} is next in turn among those present",
    ("turn", "only"): "{about} is the only one present",
    ("turn", "nobody"): "nobody of the team is present: it waits in the team's queue",
    ("turn", "full"): "everybody present has as many cases as fit: it waits in the team's queue",
    ("team", "missing"): "the case has no team",
    ("team", "empty"): "the team has no members: it waits in its queue",
}


class Unclear(ValueError):
    """The description cannot be read."""


def explain(document: object) -> dict[str, Any]:
    """Assignee, team and the steps that decided, as the command line's contract says. Raises Unclear."""
    asked = _mapping(document, "the input")
    case = _mapping(asked.get("case"), "case")
    agents = asked.get("agents", [])
    if not isinstance(agents, list):
        raise Unclear("agents must be a list")
    now = _instant(asked.get("now"), "now") or time.now()
    verdict = judge(
        _text(case.get("team"), "case.team"),
        [_candidate(agent) for agent in agents],
        now=now,
        former=_text(asked.get("former_assignee"), "former_assignee"),
        last_in_turn=_text(asked.get("last_in_turn"), "last_in_turn"),
    )
    return {"assignee": verdict.assignee, "team": verdict.team, "because": [_said(step) for step in verdict.because]}


def _said(step: Step) -> dict[str, str]:
    reason = REASONS[(step.step, step.verdict)].format(about=step.about)
    return {"step": step.step, "verdict": step.verdict, "reason": reason}


def _candidate(given: object) -> Candidate:
    agent = _mapping(given, "an agent")
    email = _text(agent.get("email"), "email")
    teams = agent.get("teams", [])
    if not email or not isinstance(teams, list):
        raise Unclear("an agent needs an email and a list of teams")
    return Candidate(
        id=email,
        teams=frozenset(str(team) for team in teams),
        present=_flag(agent.get("present"), "present") is not False,
        load=_count(agent.get("load"), "load") or 0,
        capacity=_count(agent.get("capacity"), "capacity"),
        absent_until=_instant(agent.get("absent_until"), "absent_until"),
        substitute=_text(agent.get("substitute"), "substitute"),
    )


def _mapping(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Unclear(f"{what} must be an object")
    return value


def _text(value: object, what: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise Unclear(f"{what} must be a text")
    return value or None


def _flag(value: object, what: str) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise Unclear(f"{what} must be true or false")
    return value


def _count(value: object, what: str) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise Unclear(f"{what} must be a whole number")
    return value


def _instant(value: object, what: str) -> datetime | None:
    text = _text(value, what)
    try:
        at = datetime.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise Unclear(f"{what} is not an ISO time: {text}") from wrong
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at
