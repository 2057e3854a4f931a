"""What happened to the house rules."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.journal.events import Event, Names
from recado.desk.rules import naming


@dataclass(frozen=True, kw_only=True)
class RuleChanged(Event):
    """A section of rules got a new revision."""

    name: ClassVar[str] = "rule.changed"
    section: str
    scope: str = ""
    number: int

    def sentence(self, who: Names) -> str:
        return _("%(who)s changed the rule “%(section)s” (revision %(number)s).") % {
            "who": who(self.by),
            "section": naming.called(self.section),
            "number": self.number,
        }
