"""What happens to the question whose a case is."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.journal.events import Event, Names
from recado.desk.routing import wording


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(Event):
    """A case came to an agent, or to a team's queue where `agent` is None; `step` and `verdict` decided (N1)."""

    name: ClassVar[str] = "case.assigned"
    team: int | None = None
    called: str = ""
    step: str
    verdict: str
    about: str = ""

    def sentence(self, who: Names) -> str:
        reason = wording.reason(self.step, self.verdict, by=who(self.by), about=self.about)
        if self.agent is None and not self.called:
            return _("Waits without a team: %(reason)s.") % {"reason": reason}
        if self.agent is None:
            return _("Waits in the queue of %(team)s: %(reason)s.") % {"team": self.called, "reason": reason}
        said = {"agent": who(Actor("agent", self.agent)), "reason": reason}
        return _("Assigned to %(agent)s: %(reason)s.") % said
