"""Who is round a case? Its labels, those who follow it, and those who could take it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from recado.desk.cases import labelling
from recado.desk.cases.models import Case, Following, Label
from recado.desk.core import time
from recado.desk.journal.events import Names
from recado.desk.staff import presence
from recado.desk.staff.models import Agent, Team
from recado.doors.web.sight import faces, wholes


@dataclass(frozen=True)
class Follower:
    """A colleague who follows the case; `is_me` where it is who looks."""

    face: faces.Face
    is_me: bool


@dataclass(frozen=True)
class Circle:
    """What stands in the head of a case and beside it; each is asked for only where it is shown."""

    case: Case
    agent: Agent
    who: Names

    @cached_property
    def labels(self) -> list[Label]:
        return wholes.labels(self.case)

    @cached_property
    def is_named(self) -> bool:
        """Whether a note names the agent that he has not looked at."""
        return wholes.is_named(self.case)

    @cached_property
    def follows(self) -> Following | None:
        return next((one for one in self._followings if one.agent_id == self.agent.pk), None)

    @property
    def followers(self) -> list[Follower]:
        return [Follower(faces.of_agent(one.agent), one.agent_id == self.agent.pk) for one in self._followings]

    @property
    def followed_because(self) -> str:
        """Why the case is before one's eyes (N1)."""
        if self.follows is None:
            return ""
        if self.follows.by == self.agent.actor:
            return _("You follow this case.")
        return _("You follow this case since %(agent)s named you.") % {"agent": self.who(self.follows.by)}

    @cached_property
    def _followings(self) -> list[Following]:
        return wholes.followers(self.case)


@dataclass(frozen=True)
class Choice:
    """A label as it is offered; `is_on` where the case carries it."""

    label: Label
    is_on: bool


def choices(case: Case) -> list[Choice]:
    """Every label that can be put on the case or taken off it, by name."""
    carried = labelling.labels_of([case]).get(case.pk, [])
    among = {one.pk: one for one in (*labelling.choosable(), *carried)}
    on = {one.pk for one in carried}
    return [Choice(one, one.pk in on) for one in sorted(among.values(), key=lambda one: one.name.casefold())]


@dataclass(frozen=True)
class Colleague:
    """Somebody who can take a case."""

    pk: int
    face: faces.Face
    is_here: bool


def colleagues(agent: Agent, case: Case) -> list[Colleague]:
    """Who may take the case: its team, else everybody; those who are here first. The agent himself stands above."""
    among = Agent.objects.filter(is_active=True).exclude(role="viewer").exclude(pk=agent.pk)
    among = (among.filter(teams=case.team_id) if case.team_id else among).order_by("name")
    here = presence.present_among([one.pk for one in among], time.now())
    found = [Colleague(one.pk, faces.of_agent(one), one.pk in here) for one in among]
    return sorted(found, key=lambda one: not one.is_here)


def other_teams(case: Case) -> list[Team]:
    """Where the case can be moved to."""
    return list(Team.objects.exclude(pk=case.team_id or 0).order_by("name"))
