"""What happens to cases that are no more."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.journal.events import Event, Names


@dataclass(frozen=True, kw_only=True)
class CaseMerged(Event):
    """The case became part of the case `into`: its words stand there, and later ones go there."""

    name: ClassVar[str] = "case.merged"
    into: int
    messages: int = 0

    def sentence(self, who: Names) -> str:
        return _("%(agent)s made the case part of case %(into)s.") % {"agent": who(self.by), "into": self.into}


@dataclass(frozen=True, kw_only=True)
class CaseMergeUndone(Event):
    """The case stands for itself again: its own words went back to it."""

    name: ClassVar[str] = "case.merge_undone"
    into: int

    def sentence(self, who: Names) -> str:
        return _("%(agent)s took the case out of case %(into)s again.") % {"agent": who(self.by), "into": self.into}


@dataclass(frozen=True, kw_only=True)
class CaseJoined(Event):
    """The case `gone` is part of this one now: the same merge, told to who looks at this one."""

    name: ClassVar[str] = "case.joined"
    gone: int

    def sentence(self, who: Names) -> str:
        return _("%(agent)s made case %(gone)s part of this one.") % {"agent": who(self.by), "gone": self.gone}


@dataclass(frozen=True, kw_only=True)
class CaseParted(Event):
    """The case `gone` was taken out of this one again."""

    name: ClassVar[str] = "case.parted"
    gone: int

    def sentence(self, who: Names) -> str:
        return _("%(agent)s took case %(gone)s out of this one again.") % {"agent": who(self.by), "gone": self.gone}


@dataclass(frozen=True, kw_only=True)
class CaseDeleted(Event):
    """Nobody sees the case any more; `freed` messages of a group went back to it, unless it was deleted with them."""

    name: ClassVar[str] = "case.deleted"
    reason: str = ""
    freed: int = 0

    def sentence(self, who: Names) -> str:
        if self.freed:
            return _("%(agent)s took the opening back: the messages are in the group alone again.") % {
                "agent": who(self.by)
            }
        return _("%(agent)s deleted the case.") % {"agent": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class CaseRestored(Event):
    """The case is there again."""

    name: ClassVar[str] = "case.restored"

    def sentence(self, who: Names) -> str:
        return _("%(agent)s brought the case back.") % {"agent": who(self.by)}
