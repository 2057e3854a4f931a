"""What happened among those who work here: administrative acts, each with its sentence."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.journal.events import Event, Names
from recado.desk.staff import weeks, wording


@dataclass(frozen=True, kw_only=True)
class AgentJoined(Event):
    """Somebody became an agent."""

    name: ClassVar[str] = "agent.joined"
    called: str
    role: str

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "called": self.called, "role": wording.role(self.role)}
        return _("%(who)s made %(called)s an agent (role: %(role)s).") % said


@dataclass(frozen=True, kw_only=True)
class TeamFormed(Event):
    """A team began."""

    name: ClassVar[str] = "team.formed"
    team: int
    called: str

    def sentence(self, who: Names) -> str:
        return _("%(who)s formed the team %(called)s.") % {"who": who(self.by), "called": self.called}


@dataclass(frozen=True, kw_only=True)
class TeamEntered(Event):
    """An agent came to a team."""

    name: ClassVar[str] = "team.entered"
    team: int
    called: str
    member: str

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "member": self.member, "called": self.called}
        return _("%(who)s put %(member)s into the team %(called)s.") % said


@dataclass(frozen=True, kw_only=True)
class TeamLeft(Event):
    """An agent left a team."""

    name: ClassVar[str] = "team.left"
    team: int
    called: str
    member: str

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "member": self.member, "called": self.called}
        return _("%(who)s took %(member)s out of the team %(called)s.") % said


@dataclass(frozen=True, kw_only=True)
class InvitationMade(Event):
    """A one-time link was made: for an agent, or for whoever becomes the first administrator."""

    name: ClassVar[str] = "invitation.made"
    called: str = ""

    def sentence(self, who: Names) -> str:
        if not self.called:
            return _("%(who)s made a link for the first administrator.") % {"who": who(self.by)}
        return _("%(who)s invited %(called)s.") % {"who": who(self.by), "called": self.called}


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    """An invited agent set a password."""

    name: ClassVar[str] = "invitation.accepted"

    def sentence(self, who: Names) -> str:
        return _("%(who)s accepted the invitation.") % {"who": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class TokenIssued(Event):
    """A program got a way in, as an agent."""

    name: ClassVar[str] = "token.issued"
    token: int
    called: str
    scopes: list[str]

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "called": self.called, "scopes": ", ".join(map(wording.scope, self.scopes))}
        if not self.scopes:
            return _("%(who)s issued a token of %(called)s without limits of scope.") % said
        return _("%(who)s issued a token of %(called)s, with which a program may: %(scopes)s.") % said


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """A token no longer opens anything."""

    name: ClassVar[str] = "token.revoked"
    token: int
    called: str

    def sentence(self, who: Names) -> str:
        return _("%(who)s revoked a token of %(called)s.") % {"who": who(self.by), "called": self.called}


@dataclass(frozen=True, kw_only=True)
class PresenceSwitched(Event):
    """An agent said that work may come, or that it may not."""

    name: ClassVar[str] = "presence.switched"
    called: str
    on: bool

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "called": self.called}
        if self.by == Actor("agent", self.agent):
            own = _("%(called)s takes new cases.") if self.on else _("%(called)s is away and takes no new cases.")
            return own % said
        if self.on:
            return _("%(called)s takes new cases: %(who)s said so.") % said
        return _("%(called)s is away and takes no new cases: %(who)s said so.") % said


@dataclass(frozen=True, kw_only=True)
class HoursChanged(Event):
    """The opening hours of a team got a new revision."""

    name: ClassVar[str] = "hours.changed"
    scope: str
    number: int
    hours: str
    zone: str

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "hours": weeks.reworded(self.hours), "zone": self.zone, "number": self.number}
        return _("%(who)s set the opening hours: %(hours)s (%(zone)s), revision %(number)s.") % said
