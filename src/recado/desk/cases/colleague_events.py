"""What happens among colleagues over a case: who is named, who follows."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.cases.followed import FOLLOWED, UNFOLLOWED
from recado.desk.core.actors import Actor
from recado.desk.journal.events import Event, Names


@dataclass(frozen=True, kw_only=True)
class AgentNamed(Event):
    """A note named `agent`, who from now on follows the case."""

    name: ClassVar[str] = "agent.named"

    def sentence(self, who: Names) -> str:
        return _("%(agent)s named %(named)s.") % {"agent": who(self.by), "named": who(Actor("agent", self.agent))}


@dataclass(frozen=True, kw_only=True)
class TeamNamed(Event):
    """A note named a whole team: everybody in it follows the case."""

    name: ClassVar[str] = "team.named"
    called: str

    def sentence(self, who: Names) -> str:
        return _("%(agent)s named the team %(team)s.") % {"agent": who(self.by), "team": self.called}


@dataclass(frozen=True, kw_only=True)
class MentionSeen(Event):
    """Who was named has looked at the case."""

    name: ClassVar[str] = "mention.seen"

    def sentence(self, who: Names) -> str:
        return _("%(agent)s looked at the case after being named.") % {"agent": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class CaseFollowed(Event):
    """`agent` follows the case from now on: he asked to, or `by` named him."""

    name: ClassVar[str] = FOLLOWED

    def sentence(self, who: Names) -> str:
        follower = Actor("agent", self.agent)
        if follower == self.by:
            return _("%(agent)s follows the case.") % {"agent": who(follower)}
        said = {"agent": who(follower), "by": who(self.by)}
        return _("%(agent)s follows the case: %(by)s named this colleague in a note.") % said


@dataclass(frozen=True, kw_only=True)
class CaseUnfollowed(Event):
    """`agent` follows the case no more."""

    name: ClassVar[str] = UNFOLLOWED

    def sentence(self, who: Names) -> str:
        return _("%(agent)s no longer follows the case.") % {"agent": who(Actor("agent", self.agent))}
