"""What happened to what is set of teams, agents, labels and channels."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from recado.desk.journal.events import Event, Names
from recado.desk.rules import wording


@dataclass(frozen=True, kw_only=True)
class CardChanged(Event):
    """What is set of a thing changed; `changed` lists field, value before and value after."""

    name: ClassVar[str] = "card.changed"
    section: str
    scope: str
    number: int
    called: str
    changed: list[list[Any]]

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "called": self.called, "what": wording.changes(self.section, self.changed)}
        return _("%(who)s changed %(called)s: %(what)s.") % said
