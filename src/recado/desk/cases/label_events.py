"""What happened to the house's own lists: labels, actions."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.journal.events import Event, Names


@dataclass(frozen=True, kw_only=True)
class LabelAdded(Event):
    """The house has a new label."""

    name: ClassVar[str] = "label.added"
    label: int
    called: str

    def sentence(self, who: Names) -> str:
        return _("%(who)s added the label %(called)s.") % {"who": who(self.by), "called": self.called}


@dataclass(frozen=True, kw_only=True)
class ActionAdded(Event):
    """The house has a new action."""

    name: ClassVar[str] = "action.added"
    action: int
    called: str

    def sentence(self, who: Names) -> str:
        return _("%(who)s added the action %(called)s.") % {"who": who(self.by), "called": self.called}
